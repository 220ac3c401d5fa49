/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ad spend against numerical integration of the lognormal density. */
#include "tests/verify/verify_support.h"

#include <gsl/gsl_integration.h>
#include <gsl/gsl_randist.h>
#include <math.h>

#include "sim/plan/spend_law.h"

struct moment {
    const struct spend_law *law;
    int power;
};

/* Over y = log spend: density times spend^power. */
static double integrand(double y, void *context)
{
    const struct moment *self = context;
    return exp(self->power * y) * gsl_ran_gaussian_pdf(y - self->law->mu, self->law->sigma);
}

static double integrate(const struct spend_law *law, int power, double low, double high)
{
    double from = low > 0 ? log(low) : law->mu - 40 * law->sigma;
    double to = isinf(high) ? law->mu + (40 + law->sigma) * law->sigma : log(high);
    struct moment moment = {law, power};
    gsl_function function = {integrand, &moment};
    gsl_integration_workspace *space = gsl_integration_workspace_alloc(2000);
    double result = 0, error = 0;
    assert_int_equal(gsl_integration_qag(&function, from, to, 0, 1e-12, 2000, 6, space, &result, &error), 0);
    gsl_integration_workspace_free(space);
    return result;
}

static const double mean = 41237.19;
static const double spread[] = {0.07, 0.41, 0.83, 1.9, 20};

static void moments(void **state)
{
    (void)state;
    for (size_t i = 0; i < 5; i++) {
        struct spend_law law = spend_law_of(mean, spread[i]);
        assert_close(integrate(&law, 1, 0, INFINITY), mean, 1e-10);
        assert_close(integrate(&law, 2, 0, 1e30), mean * mean * (1 + spread[i] * spread[i]), 1e-6);
        assert_close(spend_law_share(&law, 0, INFINITY), 1, 1e-15);
        assert_close(spend_law_mean_between(&law, 0, INFINITY), mean, 1e-14);
    }
}

/* Bounds below, around and far above the mean. */
static void shares_and_means(void **state)
{
    static const double bound[] = {0, 911, 9773, 30011, 41237.19, 52711, 119773, 1e6, INFINITY};
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        struct spend_law law = spend_law_of(mean, spread[i]);
        double share = 0, weighted = 0;
        for (size_t b = 0; b < 8; b++) {
            double part = spend_law_share(&law, bound[b], bound[b + 1]);
            double average = spend_law_mean_between(&law, bound[b], bound[b + 1]);
            double sure = integrate(&law, 0, bound[b], bound[b + 1]);
            assert_near(part, sure, 1e-11 * sure + 1e-300);
            if (part > 1e-30) {
                assert_close(average, integrate(&law, 1, bound[b], bound[b + 1]) / sure, 1e-9);
                assert_true(average > bound[b] && average <= bound[b + 1]);
            }
            share += part;
            weighted += part * average;
        }
        assert_close(share, 1, 1e-14);
        assert_close(weighted, mean, 1e-13);
    }
}

static void quantiles(void **state)
{
    (void)state;
    for (size_t i = 0; i < 5; i++) {
        struct spend_law law = spend_law_of(mean, spread[i]);
        for (double u = 0.0137; u < 1; u += 0.0719)
            assert_close(spend_law_share(&law, 0, spend_law_quantile(&law, u)), u, 1e-12);
        assert_close(spend_law_quantile(&law, 0.5), exp(law.mu), 1e-14);
        for (int q = 0; q < 4; q++) /* quartiles hold a quarter each */
            assert_close(spend_law_share(&law, q ? spend_law_quantile(&law, q / 4.0) : 0,
                                         q < 3 ? spend_law_quantile(&law, (q + 1) / 4.0) : INFINITY),
                         0.25, 1e-13);
    }
}

/* The law of those at or above a minimum: shares, means and quantiles of the uncut law among those who are left. */
static void cuts(void **state)
{
    static const double minimum[] = {911, 9773, 41237.19, 119773, 4e5};
    (void)state;
    for (size_t i = 1; i < 4; i++)
        for (size_t m = 0; m < 5; m++) {
            struct spend_law whole = spend_law_of(mean, spread[i]), law = spend_law_cut(whole, minimum[m]);
            double left = spend_law_share(&whole, minimum[m], INFINITY);
            if (law.cut == 0)
                continue; /* too few to show are below */
            assert_close(law.cut, spend_law_share(&whole, 0, minimum[m]), 1e-13);
            assert_true(law.low == minimum[m] && spend_law_share(&law, 0, minimum[m]) == 0);
            assert_close(spend_law_share(&law, 0, INFINITY), 1, 1e-14);
            assert_close(spend_law_mean_between(&law, 0, INFINITY),
                         integrate(&whole, 1, minimum[m], INFINITY) / integrate(&whole, 0, minimum[m], INFINITY), 1e-8);
            for (double part = 1.1; part < 9; part *= 1.7) {
                double at = minimum[m] * part;
                assert_close(spend_law_share(&law, at, INFINITY), spend_law_share(&whole, at, INFINITY) / left, 1e-12);
                assert_close(spend_law_mean_between(&law, at, INFINITY), spend_law_mean_between(&whole, at, INFINITY),
                             1e-12);
                assert_close(spend_law_below(&law, at), spend_law_share(&whole, minimum[m], at) / left, 1e-12);
            }
            for (double u = 0.0137; u < 1; u += 0.0719) {
                double at = spend_law_quantile(&law, u);
                assert_true(at >= minimum[m]);
                assert_close(spend_law_share(&law, at, INFINITY), 1 - u, 1e-10);
            }
        }
}

/* The mean of those above m is mean x Q(z - sigma) / Q(z); a minimum six sigmas up is still good to twelve figures. */
static void far_cuts(void **state)
{
    struct spend_law whole = spend_law_of(mean, 0.83);
    (void)state;
    for (double z = -9; z < 8; z += 1.37) {
        double minimum = exp(whole.mu + whole.sigma * z);
        struct spend_law law = spend_law_cut(whole, minimum);
        double want = mean * erfc((z - whole.sigma) / sqrt(2)) / erfc(z / sqrt(2));
        assert_close(spend_law_mean_between(&law, 0, INFINITY), want, 1e-11);
        assert_close(spend_law_below(&whole, minimum), 0.5 * erfc(-z / sqrt(2)), 1e-11);
        double median = spend_law_quantile(&law, 0.5), at = (log(median) - whole.mu) / whole.sigma;
        assert_close(erfc(at / sqrt(2)), 0.5 * erfc(z / sqrt(2)), 1e-11);
    }
    struct spend_law twice = spend_law_cut(spend_law_cut(whole, 20000), 50000), once = spend_law_cut(whole, 50000);
    assert_true(twice.cut == once.cut && twice.low == once.low);
    twice = spend_law_cut(once, 20000);
    assert_true(twice.cut == once.cut && twice.low == once.low);
}

static void cuts_of_nobody_and_all(void **state)
{
    struct spend_law law = spend_law_of(mean, 0.41), point = spend_law_of(mean, 0);
    (void)state;
    assert_true(spend_law_cut(law, 0).cut == 0 && spend_law_below(&law, 0) == 0);
    struct spend_law none = spend_law_cut(law, 1e9);
    assert_true(none.sigma == 0 && none.mean == 1e9 && spend_law_quantile(&none, 0.3) == 1e9);
    assert_true(spend_law_below(&point, mean) == 0 && spend_law_below(&point, mean + 0.01) == 1);
    assert_true(spend_law_cut(point, mean).mean == mean && spend_law_cut(point, mean + 0.01).mean == mean + 0.01);
}

static void points_and_nobody(void **state)
{
    (void)state;
    struct spend_law point = spend_law_of(mean, 0), law = spend_law_of(mean, 0.41);
    assert_true(point.sigma == 0);
    assert_true(spend_law_quantile(&point, 0.001) == mean && spend_law_quantile(&point, 0.999) == mean);
    assert_true(spend_law_share(&law, 50000, 50000) == 0 && spend_law_mean_between(&law, 50000, 50000) == 0);
    assert_true(spend_law_share(&law, 50000, 40000) == 0);
    assert_true(spend_law_of(0, 1.3).sigma == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moments),           cmocka_unit_test(shares_and_means),
        cmocka_unit_test(quantiles),         cmocka_unit_test(cuts),
        cmocka_unit_test(far_cuts),          cmocka_unit_test(cuts_of_nobody_and_all),
        cmocka_unit_test(points_and_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
