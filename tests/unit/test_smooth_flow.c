/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Flows against the plain double sum. */
#include "sim/expected/smooth_flow.h"
#include "tests/verify/verify_support.h"

#include <math.h>

enum { MONTHS = 300 };

static double kernel[MONTHS + 1], revenue[MONTHS + 2], size[MONTHS + 2];

static void example(void **state)
{
    double pays[] = {100, 90, 81}, sizes[] = {0, 1, 2}, to[] = {7, 0.5, 0, 0};
    (void)state;
    smooth_flow_add(to, 3, sizes, 1, 2, pays);
    assert_true(to[0] == 7);
    assert_close(to[1], 100.5, 1e-15);
    assert_close(to[2], 90 + 2 * 100, 1e-15);
    assert_close(to[3], 81 + 2 * 90, 1e-15);
}

/* Kernels that end within the months and that do not; sizes that come, settle, and stop. */
static void check(double stay, int first, int last, double settles)
{
    for (int m = 0; m <= MONTHS; m++) {
        revenue[m] = 0;
        size[m] = m < first || m > last ? 0.0 : 1.37 - pow(settles, m - first);
    }
    for (int i = 0; i <= MONTHS - first; i++)
        kernel[i] = 3.1 * pow(stay, i);
    revenue[MONTHS + 1] = 0.137; /* must stay */
    smooth_flow_add(revenue, MONTHS, size, first, last, kernel);
    assert_true(revenue[MONTHS + 1] == 0.137);
    for (int m = 0; m <= MONTHS; m++) {
        double sum = 0.0;
        for (int s = first; s <= m && s <= last; s++)
            sum += size[s] * 3.1 * pow(stay, m - s);
        assert_near(revenue[m], sum, 1e-11);
    }
}

static void sums(void **state)
{
    static const double stays[] = {0, 0.31, 0.83, 0.997, 1};
    (void)state;
    for (int i = 0; i < 5; i++) {
        check(stays[i], 1, MONTHS, 0.9);
        check(stays[i], 1, MONTHS, 1);
        check(stays[i], 17, 203, 0.37);
        check(stays[i], 299, MONTHS, 0.5);
        check(stays[i], MONTHS, MONTHS, 0.5);
        check(stays[i], 41, 41, 0.5);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(example), cmocka_unit_test(sums)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
