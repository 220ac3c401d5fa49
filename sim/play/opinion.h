/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Opinions: who is a promoter or a detractor in which month, and what it costs to handle detractors. A client's class
 * changes only where lifts or shares are dated, and when care saves it: it posts when it enters a class and leaves it.
 * Source: design section 3, "Satisfaction" and "Care".
 */
#ifndef PLATEAU_PLAY_OPINION_H
#define PLATEAU_PLAY_OPINION_H

#include "sim/plan/plan.h"
#include "sim/play/kinds.h"
#include "sim/play/ledger.h"
#include "sim/play/lot.h"

struct opinions {
    const struct plan *plan; /* not owned */
    uint16_t *until;         /* owned: [interval][month]: the next month of another class; H + 1: none */
};

/* plan must outlive it. Returns ERR_MEMORY; then *self is empty. */
enum status opinion_init(struct opinions *self, const struct plan *plan) MUST_USE;
void opinion_free(struct opinions *self);

/* The month in which care comes to a client of the lot if it is still there: 0 if never; H + 1 or more: after the plan.
 */
int opinion_care_month(const struct lot *lot, const struct kinds *kinds, size_t interval);

/* Posts promoters, detractors and the cost of care, for the lines that the ledger has. Cannot fail. */
void opinion_post(const struct opinions *self, const struct lot *lot, const struct kinds *kinds, struct ledger *ledger);

#endif
