/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many spans of so many bills a life outlasts: closed forms, and the survival table added up far out. */
#include "tests/verify/verify_support.h"

#include <math.h>

enum { FAR = 200000 };

static double alive[FAR + 1], leave[FAR + 1];

/* S(every) + S(2 every) + ... of a table so long that nobody is left. */
static double added_up(struct survival_law law, struct survival_start start, struct multiplier_path path, int first,
                       int every)
{
    survival_fill(alive, leave, FAR, &law, start, path, first);
    assert_true(alive[FAR] < 1e-17);
    double sum = 0;
    for (int k = FAR / every * every; k > 0; k -= every)
        sum += alive[k];
    return sum;
}

static const double one[] = {NAN, 1.0}, more[] = {NAN, 1.37};
static const struct survival_start new_client = {0};

static struct multiplier_path constant(const double *value)
{
    return (struct multiplier_path){.value = value, .months = 1};
}

/* x = 0.9^(6 M) stay a span: x + x^2 + ... = x / (1 - x). */
static void geometric(void **state)
{
    struct survival_law law = {1, 0.1, 0, NAN};
    (void)state;
    assert_close(survival_spans(&law, new_client, constant(one), 1, 6), 1.134, 1e-3); /* the header's example */
    for (int every = 1; every <= 40; every += 3) {
        double x = pow(0.9, 1.37 * every);
        assert_close(survival_spans(&law, new_client, constant(more), 1, every), x / (1 - x), 1e-13);
    }
}

/* Terms of 12 with early exits 1 %: a block of 12 bills holds S(6) and S(12); every 12 and 24 only renewals show. */
static void terms(void **state)
{
    struct survival_law law = {12, 0.31, 0.01, NAN};
    double half = pow(0.99, 6), year = pow(0.99, 11) * 0.69;
    (void)state;
    assert_close(survival_spans(&law, new_client, constant(one), 1, 6), (half + year) / (1 - year), 1e-13);
    assert_close(survival_spans(&law, new_client, constant(one), 1, 12), year / (1 - year), 1e-13);
    assert_close(survival_spans(&law, new_client, constant(one), 1, 24), year * year / (1 - year * year), 1e-13);
}

/* Every 7 with terms of 12 repeats after 84 bills; from any phase, with any M. */
static void odd_spans(void **state)
{
    static const int every[] = {1, 5, 6, 7, 9, 12, 13, 36, 101};
    (void)state;
    for (size_t i = 0; i < sizeof every / sizeof *every; i++)
        for (int phase = 0; phase < 12; phase += 5)
            for (int early = 0; early < 2; early++) {
                struct survival_law law = {12, 0.31, early ? 0.013 : 0, NAN};
                struct survival_start start = {.phase = phase};
                assert_close(survival_spans(&law, start, constant(more), 1, every[i]),
                             added_up(law, start, constant(more), 1, every[i]), 1e-12);
            }
}

/* Clients who differ, with early exits so that the table ends; renewals behind them, phases, M. */
static void concentration(void **state)
{
    static const int every[] = {1, 6, 7, 12, 24, 35}, term[] = {2, 6, 12};
    (void)state;
    for (size_t i = 0; i < 6; i++)
        for (size_t t = 0; t < 3; t++)
            for (int phase = 0; phase < term[t]; phase += 5) {
                struct survival_law law = {term[t], 0.23, 0.011, 2.9};
                struct survival_start start = {.phase = phase, .renewed = 1.7 * phase};
                assert_close(survival_spans(&law, start, constant(more), 1, every[i]),
                             added_up(law, start, constant(more), 1, every[i]), 1e-11);
            }
}

/*
 * Without early exits, month to month and M = 1: S(k) = B(a, b + k) / B(a, b), and every = 1 gives the mean lifetime
 * less its first bill, (a + b - 1) / (a - 1) - 1 = b / (a - 1). For every = 6 the tail falls like k^-a: a = 9 sums.
 */
static void concentration_month_to_month(void **state)
{
    double a = 0.3 * 30, b = 0.7 * 30, sum = 0;
    struct survival_law law = {1, 0.3, 0, 30}, endless = {1, 0.1, 0, 4};
    (void)state;
    assert_close(survival_spans(&law, new_client, constant(one), 1, 1), b / (a - 1), 1e-12);
    for (int k = 6000; k > 0; k -= 6)
        sum += exp(lgamma(b + k) - lgamma(b) - lgamma(a + b + k) + lgamma(a + b));
    assert_close(survival_spans(&law, new_client, constant(one), 1, 6), sum, 1e-11);
    assert_true(isinf(survival_spans(&endless, new_client, constant(one), 1, 6)));
}

/* While the multipliers change, and through early months that outlast the path. */
static void changing(void **state)
{
    static const double value[] = {NAN, 1.0, 0.7, 1.9, 1.2}, churn[] = {NAN, 2.1, 1.7, 1.7, 1.4};
    static const int months[] = {0, 2, 5, 9, 9};
    struct survival_law laws[] = {{1, 0.07, 0, NAN}, {6, 0.31, 0.02, NAN}, {6, 0.31, 0.02, 3.3}};
    (void)state;
    for (int l = 0; l < 3; l++)
        for (int first = 1; first <= 6; first++)
            for (int every = 1; every <= 8; every++) {
                struct multiplier_path path = {.value = value,
                                               .months = 4,
                                               .early_churn = first % 2 ? churn : NULL,
                                               .early_months = months,
                                               .less = first > 3 ? 0.01 : 0};
                assert_close(survival_spans(&laws[l], new_client, path, first, every),
                             added_up(laws[l], new_client, path, first, every), 1e-11);
            }
}

static void edges(void **state)
{
    static const double none[] = {NAN, 0.0};
    struct survival_law law = {1, 0.1, 0, NAN}, all = {1, 1, 0, NAN}, never = {12, 0, 0, NAN}, yearly = {12, 1, 0, NAN};
    struct survival_law soon = {12, 0.2, 1, 2.0};
    (void)state;
    assert_true(isinf(survival_spans(&law, new_client, constant(none), 1, 6)));
    assert_true(isinf(survival_spans(&never, new_client, constant(one), 1, 6)));
    assert_true(survival_spans(&all, new_client, constant(one), 1, 1) == 0);
    assert_true(survival_spans(&yearly, new_client, constant(one), 1, 6) == 1); /* gone after bill 12 */
    assert_true(survival_spans(&yearly, new_client, constant(one), 1, 11) == 1);
    assert_true(survival_spans(&yearly, new_client, constant(one), 1, 12) == 0);
    assert_true(survival_spans(&soon, new_client, constant(one), 1, 1) == 0); /* all exit at once */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(geometric),
        cmocka_unit_test(terms),
        cmocka_unit_test(odd_spans),
        cmocka_unit_test(concentration),
        cmocka_unit_test(concentration_month_to_month),
        cmocka_unit_test(changing),
        cmocka_unit_test(edges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
