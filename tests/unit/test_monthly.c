/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The net promoter score by month, against plays by hand. */
#include "analysis_support.h"

#include "analysis/monthly.h"

enum { PLAYS = 4 };

/* Sets what the plays gave for a series in month 2, and their mean. */
static void played(struct made *made, enum series series, const int64_t value[PLAYS])
{
    size_t at = (size_t)series * 3 + 2;
    double sum = 0;
    for (size_t r = 0; r < PLAYS; r++) {
        made->sample.value[at * PLAYS + r] = value[r];
        sum += (double)value[r];
    }
    made->sample.mean[at] = sum / PLAYS;
}

/* Plays with 5, 2, 0 and 3 clients; promoters less detractors 2, -1, 0, 1: together 2 of 10. */
static struct made *four_plays(void)
{
    static const int64_t clients[] = {5, 2, 0, 3}, promoters[] = {3, 0, 0, 2}, detractors[] = {1, 1, 0, 1};
    struct made *made = made_new(2, PLAYS);
    made->plan.satisfaction.known = true;
    played(made, SERIES_CLIENTS, clients);
    played(made, SERIES_PROMOTERS, promoters);
    played(made, SERIES_DETRACTORS, detractors);
    made->expected.series[SERIES_CLIENTS][2] = 2.6;
    made->expected.series[SERIES_PROMOTERS][2] = 1.3;
    made->expected.series[SERIES_DETRACTORS][2] = 0.65;
    return made;
}

static void by_hand(void **state)
{
    struct made *made = four_plays();
    (void)state;
    assert_int_equal(monthly_fill(&made->findings, 2), OK);
    const struct figure *nps = findings_month(&made->findings, SERIES_NPS, 2);
    ASSERT_CLOSE(nps->expected, 25, 1e-14);
    ASSERT_CLOSE(nps->mean, 20, 1e-14); /* 2 / 10: of sums, not a mean of 40, -50 and 33.3 */
    /* balance - 0.2 x clients: 1, -1.4, 0, 0.4: their sum is 0, of squares 3.12. */
    ASSERT_CLOSE(nps->mcse, 100 * sqrt(3.12 / 3 / 4) / 2.5, 1e-14);
    /* Sorted -50, 33.3, 40 of the three plays with clients. */
    ASSERT_CLOSE(nps->quantile[P50], 100.0 / 3, 1e-14);
    ASSERT_CLOSE(nps->quantile[P5], -50 + 0.1 * (50 + 100.0 / 3), 1e-13);
    assert_true(isnan(findings_month(&made->findings, SERIES_NPS, 0)->expected));
    assert_true(isnan(findings_month(&made->findings, SERIES_NPS, 1)->expected)); /* nobody there */
    assert_true(isnan(findings_month(&made->findings, SERIES_NPS, 1)->mean));
    assert_true(isnan(findings_month(&made->findings, SERIES_NPS, 1)->quantile[P50]));
    made_free(made);
}

/* Of 40 plays the first four are kept: their spread stands for that of all. */
static void more_plays_than_are_kept(void **state)
{
    struct made *made = four_plays();
    (void)state;
    made->sample.replicates = made->findings.replicates = 40;
    assert_int_equal(monthly_fill(&made->findings, 1), OK);
    ASSERT_CLOSE(findings_month(&made->findings, SERIES_NPS, 2)->mcse, 100 * sqrt(3.12 / 3 / 40) / 2.5, 1e-14);
    made_free(made);
}

/* Clients who are the same in every play have no values of their own: 4 in each, and the balances 2, -1, 0, 1. */
static void the_same_clients(void **state)
{
    struct made *made = four_plays();
    (void)state;
    made->sample.slot[SERIES_CLIENTS] = SAMPLE_SAME;
    made->sample.mean[SERIES_CLIENTS * 3 + 2] = 4;
    assert_int_equal(monthly_fill(&made->findings, 1), OK);
    const struct figure *nps = findings_month(&made->findings, SERIES_NPS, 2);
    ASSERT_CLOSE(nps->mean, 100 * 0.5 / 4, 1e-14);
    ASSERT_CLOSE(nps->mcse, 100 * sqrt((6 - 1) / 3.0 / 4) / 4, 1e-14);
    ASSERT_CLOSE(nps->quantile[P50], 12.5, 1e-14);
    made_free(made);
}

static void where_nobody_asks(void **state)
{
    struct made *made = four_plays();
    (void)state;
    made->plan.satisfaction.known = false;
    assert_int_equal(monthly_fill(&made->findings, 1), OK);
    const struct figure *nps = findings_month(&made->findings, SERIES_NPS, 2);
    assert_true(isnan(nps->expected) && isnan(nps->mean) && isnan(nps->mcse) && isnan(nps->quantile[P95]));
    ASSERT_CLOSE(findings_month(&made->findings, SERIES_CLIENTS, 2)->mean, 2.5, 0);
    made_free(made);
}

static void exact_only(void **state)
{
    struct made *made = four_plays();
    (void)state;
    made->findings.sample = NULL;
    assert_int_equal(monthly_fill(&made->findings, 1), OK);
    const struct figure *nps = findings_month(&made->findings, SERIES_NPS, 2);
    ASSERT_CLOSE(nps->expected, 25, 1e-14);
    assert_true(isnan(nps->mean) && isnan(nps->mcse) && isnan(nps->quantile[P5]));
    made_free(made);
}

/* What a comparison asks for: means and errors as ever, no quantiles. */
static void means_only(void **state)
{
    struct made *made = four_plays();
    (void)state;
    made->findings.means_only = true;
    made->sample.variance[(size_t)SERIES_CLIENTS * 3 + 2] = 13.0 / 3; /* of 5, 2, 0, 3 */
    assert_int_equal(monthly_fill(&made->findings, 2), OK);
    const struct figure *clients = findings_month(&made->findings, SERIES_CLIENTS, 2);
    ASSERT_CLOSE(clients->expected, 2.6, 1e-14);
    ASSERT_CLOSE(clients->mean, 2.5, 1e-14);
    ASSERT_CLOSE(clients->mcse, sqrt(13.0 / 3 / 4), 1e-14);
    assert_true(isnan(clients->quantile[P5]) && isnan(clients->quantile[P95]));
    ASSERT_CLOSE(findings_month(&made->findings, SERIES_NPS, 2)->expected, 25, 1e-14);
    made_free(made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_hand),          cmocka_unit_test(more_plays_than_are_kept),
        cmocka_unit_test(the_same_clients), cmocka_unit_test(where_nobody_asks),
        cmocka_unit_test(exact_only),       cmocka_unit_test(means_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
