/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The textbook agency (one client every six months, 10,000 a month, churn 1/12) against closed forms, to 1e-9.
 * Rows are those of the table of closed forms behind the program; months there count from 0, in the program from 1.
 */
#include "sim/expected/smooth.h"
#include "tests/verify/verify_support.h"

#include <math.h>
#include <stdio.h>

#define AGENCY                    \
    "sales.close,1\n"             \
    "rep.standard.count,1\n"      \
    "rep.standard.leads,1/6\n"    \
    "spend.shape,fixed\n"         \
    "spend.mean,100000\n"         \
    "contract.retainer.term,1\n"  \
    "contract.retainer.fee,10%\n" \
    "contract.retainer.nonrenewal,1/12\n"

static const double fee = 10000, q = 11.0 / 12, lambda = 1.0 / 6, tight = 1e-9;

static struct verify *agency(const char *arrivals, int months)
{
    char sets[80];
    snprintf(sets, sizeof sets, "sales.arrivals=%s;plan.months=%d", arrivals, months);
    return verify_new(AGENCY, NULL, sets);
}

/* Row 1: clients = lambda E[T] = 2, revenue 20,000. */
static void little(void **state)
{
    (void)state;
    struct verify *made = agency("poisson", 1200);
    assert_close(verify_whole_life(made, 0, 1, 1.0), 12, tight);
    assert_close(made->expected.series[SERIES_CLIENTS][1200], 2, tight);
    assert_close(made->expected.series[SERIES_REVENUE][1200], 20000, tight);
    assert_close(made->expected.series[SERIES_LOST][1200], lambda, tight);
    assert_close(made->expected.series[SERIES_REVENUE_LOST][1200], lambda * fee, tight);
    verify_free(made);
}

/* Row 2: t = 6 m + i: q^i (1 - q^(6 (m + 1))) / (1 - q^6). */
static void steady_curve(void **state)
{
    (void)state;
    struct verify *made = agency("steady", 1200);
    for (int t = 0; t < 1200; t++) {
        int cycles = t / 6 + 1;
        double clients = pow(q, t % 6) * (1 - pow(q, 6 * cycles)) / (1 - pow(q, 6));
        assert_close(made->expected.series[SERIES_CLIENTS][t + 1], clients, tight);
        assert_close(made->expected.series[SERIES_REVENUE][t + 1], clients * fee, tight);
        assert_true(made->expected.series[SERIES_SIGNUPS][t + 1] == (t % 6 == 0));
    }
    verify_free(made);
}

/* Row 2a: the limit is a cycle of six months, whose mean is lambda E[T]. */
static void limit_cycle(void **state)
{
    static const double printed[] = {24587.676616797, 22538.703565397, 20660.478268280,
                                     18938.771745924, 17360.540767097, 15913.829036505};
    double sum = 0;
    (void)state;
    struct verify *made = agency("steady", 1200);
    const double *revenue = made->expected.series[SERIES_REVENUE];
    for (int i = 0; i < 6; i++) {
        assert_close(revenue[1195 + i], printed[i], tight);
        sum += revenue[1195 + i];
    }
    assert_close(sum / 6, 20000, tight);
    verify_free(made);
}

/* Row 2b: the trailing mean of six months of the steady curve is the Poisson curve (row 3); at t = 34, 19,048.45. */
static void trailing_mean(void **state)
{
    (void)state;
    struct verify *steady = agency("steady", 240), *poisson = agency("poisson", 240);
    const double *revenue = steady->expected.series[SERIES_REVENUE];
    for (int month = 6; month <= 240; month++) {
        double mean = 0;
        for (int i = 0; i < 6; i++)
            mean += revenue[month - i] / 6;
        assert_close(mean, poisson->expected.series[SERIES_REVENUE][month], tight);
        if (month == 35)
            assert_close(mean, 19048.452736715, tight);
    }
    verify_free(steady);
    verify_free(poisson);
}

/* Row 3: 2 (1 - q^(t + 1)), and the months in which it reaches 95 %. */
static void poisson_curve(void **state)
{
    (void)state;
    struct verify *made = agency("poisson", 1200);
    const double *revenue = made->expected.series[SERIES_REVENUE];
    for (int t = 0; t < 1200; t++)
        assert_close(revenue[t + 1], 20000 * (1 - pow(q, t + 1)), tight);
    assert_close(revenue[1], 1666.6666666667, 1e-13);
    assert_close(revenue[13], 13546.746819741, 1e-12);
    assert_close(revenue[34], 18961.948440052, 1e-12); /* the last month below 19,000 */
    assert_close(revenue[35], 19048.452736715, 1e-12);
    assert_close(revenue[60], 19891.927215233, 1e-12);
    verify_free(made);
}

/* The smooth curve of the steady agency is the Poisson one, also past the plan's end. */
static void smooth_curve(void **state)
{
    double revenue[601];
    (void)state;
    struct verify *made = agency("steady", 60);
    assert_int_equal(smooth_revenue(revenue, &made->plan, 600), OK);
    for (int t = 0; t < 600; t++)
        assert_close(revenue[t + 1], 20000 * (1 - pow(q, t + 1)), tight);
    verify_free(made);
}

/* Row 3c: revenue of months 1..24, f lambda sum over a of E min(T, 24 - a). */
static void cumulative_revenue(void **state)
{
    (void)state;
    struct verify *poisson = agency("poisson", 24), *steady = agency("steady", 24);
    assert_close(poisson->expected.quantity[QUANTITY_REVENUE_TOTAL], 287258.20287103, 1e-12);
    assert_close(steady->expected.quantity[QUANTITY_REVENUE_TOTAL], 326636.99961504, 1e-12);
    verify_free(poisson);
    verify_free(steady);
}

/* Row 7: the geometric life itself, from its table. */
static void geometric_life(void **state)
{
    double mean = 0, squares = 0, within_24 = 0, past_12 = 0;
    int median = 0;
    (void)state;
    struct verify *made = agency("poisson", 1200);
    const double *alive = plan_table(&made->plan, 0, 0, 0, 1)->alive;
    for (int k = 0; k < 1200; k++) {
        mean += alive[k];
        squares += (2 * k + 1) * alive[k];
        within_24 += k < 24 ? alive[k] : 0;
        past_12 += k >= 12 ? alive[k] : 0;
        median += alive[k] > 0.5;
    }
    assert_close(mean, 12, tight);
    assert_close(squares - mean * mean, 132, tight);
    assert_close(squares / mean, 23, tight);               /* the whole life of a client found active */
    assert_close(past_12 / mean, 0.35199562801414, 1e-13); /* clients of the plateau a year old or more */
    assert_close(within_24, 10.513188934307, 1e-13);
    assert_close(alive[6], 0.59329219446588, 1e-13);
    assert_close(alive[12], 0.35199562801414, 1e-13);
    assert_close(alive[24], 0.12390092214107, 1e-13);
    assert_int_equal(median, 8);
    verify_free(made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(little),
        cmocka_unit_test(steady_curve),
        cmocka_unit_test(limit_cycle),
        cmocka_unit_test(trailing_mean),
        cmocka_unit_test(poisson_curve),
        cmocka_unit_test(smooth_curve),
        cmocka_unit_test(cumulative_revenue),
        cmocka_unit_test(geometric_life),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
