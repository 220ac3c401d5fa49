/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A plan: the scenario compiled for the engines. Both stand on it, and never on each other.
 * Months run 1..months; arrays indexed by month have months + 2 entries so that month months + 1
 * ("beyond the plan") has a place. Source: design section 3.
 *
 * A client is signed by a signer: one of the rep classes, or by no rep: then its source is the signer, where the plan
 * has it (leads that return, referrals, win-backs). What its life depends on is its signer, latent kind, quartile,
 * contract and month of signing.
 */
#ifndef PLATEAU_PLAN_PLAN_H
#define PLATEAU_PLAN_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/plan/book_entry.h"
#include "sim/plan/latent.h"
#include "sim/plan/life_table.h"
#include "sim/plan/offer.h"
#include "sim/plan/offspring.h"
#include "sim/plan/payments.h"
#include "sim/plan/qualification.h"
#include "sim/plan/satisfaction.h"
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

/* Approaching those who are lost in a month. */
struct winback {
    double share; /* that wants to come back */
    int after;    /* months later */
};

struct plan {
    const struct scenario *scenario; /* not owned; must outlive the plan */
    int months;                      /* H */
    bool steady;                     /* arrivals on a schedule, not Poisson */
    double monthly_discount;         /* (1 + rate)^(-1/12) */
    double bounds[QUARTILES - 1];

    size_t classes, contracts;
    size_t signers;                   /* classes, and one for each of these sources that the plan has: */
    size_t signer_of[SOURCE_COUNT];   /* SIZE_MAX where it has none (for SOURCE_REP: not used) */
    struct satisfaction satisfaction; /* owned */
    struct latents latents;           /* owned */
    struct offer *offers;             /* owned: of the months, then of returning leads, of referred ones */
    size_t offer_count;
    size_t *offer_of;                    /* owned: [month] -> offers */
    size_t *referred_offer_of;           /* owned: likewise; NULL where nobody refers */
    double *referral_rate;               /* owned: [month 1..H]: sign-ups that one promoter of the month brings in the
                                            next one, before the choice of a contract; NULL where nobody refers */
    struct winback *winback;             /* owned: [month of loss 1..H]; NULL where nobody is won back */
    struct qualification *qualification; /* owned: [month] */
    struct returning *returning;         /* owned: [month in which they were turned away]; NULL if none ever return */
    struct payments payments;            /* owned */
    struct life_tables lives;            /* owned */
    uint32_t *table_of;                  /* owned: life table by group and month: see plan_table */
    struct seats *seats;                 /* owned: [class] */
    struct book_entries book;            /* owned */
    struct offspring offspring;          /* owned: referrals and returns within the plan, arrivals as scheduled */
};

/* Compiles a checked scenario. Returns ERR_MEMORY; then *self is empty. Free with plan_free. */
enum status plan_init(struct plan *self, const struct scenario *scenario) MUST_USE;
void plan_free(struct plan *self);

/* The signer of clients of a source (of reps: of a class); and back. SOURCE_NO_CLASS: no rep. Cannot fail. */
size_t plan_signer(const struct plan *self, enum source source, size_t rep_class);
size_t plan_class(const struct plan *self, size_t signer);
enum source plan_source(const struct plan *self, size_t signer);

/* True if some rep may quit within the plan: plays differ in who sits where. Cannot fail. */
bool plan_reps_quit(const struct plan *self);

/*
 * Place of the life table of clients signed in `month` (past the plan: as in its last month) in table_of:
 * (((signer * latents.count + latent) * QUARTILES + quartile) * contracts + contract) * (months + 2) + month.
 */
size_t plan_place(const struct plan *self, size_t signer, size_t latent, size_t cell, int month);

/* That life table. cell = quartile * contracts + contract. */
const struct life_table *plan_table(const struct plan *self, size_t signer, size_t latent, size_t cell, int month);

/* What a lead meets in a month (past the plan: as in its last month); and a lead that a promoter refers. */
const struct offer *plan_offer(const struct plan *self, int month);
const struct offer *plan_referred_offer(const struct plan *self, int month);

/* The last two by month, past the plan as in its last; 0 and nobody where the plan has none. Cannot fail. */
double plan_referral_rate(const struct plan *self, int month);
struct winback plan_winback(const struct plan *self, int month);

/* The chance that a lost client of a quartile who wants to return in a month signs a contract: its own, if offered. */
double plan_takes_back(const struct plan *self, size_t quartile, size_t old_contract, size_t contract, int month);

/*
 * Leads turned away in a month (to SEATS_MONTHS, past the plan as in its last) that will sign later, before the choice
 * of a contract: over all classes. steady: of a month of the steady state. 0 where none return.
 */
double plan_returning_leads(const struct plan *self, int month, bool steady);

/* Month in which they sign, and the offer they meet. Past the plan as in its last month. */
struct returning plan_returning(const struct plan *self, int month);

/* The month past the plan's last from which leads return in a month, if it lies there: all after as many months. */
int plan_turned_away(const struct plan *self, int month);

/* The last month in which a lead turned away within the plan may sign; not before the plan's last. Cannot fail. */
int plan_last_return(const struct plan *self);

/* How care comes to the new clients of a kind signed in a month; and to a client of the book. Cannot fail. */
struct latent_care plan_care(const struct plan *self, size_t latent, int month);
struct latent_care plan_book_care(const struct plan *self, const struct book_entry *entry, size_t latent);

/* The multipliers of a table, by plan month. */
struct multiplier_path plan_path(const struct plan *self, const struct life_table *table);

#endif
