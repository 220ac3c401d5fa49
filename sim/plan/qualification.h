/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Qualification: who is turned away in a month for spending too little, what the reps do with the time, and who
 * comes back. Source: design section 3, "Qualification"; fact A8.
 * Example: minimum 5,000 where 30 % of the leads spend less, half of the time reused: sign-ups are
 * 0.7 + 0.5 x 0.3 = 0.85 of what they were, and all of them spend 5,000 or more.
 */
#ifndef PLATEAU_PLAN_QUALIFICATION_H
#define PLATEAU_PLAN_QUALIFICATION_H

#include "sim/plan/spend_law.h"
#include "sim/scenario/scenario.h"

struct qualification {
    double minimum;   /* qualify.min_spend; 0: nobody is turned away */
    double turned;    /* x: share of all leads turned away */
    double worked;    /* a rep's sign-ups as a share of what they would be: (1 - x) + time_reused x; 0 where x is 1 */
    double returning; /* x times return_share: leads that come back, as a share of base sign-ups */
    int after;        /* months until then */
};

/* Of a plan month. Cannot fail. */
struct qualification qualification_of(const struct scenario *scenario, int month);

/* The spend law of all leads of a month, and of those that qualify (cut at the minimum). Cannot fail. */
struct spend_law qualification_all_spend(const struct scenario *scenario, int month);
struct spend_law qualification_spend(const struct scenario *scenario, int month);

#endif
