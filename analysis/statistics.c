/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/statistics.h"

#include <math.h>

double statistics_mcse(double variance, size_t n)
{
    return n < 2 ? NAN : sqrt(variance / (double)n);
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
