/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Month rows: the monthly series of LANES plays, made month by month from a ledger's posts. The ledger tells changes;
 * here they become clients, revenue and profit: one row of values a series.
 * In every lane and month: clients(t) = clients(t-1) + signups + winbacks - lost, revenue(t) = revenue(t-1) + new +
 * expansion + reactivated - lost, profit = revenue + clawbacks - costs, cash(t) = cash(t-1) + profit.
 */
#ifndef PLATEAU_PLAY_MONTH_ROWS_H
#define PLATEAU_PLAY_MONTH_ROWS_H

#include <stdint.h>

#include "sim/plan/payments.h"
#include "sim/play/certain.h"
#include "sim/play/ledger.h"

struct month_rows {
    int64_t value[SERIES_COUNT][LANES]; /* of the current month; series without a line or a change stay as they are */
    int64_t cash_min[LANES];            /* the lowest cash of months 1 to now */
};

/* Before the first step: all zero. Then months 0, 1, ... H in order. Cannot fail. */
void month_rows_step(struct month_rows *self, const struct ledger *ledger, const struct certain *certain,
                     const struct payments *payments, int month);

#endif
