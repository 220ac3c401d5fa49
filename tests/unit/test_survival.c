/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The survival table itself: products of (1 - h)^M, bill by bill. Whole lives are in verify/test_whole_life.c. */
#include "tests/verify/verify_support.h"

#include <math.h>

enum { MONTHS = 40 };

static double alive[MONTHS + 1], leave[MONTHS + 1];

/* leave[k] is what alive loses at k, and alive never rises; true of every table. */
static void check_shape(void)
{
    assert_true(alive[0] == 1 && leave[0] == 0);
    for (int k = 1; k <= MONTHS; k++) {
        assert_true(alive[k] >= 0 && alive[k] <= alive[k - 1] && leave[k] >= 0);
        assert_near(leave[k], alive[k - 1] - alive[k], 1e-15);
    }
}

static void fill(struct survival_law law, struct survival_start start, const double *value, int months, int first)
{
    survival_fill(alive, leave, MONTHS, &law, start, (struct multiplier_path){.value = value, .months = months}, first);
    check_shape();
}

static void monthly(void **state)
{
    const double one[] = {NAN, 1.0}, more[] = {NAN, 1.7};
    (void)state;
    fill((struct survival_law){1, 1.0 / 12, 0, NAN}, (struct survival_start){0}, one, 1, 1);
    for (int k = 0; k <= MONTHS; k++)
        assert_close(alive[k], pow(11.0 / 12, k), 1e-14);
    fill((struct survival_law){1, 0.37, 0, NAN}, (struct survival_start){0}, more, 1, 1);
    for (int k = 0; k <= MONTHS; k++)
        assert_close(alive[k], pow(0.63, 1.7 * k), 1e-13);
}

static void terms_and_early_exits(void **state)
{
    const double one[] = {NAN, 0.83};
    (void)state;
    fill((struct survival_law){7, 0.31, 0.023, NAN}, (struct survival_start){0}, one, 1, 1);
    for (int k = 0; k <= MONTHS; k++) {
        int renewals = k / 7;
        assert_close(alive[k], pow(pow(0.977, k - renewals) * pow(0.69, renewals), 0.83), 1e-13);
    }
    fill((struct survival_law){12, 0.31, 0, NAN}, (struct survival_start){0}, one, 1, 1);
    assert_true(alive[11] == 1 && leave[11] == 0);
    assert_close(leave[12], 1 - pow(0.69, 0.83), 1e-14);
}

/* A client who comes in mid-term renews first after term - phase bills. */
static void phases(void **state)
{
    const double one[] = {NAN, 1.0};
    (void)state;
    for (int phase = 0; phase < 6; phase++) {
        fill((struct survival_law){6, 0.4, 0.01, NAN}, (struct survival_start){.phase = phase}, one, 1, 1);
        for (int k = 0; k <= MONTHS; k++) {
            int renewals = (k + phase) / 6;
            assert_close(alive[k], pow(0.99, k - renewals) * pow(0.6, renewals), 1e-13);
        }
    }
}

/* The decision after bill k of a client signed in month s falls in month s + k - 1; the last multiplier goes on. */
static void dated(void **state)
{
    const double value[] = {NAN, 1.0, 0.5, 1.0, 2.5, 2.5, 0.5, 2.5, 0};
    (void)state;
    for (int first = 1; first <= 10; first++) {
        double want = 1;
        fill((struct survival_law){1, 0.2, 0, NAN}, (struct survival_start){0}, value, 8, first);
        for (int k = 1; k <= MONTHS; k++) {
            int month = first + k - 1;
            want *= pow(0.8, value[month < 8 ? month : 8]);
            assert_close(alive[k], want, 1e-14);
        }
    }
}

/* Clients who differ: B(a, b + m) / B(a, b), m the sum of M over renewals, at L = 1 and beyond, with dated M. */
static void concentration(void **state)
{
    const double value[] = {NAN, 0.7, 1.9, 1.3};
    double a = 0.29 * 3.1, b = 0.71 * 3.1;
    (void)state;
    for (int term = 1; term <= 5; term += 2) {
        double renewed = 4.2, start = 4.2;
        fill((struct survival_law){term, 0.29, term > 1 ? 0.017 : 0, 3.1}, (struct survival_start){.renewed = start},
             value, 3, 1);
        double early = 0;
        for (int k = 1; k <= MONTHS; k++) {
            double m = value[k < 3 ? k : 3];
            if (k % term == 0)
                renewed += m;
            else
                early += m;
            double ratio = exp(lgamma(b + renewed) - lgamma(b + start) - lgamma(a + b + renewed) +
                               lgamma(a + b + start));
            assert_close(alive[k], pow(0.983, early) * ratio, 1e-12);
        }
    }
}

/* Rare leaving keeps its figures: leave is not the difference of two ones. */
static void no_cancellation(void **state)
{
    const double one[] = {NAN, 1.0};
    (void)state;
    fill((struct survival_law){1, 3e-17, 0, NAN}, (struct survival_start){0}, one, 1, 1);
    assert_close(leave[1], 3e-17, 1e-14);
    assert_true(alive[MONTHS] == 1);
    fill((struct survival_law){1, 2e-9, 0, 0.7}, (struct survival_start){0}, one, 1, 1);
    assert_close(leave[1], 2e-9, 1e-14); /* a / (a + b) */
}

static void edges(void **state)
{
    const double one[] = {NAN, 1.0}, none[] = {NAN, 0.0}, huge[] = {NAN, 1000.0};
    (void)state;
    fill((struct survival_law){1, 1, 0, NAN}, (struct survival_start){0}, one, 1, 1);
    assert_true(alive[1] == 0 && leave[1] == 1 && leave[2] == 0);
    fill((struct survival_law){1, 1, 0, NAN}, (struct survival_start){0}, none, 1, 1);
    assert_true(alive[MONTHS] == 1); /* M = 0 stays even where all would leave */
    fill((struct survival_law){3, 1, 1, 2.0}, (struct survival_start){0}, one, 1, 1);
    assert_true(alive[1] == 0);
    fill((struct survival_law){3, 0, 0, 2.0}, (struct survival_start){0}, huge, 1, 1);
    assert_true(alive[MONTHS] == 1);
    fill((struct survival_law){1, 1, 0, 2.0}, (struct survival_start){0}, one, 1, 1);
    assert_true(alive[1] == 0); /* nonrenewal 1 is 1 for everybody */
    fill((struct survival_law){1, 0.01, 0, NAN}, (struct survival_start){0}, huge, 1, 1);
    assert_close(alive[1], pow(0.99, 1000), 1e-12); /* never cut off at 1 */
}

/* Who was not activated at once: M x early_churn while the own bill is within the months of that month. */
static void early(void **state)
{
    const double value[] = {NAN, 1.0, 0.8, 1.3}, churn[] = {NAN, 2.1, 1.7, 0.4};
    const int months[] = {0, 2, 5, 9};
    struct multiplier_path path = {.value = value, .months = 3, .early_churn = churn, .early_months = months};
    struct survival_law law = {4, 0.31, 0.023, NAN};
    (void)state;
    for (int first = 1; first <= 4; first++)
        for (int tenure = 0; tenure <= 10; tenure++) {
            survival_fill(alive, leave, MONTHS, &law, (struct survival_start){.phase = tenure % 4, .tenure = tenure},
                          path, first);
            check_shape();
            double want = 1;
            for (int k = 1; k <= MONTHS; k++) {
                int m = first + k - 1 < 3 ? first + k - 1 : 3, bill = tenure + k;
                want *= pow(bill % 4 == 0 ? 0.69 : 0.977, value[m] * (bill <= months[m] ? churn[m] : 1));
                assert_close(alive[k], want, 1e-13);
            }
            /* Its whole life is the sum, and early months past the path's end are in it. */
            double sum = 0;
            for (int k = 0; k < MONTHS; k++)
                sum += alive[k];
            double cut = survival_whole_life(
                &law, (struct survival_start){.phase = (tenure + MONTHS) % 4, .tenure = tenure + MONTHS}, path,
                first + MONTHS, 1);
            double whole = survival_whole_life(&law, (struct survival_start){.phase = tenure % 4, .tenure = tenure},
                                               path, first, 1);
            assert_close(whole, sum + alive[MONTHS] * cut, 1e-13);
        }
}

/* 1 % less: every M, early ones too, in tables and whole lives. */
static void less(void **state)
{
    const double value[] = {NAN, 1.3, 0.9}, lower[] = {NAN, 1.3 * 0.99, 0.9 * 0.99}, churn[] = {NAN, 1.9, 1.9};
    const int months[] = {0, 3, 3};
    struct survival_law laws[] = {{1, 0.083, 0, NAN}, {6, 0.31, 0.01, 4.7}};
    double other[MONTHS + 1], other_leave[MONTHS + 1];
    (void)state;
    for (int i = 0; i < 2; i++) {
        struct multiplier_path path = {.value = value, .months = 2, .early_churn = churn, .early_months = months};
        struct multiplier_path want = path;
        path.less = 0.01;
        want.value = lower;
        struct survival_start start = {.renewed = i * 1.7};
        survival_fill(alive, leave, MONTHS, &laws[i], start, path, 1);
        survival_fill(other, other_leave, MONTHS, &laws[i], start, want, 1);
        for (int k = 0; k <= MONTHS; k++)
            assert_close(alive[k], other[k], 1e-14);
        assert_close(survival_whole_life(&laws[i], start, path, 1, 0.99),
                     survival_whole_life(&laws[i], start, want, 1, 0.99), 1e-12);
        assert_close(survival_spans(&laws[i], start, path, 1, 5), survival_spans(&laws[i], start, want, 1, 5), 1e-12);
    }
    /* Geometric: 0.917^(0.99 x 0.9) stay a month. */
    const double steady[] = {NAN, 0.9};
    assert_close(survival_whole_life(&laws[0], (struct survival_start){0},
                                     (struct multiplier_path){.value = steady, .months = 1, .less = 0.01}, 1, 1),
                 1 / (1 - pow(0.917, 0.99 * 0.9)), 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(monthly),       cmocka_unit_test(terms_and_early_exits),
        cmocka_unit_test(phases),        cmocka_unit_test(dated),
        cmocka_unit_test(concentration), cmocka_unit_test(no_cancellation),
        cmocka_unit_test(edges),         cmocka_unit_test(early),
        cmocka_unit_test(less),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
