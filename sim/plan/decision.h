/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One decision to stay or to leave, in logs, and what a client's state is then. See survival.h for the law. */
#ifndef PLATEAU_PLAN_DECISION_H
#define PLATEAU_PLAN_DECISION_H

#include <math.h>
#include <stdbool.h>

#include "sim/plan/survival.h"

/* Where a client stands between two bills. */
struct decision_state {
    int phase;      /* bills since the last renewal */
    double renewed; /* sum of M over the renewals so far */
};

/* (1 - h)^M in logs; M = 0 stays even where h = 1. */
static inline double decision_log_stay(double h, double multiplier)
{
    return multiplier == 0 || h == 0 ? 0.0 : multiplier * log1p(-h);
}

/* n decisions of that log chance: none are 0 even where it is -infinity. */
static inline double decision_log_many(double log_chance, int n)
{
    return n == 0 ? 0.0 : n * log_chance;
}

/* The chance to stay, in logs, where of those who would leave this share is kept by an offer. */
double decision_log_kept(double log_stay, double rescued);

/*
 * True if a mean over clients is needed, of products that have no closed form: clients differ, and some who would
 * leave are kept by offers. Everywhere else the two functions here are enough.
 */
bool decision_needs_mixture(const struct survival_law *law, const struct multiplier_path *path, int first);

/* Log of the chance to be there after the next bill's decision, and the state behind it. */
double decision_log_next(const struct survival_law *law, struct decision_state *state, double multiplier,
                         double rescued);

#endif
