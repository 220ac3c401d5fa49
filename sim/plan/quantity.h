/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Quantities: sums over one whole play, from which the ratios of design section 6 are made. Ratios are
 * ratios of sums, so each engine needs only these. Append only.
 */
#ifndef PLATEAU_PLAN_QUANTITY_H
#define PLATEAU_PLAN_QUANTITY_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/plan/series.h"

/* Sums over one play. "12" = over the plan's last 12 months (all, if it has fewer). H = plan.months. */
enum quantity {
    QUANTITY_LOST_12,           /* clients: sum of lost(t) */
    QUANTITY_CLIENTS_BEFORE_12, /* clients: sum of clients(t-1) */
    QUANTITY_REVENUE_LOST_12,   /* money: sum of revenue_lost(t) */
    QUANTITY_REVENUE_BEFORE_12, /* money: sum of revenue(t-1) */
    QUANTITY_REVENUE_GAINED_12, /* money: sum of revenue_new(t) + revenue_expansion(t) + revenue_reactivated(t) */
    QUANTITY_CLIENTS_THEN,      /* clients(H-12); 0 if H < 12 */
    QUANTITY_CLIENTS_KEPT,      /* of those, still clients in month H */
    QUANTITY_REVENUE_THEN,      /* revenue(H-12); 0 if H < 12 */
    QUANTITY_REVENUE_KEPT,      /* what those clients pay in month H, at most what each paid then (GRR) */
    QUANTITY_REVENUE_GROWN,     /* what those clients pay in month H (NRR) */
    QUANTITY_REVENUE_END,       /* revenue(H) */
    QUANTITY_REVENUE_TOTAL,     /* sum of revenue over months 1..H */
    QUANTITY_SALES_COST,        /* salaries + hiring + leads + commissions - clawbacks + bonuses, months 1..H */
    QUANTITY_REP_SIGNUPS,       /* signups - signups_returned - signups_referred, months 1..H */
    QUANTITY_KEEPING_COST,      /* service + care + rescue, months 1..H */
    QUANTITY_CLIENT_MONTHS,     /* sum of clients, months 1..H */
    QUANTITY_PROFIT_TOTAL,      /* sum of profit, months 1..H */
    QUANTITY_NPV,               /* profit of month m x (1 + rate)^(-(m-1)/12), months 1..H */
    QUANTITY_CASH_MIN,          /* lowest cash of months 1..H; no expectation */
    QUANTITY_TOP_FIFTH,         /* what the best paying fifth of the clients of month H pays then; no expectation */
    QUANTITY_REVENUE_REVIVED,   /* money: what clients of month H-12 pay in H who were lost since and are back */
    QUANTITY_NPS_BALANCE_END,   /* promoters(H) - detractors(H) */
    QUANTITY_CLIENTS_END,       /* clients(H) */
    QUANTITY_COUNT
};

/* True if the quantity is money (cents in the simulator). Cannot fail. */
bool quantity_is_money(enum quantity quantity);

/*
 * Most quantities are sums of monthly series, each with its sign, over a window of months from..to (none if
 * from > to); discounted: each month's value times the plan's discount factor of that month.
 */
enum { QUANTITY_TERMS = 6 };
struct quantity_window {
    bool by_lives;   /* not a sum of series: only the plays' lives, or the order of their months, tell it */
    bool discounted; /* QUANTITY_NPV */
    int from, to;
    size_t terms;
    enum series series[QUANTITY_TERMS];
    int sign[QUANTITY_TERMS]; /* 1 or -1 */
};

/* The first month of "the last 12 months" of a plan: all months, if it has fewer. Cannot fail. */
int quantity_last_year(int months);

/* The window of a quantity in a plan of so many months. Cannot fail. */
struct quantity_window quantity_window(enum quantity quantity, int months);

#endif
