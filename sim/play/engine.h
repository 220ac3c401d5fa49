/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The engine: a plan compiled for drawing. Read only while plays run, shared by all threads.
 */
#ifndef PLATEAU_PLAY_ENGINE_H
#define PLATEAU_PLAY_ENGINE_H

#include "sim/plan/plan.h"
#include "sim/play/certain.h"
#include "sim/play/draw.h"
#include "sim/play/family.h"
#include "sim/play/kinds.h"
#include "sim/play/life.h"
#include "sim/play/opinion.h"
#include "sim/play/prospect.h"
#include "sim/play/rescue.h"
#include "sim/play/seat_rates.h"
#include "sim/play/spend_table.h"
#include "sim/play/terms.h"
#include "sim/support/faults.h"

struct engine {
    const struct plan *plan; /* not owned */
    struct draw_source source;
    struct lives lives;         /* owned */
    struct prospect *prospects; /* owned: one per offer */
    struct spend_table *spends; /* owned: one per sigma */
    size_t spend_count;
    struct seat_rates rates; /* owned */
    struct terms_book terms; /* owned */
    struct certain certain;  /* owned */
    size_t *first_seat;      /* owned: [class 0..classes]: seats of the classes before it */
    /* The plan's table_of, side by side for a batch; the cell of who signs nothing has any table. */
    uint32_t *table_of_cell;  /* owned: [signer][month][latent][cell 0 .. QUARTILES * contracts] */
    struct kinds kinds;       /* owned */
    struct rescue rescue;     /* owned */
    struct opinions opinions; /* owned */
    struct families families; /* owned */
    bool follows; /* something may follow from a life that needs its family's words: offers, referrals, returns */
};

/*
 * Compiles a plan. Refuses, with a message in faults, plans whose sums might not fit in 63 bits of cents or
 * whose plays would be huge: more than 2 million clients, 100,000 of them brought by clients, or 100,000 seats. like,
 * if not NULL, is an engine whose spend tables may be copied instead of computed. Returns ERR_RANGE, ERR_MEMORY; then
 * *self is empty.
 */
enum status engine_init(struct engine *self, const struct plan *plan, struct draw_source source,
                        const struct engine *like, struct faults *faults) MUST_USE;
void engine_free(struct engine *self);

/* The life tables of a signer's clients of a month: [latent][cell]. */
static inline const uint32_t *engine_tables(const struct engine *self, size_t signer, int month)
{
    size_t row = (size_t)self->plan->months + 2, cells = QUARTILES * self->plan->contracts + 1;
    return self->table_of_cell + (signer * row + (size_t)month) * self->plan->latents.count * cells;
}

#endif
