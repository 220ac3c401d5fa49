/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Offspring: the clients that clients bring, as expected numbers: leads that promoters refer, and lost clients who come
 * back. Month by month each depends on who was there before, so they are worked out once, in order of months; from then
 * on they are sign-ups like all others (see cohort.h).
 * Example: 2 new clients a month, all promoters, 10 % leave a month, each brings 0.02 sign-ups a month: a client brings
 * 0.02 x 10 = 0.2 others, and in the steady state 2 / (1 - 0.2) = 2.5 sign.
 * Source: design section 3, "Referrals" and "Win-back"; section 6, plateau.
 */
#ifndef PLATEAU_PLAN_OFFSPRING_H
#define PLATEAU_PLAN_OFFSPRING_H

#include <stddef.h>

#include "sim/support/status.h"

struct plan;

/*
 * Those who return are kept apart by type (comeback.h): their interval of z, quartile and old contract. All arrays are
 * owned, with months + 1 entries a row, and NULL where there is nobody.
 */
struct offspring {
    int months;          /* reach: 1..months are filled; of a steady state only the last */
    double *referred;    /* [month]: leads that would sign, before the choice of a contract */
    double *returns;     /* [type][month]: clients who want to come back, before that choice */
    double *return_fees; /* likewise: their first fees together, money a month */
    /* Of these, the clients who were there in month H - 12, in any life: what nrr.12.reactivated needs. */
    double *kept, *kept_fees;
};

/*
 * Works them out for all months of a plan whose tables and cohorts are ready, with arrivals as scheduled. Empty where
 * nobody refers or returns. Returns ERR_MEMORY; then *self is empty.
 */
enum status offspring_init(struct offspring *self, const struct plan *plan) MUST_USE;

/*
 * The same for the months 1..months (to SEATS_MONTHS, past the plan under its last values) with arrivals at their
 * smooth rate and every M lowered by the share `less` (who is in the book stays as it is), without kept.
 */
enum status offspring_init_smooth(struct offspring *self, const struct plan *plan, double less, int months) MUST_USE;

void offspring_free(struct offspring *self);

#endif
