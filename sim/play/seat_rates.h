/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Seat rates: the Poisson tables of a seat's sign-ups (and of the returning leads it turned away), and what its leads
 * cost, by rep class, month and the rep's age: a rep in its ramp works, and costs, proportionally less.
 */
#ifndef PLATEAU_PLAY_SEAT_RATES_H
#define PLATEAU_PLAY_SEAT_RATES_H

#include <stddef.h>
#include <stdint.h>

#include "sim/plan/plan.h"
#include "sim/play/arrivals.h"

enum { SEAT_RATES_FULL = 120 }; /* months: the longest ramp that a scenario may have */

/* A seat at one age in one month. */
struct seat_rate {
    size_t signups, returning; /* indices of arrivals */
    int64_t leads;             /* cents */
};

/* What a class pays in a month; money in cents. */
struct seat_prices {
    int64_t salary, hiring;
    int clawback; /* bills: who is lost in this month before so many costs the rep its commissions */
};

struct seat_rates {
    const struct plan *plan;
    struct arrivals *arrivals; /* owned: one per rate; the first is of rate 0 */
    size_t arrival_count, arrival_room;
    struct seat_rate *rate;    /* owned: of all classes, months and ages */
    size_t *first;             /* owned: [class][month]: where its ages 1 .. ramp stand; ramp 0: age 1 alone */
    struct seat_prices *price; /* owned: [class][month] */
};

/* Returns ERR_MEMORY; then *self is empty. */
enum status seat_rates_init(struct seat_rates *self, const struct plan *plan) MUST_USE;
void seat_rates_free(struct seat_rates *self);

/* The age from which on a rep of a class works at full strength in a month: 1 or more. */
static inline int seat_rates_full(const struct seat_rates *self, size_t rep_class, int month)
{
    int ramp = self->plan->seats[rep_class].ramp[month];
    return ramp > 1 ? ramp : 1;
}

/* Of a rep of an age of 1 or more; those of ages 1, 2, ... full stand side by side. */
static inline const struct seat_rate *seat_rates_of(const struct seat_rates *self, size_t rep_class, int month, int age)
{
    int full = seat_rates_full(self, rep_class, month);
    size_t at = self->first[rep_class * ((size_t)self->plan->months + 2) + (size_t)month];
    return &self->rate[at + (size_t)((age < full ? age : full) - 1)];
}

static inline const struct seat_prices *seat_rates_prices(const struct seat_rates *self, size_t rep_class, int month)
{
    return &self->price[rep_class * ((size_t)self->plan->months + 2) + (size_t)month];
}

#endif
