/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Latent kinds: what clients differ in that nobody sees when they sign: activated at once or not, the interval of their
 * z, and whether care will help them when it comes. In order: activated before not; then intervals of z upwards; then
 * who is not saved before who is. Plans without onboarding, NPS and care have one kind.
 * Source: design sections 1 and 3.
 */
#ifndef PLATEAU_PLAN_LATENT_H
#define PLATEAU_PLAN_LATENT_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/plan/satisfaction.h"
#include "sim/scenario/scenario.h"
#include "sim/support/status.h"

struct latent {
    bool activated;
    size_t interval;
    bool saved; /* by care, once it comes; only intervals to which it may come have such a kind */
};

struct latents {
    size_t count;
    struct latent *item; /* owned */
    int months;          /* H */
    bool onboarding;     /* not all are activated at once; else all kinds are of activated clients */
    double *share;       /* owned: [latent][month 1..H of signing]: latent * (months + 2) + month */
};

/* satisfaction must outlive it. Returns ERR_MEMORY; then *self is empty. */
enum status latent_init(struct latents *self, const struct scenario *scenario,
                        const struct satisfaction *satisfaction) MUST_USE;
void latent_free(struct latents *self);

/* The share of the clients signed in a month (past the plan as in its last) that are of a kind. Cannot fail. */
double latent_share(const struct latents *self, size_t latent, int month);

/* Index of the kind with other traits; SIZE_MAX where there is none. Cannot fail. */
size_t latent_find(const struct latents *self, bool activated, size_t interval, bool saved);

/* The share that is of a kind or would be, but for whom care will save: activated x interval. Cannot fail. */
double latent_traits_share(const struct latents *self, size_t latent, int month);

/*
 * Of the clients of a kind's interval whose bill of plan month `first` is their bill tenure + 1, the share that care
 * will save (of a saved kind) or not: coverage x success of the month in which care comes. 1 in plans without care.
 * Cannot fail.
 */
double latent_saved_share(const struct latents *self, const struct satisfaction *satisfaction, size_t latent, int first,
                          int tenure);

/* When care comes to clients of a kind. */
struct latent_care {
    int month;      /* 0: never */
    double handled; /* chance that it is handled then, if it still is a client: 1 for those saved */
};

/* Of clients whose bill of plan month `first` is their bill tenure + 1. Cannot fail. */
struct latent_care latent_care(const struct latents *self, const struct satisfaction *satisfaction, size_t latent,
                               int first, int tenure);

#endif
