/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A chunk: LANES replicates played side by side by one thread. One replicate reads as a recipe: the book lives on;
 * month by month reps come and go, the seats sign clients, those sign whom clients brought, and each new client's
 * whole life is posted to the ledger.
 */
#ifndef PLATEAU_PLAY_CHUNK_H
#define PLATEAU_PLAY_CHUNK_H

#include "sim/play/clients.h"
#include "sim/play/engine.h"
#include "sim/play/signing.h"
#include "sim/play/staff.h"
#include "sim/play/survivors.h"
#include "sim/play/waiting.h"

struct chunk {
    const struct engine *engine; /* not owned */
    struct lanes lanes;
    struct ledger ledger;       /* owned */
    struct survivors survivors; /* owned */
    struct staff staff;         /* owned */
    struct signing signing;     /* owned */
    struct waiting waiting;     /* owned */
    struct own_memo memo;       /* owned: remembers something where offers are made to clients who differ */
    struct clients_books books;
    uint64_t *ends; /* owned: of all plays that this thread has played; see clients.h */
};

/*
 * wanted: the ledger's lines (certain_lines; all of them where the plan changes from play to play). engine must outlive
 * it; another one may take its place if it is of a plan with equal months, contracts and seats.
 * Returns ERR_MEMORY; then *self is empty. A chunk must not be moved.
 */
enum status chunk_init(struct chunk *self, const struct engine *engine, const bool wanted[LEDGER_LINES]) MUST_USE;
void chunk_free(struct chunk *self);

/*
 * Plays replicates first .. first + lanes - 1 into the ledger. Returns ERR_MEMORY; ERR_RANGE if in one of them clients
 * bring more than WAITING_MOST others.
 */
enum status chunk_play(struct chunk *self, size_t first, size_t lanes) MUST_USE;

#endif
