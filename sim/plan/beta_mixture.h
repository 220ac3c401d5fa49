/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Clients who differ, where some who would leave are kept by offers: a renewal is survived with chance
 * r + (1 - r) (1 - theta)^M, and the mean of such products over the Beta law has no closed form. So the law's nodes
 * (beta_law.h) are followed, each a group of clients who are alike.
 */
#ifndef PLATEAU_PLAN_BETA_MIXTURE_H
#define PLATEAU_PLAN_BETA_MIXTURE_H

#include "sim/plan/beta_law.h"

struct beta_mixture {
    const struct survival_law *law; /* not owned */
    double renewed;                 /* sum of M over the renewals before the first one here */
    struct beta_nodes nodes;
    int first;                 /* node that still counts: those before it are gone */
    double here[BETA_NODES];   /* weight of those who were there after the renewals so far */
    double wavers[BETA_NODES]; /* chance to waver at a renewal under the multiplier */
    double stays[BETA_NODES];  /* and not to */
    double multiplier;         /* of the last two; below 0: none yet */
    double lost;               /* sum of (1 - r) M over the renewals so far */
};

/* renewed: as beta_law.h has it. Cannot fail. */
void beta_mixture_init(struct beta_mixture *self, const struct survival_law *law, double renewed);

/* The chance to be there still, and to have wavered at the renewal just made (of all, kept or lost). */
struct beta_renewal {
    double alive, wavered;
};

struct beta_renewal beta_mixture_renew(struct beta_mixture *self, double multiplier, double rescued);

/* Blocks of renewals that go on for ever under the same multiplier and the same offers. */
struct beta_blocks {
    double multiplier, rescued;
    int before;   /* renewals before the first block is reached */
    int renewals; /* from each block to the next */
    double log_g; /* <= 0: log worth of reaching the next block if everybody renewed */
};

/*
 * The worth of all blocks to come, for those who are here: E[here F^before / (1 - g F^renewals)], F = r + (1 - r) (1 -
 * theta)^M. Relative error below 1e-11. Infinite where g = 1, and a <= 1 or M = 0 or r = 1. Cannot fail.
 */
double beta_mixture_blocks(struct beta_mixture *self, struct beta_blocks blocks);

#endif
