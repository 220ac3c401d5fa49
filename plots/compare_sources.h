/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the new clients of each scenario come from, over the whole plan: a bar for each scenario. */
#ifndef PLATEAU_PLOTS_COMPARE_SOURCES_H
#define PLATEAU_PLOTS_COMPARE_SOURCES_H

#include <stdbool.h>
#include <stdio.h>

#include "analysis/comparison.h"

/* Writes the script that draws compare-sources.png. Write errors stay in out's error flag. */
void compare_sources_write(FILE *out, const struct comparison *comparison);

/* True if in some of the scenarios shown new clients come from elsewhere than reps. */
bool compare_sources_wanted(const struct comparison *comparison);

#endif
