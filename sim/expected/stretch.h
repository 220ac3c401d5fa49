/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stretches: consecutive months in which what a signer signs differs in size only, because its seats fill or its
 * reps work more or fewer leads. A stretch is posted at once: its first month's sign-ups as a mould, and for each month
 * how many times the mould they are. Every signer has stretches of its own: that of a rep class without dated changes
 * is the whole plan, those of the clients who are won back are a month each, for their mix never is the same.
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
    size_t latent;
    size_t cell; /* quartile * contracts + contract */
    double clients;
    double fee;    /* money a month */
    int care_bill; /* see cohort.h, likewise: */
    double handled;
};

struct stretch_parts {
    struct stretch_part *item; /* owned */
    size_t count, room;
};

struct stretch {
    int first, last; /* months of the stretch; first 0: none has begun */
    struct stretch_parts mould;
    struct stretch_parts fresh; /* of the month being visited */
    double *size;               /* owned: [month]: how many times the mould; 0 outside the stretch's months */
};

/* One for every signer of a plan. */
struct stretches {
    const struct plan *plan; /* not owned */
    struct stretch *of;      /* owned: [signer] */
};

/* Empty, for months 1 .. months of a plan that must outlive them. Returns ERR_MEMORY; then *self is empty. */
enum status stretch_init(struct stretches *self, const struct plan *plan, int months) MUST_USE;
void stretch_free(struct stretches *self);

/* Takes up a cohort of the month after its signer's last: all of them, in their order. Returns ERR_MEMORY. */
enum status stretch_take(struct stretches *self, const struct cohort *cohort, size_t course) MUST_USE;

/* True if what was taken up carries the stretch on; false if none has begun. Cannot fail. */
bool stretch_goes_on(const struct stretch *self);

/* Adds what was taken up as the next month of the stretch; nothing was: nobody signs. */
void stretch_add(struct stretch *self);

/* Says how many times the mould the sign-ups of the last month are, where the caller knows. */
void stretch_resize(struct stretch *self, double size);

/* Ends the stretch, if any, which should have been posted; and begins one with what was taken up in a month. */
void stretch_end(struct stretch *self);
void stretch_begin(struct stretch *self, int month);

#endif
