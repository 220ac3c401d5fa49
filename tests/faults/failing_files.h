/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Failing files: the n-th call of a kind fails with an errno of our choice. The linker sends our calls of open (to
 * make a file), fflush, fsync, fclose, rename, mkdir and read here. stdio's own writes cannot be caught so: real
 * ones fail by a limit on the size of files.
 */
#ifndef PLATEAU_TESTS_FAILING_FILES_H
#define PLATEAU_TESTS_FAILING_FILES_H

#include <stddef.h>

enum file_call { CALL_OPEN, CALL_FFLUSH, CALL_FSYNC, CALL_FCLOSE, CALL_RENAME, CALL_MKDIR, CALL_READ, CALL_COUNT };

/* The n-th call of this kind fails with `error`; 0: none does. Only one kind at a time. */
void failing_files_start(enum file_call call, size_t n, int error);

/* The n-th call of this kind succeeds, but a signal arrives before it returns, as one does during a slow call. */
void failing_files_signal(enum file_call call, size_t n, int signal);

/* Calls succeed again. Returns how many failed, or met the signal, since the start: 0 or 1. */
size_t failing_files_stop(void);

/* open, fflush, ... for messages. */
const char *failing_files_name(enum file_call call);

/* Makes files end after `bytes` (EFBIG, as on a full disk), in this process and its children; SIZE_MAX: no limit. */
void failing_files_limit(size_t bytes);

#endif
