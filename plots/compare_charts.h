/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The charts of a comparison, for the deck: revenue of all scenarios in one picture, who wins (scoreboard), NPS and
 * where clients come from; and for each scenario its cumulative profit against the base (difference-<slug>) and where
 * the difference comes from (waterfall-<slug>).
 */
#ifndef PLATEAU_PLOTS_COMPARE_CHARTS_H
#define PLATEAU_PLOTS_COMPARE_CHARTS_H

#include <stddef.h>

#include "analysis/comparison.h"
#include "sim/support/faults.h"
#include "sim/support/status.h"

/* As charts_draw, of a comparison: formats as there. */
enum status compare_charts_draw(const struct comparison *comparison, const char *folder, unsigned formats,
                                size_t *drawn, struct faults *faults) MUST_USE;

#endif
