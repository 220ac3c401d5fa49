/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Chart files: where in a run folder a chart's script (charts/name.gp) and pictures (name.png, name.svg) are. name has
 * letters, digits and "-" only.
 */
#ifndef PLATEAU_PLOTS_CHART_FILE_H
#define PLATEAU_PLOTS_CHART_FILE_H

#include <stddef.h>

#include "sim/support/faults.h"
#include "sim/support/status.h"

/* "folder/charts", where the scripts are. The caller frees it; NULL: memory is short. */
char *chart_file_folder(const char *folder);

/* "folder/charts/name.gp", or for any other ending "folder/name.ending". The caller frees it; NULL: memory is short. */
char *chart_file_path(const char *folder, const char *name, const char *ending);

/* Saves a script of size bytes. Makes the folder charts. Returns ERR_FILE, ERR_MEMORY. */
enum status chart_file_save(const char *folder, const char *name, const char *script, size_t size,
                            struct faults *faults) MUST_USE;

/* Removes what an earlier run left, if it did. Returns ERR_FILE, ERR_MEMORY. */
enum status chart_file_remove(const char *folder, const char *name, const char *ending, struct faults *faults) MUST_USE;

#endif
