/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Worth: what one client pays and costs over its whole life, under its own survival table and its own dated tariff,
 * expected values. Money in whole units.
 * Example (fact A2): $10,000 a month, 1/12 leave every month: 12 bills, $120,000; with a commission of 10 % on the
 * first bill alone $1,000 of commission; with a bonus of 5 % every 6 months 0.05 x 10,000 x q^6 / (1 - q^6), q = 11/12.
 *
 * Method   Up to the bill from which on the tariff stays (tariff_settles; past the plan its last values go on) the
 *          bills are summed one by one; what comes after is worth the same every month, and the remaining months are
 *          the closed form of survival_whole_life less those already counted. Bonuses come once in a span of months:
 *          one by one up to the last dated month, then survival_spans.
 * Source   design section 3, "Expansion" and "Pay and cost"; section 6.
 */
#ifndef PLATEAU_ANALYSIS_WORTH_H
#define PLATEAU_ANALYSIS_WORTH_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/plan/cohort.h"
#include "sim/plan/plan.h"
#include "sim/support/status.h"

enum { WORTH_BILLS = 1200 }; /* bills that worth_margins can be asked for */

/* Of one client. Where lives are endless only discounted (if there is a discount) and within are finite. */
struct worth {
    double bills;        /* months billed */
    double fees;         /* with growth */
    double discounted;   /* the same at the plan's discount, the first bill in full */
    double within;       /* fees of the first H bills, H = the plan's months */
    double expansion;    /* what growth adds: the sum over bills 2, 3, ... of the change against the bill before */
    double serving;      /* cost.serve */
    double service;      /* service reps */
    double commission;   /* paid */
    double clawback;     /* paid back */
    double bonus;        /* longevity bonuses */
    const char *endless; /* why bills is infinite; NULL if it is not */
};

/* Cohorts whose clients differ in nothing but the size of their first fee (where they grow and are not random: not
   even in that) are of one kind, and each kind is worked out once. */
struct worth_kind;

struct worths {
    const struct plan *plan; /* not owned */
    double less;             /* every M is lowered by this share */
    bool grows;              /* some fee grows */
    int longest;             /* bills there is room for */
    int clawback;            /* the longest clawback of all months and classes */
    struct worth_kind *kind; /* owned */
    size_t kinds, room;
    size_t *newest;           /* owned: by life table: its newest kind, plus 1; 0 = none yet */
    double *alive, *leave;    /* owned: one life */
    struct tariff_bill *bill; /* owned: one tariff, of: */
    size_t bill_class;
    int bill_month, bills; /* 0: none yet */
};

/* What a client leaves over its whole life before sales pay: fees less serving and service. Cannot fail. */
double worth_margin(const struct worth *self);

/*
 * less: 0, or 0.01 to see what 1 % less churn is worth. Returns ERR_MEMORY; then *self is empty. Free with worth_free.
 */
enum status worth_init(struct worths *self, const struct plan *plan, double less) MUST_USE;
void worth_free(struct worths *self);

/* Told of every cohort: what each of its clients is worth, and its kind (an index). */
typedef void worth_visitor(void *context, const struct cohort *cohort, const struct worth *worth, size_t kind);

/*
 * cohort_visit with the worth of each cohort's clients: the sign-ups of a month of the plan, which win-backs are not;
 * and the new clients of a month of the steady state, win-backs and all, offspring as offspring_steady_init found it.
 * Return ERR_MEMORY: then not all have been visited.
 */
enum status worth_visit_signups(struct worths *self, int month, worth_visitor *visit, void *context) MUST_USE;
enum status worth_visit_steady(struct worths *self, const struct offspring *offspring, worth_visitor *visit,
                               void *context) MUST_USE;

/* The share of those about to leave whom offers keep under the plan's last values. Cannot fail. */
double worth_last_rescued(const struct plan *plan);

/*
 * The survival table alive[0 .. bills] of a life, bills at most WORTH_BILLS or the plan's months, every M lowered as in
 * worth_init. Owned by self, and only good until the next call. Cannot fail.
 */
const double *worth_alive(struct worths *self, const struct life_table *table, int bills);

/*
 * How often such a life wavers, with every M lowered in the same way: fills firm and waver, [0 .. bills] each
 * (survival_fill_waver). Cannot fail.
 */
void worth_waver(const struct worths *self, const struct life_table *table, double *firm, double *waver, int bills);

/*
 * Adds to margin[1 .. bills] (at most WORTH_BILLS) what clients of a kind leave at each bill before sales pay: fee less
 * serving and service. clients of them, whose first fees sum to fees. Cannot fail.
 */
void worth_margins(struct worths *self, size_t kind, double clients, double fees, double *margin, int bills);

#endif
