/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/play/month_rows.h"

#include <string.h>

#include "sim/support/cents.h"
#include "sim/support/wide.h"

/* What the posts of all plans say. */
WIDEST static void add_posts(struct month_rows *self, const struct ledger_post *restrict entered,
                             const struct ledger_post *restrict gone)
{
    for (int lane = 0; lane < LANES; lane++) {
        self->value[SERIES_SIGNUPS][lane] = entered[lane].clients;
        self->value[SERIES_LOST][lane] = gone[lane].clients;
        self->value[SERIES_CLIENTS][lane] += entered[lane].clients - gone[lane].clients;
        self->value[SERIES_REVENUE_NEW][lane] = entered[lane].fee;
        self->value[SERIES_REVENUE_LOST][lane] = gone[lane].fee;
        self->value[SERIES_REVENUE][lane] += entered[lane].fee - gone[lane].fee;
    }
}

WIDEST static void add_to(int64_t *restrict sum, const int64_t *restrict row)
{
    for (int lane = 0; lane < LANES; lane++)
        sum[lane] += row[lane];
}

WIDEST static void set_to(int64_t *restrict value, const int64_t *restrict row, int64_t certain)
{
    for (int lane = 0; lane < LANES; lane++)
        value[lane] = row[lane] + certain;
}

WIDEST static void take_from(int64_t *restrict sum, const int64_t *restrict row)
{
    for (int lane = 0; lane < LANES; lane++)
        sum[lane] -= row[lane];
}

/* A cost for each of some clients: posts it and takes it from profit. */
WIDEST static void charge(int64_t *restrict cost, int64_t *restrict profit, const int64_t *restrict clients,
                          int64_t price)
{
    for (int lane = 0; lane < LANES; lane++) {
        cost[lane] = clients[lane] * price;
        profit[lane] -= cost[lane];
    }
}

/* The same for each of the month's clients of a series, where the plan ever has such a cost. */
static void charge_each(struct month_rows *self, const struct certain *certain, enum series cost, enum series clients,
                        double price)
{
    if (price > 0 || !certain->same[cost])
        charge(self->value[cost], self->value[SERIES_PROFIT], self->value[clients], cents_of(price));
}

/* Lines that only some plans have; profit takes them up. */
static void add_lines(struct month_rows *self, const struct ledger *ledger, const struct certain *certain, int month)
{
    int64_t *profit = self->value[SERIES_PROFIT];

    for (int i = 0; i < LEDGER_LINES; i++) {
        enum ledger_line line = (enum ledger_line)i;
        enum series series = ledger_series(line);
        const int64_t *row = ledger_line(ledger, line, month);
        int64_t *value = self->value[series];
        if (row == NULL)
            continue;
        if (i < LEDGER_RUNNING)
            add_to(value, row);
        else
            set_to(value, row, certain_value(certain, series, month));
        if (line == LINE_EXPANSION)
            add_to(self->value[SERIES_REVENUE], row);
        else if (line == LINE_WINBACKS) /* they are no sign-ups, and their fees not new */
            take_from(self->value[SERIES_SIGNUPS], row);
        else if (line == LINE_REACTIVATED)
            take_from(self->value[SERIES_REVENUE_NEW], row);
        const int64_t *moved = i < LEDGER_RUNNING ? value : row; /* the certain part is in certain->profit */
        if (series_info(series)->in_profit > 0)
            add_to(profit, moved);
        else if (series_info(series)->in_profit < 0)
            take_from(profit, moved);
    }
}

WIDEST static void sum_cash(struct month_rows *self, const int64_t *restrict revenue, int first)
{
    for (int lane = 0; lane < LANES; lane++) {
        self->value[SERIES_PROFIT][lane] += revenue[lane];
        int64_t cash = self->value[SERIES_CASH][lane] + self->value[SERIES_PROFIT][lane];
        self->value[SERIES_CASH][lane] = cash;
        self->cash_min[lane] = first || cash < self->cash_min[lane] ? cash : self->cash_min[lane];
    }
}

void month_rows_step(struct month_rows *self, const struct ledger *ledger, const struct certain *certain,
                     const struct payments *payments, int month)
{
    add_posts(self, ledger->entered + (size_t)month * LANES, ledger->gone + (size_t)month * LANES);
    if (month == 0) { /* the book is no sign-up */
        memset(self->value[SERIES_SIGNUPS], 0, sizeof self->value[SERIES_SIGNUPS]);
        memset(self->value[SERIES_REVENUE_NEW], 0, sizeof self->value[SERIES_REVENUE_NEW]);
        return;
    }
    const struct payments_of_all *paid = payments_month(payments, month);
    for (int lane = 0; lane < LANES; lane++) {
        self->value[SERIES_FIXED][lane] = certain_value(certain, SERIES_FIXED, month);
        self->value[SERIES_PROFIT][lane] = certain->profit[month];
    }
    add_lines(self, ledger, certain, month);
    charge_each(self, certain, SERIES_SIGNUP_COST, SERIES_SIGNUPS, paid->signup);
    charge_each(self, certain, SERIES_LOST_COST, SERIES_LOST, paid->lost);
    charge_each(self, certain, SERIES_WINBACK, SERIES_LOST, paid->winback);
    charge_each(self, certain, SERIES_REFERRAL, SERIES_SIGNUPS_REFERRED, paid->referral);
    sum_cash(self, self->value[SERIES_REVENUE], month == 1);
}
