/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sign-ups of a seat and month by inversion, against GSL's Poisson distribution function. */
#include "tests/verify/verify_support.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "sim/play/arrivals.h"
#include "sim/play/draw.h"

static const double rates[] = {0, 1e-9, 0.137, 3.7, 41.9, 2000};
enum { RATES = 6 };

/* How many clients a word signs by the table: the j-th exists where the word reaches bound[j - 1]. */
static uint32_t by_table(const struct arrivals *table, uint32_t word)
{
    uint32_t n = 0;
    while (word >= table->bound[n])
        n++;
    return n;
}

static uint32_t by_search(double rate, double u)
{
    uint32_t n = 0;
    while (rate > 0 && u >= gsl_cdf_poisson_P(n, rate))
        n++;
    return n;
}

static double uniform(uint32_t word)
{
    return ((double)word + 0.5) / 4294967296.0;
}

/* True if u is too near a step of the distribution function for rounding errors to leave no doubt. */
static bool in_doubt(double rate, double u)
{
    uint32_t n = by_search(rate, u);
    if (rate == 0)
        return false;
    double above = gsl_cdf_poisson_P(n, rate) - u, below = n > 0 ? u - gsl_cdf_poisson_P(n - 1, rate) : 1;
    return fmin(above, below) < 1e-12 * fmax(1, rate);
}

static void tables(void **state)
{
    (void)state;
    for (size_t i = 0; i < RATES; i++) {
        struct arrivals table = {0};
        assert_int_equal(arrivals_init(&table, rates[i]), OK);
        assert_int_equal(table.bound[table.bounds - 1], UINT32_MAX);
        for (size_t j = 0; j < table.bounds; j++) {
            assert_true(j == 0 || table.bound[j] >= table.bound[j - 1]);
            for (int step = -1; step <= 1; step++) { /* each bound and its neighbours */
                uint32_t word = table.bound[j] + (uint32_t)step;
                if (draw_is_end(word) || in_doubt(rates[i], uniform(word)))
                    continue;
                assert_int_equal(by_table(&table, word), by_search(rates[i], uniform(word)));
            }
        }
        for (uint32_t k = 1; k < 500; k++) { /* and words all over */
            uint32_t word = k * UINT32_C(8589935) + k;
            if (!in_doubt(rates[i], uniform(word)))
                assert_int_equal(by_table(&table, word), by_search(rates[i], uniform(word)));
        }
        arrivals_free(&table);
        arrivals_free(&table);
    }
}

/* The exact count, near both ends and between: N = min { n : u < P(N <= n) }. */
static void exact_counts(void **state)
{
    (void)state;
    for (size_t i = 0; i < RATES; i++) {
        struct arrivals table = {0};
        assert_int_equal(arrivals_init(&table, rates[i]), OK);
        for (double u = 1e-18; u < 0.5; u *= 1.83)
            assert_int_equal(arrivals_count(&table, u), by_search(rates[i], u));
        for (double v = 0x1p-52; v < 0.5; v *= 1.83) { /* from the tail: P(N > n) < 1 - u */
            uint32_t n = 0;
            while (rates[i] > 0 && 1 - (1 - v) <= gsl_cdf_poisson_Q(n, rates[i]))
                n++;
            assert_int_equal(arrivals_count(&table, 1 - v), n);
        }
        arrivals_free(&table);
    }
}

/* A higher rate never signs fewer for the same word. */
static void monotone(void **state)
{
    struct arrivals low = {0}, high = {0};
    (void)state;
    for (double rate = 0.01; rate < 300; rate *= 1.9) {
        assert_int_equal(arrivals_init(&low, rate), OK);
        assert_int_equal(arrivals_init(&high, rate * 1.0001), OK);
        for (uint32_t k = 1; k < 2000; k++)
            assert_true(by_table(&high, k * 2147483u) >= by_table(&low, k * 2147483u));
        arrivals_free(&low);
        arrivals_free(&high);
    }
}

/* Mean and variance over an even grid of words are the rate. */
static void moments(void **state)
{
    enum { GRID = 1 << 18 };
    (void)state;
    for (size_t i = 2; i < 5; i++) {
        struct arrivals table = {0};
        double sum = 0, squares = 0;
        assert_int_equal(arrivals_init(&table, rates[i]), OK);
        for (uint32_t k = 0; k < GRID; k++) {
            double n = by_table(&table, k * (UINT32_MAX / GRID + 1) + 8191);
            sum += n;
            squares += n * n;
        }
        double mean = sum / GRID, variance = squares / GRID - mean * mean;
        assert_close(mean, rates[i], 2e-4);
        assert_close(variance, rates[i], 2e-3);
        arrivals_free(&table);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables),
        cmocka_unit_test(exact_counts),
        cmocka_unit_test(monotone),
        cmocka_unit_test(moments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
