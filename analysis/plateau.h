/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The plateau: the level at which lost revenue equals new, under the values in force in the plan's last
 * month, and when revenue comes near it. By Little's law it is the sum over groups of sign-ups a month x
 * mean lifetime x fee. Example (fact A2): one client of $10,000 every six months, staying 12: $20,000.
 * Source: design section 6.
 */
#ifndef PLATEAU_ANALYSIS_PLATEAU_H
#define PLATEAU_ANALYSIS_PLATEAU_H

#include <stdbool.h>

#include "analysis/findings.h"
#include "analysis/plateau_level.h"

enum { PLATEAU_SEARCH = SEATS_MONTHS }; /* months in which a plateau is looked for */

/*
 * Fills the METRIC_PLATEAU_* figures, METRIC_OFFSPRING, self->plateau and self->smooth_revenue (months 0..H). Where
 * some who sign up stay for ever, or clients bring as many others as there are, there is no plateau, and the figures
 * say why. Returns ERR_MEMORY.
 */
enum status plateau_fill(struct findings *self, const struct plateau_level *level) MUST_USE;

/*
 * The first month m >= 1 such that in every month m..months |level - revenue[t]| is at most part x
 * |level - revenue[0]| (and a slack of 1e-12 of the larger of the two, for rounding); 0 if there is none.
 * Also 0 where revenue starts at the level: there is no way to go, and no share of it to have gone.
 */
int plateau_month(const double *revenue, int months, double level, double part);

/* True if revenue starts at the plateau, but for rounding: both 0, or a book in balance. Cannot fail. */
bool plateau_at_start(double level, double start);

#endif
