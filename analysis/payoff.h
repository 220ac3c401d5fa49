/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Payoff: when a decision has paid back: the first month from which on the cumulative profit difference stays at or
 * above 0, once it was below. Of the mean path, and of every play on its own.
 * Example: cumulative difference -3, -5, -2, 1, -1, 2, 4: paid back in month 6, not in month 4.
 * Source: design section 7.
 */
#ifndef PLATEAU_ANALYSIS_PAYOFF_H
#define PLATEAU_ANALYSIS_PAYOFF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "analysis/quantile.h"

enum payoff_state {
    PAYOFF_NONE_NEEDED, /* never behind the base */
    PAYOFF_MONTH,       /* pays back in a month of the plan */
    PAYOFF_LATER        /* still behind at the plan's end */
};

struct payoff {
    enum payoff_state state; /* of the mean path (of the exact one with -n 0) */
    int month;               /* if PAYOFF_MONTH */
    /* Over the plays; shares sum to 1; NaN with -n 0. */
    double none_needed, within, later;
    double quantile[QUANTILE_COUNT]; /* of the month, over plays where it is within the plan; NaN where none is */
    double month90; /* by which 9 plays in 10 have paid back or never were behind (0: so many never were); NaN if fewer
                       do within the plan */
};

/* True if a cumulative difference (money) is one to be behind with: half a cent is rounding. Cannot fail. */
static inline bool payoff_behind(double difference)
{
    return difference < -0.005;
}

/* The state of one path of cumulative differences, money, difference[month 1..months]; *month if PAYOFF_MONTH. */
enum payoff_state payoff_of(const double *difference, int months, int *month);

/*
 * Fills what is said of the plays. last[0 .. n-1]: the last month in which a play is behind, 0 for never. value: room
 * for n; n <= room->most. Cannot fail.
 */
void payoff_of_plays(struct payoff *self, const uint16_t *last, size_t n, int months, int64_t *value,
                     struct quantile_room *room);

#endif
