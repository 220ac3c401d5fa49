/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stretches: consecutive months in which what each signer signs differs in size only, because its seats fill or its
 * reps work more or fewer leads. A stretch is posted at once: its first month's sign-ups as a mould, and for each month
 * and signer how many times the mould they are. A plan without dated changes is one stretch, or a few.
 */
#ifndef PLATEAU_EXPECTED_STRETCH_H
#define PLATEAU_EXPECTED_STRETCH_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/plan/cohort.h"
#include "sim/plan/plan.h"

/* Sign-ups of the mould. */
struct stretch_part {
    const struct life_table *table;
    size_t course; /* index, as the caller counts them */
    size_t cell;   /* quartile * contracts + contract */
    double clients;
    double fee; /* money a month */
};

struct stretch_parts {
    struct stretch_part *item; /* owned */
    size_t count, room;
};

struct stretch {
    const struct plan *plan;     /* not owned */
    int months;                  /* longest month */
    int first, last;             /* months of the stretch; first 0: none has begun */
    struct stretch_parts *mould; /* owned: [signer 0 .. classes] */
    struct stretch_parts *fresh; /* owned: likewise, of the month being visited */
    double *size;                /* owned: [signer][month 0..months]: see stretch_size */
};

/* Empty, for months 1 .. months of a plan that must outlive it. Returns ERR_MEMORY; then *self is empty. */
enum status stretch_init(struct stretch *self, const struct plan *plan, int months) MUST_USE;
void stretch_free(struct stretch *self);

/* Takes up a cohort of the month after the last; all of a month, in cohort_visit's order. Returns ERR_MEMORY. */
enum status stretch_take(struct stretch *self, const struct cohort *cohort, size_t course) MUST_USE;

/* True if what was taken up carries the stretch on; false if none has begun. Cannot fail. */
bool stretch_goes_on(const struct stretch *self);

/* Adds what was taken up as the next month of the stretch; nothing was: nobody signs. */
void stretch_add(struct stretch *self);

/* Says how many times the mould a signer's sign-ups of the last month are, where the caller knows. */
void stretch_resize(struct stretch *self, size_t signer, double size);

/* Ends the stretch, if any, which should have been posted; and begins one with what was taken up in a month. */
void stretch_end(struct stretch *self);
void stretch_begin(struct stretch *self, int month);

/* How many times the mould a signer's sign-ups of the months are: [month]; 0 outside the stretch's months. */
const double *stretch_size(const struct stretch *self, size_t signer);

#endif
