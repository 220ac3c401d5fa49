/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clients who differ: the Beta law of nonrenewal against products, identities and sums. */
#include "tests/verify/verify_support.h"

#include <math.h>

#include "sim/plan/beta_law.h"

static struct survival_law law_of(double nonrenewal, double concentration)
{
    return (struct survival_law){1, nonrenewal, 0, concentration};
}

static double log_stay(double nonrenewal, double concentration, double renewed, double multiplier)
{
    struct survival_law law = law_of(nonrenewal, concentration);
    return beta_law_log_stay(&law, renewed, multiplier);
}

static void applies(void **state)
{
    struct survival_law alike = law_of(0.2, NAN), differ = law_of(0.2, 3), none = law_of(0, 3), all = law_of(1, 3);
    (void)state;
    assert_true(beta_law_applies(&differ));
    assert_false(beta_law_applies(&alike) || beta_law_applies(&none) || beta_law_applies(&all));
}

/* For whole M, B(a, b + M) / B(a, b) is a product of (b + i) / (a + b + i), over twelve orders of magnitude of K. */
static void whole_multipliers(void **state)
{
    static const double chance[] = {1e-6, 0.0173, 0.31, 0.88, 0.999};
    (void)state;
    for (size_t c = 0; c < 5; c++)
        for (double k = 1e-6; k < 2e6; k *= 9.7)
            for (int m = 1; m <= 5; m++) {
                long double log_product = 0, a = chance[c] * (long double)k, b = (1 - (long double)chance[c]) * k;
                for (int i = 0; i < m; i++)
                    log_product -= log1pl(a / (b + 7.3L + i));
                assert_near(log_stay(chance[c], k, 7.3, m), (double)log_product,
                            2e-14 + 1e-13 * fabs((double)log_product));
            }
}

/* Renewing under M1 and then under M2 is renewing under M1 + M2. */
static void steps_add_up(void **state)
{
    (void)state;
    for (double k = 1e-3; k < 2e6; k *= 11.3)
        for (double m = 0.0137; m < 1; m += 0.197) {
            double together = log_stay(0.237, k, 3.1, 1);
            double apart = log_stay(0.237, k, 3.1, m) + log_stay(0.237, k, 3.1 + m, 1 - m);
            assert_near(apart, together, 4e-14);
            together = log_stay(0.237, k, 0, 2.71);
            apart = log_stay(0.237, k, 0, m) + log_stay(0.237, k, m, 2.71 - m);
            assert_near(apart, together, 4e-14 + 1e-13 * fabs(together));
        }
}

/*
 * A large K is close to "all alike": E(1 - theta)^M = (1 - c)^M (1 + M (M - 1) / 2 v + ...), v the variance c / ((1 -
 * c) (K + 1)). The chance of leaving must stay good to 1e-9 there, the precision promised of all exact figures.
 */
static void large_concentration(void **state)
{
    static const double chance[] = {0.31, 0.083, 1e-3, 1e-5};
    (void)state;
    for (size_t c = 0; c < 4; c++)
        for (double m = 0.43; m < 4; m += 0.71) {
            double k = 1e6, v = chance[c] / ((1 - chance[c]) * (k + 1));
            double want = m * log1p(-chance[c]) + log1p(m * (m - 1) / 2 * v);
            double leaving = -expm1(log_stay(chance[c], k, 0, m));
            assert_close(leaving, -expm1(want), 1e-9);
        }
}

/* Sum over n of g^n B(a, b + r + n M) / B(a, b + r), term by term. */
static double plain_blocks(double nonrenewal, double k, double renewed, double multiplier, double log_g)
{
    long double a = (long double)nonrenewal * k, b = (1 - (long double)nonrenewal) * k + renewed, sum = 0;
    long double start = lgammal(b) - lgammal(a + b);
    for (int n = 0; n < 400000; n++) {
        long double at = b + (long double)multiplier * n;
        long double term = expl((long double)log_g * n + lgammal(at) - lgammal(a + at) - start);
        sum += term;
        if (term < 1e-22L * sum)
            break;
    }
    return (double)sum;
}

static void blocks(void **state)
{
    static const double log_g[] = {-0.0011, -0.0132, -0.21, -3.7, -INFINITY};
    (void)state;
    for (size_t g = 0; g < 4; g++)
        for (double c = 0.013; c < 1; c += 0.193)
            for (double k = 0.017; k < 3e3; k *= 7.9)
                for (double m = 0.31; m < 5; m *= 2.3) {
                    struct survival_law law = law_of(c, k);
                    double got = beta_law_blocks(&law, 1.7, m, log_g[g]);
                    assert_close(got, plain_blocks(c, k, 1.7, m, log_g[g]), 1e-11);
                }
    struct survival_law law = law_of(0.3, 2);
    assert_close(beta_law_blocks(&law, 0, 1.3, log_g[4]), 1, 1e-14);
}

/* g = 1: finite only for a > 1. At M = 1, (a + b - 1) / (a - 1). */
static void whole_lives(void **state)
{
    (void)state;
    struct survival_law law = law_of(2.0 / 15, 15), at_one = law_of(0.25, 4), below = law_of(0.1, 4);
    assert_close(beta_law_blocks(&law, 0, 1, 0), 14, 1e-13);
    assert_close(beta_law_blocks(&law, 6, 1, 0), 20, 1e-13); /* each renewal behind it promises one month more */
    assert_true(isinf(beta_law_blocks(&at_one, 0, 1, 0)) && isinf(beta_law_blocks(&below, 0, 1.7, 0)));
    assert_true(isinf(beta_law_blocks(&law, 0, 0, 0)));
    assert_close(beta_law_blocks(&law, 0, 0, log(0.9)), 10, 1e-12);
    for (double m = 0.4; m < 4; m += 0.9) {
        struct survival_law strong = law_of(0.37, 29);
        assert_close(beta_law_blocks(&strong, 2.2, m, 0), plain_blocks(0.37, 29, 2.2, m, 0), 1e-11);
    }
    /* M = 1 and the quadrature beside it agree: the mean is smooth in M. */
    struct survival_law strong = law_of(0.37, 29);
    double less = beta_law_blocks(&strong, 0, 1 - 1e-6, 0), more = beta_law_blocks(&strong, 0, 1 + 1e-6, 0);
    assert_close(beta_law_blocks(&strong, 0, 1, 0), (less + more) / 2, 1e-11);
}

/* log E (1 - theta)^m for whole m, as a product: it keeps the figures of a small a. */
static double log_power(double a, double b, int m)
{
    double sum = 0;
    for (int i = 0; i < m; i++)
        sum -= log1p(a / (b + i));
    return sum;
}

/*
 * Means over the nodes: powers of (1 - theta), and theta (1 - theta)^m, whose mean is a / (a + b + m) of the power's:
 * within 1e-11 of themselves wherever they are not vanishingly small.
 */
static void nodes(void **state)
{
    static const double chance[] = {1e-6, 0.0173, 0.31, 0.88, 1 - 1e-6};
    struct beta_nodes nodes;
    (void)state;
    for (size_t c = 0; c < 5; c++)
        for (double k = 1e-3; k < 2e8; k *= 3.9)
            for (double renewed = 0; renewed < 60; renewed += 27.9) {
                struct survival_law law = law_of(chance[c], k);
                double a = chance[c] * k, b = (1 - chance[c]) * k + renewed;
                beta_law_nodes(&nodes, &law, renewed);
                assert_true(nodes.count > 20 && nodes.count < 400);
                for (int m = 0; m < 3000; m = 2 * m + 1) {
                    double want = exp(log_power(a, b, m)), power = 0, leaving = 0;
                    if (want < 1e-22)
                        break;
                    for (int i = 0; i < nodes.count; i++) {
                        double there = nodes.weight[i] * exp(m * nodes.log_stay[i]);
                        power += there;
                        leaving += there * -expm1(nodes.log_stay[i]);
                    }
                    assert_close(power, want, 1e-11);
                    assert_close(leaving, want * a / (a + b + m), 1e-11);
                }
            }
}

/* In order from those who leave to those who stay; and nothing breaks where doubles end. */
static void nodes_at_the_ends(void **state)
{
    static const double concentration[] = {1e-300, 1e-14, 0.7, 1e6, 1e12};
    struct beta_nodes nodes;
    (void)state;
    for (size_t k = 0; k < 5; k++)
        for (double c = 1e-200; c < 1; c = c < 1e-6 ? c * 1e39 : c + 0.247) {
            struct survival_law law = law_of(c, concentration[k]);
            double sum = 0;
            beta_law_nodes(&nodes, &law, 0);
            assert_true(nodes.count > 20 && nodes.count < BETA_NODES);
            for (int i = 0; i < nodes.count; i++) {
                assert_true(isfinite(nodes.weight[i]) && nodes.weight[i] >= 0 && nodes.log_stay[i] <= 0);
                assert_true(i == 0 || nodes.log_stay[i] >= nodes.log_stay[i - 1]);
                sum += nodes.weight[i];
            }
            assert_close(sum, 1, 1e-14);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(applies),      cmocka_unit_test(whole_multipliers),
        cmocka_unit_test(steps_add_up), cmocka_unit_test(large_concentration),
        cmocka_unit_test(blocks),       cmocka_unit_test(whole_lives),
        cmocka_unit_test(nodes),        cmocka_unit_test(nodes_at_the_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
