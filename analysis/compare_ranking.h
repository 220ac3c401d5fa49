/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ranking of a comparison as the memo shows it: a line for each scenario, best npv first, in columns as wide as
 * what stands in them; names take what is left of the line.
 */
#ifndef PLATEAU_ANALYSIS_COMPARE_RANKING_H
#define PLATEAU_ANALYSIS_COMPARE_RANKING_H

#include <stdio.h>

#include "analysis/comparison.h"

enum { MEMO_WIDTH = 110, RANKING_MOST = 12 }; /* characters of a line; scenarios that are shown */

/* Two lines of headings and a line a scenario; of more than RANKING_MOST the best, and how many are left out. */
void compare_ranking_write(FILE *out, const struct comparison *comparison);

/* A name of at most `width` characters, "..." in place of what is cut. out: 4 x width + 4 bytes. Returns out. */
const char *compare_ranking_name(const char *name, size_t width, char *out);

/* "+$120,400", "-$3.50", "$0"; from a million on short: "+$1.23M". out: TEXT_NUMBER + 1 bytes. Returns out. */
const char *compare_ranking_change(double value, const char *currency, char *out);

/* A share of the plays: "93 %"; what is not none or all is never rounded to it: "under 1 %". Returns out. */
const char *compare_ranking_share(double share, char *out);

#endif
