/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The profit fan: profit a month above, and below it the cash that all months so far left over or took, with the
 * month in which it is expected to be lowest (what must be there to pay it) and that from which on it stays above zero.
 */
#ifndef PLATEAU_PLOTS_PROFIT_FAN_H
#define PLATEAU_PLOTS_PROFIT_FAN_H

#include <stdbool.h>
#include <stdio.h>

#include "analysis/findings.h"

/* False if the plan has no cost at all: profit would be revenue. */
bool profit_fan_wanted(const struct findings *findings);

/* Writes the script that draws profit.png. Write errors stay in out's error flag. */
void profit_fan_write(FILE *out, const struct findings *findings);

#endif
