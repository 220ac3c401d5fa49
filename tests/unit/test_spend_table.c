/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tabulated lognormal quantile against the exact one: the largest relative error by sigma, over words all over,
 * every node's surroundings and both ends. A coefficient of variation of 0.8 is sigma 0.70, of 1 it is 0.83, of 20
 * (the most there is) 2.45.
 */
#include "tests/verify/verify_support.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "sim/play/spend_table.h"

static double exact(double sigma, uint32_t word)
{
    if (word >> 31) /* from the upper tail, which does not cancel */
        return exp(sigma * gsl_cdf_ugaussian_Qinv(((double)(UINT32_MAX - word) + 0.5) * 0x1p-32));
    return exp(sigma * gsl_cdf_ugaussian_Pinv(((double)word + 0.5) * 0x1p-32));
}

static double error(const struct spend_table *table, uint32_t word)
{
    return fabs(spend_table_value(table->node, word) / exact(table->sigma, word) - 1);
}

static double worst(const struct spend_table *table)
{
    double widest = 0;
    for (uint32_t k = 0; k < 200000; k++)
        widest = fmax(widest, error(table, k * UINT32_C(21473) + 10007));
    for (int halving = 0; halving < 31; halving++) /* cell by cell, in thirds of a cell, on both sides */
        for (uint32_t part = 0; part < (3u << SPEND_CELL_BITS); part++) {
            double folded = ldexp(1 + part / (3.0 * (1 << SPEND_CELL_BITS)), halving);
            widest = fmax(widest, fmax(error(table, (uint32_t)folded), error(table, ~(uint32_t)folded)));
        }
    return widest;
}

static void accuracy(void **state)
{
    static const struct {
        double sigma, most;
    } row[] = {{0.1, 2e-7}, {0.3, 5e-7}, {0.703, 1.5e-6}, {0.8326, 2e-6}, {1, 3e-6}, {1.5, 5e-6}, {2.448, 1.2e-5}};
    (void)state;
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        struct spend_table table = {0};
        assert_int_equal(spend_table_init(&table, row[i].sigma), OK);
        double widest = worst(&table);
        print_message("# sigma %.4g: largest error %.3g\n", row[i].sigma, widest);
        assert_true(widest < row[i].most);
        spend_table_free(&table);
        spend_table_free(&table);
    }
}

/* A higher word never spends less, in the middle and at both ends. */
static void monotone(void **state)
{
    struct spend_table table = {0};
    (void)state;
    assert_int_equal(spend_table_init(&table, 0.83), OK);
    for (uint32_t k = 1; k < 3000000; k++)
        assert_true(spend_table_value(table.node, k * 1427) >= spend_table_value(table.node, (k - 1) * 1427));
    for (uint32_t k = 1; k < 5000; k++) {
        assert_true(spend_table_value(table.node, k) >= spend_table_value(table.node, k - 1));
        assert_true(spend_table_value(table.node, ~(k - 1)) >= spend_table_value(table.node, ~k));
        uint32_t middle = (UINT32_C(1) << 31) - 2500 + k;
        assert_true(spend_table_value(table.node, middle) >= spend_table_value(table.node, middle - 1));
    }
    spend_table_free(&table);
}

/* The mean over all words is the law's: nothing leans to one side. */
static void mean(void **state)
{
    enum { GRID = 1 << 22 };
    struct spend_table table = {0};
    double tabulated = 0, sure = 0;
    (void)state;
    assert_int_equal(spend_table_init(&table, 0.703), OK);
    for (uint32_t k = 0; k < GRID; k += 7) {
        uint32_t word = k * (UINT32_MAX / GRID + 1) + 509;
        tabulated += spend_table_value(table.node, word);
        sure += exact(0.703, word);
    }
    assert_close(tabulated, sure, 5e-7);
    spend_table_free(&table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accuracy),
        cmocka_unit_test(monotone),
        cmocka_unit_test(mean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
