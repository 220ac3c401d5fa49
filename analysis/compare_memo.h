/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The memo of a comparison: under 25 lines for the meeting (with the one that says where the files are), in words a
 * manager understands, no line longer than 110 characters: what was compared, the base, the others ranked by npv, when
 * the best one pays back, the rule of thumb for hires, whether plateau revenue ranks alike, what the figures leave out.
 */
#ifndef PLATEAU_ANALYSIS_COMPARE_MEMO_H
#define PLATEAU_ANALYSIS_COMPARE_MEMO_H

#include <stdio.h>

#include "analysis/comparison.h"

/* Whether out took it, closing tells. Cannot fail. */
void compare_memo_write(FILE *out, const struct comparison *comparison);

#endif
