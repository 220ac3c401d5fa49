/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/support.h"

#include "sim/scenario/amount_parse.h"

static bool parse(struct amount *amount, const char *text)
{
    struct faults faults = {0};
    struct place at = {"f", 1, 1};
    bool good = amount_parse(amount, text, "x", at, &faults);
    assert_int_equal(faults.total, good ? 0 : 1);
    return good;
}

static void plain_numbers(void **state)
{
    static const struct {
        const char *text;
        double value;
        bool percent;
    } row[] = {
        {"12", 12, false},
        {"-0.5", -0.5, false},
        {"+3", 3, false},
        {".25", 0.25, false},
        {"7.", 7, false},
        {"1e6", 1e6, false},
        {"2.5E-3", 0.0025, false},
        {"1/6", 1.0 / 6, false},
        {"-1/8", -0.125, false},
        {"20/3", 20.0 / 3, false},
        {"8%", 0.08, true},
        {"8.00%", 0.08, true},
        {"7.3 %", 0.073, true},
        {"$10,000.00", 1e4, false},
        {"-$1,234.5", -1234.5, false},
        {"$-5", -5, false},
        {"1,234,567", 1234567, false},
        {"\xE2\x82\xAC 12", 12, false},
        {"\xC2\xA3 3", 3, false},
        {"0", 0, false},
        {"007", 7, false},
        {"1e15", 1e15, false},
        {"0.08333333333333333", 0.08333333333333333, false},
    };
    struct amount amount;
    (void)state;
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        if (!parse(&amount, row[i].text))
            fail_msg("%s was refused", row[i].text);
        assert_int_equal(amount.distribution, EXACTLY);
        ASSERT_CLOSE(amount_mean(&amount), row[i].value, 0);
        assert_int_equal(amount.percent, row[i].percent);
    }
}

static void no_numbers(void **state)
{
    static const char *const text[] = {
        "",        "x",          "nan",      "inf",
        "-inf",    "0x10",       "1e",       "1e999",
        "1e16",    "--1",        "1 2",      "1,2",
        "0,5",     "1,23,4",     "12,34",    "1234,567",
        "0,500",   ",5",         ".",        "-",
        "%",       "1%%",        "8%/2",     "1/2/3",
        "1/",      "/2",         "1/0",      "$",
        "1$",      "1.2.3",      "1_000",    "1/2%",
        "1 e5",    "\xC2\xA0 5", "12months", "11111111111111111111111111111111111111111111111111111111111111111",
        "uniform", "6/1/2026",   "(5)",
    };
    struct amount amount = {.argument = {2.385}};
    (void)state;
    for (size_t i = 0; i < sizeof text / sizeof text[0]; i++) {
        if (parse(&amount, text[i]))
            fail_msg("%s was taken for %g", text[i], amount.argument[0]);
        ASSERT_CLOSE(amount.argument[0], 2.385, 0); /* untouched */
    }
}

static void distributions(void **state)
{
    static const struct {
        const char *text;
        enum distribution distribution;
        double mean;
    } row[] = {
        {"uniform(2,7)", UNIFORM, 4.5},
        {"Uniform ( -2 , 7 )", UNIFORM, 2.5},
        {"triangular(1,2,6)", TRIANGULAR, 3},
        {"triangular(1,1,4)", TRIANGULAR, 2},
        {"normal(-3,0.2)", NORMAL, -3},
        {"normal(8%,1%)", NORMAL, 0.08},
        {"lognormal($40000,5e3)", LOGNORMAL, 40000},
        {"beta(0.35,0.1)", BETA, 0.35},
    };
    struct amount amount;
    (void)state;
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        assert_true(parse(&amount, row[i].text));
        assert_int_equal(amount.distribution, row[i].distribution);
        ASSERT_CLOSE(amount_mean(&amount), row[i].mean, 1e-15);
    }
    assert_true(parse(&amount, "normal(8%,1%)"));
    assert_true(amount.percent);
    ASSERT_CLOSE(amount.argument[1], 0.01, 1e-15);
}

static void no_distributions(void **state)
{
    static const char *const text[] = {
        "uniform(2,2)",      "uniform(3,2)",           "uniform(1)",     "uniform(1,2,3)",
        "uniform(1,2",       "uniform(1,2))",          "uniform()",      "uniform(,)",
        "uniform(1;2)",      "uniform(1/2,1)",         "normal(1,0)",    "normal(1,-1)",
        "normal(1e16,1)",    "lognormal(0,1)",         "lognormal(1,0)", "beta(0,0.1)",
        "beta(1,0.1)",       "beta(0.5,0.5)",          "beta(0.5,0)",    "triangular(3,2,4)",
        "triangular(1,5,4)", "triangular(2,2,2)",      "gamma(1,2)",     "uniform(1,000,2,000)",
        "uniform(1,nan)",    "normal(uniform(1,2),3)",
    };
    struct amount amount;
    (void)state;
    for (size_t i = 0; i < sizeof text / sizeof text[0]; i++)
        if (parse(&amount, text[i]))
            fail_msg("%s was taken", text[i]);
}

static void as_text_again(void **state)
{
    static const char *const text[] = {
        "12", "-0.125", "8%", "7.3%", "uniform(1, 2)", "normal(8%, 1%)", "triangular(1, 2, 6)", "beta(0.35, 0.1)"};
    struct amount amount;
    char out[AMOUNT_TEXT];
    (void)state;
    for (size_t i = 0; i < sizeof text / sizeof text[0]; i++) {
        assert_true(parse(&amount, text[i]));
        assert_string_equal(amount_text(&amount, out), text[i]);
    }
    amount = (struct amount){.argument = {(double)NAN}};
    assert_string_equal(amount_text(&amount, out), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_numbers),    cmocka_unit_test(no_numbers),    cmocka_unit_test(distributions),
        cmocka_unit_test(no_distributions), cmocka_unit_test(as_text_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
