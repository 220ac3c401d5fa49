/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Arrivals: how many clients a seat signs in a month, Poisson with the seat's rate, by inversion of one
 * uniform: N = min { n : u < P(N <= n) }. Client j (from 1) exists where u >= P(N <= j - 1), so a higher rate
 * only adds clients and never renumbers them.
 */
#ifndef PLATEAU_PLAY_ARRIVALS_H
#define PLATEAU_PLAY_ARRIVALS_H

#include <stddef.h>
#include <stdint.h>

#include "sim/support/status.h"

struct arrivals {
    double rate;
    uint32_t *bound; /* owned: client j exists where the word is >= bound[j - 1]; the last bound is UINT32_MAX */
    size_t bounds;
};

/* rate is 0 or more and finite. Returns ERR_MEMORY; then *self is empty. */
enum status arrivals_init(struct arrivals *self, double rate) MUST_USE;
void arrivals_free(struct arrivals *self);

/* The exact count for u in (0, 1), for the end cells. Cannot fail. */
uint32_t arrivals_count(const struct arrivals *self, double u);

#endif
