/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What bears on a client's decisions, month by month: the multipliers M of the rate at which it leaves, and the offers
 * made to those who would leave. The last month's go on for ever.
 *
 * Decision k is the one after the k-th bill of a life table (see survival.h). It falls in plan month first + k - 1; the
 * client's own bill is then number tenure + k.
 */
#ifndef PLATEAU_PLAN_MULTIPLIER_PATH_H
#define PLATEAU_PLAN_MULTIPLIER_PATH_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Clients who were not activated at once have M multiplied by early_churn[m] at the decision after their own bill b in
 * month m, while b <= early_months[m]. Clients whom care has helped go by `cared` instead of `value` from decision
 * cared_from on; early_churn and `less` apply to both.
 */
struct multiplier_path {
    const double *value; /* value[1 .. months]; not owned */
    int months;
    const double *early_churn; /* [1 .. months]; NULL: activated at once */
    const int *early_months;   /* [1 .. months] */
    const double *cared;       /* [1 .. months]; not owned; NULL with cared_from 0 */
    int cared_from;            /* 0: never */
    const double *rescued;     /* [1 .. months]: chance that who would leave is kept by an offer; NULL: no offers */
    double less;               /* every M is lowered by this share: 0, or 0.01 to see what 1 % less churn is worth */
};

/* M at decision k. */
static inline double multiplier_path_at(const struct multiplier_path *self, int first, int tenure, int k)
{
    int month = first + k - 1, m = month < self->months ? month : self->months;
    bool helped = self->cared_from > 0 && k >= self->cared_from;
    double value = helped ? self->cared[m] : self->value[m];

    if (self->early_churn != NULL && tenure + k <= self->early_months[m])
        value *= self->early_churn[m];
    return value * (1 - self->less);
}

/* The chance at decision k that a client who would leave is kept. */
static inline double multiplier_path_rescued(const struct multiplier_path *self, int first, int k)
{
    int month = first + k - 1;
    return self->rescued == NULL ? 0.0 : self->rescued[month < self->months ? month : self->months];
}

/* True if that is above 0 at some decision. */
bool multiplier_path_rescues(const struct multiplier_path *self, int first);

/* The first decision from which on neither M nor that chance changes; at least 1. */
int multiplier_path_settled(const struct multiplier_path *self, int first, int tenure);

/* M and that chance from there on. */
double multiplier_path_last(const struct multiplier_path *self);
double multiplier_path_last_rescued(const struct multiplier_path *self);

#endif
