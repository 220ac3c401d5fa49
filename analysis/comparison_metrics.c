/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/comparison_metrics.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/metrics.h"
#include "analysis/monthly.h"
#include "analysis/statistics.h"
#include "sim/support/memory.h"

/* What the kept plays say of one metric. */
struct plays {
    double *value;     /* owned: differences, of the plays in which both sides exist */
    size_t count;      /* of these */
    double *influence; /* owned: by how much each kept play moves the difference of the means */
    struct quantile_room quantile;
};

/* What rounding may leave of a difference of two figures. */
static double slack_of(double base, double other)
{
    const double slack = 1e-12;
    return slack * fmax(fabs(base), fabs(other));
}

double comparison_metrics_between(double base, double other)
{
    double difference = other - base;
    return fabs(difference) <= slack_of(base, other) ? 0 : difference;
}

double comparison_metrics_error(const double *value, const struct sample *sample, double base, double other)
{
    double error = statistics_mcse(statistics_variance(value, sample->kept), sample->replicates);
    return error <= slack_of(base, other) ? 0 : error;
}

/* What both sides say without looking at single plays. */
static void fill_sides(struct difference *self, const struct figure *base, const struct figure *other)
{
    *self = (struct difference){
        .baseline_mean = isnan(base->mean) ? base->expected : base->mean,
        .scenario_mean = isnan(other->mean) ? other->expected : other->mean,
        .expected = comparison_metrics_between(base->expected, other->expected),
        .mean = comparison_metrics_between(base->mean, other->mean),
        .mcse = NAN,
        .p_better = NAN,
        .p_equal = NAN,
    };
    for (int q = 0; q < QUANTILE_COUNT; q++)
        self->quantile[q] = NAN;
    if (isnan(self->baseline_mean))
        self->why = base->why;
    else if (isnan(self->scenario_mean))
        self->why = other->why;
}

static void fill_plays(struct difference *self, enum metric metric, struct plays *plays, const struct sample *sample)
{
    size_t better = 0, equal = 0;
    int sign = comparison_sign(metric);
    self->mcse = comparison_metrics_error(plays->influence, sample, self->baseline_mean, self->scenario_mean);
    quantile_of_doubles(self->quantile, plays->value, plays->count, &plays->quantile);
    for (size_t r = 0; r < plays->count; r++) {
        better += sign * plays->value[r] > 0;
        equal += plays->value[r] == 0;
    }
    if (plays->count == 0)
        return;
    self->p_equal = (double)equal / (double)plays->count;
    if (sign != 0)
        self->p_better = (double)better / (double)plays->count;
}

static void fill_total(struct difference *self, const struct metrics_total *total, const struct sample *base,
                       const struct sample *other, struct plays *plays)
{
    const double *before = &base->quantity_value[total->quantity * base->kept];
    const double *after = &other->quantity_value[total->quantity * other->kept];
    double scale = monthly_scale(quantity_is_money(total->quantity));
    plays->count = base->kept;
    for (size_t r = 0; r < plays->count; r++)
        plays->influence[r] = plays->value[r] = comparison_metrics_between(before[r], after[r]) / scale;
    fill_plays(self, total->metric, plays, base);
}

/* One side of a ratio. */
struct side {
    const struct metrics_ratio *ratio;
    const struct sample *sample;
    const double *bottom;     /* of the kept plays */
    double scale;             /* to the units of the file */
    double mean, bottom_mean; /* of all replicates: the ratio of the sums, and what is below */
};

static struct side side_of(const struct metrics_ratio *ratio, const struct sample *sample)
{
    struct side side = {.ratio = ratio,
                        .sample = sample,
                        .bottom = &sample->quantity_value[ratio->bottom * sample->kept],
                        .scale = metrics_ratio_scale(ratio),
                        .bottom_mean = sample->quantity_mean[ratio->bottom]};
    side.mean = metrics_top(ratio, sample->quantity_mean, 1) / side.bottom_mean;
    return side;
}

static double top_of(const struct side *side, size_t play)
{
    return metrics_top(side->ratio, side->sample->quantity_value + play, side->sample->kept);
}

static double value_of(const struct side *side, size_t play)
{
    return metrics_ratio_value(side->ratio, side->scale * (top_of(side, play) / side->bottom[play]));
}

/* By how much a play moves the ratio of the means; the sign does not matter to a variance. */
static double influence_of(const struct side *side, size_t play)
{
    double off = top_of(side, play) - side->mean * side->bottom[play];
    return side->ratio->times * side->scale * off / side->bottom_mean;
}

static void fill_ratio(struct difference *self, const struct metrics_ratio *ratio, const struct sample *base,
                       const struct sample *other, struct plays *plays)
{
    const struct side before = side_of(ratio, base), after = side_of(ratio, other);
    plays->count = 0;
    for (size_t r = 0; r < base->kept; r++) {
        plays->influence[r] = influence_of(&after, r) - influence_of(&before, r);
        if (before.bottom[r] > 0 && after.bottom[r] > 0)
            plays->value[plays->count++] = comparison_metrics_between(value_of(&before, r), value_of(&after, r));
    }
    fill_plays(self, ratio->metric, plays, base);
}

/* The metrics that plays have. */
static void fill_played(struct difference *metric, const struct findings *base, const struct findings *other,
                        struct plays *plays)
{
    size_t count;
    const struct metrics_total *total = metrics_totals(&count);
    for (size_t i = 0; i < count; i++)
        if (!isnan(metric[total[i].metric].mean))
            fill_total(&metric[total[i].metric], &total[i], base->sample, other->sample, plays);
    const struct metrics_ratio *ratio = metrics_ratios(&count);
    for (size_t i = 0; i < count; i++)
        if (!isnan(metric[ratio[i].metric].mean))
            fill_ratio(&metric[ratio[i].metric], &ratio[i], base->sample, other->sample, plays);
}

enum status comparison_metrics_fill(struct difference *metric, const struct findings *base,
                                    const struct findings *other)
{
    for (int m = 0; m < METRIC_COUNT; m++)
        fill_sides(&metric[m], &base->metric[m], &other->metric[m]);
    if (!base->sample || !other->sample)
        return OK;
    size_t kept = base->sample->kept;
    bug_assert(kept == other->sample->kept);
    struct plays plays = {.value = memory_array(kept, sizeof *plays.value),
                          .influence = memory_array(kept, sizeof *plays.influence)};
    enum status status = plays.value && plays.influence ? quantile_room_init(&plays.quantile, kept) : ERR_MEMORY;
    if (status == OK)
        fill_played(metric, base, other, &plays);
    quantile_room_free(&plays.quantile);
    free(plays.value);
    free(plays.influence);
    return status;
}
