/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Staff: who sits in the seats of a chunk's plays, and what they are paid. Where nobody quits this is the same in
 * every play (see certain.h), and a rep's age follows from the plan; where reps quit, each lane has its own.
 */
#ifndef PLATEAU_PLAY_STAFF_H
#define PLATEAU_PLAY_STAFF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/play/engine.h"
#include "sim/play/lane_words.h"
#include "sim/play/ledger.h"

/* One seat in all lanes. */
struct staff_seat {
    int32_t age[LANES];  /* the rep's j-th month; 0: vacant; SEATS_RAMPED: since before the plan */
    int32_t wait[LANES]; /* vacant: months until the refill */
};

struct staff {
    struct staff_seat *seat; /* owned: [seat of any class] */
    uint32_t *words;         /* owned: [seat][month of four][lane]: who quits */
    size_t *first;           /* owned: [class]: its first seat */
};

/*
 * Room for all seats; or for none, if reps quit neither in the plan nor in one with equal seats that may take its
 * place. Returns ERR_MEMORY; then *self is empty.
 */
enum status staff_init(struct staff *self, const struct plan *plan, bool quits) MUST_USE;
void staff_free(struct staff *self);

/*
 * Moves the seats of a class to `month` (call for every month from 1 on): reps who quit at the end of the month before
 * are gone, vacant seats are refilled in time, new seats are hired for; and posts what they are paid. Nothing is
 * done where nobody quits. Cannot fail.
 */
void staff_move(struct staff *self, const struct engine *engine, const struct lanes *lanes, size_t rep_class, int month,
                struct ledger *ledger);

/* A seat as it is now; NULL for a class where nobody quits. */
static inline const struct staff_seat *staff_seat_of(const struct staff *self, const struct plan *plan,
                                                     size_t rep_class, int seat)
{
    return plan->seats[rep_class].quits ? &self->seat[self->first[rep_class] + (size_t)seat] : NULL;
}

#endif
