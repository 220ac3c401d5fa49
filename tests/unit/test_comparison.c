/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A comparison of two small hand-made scenarios: four plays of three months, figures worked out beside them. */
#include "analysis_support.h"

#include <math.h>

#include "analysis/comparison.h"
#include "analysis/figure.h"
#include "analysis/metrics.h"
#include "analysis/monthly.h"

enum { MONTHS = 3, PLAYS = 4 };

static void set_values(struct made *made, enum series series, int month, const int64_t value[PLAYS])
{
    double sum = 0;
    for (size_t r = 0; r < PLAYS; r++) {
        made->sample.value[((size_t)series * (MONTHS + 1) + (size_t)month) * PLAYS + r] = value[r];
        sum += (double)value[r];
    }
    made_cell(made, series, month, sum / PLAYS / 100 + 0.137, sum / PLAYS, 1);
}

/* Fills the findings from what was set. */
static struct made *found(struct made *made, const char *name, const char *slug)
{
    for (int m = 0; m < METRIC_COUNT; m++)
        made->findings.metric[m] = figure_exact(NAN, "not set");
    assert_int_equal(monthly_fill(&made->findings, 1), OK);
    assert_int_equal(metrics_fill(&made->findings), OK);
    made->findings.name = name;
    made->findings.slug = slug;
    return made;
}

/* Money in cents, as the plays have it. */
static struct made *base_agency(size_t plays)
{
    struct made *made = made_new(MONTHS, plays);
    if (plays) {
        made_quantity(made, QUANTITY_NPV, 101.5, (double[]){10000, 20000, 5000, 7000}, PLAYS);
        made_quantity(made, QUANTITY_LOST_12, 1.5, (double[]){1, 2, 0, 3}, PLAYS);
        made_quantity(made, QUANTITY_CLIENTS_BEFORE_12, 9, (double[]){10, 8, 0, 12}, PLAYS);
        made_quantity(made, QUANTITY_SALES_COST, 31, (double[]){3000, 3100, 2900, 3300}, PLAYS);
        made_quantity(made, QUANTITY_REP_SIGNUPS, 2, (double[]){2, 2, 1, 3}, PLAYS);
        set_values(made, SERIES_CASH, 1, (const int64_t[]){100, 200, 300, 400});
        set_values(made, SERIES_CASH, 2, (const int64_t[]){100, 200, 300, 400});
        set_values(made, SERIES_CASH, 3, (const int64_t[]){100, 200, 300, 400});
    } else {
        made->expected.quantity[QUANTITY_NPV] = 101.5;
    }
    return found(made, "The base", "base");
}

static struct made *other_agency(void)
{
    struct made *made = made_new(MONTHS, PLAYS);
    made_quantity(made, QUANTITY_NPV, 111.75, (double[]){11000, 19000, 8000, 7000}, PLAYS);
    made_quantity(made, QUANTITY_LOST_12, 1.25, (double[]){2, 1, 1, 3}, PLAYS);
    made_quantity(made, QUANTITY_CLIENTS_BEFORE_12, 10, (double[]){8, 8, 4, 20}, PLAYS);
    made_quantity(made, QUANTITY_SALES_COST, 31, (double[]){3000, 3100, 2900, 3300}, PLAYS);
    made_quantity(made, QUANTITY_REP_SIGNUPS, 2, (double[]){2, 2, 1, 3}, PLAYS);
    set_values(made, SERIES_CASH, 1, (const int64_t[]){50, 150, 300, 300});
    set_values(made, SERIES_CASH, 2, (const int64_t[]){101, 100, 301, 350});
    set_values(made, SERIES_CASH, 3, (const int64_t[]){150, 200, 290, 399});
    return found(made, "Hire", "hire");
}

static struct comparison compared(const struct made *base, const struct made *other)
{
    struct comparison comparison;
    assert_int_equal(comparison_begin(&comparison, &base->findings, 2), OK);
    assert_int_equal(comparison_add(&comparison, &base->findings, &other->findings), OK);
    assert_int_equal(comparison_end(&comparison), OK);
    assert_int_equal(comparison.count, 2);
    return comparison;
}

/* Differences 10, -10, 30, 0: mean 7.5, squares about it 6.25 + 306.25 + 506.25 + 56.25 = 875, error sqrt(875/3/4). */
static void totals(void **state)
{
    struct made *base = base_agency(PLAYS), *other = other_agency();
    struct comparison comparison = compared(base, other);
    const struct difference *npv = &comparison.item[1].metric[METRIC_NPV];
    (void)state;
    ASSERT_CLOSE(npv->baseline_mean, 105, 1e-12);
    ASSERT_CLOSE(npv->scenario_mean, 112.5, 1e-12);
    ASSERT_CLOSE(npv->expected, 10.25, 1e-12);
    ASSERT_CLOSE(npv->mean, 7.5, 1e-12);
    ASSERT_CLOSE(npv->mcse, sqrt(875.0 / 3 / 4), 1e-12);
    ASSERT_CLOSE(npv->quantile[P50], 5, 1e-12);
    ASSERT_CLOSE(npv->quantile[P5], -10 + 0.15 * 10, 1e-12);
    ASSERT_CLOSE(npv->p_better, 0.5, 0);
    ASSERT_CLOSE(npv->p_equal, 0.25, 0);
    assert_null(npv->why);
    comparison_free(&comparison);
    comparison_free(&comparison);
    made_free(base);
    made_free(other);
}

/* Of 16 plays four are kept: their spread stands for all, and the error is that of 16. */
static void more_plays_than_are_kept(void **state)
{
    struct made *base = base_agency(PLAYS), *other = other_agency();
    (void)state;
    base->sample.replicates = other->sample.replicates = base->findings.replicates = other->findings.replicates = 16;
    struct comparison comparison = compared(base, other);
    ASSERT_CLOSE(comparison.item[1].metric[METRIC_NPV].mcse, sqrt(875.0 / 3 / 16), 1e-12);
    ASSERT_CLOSE(comparison.item[1].cash_difference[1].mcse, sqrt(0.5 / 3 / 16), 1e-12);
    assert_int_equal(comparison.replicates, 16);
    assert_int_equal(comparison.kept, PLAYS);
    comparison_free(&comparison);
    made_free(base);
    made_free(other);
}

/*
 * Churn: 7/40 against 6/30 of the sums: -0.025. Play r moves it by (l' - 0.175 c') / 10 - (l - 0.2 c) / 7.5:
 *   r = 0: 0.06 + 2/15 = 0.193333; 1: -0.04 - 0.053333; 2: 0.03; 3: -0.05 - 0.08; their sum is 0.
 * Both exist in plays 0, 1, 3: 0.25 - 0.1, 0.125 - 0.25, 0.15 - 0.25; less is better.
 */
static void ratios(void **state)
{
    struct made *base = base_agency(PLAYS), *other = other_agency();
    struct comparison comparison = compared(base, other);
    const struct difference *churn = &comparison.item[1].metric[METRIC_CHURN_CLIENTS];
    const struct difference *crr = &comparison.item[1].metric[METRIC_CRR_MONTH];
    const double moves[PLAYS] = {0.06 + 2.0 / 15, -0.04 - 0.4 / 7.5, 0.03, -0.05 - 0.6 / 7.5};
    double squares = 0;
    (void)state;
    for (int r = 0; r < PLAYS; r++)
        squares += moves[r] * moves[r];
    ASSERT_CLOSE(churn->baseline_mean, 0.2, 1e-12);
    ASSERT_CLOSE(churn->scenario_mean, 0.175, 1e-12);
    ASSERT_CLOSE(churn->mean, -0.025, 1e-9);
    ASSERT_CLOSE(churn->expected, 0.125 - 1.5 / 9, 1e-9);
    ASSERT_CLOSE(churn->mcse, sqrt(squares / 3 / 4), 1e-9);
    ASSERT_CLOSE(churn->quantile[P50], -0.1, 1e-9);
    ASSERT_CLOSE(churn->p_better, 2.0 / 3, 1e-12);
    ASSERT_CLOSE(churn->p_equal, 0, 0);
    ASSERT_CLOSE(crr->mean, 0.025, 1e-9); /* what stays is 1 - what leaves */
    ASSERT_CLOSE(crr->mcse, churn->mcse, 1e-12);
    ASSERT_CLOSE(crr->quantile[P50], 0.1, 1e-9);
    ASSERT_CLOSE(crr->p_better, 2.0 / 3, 1e-12); /* more is better of crr */
    comparison_free(&comparison);
    made_free(base);
    made_free(other);
}

/* A ratio of cents to a count is money: alike in every play here. Twelve months a year show too. */
static void ratios_in_their_units(void **state)
{
    struct made *base = base_agency(PLAYS), *other = other_agency();
    made_quantity(other, QUANTITY_SALES_COST, 32, (double[]){3600, 3100, 2900, 3300}, PLAYS);
    assert_int_equal(metrics_fill(&other->findings), OK);
    struct comparison comparison = compared(base, other);
    const struct difference *cac = &comparison.item[1].metric[METRIC_CAC];
    (void)state;
    ASSERT_CLOSE(cac->baseline_mean, 123.0 / 8, 1e-12);
    ASSERT_CLOSE(cac->mean, 6.0 / 8, 1e-9);
    ASSERT_CLOSE(cac->quantile[P95], 0.85 * 3, 1e-9); /* play 0: $18 less $15; the others 0 */
    ASSERT_CLOSE(cac->p_equal, 0.75, 0);
    ASSERT_CLOSE(cac->p_better, 0, 0);
    comparison_free(&comparison);
    made_free(base);
    made_free(other);
}

/*
 * Cents: month 1 -50 -50 0 -100, month 2 1 -100 1 -50, month 3 50 0 -10 -1. Paid back in month 2, in month 3, not
 * within the plan twice. Mean path -50, -37, 9.75: month 3.
 */
static void cash_and_payback(void **state)
{
    struct made *base = base_agency(PLAYS), *other = other_agency();
    struct comparison comparison = compared(base, other);
    const struct contender *hire = &comparison.item[1];
    (void)state;
    ASSERT_CLOSE(hire->cash_difference[1].mean, -0.50, 1e-12);
    ASSERT_CLOSE(hire->cash_difference[2].mean, -0.37, 1e-12);
    ASSERT_CLOSE(hire->cash_difference[3].mean, 0.0975, 1e-12);
    ASSERT_CLOSE(hire->cash_difference[3].expected, 0.0975, 1e-12);
    /* -0.50, -0.50, 0, -1: squares 0 + 0 + 0.25 + 0.25 */
    ASSERT_CLOSE(hire->cash_difference[1].mcse, sqrt(0.5 / 3 / 4), 1e-12);
    ASSERT_CLOSE(hire->cash_difference[2].quantile[P50], -0.245, 1e-12);
    assert_int_equal(hire->payoff.state, PAYOFF_MONTH);
    assert_int_equal(hire->payoff.month, 3);
    ASSERT_CLOSE(hire->payoff.within, 0.5, 0);
    ASSERT_CLOSE(hire->payoff.later, 0.5, 0);
    ASSERT_CLOSE(hire->payoff.quantile[P50], 2.5, 0);
    comparison_free(&comparison);
    made_free(base);
    made_free(other);
}

/* A series that is alike in every play has no single values: its mean stands for them. */
static void series_without_values(void **state)
{
    struct made *base = base_agency(PLAYS), *other = other_agency();
    (void)state;
    for (int month = 1; month <= MONTHS; month++)
        made_cell(other, SERIES_CASH, month, 2.137, 250, 0);
    other->sample.slot[SERIES_CASH] = SAMPLE_SAME;
    for (int both = 0; both < 2; both++) {
        if (both)
            base->sample.slot[SERIES_CASH] = SAMPLE_SAME;
        assert_int_equal(monthly_fill((free(other->findings.monthly), &other->findings), 1), OK);
        struct comparison comparison = compared(base, other);
        const struct figure *end = &comparison.item[1].cash_difference[3];
        assert_true(end->mean == 0); /* 2.50 less the mean of 1, 2, 3, 4 */
        ASSERT_CLOSE(end->quantile[P95], both ? 0 : 1.35, 1e-12);
        ASSERT_CLOSE(end->mcse, both ? 0 : sqrt(5.0 / 3 / 4), 1e-12);
        comparison_free(&comparison);
    }
    made_free(base);
    made_free(other);
}

static void with_itself(void **state)
{
    struct made *base = base_agency(PLAYS);
    struct comparison comparison = compared(base, base);
    const struct contender *twin = &comparison.item[1];
    (void)state;
    for (int m = 0; m < METRIC_COUNT; m++) {
        const struct difference *difference = &twin->metric[m];
        assert_true(isnan(difference->mean) || difference->mean == 0);
        assert_true(isnan(difference->mean) || difference->mcse == 0);
        assert_true(isnan(difference->expected) || difference->expected == 0);
        assert_true(isnan(difference->p_equal) || difference->p_equal == 1);
        assert_int_equal(comparison_verdict(difference), 0);
    }
    ASSERT_CLOSE(twin->metric[METRIC_NPV].p_equal, 1, 0);
    assert_int_equal(twin->payoff.state, PAYOFF_NONE_NEEDED);
    ASSERT_CLOSE(twin->payoff.none_needed, 1, 0);
    assert_string_equal(twin->slug, "base-2");
    assert_string_equal(twin->name, "The base (base-2)");
    assert_string_equal(comparison.item[0].slug, "base");
    comparison_free(&comparison);
    made_free(base);
}

/* No two alike, also where "a-2" is a file's own name. Others stay as they are. */
static void names_and_slugs(void **state)
{
    static const char *const slug[] = {"a", "a-2", "a", "b", "a"}, *const want[] = {"a", "a-2", "a-3", "b", "a-4"};
    static const char *const name[] = {"A", "Z", "A", "A", "B"}, *const called[] = {"A", "Z", "A (a-3)", "A (b)", "B"};
    struct made *made = base_agency(PLAYS);
    struct comparison comparison;
    (void)state;
    for (int i = 0; i < 5; i++) {
        made->findings.slug = slug[i];
        made->findings.name = name[i];
        if (i == 0)
            assert_int_equal(comparison_begin(&comparison, &made->findings, 5), OK);
        else
            assert_int_equal(comparison_add(&comparison, &made->findings, &made->findings), OK);
        assert_string_equal(comparison.item[i].slug, want[i]);
        assert_string_equal(comparison.item[i].name, called[i]);
    }
    comparison_free(&comparison);
    made_free(made);
}

/* The exact figures alone. */
static void without_plays(void **state)
{
    struct made *base = base_agency(0), *other = made_new(MONTHS, 0);
    (void)state;
    other->expected.quantity[QUANTITY_NPV] = 98.25;
    other->expected.series[SERIES_CASH][1] = -7;
    other->expected.series[SERIES_CASH][2] = 3;
    found(other, "Hire", "hire");
    base->findings.metric[METRIC_LTV] = figure_exact(1000, NULL);
    other->findings.metric[METRIC_LTV] = figure_exact(NAN, "nobody signs up");
    struct comparison comparison = compared(base, other);
    const struct difference *npv = &comparison.item[1].metric[METRIC_NPV];
    ASSERT_CLOSE(npv->expected, -3.25, 1e-12);
    ASSERT_CLOSE(npv->baseline_mean, 101.5, 0);
    ASSERT_CLOSE(npv->scenario_mean, 98.25, 0);
    assert_true(isnan(npv->mean) && isnan(npv->mcse) && isnan(npv->p_better) && isnan(npv->quantile[P50]));
    assert_int_equal(comparison_verdict(npv), -1);
    assert_true(isnan(comparison.item[1].metric[METRIC_LTV].expected));
    assert_string_equal(comparison.item[1].metric[METRIC_LTV].why, "nobody signs up");
    assert_int_equal(comparison.item[1].payoff.state, PAYOFF_MONTH);
    assert_int_equal(comparison.item[1].payoff.month, 2);
    assert_true(isnan(comparison.item[1].payoff.within));
    assert_int_equal(comparison.kept, 0);
    comparison_free(&comparison);
    made_free(base);
    made_free(other);
}

/* What charts need stays when the scenario's findings are gone. */
static void what_is_kept(void **state)
{
    struct made *base = base_agency(PLAYS), *other = other_agency();
    (void)state;
    for (int month = 1; month <= MONTHS; month++) {
        made_cell(other, SERIES_SIGNUPS, month, 3.7, 0, 0);
        made_cell(other, SERIES_SIGNUPS_RETURNED, month, 0.5, 0, 0);
        made_cell(other, SERIES_SIGNUPS_REFERRED, month, 0.9, 0, 0);
        made_cell(other, SERIES_WINBACKS, month, 0.2 * month, 0, 0);
        made_cell(other, SERIES_SERVICE, month, 11.3, 0, 0);
    }
    made_cell(other, SERIES_REVENUE, 0, 77.7, 0, 0);
    free(other->findings.monthly);
    assert_int_equal(monthly_fill(&other->findings, 1), OK);
    other->findings.metric[METRIC_PLATEAU_REVENUE] = figure_exact(4321, NULL);
    struct comparison comparison = compared(base, other);
    made_free(other);
    const struct contender *hire = &comparison.item[1];
    ASSERT_CLOSE(hire->sources[SOURCE_REP], 3 * 2.3, 1e-12);
    ASSERT_CLOSE(hire->sources[SOURCE_RETURNED], 1.5, 1e-12);
    ASSERT_CLOSE(hire->sources[SOURCE_REFERRED], 2.7, 1e-12);
    ASSERT_CLOSE(hire->sources[SOURCE_WINBACK], 1.2, 1e-12);
    assert_true(hire->sources[SOURCE_BOOK] == 0);
    ASSERT_CLOSE(hire->ledger[SERIES_SERVICE], 33.9, 1e-12);
    assert_true(isnan(hire->ledger[SERIES_CASH]));
    ASSERT_CLOSE(hire->revenue[0], 77.7, 0);
    ASSERT_CLOSE(hire->cash[1], 2.137, 1e-12); /* (50 + 150 + 300 + 300) / 4 cents, and what set_values adds */
    ASSERT_CLOSE(hire->figure[METRIC_PLATEAU_REVENUE].expected, 4321, 0);
    assert_true(hire->has_costs);
    assert_false(hire->has_nps || comparison.item[0].has_costs);
    assert_true(isnan(hire->nps[2]));
    comparison_free(&comparison);
    made_free(base);
}

/* By npv and by plateau: the largest first, none last, equal ones as given. */
static void ranks(void **state)
{
    static const double npv[] = {0, 2, 7, 2, -1}, level[] = {5, NAN, 3, 8, 3};
    static const size_t by_npv[] = {2, 1, 3, 4}, by_plateau[] = {3, 2, 4, 1};
    struct made *made = base_agency(0);
    struct comparison comparison;
    (void)state;
    for (int i = 0; i < 5; i++) {
        made->findings.metric[METRIC_NPV] = figure_exact(npv[i], NULL);
        made->findings.metric[METRIC_PLATEAU_REVENUE] = figure_exact(level[i], "none");
        if (i == 0)
            assert_int_equal(comparison_begin(&comparison, &made->findings, 5), OK);
        else
            assert_int_equal(comparison_add(&comparison, &made->findings, &made->findings), OK);
        comparison.item[i].metric[METRIC_NPV].expected = npv[i];
    }
    assert_int_equal(comparison_end(&comparison), OK);
    assert_memory_equal(comparison.by_npv, by_npv, sizeof by_npv);
    assert_memory_equal(comparison.by_plateau, by_plateau, sizeof by_plateau);
    comparison_free(&comparison);
    made_free(made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(totals),
        cmocka_unit_test(more_plays_than_are_kept),
        cmocka_unit_test(ratios),
        cmocka_unit_test(ratios_in_their_units),
        cmocka_unit_test(cash_and_payback),
        cmocka_unit_test(series_without_values),
        cmocka_unit_test(with_itself),
        cmocka_unit_test(names_and_slugs),
        cmocka_unit_test(without_plays),
        cmocka_unit_test(what_is_kept),
        cmocka_unit_test(ranks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
