/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The map of lifetime value: what a client of each contract and spend quartile pays over its whole life. Where some
 * never leave, whose whole life has no end, all figures are what is paid within the plan's number of bills.
 */
#ifndef PLATEAU_PLOTS_LTV_MAP_H
#define PLATEAU_PLOTS_LTV_MAP_H

#include <stdbool.h>
#include <stdio.h>

#include "analysis/findings.h"

/* False if nobody signs up in the plan's last 12 months, or all who do are of one kind: one cell is no map. */
bool ltv_map_wanted(const struct findings *findings);

/* Writes the script that draws ltv.png. Write errors stay in out's error flag. */
void ltv_map_write(FILE *out, const struct findings *findings);

#endif
