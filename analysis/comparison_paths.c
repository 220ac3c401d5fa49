/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/comparison_paths.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/comparison_metrics.h"
#include "analysis/figure.h"
#include "analysis/monthly.h"
#include "sim/support/memory.h"

/* Room for the plays of one month. */
struct plays {
    double *value;   /* owned: differences, money */
    uint16_t *last;  /* owned: the last month in which a play's cash is behind the base's */
    int64_t *months; /* owned */
    struct quantile_room quantile;
};

static enum status plays_init(struct plays *self, size_t kept)
{
    *self = (struct plays){.value = memory_array(kept, sizeof *self->value),
                           .last = memory_array(kept, sizeof *self->last),
                           .months = memory_array(kept, sizeof *self->months)};
    if (!self->value || !self->last || !self->months)
        return ERR_MEMORY;
    return quantile_room_init(&self->quantile, kept);
}

static void plays_free(struct plays *self)
{
    quantile_room_free(&self->quantile);
    free(self->value);
    free(self->last);
    free(self->months);
}

/* Adds sign x a series of every kept play, in money; NULL: the same in all of them. */
static void add_values(double *sum, const struct sample *sample, enum series series, int month, int sign, double mean)
{
    const int64_t *value = sample_values(sample, series, month);
    double scale = sign * monthly_scale(true);
    for (size_t r = 0; r < sample->kept; r++)
        sum[r] += value ? (double)value[r] / scale : sign * mean;
}

/* The difference in one month; leaves those of the plays in plays->value. */
static struct figure part(const struct findings *base, const struct findings *other, enum series series, int month,
                          struct plays *plays)
{
    const struct figure *before = findings_month(base, series, month), *after = findings_month(other, series, month);
    struct figure figure = figure_exact(comparison_metrics_between(before->expected, after->expected), NULL);
    if (!base->sample || !other->sample)
        return figure;
    size_t kept = base->sample->kept;
    figure.mean = comparison_metrics_between(before->mean, after->mean);
    for (size_t r = 0; r < kept; r++)
        plays->value[r] = 0;
    add_values(plays->value, other->sample, series, month, 1, after->mean);
    add_values(plays->value, base->sample, series, month, -1, before->mean);
    figure.mcse = comparison_metrics_error(plays->value, base->sample, before->mean, after->mean);
    quantile_of_doubles(figure.quantile, plays->value, kept, &plays->quantile);
    return figure;
}

static void fill_paths(struct contender *self, const struct findings *base, const struct findings *other,
                       struct plays *plays)
{
    size_t kept = base->sample ? base->sample->kept : 0;
    for (int month = 0; month <= base->months; month++) {
        self->revenue_difference[month] = part(base, other, SERIES_REVENUE, month, plays);
        self->cash_difference[month] = part(base, other, SERIES_CASH, month, plays);
        for (size_t r = 0; r < kept && month > 0; r++)
            if (payoff_behind(plays->value[r]))
                plays->last[r] = (uint16_t)month;
    }
}

enum status comparison_paths_fill(struct contender *self, const struct findings *base, const struct findings *other)
{
    size_t kept = base->sample ? base->sample->kept : 0;
    bug_assert(base->months == other->months && (!other->sample || other->sample->kept == kept));
    double *path = memory_array((size_t)base->months + 1, sizeof *path);
    struct plays plays;
    enum status status = plays_init(&plays, kept);
    if (!path)
        status = ERR_MEMORY;
    if (status == OK) {
        fill_paths(self, base, other, &plays);
        for (int month = 1; month <= base->months; month++)
            path[month] = kept ? self->cash_difference[month].mean : self->cash_difference[month].expected;
        self->payoff.state = payoff_of(path, base->months, &self->payoff.month);
        payoff_of_plays(&self->payoff, plays.last, kept, base->months, plays.months, &plays.quantile);
    }
    plays_free(&plays);
    free(path);
    return status;
}
