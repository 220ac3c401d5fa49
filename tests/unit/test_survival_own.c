/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lives that were kept: what a client's own nonrenewal is, given that it wavered, and when it wavers again. */
#include "tests/verify/verify_support.h"

#include <math.h>

enum { MONTHS = 30 };

static const struct survival_start new_client = {0};
static const double one[] = {NAN, 1}, some[] = {NAN, 0.37};
static const struct multiplier_path plain = {.value = one, .months = 1, .rescued = some};

/* All that may come out, with its probability: the steps of a staircase in u, found by halving. */
struct staircase {
    int steps;
    double own[600], chance[600];
};

static struct staircase staircase_of(const struct survival_law *law, struct survival_start start,
                                     struct multiplier_path path, int first, int k)
{
    struct staircase result = {0};
    double from = 1e-300;

    while (from < 1) {
        double own = survival_own_log_stay(law, start, path, first, k, from), low = from, high = 1;
        for (int i = 0; i < 80; i++) {
            double middle = low + (high - low) / 2;
            bool same = middle < 1 && survival_own_log_stay(law, start, path, first, k, middle) == own;
            *(same ? &low : &high) = middle;
        }
        assert_true(result.steps < 600 && (result.steps == 0 || own > result.own[result.steps - 1]));
        result.own[result.steps] = own;
        result.chance[result.steps++] = high - from;
        from = high;
    }
    return result;
}

/* The mean of (1 - theta)^m. */
static double mean(const struct staircase *self, double m)
{
    double sum = 0;
    for (int i = 0; i < self->steps; i++)
        sum += self->chance[i] * exp(m * self->own[i]);
    return sum;
}

static void alike(void **state)
{
    struct survival_law law = {6, 0.31, 0.02, NAN}, none = {6, 0, 0.02, NAN}, all = {1, 1, 0, 2.3};
    (void)state;
    assert_close(survival_own_log_stay(&law, new_client, plain, 1, 3, 0.23), log(0.69), 1e-14);
    assert_true(survival_own_log_stay(&none, new_client, plain, 1, 3, 0.23) == 0);
    assert_true(survival_own_log_stay(&all, new_client, plain, 1, 1, 0.23) == -INFINITY);
}

/*
 * Month to month at M = 1 the law given a first wavering at k is Beta(a + 1, b + k - 1), whose mean of 1 - theta is
 * (b + k - 1) / (a + b + k) and of its square that times (b + k) / (a + b + k + 1).
 */
static void month_to_month(void **state)
{
    static const double concentration[] = {0.11, 2.3, 470};
    (void)state;
    for (size_t i = 0; i < 3; i++)
        for (int k = 1; k <= 21; k += 10) {
            struct survival_law law = {1, 0.27, 0, concentration[i]};
            struct survival_start start = {.renewed = 1.9};
            double a = 0.27 * concentration[i], b = 0.73 * concentration[i] + 1.9;
            struct staircase stairs = staircase_of(&law, start, plain, 1, k);
            double want = (b + k - 1) / (a + b + k);
            assert_close(mean(&stairs, 1), want, 1e-11);
            assert_close(mean(&stairs, 2), want * (b + k) / (a + b + k + 1), 1e-11);
        }
}

/*
 * Terms of 3: wavering within the first one tells nothing (Beta(a, b)); within the second, that it renewed once, under
 * M = 2 (Beta(a, b + 2)); at the second's end, that it wavered under M = 3: q^2 - q^5 over Beta(a, b).
 */
static void terms(void **state)
{
    static const double value[] = {NAN, 1, 1, 2, 1, 1, 3, 0.7};
    struct multiplier_path path = {.value = value, .months = 7, .rescued = some};
    struct survival_law law = {3, 0.4, 0.05, 5};
    (void)state;
    struct staircase stairs = staircase_of(&law, new_client, path, 1, 2);
    assert_close(mean(&stairs, 1), 3.0 / 5, 1e-11);
    stairs = staircase_of(&law, new_client, path, 1, 4);
    assert_close(mean(&stairs, 1), 5.0 / 7, 1e-11);
    stairs = staircase_of(&law, new_client, path, 1, 6);
    /* a = 2, b = 3: E q^n = 12 / ((n + 3) (n + 4)) */
    double weight = 12.0 / (5 * 6) - 12.0 / (8 * 9), with = 12.0 / (6 * 7) - 12.0 / (9 * 10);
    assert_close(mean(&stairs, 1), with / weight, 1e-11);
    /* Who comes in the middle of a term meets its end sooner: decision 5 is the second end, in month 6 of the path. */
    stairs = staircase_of(&law, (struct survival_start){.phase = 1}, path, 2, 5);
    assert_close(mean(&stairs, 1), with / weight, 1e-11);
}

/* Waverings add up: those at 2 are first ones, and those of clients kept at 1 whose own law says so. */
static void agrees_with_the_table(void **state)
{
    static const double value[] = {NAN, 1.3, 0.8}, rescued[] = {NAN, 0.41, 0.6};
    struct multiplier_path path = {.value = value, .months = 2, .rescued = rescued};
    double firm[3], waver[3];
    (void)state;
    for (double k = 0.013; k < 900; k *= 11.3) {
        struct survival_law law = {1, 0.19, 0, k};
        survival_fill_waver(firm, waver, 2, &law, new_client, path, 1);
        struct staircase stairs = staircase_of(&law, new_client, path, 1, 1);
        assert_close(waver[1], 1 - firm[1], 1e-11);
        assert_close(waver[2], firm[1] - firm[2] + (1 - firm[1]) * 0.41 * (1 - mean(&stairs, 0.8)), 1e-11);
    }
}

/* One by one, by the chance not to waver from k + 1 to j. */
static void again(void **state)
{
    static const double value[] = {NAN, 1.3, 0.6, 0, 2.1, 0.9}, cared[] = {NAN, 0.2, 0.2, 0.2, 0.2, 0.4};
    static const double churn[] = {NAN, 2.1, 1.7, 1.7, 1.4, 1.4};
    static const int early[] = {0, 2, 5, 9, 9, 9};
    struct multiplier_path path = {.value = value,
                                   .months = 5,
                                   .early_churn = churn,
                                   .early_months = early,
                                   .cared = cared,
                                   .cared_from = 8,
                                   .less = 0.01};
    struct survival_law law = {4, 0.31, 0.023, 3.3};
    struct survival_start start = {.phase = 1, .tenure = 1};
    double own = log(0.57);
    (void)state;
    for (int first = 1; first <= 6; first++)
        for (int k = 1; k <= 9; k += 4) {
            double firm = 1;
            for (int j = k + 1; j <= MONTHS; j++) {
                int m = first + j - 1 < 5 ? first + j - 1 : 5;
                double before = firm;
                double multiplier = 0.99 * (j < 8 ? value[m] : cared[m]) * (1 + j <= early[m] ? churn[m] : 1);
                firm *= pow((1 + j) % 4 == 0 ? 0.57 : 0.977, multiplier);
                if (firm == before)
                    continue; /* M = 0: nobody wavers */
                for (double at = 0.01; at < 1; at += 0.49) {
                    double u = firm + at * (before - firm);
                    assert_int_equal(survival_wavers_again(&law, start, path, first, k, own, u, MONTHS), j);
                    assert_int_equal(survival_wavers_again(&law, start, path, first, k, own, u, j), j);
                    assert_int_equal(survival_wavers_again(&law, start, path, first, k, own, u, j - 1), j);
                }
            }
            assert_int_equal(survival_wavers_again(&law, start, path, first, k, own, 0.99 * firm, MONTHS), MONTHS + 1);
        }
}

static void edges(void **state)
{
    static const double stops[] = {NAN, 1, 0, 0, 1};
    struct multiplier_path path = {.value = stops, .months = 4};
    struct survival_law monthly = {1, 1, 0, NAN};
    (void)state;
    /* Sure to waver, but not where M is 0. */
    assert_int_equal(survival_wavers_again(&monthly, new_client, path, 1, 1, -INFINITY, 0.999, 9), 4);
    assert_int_equal(survival_wavers_again(&monthly, new_client, path, 1, 1, -INFINITY, 0.001, 9), 4);
    assert_int_equal(survival_wavers_again(&monthly, new_client, path, 1, 1, -INFINITY, 0.5, 3), 4);
    assert_int_equal(survival_wavers_again(&monthly, new_client, path, 1, 4, -INFINITY, 0.5, 4), 5); /* none left */
    assert_int_equal(survival_wavers_again(&monthly, new_client, path, 4, 2, 0, 1e-9, 50), 51);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(alike), cmocka_unit_test(month_to_month),
        cmocka_unit_test(terms), cmocka_unit_test(agrees_with_the_table),
        cmocka_unit_test(again), cmocka_unit_test(edges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
