/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a lead meets in a month: how much it spends, which contract it wants, what it takes instead when
 * that is not offered, and what it pays. One offer serves all months in which these are equal.
 * Quartile q is 0..3 in code, 1..4 for users; [q][g] arrays are q * contracts + g.
 * Source: design section 3, "Spend" and "Contract choice".
 */
#ifndef PLATEAU_PLAN_OFFER_H
#define PLATEAU_PLAN_OFFER_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/plan/spend_law.h"
#include "sim/scenario/scenario.h"
#include "sim/support/status.h"

enum { QUARTILES = 4 };

struct offer {
    struct spend_law spend;           /* of those who qualify */
    double below[QUARTILES];          /* P(quartile <= q): below[3] = 1 */
    double quartile_share[QUARTILES]; /* P(quartile = q) */
    double quartile_spend[QUARTILES]; /* E[spend | quartile q]; 0 where the share is 0 */
    size_t contracts;
    double *want;         /* [q][g]: share of the leads of quartile q that want contract g; sums to 1 */
    double *instead;      /* [q][g]: share of contract g among the offered ones, for those who switch */
    double *sign;         /* [q][g]: share of the leads of quartile q that sign contract g */
    double *switch_share; /* [g]: of those who want g, how many switch: 1 where g is offered (they take g) */
    bool *offered;        /* [g] */
    double *fee_share;    /* [g]: share of spend */
    double *mean_fee;     /* [q][g]: expected first fee, money a month (whole cents where spend is not random) */
};

/*
 * The three quartile bounds: as given, else the quartiles of the root base file's spend law (NaN where
 * spend is not random and no bounds are given: everybody is in quartile 1).
 */
void offer_bounds(double bounds[QUARTILES - 1], const struct scenario *scenario);

/* Quartile (0..3) of a spend: how many bounds it exceeds. */
int offer_quartile(const double bounds[QUARTILES - 1], double spend);

/*
 * The offer of a plan month to those who qualify; and to leads that return in a month (past the plan as in its last),
 * all of whom spend `spend`. Return ERR_MEMORY; then *self is empty.
 */
enum status offer_init(struct offer *self, const struct scenario *scenario, const double bounds[QUARTILES - 1],
                       int month) MUST_USE;
enum status offer_init_returning(struct offer *self, const struct scenario *scenario,
                                 const double bounds[QUARTILES - 1], int month, double spend) MUST_USE;

/* The offer to leads that promoters refer: spend is the leads' law, not cut, times referral.spend. Returns ERR_MEMORY.
 */
enum status offer_init_referred(struct offer *self, const struct scenario *scenario, const double bounds[QUARTILES - 1],
                                int month) MUST_USE;
void offer_free(struct offer *self);

/* First fee in cents: round half away from zero of 100 x spend x share. */
int64_t offer_fee_cents(double spend, double fee_share);

#endif
