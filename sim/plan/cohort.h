/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cohorts: who signs in a month, as expected numbers: one cohort for each source, rep class, latent kind, quartile and
 * contract (returned leads: also for each month in which they were turned away). Clients who come back after they were
 * lost are cohorts too, of source winback: a new life, though no sign-up. The one enumeration of sign-ups that
 * the expected engine and all of analysis go by.
 */
#ifndef PLATEAU_PLAN_COHORT_H
#define PLATEAU_PLAN_COHORT_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/plan/comeback.h"
#include "sim/plan/plan.h"

struct cohort {
    enum source source;
    size_t rep_class; /* SOURCE_NO_CLASS where no rep signed them */
    size_t signer;    /* see plan.h */
    size_t latent;    /* kind: see latent.h */
    int quartile;     /* 0..3 */
    size_t contract;
    int month;             /* of their first bill; of a steady state the plan's last */
    double clients;        /* expected; above 0 */
    double fee;            /* expected first fee, money a month */
    bool certain;          /* the fee is not random: grown fees are whole cents */
    int care_bill;         /* own bill at which care comes, if it still is a client then; 0: never */
    double handled;        /* chance that it is handled then */
    double kept, kept_fee; /* of source winback: of these, were clients in month H - 12; their expected first fee */
    const struct life_table *table;
};

/* Which sign-ups: */
enum cohort_rate {
    COHORT_ACTUAL, /* as scheduled where arrivals are steady */
    COHORT_SMOOTH, /* at their rate even then; months past the plan (to SEATS_MONTHS) under its last values */
    COHORT_STEADY  /* a month of the steady state under the plan's last values; month is not looked at */
};

/*
 * Calls visit for every cohort of a month with clients in it, always in the same order: reps', returned, referred,
 * winback. offspring: of this rate, filled to that month (COHORT_ACTUAL: mostly the plan's own); NULL leaves out the
 * clients whom clients bring. Cannot fail.
 */
void cohort_visit(const struct plan *plan, const struct offspring *offspring, int month, enum cohort_rate rate,
                  void (*visit)(void *context, const struct cohort *cohort), void *context);

/* Index of the type that its clients are lost as (comeback.h). Cannot fail. */
size_t cohort_type(const struct plan *plan, const struct cohort *cohort);

/*
 * The parts of it, for who works out the offspring: what a rep class signs in a month, before the choice of a contract;
 * the cohorts that so many leads of a signer (of any source but winback) become when they meet an offer; and those of
 * clients who come back to the contract of a type. Cannot fail.
 */
double cohort_class_leads(const struct plan *plan, size_t rep_class, int month, enum cohort_rate rate);
void cohort_visit_leads(const struct plan *plan, size_t signer, const struct offer *offer, int month, double leads,
                        void (*visit)(void *context, const struct cohort *cohort), void *context);
void cohort_visit_comeback(const struct plan *plan, struct comeback_type type, int month,
                           const struct comeback *comeback, void (*visit)(void *context, const struct cohort *cohort),
                           void *context);

#endif
