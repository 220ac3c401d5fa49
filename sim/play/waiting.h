/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Waiting: clients that other clients bring, of all plays of a chunk, until the month of their first bill comes:
 * referred leads, and lost clients who come back. They do not depend on the order in which they were put here.
 */
#ifndef PLATEAU_PLAY_WAITING_H
#define PLATEAU_PLAY_WAITING_H

#include <stddef.h>
#include <stdint.h>

#include "sim/play/ledger.h"
#include "sim/support/status.h"

/* A play may have so many of them: more, and the clients multiply beyond all use. */
enum { WAITING_MOST = 200000 };

struct waiting_client {
    uint32_t lane, low, high; /* low, high: its id */
    uint32_t cell;            /* of who comes back: quartile and old contract; likewise: */
    int64_t fee;              /* first fee, cents */
    uint16_t interval;        /* of z */
    uint8_t kept;             /* was a client in month H - 12 */
};

struct waiting_list {
    struct waiting_client *item; /* owned */
    size_t count, room;
};

struct waiting {
    int months;                    /* H */
    struct waiting_list *referred; /* owned: [month 0..H] */
    struct waiting_list *winback;  /* owned: likewise */
    uint32_t brought[LANES];       /* how many a play has had so far */
};

/* Returns ERR_MEMORY; then *self is empty. */
enum status waiting_init(struct waiting *self, int months) MUST_USE;
void waiting_free(struct waiting *self);

/* Forgets everybody. Cannot fail. */
void waiting_clear(struct waiting *self);

/* One more on a list of this room. Returns ERR_MEMORY, or ERR_RANGE past WAITING_MOST in its play. */
enum status waiting_add(struct waiting *self, struct waiting_list *list, struct waiting_client client) MUST_USE;

#endif
