/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/play/chunk.h"

#include <stdlib.h>
#include <string.h>

#include "sim/play/book_life.h"
#include "sim/play/children.h"
#include "sim/support/memory.h"

enum status chunk_init(struct chunk *self, const struct engine *engine, const bool wanted[LEDGER_LINES])
{
    const struct plan *plan = engine->plan;

    memset(self, 0, sizeof *self);
    self->engine = engine;
    self->ends = memory_grid(QUARTILES * plan->contracts, 2 * (size_t)plan->months + 2, sizeof *self->ends);
    enum status status = self->ends ? ledger_init(&self->ledger, plan->months, wanted) : ERR_MEMORY;
    if (status == OK)
        status = staff_init(&self->staff, plan, wanted[LINE_REPS]);
    if (status == OK)
        status = signing_init(&self->signing, engine);
    if (status == OK)
        status = waiting_init(&self->waiting, plan->months);
    if (status == OK && engine->rescue.differ)
        status = own_memo_init(&self->memo);
    self->books = (struct clients_books){.ledger = &self->ledger,
                                         .survivors = &self->survivors,
                                         .waiting = &self->waiting,
                                         .memo = &self->memo,
                                         .ends = self->ends};
    if (status != OK)
        chunk_free(self);
    return status;
}

void chunk_free(struct chunk *self)
{
    free(self->ends);
    ledger_free(&self->ledger);
    survivors_free(&self->survivors);
    staff_free(&self->staff);
    signing_free(&self->signing);
    waiting_free(&self->waiting);
    own_memo_free(&self->memo);
    self->ends = NULL;
}

enum status chunk_play(struct chunk *self, size_t first, size_t lanes)
{
    const struct engine *engine = self->engine;
    const struct plan *plan = engine->plan;

    self->lanes = (struct lanes){.source = &engine->source, .first = first, .count = lanes};
    ledger_clear(&self->ledger);
    survivors_clear(&self->survivors, plan->months);
    waiting_clear(&self->waiting);
    /* Order matters: a client needs a rep to sign it, or a client that brings it; all else is sums, without order. */
    enum status status = book_life_post(engine, &self->lanes, &self->books);
    for (int month = 1; status == OK && month <= plan->months; month++) {
        for (size_t c = 0; c < plan->classes; c++)
            staff_move(&self->staff, engine, &self->lanes, c, month, &self->ledger);
        status = signing_month(&self->signing, engine, &self->staff, &self->lanes, month, &self->books);
        if (status == OK)
            status = children_sign(&self->signing.clients, engine, first, month, &self->books);
    }
    return status;
}
