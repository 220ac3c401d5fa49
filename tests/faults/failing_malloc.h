/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Failing malloc: the n-th request for memory is refused, or that one and all after it. The linker sends our calls
 * (those of the library and the tests, not those inside libc) of malloc, calloc, realloc, aligned_alloc, strdup and
 * strndup here, and of functions that fail for want of memory: fdopen, open_memstream, tmpfile, pthread_create and
 * GSL's workspace. Every block that was given is on a list until it is freed, so a leak is a number.
 */
#ifndef PLATEAU_TESTS_FAILING_MALLOC_H
#define PLATEAU_TESTS_FAILING_MALLOC_H

#include <stdbool.h>
#include <stddef.h>

/* Begins a new list of blocks; the n-th request fails (0: none does); with persists all that follow as well. */
void failing_malloc_start(size_t n, bool persists);

/* Requests succeed again and are no longer listed. Returns how many were refused since the start. */
size_t failing_malloc_stop(void);

/* How many listed blocks have not been freed. */
size_t failing_malloc_live(void);

/* How many requests there were between start and stop, and how many of them were for aligned_alloc. */
size_t failing_malloc_asked(void);
size_t failing_malloc_aligned(void);

#endif
