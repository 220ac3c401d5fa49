/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A plan: the scenario compiled for the engines. Both stand on it, and never on each other.
 * Months run 1..months; arrays indexed by month have months + 2 entries so that month months + 1
 * ("beyond the plan") has a place. Source: design section 3.
 *
 * A client is signed by a signer: one of the rep classes, or nobody (index `classes`; only plans to which turned-away
 * leads return have it). What its life depends on is its signer, latent kind, quartile, contract and month of signing.
 */
#ifndef PLATEAU_PLAN_PLAN_H
#define PLATEAU_PLAN_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/plan/book_entry.h"
#include "sim/plan/life_table.h"
#include "sim/plan/offer.h"
#include "sim/plan/payments.h"
#include "sim/plan/qualification.h"
#include "sim/plan/seats.h"
#include "sim/plan/source.h"
#include "sim/plan/tariff.h"
#include "sim/scenario/scenario.h"
#include "sim/support/status.h"

/* The leads that were turned away in a month and will sign later. */
struct returning {
    int month;    /* in which they sign: turned away in m, m + return_after(m); may lie past the plan */
    size_t offer; /* what they meet then: all spend the minimum of month m */
};

struct plan {
    const struct scenario *scenario; /* not owned; must outlive the plan */
    int months;                      /* H */
    bool steady;                     /* arrivals on a schedule, not Poisson */
    double monthly_discount;         /* (1 + rate)^(-1/12) */
    double bounds[QUARTILES - 1];

    size_t classes, contracts;
    size_t signers;       /* classes, + 1 if leads return */
    size_t latents;       /* latent kinds: 1 or 2 */
    struct offer *offers; /* owned: of the months, then of returning leads */
    size_t offer_count;
    size_t *offer_of;                    /* owned: [month] -> offers */
    double *latent_share;                /* owned: [latent][month]: latent * (months + 2) + month */
    struct qualification *qualification; /* owned: [month] */
    struct returning *returning;         /* owned: [month in which they were turned away]; NULL if none ever return */
    struct payments payments;            /* owned */
    struct life_tables lives;            /* owned */
    uint32_t *table_of;                  /* owned: life table by group and month: see plan_table */
    struct seats *seats;                 /* owned: [class] */
    struct book_entry *book;             /* owned, in row order */
    size_t book_count;
};

/* Compiles a checked scenario. Returns ERR_MEMORY; then *self is empty. Free with plan_free. */
enum status plan_init(struct plan *self, const struct scenario *scenario) MUST_USE;
void plan_free(struct plan *self);

/* The signer that a rep class is, or SOURCE_NO_CLASS; and the other way round. Cannot fail. */
size_t plan_signer(const struct plan *self, size_t rep_class);
size_t plan_class(const struct plan *self, size_t signer);

/* True if some rep may quit within the plan: plays differ in who sits where. Cannot fail. */
bool plan_reps_quit(const struct plan *self);

/*
 * Place of the life table of clients signed in `month` (past the plan: as in its last month) in table_of:
 * (((signer * latents + latent) * QUARTILES + quartile) * contracts + contract) * (months + 2) + month.
 */
size_t plan_place(const struct plan *self, size_t signer, size_t latent, size_t cell, int month);

/* That life table. cell = quartile * contracts + contract. */
const struct life_table *plan_table(const struct plan *self, size_t signer, size_t latent, size_t cell, int month);

/* What a lead meets in a month (past the plan: as in its last month). */
const struct offer *plan_offer(const struct plan *self, int month);

/*
 * Leads turned away in a month (to SEATS_MONTHS, past the plan as in its last) that will sign later, before the choice
 * of a contract: over all classes. steady: of a month of the steady state. 0 where none return.
 */
double plan_returning_leads(const struct plan *self, int month, bool steady);

/* Month in which they sign, and the offer they meet. Past the plan as in its last month. */
struct returning plan_returning(const struct plan *self, int month);

/* The last month in which a lead turned away within the plan may sign; not before the plan's last. Cannot fail. */
int plan_last_return(const struct plan *self);

/* The multipliers of a table, by plan month. */
struct multiplier_path plan_path(const struct plan *self, const struct life_table *table);

#endif
