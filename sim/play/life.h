/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A life, drawn: one word, inverted in a survival table. T = min { k : S(k) <= u }, so P(T > k) = S(k), and the
 * same word under a table that is nowhere lower gives a life that is never shorter.
 * Only bills after which somebody leaves are kept (a yearly contract without early exits has one a year), and
 * the word's first ten bits say where to start looking: a draw takes about one comparison.
 */
#ifndef PLATEAU_PLAY_LIFE_H
#define PLATEAU_PLAY_LIFE_H

#include <stdint.h>

#include "sim/plan/life_table.h"
#include "sim/support/status.h"

enum { LIFE_GUIDE_BITS = 10, LIFE_GUIDE = 1 << LIFE_GUIDE_BITS };

/* Where a life may end: after `bills` bills, for words from `bound` on that no earlier entry took. */
struct life_end {
    uint32_t bound; /* descending within a table; the last is 0 */
    uint32_t bills; /* ascending; the last may be months + 1: outlives the table */
};

/* All tables of a plan, end to end. */
struct lives {
    const struct life_tables *tables; /* not owned */
    struct life_end *end;             /* owned: of all tables */
    uint32_t (*guide)[LIFE_GUIDE];    /* owned: [table]: first possible index into end for words that begin so */
};

/* The tables must outlive it. Returns ERR_MEMORY; then *self is empty. */
enum status life_init(struct lives *self, const struct life_tables *tables) MUST_USE;
void life_free(struct lives *self);

/* Bills of a life on a table: 1 .. months + 1. */
static inline uint32_t life_bills(const struct lives *self, uint32_t table, uint32_t word)
{
    uint32_t i = self->guide[table][word >> (32 - LIFE_GUIDE_BITS)];
    while (word < self->end[i].bound)
        i++;
    return self->end[i].bills;
}

/* The same for a uniform in (0, 1), for the end cells. Cannot fail. */
uint32_t life_bills_exact(const struct lives *self, uint32_t table, double u);

#endif
