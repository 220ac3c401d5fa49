/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Kinds: how a client's words become its latent kind. New clients have a word for each trait, so that a change of one
 * rule leaves the other traits as they were; of a book client one word decides, by the weights of its kinds.
 */
#ifndef PLATEAU_PLAY_KINDS_H
#define PLATEAU_PLAY_KINDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/plan/plan.h"
#include "sim/play/draw.h"

/* Care as it comes to clients of one interval who signed in one month. */
struct kinds_care {
    int32_t month;           /* 0: never */
    uint32_t saved, handled; /* below these a word means so */
};

/* Of one book client and kind: words below `to` (and not of an earlier kind) mean this kind; below `handled` handled.
 */
struct kinds_book {
    uint32_t to, handled;
};

struct kinds {
    const struct plan *plan; /* not owned */
    bool several;            /* there is more than one kind */
    size_t intervals;
    uint32_t *activated;     /* owned: [month]: below this a word means activated; NULL where all are */
    uint32_t *bound;         /* owned: [intervals - 1]: the interval is how many the word reaches */
    struct kinds_care *care; /* owned: [month][interval], of new clients; NULL where nobody is ever called on */
    int32_t *book_care;      /* owned: [tenure][interval]: month; NULL likewise, and without a book */
    uint16_t *latent;        /* owned: [activated][interval][saved] */
    struct kinds_book *book; /* owned: [entry][latent]; NULL without a book, or with one kind */
};

/* plan must outlive it. Returns ERR_MEMORY; then *self is empty. */
enum status kinds_init(struct kinds *self, const struct plan *plan) MUST_USE;
void kinds_free(struct kinds *self);

/*
 * The kinds of count new clients signed in a month, by their trait words, and which of them are handled when care
 * comes. fixed: NULL, or the intervals that they have already (of who comes back). Cannot fail.
 */
void kinds_decide(const struct kinds *self, int month, uint32_t *const trait[WORDS], const uint16_t *fixed,
                  size_t count, uint16_t *latent, uint8_t *handled);

/* The same of an entry of the book, by its word. Cannot fail. */
void kinds_decide_book(const struct kinds *self, size_t entry, const uint32_t *word, size_t count, uint16_t *latent,
                       uint8_t *handled);

/* The month in which care comes, 0 if never: to new clients of an interval signed in a month, to the book's. */
static inline int kinds_care_month(const struct kinds *self, size_t interval, int month)
{
    return self->care ? self->care[(size_t)month * self->intervals + interval].month : 0;
}

static inline int kinds_book_care_month(const struct kinds *self, size_t interval, int tenure)
{
    return self->book_care ? self->book_care[(size_t)tenure * self->intervals + interval] : 0;
}

#endif
