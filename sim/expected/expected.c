/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/expected/expected.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "sim/expected/book_posting.h"
#include "sim/expected/signup_posting.h"
#include "sim/expected/totals.h"
#include "sim/support/memory.h"

static size_t cells(const struct plan *plan)
{
    return QUARTILES * plan->contracts;
}

/* All arrays, zeroed. */
static enum status make_room(struct expected *self, const struct plan *plan)
{
    size_t length = (size_t)plan->months + 1;
    bool ok = true;

    *self = (struct expected){.months = plan->months};
    self->at_risk = memory_grid(cells(plan), length, sizeof(double));
    self->leaving = memory_grid(cells(plan), length, sizeof(double));
    ok = self->at_risk && self->leaving;
    for (int s = 0; ok && s < SERIES_COUNT; s++) {
        self->series[s] = memory_array(length, sizeof(double));
        self->events[s] = memory_array(length, sizeof(double));
        ok = self->series[s] && self->events[s];
    }
    if (!ok)
        expected_free(self);
    return ok ? OK : ERR_MEMORY;
}

/*
 * True if clients have brought so many others that sums of them, or of what they pay, may pass what a double holds
 * (1e308): from there on no figure of any month is to be trusted.
 */
static bool beyond_counting(const struct expected *self)
{
    bool within = true;

    for (int month = 1; month <= self->months; month++)
        within = within && self->series[SERIES_CLIENTS][month] <= EXPECTED_MOST_CLIENTS; /* false of NaN */
    return !within;
}

enum status expected_init(struct expected *self, const struct plan *plan)
{
    enum status status = make_room(self, plan);

    if (status != OK)
        return status;
    status = book_posting_add(self, plan);
    if (status == OK)
        status = signup_posting_add(self, plan);
    if (status == OK)
        totals_fill(self, plan);
    if (status == OK && beyond_counting(self))
        status = ERR_RANGE;
    if (status != OK)
        expected_free(self);
    return status;
}

void expected_free(struct expected *self)
{
    for (int s = 0; s < SERIES_COUNT; s++) {
        free(self->series[s]);
        free(self->events[s]);
    }
    free(self->at_risk);
    free(self->leaving);
    *self = (struct expected){0};
}

size_t expected_length(const struct plan *plan)
{
    return (2 * SERIES_COUNT + 2 * cells(plan)) * ((size_t)plan->months + 1) + QUANTITY_COUNT;
}

/* The blocks of numbers a result is made of, in the order of the row: visits block i, false past the last. */
static bool block(const struct expected *self, const struct plan *plan, size_t i, double **start, size_t *length)
{
    *length = (size_t)plan->months + 1;
    if (i < SERIES_COUNT) {
        *start = self->series[i];
    } else if (i < 2 * SERIES_COUNT) {
        *start = self->events[i - SERIES_COUNT];
    } else if (i < 2 * SERIES_COUNT + 2) {
        *start = i == 2 * SERIES_COUNT ? self->at_risk : self->leaving;
        *length *= cells(plan);
    } else {
        return false;
    }
    return true;
}

void expected_flatten(const struct expected *self, const struct plan *plan, double *row)
{
    double *start = NULL;
    size_t length = 0;

    for (size_t i = 0; block(self, plan, i, &start, &length); i++) {
        memcpy(row, start, length * sizeof *row);
        row += length;
    }
    memcpy(row, self->quantity, sizeof self->quantity);
}

enum status expected_unflatten(struct expected *self, const struct plan *plan, const double *row)
{
    double *start = NULL;
    size_t length = 0;
    enum status status = make_room(self, plan);

    if (status != OK)
        return status;
    for (size_t i = 0; block(self, plan, i, &start, &length); i++) {
        memcpy(start, row, length * sizeof *row);
        row += length;
    }
    memcpy(self->quantity, row, sizeof self->quantity);
    return OK;
}
