/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Life tables: the survival tables of a plan, each kept once. All groups and signing months with the same
 * law and the same future of multipliers share one.
 */
#ifndef PLATEAU_PLAN_LIFE_TABLE_H
#define PLATEAU_PLAN_LIFE_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/plan/survival.h"
#include "sim/support/status.h"

struct life_table {
    struct survival_law law;
    struct survival_start start;
    size_t path;    /* index of its multipliers */
    size_t cared;   /* index of those that hold from its bill cared_from on, once care has helped */
    int cared_from; /* 0: never; then cared is path */
    int first;      /* plan month of the first bill; where the multipliers stay, the month it was first asked for */
    int months;     /* length: alive[0 .. months], at least to the plan's end for every month it serves */
    bool settled;   /* the multipliers stay from `first` on: it serves any later signing month too */
    double *alive;  /* owned; see survival.h */
    double *leave;  /* owned */
    double *firm;   /* owned: likewise (see survival_fill_waver); NULL where no offers are made to leaving clients */
    double *waver;  /* owned: as firm */
};

/* Multipliers by month; early: of clients who were not activated at once (see multiplier_path). */
struct life_path {
    double *value; /* owned: [month 1..H] */
    bool early;
};

struct life_tables {
    int months;              /* H */
    struct life_table *item; /* owned */
    size_t count, room;
    struct life_path *path; /* owned */
    size_t path_count, path_room;
    size_t *settled; /* owned: tables whose multipliers stay; they serve any signing month */
    size_t settled_count, settled_room;
    double *early_churn; /* owned: [month 1..H]; NULL without onboarding */
    int *early_months;   /* owned: likewise */
    double *rescued;     /* owned: [month 1..H]; NULL where no offers are made to leaving clients */
    size_t month_mark;   /* tables from here on were made for the month being asked for */
    int month_asked;
};

/*
 * Index of a path equal to value[1 .. H] and early, which is copied if it is new; value[0] is not read.
 * Returns ERR_MEMORY.
 */
enum status life_table_path(struct life_tables *self, const double *value, bool early, size_t *index) MUST_USE;

/* The multipliers of a group: by which path until care has helped, by which one then. */
struct life_paths {
    size_t path, cared;
    int cared_from; /* bill of the table; 0: never */
};

/* These as survival.h wants them; and those of a table. Cannot fail. */
struct multiplier_path life_table_multipliers(const struct life_tables *self, struct life_paths paths);
struct multiplier_path life_table_path_of(const struct life_tables *self, const struct life_table *table);

/*
 * Index of the table of lives whose first bill is in plan month first, made if it is new. Ask month by
 * month: the search for tables that hold for one month only goes back to the last change of month.
 * Care that helps from the first bill on, or changes nothing, shares the table of those who go by one path.
 * Returns ERR_MEMORY.
 */
enum status life_table_find(struct life_tables *self, const struct survival_law *law, struct survival_start start,
                            struct life_paths paths, int first, size_t *index) MUST_USE;

void life_table_free(struct life_tables *self);

#endif
