/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Table files: several files of one folder that belong together, written all or none. */
#ifndef PLATEAU_ANALYSIS_TABLE_FILES_H
#define PLATEAU_ANALYSIS_TABLE_FILES_H

#include <stdio.h>

#include "sim/support/faults.h"
#include "sim/support/status.h"

enum { TABLE_FILES_MOST = 8 };

struct table_files {
    size_t count;            /* at most TABLE_FILES_MOST */
    const char *const *name; /* [count]: in the folder */
    void (*write)(FILE *out, size_t file, const void *context);
    const void *context;
};

/*
 * Writes them into folder, which is made if it is missing. All are complete before the first takes its name, and they
 * take their names in order: where the last one is of this run, the others are too. Returns ERR_FILE (faults say which
 * file), ERR_MEMORY.
 */
enum status table_files_write(const struct table_files *self, const char *folder, struct faults *faults) MUST_USE;

#endif
