/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Comparison: what scenarios are worth against a base, play by play with the same luck. Each scenario is taken up on
 * its own while its sample exists, so that at most two samples are in memory; what is kept is what tables, memo and
 * charts need. Differences are scenario less base. Money in whole units.
 * Example: a scenario that brings $100 more in every play, whatever else happens there: difference 100, error 0,
 * better in 100 % of plays.
 * Source: design section 7, "compare"; facts A3.
 */
#ifndef PLATEAU_ANALYSIS_COMPARISON_H
#define PLATEAU_ANALYSIS_COMPARISON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "analysis/findings.h"
#include "analysis/payoff.h"
#include "analysis/thumb.h"

/* One metric of a scenario against the base's. NaN where it does not exist: then why, where there is a reason. */
struct difference {
    double baseline_mean, scenario_mean; /* of the plays; exact figures where only these exist */
    double expected;                     /* exact */
    double mean, mcse;                   /* of the plays' own differences */
    double quantile[QUANTILE_COUNT];     /* of these */
    double p_better, p_equal;            /* shares of the plays */
    const char *why;                     /* static text, or NULL */
};

/* A scenario that is compared. The base is one too, with differences of 0. */
struct contender {
    char *name, *slug; /* owned; slug: of files and tables, no two alike */
    bool has_costs;    /* something costs anything in some month */
    bool has_nps;      /* somebody may be a promoter or detractor */
    /* Owned, [month 0..H]: */
    double *revenue, *profit, *cash; /* expected */
    double *nps;                     /* expected, points; NaN where there is none */
    struct figure *cash_difference;  /* of cumulative profit; expected, mean, mcse, quantiles */
    struct figure *revenue_difference;
    double ledger[SERIES_COUNT];        /* expected sum over the plan, of money series and counts of flows */
    double sources[SOURCE_COUNT];       /* expected new clients over the plan: sign-ups by source, and win-backs */
    struct figure figure[METRIC_COUNT]; /* its own, as `run` tells them */
    struct difference metric[METRIC_COUNT];
    struct payoff payoff; /* when it pays back */
    struct thumb thumb;   /* the rule of thumb for hires */
};

struct comparison {
    const char *currency; /* of the base; not owned */
    int months;           /* H */
    size_t replicates;    /* 0: exact only */
    size_t kept;          /* plays whose own differences are known: quantiles and shares are over these */
    uint64_t seed;
    bool uncertain;
    size_t count;           /* scenarios, the base included */
    struct contender *item; /* owned: [0] is the base, then as given */
    size_t *by_npv;         /* owned: the others, best first, by npv (the plays'; the exact one with -n 0) */
    size_t *by_plateau;     /* owned: by plateau revenue; those without a plateau last */
};

/*
 * Begins with the base, whose findings (with expected and sample) must stay until comparison_end; room for `most`
 * scenarios. Returns ERR_MEMORY; then *self is empty. Free with comparison_free.
 */
enum status comparison_begin(struct comparison *self, const struct findings *base, size_t most) MUST_USE;

/*
 * Takes up another scenario; its findings are not needed afterwards. Equal months, currency, seed and replicates are
 * the caller's to see to. Returns ERR_MEMORY, with self as it was.
 */
enum status comparison_add(struct comparison *self, const struct findings *base, const struct findings *other) MUST_USE;

/* Ranks all that were taken up. Returns ERR_MEMORY. */
enum status comparison_end(struct comparison *self) MUST_USE;
void comparison_free(struct comparison *self);

/* Which way is better: 1 more, -1 less, 0 neither. Cannot fail. */
int comparison_sign(enum metric metric);

/* Where the interval of a difference lies (1.96 standard errors; exact figures: none): 1 above 0, -1 below, 0 on it. */
int comparison_verdict(const struct difference *difference);

#endif
