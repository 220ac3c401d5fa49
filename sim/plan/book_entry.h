/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Book entries: the existing clients compiled for the engines. A book client is billed in month 1 for
 * certain, as bill tenure + 1; for its past, the values of month 1 hold, with no care and no offers yet. Of what latent
 * kind it is nobody knows: those who stay longer are likelier still there, so a kind's weight is its share x its
 * S(tenure); who of them care will help when it comes is decided then.
 * Source: design section 3, "A book of existing clients".
 */
#ifndef PLATEAU_PLAN_BOOK_ENTRY_H
#define PLATEAU_PLAN_BOOK_ENTRY_H

#include <stddef.h>
#include <stdint.h>

#include "sim/plan/influence.h"
#include "sim/plan/latent.h"
#include "sim/plan/life_table.h"
#include "sim/plan/offer.h"
#include "sim/scenario/scenario.h"
#include "sim/support/status.h"

struct book_entry {
    uint32_t row;          /* identity: data row of the list */
    uint32_t contract;     /* index */
    int quartile;          /* 0..3 */
    int tenure;            /* bills before the plan */
    int64_t fee;           /* cents a month, listed */
    const uint32_t *table; /* [latent]: index of its life table; of book_entries */
    const double *weight;  /* [latent]: chance that it is of this kind; they sum to 1 */
};

/* All of them, in row order. */
struct book_entries {
    struct book_entry *item; /* owned; NULL without a book */
    size_t count;
    uint32_t *table; /* owned: [entry][latent] */
    double *weight;  /* owned: likewise */
};

/*
 * One entry for each client of the scenario's book, and their tables in lives. satisfaction and latents are those of
 * the plan. Returns ERR_MEMORY; then *self is empty. Free with book_entry_free.
 */
enum status book_entry_init(struct book_entries *self, const struct scenario *scenario,
                            const double bounds[QUARTILES - 1], const struct satisfaction *satisfaction,
                            const struct latents *latents, struct life_tables *lives) MUST_USE;
void book_entry_free(struct book_entries *self);

#endif
