/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who sits where, straight from the rules and the scenario's own values: in one play, from its quit words; and on
 * average, by the months in which a seat's reps may have been hired. No code of the program's but the reader.
 */
#ifndef PLATEAU_TESTS_VERIFY_SEATS_H
#define PLATEAU_TESTS_VERIFY_SEATS_H

#include "sim/play/draw.h"
#include "tests/verify/verify_support.h"

enum { VERIFY_OLD_HAND = 1 << 20 }; /* the age of a rep who has been there since before the plan */

/* One class in one play. */
struct verify_seats {
    int months, most;
    int *age; /* owned: [seat][month]: seat * (months + 1) + month: the rep's j-th month there; 0: nobody */
};

struct verify_seats verify_seats_played(const struct verify *self, size_t rep_class, const struct draw_source *draws,
                                        uint32_t replicate);
void verify_seats_free(struct verify_seats *self);

int verify_seats_age(const struct verify_seats *self, int seat, int month);

/* What a rep of an age works in a month: 0..1. */
double verify_seats_output(const struct verify *self, size_t rep_class, int age, int month);

/* A class on average: all its seats together, [month 0..H]; the caller frees each. */
struct verify_staff {
    double *occupied, *output, *hires;
};

struct verify_staff verify_seats_expected(const struct verify *self, size_t rep_class);
void verify_staff_free(struct verify_staff *self);

#endif
