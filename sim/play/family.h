/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Families: the clients that a life brings: leads that it refers while it is a promoter, and its own return after it is
 * lost. Referrals come at unit rate on the clock of what the client was expected to bring so far, so that a longer life
 * or a higher rate adds referrals and never takes one away. The n-th has an id made of the client's and n: its luck is
 * the same in every scenario in which it exists.
 * Source: design sections 1 and 3, "Referrals" and "Win-back".
 */
#ifndef PLATEAU_PLAY_FAMILY_H
#define PLATEAU_PLAY_FAMILY_H

#include "sim/plan/plan.h"
#include "sim/play/kinds.h"
#include "sim/play/lot.h"
#include "sim/play/waiting.h"

struct families {
    const struct plan *plan; /* not owned */
    double *brings; /* owned: [interval][month 0..H]: referrals that a client there all along would have brought
                       by then that still sign within the plan; NULL where nobody refers */
    uint32_t *back; /* owned: [month of loss]: below this a word means that it returns; NULL: nobody does */
};

/* plan must outlive it. Returns ERR_MEMORY; then *self is empty. */
enum status family_init(struct families *self, const struct plan *plan) MUST_USE;
void family_free(struct families *self);

/* Puts all whom the lives of a lot bring within the plan on the lists. Returns as waiting_add. */
enum status family_bring(const struct families *self, const struct lot *lot, const struct kinds *kinds,
                         const struct draw_source *source, struct waiting *waiting) MUST_USE;

#endif
