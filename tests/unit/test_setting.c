/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/support.h"

#include "sim/scenario/setting.h"

static const double fallback = 2.385;

static enum status act(struct setting *setting, char operation, double value, int month)
{
    struct change change = {.operation = operation, .amount = {.argument = {value}}, .origin = {"f", (size_t)month, 1}};
    return setting_change(setting, fallback, month, &change);
}

static void assert_path(const struct setting *setting, const double *wanted, int months)
{
    for (int month = 1; month <= months; month++)
        ASSERT_CLOSE(setting_value(setting, fallback, month), wanted[month - 1], 1e-15);
}

static void nothing_is_the_default(void **state)
{
    struct setting setting = {0};
    (void)state;
    ASSERT_CLOSE(setting_value(&setting, fallback, 1), fallback, 0);
    assert_null(setting_step(&setting, 1200));
    setting_free(&setting);
    setting_free(&setting);
}

static void a_value_replaces_the_path_from_its_month_on(void **state)
{
    struct setting setting = {0};
    (void)state;
    assert_int_equal(act(&setting, '=', 5, 2), OK);
    assert_int_equal(act(&setting, '=', 7, 4), OK);
    assert_path(&setting, (const double[]){2.385, 5, 5, 7, 7}, 5);
    assert_int_equal(act(&setting, '=', 9, 3), OK); /* drops the step of month 4 */
    assert_path(&setting, (const double[]){2.385, 5, 9, 9, 9}, 5);
    assert_int_equal(setting.steps, 2);
    assert_int_equal(act(&setting, '=', 1, 1), OK);
    assert_path(&setting, (const double[]){1, 1, 1, 1, 1}, 5);
    setting_free(&setting);
}

static void a_change_acts_on_every_value_from_its_month_on(void **state)
{
    struct setting setting = {0};
    (void)state;
    assert_int_equal(act(&setting, '=', 5, 2), OK);
    assert_int_equal(act(&setting, '=', 7, 4), OK);
    assert_int_equal(act(&setting, '*', 10, 3), OK);
    assert_path(&setting, (const double[]){2.385, 5, 50, 70, 70}, 5);
    assert_int_equal(act(&setting, '-', 1, 1), OK);
    assert_path(&setting, (const double[]){1.385, 4, 49, 69, 69}, 5);
    assert_int_equal(act(&setting, '+', 0.5, 4), OK);
    assert_path(&setting, (const double[]){1.385, 4, 49, 69.5, 69.5}, 5);
    setting_free(&setting);
}

static void the_chain_tells_every_part(void **state)
{
    struct setting setting = {0};
    (void)state;
    assert_int_equal(act(&setting, '=', 5, 2), OK);
    assert_int_equal(act(&setting, '*', 2, 3), OK);
    assert_int_equal(act(&setting, '+', 1, 3), OK);
    const struct step *step = setting_step(&setting, 9);
    assert_int_equal(step->month, 3);
    assert_int_equal(step->changes, 3);
    assert_int_equal(step->change[0].operation, '=');
    assert_int_equal(step->change[1].operation, '*');
    assert_int_equal(step->change[1].origin.line, 3);
    assert_int_equal(step->change[2].operation, '+');
    ASSERT_CLOSE(step->value, 11, 0);
    assert_int_equal(setting_step(&setting, 2)->changes, 1);
    setting_free(&setting);
}

static void a_distribution_stands_at_its_mean(void **state)
{
    struct setting setting = {0};
    struct change change = {
        .operation = '*', .amount = {.distribution = TRIANGULAR, .argument = {1, 2, 6}}, .origin = {"f", 1, 1}};
    (void)state;
    assert_int_equal(act(&setting, '=', 5, 2), OK);
    assert_int_equal(setting_change(&setting, fallback, 1, &change), OK);
    assert_path(&setting, (const double[]){3 * 2.385, 15}, 2);
    assert_int_equal(setting_step(&setting, 2)->change[1].amount.distribution, TRIANGULAR);
    assert_true(setting_is_unsure(setting_step(&setting, 2)));
    assert_int_equal(act(&setting, '=', 7, 3), OK);
    assert_false(setting_is_unsure(setting_step(&setting, 3)));
    assert_false(setting_is_unsure(NULL));
    ASSERT_CLOSE(setting_changed_by(5, &change, 2.9), 14.5, 1e-15);
    setting_free(&setting);
}

static void a_blank_cannot_be_changed(void **state)
{
    struct setting setting = {0};
    struct change twice = {.operation = '*', .amount = {.argument = {2}}, .origin = {"f", 1, 1}};
    (void)state;
    assert_int_equal(setting_change(&setting, (double)NAN, 3, &twice), ERR_RANGE);
    assert_int_equal(setting.steps, 0);
    assert_int_equal(act(&setting, '=', 5, 1), OK);
    assert_int_equal(act(&setting, '=', (double)NAN, 4), OK);
    assert_int_equal(act(&setting, '+', 1, 2), ERR_RANGE); /* month 4 is blank */
    assert_int_equal(setting.steps, 2);
    assert_path(&setting, (const double[]){5, 5, 5, (double)NAN}, 4);
    assert_int_equal(act(&setting, '=', 6, 4), OK);
    assert_int_equal(act(&setting, '+', 1, 2), OK);
    assert_path(&setting, (const double[]){5, 6, 6, 7}, 4);
    setting_free(&setting);
}

static void there_is_a_most_of_changes(void **state)
{
    struct setting setting = {0};
    (void)state;
    for (int i = 0; i < SETTING_CHANGES; i++)
        assert_int_equal(act(&setting, '+', 1, 1), OK);
    assert_int_equal(act(&setting, '+', 1, 1), ERR_CHECK);
    assert_int_equal(act(&setting, '+', 1, 2), ERR_CHECK);
    assert_int_equal(setting.steps, 1);
    assert_int_equal(act(&setting, '=', 1, 2), OK);
    assert_int_equal(act(&setting, '+', 1, 2), OK);
    setting_free(&setting);
}

/* Against a plain array: every month's value, one by one. */
static void as_a_plain_array_does(void **state)
{
    enum { MONTHS = 40, ROUNDS = 300 };
    static const char operation[] = "=+-*";
    uint32_t random = 12345;
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct setting setting = {0};
        double plain[MONTHS];
        for (int m = 0; m < MONTHS; m++)
            plain[m] = fallback;
        for (int i = 0; i < 30; i++) {
            random = random * 1664525U + 1013904223U;
            int month = (int)(random >> 8) % MONTHS + 1;
            char what = operation[random >> 30];
            double value = 0.25 * (double)((random >> 20) % 13) - 1;
            assert_int_equal(act(&setting, what, value, month), OK);
            for (int m = month - 1; m < MONTHS; m++)
                plain[m] = what == '='   ? value
                           : what == '+' ? plain[m] + value
                           : what == '-' ? plain[m] - value
                                         : plain[m] * value;
        }
        for (int m = 0; m < MONTHS; m++)
            assert_true(setting_value(&setting, fallback, m + 1) == plain[m]);
        for (size_t s = 1; s < setting.steps; s++)
            assert_true(setting.step[s - 1].month < setting.step[s].month);
        setting_free(&setting);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_the_default),
        cmocka_unit_test(a_value_replaces_the_path_from_its_month_on),
        cmocka_unit_test(a_change_acts_on_every_value_from_its_month_on),
        cmocka_unit_test(the_chain_tells_every_part),
        cmocka_unit_test(a_distribution_stands_at_its_mean),
        cmocka_unit_test(a_blank_cannot_be_changed),
        cmocka_unit_test(there_is_a_most_of_changes),
        cmocka_unit_test(as_a_plain_array_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
