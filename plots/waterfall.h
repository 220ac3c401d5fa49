/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The waterfall: from the base's profit over the plan to a scenario's, line by line of the ledger. A cost that rises
 * takes profit away. The figures shown add up; small ones are joined.
 */
#ifndef PLATEAU_PLOTS_WATERFALL_H
#define PLATEAU_PLOTS_WATERFALL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "analysis/comparison.h"

/* Writes the script that draws `name`.png of scenario i (not the base). Write errors stay in out's error flag. */
void waterfall_write(FILE *out, const struct comparison *comparison, size_t i, const char *name);

/* True if the scenario or the base has costs: else there is no profit to speak of. */
bool waterfall_wanted(const struct comparison *comparison, size_t i);

#endif
