/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/monthly.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/figure.h"
#include "analysis/statistics.h"
#include "sim/support/memory.h"
#include "sim/support/workers.h"

enum { CENTS = 100, POINTS = 100 };

/* What a thread needs besides the findings. */
struct room {
    struct quantile_room quantile;
    double *value; /* owned: a number for each kept play */
};

double monthly_scale(bool money)
{
    return money ? CENTS : 1;
}

/* What the plays say of one series in one month. room: NULL leaves out the quantiles. */
static void add_sample(struct figure *figure, const struct sample *sample, enum series series, int month,
                       struct quantile_room *room)
{
    size_t cell = (size_t)series * (size_t)(sample->months + 1) + (size_t)month;
    double scale = monthly_scale(series_info(series)->money);
    figure->mean = sample->mean[cell] / scale;
    figure->mcse = statistics_mcse(sample->variance[cell], sample->replicates) / scale;
    if (room == NULL)
        return;
    const int64_t *value = sample_values(sample, series, month);
    if (value)
        quantile_of_counts(figure->quantile, value, sample->kept, room);
    for (int q = 0; q < QUANTILE_COUNT; q++) /* without values every play gave the mean */
        figure->quantile[q] = value ? figure->quantile[q] / scale : figure->mean;
}

/* A series in one month of one of the kept plays. */
struct played {
    const int64_t *value; /* NULL: the mean in every play */
    double mean;
};

static struct played played_of(const struct sample *sample, enum series series, int month)
{
    size_t cell = (size_t)series * (size_t)(sample->months + 1) + (size_t)month;
    return (struct played){.value = sample_values(sample, series, month), .mean = sample->mean[cell]};
}

static double in_play(const struct played *self, size_t replicate)
{
    return self->value ? (double)self->value[replicate] : self->mean;
}

/*
 * What the plays say of nps: the ratio of their sums; its error by the delta method, from the kept plays' spread of
 * promoters - detractors - ratio x clients; quantiles of the plays that have clients.
 */
static void add_nps_sample(struct figure *figure, const struct sample *sample, int month, struct room *room)
{
    const struct played promoters = played_of(sample, SERIES_PROMOTERS, month);
    const struct played detractors = played_of(sample, SERIES_DETRACTORS, month);
    const struct played clients = played_of(sample, SERIES_CLIENTS, month);
    double ratio = clients.mean > 0 ? (promoters.mean - detractors.mean) / clients.mean : (double)NAN;
    double sum = 0, squares = 0;
    size_t defined = 0;

    for (size_t r = 0; r < sample->kept; r++) {
        double balance = in_play(&promoters, r) - in_play(&detractors, r), of = in_play(&clients, r);
        double off = balance - ratio * of;
        sum += off;
        squares += off * off;
        if (of > 0)
            room->value[defined++] = POINTS * balance / of;
    }
    double n = (double)sample->kept, variance = fmax(squares - sum * sum / n, 0) / (n - 1);
    figure->mean = POINTS * ratio;
    figure->mcse = POINTS * statistics_mcse(sample->kept > 1 ? variance : (double)NAN, sample->replicates) /
                   clients.mean;
    quantile_of_doubles(figure->quantile, room->value, defined, &room->quantile);
}

double monthly_nps(double promoters, double detractors, double clients)
{
    return clients > 0 ? POINTS * (promoters - detractors) / clients : (double)NAN;
}

/* The series that is made of others. None in month 0: that is only what the book pays. */
static struct figure nps_of(const struct findings *self, int month, struct room *room)
{
    double *const *series = self->expected->series;
    if (!self->plan->satisfaction.known || month == 0)
        return figure_exact(NAN, NULL);
    struct figure figure = figure_exact(
        monthly_nps(series[SERIES_PROMOTERS][month], series[SERIES_DETRACTORS][month], series[SERIES_CLIENTS][month]),
        NULL);
    if (self->sample && !self->means_only)
        add_nps_sample(&figure, self->sample, month, room);
    return figure;
}

/* One chunk is a month. Cells are apart, so threads write straight into the findings and merging is no work. */
static enum status fill_month(void *shared, void *scratch, size_t month)
{
    struct findings *self = shared;
    struct room *room = scratch;
    for (int s = 0; s < SERIES_COUNT; s++) {
        struct figure *figure = &self->monthly[(size_t)s * (size_t)(self->months + 1) + month];
        if (series_info((enum series)s)->derived) {
            *figure = nps_of(self, (int)month, room);
            continue;
        }
        *figure = figure_exact(self->expected->series[s][month], NULL);
        if (self->sample)
            add_sample(figure, self->sample, (enum series)s, (int)month, self->means_only ? NULL : &room->quantile);
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
    struct room *room = memory_array(threads, sizeof *room);
    void **scratch = memory_array(threads, sizeof *scratch);
    if (!self->monthly || !room || !scratch)
        goto out;
    status = OK;
    for (size_t i = 0; i < threads && status == OK; i++) {
        status = quantile_room_init(&room[i].quantile, kept);
        room[i].value = memory_array(kept, sizeof *room[i].value);
        if (!room[i].value)
            status = ERR_MEMORY;
        scratch[i] = &room[i];
    }
    if (status == OK)
        status = workers_run(&job, months, threads, scratch);
out:
    for (size_t i = 0; room && i < threads; i++) {
        quantile_room_free(&room[i].quantile);
        free(room[i].value);
    }
    free(room);
    free(scratch);
    return status;
}
