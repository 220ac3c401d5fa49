/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/play/tally.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "sim/support/memory.h"
#include "sim/support/wide.h"

/* The series that differ from play to play come first; SERIES_REPS does not. */
enum { PLAYED = SERIES_REPS };

static size_t cells(int months)
{
    return SERIES_COUNT * ((size_t)months + 1);
}

enum status tally_frame_init(struct tally_frame *self, int months, const double *reps)
{
    *self = (struct tally_frame){.months = months, .reps = reps};
    self->centre = memory_array(cells(months), sizeof *self->centre);
    self->windows = memory_array(cells(months), sizeof *self->windows);
    if (self->centre == NULL || self->windows == NULL) {
        tally_frame_free(self);
        return ERR_MEMORY;
    }
    for (int q = 0; q < QUANTITY_COUNT; q++) {
        struct quantity_window window = quantity_window((enum quantity)q, months);
        for (int month = window.from; month <= window.to; month++)
            self->windows[(size_t)window.series * ((size_t)months + 1) + (size_t)month] |= 1u << q;
    }
    return OK;
}

void tally_frame_free(struct tally_frame *self)
{
    free(self->centre);
    free(self->windows);
    *self = (struct tally_frame){0};
}

enum status tally_init(struct tally *self, int months)
{
    *self = (struct tally){0};
    self->sum = memory_array(cells(months), sizeof *self->sum);
    self->squares = memory_array(cells(months), sizeof *self->squares);
    if (self->sum == NULL || self->squares == NULL) {
        tally_free(self);
        return ERR_MEMORY;
    }
    return OK;
}

void tally_free(struct tally *self)
{
    free(self->sum);
    free(self->squares);
    *self = (struct tally){0};
}

void tally_clear(struct tally *self, int months)
{
    memset(self->sum, 0, cells(months) * sizeof *self->sum);
    memset(self->squares, 0, cells(months) * sizeof *self->squares);
    memset(self->quantity, 0, sizeof self->quantity);
    memset(self->products, 0, sizeof self->products);
}

/* One month of the plays, one row a series. */
struct month_rows {
    int64_t value[PLAYED][LANES];
};

WIDEST static void step(struct month_rows *rows, const struct ledger_post *restrict entered,
                        const struct ledger_post *restrict gone)
{
    for (int lane = 0; lane < LANES; lane++) {
        rows->value[SERIES_SIGNUPS][lane] = entered[lane].clients;
        rows->value[SERIES_LOST][lane] = gone[lane].clients;
        rows->value[SERIES_CLIENTS][lane] += entered[lane].clients - gone[lane].clients;
        rows->value[SERIES_REVENUE_NEW][lane] = entered[lane].fee;
        rows->value[SERIES_REVENUE_LOST][lane] = gone[lane].fee;
        rows->value[SERIES_REVENUE][lane] += entered[lane].fee - gone[lane].fee;
    }
}

/*
 * Exact int64 to double, in a form that vectorises below AVX-512: the halves are put into the mantissas of 2^52 and
 * 2^84 (the upper one offset by 2^31 for its sign), and what was added is taken away again.
 */
WIDEST static void to_double(const int64_t *restrict value, double *restrict out)
{
    uint64_t low[LANES], high[LANES];
    double low_part[LANES], high_part[LANES];

    for (size_t i = 0; i < LANES; i++) {
        uint64_t bits = (uint64_t)value[i];
        low[i] = (bits & 0xffffffffu) | UINT64_C(0x4330000000000000);
        high[i] = (bits >> 32) ^ UINT64_C(0x4530000080000000);
    }
    memcpy(low_part, low, sizeof low);
    memcpy(high_part, high, sizeof high);
    for (size_t i = 0; i < LANES; i++)
        out[i] = (high_part[i] - (0x1p84 + 0x1p63 + 0x1p52)) + low_part[i];
}

/*
 * Sums of value - centre and of its square over all lanes, folded in halves: vectorised, and in the same order on
 * every machine. Unplayed lanes hold the centre.
 */
WIDEST static void sum_row(const double *restrict value, double centre, double *restrict sum, double *restrict squares)
{
    double s[LANES / 2], ss[LANES / 2];

    for (size_t i = 0; i < LANES / 2; i++) {
        double a = value[i] - centre, b = value[i + LANES / 2] - centre;
        s[i] = a + b;
        ss[i] = a * a + b * b;
    }
    for (size_t half = LANES / 4; half >= 1; half /= 2)
        for (size_t i = 0; i < half; i++) {
            s[i] += s[i + half];
            ss[i] += ss[i + half];
        }
    *sum += s[0];
    *squares += ss[0];
}

static void add_to_quantities(double quantity[QUANTITY_COUNT][LANES], uint32_t windows, const double *value)
{
    for (size_t q = 0; windows != 0; q++, windows >>= 1)
        for (size_t lane = 0; (windows & 1) && lane < LANES; lane++)
            quantity[q][lane] += value[lane];
}

static void add_kept(double quantity[QUANTITY_COUNT][LANES], const struct ledger *ledger)
{
    for (size_t lane = 0; ledger->months >= 12 && lane < LANES; lane++) {
        quantity[QUANTITY_CLIENTS_KEPT][lane] = (double)ledger->kept[lane].clients;
        quantity[QUANTITY_REVENUE_KEPT][lane] = (double)ledger->kept[lane].fee;
        quantity[QUANTITY_REVENUE_GROWN][lane] = (double)ledger->kept[lane].fee;
    }
}

static void multiply_out(struct tally *self, const struct tally_frame *frame, double quantity[QUANTITY_COUNT][LANES],
                         size_t lanes)
{
    for (size_t lane = 0; lane < lanes; lane++) {
        double d[QUANTITY_COUNT];
        for (size_t q = 0; q < QUANTITY_COUNT; q++) {
            d[q] = quantity[q][lane] - frame->quantity_centre[q];
            self->quantity[q] += d[q];
        }
        for (size_t q = 0; q < QUANTITY_COUNT; q++)
            for (size_t p = 0; p <= q; p++)
                self->products[q][p] += d[q] * d[p];
    }
}

/* How many of the chunk's plays are kept for quantiles. */
static size_t kept_lanes(const struct sample *sample, size_t first, size_t lanes)
{
    size_t room = first < sample->kept ? sample->kept - first : 0;
    return room < lanes ? room : lanes;
}

void tally_ledger(struct tally *self, const struct tally_frame *frame, const struct ledger *ledger,
                  struct sample *sample, size_t first, size_t lanes)
{
    struct month_rows rows = {0};
    double quantity[QUANTITY_COUNT][LANES] = {0};
    size_t length = (size_t)frame->months + 1, kept = kept_lanes(sample, first, lanes);

    for (size_t month = 0; month < length; month++) {
        step(&rows, ledger->entered + month * LANES, ledger->gone + month * LANES);
        for (size_t series = 0; series < PLAYED; series++) {
            size_t cell = series * length + month;
            if (month == 0 && !series_info((enum series)series)->stock) /* the book is no sign-up */
                memset(rows.value[series], 0, sizeof rows.value[series]);
            double value[LANES];
            to_double(rows.value[series], value);
            for (size_t lane = lanes; lane < LANES; lane++)
                value[lane] = frame->centre[cell];
            sum_row(value, frame->centre[cell], &self->sum[cell], &self->squares[cell]);
            if (frame->windows[cell] != 0)
                add_to_quantities(quantity, frame->windows[cell], value);
            if (kept > 0)
                memcpy(sample->value + cell * sample->kept + first, rows.value[series], kept * sizeof(int64_t));
        }
    }
    add_kept(quantity, ledger);
    multiply_out(self, frame, quantity, lanes);
    for (size_t q = 0; q < QUANTITY_COUNT && kept > 0; q++)
        memcpy(sample->quantity_value + q * sample->kept + first, quantity[q], kept * sizeof(double));
}

void tally_centre(struct tally_frame *frame, const struct tally *first_play)
{
    for (size_t cell = 0; cell < cells(frame->months); cell++)
        frame->centre[cell] += first_play->sum[cell];
    for (size_t q = 0; q < QUANTITY_COUNT; q++)
        frame->quantity_centre[q] += first_play->quantity[q];
}

void tally_add(struct tally *self, const struct tally *stretch, int months)
{
    for (size_t cell = 0; cell < cells(months); cell++) {
        self->sum[cell] += stretch->sum[cell];
        self->squares[cell] += stretch->squares[cell];
    }
    for (size_t q = 0; q < QUANTITY_COUNT; q++) {
        self->quantity[q] += stretch->quantity[q];
        for (size_t p = 0; p <= q; p++)
            self->products[q][p] += stretch->products[q][p];
    }
}

/* Of one play, from sums of differences; never below 0, and 0 where only one play tells. */
static double covariance(double products, double sum_a, double sum_b, double n)
{
    return n > 1 ? (products - sum_a * sum_b / n) / (n - 1) : 0.0;
}

static void finish_reps(const struct tally_frame *frame, struct sample *sample)
{
    size_t length = (size_t)frame->months + 1;
    for (size_t month = 0; month < length; month++) {
        size_t cell = SERIES_REPS * length + month;
        double reps = month > 0 ? frame->reps[month] : 0.0; /* month 0 has none; the block is not zeroed */
        sample->mean[cell] = reps;
        for (size_t r = 0; r < sample->kept; r++)
            sample->value[cell * sample->kept + r] = (int64_t)reps;
    }
}

void tally_finish(const struct tally *self, const struct tally_frame *frame, struct sample *sample)
{
    double n = (double)sample->replicates;

    for (size_t cell = 0; cell < PLAYED * ((size_t)frame->months + 1); cell++) {
        double variance = covariance(self->squares[cell], self->sum[cell], self->sum[cell], n);
        sample->mean[cell] = frame->centre[cell] + self->sum[cell] / n;
        sample->variance[cell] = variance > 0 ? variance : 0.0;
    }
    finish_reps(frame, sample);
    for (size_t q = 0; q < QUANTITY_COUNT; q++) {
        sample->quantity_mean[q] = frame->quantity_centre[q] + self->quantity[q] / n;
        for (size_t p = 0; p <= q; p++) {
            double c = covariance(self->products[q][p], self->quantity[q], self->quantity[p], n);
            sample->quantity_covariance[q][p] = sample->quantity_covariance[p][q] = c;
        }
    }
}
