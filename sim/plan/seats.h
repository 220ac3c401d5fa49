/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Seats: the positions of one rep class, and how many clients a seat signs in a month. Steady arrivals
 * follow a schedule: the n-th sign-up of a seat comes in the first month in which its accumulated expected
 * sign-ups exceed n - 1 by more than 1e-6 (one every six months means months 1, 7, 13, ...).
 * Source: design section 3, "Reps".
 */
#ifndef PLATEAU_PLAN_SEATS_H
#define PLATEAU_PLAN_SEATS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/scenario/scenario.h"
#include "sim/support/status.h"

struct seats {
    uint64_t key;      /* hash of the class's name: its identity in every scenario */
    int *count;        /* owned: [month]: seats present; seat i is there when i < count */
    double *rate;      /* owned: [month]: expected sign-ups of one seat, before the choice of a contract */
    int most;          /* the largest count */
    int32_t *schedule; /* owned: steady arrivals only, [seat][month]: sign-ups, seat * (months + 2) + month */
    double *signups;   /* owned: [month]: of all seats together: the schedule's, or expected */
};

/* The seats of a rep class over the plan's months. Returns ERR_MEMORY; then *self is empty. */
enum status seats_init(struct seats *self, const struct scenario *scenario, size_t rep_class, bool steady) MUST_USE;
void seats_free(struct seats *self);

#endif
