/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The difference fan: cumulative profit of a scenario against the base's, month by month, as the plays gave it with the
 * same luck (mean, and the band of the middle 80 %), and the month from which on it has paid back. Design section 7.
 */
#ifndef PLATEAU_PLOTS_DIFFERENCE_FAN_H
#define PLATEAU_PLOTS_DIFFERENCE_FAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "analysis/comparison.h"

/* Writes the script that draws `name`.png of scenario i (not the base). Write errors stay in out's error flag. */
void difference_fan_write(FILE *out, const struct comparison *comparison, size_t i, const char *name);

/* True if the scenario or the base has costs: else there is no profit to speak of. */
bool difference_fan_wanted(const struct comparison *comparison, size_t i);

#endif
