/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What bears on a client's decisions, straight from the rules and the scenario's own values: M, and what clients think.
 * Instead of its z a client has the share of all clients with a lower one.
 */
#ifndef PLATEAU_TESTS_VERIFY_INFLUENCE_H
#define PLATEAU_TESTS_VERIFY_INFLUENCE_H

#include "tests/verify/verify_support.h"

/* What M goes by, but for the month. */
struct verify_client_kind {
    enum source source;
    size_t rep_class; /* of SOURCE_REP */
    int quartile;
    bool slow; /* not activated at once */
};

/* M at the decision after a client's own bill; months before the plan are as month 1. */
double verify_influence(const struct verify *self, const struct verify_client_kind *kind, int opinion, int month,
                        int bill);

/* Opinions by month: who has a z below `detractor` is one, who has one above `promoter` is one. */
struct verify_opinions {
    int months;
    double *detractor, *promoter; /* owned: [month 1..H] */
    /* Clients with a z in the same piece think alike in every month: shares of all from below[i] to below[i + 1]. */
    size_t pieces;
    double *below; /* owned: [0..pieces] */
};

struct verify_opinions verify_opinions_new(const struct verify *self);
void verify_opinions_free(struct verify_opinions *self);

/* 1 promoter, 0 passive, -1 detractor; before the plan as in month 1. */
int verify_opinion(const struct verify_opinions *self, double z, int month);

/* The month in which care comes to a client whose bill of plan month `first` is its bill tenure + 1; 0: not in the
 * plan.
 */
int verify_care_month(const struct verify *self, const struct verify_opinions *opinions, double z, int first,
                      int tenure);

/* Sign-ups that a promoter of a month brings in the next one, before the choice of a contract; within the plan. */
double verify_referral_rate(const struct verify *self, int month);

#endif
