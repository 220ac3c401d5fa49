/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Survival: of 100 clients that signed, how many are still there after so many months, by contract and by spend
 * quartile: the exact curve as steps, what the plays gave as rings. At most five contracts, those that sign most.
 */
#ifndef PLATEAU_PLOTS_SURVIVAL_STEPS_H
#define PLATEAU_PLOTS_SURVIVAL_STEPS_H

#include <stdbool.h>
#include <stdio.h>

#include "analysis/findings.h"

/* False if nobody signs up, or the plan ends before anybody could leave. */
bool survival_steps_wanted(const struct findings *findings);

/* Writes the script that draws survival.png. Write errors stay in out's error flag. */
void survival_steps_write(FILE *out, const struct findings *findings);

#endif
