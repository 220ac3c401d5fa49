/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Survivors: who is still a client in the plan's last month, and what it pays then: needed to say how much of revenue
 * the best paying fifth brings (fact C5). A fifth of N clients is N / 5; the last one counts by its fraction.
 * Example: fees 10, 4, 3, 2, 1, 1, 1 (N = 7): the best 1.4 clients pay 10 + 0.4 x 4 = 11.6 of 22.
 */
#ifndef PLATEAU_PLAY_SURVIVORS_H
#define PLATEAU_PLAY_SURVIVORS_H

#include <stddef.h>
#include <stdint.h>

#include "sim/play/ledger.h"
#include "sim/support/status.h"

struct survivors {
    int months; /* H */
    size_t count, room;
    uint32_t *lane;  /* owned */
    int64_t *fee;    /* owned: cents */
    int64_t *sorted; /* owned: fees by lane, room of them */
};

/* Empty; frees nothing: begin with {0}. Cannot fail. */
void survivors_clear(struct survivors *self, int months);
void survivors_free(struct survivors *self);

/* Adds those of count clients who are gone only after the plan. Returns ERR_MEMORY, with nothing added. */
enum status survivors_add(struct survivors *self, size_t count, const uint32_t *lane, const uint32_t *gone,
                          const int64_t *last) MUST_USE;

/* What the best paying fifth pays, by lane, in cents. Cannot fail. */
void survivors_top_fifth(struct survivors *self, double top[LANES]);

#endif
