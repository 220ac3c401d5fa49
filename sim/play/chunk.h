/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A chunk: LANES replicates played side by side by one thread. One replicate reads as a recipe: the book lives on;
 * month by month the seats sign clients, and each new client's whole life is posted to the ledger.
 */
#ifndef PLATEAU_PLAY_CHUNK_H
#define PLATEAU_PLAY_CHUNK_H

#include "sim/play/clients.h"
#include "sim/play/engine.h"
#include "sim/play/tally.h"

struct chunk {
    const struct engine *engine; /* not owned */
    size_t first;                /* replicate of lane 0 */
    size_t lanes;                /* how many lanes are played */
    struct ledger ledger;        /* owned */
    struct tally tally;          /* owned: of the plays in the ledger */
    struct clients clients;      /* the batch being filled */
    struct clients_books books;
    uint32_t *arrival_words; /* owned: [seat of any class][month of four][lane] */
    uint64_t *ends;          /* owned: of all chunks that this thread has played; see clients.h */
};

/* Returns ERR_MEMORY; then *self is empty. */
enum status chunk_init(struct chunk *self, const struct engine *engine) MUST_USE;
void chunk_free(struct chunk *self);

/* Plays replicates first .. first + lanes - 1 into the ledger. Cannot fail. */
void chunk_play(struct chunk *self, size_t first, size_t lanes);

#endif
