/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A prospect: an offer compiled for drawing. Three words of a client's block decide its quartile and fee, the
 * contract it wants, and what it takes instead when that is not offered: three draws, so that dropping a
 * contract leaves all other clients as they were.
 */
#ifndef PLATEAU_PLAY_PROSPECT_H
#define PLATEAU_PLAY_PROSPECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/plan/offer.h"
#include "sim/play/draw.h"
#include "sim/play/spend_table.h"
#include "sim/support/status.h"

enum { PROSPECT_BATCH = 512 }; /* the most clients that prospect_decide is asked about at once */

struct prospect {
    const struct offer *offer;       /* not owned */
    const double *bounds;            /* not owned: quartile bounds of spend */
    const struct spend_table *table; /* not owned; NULL where everybody spends the mean */
    size_t contracts;
    uint32_t none; /* the cell of who finds no contract: one past the last */
    bool all_offered;
    uint32_t below[QUARTILES - 1]; /* thresholds: the quartile is how many the word reaches */
    uint32_t *want;                /* owned: [q][contracts - 1] thresholds */
    uint32_t *instead;             /* owned: [q][wanted][contracts] thresholds; reaching all: signs nothing */
    uint64_t cut;                  /* of 2^32: the share of all leads that is below the law's minimum */
    double *cents;                 /* owned: [cell]: fee in cents for a table value of 1 (or for the mean); none: 0 */
    double highest;                /* the largest fee in cents that a draw can give */
};

/* offer, bounds and table must outlive it. Returns ERR_MEMORY; then *self is empty. */
enum status prospect_init(struct prospect *self, const struct offer *offer, const double bounds[QUARTILES - 1],
                          const struct spend_table *table) MUST_USE;
void prospect_free(struct prospect *self);

/*
 * For each of count clients: cell[i] = quartile * contracts + contract signed, or none, and the first
 * fee in cents. End cells are left to prospect_exact. Cannot fail.
 */
void prospect_decide(const struct prospect *self, uint32_t *const word[WORDS], size_t count, uint32_t *cell,
                     int64_t *fee);

/* The same for one client from three uniforms. Cannot fail. */
void prospect_exact(const struct prospect *self, double u_spend, double u_contract, double u_switch, uint32_t *cell,
                    int64_t *fee);

#endif
