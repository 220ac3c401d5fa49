/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Monthly figures: every series in every month 0..H, exact, mean of the plays, and their quantiles (of the
 * kept plays; of a series that is the same in every play, its mean). Cents become whole units of money here.
 * The net promoter score is made here: of expected clients, of the plays' sums, and play by play for the quantiles.
 */
#ifndef PLATEAU_ANALYSIS_MONTHLY_H
#define PLATEAU_ANALYSIS_MONTHLY_H

#include "analysis/findings.h"

/*
 * Fills self->monthly from self->expected and self->sample on up to `threads` threads; the result does not
 * depend on their number. Returns ERR_MEMORY, ERR_STOPPED; self->monthly is then freed by findings_free.
 */
enum status monthly_fill(struct findings *self, size_t threads) MUST_USE;

/* The net promoter score, points: 100 (promoters - detractors) / clients; NaN without clients. Cannot fail. */
double monthly_nps(double promoters, double detractors, double clients);

/* Cents to whole units; 1 for what is not money. */
double monthly_scale(bool money);

#endif
