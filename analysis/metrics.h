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

/*
 * How a metric is made of the sums over a play: times x top / bottom, or 1 - that if complement. revived: what clients
 * pay who were lost and came back (QUANTITY_REVENUE_REVIVED) counts above too; metrics_top looks to that.
 */
struct metrics_ratio {
    enum metric metric;
    enum quantity top, bottom;
    double times;
    bool complement;
    const char *why; /* why it does not exist where bottom is 0 */
    bool revived;
};

/* The ratios, in the order of the metrics; *count of them. Static. Cannot fail. */
const struct metrics_ratio *metrics_ratios(size_t *count);

/* A metric that is one sum over a play, and all of them; *count of them. Static. Cannot fail. */
struct metrics_total {
    enum metric metric;
    enum quantity quantity;
};
const struct metrics_total *metrics_totals(size_t *count);

/* A metric's value of the ratio of its sums, both in the units of the file. Cannot fail. */
double metrics_ratio_value(const struct metrics_ratio *ratio, double top_by_bottom);

/* Top and bottom are cents or counts in the plays: their ratio, times this, is in the units of the file. */
double metrics_ratio_scale(const struct metrics_ratio *ratio);

/*
 * The whole sum above the line: sums has that of quantity q at sums[q x stride], as the expected ones and the means do
 * (stride 1), and a play's own in sample->quantity_value (stride kept). Cannot fail.
 */
double metrics_top(const struct metrics_ratio *ratio, const double *sums, size_t stride);

/*
 * Fills the ratios and the totals (revenue, profit, npv, cash.min) from self->expected and self->sample. The other
 * figures are those of plateau, gains, ltv and payback. Returns ERR_MEMORY.
 */
enum status metrics_fill(struct findings *self) MUST_USE;

/* A monthly retention rate against the aim of 85 to 90 % (fact C2): "above the 85-90 % aim"; "" for NaN. */
const char *metrics_crr_rating(double share);

/* A net promoter score of an agency (fact A11): 0 or less "bad", up to 20 "needs work", up to 30 "good", from 30 on
   "unicorn"; "" for NaN. */
const char *metrics_nps_rating(double points);

/* Decimals with which a score is told, so that what is read has the rating too: 0 as a rule, and 1 for 19.85, which
   needs work, though 20 is good; 2 at most. 0 for NaN. */
int metrics_nps_decimals(double points);

/* What a metric's value is called: the rating of lifetime.mean, crr.month and nps.end; "" for all others. */
const char *metrics_rating(const struct findings *self, enum metric metric);

#endif
