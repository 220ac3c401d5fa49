/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts: all charts of a run, from one table. */
#ifndef PLATEAU_PLOTS_CHARTS_H
#define PLATEAU_PLOTS_CHARTS_H

#include <stddef.h>

#include "analysis/findings.h"
#include "sim/support/faults.h"
#include "sim/support/status.h"

/*
 * Saves every chart's script under folder/charts, then draws them one after the other into folder, which must
 * exist. *drawn is the number of charts drawn, also on failure. The first failure ends the drawing: what stops
 * one chart (no gnuplot, a full disk) stops them all. Returns ERR_CHART, ERR_FILE, ERR_MEMORY, with the story in
 * faults.
 */
enum status charts_draw(const struct findings *findings, const char *folder, size_t *drawn,
                        struct faults *faults) MUST_USE;

#endif
