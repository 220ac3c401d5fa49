/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The files of a comparison: compare.csv (columns: design section 5) and the manifest. As in tables.h: at most 10
 * significant digits, a cell is empty where a value does not exist, and the note says why.
 */
#ifndef PLATEAU_ANALYSIS_COMPARE_TABLE_H
#define PLATEAU_ANALYSIS_COMPARE_TABLE_H

#include "analysis/comparison.h"
#include "analysis/manifest.h"
#include "sim/support/faults.h"
#include "sim/support/status.h"

enum { COMPARE_TABLES = 2 };

/*
 * Writes both into folder, which is made if it is missing: a row for every scenario but the base and every metric that
 * either has. inputs: see manifest_write_comparison. Returns ERR_FILE (faults say which file), ERR_MEMORY.
 */
enum status compare_table_write(const struct comparison *comparison, const struct manifest_inputs *inputs,
                                const char *folder, struct faults *faults) MUST_USE;

#endif
