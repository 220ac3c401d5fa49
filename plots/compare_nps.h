/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The NPS of all scenarios of a comparison, month by month and exact, in one picture. */
#ifndef PLATEAU_PLOTS_COMPARE_NPS_H
#define PLATEAU_PLOTS_COMPARE_NPS_H

#include <stdbool.h>
#include <stdio.h>

#include "analysis/comparison.h"

/* Writes the script that draws compare-nps.png. Write errors stay in out's error flag. */
void compare_nps_write(FILE *out, const struct comparison *comparison);

/* True if some of the scenarios shown has an NPS in some month. */
bool compare_nps_wanted(const struct comparison *comparison);

#endif
