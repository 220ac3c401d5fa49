/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Clients who differ: each has its own nonrenewal, Beta(a, b) with a = cK and b = (1 - c)K. Whoever has
 * renewed is likelier to renew again. Source: design section 3, "Leaving"; Fader and Hardie 2007.
 */
#ifndef PLATEAU_PLAN_BETA_LAW_H
#define PLATEAU_PLAN_BETA_LAW_H

#include <stdbool.h>

#include "sim/plan/survival.h"

/* True if the law has a concentration and its nonrenewal is neither 0 nor 1 (then all are alike). */
bool beta_law_applies(const struct survival_law *law);

/*
 * Log of the chance to renew, given `renewed` (the sum of M over the renewals so far), under multiplier M:
 * log B(a, b + renewed + M) - log B(a, b + renewed). Cannot fail.
 */
double beta_law_log_stay(const struct survival_law *law, double renewed, double multiplier);

/*
 * The worth of all blocks to come: E[1 / (1 - g (1 - theta)^M)] over theta ~ Beta(a, b + renewed), where
 * log g <= 0 is the log worth of reaching the next block if everybody renewed; M is the multiplier times the renewals
 * in a block. Relative error below 1e-11.
 * Infinite where g = 1 and a <= 1, or g = 1 and M = 0. Cannot fail.
 */
double beta_law_blocks(const struct survival_law *law, double renewed, double multiplier, double log_g);

enum { BETA_NODES = 512 };

/* The Beta law as that many clients who know their own nonrenewal theta, from the likeliest to leave upwards. */
struct beta_nodes {
    int count;                   /* some 40 to 130, at most 360 for the smallest a and b */
    double log_stay[BETA_NODES]; /* log(1 - theta), rising */
    double weight[BETA_NODES];   /* their sum is 1 */
};

/*
 * The nodes of theta ~ Beta(a, b + renewed) for a law to which it applies: fixed for the law and renewed. Means of
 * products of r + (1 - r) (1 - theta)^M, and of such a product times 1 - (1 - theta)^M, are within 1e-11 of themselves
 * for a and b from 1e-9 to 1e8 while the sum of M stays below 1e6. Cannot fail.
 */
void beta_law_nodes(struct beta_nodes *self, const struct survival_law *law, double renewed);

#endif
