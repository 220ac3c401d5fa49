/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/metrics.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/figure.h"
#include "analysis/lifetime.h"
#include "analysis/monthly.h"
#include "analysis/statistics.h"
#include "sim/support/memory.h"

static const char no_clients[] = "there are no clients in the last 12 months";
static const char no_clients_then[] = "nobody was a client 12 months before the plan's end";
static const char too_short[] = "the plan is shorter than 12 months";

static const struct metrics_ratio ratios[] = {
    {METRIC_CRR_MONTH, QUANTITY_LOST_12, QUANTITY_CLIENTS_BEFORE_12, true, no_clients},
    {METRIC_CRR_12, QUANTITY_CLIENTS_KEPT, QUANTITY_CLIENTS_THEN, false, no_clients_then},
    {METRIC_CHURN_CLIENTS, QUANTITY_LOST_12, QUANTITY_CLIENTS_BEFORE_12, false, no_clients},
    {METRIC_CHURN_REVENUE, QUANTITY_REVENUE_LOST_12, QUANTITY_REVENUE_BEFORE_12, false,
     "there is no revenue in the last 12 months"},
    {METRIC_GRR_12, QUANTITY_REVENUE_KEPT, QUANTITY_REVENUE_THEN, false,
     "there was no revenue 12 months before the plan's end"},
    {METRIC_NRR_12, QUANTITY_REVENUE_GROWN, QUANTITY_REVENUE_THEN, false,
     "there was no revenue 12 months before the plan's end"},
    {METRIC_QUICK_RATIO_12, QUANTITY_REVENUE_GAINED_12, QUANTITY_REVENUE_LOST_12, false,
     "no revenue is lost in the last 12 months"},
};

/* Figures that are one sum. */
static const struct {
    enum metric metric;
    enum quantity quantity;
} totals[] = {{METRIC_REVENUE_END, QUANTITY_REVENUE_END}, {METRIC_REVENUE_TOTAL, QUANTITY_REVENUE_TOTAL}};

const struct metrics_ratio *metrics_ratios(size_t *count)
{
    *count = sizeof ratios / sizeof ratios[0];
    return ratios;
}

int metrics_last_year(int months)
{
    return months > 12 ? months - 11 : 1;
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

const char *metrics_rating(const struct findings *self, enum metric metric)
{
    double value = figure_value(&self->metric[metric]);
    if (metric == METRIC_LIFETIME_MEAN)
        return lifetime_rating(value);
    return metric == METRIC_CRR_MONTH ? metrics_crr_rating(value) : "";
}

/* Room for the values of one metric in the kept plays. */
struct room {
    double *value;
    struct quantile_room quantile;
};

static double complement(const struct metrics_ratio *ratio, double value)
{
    return ratio->complement ? 1 - value : value;
}

/* What the plays say of a ratio. Both sums are cents or neither is. */
static void add_ratio(struct figure *figure, const struct sample *sample, const struct metrics_ratio *ratio,
                      struct room *room)
{
    const double *top = &sample->quantity_value[ratio->top * sample->kept];
    const double *bottom = &sample->quantity_value[ratio->bottom * sample->kept];
    const struct statistics_pair pair = {
        .top = sample->quantity_mean[ratio->top],
        .bottom = sample->quantity_mean[ratio->bottom],
        .top_variance = sample->quantity_covariance[ratio->top][ratio->top],
        .bottom_variance = sample->quantity_covariance[ratio->bottom][ratio->bottom],
        .covariance = sample->quantity_covariance[ratio->top][ratio->bottom],
        .n = sample->replicates,
    };
    size_t defined = 0;
    figure->mean = complement(ratio, statistics_ratio(&pair));
    figure->mcse = statistics_ratio_mcse(&pair);
    for (size_t r = 0; r < sample->kept; r++)
        if (bottom[r] > 0)
            room->value[defined++] = complement(ratio, top[r] / bottom[r]);
    quantile_of_doubles(figure->quantile, room->value, defined, &room->quantile);
}

static void fill_ratio(struct findings *self, const struct metrics_ratio *ratio, struct room *room)
{
    const struct statistics_pair exact = {.top = self->expected->quantity[ratio->top],
                                          .bottom = self->expected->quantity[ratio->bottom]};
    struct figure *figure = &self->metric[ratio->metric];
    *figure = figure_exact(complement(ratio, statistics_ratio(&exact)), NULL);
    if (self->sample)
        add_ratio(figure, self->sample, ratio, room);
    bool missing = isnan(figure->expected) || (self->sample && isnan(figure->mean));
    bool over_a_year = ratio->bottom == QUANTITY_CLIENTS_THEN || ratio->bottom == QUANTITY_REVENUE_THEN;
    if (missing)
        figure->why = over_a_year && self->months < 12 ? too_short : ratio->why;
}

static void fill_total(struct findings *self, enum metric metric, enum quantity quantity, struct room *room)
{
    const struct sample *sample = self->sample;
    double scale = monthly_scale(quantity_is_money(quantity));
    struct figure *figure = &self->metric[metric];
    *figure = figure_exact(self->expected->quantity[quantity], NULL);
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
