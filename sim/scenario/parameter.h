/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The parameter table: every parameter of a scenario, with its unit, default, allowed range, whose
 * month counts, and what it means. Errors, `plateau explain`, `plateau parameters` and the reference
 * all come from it. A rule that comes later is in the table with supported = false and refused by name.
 */
#ifndef PLATEAU_SCENARIO_PARAMETER_H
#define PLATEAU_SCENARIO_PARAMETER_H

#include <stdbool.h>
#include <stddef.h>

enum parameter_id {
    PLAN_MONTHS,
    PLAN_CURRENCY,
    PLAN_DISCOUNT_RATE,
    SALES_ARRIVALS,
    SALES_CLOSE,
    REP_COUNT,
    REP_LEADS,
    REP_RAMP,
    REP_QUIT,
    REP_REFILL,
    REP_SALARY,
    REP_HIRING_COST,
    REP_COMMISSION,
    REP_COMMISSION_MONTHS,
    REP_CLAWBACK,
    REP_CHURN,
    QUALIFY_MIN_SPEND,
    QUALIFY_TIME_REUSED,
    QUALIFY_RETURN_SHARE,
    QUALIFY_RETURN_AFTER,
    SPEND_SHAPE,
    SPEND_MEAN,
    SPEND_CV,
    SPEND_Q1,
    SPEND_Q2,
    SPEND_Q3,
    QUARTILE_CHURN,
    CONTRACT_TERM,
    CONTRACT_FEE,
    CONTRACT_NONRENEWAL,
    CONTRACT_SHARE, /* sets the four below; never asked for itself */
    CONTRACT_SHARE_Q1,
    CONTRACT_SHARE_Q2,
    CONTRACT_SHARE_Q3,
    CONTRACT_SHARE_Q4,
    CONTRACT_EARLY_EXIT,
    CONTRACT_CONCENTRATION,
    CONTRACT_OFFERED,
    CONTRACT_SWITCH_SHARE,
    CONTRACT_LABEL,
    CHURN_MULTIPLIER,
    ONBOARDING_MONTHS,
    ONBOARDING_CHURN,
    ONBOARDING_ACTIVATION,
    NPS_PROMOTERS,
    NPS_DETRACTORS,
    PROMOTER_CHURN,
    DETRACTOR_CHURN,
    SERVICE_WEIGHT,
    SERVICE_LIFT,
    SERVICE_ACCOUNTS,
    SERVICE_SALARY,
    SERVICE_BONUS,
    PERFORMANCE_WEIGHT,
    PERFORMANCE_LIFT,
    CARE_COVERAGE,
    CARE_SUCCESS,
    CARE_AFTER,
    CARE_COST,
    RESCUE_SHARE,
    RESCUE_SUCCESS,
    RESCUE_COST,
    WINBACK_SHARE,
    WINBACK_AFTER,
    WINBACK_COST,
    WINBACK_CHURN,
    REFERRAL_LEADS,
    REFERRAL_CLOSE_RATIO,
    REFERRAL_SPEND,
    REFERRAL_CHURN,
    REFERRAL_REWARD,
    EXPANSION_YEARLY,
    EXPANSION_LIMIT,
    BONUS_EVERY,
    BONUS_SHARE,
    COST_SERVE,
    COST_FIXED,
    COST_LEAD,
    COST_SIGNUP,
    COST_LOST,
    BOOK_FILE,
    BOOK_TENURE,
    BOOK_CONTRACT,
    BOOK_SPEND,
    BOOK_FEE,
    BOOK_LEFT,
    BOOK_RENEWAL,
    EXPECT_METRIC, /* expect.<metric> */
    PARAMETER_COUNT
};

/* What kind of value a parameter takes; decides which writings are allowed. */
enum value_kind {
    VALUE_SHARE,  /* 0.08, 8%, 1/12: a share or probability */
    VALUE_FACTOR, /* a multiplier or another plain number */
    VALUE_MONEY,  /* 10000, "$10,000.00" */
    VALUE_COUNT,  /* a whole number of things; no distribution */
    VALUE_MONTHS, /* a whole number of months; no distribution */
    VALUE_YES_NO,
    VALUE_WORD, /* one of words */
    VALUE_TEXT
};

/* Whose month decides which value of a dated path counts (design section 3, "Dated changes"). */
enum whose_month { MONTH_NEVER, MONTH_SIGNING, MONTH_DECISION, MONTH_PAYMENT };

/* What stands for the middle part of a name. */
enum item_kind { ITEM_NONE, ITEM_CLASS, ITEM_CONTRACT, ITEM_QUARTILE, ITEM_METRIC };

struct parameter {
    enum parameter_id id;
    const char *pattern; /* "contract.<name>.term", "quartile.<q>.churn", "plan.months" */
    const char *unit;    /* "months", "share", "money a month", ... ; "" for texts and words */
    const char *meaning; /* one line, no full stop */
    enum value_kind kind;
    enum item_kind item;
    enum whose_month whose;
    double fallback;  /* the default; NaN = blank */
    double low, high; /* allowed range, both ends included unless open_low */
    bool open_low;    /* low itself is not allowed */
    bool required;
    bool supported;
    const char *const *words; /* VALUE_WORD: NULL-terminated; the first is the default */
};

/* Words of spend.shape and sales.arrivals, as scenario_number gives them. */
enum { SPEND_LOGNORMAL = 0, SPEND_FIXED = 1 };
enum { ARRIVALS_POISSON = 0, ARRIVALS_STEADY = 1 };

/* The row of the table for id. Cannot fail. */
const struct parameter *parameter_of(enum parameter_id id);

/*
 * Finds the parameter that a full name such as "contract.month.fee" means. *middle and *length are the
 * part that stands for the item ("month"), empty where there is none. False if there is no such name.
 */
bool parameter_find(const char *name, enum parameter_id *id, const char **middle, size_t *length);

/* Writes the full name for an item's name (ignored where the pattern has none), cut to size. Returns out. */
const char *parameter_name(const struct parameter *self, const char *item, char *out, size_t size);

/* True if a number lies in the range, and is whole where it must be. NaN does not. */
bool parameter_accepts(const struct parameter *self, double value);

enum { PARAMETER_TEXT = 96 };

/* "lie between 0 and 1", "be a whole number between 1 and 1,200": what follows "it must". Returns out. */
const char *parameter_range(const struct parameter *self, char out[PARAMETER_TEXT]);

/* A value for reading: "8%", "2000", "poisson", "no"; blank is "". Returns out. */
const char *parameter_value(const struct parameter *self, double value, char out[PARAMETER_TEXT]);

#endif
