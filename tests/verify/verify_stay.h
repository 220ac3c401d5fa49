/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Staying, decision by decision, where some who want to leave are kept by offers: clients who are alike, or groups of
 * clients by their own nonrenewal, on a grid of its log odds over the Beta law. Without offers: see verify_walk.h.
 */
#ifndef PLATEAU_TESTS_VERIFY_STAY_H
#define PLATEAU_TESTS_VERIFY_STAY_H

#include <stdbool.h>
#include <stddef.h>

#include "tests/verify/verify_walk.h"

enum { STAY_NODES = 2000 };

struct stay {
    bool offers;      /* else only the walk counts */
    struct walk walk; /* as if none were made */
    size_t count;
    double start;                                   /* weight of all when the plan began */
    double log_renew[STAY_NODES], here[STAY_NODES]; /* log of (1 - own nonrenewal), and how many there are */
};

void stay_begin(struct stay *self, const struct survival_law *law, bool offers);

/* The past is over: from here on all shares are of those who are here. */
void stay_start(struct stay *self);

/* One decision under multiplier M; who wants to leave is kept with this chance. Returns the share that wanted to. */
double stay_decide(struct stay *self, bool renewal, double multiplier, double rescued);

/* The share still here. */
double stay_alive(const struct stay *self);

#endif
