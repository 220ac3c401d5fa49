/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The level of the plateau: an average month of the steady state under the values in force in the plan's last month,
 * line by line, in three parts:
 *   signups  what the new clients of every source bring and cost. By Little's law the clients there in a month are what
 *            a month's new clients live through in their whole lives, so each line is their number x worth of one.
 *            How many are referred and come back follows from who is there (offspring.h); a life that ends and one
 *            that begins anew are two;
 *   stays    those who never leave any more: clients of the book, and of earlier months that signed on other terms;
 *            at their final fee. The promoters among them refer for ever;
 *   house    what does not go by clients: reps in their duty cycle (quit, vacant, hired, ramping), leads, cost.fixed.
 * Example (fact A2): one client of $10,000 every six months, staying 12: 2 clients, $20,000 of revenue, 1/6 lost.
 * Source: design section 6, plateau.*.
 */
#ifndef PLATEAU_ANALYSIS_PLATEAU_LEVEL_H
#define PLATEAU_ANALYSIS_PLATEAU_LEVEL_H

#include "analysis/worth.h"
#include "sim/plan/series.h"

/* Each by series, a month; profit, cash and nps are 0. */
struct plateau_level {
    double signups[SERIES_COUNT];
    double stays[SERIES_COUNT];
    double house[SERIES_COUNT];
    double offspring; /* mean number of referred and returning clients that each client brings */
    const char *none; /* why there is no steady state: some who sign up stay for ever, or bring too many others; NULL
                         if there is one */
};

/* Fills *self, of the plan of worths, with every M lowered as there. Returns ERR_MEMORY. */
enum status plateau_level_fill(struct plateau_level *self, struct worths *worths) MUST_USE;

/* Income less costs of the lines. Cannot fail. */
double plateau_level_profit(const double line[SERIES_COUNT]);

#endif
