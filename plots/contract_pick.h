/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which contracts a chart shows where there are more than fit: those with the most sign-ups; and what it calls them. */
#ifndef PLATEAU_PLOTS_CONTRACT_PICK_H
#define PLATEAU_PLOTS_CONTRACT_PICK_H

#include <stddef.h>

#include "analysis/findings.h"

/* The row of ltv.csv of all sources together; contract or quartile -1: all. NULL if there is none. */
const struct ltv_row *contract_pick_row(const struct findings *findings, int contract, int quartile);

/*
 * The at most `most` contracts with the most sign-ups in the plan's last 12 months (then with the most clients seen to
 * sign at all), in the order of the scenario. Contracts that nobody ever signs are not among them. *all is how many
 * there would be without the limit. Returns how many contract[] has.
 */
size_t contract_pick(const struct findings *findings, size_t most, int *contract, size_t *all);

/* The name of a contract as the scenario has it; "?" where there is none. Not owned. */
const char *contract_pick_name(const struct findings *findings, int contract);

#endif
