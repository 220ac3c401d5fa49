/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Statistics: how far the mean of n plays, or a ratio of two such means, may lie from the truth by luck alone.
 * Units are those of what is given. Example: plays with variance 4, n = 10,000: the mean's MCSE is 0.02.
 */
#ifndef PLATEAU_ANALYSIS_STATISTICS_H
#define PLATEAU_ANALYSIS_STATISTICS_H

#include <stddef.h>

/*
 * Monte Carlo standard error of the mean of n independent plays, each with this (sample) variance.
 * NaN with fewer than two plays: one play says nothing about its error. Cannot fail.
 */
double statistics_mcse(double variance, size_t n);

/* The sample variance (n - 1) of value[0 .. n-1]; NaN of fewer than two. Cannot fail. */
double statistics_variance(const double *value, size_t n);

/* Two quantities of a play, as estimated from n plays: variances and covariance are of one play. */
struct statistics_pair {
    double top, bottom; /* means */
    double top_variance, bottom_variance, covariance;
    size_t n;
};

/* top / bottom: a ratio of sums, not a mean of ratios. NaN where bottom is 0. Cannot fail. */
double statistics_ratio(const struct statistics_pair *pair);

/*
 * MCSE of that ratio R by the delta method: sqrt((Var top - 2 R Cov + R^2 Var bottom) / n) / |bottom|.
 * NaN where bottom is 0 or n < 2. Scaling top and bottom alike leaves it as it is. Cannot fail.
 */
double statistics_ratio_mcse(const struct statistics_pair *pair);

#endif
