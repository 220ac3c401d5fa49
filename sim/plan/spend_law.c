/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/plan/spend_law.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "sim/support/status.h"

struct spend_law spend_law_of(double mean, double cv)
{
    struct spend_law law = {.mean = mean};
    if (mean > 0 && cv > 0) {
        law.sigma = sqrt(log1p(cv * cv));
        law.mu = log(mean) - 0.5 * law.sigma * law.sigma;
    }
    return law;
}

struct spend_law spend_law_scaled(struct spend_law law, double factor)
{
    struct spend_law scaled = {.mean = law.mean * factor};
    bug_assert(law.cut == 0);
    if (law.sigma > 0 && factor > 0) {
        scaled.sigma = law.sigma;
        scaled.mu = law.mu + log(factor);
    }
    return scaled;
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

/* Share of the law before the cut that is left: not 1 - cut, which has few figures where little is left. */
static double left(const struct spend_law *self)
{
    return self->cut > 0 ? gsl_cdf_ugaussian_Q(standardised(self, self->low)) : 1.0;
}

struct spend_law spend_law_cut(struct spend_law law, double minimum)
{
    double below = spend_law_below(&law, minimum);
    if (below == 0)
        return law;
    if (below == 1)
        return spend_law_of(minimum, 0);
    law.cut = gsl_cdf_ugaussian_P(standardised(&law, minimum));
    law.low = minimum;
    return law;
}

double spend_law_below(const struct spend_law *self, double spend)
{
    if (self->sigma == 0)
        return self->mean < spend ? 1.0 : 0.0;
    return spend > self->low ? normal_between(standardised(self, self->low), standardised(self, spend)) / left(self)
                             : 0.0;
}

double spend_law_quantile(const struct spend_law *self, double u)
{
    if (self->sigma == 0)
        return self->mean;
    if (self->cut == 0)
        return exp(self->mu + self->sigma * gsl_cdf_ugaussian_Pinv(u));
    double above = (1 - u) * left(self); /* share of the law before the cut */
    double z = above < 0.5 ? gsl_cdf_ugaussian_Qinv(above) : gsl_cdf_ugaussian_Pinv(self->cut + u * left(self));
    return fmax(self->low, exp(self->mu + self->sigma * z));
}

double spend_law_share(const struct spend_law *self, double low, double high)
{
    low = fmax(low, self->low);
    return high > low ? normal_between(standardised(self, low), standardised(self, high)) / left(self) : 0.0;
}

double spend_law_mean_between(const struct spend_law *self, double low, double high)
{
    low = fmax(low, self->low);
    if (!(high > low))
        return 0.0;
    double from = standardised(self, low), to = standardised(self, high), share = normal_between(from, to);
    if (share == 0)
        return 0.0;
    /* Weighting a lognormal by its value shifts log spend by sigma squared. */
    return self->mean * normal_between(from - self->sigma, to - self->sigma) / share;
}
