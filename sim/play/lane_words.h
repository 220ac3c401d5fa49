/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lane words: one block of four words for each lane of a chunk, all with the same counter; and the words of seats,
 * of which one block serves four months.
 */
#ifndef PLATEAU_PLAY_LANE_WORDS_H
#define PLATEAU_PLAY_LANE_WORDS_H

#include <stddef.h>
#include <stdint.h>

#include "sim/play/draw.h"
#include "sim/play/ledger.h"

enum { MONTHS_A_BLOCK = WORDS };

/* The replicates that a chunk plays side by side. */
struct lanes {
    const struct draw_source *source; /* not owned */
    size_t first;                     /* replicate of lane 0 */
    size_t count;                     /* how many lanes are played */
};

/* The counter of a block that all lanes share. */
struct lane_counter {
    enum purpose purpose;
    uint64_t who;
    uint32_t third;
};

/* Fills word[w][lane] for every played lane. Cannot fail. */
void lane_words_fill(const struct lanes *lanes, struct lane_counter counter, uint32_t *const word[WORDS]);

/* The exact uniform of one lane's word, for the end cells. Cannot fail. */
double lane_words_uniform(const struct lanes *lanes, struct lane_counter counter, size_t lane, int which, uint32_t x);

/* Third counter word of a seat in a month, and of its block of four months. */
static inline uint32_t lane_words_seat(int seat, int month)
{
    return (uint32_t)seat << 11 | (uint32_t)month;
}

static inline struct lane_counter lane_words_seat_block(enum purpose purpose, uint64_t key, int seat, int month)
{
    return (struct lane_counter){purpose, key, lane_words_seat(seat, (month - 1) / MONTHS_A_BLOCK)};
}

/* Fills words[month of four][lane] of a seat for the block of four months that holds `month`. Cannot fail. */
void lane_words_fill_seat(const struct lanes *lanes, struct lane_counter block, uint32_t *words);

#endif
