/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Draws: every random number is addressed, not taken from a stream. Threefry4x32-20 (Salmon et al. 2011,
 * Random123) maps key = (64-bit seed, replicate, purpose) and counter = who it is for to a block of four
 * 32-bit words. The same client has the same luck in every scenario, on any thread.
 *
 * A word x stands for the uniform u = (x + 1/2) 2^-32. In the two end cells (x = 0 and x = 2^32 - 1) a further
 * word refines it, so that tails reach beyond 2^-32.
 *
 * This file's .c is the only includer of Random123. Purposes and the meaning of the counter words are part of
 * the seeded output: append, never renumber.
 */
#ifndef PLATEAU_PLAY_DRAW_H
#define PLATEAU_PLAY_DRAW_H

#include <stddef.h>
#include <stdint.h>

enum purpose {
    PURPOSE_ARRIVALS = 1, /* counter: class (2 words), seat << 11 | (month - 1) / 4; word (month - 1) % 4 */
    PURPOSE_CLIENT = 2,   /* counter: class (2 words), seat << 11 | month, ordinal; words: enum client_word */
    PURPOSE_BOOK = 3,     /* counter: row / 4; word row % 4: the rest of a book client's life */
    PURPOSE_QUIT = 4,     /* as PURPOSE_ARRIVALS: whether the rep in a seat quits at the month's end */
    PURPOSE_RETURNED = 5, /* as PURPOSE_ARRIVALS: how many of the leads a seat turned away that month will sign */
    PURPOSE_RETURNED_CLIENT = 6, /* as PURPOSE_CLIENT, the month being that in which it was turned away */
    PURPOSE_TRAITS = 7,          /* as PURPOSE_CLIENT: what nobody sees of a client; words: enum trait_word */
    PURPOSE_RETURNED_TRAITS = 8, /* the same of PURPOSE_RETURNED_CLIENT */
    PURPOSE_BOOK_TRAITS = 9,     /* as PURPOSE_BOOK: a book client's latent kind */
    PURPOSE_INPUT = 10,          /* counter: the input's key; words 0 and 1: its value in this play (--uncertain) */
    PURPOSE_REFINE = 16,         /* added to a purpose: further words of the same counter */
    /* 11 to 31 stay free: refinements of these. */
    PURPOSE_FAMILY = 32,          /* as PURPOSE_CLIENT: what follows from a client; words: enum family_word */
    PURPOSE_RETURNED_FAMILY = 33, /* the same of PURPOSE_RETURNED_CLIENT */
    PURPOSE_BOOK_FAMILY = 34,     /* counter: row */
    PURPOSE_CHILD = 35, /* counter: index, 0, family (2 words): the index-th client it brings, 0 for its own return;
                           words: enum child_word */
    PURPOSE_CHILD_CLIENT = 36, /* counter: 0, 0, the child's id (2 words): as PURPOSE_CLIENT */
    PURPOSE_CHILD_TRAITS = 37, /* likewise: as PURPOSE_TRAITS */
    PURPOSE_CHILD_FAMILY = 38, /* likewise: as PURPOSE_FAMILY */
    PURPOSE_RESCUE = 39        /* counter: n-th time a client wavers, 0, family (2 words); words: enum rescue_word */
};

/* What the four words of a client's block decide. */
enum client_word { WORD_SPEND, WORD_CONTRACT, WORD_SWITCH, WORD_LIFE, WORDS };

/* What the words of a client's second block decide. */
enum trait_word { TRAIT_ACTIVATION, TRAIT_SATISFACTION, TRAIT_CARE };

/* What follows from a client: its family's id, how long to its first referral, whether it wants to come back. */
enum family_word { FAMILY_LOW, FAMILY_HIGH, FAMILY_REFERRAL, FAMILY_RETURN };

/* A client that a client brings: its id, and how long to the next one. */
enum child_word { CHILD_LOW, CHILD_HIGH, CHILD_NEXT };

/* A client that wavers: is there an offer, does it stay, when does it waver again, and its own chance to renew. */
enum rescue_word { RESCUE_OFFER, RESCUE_STAY, RESCUE_NEXT, RESCUE_OWN };

/* A batch of blocks: lane i has replicate[i] and counter (class_low, class_high, third[i], fourth[i]). */
struct draw_batch {
    enum purpose purpose;
    uint32_t first, second;    /* counter words that all lanes share */
    const uint32_t *replicate; /* [count] */
    const uint32_t *third;     /* [count] */
    const uint32_t *fourth;    /* [count] */
    size_t count;
};

/*
 * Where the words come from. The engine's own source is keyed Threefry; tests replay a script instead, to force
 * any branch. Fills word[w][i] for every lane. Must not depend on anything but its arguments.
 */
struct draw_source {
    void (*fill)(const void *context, const struct draw_batch *batch, uint32_t *const word[WORDS]);
    const void *context; /* keyed: const uint64_t *seed */
};

/* The keyed source. seed must outlive it. */
struct draw_source draw_keyed(const uint64_t *seed);

/* The uniform of one word of lane i, refined in the end cells: in (0, 1), never 0 or 1. */
double draw_uniform(const struct draw_source *source, const struct draw_batch *batch, size_t lane, int word,
                    uint32_t x);

/* True if a word lies in an end cell. */
static inline uint32_t draw_is_end(uint32_t x)
{
    return x + 1u <= 1u;
}

/* The smallest word whose uniform is at least p, clamped to a word: u < p exactly where x < it, end cells apart. */
uint32_t draw_threshold(double p);

#endif
