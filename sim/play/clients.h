/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Clients: a batch of new clients of one rep class and month, over the replicates of a chunk, as a structure of
 * arrays. They are signed seat by seat, then decide and live all at once; no call and no branch per client.
 */
#ifndef PLATEAU_PLAY_CLIENTS_H
#define PLATEAU_PLAY_CLIENTS_H

#include <stddef.h>
#include <stdint.h>

#include "sim/play/engine.h"
#include "sim/play/ledger.h"

enum { BATCH = 512 };

struct clients {
    size_t count;
    uint32_t lane[BATCH];       /* replicate within the chunk */
    uint32_t replicate[BATCH];  /* replicate of the run */
    uint32_t seat_month[BATCH]; /* third counter word: seat << 11 | month */
    uint32_t ordinal[BATCH];    /* fourth: the j-th client of its seat and month, from 1 */
    uint32_t word[WORDS][BATCH];
    uint32_t cell[BATCH]; /* quartile * contracts + contract, or the prospect's none */
    uint32_t gone[BATCH]; /* month lost, at most H + 1 */
    int64_t fee[BATCH];   /* cents a month */
};

/* Where a batch's lives are posted. */
struct clients_books {
    struct ledger *ledger;
    uint64_t *ends; /* [cell][2 H + 2]: lives lost after bill k at k, still there at the end after k at H + 1 + k */
    /* For tests: told every life, or NULL. */
    void (*observe)(void *context, const struct clients *batch, size_t rep_class, int month);
    void *context;
};

/* Third counter word of a seat and month. */
static inline uint32_t clients_seat_month(int seat, int month)
{
    return (uint32_t)seat << 11 | (uint32_t)month;
}

/*
 * Draws what each client of the batch wants and how long it stays, posts the lives of those who sign, and empties
 * the batch. All belong to rep_class and sign in `month`. Cannot fail.
 */
void clients_live(struct clients *self, const struct engine *engine, size_t rep_class, int month,
                  const struct clients_books *books);

#endif
