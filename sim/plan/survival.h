/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long a client stays: the survival table S(k), the chance of still being a client after k bills.
 *
 * After its k-th bill a client decides. Where a term of L months ends it would leave with probability
 * `nonrenewal`, otherwise with `early_exit`; influences multiply the rate, so with multiplier M it
 * leaves with 1 - (1 - h)^M and S(k) is the product of (1 - h)^M (design section 3, "Leaving").
 * Where offers are made, who wavers (would leave) is kept with chance r: it leaves with (1 - (1 - h)^M) (1 - r).
 * With a concentration K clients differ: nonrenewal is Beta(a, b), a = cK, b = (1 - c)K, and the
 * renewals contribute B(a, b + m) / B(a, b), m the sum of M over the renewals so far (the shifted
 * beta-geometric of Fader and Hardie 2007 at L = 1, M = 1). With offers too it is a mean over the Beta law of products
 * of r + (1 - r) (1 - theta)^M: see beta_mixture.h.
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

#include "sim/plan/multiplier_path.h"
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

/* True if under a multiplier and offers that stay (rescued: see multiplier_path) nobody ever leaves. Cannot fail. */
bool survival_is_endless(const struct survival_law *law, double multiplier, double rescued);

/*
 * Fills alive[0 .. months] and leave[0 .. months] for a life whose first bill in the table is in plan
 * month `first`. Cannot fail: the numbers were checked when the scenario was read.
 */
void survival_fill(double *alive, double *leave, int months, const struct survival_law *law,
                   struct survival_start start, struct multiplier_path path, int first);

/*
 * What offers to leaving clients (path.rescued) need to know, for the same life: firm[k], the chance not to have
 * wavered (wanted to leave) at the first k decisions, which is S(k) without offers; and waver[k], the expected number
 * of times it wavers at decision k, counting those kept before (waver[0] = 0): offers times share, losses times 1 -
 * rescued. firm and waver: [0 .. months]. Cannot fail.
 */
void survival_fill_waver(double *firm, double *waver, int months, const struct survival_law *law,
                         struct survival_start start, struct multiplier_path path, int first);

/*
 * A life that was kept: log of (1 - the client's own nonrenewal), for a client that wavered for the first time at
 * decision k. Where all are alike it is the law's; where clients differ it is drawn from the Beta law given that past,
 * by inversion of u in (0, 1). Cannot fail.
 */
double survival_own_log_stay(const struct survival_law *law, struct survival_start start, struct multiplier_path path,
                             int first, int k, double u);

/*
 * All that this depends on where clients differ, so that whoever asks for many can do the work once for each: the law,
 * how often the client had renewed before the table began and until decision k, and the multiplier there (below 0:
 * decision k was no renewal, and tells nothing). Cannot fail.
 */
struct survival_past {
    double nonrenewal, concentration, before, renewed, multiplier;
};
struct survival_past survival_past(const struct survival_law *law, struct survival_start start,
                                   struct multiplier_path path, int first, int k);

/*
 * The Beta law given that past, as that many clients: log_stay[i] rising, and the weight of those up to i, likewise;
 * returns how many (at most BETA_NODES of beta_law.h). The own chance is log_stay[i] of the first i with so_far[i]
 * above u x so_far of all. Cannot fail.
 */
int survival_past_nodes(struct survival_past past, double *log_stay, double *so_far);
double survival_past_own(int count, const double *log_stay, const double *so_far, double u);

/*
 * The next decision after decision k, at which it stayed, where that client wavers: the smallest j in k + 1 .. most
 * with (chance not to waver at k + 1 .. j) <= u, or most + 1. own: of survival_own_log_stay. Cannot fail.
 */
int survival_wavers_again(const struct survival_law *law, struct survival_start start, struct multiplier_path path,
                          int first, int k, double own, double u, int most);

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
