/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lifetimes: what a client signed under a life table can be expected to be billed, each table asked once.
 * Units are bills of one month: times the fee they are money. Example: nonrenewal 1/12 each month gives 12
 * bills, of which 12 (1 - (11/12)^60) = 11.94 are among the first 60.
 */
#ifndef PLATEAU_ANALYSIS_LIFETIME_H
#define PLATEAU_ANALYSIS_LIFETIME_H

#include <stddef.h>

#include "sim/plan/plan.h"
#include "sim/support/status.h"

struct lifetime {
    double bills;        /* over the whole life; infinite where lives are */
    double present;      /* the same at the plan's discount, first bill in full; may be infinite without one */
    double within;       /* of the first H bills, H = the plan's months */
    const char *endless; /* why bills is infinite; NULL if it is not */
};

struct lifetimes {
    const struct plan *plan; /* not owned */
    struct lifetime *of;     /* owned: by life table; bills 0 = not yet asked */
    double *alive, *leave;   /* owned: room for one table of H months */
};

/* Returns ERR_MEMORY; then *self is empty. Free with lifetime_free. */
enum status lifetime_init(struct lifetimes *self, const struct plan *plan) MUST_USE;
void lifetime_free(struct lifetimes *self);

/* The lifetime of a sign-up group's clients signed in `month`. Owned by self. Cannot fail. */
const struct lifetime *lifetime_of(struct lifetimes *self, size_t group, int month);

/*
 * Rating of a mean lifetime in months, fact A1: under 6 "poor", from 6 "fair", from 12 "good", from 18
 * "excellent"; "" for NaN. A rounding error below a bound (12 - 1e-12) does not lower it. Cannot fail.
 */
const char *lifetime_rating(double months);

#endif
