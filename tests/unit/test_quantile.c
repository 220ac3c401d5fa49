/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Quantiles against sorting: the order statistics must be the very same numbers, and the interpolation R's type 7,
 * which gsl_stats_quantile_from_sorted_data has too.
 */
#include "analysis_support.h"

#include <gsl/gsl_rng.h>
#include <gsl/gsl_statistics_double.h>

#include "analysis/quantile.h"

enum { MOST = 20000 };

static int compare(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* Type 7 from its definition: h = (n - 1) p, with p in whole per cent so that h is exact. */
static double by_sorting(const int64_t *sorted, size_t n, size_t percent)
{
    size_t below = (n - 1) * percent / 100, above = below + 1 < n ? below + 1 : below;
    double part = (double)((n - 1) * percent % 100) / 100;
    if (sorted[below] == sorted[above])
        return (double)sorted[below];
    return (1 - part) * (double)sorted[below] + part * (double)sorted[above];
}

static void check(const int64_t *value, size_t n, struct quantile_room *room)
{
    static int64_t sorted[MOST];
    static double as_double[MOST];
    double out[QUANTILE_COUNT], spread;
    memcpy(sorted, value, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, compare);
    for (size_t i = 0; i < n; i++)
        as_double[i] = (double)sorted[i];
    quantile_of_counts(out, value, n, room);
    spread = as_double[n - 1] - as_double[0];
    for (int q = 0; q < QUANTILE_COUNT; q++) {
        size_t percent = (size_t)quantile_percent((enum quantile)q);
        double gsl = gsl_stats_quantile_from_sorted_data(as_double, 1, n, (double)percent / 100);
        assert_true(out[q] == by_sorting(sorted, n, percent));
        assert_true(fabs(out[q] - gsl) <= 1e-12 * (spread + fabs(gsl)));
    }
}

static void known_values(void **state)
{
    /*
     * Sorted: -17 3 404 990 2385, h = 4 p. P5: h = 0.2, -17 + 0.2 x 20 = -13. P90: h = 3.6, 990 + 0.6 x 1395 = 1827.
     * R: quantile(c(2385, -17, 404, 3, 990), c(.05, .1, .25, .5, .75, .9, .95)) gives the same.
     */
    static const int64_t value[] = {2385, -17, 404, 3, 990};
    static const double want[QUANTILE_COUNT] = {-13, -9, 3, 404, 990, 1827, 2106};
    struct quantile_room room;
    double out[QUANTILE_COUNT];
    (void)state;
    assert_int_equal(quantile_room_init(&room, 5), OK);
    quantile_of_counts(out, value, 5, &room);
    for (int q = 0; q < QUANTILE_COUNT; q++)
        ASSERT_CLOSE(out[q], want[q], 1e-15);
    quantile_of_counts(out, value, 1, &room);
    for (int q = 0; q < QUANTILE_COUNT; q++)
        assert_true(out[q] == 2385);
    quantile_of_counts(out, value, 2, &room); /* -17 + p x 2402 */
    ASSERT_CLOSE(out[P5], 103.1, 1e-14);
    ASSERT_CLOSE(out[P95], 2264.9, 1e-14);
    quantile_of_counts(out, value, 0, &room);
    assert_true(isnan(out[P50]));
    quantile_room_free(&room);
    quantile_room_free(&room);
}

/* 0..10: shapes that the plays give, and shapes made to hurt. */
static int64_t draw(gsl_rng *rng, int shape, size_t i)
{
    uint64_t bits = (uint64_t)gsl_rng_get(rng) << 32 | gsl_rng_get(rng);
    double u = gsl_rng_uniform_pos(rng);
    switch (shape) {
    case 0:
        return (int64_t)(bits % 7);
    case 1:
        return (int64_t)bits; /* the whole range */
    case 2:
        return (int64_t)(-1e6 * log(u)); /* money */
    case 3:
        return u < 0.7 ? 0 : (int64_t)(1e5 / u); /* mostly nothing, heavy tail */
    case 4:
        return 1000000 * (int64_t)(bits % 5); /* few values, far apart */
    case 5:
        return -42;
    case 6:
        return bits % 3 ? INT64_MIN : INT64_MAX;
    case 7:
        return (int64_t)1 << (bits % 63); /* every scale at once */
    case 8:
        return (int64_t)i; /* sorted */
    case 9:
        return -(int64_t)i * 100003; /* sorted downwards */
    default:
        return INT64_MAX - (int64_t)(bits % 3);
    }
}

static void same_as_sorting(void **state)
{
    static const size_t sizes[] = {1, 2, 3, 21, 32, 33, 100, 999, 10000, MOST};
    static int64_t value[MOST], before[MOST];
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_taus);
    struct quantile_room room;
    (void)state;
    assert_int_equal(quantile_room_init(&room, MOST), OK);
    for (int shape = 0; shape <= 10; shape++)
        for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
            for (size_t i = 0; i < sizes[s]; i++)
                value[i] = before[i] = draw(rng, shape, i);
            check(value, sizes[s], &room);
            assert_memory_equal(value, before, sizes[s] * sizeof *value); /* the values are only read */
        }
    for (size_t n = 1; n <= 250; n++) { /* every size near the switch from sorting to cells */
        for (size_t i = 0; i < n; i++)
            value[i] = draw(rng, n % 2 ? 2 : 3, i);
        check(value, n, &room);
    }
    quantile_room_free(&room);
    gsl_rng_free(rng);
}

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void doubles(void **state)
{
    static double value[5000], sorted[5000];
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_taus);
    struct quantile_room room;
    double out[QUANTILE_COUNT];
    (void)state;
    assert_int_equal(quantile_room_init(&room, 5000), OK);
    for (int shape = 0; shape < 4; shape++) {
        for (size_t i = 0; i < 5000; i++) {
            double u = gsl_rng_uniform_pos(rng);
            double shapes[] = {u - 0.5, exp(700 * (u - 0.5)), floor(7 * u) / 7, u < 0.5 ? -0.0 : 0.0};
            value[i] = sorted[i] = shapes[shape];
        }
        qsort(sorted, 5000, sizeof *sorted, compare_doubles);
        quantile_of_doubles(out, value, 5000, &room);
        for (int q = 0; q < QUANTILE_COUNT; q++)
            ASSERT_CLOSE(
                out[q],
                gsl_stats_quantile_from_sorted_data(sorted, 1, 5000, quantile_percent((enum quantile)q) / 100.0),
                1e-11);
    }
    /* Ties give the value itself: (1 - d) x 0.1 + d x 0.1 can be off by a digit. */
    for (size_t i = 0; i < 4999; i++)
        value[i] = 0.1;
    quantile_of_doubles(out, value, 4999, &room);
    for (int q = 0; q < QUANTILE_COUNT; q++)
        assert_true(out[q] == 0.1);
    quantile_room_free(&room);
    gsl_rng_free(rng);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_values),
        cmocka_unit_test(same_as_sorting),
        cmocka_unit_test(doubles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
