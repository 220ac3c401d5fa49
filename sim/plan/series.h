/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The monthly series both engines compute. The list is append-only: its order is the order of the files.
 * In every play and month: clients(t) = clients(t-1) + signups + winbacks - lost,
 * revenue(t) = revenue(t-1) + revenue_new + revenue_expansion + revenue_reactivated - revenue_lost, and
 * profit = revenue - the costs + clawbacks. Month 0 is the book. Costs are positive numbers; clawbacks are income.
 */
#ifndef PLATEAU_PLAN_SERIES_H
#define PLATEAU_PLAN_SERIES_H

#include <stdbool.h>

enum series {
    SERIES_CLIENTS,           /* clients billed in the month */
    SERIES_SIGNUPS,           /* clients whose first bill is this month's */
    SERIES_LOST,              /* clients who no longer pay, for the first time this month */
    SERIES_REVENUE,           /* sum of fees billed */
    SERIES_REVENUE_NEW,       /* of which first bills */
    SERIES_REVENUE_LOST,      /* last fees of the clients lost this month */
    SERIES_REPS,              /* occupied seats */
    SERIES_SIGNUPS_RETURNED,  /* sign-ups of leads once turned away */
    SERIES_REVENUE_EXPANSION, /* growth of the fees of those billed last month too */
    SERIES_SALARIES,          /* of reps */
    SERIES_HIRING,            /* cost of hires */
    SERIES_LEADS_COST,
    SERIES_COMMISSIONS,
    SERIES_CLAWBACKS,   /* commissions that come back: income */
    SERIES_BONUSES,     /* longevity bonuses of reps */
    SERIES_SERVICE,     /* service reps */
    SERIES_SERVING,     /* cost.serve: a share of every fee */
    SERIES_SIGNUP_COST, /* cost.signup */
    SERIES_FIXED,
    SERIES_LOST_COST, /* cost.lost */
    SERIES_PROFIT,
    SERIES_CASH,                /* profit of all months so far */
    SERIES_SIGNUPS_REFERRED,    /* of the sign-ups: brought by promoters */
    SERIES_WINBACKS,            /* lost clients who came back; they are no sign-ups */
    SERIES_REVENUE_REACTIVATED, /* their first bills */
    SERIES_CARE,                /* detractors handled */
    SERIES_RESCUE,              /* offers to clients about to leave */
    SERIES_WINBACK,             /* approaching lost clients */
    SERIES_REFERRAL,            /* rewards for referred sign-ups */
    SERIES_PROMOTERS,           /* of the clients; who is saved by care counts as passive from then on */
    SERIES_DETRACTORS,
    SERIES_NPS, /* 100 (promoters - detractors) / clients: made of these (see derived) */
    SERIES_COUNT
};

struct series_info {
    const char *name; /* as in monthly.csv */
    bool money;       /* int64_t cents in the simulator; unit "money a month" ("money" for cash) */
    bool stock;       /* has a month 0: the book */
    int in_profit;    /* how it enters profit: 1 income, -1 cost, 0 not at all */
    bool derived;     /* no engine keeps it: a ratio of others, made by analysis */
};

/* Cannot fail. */
const struct series_info *series_info(enum series series);

#endif
