/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a client is worth over its life, and how long that is, against closed forms: rows 6, 8, 8a, 8b and 9 of the
 * table, with v the monthly discount factor and S(k) the chance to be billed more than k times.
 */
#include "sim/plan/contract_law.h"
#include "tests/verify/verify_support.h"

#include <math.h>
#include <stdio.h>

static const double fee = 10000, tight = 1e-9;

/* One contract; the numbers are written in full. concentration: 0 for none. */
static struct verify *contract(const char *arrivals, int term, double nonrenewal, double early_exit,
                               double concentration, double discount_rate)
{
    char sets[400];
    int length = snprintf(sets, sizeof sets,
                          "sales.arrivals=%s;contract.only.term=%d;contract.only.nonrenewal=%.17g;"
                          "contract.only.early_exit=%.17g;plan.discount_rate=%.17g",
                          arrivals, term, nonrenewal, early_exit, discount_rate);
    if (concentration > 0)
        snprintf(sets + length, sizeof sets - (size_t)length, ";contract.only.concentration=%.17g", concentration);
    return verify_new("plan.months,120\n"
                      "sales.close,1\n"
                      "rep.standard.count,1\n"
                      "rep.standard.leads,1/6\n"
                      "spend.shape,fixed\n"
                      "spend.mean,100000\n"
                      "contract.only.fee,10%\n"
                      "contract.only.term,1\n"
                      "contract.only.nonrenewal,0\n",
                      NULL, sets);
}

static double value(const struct verify *made)
{
    return fee * verify_whole_life(made, 0, 1, made->plan.monthly_discount);
}

static double one_percent_a_month(void)
{
    return pow(1.01, 12) - 1;
}

/* Row 6: fee (1 + r) / (r + p). */
static void geometric(void **state)
{
    double first_24 = 0;
    (void)state;
    struct verify *made = contract("poisson", 1, 1.0 / 12, 0, 0, one_percent_a_month());
    assert_close(made->plan.monthly_discount, 1 / 1.01, 1e-14);
    assert_close(value(made), 108214.28571429, tight);
    assert_close(value(made), fee * 1.01 / (0.01 + 1.0 / 12), 1e-12);
    assert_close(fee * verify_whole_life(made, 0, 1, 1.0), 120000, tight);
    for (int k = 0; k < 24; k++)
        first_24 += fee * plan_table(&made->plan, 0, 0, 0, 1)->alive[k] * pow(made->plan.monthly_discount, k);
    assert_close(first_24, 97654.717379012, tight);
    verify_free(made);

    made = contract("poisson", 1, 1.0 / 12, 0, 0, 0.10);
    assert_close(value(made), 110393.38828425, tight);
    verify_free(made);
}

/* Row 8: S(k) = (1 - c)^floor(k / m): life m / c, variance m^2 (1 - c) / c^2, and the printed values. */
static void renewals_only(void **state)
{
    static const struct {
        int term;
        double nonrenewal, worth, variance;
    } row[] = {
        {6, 0.5, 110655.60521827, 72}, {12, 0.3, 300107.23690146, 1120},    {6, 0.3, 171872.44474123, 280},
        {12, 1, 113676.28248219, 0},   {1, 1.0 / 12, 108214.28571429, 132},
    };
    (void)state;
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        double m = row[i].term, c = row[i].nonrenewal, v = 1 / 1.01, squares = 0;
        struct verify *made = contract("poisson", row[i].term, c, 0, 0, one_percent_a_month());
        assert_close(verify_whole_life(made, 0, 1, 1.0), m / c, tight);
        assert_close(value(made), row[i].worth, tight);
        assert_close(value(made), fee * (1 - pow(v, m)) / (1 - v) / (1 - (1 - c) * pow(v, m)), tight);
        double alive[4001], leave[4001], none[2] = {0, 1};
        struct survival_law law = contract_law(&made->scenario, 0, 1);
        survival_fill(alive, leave, 4000, &law, (struct survival_start){0},
                      (struct multiplier_path){.value = none, .months = 1}, 1);
        for (int k = 0; k < 4000; k++)
            squares += (2 * k + 1) * alive[k];
        assert_near(squares - m / c * (m / c), row[i].variance, 1e-9 * squares);
        verify_free(made);
    }
}

/* Row 8, steady sign-ups every six months: the printed saw-teeth at t = 0, 5, 6, 11, 12, 23, 24, 36. */
static void renewal_saw_teeth(void **state)
{
    static const int at[] = {0, 5, 6, 11, 12, 23, 24, 36};
    static const struct {
        int term;
        double nonrenewal, revenue[8];
    } row[] = {
        {6, 0.5, {10000, 10000, 15000, 15000, 17500, 18750, 19375, 19843.75}},
        {12, 1, {10000, 10000, 20000, 20000, 20000, 20000, 20000, 20000}},
        {12, 0.3, {10000, 10000, 20000, 20000, 27000, 34000, 38900, 47230}},
        {6, 0.3, {10000, 10000, 17000, 17000, 21900, 25330, 27731, 30588.19}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        struct verify *made = contract("steady", row[i].term, row[i].nonrenewal, 0, 0, 0.1);
        for (size_t j = 0; j < 8; j++)
            assert_close(made->expected.series[SERIES_REVENUE][1 + at[j]], row[i].revenue[j], tight);
        verify_free(made);
    }
}

/* Row 8a: the same monthly rate on a longer term, c = 1 - (1 - p)^m: the term alone lengthens life, m / (1 - q^m). */
static void same_rate_longer_term(void **state)
{
    static const struct {
        int term;
        double life, worth;
    } row[] = {{6, 14.752605970078, 132703.20853947}, {12, 18.518393576921, 165318.04302105}};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        double c = 1 - pow(11.0 / 12, row[i].term);
        struct verify *made = contract("poisson", row[i].term, c, 0, 0, one_percent_a_month());
        assert_close(verify_whole_life(made, 0, 1, 1.0), row[i].life, tight);
        assert_close(value(made), row[i].worth, tight);
        verify_free(made);
    }
}

/* Row 8b: renewal 0.3 a year and 1 % a month in between. */
static void early_breaks(void **state)
{
    double b = 0.01, c = 0.3, g = pow(1 - b, 11) * (1 - c);
    (void)state;
    struct verify *made = contract("poisson", 12, c, b, 0, one_percent_a_month());
    const double *alive = plan_table(&made->plan, 0, 0, 0, 1)->alive;
    assert_close(alive[11], 0.89533825425872, tight);
    assert_close(alive[12], 0.62673677798110, tight);
    assert_close(alive[24], 0.39279898887413, tight);
    for (int k = 0; k <= 120; k++) {
        int renewals = k / 12;
        assert_close(alive[k], pow(1 - b, k - renewals) * pow(1 - c, renewals), 1e-12);
    }
    assert_close(verify_whole_life(made, 0, 1, 1.0), 30.4383399118, 1e-11);
    assert_close(verify_whole_life(made, 0, 1, 1.0), (1 - pow(1 - b, 12)) / b / (1 - g), 1e-12);
    assert_close(value(made), 242801.7044547, 1e-11);
    verify_free(made);
}

/* Row 9: shifted beta-geometric, S(k) = B(a, b + k) / B(a, b), mean (a + b - 1) / (a - 1). */
static void beta_geometric(void **state)
{
    double a = 0.668, b = 3.806, within_24 = 0;
    (void)state;
    struct verify *made = contract("poisson", 1, a / (a + b), 0, a + b, 0.1);
    assert_close(plan_table(&made->plan, 0, 0, 0, 1)->alive[12], 0.37804042018209, tight);
    assert_close(verify_whole_life(made, 0, 1, 1 / 1.1), 5.9225964076128, tight); /* DEL at 10 % a period */
    assert_true(isinf(verify_whole_life(made, 0, 1, 1.0)));                       /* a <= 1: no mean life */
    verify_free(made);

    made = contract("poisson", 1, 2.0 / 15, 0, 15, 0.1);
    const double *alive = plan_table(&made->plan, 0, 0, 0, 1)->alive;
    for (int k = 0; k < 24; k++)
        within_24 += alive[k];
    assert_close(alive[1], 1 - 2.0 / 15, 1e-14); /* the mean churn of the first decision */
    assert_close(within_24, 9.0810810810811, tight);
    assert_close(verify_whole_life(made, 0, 1, 1.0), 14, tight);
    for (int k = 0; k <= 120; k++)
        assert_close(alive[k], exp(lgamma(13 + k) - lgamma(15 + k) - lgamma(13) + lgamma(15)), 1e-11);
    verify_free(made);

    made = contract("poisson", 1, 0.25, 0, 4, 0.1); /* a = 1 exactly */
    assert_true(isinf(verify_whole_life(made, 0, 1, 1.0)));
    assert_true(isfinite(verify_whole_life(made, 0, 1, made->plan.monthly_discount)));
    verify_free(made);
}

/* Nobody ever leaves: no mean life, but a finite worth, 1 / (1 - v). */
static void nobody_leaves(void **state)
{
    (void)state;
    struct verify *made = contract("poisson", 3, 0, 0, 0, 0.1);
    assert_true(isinf(verify_whole_life(made, 0, 1, 1.0)));
    assert_close(verify_whole_life(made, 0, 1, made->plan.monthly_discount), 1 / (1 - pow(1.1, -1.0 / 12)), 1e-12);
    verify_free(made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(geometric),         cmocka_unit_test(renewals_only),
        cmocka_unit_test(renewal_saw_teeth), cmocka_unit_test(same_rate_longer_term),
        cmocka_unit_test(early_breaks),      cmocka_unit_test(beta_geometric),
        cmocka_unit_test(nobody_leaves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
