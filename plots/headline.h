/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Headlines: the finding of a chart as one sentence, computed from the numbers, never typed. A headline claims no
 * more than the numbers carry: where revenue starts within the luck of where it ends, it "holds" and does not rise.
 */
#ifndef PLATEAU_PLOTS_HEADLINE_H
#define PLATEAU_PLOTS_HEADLINE_H

#include <stdbool.h>

#include "analysis/findings.h"

enum { HEADLINE_SIZE = 400 };

/*
 * What revenue does over the plan and beyond, told by its smooth expected course, so that a cycle of scheduled
 * sign-ups does not look like a trend. Examples: "Revenue flattens at $20,000 a month; 95 % of the way by month 35";
 * "By month 24 revenue is 62 % of the way to its $41,200 plateau". Cannot fail.
 */
void headline_revenue(const struct findings *findings, char out[HEADLINE_SIZE]);

/*
 * True if there is nothing to call a rise or a fall: from start to end revenue lies within 5 % of the plateau, or
 * within 10 % where the plays' band at the end covers the start.
 */
bool headline_holds(const struct findings *findings);

/* True if scheduled sign-ups make revenue swing round its smooth course by more than 1 % at the end. */
bool headline_cycles(const struct findings *findings);

#endif
