/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Clients: a batch of new clients of one signer and month, over the replicates of a chunk, as a structure of
 * arrays. They are signed seat by seat, then decide and live all at once; no call and no branch per client.
 */
#ifndef PLATEAU_PLAY_CLIENTS_H
#define PLATEAU_PLAY_CLIENTS_H

#include <stddef.h>
#include <stdint.h>

#include "sim/play/billing.h"
#include "sim/play/engine.h"
#include "sim/play/ledger.h"
#include "sim/play/survivors.h"

/* What all clients of a batch have in common. */
struct clients_kind {
    enum purpose purpose, traits; /* of their draws */
    uint64_t key;                 /* of the rep class whose seats brought them */
    size_t signer;
    size_t offer;
    int month; /* of their first bill */
};

struct clients {
    struct clients_kind kind;
    size_t count;
    uint32_t lane[BATCH];       /* replicate within the chunk */
    uint32_t replicate[BATCH];  /* replicate of the run */
    uint32_t seat_month[BATCH]; /* third counter word: seat << 11 | month (in which a returned lead was turned away) */
    uint32_t ordinal[BATCH];    /* fourth: the j-th client of its seat and month, from 1 */
    uint32_t word[WORDS][BATCH];
    uint32_t trait[WORDS][BATCH]; /* filled only where there are latent kinds */
    uint32_t cell[BATCH];         /* quartile * contracts + contract, or the prospect's none */
    uint32_t table[BATCH];        /* of its life */
    uint32_t gone[BATCH];         /* month lost, at most H + 1 */
    int64_t fee[BATCH];           /* first fee, cents a month */
    int64_t last[BATCH];          /* last fee */
};

/* Where a batch's lives are posted. */
struct clients_books {
    struct ledger *ledger;
    struct survivors *survivors;
    uint64_t *ends; /* [cell][2 H + 2]: lives lost after bill k at k, still there at the end after k at H + 1 + k */
    /* For tests: told every life, or NULL. */
    void (*observe)(void *context, const struct clients *batch, size_t signer, int month);
    void *context;
};

/*
 * Draws what each client of the batch wants and how long it stays, posts the lives of those who sign, and empties
 * the batch. Returns ERR_MEMORY if the survivors found no room.
 */
enum status clients_live(struct clients *self, const struct engine *engine, const struct clients_books *books) MUST_USE;

#endif
