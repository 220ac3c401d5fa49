/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Comparison, paths: how revenue and cumulative profit part from the base's month by month, play by play, and when the
 * scenario pays back.
 */
#ifndef PLATEAU_ANALYSIS_COMPARISON_PATHS_H
#define PLATEAU_ANALYSIS_COMPARISON_PATHS_H

#include "analysis/comparison.h"

/*
 * Fills cash_difference, revenue_difference (for whose H + 1 figures there is room) and payoff. Returns ERR_MEMORY.
 */
enum status comparison_paths_fill(struct contender *self, const struct findings *base,
                                  const struct findings *other) MUST_USE;

#endif
