/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fates: what becomes of one client, from its keyed words and straight from the rules, month by month: what it thinks,
 * when care calls, when it wavers and is kept, when it is lost, and whom it brings. No code of the plays' but the
 * words; of the plan's only the law of a client's own chance to renew once it was kept, where clients differ.
 */
#ifndef PLATEAU_TESTS_VERIFY_FATE_H
#define PLATEAU_TESTS_VERIFY_FATE_H

#include "tests/verify/verify_influence.h"

/* Who and what a client is at its first bill in the plan. */
struct verify_person {
    struct verify_client_kind kind;
    uint32_t replicate;
    uint64_t key;           /* of the rep class it came to; of clients whom clients bring: 0; of the book: unused */
    uint32_t third, fourth; /* the other words of who it is; of the book: third is the row */
    size_t contract;
    int month, tenure; /* of that bill; bills before it */
    int renewal;       /* of the book: plan month whose bill comes before a renewal; 0: by tenure */
    int signed_in;     /* whose terms hold: month; of the book 1 */
    bool kept;         /* was a client in month H - 12 in a life before */
    double z;          /* share of clients below it; given for who comes back, else found */
    int64_t fee;       /* not looked at here */
};

/* Whom it brings. */
struct verify_child {
    enum source source; /* SOURCE_REFERRED or SOURCE_WINBACK */
    uint32_t low, high; /* its id */
    int month;          /* of its first bill, if it signs */
};

struct verify_fate {
    int gone;                   /* month lost, at most H + 1 */
    double z;                   /* share of clients below it (of the book: alike) */
    bool handled;               /* by care, in the month `care` */
    int care;                   /* 0: never, or it was gone by then */
    int8_t *opinion;            /* owned: [month]; while it is billed, after care */
    int8_t *offers;             /* owned: [month]: offers it got */
    bool kept;                  /* was a client in month H - 12, in this life or one before */
    struct verify_child *child; /* owned */
    size_t children, room;
};

struct verify_fate verify_fate_new(const struct verify *made, const struct verify_opinions *opinions, uint64_t seed,
                                   struct verify_person person);
void verify_fate_free(struct verify_fate *self);

/* One of the book's, to begin with: index among the scenario's book clients. */
struct verify_person verify_fate_of_book(const struct verify *made, size_t index, uint32_t replicate);

/* The uniform of a client's first block: enum client_word. */
double verify_fate_word(uint64_t seed, const struct verify_person *person, int word);

#endif
