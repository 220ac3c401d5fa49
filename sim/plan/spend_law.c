/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/plan/spend_law.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

struct spend_law spend_law_of(double mean, double cv)
{
    struct spend_law law = {.mean = mean};
    if (mean > 0 && cv > 0) {
        law.sigma = sqrt(log1p(cv * cv));
        law.mu = log(mean) - 0.5 * law.sigma * law.sigma;
    }
    return law;
}

double spend_law_quantile(const struct spend_law *self, double u)
{
    return self->sigma == 0 ? self->mean : exp(self->mu + self->sigma * gsl_cdf_ugaussian_Pinv(u));
}

/* P(from < Z <= to), from the tail that does not cancel. */
static double normal_between(double from, double to)
{
    return from > 0 ? gsl_cdf_ugaussian_Q(from) - gsl_cdf_ugaussian_Q(to)
                    : gsl_cdf_ugaussian_P(to) - gsl_cdf_ugaussian_P(from);
}

static double standardised(const struct spend_law *self, double spend)
{
    return spend > 0 ? (log(spend) - self->mu) / self->sigma : -INFINITY;
}

double spend_law_share(const struct spend_law *self, double low, double high)
{
    return high > low ? normal_between(standardised(self, low), standardised(self, high)) : 0.0;
}

double spend_law_mean_between(const struct spend_law *self, double low, double high)
{
    double share = spend_law_share(self, low, high);
    if (share == 0)
        return 0.0;
    /* Weighting a lognormal by its value shifts log spend by sigma squared. */
    double from = standardised(self, low) - self->sigma, to = standardised(self, high) - self->sigma;
    return self->mean * normal_between(from, to) / share;
}
