/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Seats: the positions of one rep class: who sits there, how much they work, and how many clients they sign.
 * A seat there in month 1 has a fully ramped rep. A hire (a rise of count, or a refill) works min(1, j / ramp) in its
 * j-th month. A rep quits with `quit` at a month's end; the seat is then vacant for `refill` months. A fall of count
 * removes the newest seats, whatever their state. Source: design section 3, "Reps".
 *
 * Steady arrivals follow a schedule: the n-th sign-up of a seat comes in the first month in which its accumulated
 * expected sign-ups exceed n - 1 by more than 1e-6 (one every six months means months 1, 7, 13, ...).
 *
 * Past the plan (months up to SEATS_MONTHS) its last values go on and the seats' states move on under them.
 */
#ifndef PLATEAU_PLAN_SEATS_H
#define PLATEAU_PLAN_SEATS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/scenario/scenario.h"
#include "sim/support/status.h"

enum { SEATS_MONTHS = 1200 };    /* months for which expectations are kept */
enum { SEATS_RAMPED = 1 << 20 }; /* the age of a rep who has been there since before the plan */

/* Expectations over all seats of a class together. */
struct seats_state {
    double occupied; /* reps */
    double output;   /* fully ramped reps that do the same work */
    double hires;    /* first months of a hire */
};

struct seats {
    uint64_t key; /* hash of the class's name: its identity in every scenario */
    int months;   /* H */
    int most;     /* the largest count */
    bool quits;   /* some rep may quit within the plan: plays differ in who sits where */

    /* Owned, [month 1..H]: */
    int *count; /* seats present; seat i is there when i < count */
    int *ramp, *refill;
    double *quit;
    double *leads;     /* a fully ramped rep works in a month */
    double *rate;      /* sign-ups of a fully ramped rep, before the choice of a contract (qualification included) */
    double *returning; /* leads it turned away that will sign later, before the choice of a contract */
    double *signups;   /* of all seats together: the schedule's, or rate x output */

    struct seats_state *expected; /* owned: [month 1..SEATS_MONTHS] */
    struct seats_state steady;    /* for ever under the last values */
    int32_t *schedule; /* owned: steady arrivals only, [seat][month]: sign-ups, seat * (months + 2) + month */
};

/* The seats of a rep class over the plan's months. Returns ERR_MEMORY; then *self is empty. */
enum status seats_init(struct seats *self, const struct scenario *scenario, size_t rep_class, bool steady) MUST_USE;
void seats_free(struct seats *self);

/* What a rep of this age (j-th month; SEATS_RAMPED: since before the plan) works in a plan month: 0..1. Cannot fail. */
double seats_output(const struct seats *self, int age, int month);

/*
 * The month in which the rep in a seat was hired, in classes that never quit: 0 for one who has been there since before
 * the plan. To be asked month by month: `before` is the answer of the month before. Cannot fail.
 */
static inline int seats_hired(const struct seats *self, int seat, int month, int before)
{
    if (month == 1)
        return 0;
    return seat < self->count[month - 1] ? before : month;
}

#endif
