/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/play/tally.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "sim/play/month_rows.h"
#include "sim/support/memory.h"
#include "sim/support/wide.h"

static size_t cells(int months)
{
    return SERIES_COUNT * ((size_t)months + 1);
}

/* Which quantities the values of a series and month are part of. */
static void mark_windows(struct tally_frame *self)
{
    for (int q = 0; q < QUANTITY_COUNT; q++) {
        struct quantity_window window = quantity_window((enum quantity)q, self->months);
        for (int month = window.from; month <= window.to && !window.discounted; month++)
            for (size_t t = 0; t < window.terms; t++) {
                size_t cell = (size_t)window.series[t] * ((size_t)self->months + 1) + (size_t)month;
                *(window.sign[t] > 0 ? &self->plus[cell] : &self->minus[cell]) |= UINT32_C(1) << q;
            }
    }
}

enum status tally_frame_init(struct tally_frame *self, const struct plan *plan, const bool same[SERIES_COUNT])
{
    *self = (struct tally_frame){.plan = plan, .months = plan->months};
    memcpy(self->same, same, sizeof self->same);
    self->centre = memory_array(cells(self->months), sizeof *self->centre);
    self->plus = memory_array(cells(self->months), sizeof *self->plus);
    self->minus = memory_array(cells(self->months), sizeof *self->minus);
    self->discount = memory_array((size_t)self->months + 1, sizeof *self->discount);
    if (!self->centre || !self->plus || !self->minus || !self->discount) {
        tally_frame_free(self);
        return ERR_MEMORY;
    }
    for (int month = 1; month <= self->months; month++)
        self->discount[month] = month == 1 ? 1.0 : self->discount[month - 1] * plan->monthly_discount;
    mark_windows(self);
    return OK;
}

void tally_frame_free(struct tally_frame *self)
{
    free(self->centre);
    free(self->plus);
    free(self->minus);
    free(self->discount);
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

static void add_to_quantities(double quantity[QUANTITY_COUNT][LANES], uint32_t set, double sign, const double *value)
{
    for (size_t q = 0; set != 0; q++, set >>= 1)
        for (size_t lane = 0; (set & 1) && lane < LANES; lane++)
            quantity[q][lane] += sign * value[lane];
}

static void add_discounted(double quantity[QUANTITY_COUNT][LANES], double discount, const double *profit)
{
    for (size_t lane = 0; lane < LANES; lane++)
        quantity[QUANTITY_NPV][lane] += discount * profit[lane];
}

/* What only the lives tell. Where no fee changes, those kept pay what they paid. */
static void add_lives(double quantity[QUANTITY_COUNT][LANES], const struct tally_plays *plays,
                      const struct month_rows *rows)
{
    const struct ledger *ledger = plays->ledger;
    const struct ledger_post *kept = ledger->gone + ((size_t)ledger->months + 1) * LANES;
    bool changes = ledger->line[LINE_EXPANSION] != NULL;

    for (size_t lane = 0; ledger->months >= 12 && lane < LANES; lane++) {
        quantity[QUANTITY_CLIENTS_KEPT][lane] = (double)kept[lane].clients;
        quantity[QUANTITY_REVENUE_KEPT][lane] = (double)(changes ? ledger->kept_least[lane] : kept[lane].fee);
        quantity[QUANTITY_REVENUE_GROWN][lane] = (double)kept[lane].fee;
        quantity[QUANTITY_REVENUE_REVIVED][lane] = (double)ledger->revived[lane];
    }
    for (size_t lane = 0; lane < LANES; lane++)
        quantity[QUANTITY_CASH_MIN][lane] = (double)rows->cash_min[lane];
    survivors_top_fifth(plays->survivors, quantity[QUANTITY_TOP_FIFTH]);
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

/* One series of one month: its sums, its quantities, its kept values. */
static void tally_row(struct tally *self, const struct tally_frame *frame, const int64_t *row, size_t cell,
                      size_t lanes, double quantity[QUANTITY_COUNT][LANES], double value[LANES])
{
    to_double(row, value);
    for (size_t lane = lanes; lane < LANES; lane++)
        value[lane] = frame->centre[cell];
    sum_row(value, frame->centre[cell], &self->sum[cell], &self->squares[cell]);
    if (frame->plus[cell] != 0)
        add_to_quantities(quantity, frame->plus[cell], 1, value);
    if (frame->minus[cell] != 0)
        add_to_quantities(quantity, frame->minus[cell], -1, value);
}

/* A series that is the same in every play only counts in the quantities. */
static void tally_same(const struct tally_frame *frame, int64_t amount, size_t cell,
                       double quantity[QUANTITY_COUNT][LANES])
{
    double value[LANES];
    if (amount == 0 || (frame->plus[cell] | frame->minus[cell]) == 0)
        return;
    for (size_t lane = 0; lane < LANES; lane++)
        value[lane] = (double)amount;
    add_to_quantities(quantity, frame->plus[cell], 1, value);
    add_to_quantities(quantity, frame->minus[cell], -1, value);
}

void tally_plays(struct tally *self, const struct tally_frame *frame, const struct tally_plays *plays,
                 struct sample *sample)
{
    struct month_rows rows = {0};
    double quantity[QUANTITY_COUNT][LANES] = {0}, value[LANES];
    size_t length = (size_t)frame->months + 1, first = plays->first, lanes = plays->lanes;
    size_t kept = kept_lanes(sample, first, lanes);

    for (size_t month = 0; month < length; month++) {
        month_rows_step(&rows, plays->ledger, plays->certain, plays->payments, (int)month);
        for (size_t series = 0; series < SERIES_COUNT; series++) {
            size_t cell = series * length + month;
            if (frame->same[series]) {
                tally_same(frame, certain_value(plays->certain, (enum series)series, (int)month), cell, quantity);
                continue;
            }
            tally_row(self, frame, rows.value[series], cell, lanes, quantity, value);
            if (series == SERIES_PROFIT)
                add_discounted(quantity, frame->discount[month], value);
            if (kept > 0)
                memcpy(sample->value + (sample->slot[series] * length + month) * sample->kept + first,
                       rows.value[series], kept * sizeof(int64_t));
        }
    }
    add_lives(quantity, plays, &rows);
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

void tally_finish(const struct tally *self, const struct tally_frame *frame, const struct certain *certain,
                  struct sample *sample)
{
    double n = (double)sample->replicates;
    size_t length = (size_t)frame->months + 1;

    for (size_t cell = 0; cell < cells(frame->months); cell++) {
        enum series series = (enum series)(cell / length);
        double variance = covariance(self->squares[cell], self->sum[cell], self->sum[cell], n);
        sample->mean[cell] = frame->centre[cell] + self->sum[cell] / n;
        sample->variance[cell] = variance > 0 ? variance : 0.0;
        if (frame->same[series])
            sample->mean[cell] = (double)certain_value(certain, series, (int)(cell % length));
    }
    for (size_t q = 0; q < QUANTITY_COUNT; q++) {
        sample->quantity_mean[q] = frame->quantity_centre[q] + self->quantity[q] / n;
        for (size_t p = 0; p <= q; p++) {
            double c = covariance(self->products[q][p], self->quantity[q], self->quantity[p], n);
            sample->quantity_covariance[q][p] = sample->quantity_covariance[p][q] = c;
        }
    }
}
