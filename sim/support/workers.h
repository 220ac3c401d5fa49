/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Workers: a fixed number of chunks, done by threads in any order, merged by index. Results cannot
 * depend on the number of threads, because the merge of chunk c waits for that of chunk c - 1.
 */
#ifndef PLATEAU_SUPPORT_WORKERS_H
#define PLATEAU_SUPPORT_WORKERS_H

#include <stddef.h>

#include "sim/support/status.h"

struct workers_job {
    void *shared; /* read only for work; merge may change it, one call at a time */
    /* Fills one thread's own scratch with chunk's result. */
    enum status (*work)(void *shared, void *scratch, size_t chunk);
    /* Adds scratch to the totals; called once a chunk, in order of chunk, never at the same time. */
    void (*merge)(void *shared, const void *scratch, size_t chunk);
    /* Called after each merge by the merging thread, or NULL: progress. */
    void (*progress)(void *shared, size_t done, size_t chunks);
};

/*
 * Runs chunks 0 .. chunks - 1 on `threads` threads (at least 1; the calling thread is one of them), thread
 * i with scratch[i]. Stops at the first failure, in order of chunks, and returns it; ERR_STOPPED when
 * workers_stop was called. Uses fewer threads where the system gives no more.
 */
enum status workers_run(const struct workers_job *job, size_t chunks, size_t threads, void *const *scratch) MUST_USE;

/* Asks all running jobs to stop after their current chunk; async-signal-safe. */
void workers_stop(void);

/* Takes a request to stop back, for jobs yet to come. */
void workers_resume(void);

/* How many threads this process may run at once (its CPU affinity), at least 1. */
size_t workers_available(void);

#endif
