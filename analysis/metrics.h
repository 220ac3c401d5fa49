/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Metrics: the one table of every figure in summary.csv, with unit and definition, and the ratios and totals
 * themselves. A ratio is a ratio of sums: `expected` of the expected sums, `mean` of the sums over all plays,
 * quantiles over the plays in which it exists.
 * Example (fact C1): 70 clients at the start of a month, 10 of them lost: churn 10/70, retention 85.71 %.
 */
#ifndef PLATEAU_ANALYSIS_METRICS_H
#define PLATEAU_ANALYSIS_METRICS_H

#include "analysis/findings.h"
#include "sim/plan/quantity.h"

struct metrics_info {
    const char *name;       /* "crr.month" */
    const char *unit;       /* "1" for shares; "money" and "money a month" stand for the plan's currency */
    const char *definition; /* one sentence, with its source */
};

/* The table's row of a metric. Cannot fail. */
const struct metrics_info *metrics_info(enum metric metric);

/* How a metric is made of the sums over a play: times x top / bottom, or 1 - that if complement. */
struct metrics_ratio {
    enum metric metric;
    enum quantity top, bottom;
    double times;
    bool complement;
    const char *why; /* why it does not exist where bottom is 0 */
};

/* The ratios, in the order of the metrics; *count of them. Static. Cannot fail. */
const struct metrics_ratio *metrics_ratios(size_t *count);

/*
 * Fills the ratios and the totals (revenue, profit, npv, cash.min) from self->expected and self->sample. The other
 * figures are those of plateau, gains, ltv and payback. Returns ERR_MEMORY.
 */
enum status metrics_fill(struct findings *self) MUST_USE;

/* A monthly retention rate against the aim of 85 to 90 % (fact C2): "above the 85-90 % aim"; "" for NaN. */
const char *metrics_crr_rating(double share);

/* What a metric's value is called: the lifetime's or crr.month's rating; "" for all others. */
const char *metrics_rating(const struct findings *self, enum metric metric);

#endif
