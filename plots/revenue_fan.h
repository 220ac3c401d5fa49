/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The revenue fan: revenue billed in each plan month, as the plays gave it (median, and the band that holds the
 * middle 80 % of them) and as it is exactly (expected), with the plateau it tends to and the month from which on
 * it is 95 % of the way there. Without plays (-n 0): the exact curve alone.
 * With a book of clients the chart begins in month 0, the book's last bill before the plan, else in month 1.
 */
#ifndef PLATEAU_PLOTS_REVENUE_FAN_H
#define PLATEAU_PLOTS_REVENUE_FAN_H

#include <stdio.h>

#include "analysis/findings.h"

/* Writes the script that draws revenue.png. Write errors stay in out's error flag. */
void revenue_fan_write(FILE *out, const struct findings *findings);

#endif
