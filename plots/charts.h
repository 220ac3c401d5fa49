/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts: all charts of a run, from one table. */
#ifndef PLATEAU_PLOTS_CHARTS_H
#define PLATEAU_PLOTS_CHARTS_H

#include <stddef.h>

#include "analysis/findings.h"
#include "plots/chart_set.h"
#include "sim/support/faults.h"
#include "sim/support/status.h"

/* Formats; add them up for several. */
enum { CHARTS_PNG = CHART_SET_PNG, CHARTS_SVG = CHART_SET_SVG };

/*
 * Saves the script of every chart that has a subject (a plan without costs has no profit to speak of) under
 * folder/charts, then draws them into folder, which must exist, in each of the formats. What earlier runs left there of
 * the other charts, or in other formats, is removed: it would tell of another scenario. *drawn is the number of charts
 * drawn, also on failure. The first failure ends the drawing: what stops one chart (no gnuplot, a full disk) stops them
 * all. Returns ERR_CHART, ERR_FILE, ERR_MEMORY, with the story in faults.
 */
enum status charts_draw(const struct findings *findings, const char *folder, unsigned formats, size_t *drawn,
                        struct faults *faults) MUST_USE;

#endif
