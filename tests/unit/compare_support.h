/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Comparisons made by hand, for the tests of charts; no engine is asked. In month m the base bills
 * level x (1 - exp(-m / 18)), serves it for 35 % and pays 12,000 of salaries. A rival bills `lift` x (1 - exp(-m / 9))
 * more and pays `cost` more in salaries. Its plays' cumulative differences swing by luck x sqrt(m) round the mean. Its
 * npv difference is 0.8 of the profit difference.
 */
#ifndef PLATEAU_TESTS_UNIT_COMPARE_SUPPORT_H
#define PLATEAU_TESTS_UNIT_COMPARE_SUPPORT_H

#include <stdio.h>

#include "analysis/comparison.h"

enum { DUEL_MOST = 24 };

/* A scenario. */
struct rival {
    const char *name, *slug;
    double lift, cost, luck;      /* money a month; money a month; money */
    double nps;                   /* at the end, from 10 in month 1; NaN: none */
    double sources[SOURCE_COUNT]; /* new clients over the plan */
    bool free_of_costs;
};

/* A comparison under construction. */
struct duel {
    int months;
    size_t replicates;
    double level;                  /* of the base's revenue */
    struct rival rival[DUEL_MOST]; /* [0] the base: its lift and cost are 0 */
    size_t count;
};

/* A base and three rivals: one clearly better, one clearly worse, one that differs by luck alone. */
extern const struct duel DUEL_PLAIN;

/* The comparison; the caller may change it, and frees it with duel_free. */
struct comparison *duel_made(const struct duel *duel);
void duel_free(struct comparison *comparison);

/* Month m of the exact difference of cumulative profit. */
double duel_cash(const struct duel *duel, size_t i, int month);

#endif
