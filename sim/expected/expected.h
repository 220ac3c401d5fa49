/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The expected engine: exact means of every monthly series, by convolving sign-ups with survival tables.
 * No simulation, no random number; about a millisecond a plan.
 */
#ifndef PLATEAU_EXPECTED_EXPECTED_H
#define PLATEAU_EXPECTED_EXPECTED_H

#include "sim/plan/plan.h"
#include "sim/plan/quantity.h"
#include "sim/plan/series.h"

struct expected {
    int months;
    double *series[SERIES_COUNT]; /* owned: [month 0..H]; money in whole units */
    double quantity[QUANTITY_COUNT];
    /*
     * Life table of the sign-ups by cell = quartile * contracts + contract: of the clients who reached
     * bill k within the plan with a decision that falls in it, expected at risk and lost after bill k.
     */
    double *at_risk; /* owned: [cell][k = 0..H]: cell * (H + 1) + k; k = 0 unused */
    double *leaving; /* owned: likewise */
};

/* Returns ERR_MEMORY; then *self is empty. Free with expected_free. */
enum status expected_init(struct expected *self, const struct plan *plan) MUST_USE;
void expected_free(struct expected *self);

/*
 * Expected revenue of months 0..months with arrivals at their smooth rate, the plan's dated values and
 * the last ones beyond its end (design section 6, plateau.month95). revenue has months + 1 entries.
 * Returns ERR_MEMORY.
 */
enum status expected_smooth_revenue(double *revenue, const struct plan *plan, int months) MUST_USE;

#endif
