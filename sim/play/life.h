/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A life, drawn: one word, inverted in a survival table (where offers are made to leaving clients, that of who has not
 * wavered: see rescue.h). T = min { k : S(k) <= u }, so P(T > k) = S(k), and the
 * same word under a table that is nowhere lower gives a life that is never shorter.
 * Only bills after which somebody leaves are kept (a yearly contract without early exits has one a year), and
 * the word's first nine bits say where to start looking: a draw takes about one comparison.
 */
#ifndef PLATEAU_PLAY_LIFE_H
#define PLATEAU_PLAY_LIFE_H

#include <stdint.h>

#include "sim/plan/life_table.h"
#include "sim/support/status.h"

enum { LIFE_GUIDE_BITS = 9, LIFE_GUIDE = 1 << LIFE_GUIDE_BITS };

/* Where a life may end: after `bills` bills, for words from `bound` on that no earlier entry took. */
struct life_end {
    uint32_t bound; /* descending within a table; the last is 0 */
    uint32_t bills; /* ascending; the last may be months + 1: outlives the table */
};

/* Where to look in one table: its first end, and from there the first one possible for words that begin so. */
struct life_guide {
    uint32_t first;
    uint16_t skip[LIFE_GUIDE];
};

/* All tables of a plan, end to end. */
struct lives {
    const struct life_tables *tables; /* not owned */
    struct life_end *end;             /* owned: of all tables */
    struct life_guide *guide;         /* owned: one per table */
};

/* The tables must outlive it. Returns ERR_MEMORY; then *self is empty. */
enum status life_init(struct lives *self, const struct life_tables *tables) MUST_USE;
void life_free(struct lives *self);

/* Bills of a life on a table: 1 .. months + 1. */
static inline uint32_t life_bills(const struct lives *self, uint32_t table, uint32_t word)
{
    const struct life_guide *guide = &self->guide[table];
    const struct life_end *end = self->end + guide->first + guide->skip[word >> (32 - LIFE_GUIDE_BITS)];
    while (word < end->bound)
        end++;
    return end->bills;
}

/* The same for a uniform in (0, 1), for the end cells. Cannot fail. */
uint32_t life_bills_exact(const struct lives *self, uint32_t table, double u);

#endif
