/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables: the CSV files of a run. Long and tidy, UTF-8, LF, "." decimals, at most 10 significant digits; a cell is
 * empty where a value does not exist, and summary.csv's note says why. Columns: design section 5.
 */
#ifndef PLATEAU_ANALYSIS_TABLES_H
#define PLATEAU_ANALYSIS_TABLES_H

#include "analysis/findings.h"
#include "sim/scenario/scenario.h"
#include "sim/support/faults.h"
#include "sim/support/status.h"

enum { TABLES_COUNT = 5 };

/*
 * Writes summary.csv, monthly.csv, ltv.csv, retention.csv and manifest.csv into folder, which is made if it is
 * missing. All are complete before the first takes its name, and the manifest comes last: a folder with this run's
 * manifest has this run's tables. Returns ERR_FILE (faults say which file), ERR_MEMORY.
 */
enum status tables_write(const struct findings *findings, const struct scenario *scenario, const char *folder,
                         struct faults *faults) MUST_USE;

/* The unit of a series or metric in files, the plan's currency in place of "money". Returns out. */
const char *tables_unit(const char *unit, const char *currency, char *out, size_t size);

#endif
