/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ledger of a typical month at the plateau: where the fees go. Costs by size, then what is left; of every 100 of
 * the currency and in amounts. Commissions are less what comes back as clawbacks.
 */
#ifndef PLATEAU_PLOTS_LEDGER_BARS_H
#define PLATEAU_PLOTS_LEDGER_BARS_H

#include <stdbool.h>
#include <stdio.h>

#include "analysis/findings.h"

/* False if there is no plateau, none above zero, or no cost at all. */
bool ledger_bars_wanted(const struct findings *findings);

/* Writes the script that draws ledger.png. Write errors stay in out's error flag. */
void ledger_bars_write(FILE *out, const struct findings *findings);

#endif
