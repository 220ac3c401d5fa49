/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Book entries: the existing clients compiled for the engines. A book client is billed in month 1 for
 * certain, as bill tenure + 1; for its past, the values of month 1 hold. Of what latent kind it is nobody knows: those
 * who stay longer are likelier still there, so a kind's weight is its share x its S(tenure).
 * Source: design section 3, "A book of existing clients".
 */
#ifndef PLATEAU_PLAN_BOOK_ENTRY_H
#define PLATEAU_PLAN_BOOK_ENTRY_H

#include <stddef.h>
#include <stdint.h>

#include "sim/plan/influence.h"
#include "sim/plan/life_table.h"
#include "sim/plan/offer.h"
#include "sim/scenario/scenario.h"
#include "sim/support/status.h"

struct book_entry {
    uint32_t row;                 /* identity: data row of the list */
    uint32_t contract;            /* index */
    int quartile;                 /* 0..3 */
    int tenure;                   /* bills before the plan */
    int64_t fee;                  /* cents a month, listed */
    uint32_t table[LATENT_KINDS]; /* index of its life table, by latent kind; the first one only where there is one */
    double weight[LATENT_KINDS];  /* chance that it is of this kind; they sum to 1 */
};

/*
 * One entry for each client of the scenario's book, in row order, and their tables in lives. *entries is owned by
 * the caller (free it); NULL without a book. Returns ERR_MEMORY; then *entries may hold a part, *count of it.
 */
enum status book_entry_make(struct book_entry **entries, size_t *count, const struct scenario *scenario,
                            const double bounds[QUARTILES - 1], struct life_tables *lives) MUST_USE;

#endif
