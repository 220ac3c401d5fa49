/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Growth of fees in the smooth course: not rounded, bill by bill to the last month asked for. */
#ifndef PLATEAU_EXPECTED_SMOOTH_GROWTH_H
#define PLATEAU_EXPECTED_SMOOTH_GROWTH_H

#include <stdbool.h>

#include "sim/plan/plan.h"

struct smooth_growth {
    bool grows; /* some fee does */
    int months, settled;
    /*
     * Owned, [course][bill 0..months]: of book clients by tenure, 0..12; of new ones by month of signing until the
     * payments settle, and one for all later months. NULL if no fee grows.
     */
    double *course;
};

/* Bills 1 .. months. Returns ERR_MEMORY; then *self is empty. */
enum status smooth_growth_init(struct smooth_growth *self, const struct plan *plan, int months) MUST_USE;
void smooth_growth_free(struct smooth_growth *self);

/*
 * [bill 1 .. months] times the first fee: of those who start in a month (equal pointers: equal growth); of book
 * clients. NULL: no fee grows. Cannot fail.
 */
const double *smooth_growth_new(const struct smooth_growth *self, int month);
const double *smooth_growth_book(const struct smooth_growth *self, int tenure);

#endif
