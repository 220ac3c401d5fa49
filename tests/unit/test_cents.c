/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support.h"

#include "sim/support/cents.h"

/* Halves that are exact in binary: 0.125 is 12.5 cents, 0.375 is 37.5. */
static void halves_go_away_from_zero(void **state)
{
    (void)state;
    assert_int_equal(cents_of(0.125), 13);
    assert_int_equal(cents_of(0.375), 38);
    assert_int_equal(cents_of(-0.125), -13);
    assert_int_equal(cents_of(3711.004), 371100);
    assert_int_equal(cents_of(1e9), INT64_C(100000000000));
}

/* Up to 2^46 cents, and more, nothing is lost on the way there and back. */
static void there_and_back(void **state)
{
    (void)state;
    for (int64_t cents = 1; cents < INT64_C(1) << 46; cents = 3 * cents + 7)
        assert_int_equal(cents_of(cents_money(cents)), cents);
    assert_true(cents_money(320413) == 3204.13);
}

/* 10 % of $10.05 is $1.005: 101 cents. */
static void shares(void **state)
{
    (void)state;
    assert_int_equal(cents_times(1005, 0.1), 101);
    assert_int_equal(cents_times(1004, 0.1), 100);
    assert_int_equal(cents_times(777, 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(halves_go_away_from_zero),
        cmocka_unit_test(there_and_back),
        cmocka_unit_test(shares),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
