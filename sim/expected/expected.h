/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The expected engine: exact means of every monthly series, by convolving sign-ups with survival tables.
 * No simulation, no random number; well under a millisecond a plan.
 */
#ifndef PLATEAU_EXPECTED_EXPECTED_H
#define PLATEAU_EXPECTED_EXPECTED_H

#include "sim/plan/plan.h"
#include "sim/plan/quantity.h"
#include "sim/plan/series.h"

/* Clients that can be counted in a month. Their money, up to 1e14 a month each, and its sums still fit a double. */
#define EXPECTED_MOST_CLIENTS 1e200

struct expected {
    int months;
    double *series[SERIES_COUNT]; /* owned: [month 0..H]; money in whole units */
    /*
     * Owned: [month 0..H]: the expected number of events that make the series: clients, sign-ups, losses, bonuses paid,
     * hires, occupied seats, ... (fixed: 1). For the self-check: a series is as certain as its events are many, and
     * each event is rounded once. Of profit and cash: the sum over their lines.
     */
    double *events[SERIES_COUNT];
    double quantity[QUANTITY_COUNT]; /* NaN for those without an expectation */
    /*
     * Life table of the sign-ups by cell = quartile * contracts + contract: of the clients who reached
     * bill k within the plan with a decision that falls in it, expected at risk and lost after bill k.
     */
    double *at_risk; /* owned: [cell][k = 0..H]: cell * (H + 1) + k; k = 0 unused */
    double *leaving; /* owned: likewise */
};

/*
 * Returns ERR_MEMORY, or ERR_RANGE where clients bring so many others that some month has more than
 * EXPECTED_MOST_CLIENTS; then *self is empty. Free with expected_free.
 */
enum status expected_init(struct expected *self, const struct plan *plan) MUST_USE;
void expected_free(struct expected *self);

/*
 * A whole result as one row of numbers, so that the results of many plans (inputs drawn anew in every play) can be
 * averaged: its length, writing it, and making a result of such a row. Plans must have equal months and contracts.
 * expected_unflatten returns ERR_MEMORY; then *self is empty.
 */
size_t expected_length(const struct plan *plan);
void expected_flatten(const struct expected *self, const struct plan *plan, double *row);
enum status expected_unflatten(struct expected *self, const struct plan *plan, const double *row) MUST_USE;

#endif
