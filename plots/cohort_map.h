/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The map of cohorts: of the clients that signed in a span of months, how many are still there so many months later.
 * Read down a column to see whether later sign-ups stay longer than earlier ones.
 */
#ifndef PLATEAU_PLOTS_COHORT_MAP_H
#define PLATEAU_PLOTS_COHORT_MAP_H

#include <stdbool.h>
#include <stdio.h>

#include "analysis/findings.h"

/* False if nobody signs up, or the plan ends before anybody could leave. */
bool cohort_map_wanted(const struct findings *findings);

/* Writes the script that draws cohorts.png. Write errors stay in out's error flag. */
void cohort_map_write(FILE *out, const struct findings *findings);

#endif
