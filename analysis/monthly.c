/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/monthly.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/figure.h"
#include "analysis/statistics.h"
#include "sim/support/memory.h"
#include "sim/support/workers.h"

enum { CENTS = 100 };

double monthly_scale(bool money)
{
    return money ? CENTS : 1;
}

/* What the plays say of one series in one month. */
static void add_sample(struct figure *figure, const struct sample *sample, enum series series, int month,
                       struct quantile_room *room)
{
    size_t cell = (size_t)series * (size_t)(sample->months + 1) + (size_t)month;
    double scale = monthly_scale(series_info(series)->money);
    figure->mean = sample->mean[cell] / scale;
    figure->mcse = statistics_mcse(sample->variance[cell], sample->replicates) / scale;
    const int64_t *value = sample_values(sample, series, month);
    if (value)
        quantile_of_counts(figure->quantile, value, sample->kept, room);
    for (int q = 0; q < QUANTILE_COUNT; q++) /* without values every play gave the mean */
        figure->quantile[q] = value ? figure->quantile[q] / scale : figure->mean;
}

/* One chunk is a month. Cells are apart, so threads write straight into the findings and merging is no work. */
static enum status fill_month(void *shared, void *scratch, size_t month)
{
    struct findings *self = shared;
    for (int s = 0; s < SERIES_COUNT; s++) {
        struct figure *figure = &self->monthly[(size_t)s * (size_t)(self->months + 1) + month];
        *figure = figure_exact(self->expected->series[s][month], NULL);
        if (self->sample)
            add_sample(figure, self->sample, (enum series)s, (int)month, scratch);
    }
    return OK;
}

static void merge_nothing(void *shared, const void *scratch, size_t chunk)
{
    (void)shared;
    (void)scratch;
    (void)chunk;
}

enum status monthly_fill(struct findings *self, size_t threads)
{
    const struct workers_job job = {.shared = self, .work = fill_month, .merge = merge_nothing};
    size_t months = (size_t)self->months + 1, kept = self->sample ? self->sample->kept : 0;
    enum status status = ERR_MEMORY;
    self->monthly = memory_grid(SERIES_COUNT, months, sizeof *self->monthly);
    struct quantile_room *room = memory_array(threads, sizeof *room);
    void **scratch = memory_array(threads, sizeof *scratch);
    if (!self->monthly || !room || !scratch)
        goto out;
    status = OK;
    for (size_t i = 0; i < threads && status == OK; i++) {
        status = quantile_room_init(&room[i], kept);
        scratch[i] = &room[i];
    }
    if (status == OK)
        status = workers_run(&job, months, threads, scratch);
out:
    for (size_t i = 0; room && i < threads; i++)
        quantile_room_free(&room[i]);
    free(room);
    free(scratch);
    return status;
}
