/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Retention: the share of the plan's sign-ups still there after k months, in the way of Kaplan and Meier: S(0) = 1
 * and S(k) is the product over i <= k of (1 - lost after bill i / at risk at bill i), from the life tables of both
 * engines. Clients still there when the plan ends count as long as they were seen.
 * Example: 8 at risk and 2 lost at bill 1, then 5 and 1: S = 1, 0.75, 0.6.
 */
#ifndef PLATEAU_ANALYSIS_RETENTION_H
#define PLATEAU_ANALYSIS_RETENTION_H

#include "analysis/findings.h"

/*
 * Fills self->retention: all sign-ups, then each contract, each quartile, each contract x quartile (totals: -1),
 * months 0.. ascending, up to H - 1 or as far as anybody is at risk. A value is NaN from the month on in which
 * nobody was; a cell nobody signs in has month 0 alone, with both values NaN. Returns ERR_MEMORY.
 */
enum status retention_fill(struct findings *self) MUST_USE;

#endif
