/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Clients: a batch of new clients of one signer and month, over the replicates of a chunk, as a structure of
 * arrays. They are signed seat by seat, then decide and live all at once; no call and no branch per client. Clients
 * whom clients bring come from the waiting lists (see waiting.h) and go the same way.
 */
#ifndef PLATEAU_PLAY_CLIENTS_H
#define PLATEAU_PLAY_CLIENTS_H

#include <stddef.h>
#include <stdint.h>

#include "sim/play/billing.h"
#include "sim/play/engine.h"
#include "sim/play/ledger.h"
#include "sim/play/survivors.h"
#include "sim/play/waiting.h"

/* What all clients of a batch have in common. */
struct clients_kind {
    enum source source;
    uint64_t key; /* of the rep class whose seats brought them; 0 for those whom clients bring */
    size_t signer;
    size_t offer;
    int month; /* of their first bill */
};

struct clients {
    struct clients_kind kind;
    size_t count;
    uint32_t lane[BATCH];      /* replicate within the chunk */
    uint32_t replicate[BATCH]; /* replicate of the run */
    /* Who it is, third and fourth counter words: seat << 11 | month (in which a returned lead was turned away), and
       that it is the j-th client of its seat and month, from 1; of those whom clients bring their id. */
    uint32_t seat_month[BATCH], ordinal[BATCH];
    uint32_t word[WORDS][BATCH];
    uint32_t trait[WORDS][BATCH];  /* filled only where there are latent kinds */
    uint32_t family[WORDS][BATCH]; /* filled only where something may follow from a life */
    uint32_t cell[BATCH];          /* quartile * contracts + contract, or the prospect's none */
    uint32_t table[BATCH];         /* of its life */
    uint32_t gone[BATCH];          /* month lost, at most H + 1 */
    int64_t fee[BATCH];            /* first fee, cents a month */
    int64_t last[BATCH];           /* last fee */
    uint16_t latent[BATCH];        /* kind */
    uint16_t interval[BATCH];      /* of z, of who comes back: it is known from before */
    uint8_t handled[BATCH];        /* by care, when it comes */
    uint8_t kept[BATCH];           /* of who comes back: was a client in month H - 12 */
};

/* Where a batch's lives are posted. */
struct clients_books {
    struct ledger *ledger;
    struct survivors *survivors;
    struct waiting *waiting; /* whom they bring */
    struct own_memo *memo;   /* for offers to those who leave */
    uint64_t *ends; /* [cell][2 H + 2]: lives lost after bill k at k, still there at the end after k at H + 1 + k */
    /* For tests: told every life, or NULL. */
    void (*observe)(void *context, const struct clients *batch, size_t signer, int month);
    void *context;
};

/*
 * Draws what each client of the batch wants and how long it stays, posts the lives of those who sign, and empties
 * the batch. Returns ERR_MEMORY if the survivors found no room, and as waiting_add.
 */
enum status clients_live(struct clients *self, const struct engine *engine, const struct clients_books *books) MUST_USE;

#endif
