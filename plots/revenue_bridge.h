/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The revenue bridge: how revenue comes from where it starts to where it is at the end of the plan: what new clients
 * brought, what fees grew by, what was lost with clients who left; sums over the plan's months of the exact means.
 * Its figures are rounded to one step, and add up.
 */
#ifndef PLATEAU_PLOTS_REVENUE_BRIDGE_H
#define PLATEAU_PLOTS_REVENUE_BRIDGE_H

#include <stdbool.h>
#include <stdio.h>

#include "analysis/findings.h"

/* False if there is no revenue in any month. */
bool revenue_bridge_wanted(const struct findings *findings);

/* Writes the script that draws bridge.png. Write errors stay in out's error flag. */
void revenue_bridge_write(FILE *out, const struct findings *findings);

#endif
