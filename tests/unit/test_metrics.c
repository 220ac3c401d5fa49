/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis_support.h"

#include "analysis/lifetime.h"
#include "analysis/metrics.h"

static double crr_of(double before, double lost)
{
    struct made *made = made_new(1, 0);
    made->expected.quantity[QUANTITY_CLIENTS_BEFORE_12] = before;
    made->expected.quantity[QUANTITY_LOST_12] = lost;
    assert_int_equal(metrics_fill(&made->findings), OK);
    double crr = made->findings.metric[METRIC_CRR_MONTH].expected;
    ASSERT_CLOSE(crr, 1 - made->findings.metric[METRIC_CHURN_CLIENTS].expected, 1e-15);
    made_free(made);
    return crr;
}

static void the_articles_examples(void **state)
{
    (void)state;
    /* C1: 70 at the start, 30 new, 10 lost, 90 at the end: (90 - 30) / 70 = 85.71 %. */
    ASSERT_CLOSE(crr_of(70, 10), (90.0 - 30) / 70, 1e-15);
    ASSERT_CLOSE(100 * crr_of(70, 10), 85.71, 1e-4);
    /* D2: 10 at the start, 4 new, 2 lost, so 12 at the end: (12 - 4) / 10 = 80 %. */
    ASSERT_CLOSE(crr_of(10, 2), (12.0 - 4) / 10, 1e-15);
    assert_true(isnan(crr_of(0, 0)));
}

static void ratings(void **state)
{
    (void)state;
    assert_string_equal(metrics_crr_rating(0.917), "above the 85-90 % aim");
    assert_string_equal(metrics_crr_rating(0.9), "within the 85-90 % aim");
    assert_string_equal(metrics_crr_rating(1 - 0.1), "within the 85-90 % aim");
    assert_string_equal(metrics_crr_rating(0.85), "within the 85-90 % aim");
    assert_string_equal(metrics_crr_rating(0.8499), "below the 85-90 % aim");
    assert_string_equal(metrics_crr_rating(NAN), "");
    assert_string_equal(metrics_nps_rating(-12.7), "bad");
    assert_string_equal(metrics_nps_rating(1e-13), "bad");
    assert_string_equal(metrics_nps_rating(0.4), "needs work");
    assert_string_equal(metrics_nps_rating(19.9), "needs work");
    assert_string_equal(metrics_nps_rating(20 - 1e-12), "good");
    assert_string_equal(metrics_nps_rating(29.9), "good");
    assert_string_equal(metrics_nps_rating(30 - 1e-12), "unicorn");
    assert_string_equal(metrics_nps_rating(NAN), "");
    assert_int_equal(metrics_nps_decimals(23.6), 0);
    assert_int_equal(metrics_nps_decimals(20), 0);
    assert_int_equal(metrics_nps_decimals(19.85), 1); /* 20 is good */
    assert_int_equal(metrics_nps_decimals(29.97), 2); /* so is 29.97; 30.0 is a unicorn */
    assert_int_equal(metrics_nps_decimals(29.9999), 2);
    assert_int_equal(metrics_nps_decimals(-0.3), 0);
    assert_int_equal(metrics_nps_decimals(0.3), 1);
    assert_int_equal(metrics_nps_decimals(NAN), 0);
    assert_string_equal(lifetime_rating(5.99), "poor");
    assert_string_equal(lifetime_rating(6), "fair");
    assert_string_equal(lifetime_rating(11.99), "fair");
    assert_string_equal(lifetime_rating(12), "good");
    assert_string_equal(lifetime_rating(12 - 1e-12), "good"); /* the textbook's exact 12, rounded */
    assert_string_equal(lifetime_rating(17.99), "good");
    assert_string_equal(lifetime_rating(18), "excellent");
    assert_string_equal(lifetime_rating(NAN), "");
}

/* Four plays by hand: lost 1 0 2 0 of 10 0 12 8 clients. */
static void ratio_of_plays(void **state)
{
    static const double lost[] = {1, 0, 2, 0}, before[] = {10, 0, 12, 8};
    struct made *made = made_new(13, 4);
    (void)state;
    made_quantity(made, QUANTITY_LOST_12, 0.77, lost, 4);
    made_quantity(made, QUANTITY_CLIENTS_BEFORE_12, 7.9, before, 4);
    double(*covariance)[QUANTITY_COUNT] = made->sample.quantity_covariance;
    covariance[QUANTITY_LOST_12][QUANTITY_LOST_12] = 11.0 / 12;                    /* (5 - 9/4) / 3 */
    covariance[QUANTITY_CLIENTS_BEFORE_12][QUANTITY_CLIENTS_BEFORE_12] = 83.0 / 3; /* (308 - 900/4) / 3 */
    covariance[QUANTITY_LOST_12][QUANTITY_CLIENTS_BEFORE_12] = 23.0 / 6;           /* (34 - 90/4) / 3 */
    assert_int_equal(metrics_fill(&made->findings), OK);
    const struct figure *churn = &made->findings.metric[METRIC_CHURN_CLIENTS];
    const struct figure *crr = &made->findings.metric[METRIC_CRR_MONTH];
    ASSERT_CLOSE(churn->expected, 0.77 / 7.9, 1e-15);
    ASSERT_CLOSE(churn->mean, 3.0 / 30, 1e-15); /* a ratio of sums, not a mean of ratios */
    double variance = 11.0 / 12 - 2 * 0.1 * 23 / 6 + 0.01 * 83 / 3;
    ASSERT_CLOSE(churn->mcse, sqrt(variance / 4) / 7.5, 1e-14);
    ASSERT_CLOSE(crr->mcse, churn->mcse, 1e-15);
    ASSERT_CLOSE(crr->mean, 0.9, 1e-15);
    /* Quantiles over the three plays that had clients: 1/10, 2/12, 0. */
    ASSERT_CLOSE(churn->quantile[P50], 0.1, 1e-15);
    ASSERT_CLOSE(churn->quantile[P95], 0.1 + 0.9 * (2.0 / 12 - 0.1), 1e-14);
    ASSERT_CLOSE(crr->quantile[P5], 1 - churn->quantile[P95], 1e-14);
    assert_null(churn->why);
    made_free(made);
}

/* Three plays: balances 2, -1, 0 of 8, 5 and no clients at all. */
static void nps(void **state)
{
    static const double balance[] = {2, -1, 0}, clients[] = {8, 5, 0};
    struct made *made = made_new(24, 3);
    const struct figure *end = &made->findings.metric[METRIC_NPS_END];
    (void)state;
    made_quantity(made, QUANTITY_NPS_BALANCE_END, 0.7, balance, 3);
    made_quantity(made, QUANTITY_CLIENTS_END, 3.5, clients, 3);
    double(*covariance)[QUANTITY_COUNT] = made->sample.quantity_covariance;
    covariance[QUANTITY_NPS_BALANCE_END][QUANTITY_NPS_BALANCE_END] = 7.0 / 3; /* (5 - 1/3) / 2 */
    covariance[QUANTITY_CLIENTS_END][QUANTITY_CLIENTS_END] = 49.0 / 3;        /* (89 - 169/3) / 2 */
    covariance[QUANTITY_NPS_BALANCE_END][QUANTITY_CLIENTS_END] = 10.0 / 3;    /* (11 - 13/3) / 2 */
    covariance[QUANTITY_CLIENTS_END][QUANTITY_NPS_BALANCE_END] = 10.0 / 3;
    assert_int_equal(metrics_fill(&made->findings), OK);
    assert_true(isnan(end->expected) && isnan(end->mean));
    assert_non_null(strstr(end->why, "nps.promoters"));
    made->plan.satisfaction.known = true;
    assert_int_equal(metrics_fill(&made->findings), OK);
    ASSERT_CLOSE(end->expected, 20, 1e-14);
    ASSERT_CLOSE(end->mean, 100.0 / 13, 1e-14);
    double ratio = 1.0 / 13, variance = 7.0 / 3 - 2 * ratio * 10 / 3 + ratio * ratio * 49 / 3;
    ASSERT_CLOSE(end->mcse, 100 * sqrt(variance / 3) / (13.0 / 3), 1e-13);
    ASSERT_CLOSE(end->quantile[P50], (25 - 20) / 2.0, 1e-13);
    assert_string_equal(metrics_rating(&made->findings, METRIC_NPS_END), "good");
    made->expected.quantity[QUANTITY_CLIENTS_END] = 0;
    assert_int_equal(metrics_fill(&made->findings), OK);
    assert_string_equal(end->why, "there are no clients in the plan's last month");
    made_free(made);
}

/* Of 1,000.00 then: 700 and 900 grown, and 50 and none of clients who are back. */
static void reactivated(void **state)
{
    static const double then[] = {100000, 110000}, grown[] = {70000, 90000}, revived[] = {5000, 0};
    struct made *made = made_new(24, 2);
    (void)state;
    made_quantity(made, QUANTITY_REVENUE_THEN, 1040, then, 2);
    made_quantity(made, QUANTITY_REVENUE_GROWN, 810, grown, 2);
    made_quantity(made, QUANTITY_REVENUE_REVIVED, 27, revived, 2);
    double(*covariance)[QUANTITY_COUNT] = made->sample.quantity_covariance;
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++) { /* of two plays: half the product of the differences */
            static const enum quantity all[] = {QUANTITY_REVENUE_THEN, QUANTITY_REVENUE_GROWN,
                                                QUANTITY_REVENUE_REVIVED};
            static const double step[] = {10000, 20000, -5000};
            covariance[all[i]][all[j]] = step[i] * step[j] / 2;
        }
    assert_int_equal(metrics_fill(&made->findings), OK);
    const struct figure *nrr = &made->findings.metric[METRIC_NRR_12];
    const struct figure *with = &made->findings.metric[METRIC_NRR_12_REACTIVATED];
    ASSERT_CLOSE(nrr->expected, 810.0 / 1040, 1e-14);
    ASSERT_CLOSE(nrr->mean, 16.0 / 21, 1e-14);
    ASSERT_CLOSE(with->expected, 837.0 / 1040, 1e-14);
    double ratio = 16.5 / 21;
    ASSERT_CLOSE(with->mean, ratio, 1e-14);
    ASSERT_CLOSE(with->mcse, (15000 - ratio * 10000) / sqrt(2) / sqrt(2) / 105000, 1e-12);
    ASSERT_CLOSE(with->quantile[P50], (0.75 + 9.0 / 11) / 2, 1e-14);
    made_free(made);
}

/* Money is cents in the plays, whole units here. */
static void money(void **state)
{
    static const double end[] = {1234567, 765433}, lost[] = {200000, 300000}, gained[] = {150000, 450000};
    struct made *made = made_new(24, 2);
    (void)state;
    made_quantity(made, QUANTITY_REVENUE_END, 9987.65, end, 2);
    made_quantity(made, QUANTITY_REVENUE_LOST_12, 2400, lost, 2);
    made_quantity(made, QUANTITY_REVENUE_GAINED_12, 3100, gained, 2);
    made->sample.quantity_covariance[QUANTITY_REVENUE_END][QUANTITY_REVENUE_END] = 4e10;
    assert_int_equal(metrics_fill(&made->findings), OK);
    const struct figure *revenue = &made->findings.metric[METRIC_REVENUE_END];
    ASSERT_CLOSE(revenue->expected, 9987.65, 1e-15);
    ASSERT_CLOSE(revenue->mean, 10000, 1e-15);
    ASSERT_CLOSE(revenue->mcse, sqrt(4e10 / 2) / 100, 1e-14);
    ASSERT_CLOSE(revenue->quantile[P25], 7654.33 + 0.25 * (12345.67 - 7654.33), 1e-14);
    ASSERT_CLOSE(made->findings.metric[METRIC_QUICK_RATIO_12].expected, 3100.0 / 2400, 1e-15);
    ASSERT_CLOSE(made->findings.metric[METRIC_QUICK_RATIO_12].mean, 6.0 / 5, 1e-15);
    made_free(made);
}

static void reasons(void **state)
{
    struct made *made = made_new(11, 0);
    (void)state;
    assert_int_equal(metrics_fill(&made->findings), OK);
    const struct figure *metric = made->findings.metric;
    assert_string_equal(metric[METRIC_CRR_12].why, "the plan is shorter than 12 months");
    assert_string_equal(metric[METRIC_NRR_12].why, "the plan is shorter than 12 months");
    assert_string_equal(metric[METRIC_CRR_MONTH].why, "there are no clients in the last 12 months");
    assert_string_equal(metric[METRIC_QUICK_RATIO_12].why, "no revenue is lost in the last 12 months");
    assert_null(metric[METRIC_REVENUE_TOTAL].why);
    made->findings.months = 12;
    assert_int_equal(metrics_fill(&made->findings), OK);
    assert_string_equal(metric[METRIC_CRR_12].why, "nobody was a client 12 months before the plan's end");
    made->findings.months = 11;
    made_free(made);
}

static void the_table_is_whole(void **state)
{
    (void)state;
    for (int m = 0; m < METRIC_COUNT; m++) {
        const struct metrics_info *info = metrics_info((enum metric)m);
        assert_non_null(info->name);
        assert_true(strlen(info->unit) > 0);
        assert_true(info->definition[strlen(info->definition) - 1] == '.');
        for (int other = 0; other < m; other++)
            assert_string_not_equal(info->name, metrics_info((enum metric)other)->name);
    }
    assert_int_equal(quantity_last_year(60), 49);
    assert_int_equal(quantity_last_year(12), 1);
    assert_int_equal(quantity_last_year(5), 1);
}

/* Two plays of 24 months by hand: sales cost 300,000 and 500,000 cents, 2 and 3 clients by reps. */
static void costs(void **state)
{
    static const double sales[] = {300000, 500000}, signups[] = {2, 3}, service[] = {120000, 60000},
                        months[] = {24, 36};
    static const double fifth[] = {90000, 40000}, end[] = {150000, 100000}, lowest[] = {-700000, 25000};
    struct made *made = made_new(24, 2);
    (void)state;
    made_quantity(made, QUANTITY_SALES_COST, 4100, sales, 2);
    made_quantity(made, QUANTITY_REP_SIGNUPS, 2.6, signups, 2);
    made_quantity(made, QUANTITY_KEEPING_COST, 910, service, 2);
    made_quantity(made, QUANTITY_CLIENT_MONTHS, 31, months, 2);
    made_quantity(made, QUANTITY_TOP_FIFTH, NAN, fifth, 2);
    made_quantity(made, QUANTITY_REVENUE_END, 1200, end, 2);
    made_quantity(made, QUANTITY_CASH_MIN, NAN, lowest, 2);
    made->expected.series[SERIES_SIGNUPS][3] = 2.6;
    double(*covariance)[QUANTITY_COUNT] = made->sample.quantity_covariance;
    covariance[QUANTITY_SALES_COST][QUANTITY_SALES_COST] = 2e10;
    covariance[QUANTITY_REP_SIGNUPS][QUANTITY_REP_SIGNUPS] = 0.5;
    covariance[QUANTITY_SALES_COST][QUANTITY_REP_SIGNUPS] = 1e5;
    covariance[QUANTITY_KEEPING_COST][QUANTITY_KEEPING_COST] = 1.8e9;
    covariance[QUANTITY_CASH_MIN][QUANTITY_CASH_MIN] = 2.6e11;
    assert_int_equal(metrics_fill(&made->findings), OK);
    const struct figure *cac = &made->findings.metric[METRIC_CAC];
    ASSERT_CLOSE(cac->expected, 4100 / 2.6, 1e-15);
    ASSERT_CLOSE(cac->mean, 8000.0 / 5, 1e-15);
    ASSERT_CLOSE(cac->mcse, sqrt((2e6 - 2 * 1600 * 1e3 + 1600.0 * 1600 * 0.5) / 2) / 2.5, 1e-12);
    ASSERT_CLOSE(cac->quantile[P50], (1500 + 5000.0 / 3) / 2, 1e-14);
    const struct figure *keep = &made->findings.metric[METRIC_KEEP_COST];
    ASSERT_CLOSE(keep->expected, 12 * 910.0 / 31, 1e-15);
    ASSERT_CLOSE(keep->mean, 12 * 1800.0 / 60, 1e-15);
    ASSERT_CLOSE(keep->mcse, 12 * sqrt(1.8e9 / 2) / 100 / 30, 1e-14);
    const struct figure *top = &made->findings.metric[METRIC_TOP20_SHARE];
    assert_true(isnan(top->expected));
    ASSERT_CLOSE(top->mean, 130.0 / 250, 1e-15);
    ASSERT_CLOSE(top->quantile[P50], 0.5, 1e-14);
    assert_null(top->why);
    const struct figure *cash = &made->findings.metric[METRIC_CASH_MIN];
    assert_true(isnan(cash->expected) && cash->why == NULL);
    ASSERT_CLOSE(cash->mean, -3375, 1e-15);
    ASSERT_CLOSE(cash->mcse, sqrt(2.6e11 / 2) / 100, 1e-14);
    made_free(made);
}

/* Where there are no plays, what only plays tell is missing, and the figures say so. */
static void exact_only(void **state)
{
    struct made *made = made_new(24, 0);
    const struct figure *metric = made->findings.metric;
    (void)state;
    made->expected.quantity[QUANTITY_TOP_FIFTH] = made->expected.quantity[QUANTITY_CASH_MIN] = NAN;
    made->expected.quantity[QUANTITY_REVENUE_END] = 1000;
    made->expected.quantity[QUANTITY_NPV] = -12.5;
    made->expected.quantity[QUANTITY_SALES_COST] = 3000;
    made->expected.quantity[QUANTITY_REP_SIGNUPS] = 1e-17; /* all that rounding left of 5 - 5 */
    made->expected.series[SERIES_SIGNUPS][7] = 5;
    assert_int_equal(metrics_fill(&made->findings), OK);
    assert_string_equal(metric[METRIC_TOP20_SHARE].why, "only plays tell it: there is no exact value");
    assert_string_equal(metric[METRIC_CASH_MIN].why, "only plays tell it: there is no exact value");
    ASSERT_CLOSE(metric[METRIC_NPV].expected, -12.5, 0);
    assert_true(isnan(metric[METRIC_CAC].expected));
    assert_string_equal(metric[METRIC_CAC].why, "no rep signs anybody in the plan");
    assert_string_equal(metric[METRIC_KEEP_COST].why, "there are no clients in the plan");
    made_free(made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_articles_examples),
        cmocka_unit_test(ratings),
        cmocka_unit_test(ratio_of_plays),
        cmocka_unit_test(money),
        cmocka_unit_test(reasons),
        cmocka_unit_test(the_table_is_whole),
        cmocka_unit_test(costs),
        cmocka_unit_test(exact_only),
        cmocka_unit_test(nps),
        cmocka_unit_test(reactivated),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
