/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Comparison, metrics: every metric of a scenario against the base's.
 *
 * Totals   the plays' own differences; their mean over all replicates, error and quantiles over the kept plays.
 * Ratios   the difference of the two ratios of sums; its error by the delta method on the plays' pairs: play r moves
 *          the difference by (top - R bottom) / mean bottom of the scenario less the same of the base. Quantiles and
 *          shares are over the plays in which both ratios exist.
 * Example  top 3, bottom 4 against top 1, bottom 2 in every play: 0.75 - 0.5 = 0.25, error 0.
 */
#ifndef PLATEAU_ANALYSIS_COMPARISON_METRICS_H
#define PLATEAU_ANALYSIS_COMPARISON_METRICS_H

#include "analysis/comparison.h"

/* Fills metric[0 .. METRIC_COUNT-1]. Both have equally many replicates. Returns ERR_MEMORY. */
enum status comparison_metrics_fill(struct difference *metric, const struct findings *base,
                                    const struct findings *other) MUST_USE;

/* Their difference, 0 where rounding alone sets them apart: 1e-12 of the larger. NaN if either is. Cannot fail. */
double comparison_metrics_between(double base, double other);

/*
 * The Monte Carlo standard error of a mean difference from those of the kept plays, 0 where rounding alone makes them
 * differ; base and other: the two means. NaN of one play. Cannot fail.
 */
double comparison_metrics_error(const double *value, const struct sample *sample, double base, double other);

#endif
