/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The outflow of cohorts: what those who have signed so far will mean for later months: promoters billed in each, and
 * clients lost in each by type (see offspring.h). Cohorts are added one by one; or, where months of signing differ in
 * nothing but size, by a mould: the outflow of one, worked out once.
 * Example: 1 client whose S is 1, 0.9, 0.81 signs in month 3, a promoter: promoters 1 in month 3, 0.9 in 4, 0.81 in 5;
 * lost 0.1 in month 4, 0.09 in 5.
 */
#ifndef PLATEAU_PLAN_OUTFLOW_H
#define PLATEAU_PLAN_OUTFLOW_H

#include <stdbool.h>

#include "sim/plan/cohort.h"
#include "sim/plan/long_life.h"

/* Arrays by month have months + 1 entries a row. NULL where the plan does not need them. */
struct outflow {
    const struct plan *plan; /* not owned */
    int months;
    bool smooth; /* past the plan too: lives are extended, and moulds posted by their changes of size */
    size_t types;
    double *promoters;        /* owned: [month] */
    double *lost, *fees;      /* owned: [type][month]: clients lost, and their first fees together */
    double *kept, *kept_fees; /* owned: of these, the clients of month H - 12 */
    struct long_life lives;   /* of smooth ones */
    double *leave;            /* owned: scratch */
    /* Smooth: what moulds add to each month over the one before; and what they add to the month reached. */
    struct outflow_change {
        double *promoters, *lost, *fees; /* owned: as above */
        double promoters_now;
        double *lost_now, *fees_now; /* owned: [type] */
    } change;
};

/* Empty, for the months 1..months of a plan that must outlive it. kept: with that part. Returns ERR_MEMORY. */
enum status outflow_init(struct outflow *self, const struct plan *plan, bool smooth, bool kept, int months) MUST_USE;
void outflow_free(struct outflow *self);

/* Adds a cohort; the clients of the book. Return ERR_MEMORY. */
enum status outflow_add(struct outflow *self, const struct cohort *cohort) MUST_USE;
enum status outflow_add_book(struct outflow *self) MUST_USE;

/* All so far are the clients of month H - 12: what is lost of them in later months is kept. Cannot fail. */
void outflow_keep(struct outflow *self, int month);

/*
 * All who sign up to a month have been added: from now on promoters of the month, and lost and fees of the next one,
 * are what they are. To be called month by month, from 0. Cannot fail.
 */
void outflow_reach(struct outflow *self, int month);

/* A part of a mould: of one type. */
struct outflow_part {
    size_t type;
    double fee;   /* expected first fee */
    double *lost; /* owned: [bill 0..months] */
    int bills;    /* after this one nobody is left to be lost */
};

struct outflow_mould {
    double *promoters; /* owned: by bills behind them */
    int bills;
    struct outflow_part *part; /* owned */
    size_t count, room;
    struct comeback before; /* smooth: size so far */
};

/*
 * Adds a cohort that signs in a month from which on nothing changes to a mould that starts as {0}. Returns ERR_MEMORY;
 * the mould is the caller's to free in any case.
 */
enum status outflow_mould_add(struct outflow_mould *mould, struct outflow *self, const struct cohort *cohort) MUST_USE;
void outflow_mould_free(struct outflow_mould *mould);

/*
 * Adds those who sign in a month by a mould, month after month: size->clients times what it was made of, at the
 * mould's fees; or, by_fees, at the fees of size. Cannot fail.
 */
void outflow_pour(struct outflow *self, struct outflow_mould *mould, int month, const struct comeback *size,
                  bool by_fees);

#endif
