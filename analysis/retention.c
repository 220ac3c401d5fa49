/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/retention.h"

#include <math.h>
#include <stdlib.h>

#include "sim/support/memory.h"

/* A pooled life table of either engine: [k = 0..H]. */
struct life_count {
    double *at_risk, *leaving;
};

/* Which cells a curve pools: one contract or all (-1), one quartile or all (-1). */
struct scope {
    int contract, quartile;
};

static bool covers(struct scope scope, size_t contract, size_t quartile)
{
    return (scope.contract < 0 || (size_t)scope.contract == contract) &&
           (scope.quartile < 0 || (size_t)scope.quartile == quartile);
}

/* Adds up the cells of a scope: of the expectation, or if from_plays of the sample. */
static void pool(struct life_count *to, const struct findings *self, struct scope scope, bool from_plays)
{
    size_t months = (size_t)self->months + 1, contracts = self->plan->contracts;
    for (size_t k = 0; k < months; k++)
        to->at_risk[k] = to->leaving[k] = 0;
    for (size_t cell = 0; cell < QUARTILES * contracts; cell++) {
        if (!covers(scope, cell % contracts, cell / contracts))
            continue;
        for (size_t k = 1; k < months; k++) {
            size_t at = cell * months + k;
            to->at_risk[k] += from_plays ? (double)self->sample->at_risk[at] : self->expected->at_risk[at];
            to->leaving[k] += from_plays ? (double)self->sample->leaving[at] : self->expected->leaving[at];
        }
    }
}

/* S(k) from S(k - 1); NaN, and so it stays, from where nobody is at risk. */
static double step(double survival, const struct life_count *count, int k)
{
    if (k == 0)
        return count->at_risk[1] > 0 ? 1 : NAN;
    return count->at_risk[k] > 0 ? survival * (1 - count->leaving[k] / count->at_risk[k]) : NAN;
}

static void add_curve(struct findings *self, struct scope scope, struct life_count *count)
{
    struct retention_row row = {.contract = scope.contract, .quartile = scope.quartile};
    pool(&count[0], self, scope, false);
    if (self->sample)
        pool(&count[1], self, scope, true);
    row.expected = row.simulated = NAN;
    for (row.month = 0; row.month < self->months; row.month++) {
        row.expected = step(row.expected, &count[0], row.month);
        row.simulated = self->sample ? step(row.simulated, &count[1], row.month) : NAN;
        if (row.month > 0 && isnan(row.expected) && isnan(row.simulated))
            return;
        self->retention[self->retention_count++] = row;
    }
}

static void add_curves(struct findings *self, struct life_count *count)
{
    int contracts = (int)self->plan->contracts;
    pool(&count[0], self, (struct scope){-1, -1}, false);
    if (!(count[0].at_risk[1] > 0))
        return; /* a plan in which nobody signs up, only its book lives on, has no curve at all */
    add_curve(self, (struct scope){-1, -1}, count);
    for (int c = 0; c < contracts; c++)
        add_curve(self, (struct scope){c, -1}, count);
    for (int q = 0; q < QUARTILES; q++)
        add_curve(self, (struct scope){-1, q}, count);
    for (int c = 0; c < contracts; c++)
        for (int q = 0; q < QUARTILES; q++)
            add_curve(self, (struct scope){c, q}, count);
}

enum status retention_fill(struct findings *self)
{
    size_t months = (size_t)self->months + 1;
    size_t curves = (self->plan->contracts + 1) * (QUARTILES + 1);
    double *room = memory_grid(4, months, sizeof *room);
    self->retention = memory_grid(curves, (size_t)self->months, sizeof *self->retention);
    if (!room || !self->retention) {
        free(room);
        return ERR_MEMORY;
    }
    struct life_count count[2] = {{room, room + months}, {room + 2 * months, room + 3 * months}};
    add_curves(self, count);
    free(room);
    return OK;
}
