/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The engine: a plan compiled for drawing. Read only while plays run, shared by all threads.
 */
#ifndef PLATEAU_PLAY_ENGINE_H
#define PLATEAU_PLAY_ENGINE_H

#include "sim/plan/plan.h"
#include "sim/play/arrivals.h"
#include "sim/play/draw.h"
#include "sim/play/life.h"
#include "sim/play/prospect.h"
#include "sim/play/spend_table.h"
#include "sim/support/faults.h"

struct engine {
    const struct plan *plan; /* not owned */
    struct draw_source source;
    struct lives lives;         /* owned */
    struct prospect *prospects; /* owned: one per offer */
    struct spend_table *spends; /* owned: one per sigma */
    size_t spend_count;
    struct arrivals *arrivals; /* owned: one per rate; none when arrivals are steady */
    size_t arrival_count, arrival_room;
    size_t *first_seat;  /* owned: [class 0..classes]: seats of the classes before it */
    size_t *arrivals_of; /* owned: [class][month]: class * (months + 2) + month */
    /* The plan's table_of, side by side for a batch; the cell of who signs nothing has any table. */
    uint32_t *table_of_cell; /* owned: [class][month][cell 0 .. QUARTILES * contracts] */
};

/*
 * Compiles a plan. Refuses, with a message in faults, plans whose sums might not fit in 63 bits of cents or
 * whose plays would be huge: more than 2 million clients or 100,000 seats. Returns ERR_RANGE, ERR_MEMORY; then
 * *self is empty.
 */
enum status engine_init(struct engine *self, const struct plan *plan, struct draw_source source,
                        struct faults *faults) MUST_USE;
void engine_free(struct engine *self);

/* The Poisson table of a class in a month. */
static inline const struct arrivals *engine_arrivals(const struct engine *self, size_t rep_class, int month)
{
    return &self->arrivals[self->arrivals_of[rep_class * ((size_t)self->plan->months + 2) + (size_t)month]];
}

#endif
