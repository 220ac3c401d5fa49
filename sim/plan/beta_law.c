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

/*
 * Nodes: the trapezoidal rule over t, with the log-odds of theta x = centre + scale (t + exp(t - right) - exp(-t -
 * left)). Around the centre x runs evenly; it widens exponentially to the right of the bulk, where nothing but the
 * tail exp(-b x) is left, and to the left of all log-odds at which it is decided whether a client stays. So tails of
 * any length take few nodes. The error falls as fast as the integrand is smooth, and (1 - theta)^m, however large m
 * is, stays below 1 up to a distance of pi / 2 from the real axis: exp(-pi^2 / step) is 1e-17.
 */
static const double step = 0.25;        /* of t */
static const double most_renewed = 1e6; /* the sum of M up to which lives are told apart */
static const double rare = 1e-40;       /* weight at which nodes end on the left: those who stay longest are there, */
static const double rarest = 1e-17;     /* and on the right */

struct grid {
    double a, b;
    double centre, share, rest; /* log-odds, theta and 1 - theta there */
    double scale, right, left;
};

/* log(1 - p + p exp(d)), without cancellation where d is small, or overflow where it is large. */
static double log_mix(double p, double d)
{
    return d > 600 ? d + log(p) : log1p(p * expm1(d));
}

/*
 * Log of the density of the log-odds, at distance d from the centre and relative to it. Of two equal forms the one
 * whose terms are smaller: with a or b as large as 1e8 the other's rounding would show.
 */
static double log_relative(const struct grid *self, double d)
{
    double sum = self->a + self->b;
    return self->a < self->b ? self->a * d - sum * log_mix(self->share, d)
                             : -self->b * d - sum * log_mix(self->rest, -d);
}

/*
 * The narrowest that the density may become when multiplied by a power of (1 - theta): it moves to the left and is
 * sqrt((1 + exp(x)) / a) wide there, where a is large. What is below exp(-60) of the centre's density counts for
 * nothing even then.
 */
static double narrowest(const struct grid *self)
{
    double d = -1e-6;
    while (d > -40 && log_relative(self, d) > -60)
        d *= 1.3;
    return sqrt((1 + exp(self->centre + d)) / self->a);
}

static struct grid grid_of(const struct survival_law *law, double renewed)
{
    double k = fmax(law->concentration, 1e-12); /* below, all are at 0 or 1 as far as doubles go */
    struct grid grid = {.a = fmax(law->nonrenewal * k, 1e-15), .b = fmax((1 - law->nonrenewal) * k + renewed, 1e-15)};
    double a = fmax(grid.a, 1), b = fmax(grid.b, 1); /* the density's peak, or where its long flat tails begin */

    grid.centre = log(a / b);
    grid.share = a / (a + b);
    grid.rest = b / (a + b);
    grid.scale = fmin(1, 2.2 * narrowest(&grid));
    grid.right = 5;
    grid.left = (log1p(most_renewed / b) + 2) / grid.scale;
    return grid;
}

/* Nodes from the centre outwards, at place `middle` and on, `direction` 1 to the right; until they are rare. */
static int outwards(struct beta_nodes *self, const struct grid *grid, int direction, double until)
{
    const int middle = BETA_NODES / 2;
    double rising = exp(-grid->right), falling = exp(-grid->left); /* exp(t - right), exp(-t - left) */
    double rises = exp(direction * step), falls = exp(-direction * step);

    for (int i = 0; i < middle; i++, rising *= rises, falling *= falls) {
        double d = grid->scale * (direction * step * i + rising - falling);
        double weight = exp(log_relative(grid, d)) * (1 + rising + falling);
        if (weight < until)
            return i;
        self->weight[middle - direction * i] = weight;
        self->log_stay[middle - direction * i] = -log1p_exp(grid->centre + d);
    }
    return middle;
}

void beta_law_nodes(struct beta_nodes *self, const struct survival_law *law, double renewed)
{
    struct grid grid = grid_of(law, renewed);
    int right = outwards(self, &grid, 1, rarest), left = outwards(self, &grid, -1, rare);
    int from = BETA_NODES / 2 - right + 1;
    double sum = 0.0;

    self->count = right + left - 1;
    for (int i = 0; i < self->count; i++) {
        self->log_stay[i] = self->log_stay[from + i];
        sum += self->weight[i] = self->weight[from + i];
    }
    for (int i = 0; i < self->count; i++)
        self->weight[i] /= sum;
}
