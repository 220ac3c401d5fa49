/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a decision has paid back, of single paths and of many plays. */
#include "support.h"

#include <math.h>

#include "analysis/payoff.h"

/* difference[0] is month 0, which does not count. */
static void assert_path(const double *difference, int months, enum payoff_state want, int want_month)
{
    int month = -1;
    assert_int_equal(payoff_of(difference, months, &month), want);
    assert_int_equal(month, want_month);
}

static void the_last_return_to_zero_counts(void **state)
{
    (void)state;
    assert_path((double[]){-9, -3, -5, -2, 1, -1, 2, 4}, 7, PAYOFF_MONTH, 6);
    assert_path((double[]){0, -0.137, 0, 0}, 3, PAYOFF_MONTH, 2); /* at 0 is paid back */
    assert_path((double[]){0, 4, 2, -0.011, 3}, 4, PAYOFF_MONTH, 4);
    assert_path((double[]){0, -3, 8, -0.137}, 3, PAYOFF_LATER, -1);
    assert_path((double[]){0, -3}, 1, PAYOFF_LATER, -1);
}

static void never_behind_needs_no_payback(void **state)
{
    (void)state;
    assert_path((double[]){-7, 0, 0, 0}, 3, PAYOFF_NONE_NEEDED, -1);
    assert_path((double[]){0, 1, 0.5, 12}, 3, PAYOFF_NONE_NEEDED, -1);
    /* Half a cent is rounding, and a little more is not. */
    assert_path((double[]){0, -0.0049, 1, -0.0049}, 3, PAYOFF_NONE_NEEDED, -1);
    assert_path((double[]){0, -0.0051, 1}, 2, PAYOFF_MONTH, 2);
}

static void fill(struct payoff *payoff, const uint16_t *last, size_t n, int months)
{
    int64_t value[16];
    struct quantile_room room;
    assert_in_range(n, 0, 16);
    assert_int_equal(quantile_room_init(&room, 16), OK);
    payoff_of_plays(payoff, last, n, months, value, &room);
    quantile_room_free(&room);
}

/*
 * Eleven plays over 9 months: one never behind, eight behind until month 3, ..., so paid back in 4, 4, 5, 5, 6, 6, 7,
 * 8; two still behind at the end. By month 8 nine of eleven have: 9 in 10 need ten.
 */
static void plays_are_shared_out(void **state)
{
    const uint16_t last[] = {3, 9, 0, 3, 4, 4, 5, 5, 6, 7, 9};
    struct payoff payoff = {0};
    (void)state;
    fill(&payoff, last, 11, 9);
    ASSERT_CLOSE(payoff.none_needed, 1.0 / 11, 1e-15);
    ASSERT_CLOSE(payoff.within, 8.0 / 11, 1e-15);
    ASSERT_CLOSE(payoff.later, 2.0 / 11, 1e-15);
    assert_true(isnan(payoff.month90));
    /* R type 7 of 4 4 5 5 6 6 7 8: P50 between the 4th and 5th, P90 at 0.9 x 7 = 6.3: 7 + 0.3 x (8 - 7). */
    ASSERT_CLOSE(payoff.quantile[P50], 5.5, 1e-15);
    ASSERT_CLOSE(payoff.quantile[P90], 7.3, 1e-15);
}

static void nine_in_ten(void **state)
{
    const uint16_t last[] = {3, 0, 5, 4, 4, 2, 5, 6, 1, 9};
    struct payoff payoff = {0};
    (void)state;
    fill(&payoff, last, 10, 9); /* nine paid back in 7 at the latest, one is left */
    ASSERT_CLOSE(payoff.month90, 7, 0);
    fill(&payoff, last, 10, 10); /* the tenth pays back in month 10, which changes nothing */
    ASSERT_CLOSE(payoff.month90, 7, 0);
    assert_true(payoff.later == 0);
    fill(&payoff, (const uint16_t[]){0, 0, 0, 0, 0, 0, 0, 0, 0, 4}, 10, 9);
    ASSERT_CLOSE(payoff.month90, 0, 0);
    ASSERT_CLOSE(payoff.quantile[P5], 5, 0);
}

static void without_plays_there_is_nothing(void **state)
{
    struct payoff payoff = {.within = 3};
    (void)state;
    fill(&payoff, NULL, 0, 9);
    assert_true(isnan(payoff.none_needed) && isnan(payoff.within) && isnan(payoff.later) && isnan(payoff.month90));
    assert_true(isnan(payoff.quantile[P50]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_last_return_to_zero_counts), cmocka_unit_test(never_behind_needs_no_payback),
        cmocka_unit_test(plays_are_shared_out),           cmocka_unit_test(nine_in_ten),
        cmocka_unit_test(without_plays_there_is_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
