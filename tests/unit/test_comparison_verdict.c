/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which way is better, and when a difference is one. */
#include "support.h"

#include <math.h>

#include "analysis/comparison.h"
#include "analysis/comparison_metrics.h"

static int verdict(double mean, double mcse, double expected)
{
    const struct difference difference = {
        .baseline_mean = 1e6, .scenario_mean = 1e6, .mean = mean, .mcse = mcse, .expected = expected};
    return comparison_verdict(&difference);
}

static void verdicts_and_signs(void **state)
{
    (void)state;
    assert_int_equal(verdict(1.97, 1, -5), 1); /* the plays' interval decides where there is one */
    assert_int_equal(verdict(-1.97, 1, 5), -1);
    assert_int_equal(verdict(1.95, 1, 5), 0);
    assert_int_equal(verdict(3, 0, 3), 1);
    assert_int_equal(verdict(3, NAN, 3), 0); /* one play */
    assert_int_equal(verdict(NAN, NAN, 0.0011), 1);
    assert_int_equal(verdict(NAN, NAN, -0.0011), -1);
    assert_int_equal(verdict(NAN, NAN, 0.0009), 0); /* 1e-9 of a million is rounding */
    assert_int_equal(verdict(0.0009, 0, 0), 0);
    assert_int_equal(verdict(NAN, NAN, NAN), 0);
    assert_int_equal(comparison_sign(METRIC_NPV), 1);
    assert_int_equal(comparison_sign(METRIC_CRR_12), 1);
    assert_int_equal(comparison_sign(METRIC_CHURN_REVENUE), -1);
    assert_int_equal(comparison_sign(METRIC_CAC), -1);
    assert_int_equal(comparison_sign(METRIC_KEEP_COST), -1);
    assert_int_equal(comparison_sign(METRIC_CHURN_CLIENTS), -1);
    assert_int_equal(comparison_sign(METRIC_TOP20_SHARE), -1);
    assert_int_equal(comparison_sign(METRIC_GAIN_FEE_PERCENT), 0);
    assert_int_equal(comparison_sign(METRIC_PLATEAU_MONTH95), 0);
    ASSERT_CLOSE(comparison_metrics_between(1e6, 1e6 + 1e-7), 0, 0);
    assert_true(comparison_metrics_between(1e6, 1e6 + 1e-5) > 0);
    assert_true(isnan(comparison_metrics_between(NAN, 1)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(verdicts_and_signs)};
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
