/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long a client stays: the survival table S(k), the chance of still being a client after k bills.
 *
 * After its k-th bill a client decides. Where a term of L months ends it would leave with probability
 * `nonrenewal`, otherwise with `early_exit`; influences multiply the rate, so with multiplier M it
 * leaves with 1 - (1 - h)^M and S(k) is the product of (1 - h)^M (design section 3, "Leaving").
 * With a concentration K clients differ: nonrenewal is Beta(a, b), a = cK, b = (1 - c)K, and the
 * renewals contribute B(a, b + m) / B(a, b), m the sum of M over the renewals so far (the shifted
 * beta-geometric of Fader and Hardie 2007 at L = 1, M = 1).
 *
 * Shape    alive[0 .. months], alive[0] = 1, never rising; leave[k] = alive[k-1] - alive[k], computed
 *          without cancellation, leave[0] = 0.
 * Units    bills. A client signed in month s decides after bill k in plan month s + k - 1, and if it
 *          leaves is lost in month s + k. A client of the book starts with "bill 1" in plan month 1.
 * Example  L = 1, nonrenewal 1/12, M = 1: alive = 1, 0.9167, 0.8403, ...; mean life 12 months.
 */
#ifndef PLATEAU_PLAN_SURVIVAL_H
#define PLATEAU_PLAN_SURVIVAL_H

#include <stdbool.h>

#include "sim/support/status.h"

/* What was agreed at signing. */
struct survival_law {
    int term;             /* L, months */
    double nonrenewal;    /* c */
    double early_exit;    /* 0 with L = 1 */
    double concentration; /* K; NaN: all clients alike */
};

/* Where a client stands when the table begins. A new client: all zero. */
struct survival_start {
    int phase;      /* bills since the last renewal, 0 .. L-1 */
    double renewed; /* sum of M over the renewals it has been through */
    int tenure;     /* bills so far: only clients who were not activated at once need it, for all others it may be 0 */
};

/* True if under a multiplier that stays nobody on this law ever leaves. Cannot fail. */
bool survival_is_endless(const struct survival_law *law, double multiplier);

/*
 * The multipliers M by plan month; the last goes on for ever. Clients who were not activated at once have M multiplied
 * by early_churn[m] at the decision after their own bill b in month m, while b <= early_months[m].
 */
struct multiplier_path {
    const double *value; /* value[1 .. months]; not owned */
    int months;
    const double *early_churn; /* [1 .. months]; NULL: activated at once */
    const int *early_months;   /* [1 .. months] */
    double less;               /* every M is lowered by this share: 0, or 0.01 to see what 1 % less churn is worth */
};

/*
 * Fills alive[0 .. months] and leave[0 .. months] for a life whose first bill in the table is in plan
 * month `first`. Cannot fail: the numbers were checked when the scenario was read.
 */
void survival_fill(double *alive, double *leave, int months, const struct survival_law *law,
                   struct survival_start start, struct multiplier_path path, int first);

/*
 * The whole life: sum over k >= 0 of discount^k S(k), that is the expected number of bills (discount 1)
 * or their present value (discount = monthly factor below 1), exact to rounding: a sum while the path
 * changes, then closed forms of geometric blocks, or for concentration a quadrature over the Beta law.
 * Infinite where lives are (concentration with a <= 1 and no early exit, or nobody ever leaves).
 * Sources: oracle formulas 6, 8b, 9. Cannot fail.
 */
double survival_whole_life(const struct survival_law *law, struct survival_start start, struct multiplier_path path,
                           int first, double discount);

/*
 * Sum over j >= 1 of S(j x every): how many spans of `every` bills a life outlasts, on average (what longevity
 * bonuses are paid on). Exact as above; infinite where lives are. Example: 10 % leave every month, every 6:
 * 0.9^6 / (1 - 0.9^6) = 1.134. Cannot fail.
 */
double survival_spans(const struct survival_law *law, struct survival_start start, struct multiplier_path path,
                      int first, int every);

#endif
