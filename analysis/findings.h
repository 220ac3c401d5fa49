/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Findings: everything the program has found out about one scenario, ready to be written as tables, told in
 * the summary and drawn. From here on money is double, in whole units of the plan's currency.
 */
#ifndef PLATEAU_ANALYSIS_FINDINGS_H
#define PLATEAU_ANALYSIS_FINDINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "analysis/quantile.h"
#include "sim/expected/expected.h"
#include "sim/plan/plan.h"
#include "sim/play/sample.h"

/* One figure. What does not exist is NaN; then why says so where there is a reason a reader needs. */
struct figure {
    double expected; /* exact */
    double mean;     /* of the plays */
    double mcse;     /* its Monte Carlo standard error */
    double quantile[QUANTILE_COUNT];
    const char *why; /* static text, or NULL */
};

/* Append only: the order of summary.csv. */
enum metric {
    METRIC_PLATEAU_REVENUE,
    METRIC_PLATEAU_CLIENTS,
    METRIC_PLATEAU_MONTH50,
    METRIC_PLATEAU_MONTH80,
    METRIC_PLATEAU_MONTH95,
    METRIC_LIFETIME_MEAN,
    METRIC_LTV,
    METRIC_LTV_DISCOUNTED,
    METRIC_LTV_PLAN,
    METRIC_CRR_MONTH,
    METRIC_CRR_12,
    METRIC_CHURN_CLIENTS,
    METRIC_CHURN_REVENUE,
    METRIC_GRR_12,
    METRIC_NRR_12,
    METRIC_QUICK_RATIO_12,
    METRIC_REVENUE_END,
    METRIC_REVENUE_TOTAL,
    METRIC_PLATEAU_PROFIT,
    METRIC_LTV_MARGIN,
    METRIC_CAC,
    METRIC_CAC_PAYBACK,
    METRIC_LTV_CAC,
    METRIC_KEEP_COST,
    METRIC_TOP20_SHARE,
    METRIC_NPV,
    METRIC_CASH_MIN,
    METRIC_PROFIT_TOTAL,
    METRIC_GAIN_SIGNUPS,
    METRIC_GAIN_SIGNUPS_PERCENT,
    METRIC_GAIN_SIGNUPS_BOUGHT,
    METRIC_GAIN_SIGNUPS_BOUGHT_PERCENT,
    METRIC_GAIN_CHURN,
    METRIC_GAIN_CHURN_PERCENT,
    METRIC_GAIN_FEE,
    METRIC_GAIN_FEE_PERCENT,
    METRIC_NPS_END,
    METRIC_NRR_12_REACTIVATED,
    METRIC_OFFSPRING,
    METRIC_COUNT
};

/* One row of ltv.csv. Totals have contract or quartile -1 ("all"). */
struct ltv_row {
    int contract;
    int quartile;
    int source;     /* enum source, or -1 */
    double signups; /* a month, over the plan's last 12 months (all if fewer) */
    double mean_fee, mean_lifetime, ltv, ltv_discounted, ltv_plan; /* NaN where they do not exist */
    const char *rating; /* of mean_lifetime, fact A1; "" where there is none */
};

/* One row of retention.csv: survival after `month` months, Kaplan-Meier over the plan's sign-ups. */
struct retention_row {
    int contract, quartile;     /* -1: all */
    int month;                  /* 0..H-1 */
    double expected, simulated; /* NaN where nobody was at risk */
};

/*
 * How many of the clients that signed in a span of months are still there so many months after they signed.
 * Of clients whose age the plan does not reach (some signed too late) there is no share.
 */
enum { COHORT_AGES = 11, COHORT_SPANS = 12 };
struct cohort_row {
    int from, to;              /* months of signing */
    double signups;            /* expected, in all these months */
    double share[COHORT_AGES]; /* expected; NaN where the plan does not reach the age for all of them */
};

/* The monthly ledger of the steady state at the plateau, by series; NaN where there is no plateau. */
struct plateau_ledger {
    double line[SERIES_COUNT]; /* money (or clients, sign-ups, reps, points of nps) a month; cash is NaN */
};

/* Do the plays agree with the exact calculation? (design section 1) */
struct agreement {
    size_t checked; /* figures with events enough to tell: see agreement.h */
    double largest; /* gap in standard errors, where it is worst */
    bool failed;
    char worst[160]; /* "revenue of month 17: 19,048.45 expected, 18,200.10 played" */
};

struct findings {
    const struct plan *plan;         /* not owned */
    const struct expected *expected; /* not owned */
    const struct sample *sample;     /* not owned; NULL with -n 0 */
    const char *name;                /* the scenario's, not owned */
    const char *slug;                /* the scenario's name in the files' first column, not owned */
    const char *currency;            /* not owned */
    const char *const *sets;         /* --set options, not owned */
    size_t set_count;
    uint64_t seed;
    size_t replicates; /* 0 with -n 0 */
    int months;

    struct figure *monthly; /* owned: [series][month 0..H]; of nps where there is none, and in month 0: NaN */
    bool means_only; /* these have no quantiles, and nps no mean (NaN): comparisons need none, and they cost most */
    struct figure metric[METRIC_COUNT];
    double *smooth_revenue; /* owned: expected revenue at the smooth rate, months 0..H */
    struct ltv_row *ltv;    /* owned */
    size_t ltv_count;
    struct retention_row *retention; /* owned */
    size_t retention_count;
    struct cohort_row *cohorts; /* owned: in order of signing, at most COHORT_SPANS; spans without sign-ups left out */
    size_t cohort_count;
    int cohort_age[COHORT_AGES]; /* months since signing of the columns; 0 beyond the last one but for the first */
    size_t cohort_ages;
    struct plateau_ledger plateau;
    bool uncertain; /* inputs were drawn in every play: `expected` is the mean of their exact results */
    struct agreement agreement;
};

/* What the command line gives besides the engines' results. The texts must outlive the findings. */
struct findings_facts {
    const char *name, *slug;
    uint64_t seed;
    size_t threads;          /* for the quantiles; 0 counts as 1. Results do not depend on it */
    const char *const *sets; /* what --set said, for the manifest; NULL if set_count is 0 */
    size_t set_count;
    bool uncertain;  /* --uncertain */
    bool means_only; /* as in struct findings */
};

/*
 * Fills *self. plan, expected and sample must outlive it; sample may be NULL. Returns ERR_MEMORY or
 * ERR_STOPPED; then *self is empty. Free with findings_free.
 */
enum status findings_init(struct findings *self, const struct plan *plan, const struct expected *expected,
                          const struct sample *sample, struct findings_facts facts) MUST_USE;
void findings_free(struct findings *self);

/* The figure of a series in a month 0..H. */
const struct figure *findings_month(const struct findings *self, enum series series, int month);

/* True if anything costs anything in some month of the plan. */
bool findings_have_costs(const struct findings *self);

#endif
