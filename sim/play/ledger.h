/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ledger: what happened in which month, for LANES replicates side by side. A client posts twice, when it is
 * first billed and when it is lost; the monthly series are running sums of these posts. Months beyond the plan
 * share one slot, H + 1. Money is int64_t cents; sums are exact in any order.
 */
#ifndef PLATEAU_PLAY_LEDGER_H
#define PLATEAU_PLAY_LEDGER_H

#include <stddef.h>
#include <stdint.h>

#include "sim/support/status.h"

enum { LANES = 64 };

/* A post: clients and their fees together, so that one client touches one cache line. */
struct ledger_post {
    int64_t fee; /* cents a month */
    int64_t clients;
};

struct ledger {
    int months;                     /* H */
    struct ledger_post *entered;    /* owned: [month 0..H + 1][lane] first billed; month 0 is the book */
    struct ledger_post *gone;       /* owned: [month 0..H + 1][lane] lost */
    struct ledger_post kept[LANES]; /* of those there in month H - 12: still there in month H */
};

enum status ledger_init(struct ledger *self, int months) MUST_USE;
void ledger_free(struct ledger *self);

/* Empties it for the next replicates. Cannot fail. */
void ledger_clear(struct ledger *self);

/*
 * To be called when every client there in month H - 12 has been posted and no other: whoever of them is not lost
 * within the plan is kept. Cannot fail.
 */
void ledger_mark_kept(struct ledger *self);

/* One client and its fee. */
static inline void ledger_add(struct ledger_post *post, int64_t fee)
{
    post->fee += fee;
    post->clients += 1;
}

static inline struct ledger_post *ledger_row(struct ledger_post *posts, int month)
{
    return posts + (size_t)month * LANES;
}

#endif
