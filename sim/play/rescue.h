/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rescue: clients about to leave who are kept by an offer. A life is first drawn as if there were none: that is when a
 * client wavers for the first time, and who is not kept then leaves as it would have. Who is kept goes on from there.
 * Source: design section 3, "Rescue".
 */
#ifndef PLATEAU_PLAY_RESCUE_H
#define PLATEAU_PLAY_RESCUE_H

#include "sim/plan/plan.h"
#include "sim/play/draw.h"
#include "sim/play/ledger.h"
#include "sim/play/lot.h"
#include "sim/play/own_memo.h"

/* Offers as plays need them. */
struct rescue {
    const struct plan *plan; /* not owned */
    uint32_t *offer;         /* owned: [month]: below this a word means an offer; NULL where none are ever made */
    uint32_t *stay;          /* owned: [month]: likewise that it keeps the client */
    int64_t *cost;           /* owned: [month]: cents */
    bool differ;             /* some clients have a nonrenewal of their own: a memo is worth while */
};

/* plan must outlive it. Returns ERR_MEMORY; then *self is empty. */
enum status rescue_init(struct rescue *self, const struct plan *plan) MUST_USE;
void rescue_free(struct rescue *self);

/*
 * Makes offers to those who waver within the plan, posts what they cost, and moves gone[] of those who are kept to the
 * month in which they are lost in the end. memo: see own_memo.h; one that remembers nothing will do. Cannot fail.
 */
void rescue_keep(const struct rescue *self, const struct lot *lot, const struct draw_source *source,
                 struct own_memo *memo, struct ledger *ledger);

#endif
