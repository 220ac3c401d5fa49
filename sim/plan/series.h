/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The monthly series both engines compute. The list is append-only: its order is the order of the files.
 * In every play and month: clients(t) = clients(t-1) + signups - lost and
 * revenue(t) = revenue(t-1) + revenue_new - revenue_lost; month 0 is the book.
 */
#ifndef PLATEAU_PLAN_SERIES_H
#define PLATEAU_PLAN_SERIES_H

#include <stdbool.h>

enum series {
    SERIES_CLIENTS,      /* clients billed in the month */
    SERIES_SIGNUPS,      /* clients whose first bill is this month's */
    SERIES_LOST,         /* clients who no longer pay, for the first time this month */
    SERIES_REVENUE,      /* sum of fees billed */
    SERIES_REVENUE_NEW,  /* of which first bills */
    SERIES_REVENUE_LOST, /* fees of the clients lost this month */
    SERIES_REPS,         /* occupied seats */
    SERIES_COUNT
};

struct series_info {
    const char *name;     /* as in monthly.csv */
    bool money;           /* int64_t cents in the simulator; unit "money a month" */
    bool stock;           /* has a month 0: the book */
    enum series postings; /* the count series whose events make this one (for the self-check) */
};

/* Cannot fail. */
const struct series_info *series_info(enum series series);

#endif
