/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/metrics.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/figure.h"
#include "analysis/lifetime.h"
#include "analysis/monthly.h"
#include "analysis/statistics.h"
#include "sim/support/memory.h"

static const char no_clients[] = "there are no clients in the last 12 months";
static const char no_clients_then[] = "nobody was a client 12 months before the plan's end";
static const char no_revenue_then[] = "there was no revenue 12 months before the plan's end";
static const char no_nps[] = "nobody is a promoter or detractor: nps.promoters and nps.detractors are not given";
static const char only_played[] = "only plays tell it: there is no exact value";
static const char too_short[] = "the plan is shorter than 12 months";

static const struct metrics_ratio ratios[] = {
    {METRIC_CRR_MONTH, QUANTITY_LOST_12, QUANTITY_CLIENTS_BEFORE_12, 1, true, no_clients, false},
    {METRIC_CRR_12, QUANTITY_CLIENTS_KEPT, QUANTITY_CLIENTS_THEN, 1, false, no_clients_then, false},
    {METRIC_CHURN_CLIENTS, QUANTITY_LOST_12, QUANTITY_CLIENTS_BEFORE_12, 1, false, no_clients, false},
    {METRIC_CHURN_REVENUE, QUANTITY_REVENUE_LOST_12, QUANTITY_REVENUE_BEFORE_12, 1, false,
     "there is no revenue in the last 12 months", false},
    {METRIC_GRR_12, QUANTITY_REVENUE_KEPT, QUANTITY_REVENUE_THEN, 1, false, no_revenue_then, false},
    {METRIC_NRR_12, QUANTITY_REVENUE_GROWN, QUANTITY_REVENUE_THEN, 1, false, no_revenue_then, false},
    {METRIC_QUICK_RATIO_12, QUANTITY_REVENUE_GAINED_12, QUANTITY_REVENUE_LOST_12, 1, false,
     "no revenue is lost in the last 12 months", false},
    {METRIC_CAC, QUANTITY_SALES_COST, QUANTITY_REP_SIGNUPS, 1, false, "no rep signs anybody in the plan", false},
    {METRIC_KEEP_COST, QUANTITY_KEEPING_COST, QUANTITY_CLIENT_MONTHS, 12, false, "there are no clients in the plan",
     false},
    {METRIC_TOP20_SHARE, QUANTITY_TOP_FIFTH, QUANTITY_REVENUE_END, 1, false,
     "there is no revenue in the plan's last month", false},
    {METRIC_NPS_END, QUANTITY_NPS_BALANCE_END, QUANTITY_CLIENTS_END, 100, false,
     "there are no clients in the plan's last month", false},
    {METRIC_NRR_12_REACTIVATED, QUANTITY_REVENUE_GROWN, QUANTITY_REVENUE_THEN, 1, false, no_revenue_then, true},
};

/* Figures that are one sum. */
static const struct metrics_total totals[] = {{METRIC_REVENUE_END, QUANTITY_REVENUE_END},
                                              {METRIC_REVENUE_TOTAL, QUANTITY_REVENUE_TOTAL},
                                              {METRIC_NPV, QUANTITY_NPV},
                                              {METRIC_CASH_MIN, QUANTITY_CASH_MIN},
                                              {METRIC_PROFIT_TOTAL, QUANTITY_PROFIT_TOTAL}};

const struct metrics_ratio *metrics_ratios(size_t *count)
{
    *count = sizeof ratios / sizeof ratios[0];
    return ratios;
}

const struct metrics_total *metrics_totals(size_t *count)
{
    *count = sizeof totals / sizeof totals[0];
    return totals;
}

const char *metrics_crr_rating(double share)
{
    const double slack = 1e-12; /* exactly 90 % is within the aim, whatever the last digit says */
    if (isnan(share))
        return "";
    if (share > 0.90 + slack)
        return "above the 85-90 % aim";
    return share < 0.85 - slack ? "below the 85-90 % aim" : "within the 85-90 % aim";
}

const char *metrics_nps_rating(double points)
{
    const double slack = 1e-9; /* points: exactly 30 is a unicorn, whatever the last digit says */
    if (isnan(points))
        return "";
    if (points <= slack)
        return "bad";
    if (points < 20 - slack)
        return "needs work";
    return points < 30 - slack ? "good" : "unicorn";
}

int metrics_nps_decimals(double points)
{
    enum { MOST = 2 };
    int decimals = 0;
    for (double scale = 1; decimals < MOST && !isnan(points); decimals++, scale *= 10)
        if (strcmp(metrics_nps_rating(round(scale * points) / scale), metrics_nps_rating(points)) == 0)
            break;
    return isnan(points) ? 0 : decimals;
}

const char *metrics_rating(const struct findings *self, enum metric metric)
{
    double value = figure_value(&self->metric[metric]);
    if (metric == METRIC_LIFETIME_MEAN)
        return lifetime_rating(value);
    if (metric == METRIC_NPS_END)
        return metrics_nps_rating(value);
    return metric == METRIC_CRR_MONTH ? metrics_crr_rating(value) : "";
}

/* Room for the values of one metric in the kept plays. */
struct room {
    double *value;
    struct quantile_room quantile;
};

double metrics_ratio_value(const struct metrics_ratio *ratio, double top_by_bottom)
{
    double value = ratio->times * top_by_bottom;
    return ratio->complement ? 1 - value : value;
}

double metrics_ratio_scale(const struct metrics_ratio *ratio)
{
    return monthly_scale(quantity_is_money(ratio->bottom)) / monthly_scale(quantity_is_money(ratio->top));
}

double metrics_top(const struct metrics_ratio *ratio, const double *sums, size_t stride)
{
    double top = sums[ratio->top * stride];
    return ratio->revived ? top + sums[QUANTITY_REVENUE_REVIVED * stride] : top;
}

/* True if the plan of findings has the metric at all: nps.end only where somebody may be promoter or detractor. */
static bool ratio_applies(const struct findings *self, const struct metrics_ratio *ratio)
{
    return ratio->metric != METRIC_NPS_END || self->plan->satisfaction.known;
}

/* Means, variances and covariance of both sums. */
static struct statistics_pair pair_of(const struct sample *sample, const struct metrics_ratio *ratio)
{
    const double(*covariance)[QUANTITY_COUNT] = sample->quantity_covariance;
    struct statistics_pair pair = {
        .top = metrics_top(ratio, sample->quantity_mean, 1),
        .bottom = sample->quantity_mean[ratio->bottom],
        .top_variance = covariance[ratio->top][ratio->top],
        .bottom_variance = covariance[ratio->bottom][ratio->bottom],
        .covariance = metrics_top(ratio, &covariance[0][ratio->bottom], QUANTITY_COUNT),
        .n = sample->replicates,
    };
    if (ratio->revived)
        pair.top_variance += 2 * covariance[ratio->top][QUANTITY_REVENUE_REVIVED] +
                             covariance[QUANTITY_REVENUE_REVIVED][QUANTITY_REVENUE_REVIVED];
    return pair;
}

/* What the plays say of a ratio. */
static void add_ratio(struct figure *figure, const struct sample *sample, const struct metrics_ratio *ratio,
                      struct room *room)
{
    const double *bottom = &sample->quantity_value[ratio->bottom * sample->kept];
    double scale = metrics_ratio_scale(ratio);
    const struct statistics_pair pair = pair_of(sample, ratio);
    size_t defined = 0;
    figure->mean = metrics_ratio_value(ratio, scale * statistics_ratio(&pair));
    figure->mcse = ratio->times * scale * statistics_ratio_mcse(&pair);
    for (size_t r = 0; r < sample->kept; r++)
        if (bottom[r] > 0)
            room->value[defined++] = metrics_ratio_value(
                ratio, scale * (metrics_top(ratio, &sample->quantity_value[r], sample->kept) / bottom[r]));
    quantile_of_doubles(figure->quantile, room->value, defined, &room->quantile);
}

/* Why a ratio is missing. */
static const char *why_missing(const struct findings *self, const struct metrics_ratio *ratio)
{
    bool over_a_year = ratio->bottom == QUANTITY_CLIENTS_THEN || ratio->bottom == QUANTITY_REVENUE_THEN;
    if (over_a_year && self->months < 12)
        return too_short;
    if (isnan(self->expected->quantity[ratio->top]) && !self->sample)
        return only_played;
    return ratio->why;
}

/* The sum below, exactly. Where not all sign by reps it is a difference, of which only rounding may be left. */
static double exact_bottom(const struct findings *self, const struct metrics_ratio *ratio)
{
    const double slack = 1e-12;
    double bottom = self->expected->quantity[ratio->bottom], signups = 0;
    for (int month = 1; ratio->bottom == QUANTITY_REP_SIGNUPS && month <= self->expected->months; month++)
        signups += self->expected->series[SERIES_SIGNUPS][month];
    return fabs(bottom) > slack * signups ? bottom : 0;
}

static void fill_ratio(struct findings *self, const struct metrics_ratio *ratio, struct room *room)
{
    const struct statistics_pair exact = {.top = metrics_top(ratio, self->expected->quantity, 1),
                                          .bottom = exact_bottom(self, ratio)};
    struct figure *figure = &self->metric[ratio->metric];
    if (!ratio_applies(self, ratio)) {
        *figure = figure_exact(NAN, no_nps);
        return;
    }
    *figure = figure_exact(metrics_ratio_value(ratio, statistics_ratio(&exact)), NULL);
    if (self->sample)
        add_ratio(figure, self->sample, ratio, room);
    bool exists = !isnan(exact.top); /* as an exact value; else the plays alone tell it */
    if ((exists && isnan(figure->expected)) || (self->sample ? isnan(figure->mean) : isnan(figure->expected)))
        figure->why = why_missing(self, ratio);
}

static void fill_total(struct findings *self, enum metric metric, enum quantity quantity, struct room *room)
{
    const struct sample *sample = self->sample;
    double scale = monthly_scale(quantity_is_money(quantity));
    struct figure *figure = &self->metric[metric];
    *figure = figure_exact(self->expected->quantity[quantity], sample ? NULL : only_played);
    if (!sample)
        return;
    figure->mean = sample->quantity_mean[quantity] / scale;
    figure->mcse = statistics_mcse(sample->quantity_covariance[quantity][quantity], sample->replicates) / scale;
    quantile_of_doubles(figure->quantile, &sample->quantity_value[quantity * sample->kept], sample->kept,
                        &room->quantile);
    for (int q = 0; q < QUANTILE_COUNT; q++)
        figure->quantile[q] /= scale;
}

enum status metrics_fill(struct findings *self)
{
    size_t kept = self->sample ? self->sample->kept : 0;
    struct room room = {.value = memory_array(kept, sizeof *room.value)};
    enum status status = room.value ? quantile_room_init(&room.quantile, kept) : ERR_MEMORY;
    if (status == OK) {
        for (size_t i = 0; i < sizeof ratios / sizeof ratios[0]; i++)
            fill_ratio(self, &ratios[i], &room);
        for (size_t i = 0; i < sizeof totals / sizeof totals[0]; i++)
            fill_total(self, totals[i].metric, totals[i].quantity, &room);
    }
    quantile_room_free(&room.quantile);
    free(room.value);
    return status;
}
