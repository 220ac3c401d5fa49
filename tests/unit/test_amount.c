/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/support.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>

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

/* Beta with this a and b, as users write it: by its mean and standard deviation. */
static struct amount beta(double a, double b)
{
    double mean = a / (a + b);
    return (struct amount){.distribution = BETA, .argument = {mean, sqrt(mean * (1 - mean) / (a + b + 1))}};
}

/* Closed forms; 1.959963984540054 is the 97.5 % point of the standard normal. */
static void quantiles(void **state)
{
    const double z = 1.959963984540054, pi = acos(-1);
    struct amount amount = {.argument = {2.385}};
    (void)state;
    ASSERT_CLOSE(amount_quantile(&amount, 0.137), 2.385, 0);
    amount = (struct amount){.distribution = UNIFORM, .argument = {-2, 7}};
    ASSERT_CLOSE(amount_quantile(&amount, 0.137), -2 + 9 * 0.137, 1e-15);
    /* triangular(1,2,6): P(x) = (x-1)^2/5 up to 2, 1 - (6-x)^2/20 from there; P(2) = 1/5 */
    amount = (struct amount){.distribution = TRIANGULAR, .argument = {1, 2, 6}};
    ASSERT_CLOSE(amount_quantile(&amount, 0.137), 1 + sqrt(5 * 0.137), 1e-14);
    ASSERT_CLOSE(amount_quantile(&amount, 0.2), 2, 1e-14);
    ASSERT_CLOSE(amount_quantile(&amount, 0.731), 6 - sqrt(20 * 0.269), 1e-14);
    amount = (struct amount){.distribution = TRIANGULAR, .argument = {3, 3, 5}};
    ASSERT_CLOSE(amount_quantile(&amount, 0.137), 5 - sqrt(4 * 0.863), 1e-14);
    amount = (struct amount){.distribution = TRIANGULAR, .argument = {3, 5, 5}};
    ASSERT_CLOSE(amount_quantile(&amount, 0.137), 3 + sqrt(4 * 0.137), 1e-14);
    amount = (struct amount){.distribution = NORMAL, .argument = {0.08, 0.013}};
    ASSERT_CLOSE(amount_quantile(&amount, 0.975), 0.08 + 0.013 * z, 1e-12);
    ASSERT_CLOSE(amount_quantile(&amount, 0.025), 0.08 - 0.013 * z, 1e-12);
    amount = (struct amount){.distribution = LOGNORMAL, .argument = {41237, 9000}};
    double s2 = log(1 + 9000.0 * 9000 / (41237.0 * 41237));
    ASSERT_CLOSE(amount_quantile(&amount, 0.5), 41237 / sqrt(1 + 9000.0 * 9000 / (41237.0 * 41237)), 1e-12);
    ASSERT_CLOSE(amount_quantile(&amount, 0.975), exp(log(41237) - s2 / 2 + sqrt(s2) * z), 1e-12);
    amount = beta(2.385, 1); /* P(x) = x^a */
    ASSERT_CLOSE(amount_quantile(&amount, 0.137), pow(0.137, 1 / 2.385), 1e-9);
    amount = beta(1, 7.31); /* P(x) = 1 - (1-x)^b */
    ASSERT_CLOSE(amount_quantile(&amount, 0.863), 1 - pow(0.137, 1 / 7.31), 1e-9);
    amount = beta(0.5, 0.5); /* the arcsine law */
    ASSERT_CLOSE(amount_quantile(&amount, 0.137), pow(sin(pi * 0.137 / 2), 2), 1e-9);
    ASSERT_CLOSE(amount_quantile(&amount, 0.999), pow(sin(pi * 0.999 / 2), 2), 1e-9);
}

/* The mean and the standard deviation that a user wrote, by sums over the middles of 100,000 equal parts of (0, 1). */
static void quantiles_have_the_mean_and_the_spread(void **state)
{
    enum { PARTS = 100000 };
    static const struct {
        const char *text;
        double sd;
    } row[] = {
        {"uniform(2,7)", 1.4433756729740645},      /* 5 / sqrt(12) */
        {"triangular(1,2,6)", 1.0801234497346435}, /* sqrt((1 + 4 + 36 - 2 - 6 - 12) / 18) */
        {"normal(-3,0.2)", 0.2},
        {"lognormal($40000,5e3)", 5e3},
        {"beta(0.35,0.1)", 0.1},
        {"beta(5%,0.5%)", 0.005},
        {"beta(8%,0.01%)", 0.0001}, /* a = 588,800: the expansion */
    };
    struct amount amount;
    (void)state;
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        double sum = 0, squares = 0;
        assert_true(parse(&amount, row[i].text));
        for (int k = 0; k < PARTS; k++) {
            double x = amount_quantile(&amount, (k + 0.5) / PARTS) - amount_mean(&amount);
            sum += x;
            squares += x * x;
        }
        if (fabs(sum / PARTS) > 1e-4 * row[i].sd)
            fail_msg("%s: the mean is off by %g", row[i].text, sum / PARTS);
        ASSERT_CLOSE(sqrt(squares / PARTS), row[i].sd, 1e-3);
    }
}

/* Any beta that can be written has quantiles, in order and in [0, 1], and none takes long. */
static void betas_without_end(void **state)
{
    static const double mean[] = {1e-9, 1e-4, 0.0137, 0.05, 0.5, 0.863, 0.9999, 1 - 1e-9};
    static const double share[] = {1e-9, 1e-6, 1e-3, 0.0137, 0.3, 0.97, 0.999999}; /* of the largest sd */
    static const double u[] = {1e-300, 1e-12, 0.0137, 0.3, 0.5, 0.731, 0.99, 1 - 1e-12};
    (void)state;
    for (size_t m = 0; m < sizeof mean / sizeof mean[0]; m++)
        for (size_t s = 0; s < sizeof share / sizeof share[0]; s++) {
            struct amount amount = {.distribution = BETA,
                                    .argument = {mean[m], share[s] * sqrt(mean[m] * (1 - mean[m]))}};
            double before = 0;
            for (size_t i = 0; i < sizeof u / sizeof u[0]; i++) {
                double x = amount_quantile(&amount, u[i]);
                if (!(x >= before && x <= 1))
                    fail_msg("beta(%g,%g) at %g is %g, after %g", mean[m], amount.argument[1], u[i], x, before);
                before = x;
            }
        }
    for (double a = 1.1e4; a < 1e5; a *= 1.9) { /* where the expansion takes over, GSL's distribution still works */
        struct amount amount = beta(a, 3 * a);
        for (size_t i = 2; i < 7; i++)
            ASSERT_CLOSE(gsl_cdf_beta_P(amount_quantile(&amount, u[i]), a, 3 * a), u[i], 1e-5);
    }
}

int main(void)
{
    gsl_set_error_handler_off(); /* as the program does */
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_numbers),
        cmocka_unit_test(no_numbers),
        cmocka_unit_test(distributions),
        cmocka_unit_test(no_distributions),
        cmocka_unit_test(as_text_again),
        cmocka_unit_test(quantiles),
        cmocka_unit_test(quantiles_have_the_mean_and_the_spread),
        cmocka_unit_test(betas_without_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
