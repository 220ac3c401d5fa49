/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/plan/beta_law.h"

#include <gsl/gsl_integration.h>
#include <gsl/gsl_math.h>
#include <math.h>
#include <stddef.h>

bool beta_law_applies(const struct survival_law *law)
{
    return !isnan(law->concentration) && law->nonrenewal > 0 && law->nonrenewal < 1;
}

/*
 * log(Gamma(x + m) / Gamma(x)): Stirling's series of both, subtracted term by term, after a shift to x >= 24.
 * gsl_sf_lnpoch is off by 1e-9 at x = 1e6 (the hazard of a large concentration is the small difference of
 * two such values); this is within 1e-14 there.
 */
static double log_rise(double x, double m)
{
    static const double stirling[] = {1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188};
    double sum = 0.0;

    for (; x < 24; x += 1)
        sum -= log1p(m / x);
    double z = x + m, x_power = 1 / x, z_power = 1 / z;
    for (size_t i = 0; i < sizeof stirling / sizeof *stirling; i++) {
        sum += stirling[i] * (z_power - x_power);
        x_power /= x * x;
        z_power /= z * z;
    }
    return sum + (x - 0.5) * log1p(m / x) + m * log(z) - m;
}

double beta_law_log_stay(const struct survival_law *law, double renewed, double multiplier)
{
    double a = law->nonrenewal * law->concentration;
    double b = (1 - law->nonrenewal) * law->concentration + renewed;

    if (multiplier == 0)
        return 0.0;
    if (multiplier == 1)
        return -log1p(a / b); /* b / (a + b) */
    return log_rise(b, multiplier) - log_rise(a + b, multiplier);
}

/*
 * The quadrature runs over x, the log-odds of theta, shifted to the Beta law's peak and scaled by its width:
 * there the integrand is smooth and falls off at both ends, however large a and b are.
 */
struct quadrature {
    double a, b, multiplier, log_g;
    double peak, width, log_peak;
    bool whole; /* g = 1: subtract 1 / (M theta), whose mean is known exactly */
};

static double log1p_exp(double x)
{
    return x > 0 ? x + log1p(exp(-x)) : log1p(exp(x));
}

static double log_density(const struct quadrature *self, double x)
{
    return -self->a * log1p_exp(-x) - self->b * log1p_exp(x);
}

static double weight(double y, void *context)
{
    const struct quadrature *self = context;
    return exp(log_density(self, self->peak + self->width * y) - self->log_peak);
}

static double weighted_blocks(double y, void *context)
{
    const struct quadrature *self = context;
    double x = self->peak + self->width * y;
    double density = exp(log_density(self, x) - self->log_peak);

    if (density == 0)
        return 0.0;
    double blocks = -1.0 / expm1(self->log_g - self->multiplier * log1p_exp(x));
    if (self->whole)
        blocks -= (1 + exp(-x)) / self->multiplier;
    return isfinite(blocks) ? density * blocks : 0.0;
}

enum { INTERVALS = 200 }; /* an ordinary law takes 10 to 30 */

/* The workspace stands on the stack: nothing here can fail for want of memory, and so no figure can be missing. */
static double integrate(double (*function)(double, void *), struct quadrature *quadrature)
{
    double from[INTERVALS], to[INTERVALS], part[INTERVALS], part_error[INTERVALS];
    size_t order[INTERVALS], level[INTERVALS];
    gsl_integration_workspace workspace = {.limit = INTERVALS,
                                           .alist = from,
                                           .blist = to,
                                           .rlist = part,
                                           .elist = part_error,
                                           .order = order,
                                           .level = level};
    gsl_function f = {function, quadrature};
    double result = 0, error = 0;
    /* A return of "roundoff" means that 1e-12 is below what doubles give here: the result is as good as it gets. */
    (void)gsl_integration_qagi(&f, 1e-14, 1e-12, INTERVALS, &workspace, &result, &error);
    return result;
}

double beta_law_blocks(const struct survival_law *law, double renewed, double multiplier, double log_g)
{
    struct quadrature q = {.a = law->nonrenewal * law->concentration,
                           .b = (1 - law->nonrenewal) * law->concentration + renewed,
                           .multiplier = multiplier,
                           .log_g = log_g,
                           .whole = log_g == 0};

    if (q.whole && (q.a <= 1 || multiplier == 0))
        return INFINITY;
    if (multiplier == 0)
        return -1.0 / expm1(log_g);
    double known = q.whole ? (q.a + q.b - 1) / ((q.a - 1) * multiplier) : 0.0;
    if (q.whole && multiplier == 1)
        return known;

    q.peak = log(q.a / q.b);
    q.width = sqrt((q.a + q.b) / (q.a * q.b)); /* the density's curvature at its peak, in log-odds */
    q.log_peak = log_density(&q, q.peak);
    return known + integrate(weighted_blocks, &q) / integrate(weight, &q);
}
