/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is certain: the part of the monthly series that is the same in every play, because no luck touches it: fixed
 * cost, and who sits where and what they cost in the classes whose reps never quit. Cents, each seat's rounded once.
 */
#ifndef PLATEAU_PLAY_CERTAIN_H
#define PLATEAU_PLAY_CERTAIN_H

#include <stdbool.h>
#include <stdint.h>

#include "sim/plan/plan.h"
#include "sim/play/ledger.h"

struct certain {
    bool same[SERIES_COUNT];      /* the series is the same in every play (often 0) */
    int64_t *value[SERIES_COUNT]; /* owned: [month 0..H]: the certain part; NULL: 0 in every month */
    int64_t *profit;              /* owned: [month 0..H]: income less costs of all these */
};

/* Returns ERR_MEMORY; then *self is empty. */
enum status certain_init(struct certain *self, const struct plan *plan) MUST_USE;
void certain_free(struct certain *self);

/* The certain part of a series. Cannot fail. */
static inline int64_t certain_value(const struct certain *self, enum series series, int month)
{
    return self->value[series] ? self->value[series][month] : 0;
}

/* The lines a ledger needs for what is not certain. Cannot fail. */
void certain_lines(const struct certain *self, bool wanted[LEDGER_LINES]);

/* What a seat's leads cost in a month whose rep works `output`: cents, rounded once. */
int64_t certain_lead_cents(const struct plan *plan, size_t rep_class, int month, double output);

#endif
