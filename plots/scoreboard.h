/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The scoreboard of a comparison: what each scenario is worth against the base (npv, with its luck and how often it
 * wins), and what it adds to the plateau of revenue; best first. Grey: no clear difference.
 */
#ifndef PLATEAU_PLOTS_SCOREBOARD_H
#define PLATEAU_PLOTS_SCOREBOARD_H

#include <stdio.h>

#include "analysis/comparison.h"

/* Writes the script that draws scoreboard.png. Write errors stay in out's error flag. */
void scoreboard_write(FILE *out, const struct comparison *comparison);

#endif
