/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The revenue of all scenarios of a comparison, month by month and exact, in one picture. */
#ifndef PLATEAU_PLOTS_COMPARE_REVENUE_H
#define PLATEAU_PLOTS_COMPARE_REVENUE_H

#include <stdio.h>

#include "analysis/comparison.h"

/* Writes the script that draws compare-revenue.png. Write errors stay in out's error flag. */
void compare_revenue_write(FILE *out, const struct comparison *comparison);

#endif
