/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Long lives: life tables extended past the plan's end, each filled once while it is in use. */
#ifndef PLATEAU_PLAN_LONG_LIFE_H
#define PLATEAU_PLAN_LONG_LIFE_H

#include <stddef.h>

#include "sim/plan/plan.h"

struct long_life {
    const struct plan *plan; /* not owned */
    int months;
    double less;      /* every M is lowered by this share: 0, or set it before the first table is asked for */
    size_t *place_of; /* owned: [life table]: its place in alive, + 1; 0: not there */
    double **alive;   /* owned, and each of them: [bill 0..months]; `made` of them, `count` in use */
    size_t count, made, room;
    double *leave; /* owned: scratch */
};

/* Empty, for tables to `months` bills of a plan that must outlive it. Returns ERR_MEMORY; then *self is empty. */
enum status long_life_init(struct long_life *self, const struct plan *plan, int months) MUST_USE;
void long_life_free(struct long_life *self);

/* alive[bill 0..months] of a table of the plan; holds until long_life_tidy. Returns ERR_MEMORY. */
enum status long_life_of(struct long_life *self, const struct life_table *table, const double **alive) MUST_USE;

/* Forgets all tables if there are many: most serve one month of signing. Cannot fail. */
void long_life_tidy(struct long_life *self);

#endif
