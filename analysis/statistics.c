/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/statistics.h"

#include <math.h>

double statistics_mcse(double variance, size_t n)
{
    return n < 2 ? NAN : sqrt(variance / (double)n);
}

double statistics_variance(const double *value, size_t n)
{
    double sum = 0, squares = 0;
    if (n < 2)
        return NAN;
    for (size_t i = 0; i < n; i++)
        sum += value[i];
    double mean = sum / (double)n;
    for (size_t i = 0; i < n; i++)
        squares += (value[i] - mean) * (value[i] - mean);
    return squares / (double)(n - 1);
}

double statistics_ratio(const struct statistics_pair *pair)
{
    return pair->bottom == 0 ? NAN : pair->top / pair->bottom;
}

double statistics_ratio_mcse(const struct statistics_pair *pair)
{
    double ratio = statistics_ratio(pair);
    double variance = pair->top_variance - 2 * ratio * pair->covariance + ratio * ratio * pair->bottom_variance;
    if (isnan(ratio))
        return NAN;
    /* A perfect correlation leaves nothing but rounding, on either side of 0. */
    return statistics_mcse(variance > 0 ? variance : 0, pair->n) / fabs(pair->bottom);
}
