/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whole files: a file is read into memory whole, and written whole or not at all (a temporary name
 * in the same folder, fsync, rename), so that a full disk, a signal or a crash never leaves half.
 */
#ifndef PLATEAU_SUPPORT_WHOLE_FILE_H
#define PLATEAU_SUPPORT_WHOLE_FILE_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "sim/support/faults.h"
#include "sim/support/status.h"

enum { WHOLE_FILE_LARGEST = 256 * 1024 * 1024 }; /* bytes */

/* The bytes of one file, NUL-terminated behind the last, and their 64-bit fingerprint (FNV-1a). */
struct whole_file {
    char *bytes; /* owned */
    size_t size; /* without the NUL */
    uint64_t fingerprint;
};

/*
 * Reads path ("-" is standard input) whole, at most 256 MiB. Refuses folders. On failure *self is
 * empty and faults has the message. Returns ERR_FILE, ERR_MEMORY, ERR_STOPPED (a signal while waiting).
 */
enum status whole_file_read(struct whole_file *self, const char *path, struct faults *faults) MUST_USE;

/* As whole_file_read, with a limit of its own in bytes, a whole number of MiB. */
enum status whole_file_read_at_most(struct whole_file *self, const char *path, size_t limit,
                                    struct faults *faults) MUST_USE;
void whole_file_free(struct whole_file *self);

/*
 * A file being written. Print into out, then commit or abandon; exactly one of them. out is NULL once it is complete.
 */
struct new_file {
    FILE *out;
    char *path;      /* owned: the final name */
    char *temporary; /* owned: the name it has until it is whole */
};

/* Opens a temporary file beside path. Returns ERR_FILE, ERR_MEMORY; then *self is empty. */
enum status whole_file_begin(struct new_file *self, const char *path, struct faults *faults) MUST_USE;

/*
 * Flushes, syncs and closes, without renaming yet: of several files that belong together, all are completed before the
 * first is committed. On any failure as whole_file_commit.
 */
enum status whole_file_complete(struct new_file *self, struct faults *faults) MUST_USE;

/*
 * Completes the file if that was not done, and gives it its final name. On any failure the temporary file is removed,
 * the old file stays, faults has the message, and ERR_FILE is returned. *self is empty afterwards.
 */
enum status whole_file_commit(struct new_file *self, struct faults *faults) MUST_USE;

/* Closes and removes the temporary file. Safe on an empty self. */
void whole_file_abandon(struct new_file *self);

/*
 * Removes the temporary files that are still open, by unlink alone: for a signal handler
 * (async-signal-safe).
 */
void whole_file_on_signal(void);

/* Makes a folder and its missing parents. Returns ERR_FILE with a message in faults. */
enum status whole_file_make_folder(const char *path, struct faults *faults) MUST_USE;

#endif
