/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/gains.h"

#include <math.h>

#include "analysis/figure.h"

static const double step = 0.01; /* an improvement of 1 % */

/* The figure of a gain (NaN: none, for the reason why) and, after it, that of its share of the plateau's profit. */
static void put(struct findings *self, enum metric metric, double gain, const char *why)
{
    double profit = fabs(self->metric[METRIC_PLATEAU_PROFIT].expected);
    self->metric[metric] = figure_exact(gain, why);
    self->metric[metric + 1] = figure_exact(profit > 0 ? gain / profit : (double)NAN,
                                            isnan(gain) ? why : "there is no profit at the plateau to compare it with");
}

static void put_none(struct findings *self, const char *why)
{
    for (int metric = METRIC_GAIN_SIGNUPS; metric <= METRIC_GAIN_FEE_PERCENT; metric++)
        self->metric[metric] = figure_exact(NAN, why);
}

/* What goes by the fee, of one part of the level. */
static double by_fee(const double line[SERIES_COUNT])
{
    return line[SERIES_REVENUE] - line[SERIES_SERVING] - line[SERIES_COMMISSIONS] + line[SERIES_CLAWBACKS] -
           line[SERIES_BONUSES];
}

/* Profit of all who come and stay: what does not go by clients does not change. */
static double clients_profit(const struct plateau_level *level)
{
    return plateau_level_profit(level->signups) + plateau_level_profit(level->stays);
}

/* That profit when every M is 1 % lower, less what it is; NaN if there is no plateau then, for the reason why. */
static enum status find_churn(const struct findings *self, const struct plateau_level *level, double *gain,
                              const char **why)
{
    struct worths worths;
    struct plateau_level lower;
    enum status status = worth_init(&worths, self->plan, step);
    if (status != OK)
        return status;
    status = plateau_level_fill(&lower, &worths);
    *why = lower.none; /* clients who stay longer bring more others: perhaps too many */
    *gain = lower.none ? (double)NAN : clients_profit(&lower) - clients_profit(level);
    worth_free(&worths);
    return status;
}

enum status gains_fill(struct findings *self, const struct plateau_level *level)
{
    double churn = NAN;
    const char *why = NULL;
    if (level->none) {
        put_none(self, level->none);
        return OK;
    }
    enum status status = find_churn(self, level, &churn, &why);
    if (status != OK)
        return status;
    double signups = step * plateau_level_profit(level->signups);
    double sales = level->house[SERIES_SALARIES] + level->house[SERIES_HIRING] + level->house[SERIES_LEADS_COST];
    put(self, METRIC_GAIN_SIGNUPS, signups, NULL);
    put(self, METRIC_GAIN_SIGNUPS_BOUGHT, signups - step * sales, NULL);
    put(self, METRIC_GAIN_CHURN, churn, why);
    put(self, METRIC_GAIN_FEE, step * (by_fee(level->signups) + by_fee(level->stays)), NULL);
    return OK;
}
