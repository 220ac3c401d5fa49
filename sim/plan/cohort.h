/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cohorts: who signs in a month, as expected numbers: one cohort for each source, rep class, latent kind, quartile and
 * contract (returned leads: also for each month in which they were turned away). The one enumeration of sign-ups that
 * the expected engine and all of analysis go by.
 */
#ifndef PLATEAU_PLAN_COHORT_H
#define PLATEAU_PLAN_COHORT_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/plan/plan.h"

struct cohort {
    enum source source;
    size_t rep_class; /* SOURCE_NO_CLASS where no rep signed them */
    size_t latent;    /* 0: activated at once */
    int quartile;     /* 0..3 */
    size_t contract;
    int month;      /* of their first bill; of a steady state the plan's last */
    double clients; /* expected; above 0 */
    double fee;     /* expected first fee, money a month */
    bool certain;   /* the fee is not random: grown fees are whole cents */
    const struct life_table *table;
};

/* Which sign-ups: */
enum cohort_rate {
    COHORT_ACTUAL, /* as scheduled where arrivals are steady */
    COHORT_SMOOTH, /* at their rate even then; months past the plan (to SEATS_MONTHS) under its last values */
    COHORT_STEADY  /* a month of the steady state under the plan's last values; month is not looked at */
};

/* Calls visit for every cohort of a month with clients in it, always in the same order. Cannot fail. */
void cohort_visit(const struct plan *plan, int month, enum cohort_rate rate,
                  void (*visit)(void *context, const struct cohort *cohort), void *context);

#endif
