/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A plan: the scenario compiled for the engines. Both stand on it, and never on each other.
 * Months run 1..months; arrays indexed by month have months + 2 entries so that month months + 1
 * ("beyond the plan") has a place. Source: design section 3.
 */
#ifndef PLATEAU_PLAN_PLAN_H
#define PLATEAU_PLAN_PLAN_H

#include <stddef.h>
#include <stdint.h>

#include "sim/plan/book_entry.h"
#include "sim/plan/life_table.h"
#include "sim/plan/offer.h"
#include "sim/plan/seats.h"
#include "sim/plan/source.h"
#include "sim/scenario/scenario.h"
#include "sim/support/status.h"

/* Clients who share everything that a life depends on but the month they sign in. */
struct group {
    enum source source;
    size_t rep_class;
    int quartile; /* 0..3 */
    size_t contract;
};

struct plan {
    const struct scenario *scenario; /* not owned; must outlive the plan */
    int months;                      /* H */
    bool steady;                     /* arrivals on a schedule, not Poisson */
    double monthly_discount;         /* (1 + rate)^(-1/12) */
    double bounds[QUARTILES - 1];

    size_t classes, contracts;
    struct group *groups; /* owned: of sign-ups: [class][quartile][contract] */
    size_t group_count;
    struct offer *offers; /* owned */
    size_t offer_count;
    size_t *offer_of;         /* [month] -> offers */
    struct life_tables lives; /* owned */
    uint32_t *table_of;       /* [group][month]: group * (months + 2) + month; sign-ups' groups only */
    struct seats *seats;      /* [class] */
    struct book_entry *book;  /* owned, in row order */
    size_t book_count;
};

/* Compiles a checked scenario. Returns ERR_MEMORY; then *self is empty. Free with plan_free. */
enum status plan_init(struct plan *self, const struct scenario *scenario) MUST_USE;
void plan_free(struct plan *self);

/* Index of a sign-up group. */
size_t plan_group(const struct plan *self, size_t rep_class, int quartile, size_t contract);

/* The life table of a sign-up group for clients signed in `month` (past the plan: as in its last month). */
const struct life_table *plan_table(const struct plan *self, size_t group, int month);

/* What a lead meets in a month (past the plan: as in its last month). */
const struct offer *plan_offer(const struct plan *self, int month);

/* Expected sign-ups of a group in a month; smooth: at the Poisson rate even when arrivals are steady. */
double plan_group_signups(const struct plan *self, size_t group, int month, bool smooth);

/* Expected first fee of a group's sign-ups of a month, money a month. */
double plan_group_fee(const struct plan *self, size_t group, int month);

/* The multipliers of a table, by plan month. */
struct multiplier_path plan_path(const struct plan *self, const struct life_table *table);

#endif
