/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A life walked month by month, straight from the rules, in long double: no tables, no shortcuts, no code of the
 * program's. Slow and plain, to check the fast ways against.
 */
#ifndef PLATEAU_TESTS_VERIFY_WALK_H
#define PLATEAU_TESTS_VERIFY_WALK_H

#include <stdbool.h>

#include "sim/plan/survival.h"

/* A client between two decisions. */
struct walk {
    struct survival_law law;
    long double early_log; /* log of the chance to have come through all early exits */
    long double renewed;   /* sum of M over the renewals so far */
    long double alike_log; /* without concentration: log of the chance to have renewed every time */
    bool gone;             /* certain to have left */
};

struct walk walk_begin(const struct survival_law *law);

/* One decision under multiplier M. */
void walk_decide(struct walk *self, bool renewal, double multiplier);

/* The chance to have stayed through all decisions so far. */
long double walk_alive(const struct walk *self);

#endif
