/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis_support.h"

#include <gsl/gsl_randist.h>

#include "analysis/statistics.h"

static void mean(void **state)
{
    (void)state;
    ASSERT_CLOSE(statistics_mcse(2.385, 731), sqrt(2.385 / 731), 1e-15);
    assert_true(statistics_mcse(0, 2) == 0);
    assert_true(isnan(statistics_mcse(0, 1)));
    assert_true(isnan(statistics_mcse(0, 0)));
}

static void ratio_by_hand(void **state)
{
    /* R = 3.1 / 7.3; (1.7 - 2 R 0.9 + R^2 2.6) / 450 = 0.003115948..., its root / 7.3. */
    struct statistics_pair pair = {3.1, 7.3, 1.7, 2.6, 0.9, 450};
    double r = 3.1 / 7.3;
    (void)state;
    ASSERT_CLOSE(statistics_ratio(&pair), r, 1e-15);
    ASSERT_CLOSE(statistics_ratio_mcse(&pair), sqrt((1.7 - 1.8 * r + 2.6 * r * r) / 450) / 7.3, 1e-14);
    struct statistics_pair cents = {310, 730, 17000, 26000, 9000, 450};
    ASSERT_CLOSE(statistics_ratio_mcse(&cents), statistics_ratio_mcse(&pair), 1e-14);
}

static void ratio_limits(void **state)
{
    /* top = 0.3 x bottom in every play: no error at all. */
    struct statistics_pair tied = {0.3 * 7.3, 7.3, 0.09 * 2.6, 2.6, 0.3 * 2.6, 450};
    struct statistics_pair none = {3.1, 0, 1.7, 0, 0, 450};
    struct statistics_pair one = {3.1, 7.3, 0, 0, 0, 1};
    (void)state;
    assert_true(statistics_ratio_mcse(&tied) < 1e-8);
    assert_true(isnan(statistics_ratio(&none)) && isnan(statistics_ratio_mcse(&none)));
    assert_true(isnan(statistics_ratio_mcse(&one)) && !isnan(statistics_ratio(&one)));
}

/* The error told must be the spread seen: 2,000 runs of 400 plays each, lost ~ binomial of clients ~ Poisson(9.3). */
static void ratio_spread(void **state)
{
    enum { RUNS = 2000, PLAYS = 400 };
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_taus);
    double mean_told = 0, sum = 0, squares = 0;
    (void)state;
    for (int run = 0; run < RUNS; run++) {
        double x = 0, y = 0, xx = 0, yy = 0, xy = 0;
        for (int r = 0; r < PLAYS; r++) {
            double clients = gsl_ran_poisson(rng, 9.3), lost = gsl_ran_binomial(rng, 0.0831, (unsigned)clients);
            x += lost, y += clients, xx += lost * lost, yy += clients * clients, xy += lost * clients;
        }
        struct statistics_pair pair = {x / PLAYS, y / PLAYS, 0, 0, 0, PLAYS};
        pair.top_variance = (xx - x * x / PLAYS) / (PLAYS - 1);
        pair.bottom_variance = (yy - y * y / PLAYS) / (PLAYS - 1);
        pair.covariance = (xy - x * y / PLAYS) / (PLAYS - 1);
        mean_told += statistics_ratio_mcse(&pair) / RUNS;
        sum += statistics_ratio(&pair);
        squares += statistics_ratio(&pair) * statistics_ratio(&pair);
    }
    double seen = sqrt((squares - sum * sum / RUNS) / (RUNS - 1));
    ASSERT_CLOSE(mean_told, seen, 0.08); /* the spread of 2,000 runs is known to 1.6 %: five of these */
    gsl_rng_free(rng);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mean),
        cmocka_unit_test(ratio_by_hand),
        cmocka_unit_test(ratio_limits),
        cmocka_unit_test(ratio_spread),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
