/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The self-check: it must pass what luck explains and fail what it does not. */
#include "analysis_support.h"

#include "analysis/agreement.h"
#include "analysis/metrics.h"
#include "analysis/monthly.h"

enum { PLAYS = 400 };

static void fill(struct made *made)
{
    assert_int_equal(monthly_fill(&made->findings, 1), OK);
    assert_int_equal(metrics_fill(&made->findings), OK);
    agreement_fill(&made->findings);
}

/* A plan of one month in which `clients` are expected and the plays say mean, with variance. */
static struct agreement of_clients(double expected, double mean, double variance)
{
    struct made *made = made_new(1, PLAYS);
    made_cell(made, SERIES_CLIENTS, 1, expected, mean, variance);
    fill(made);
    struct agreement agreement = made->findings.agreement;
    made_free(made);
    return agreement;
}

static void within_luck(void **state)
{
    (void)state;
    /* MCSE = sqrt(2.89 / 400) = 0.085. */
    struct agreement agreement = of_clients(3.7, 3.7 + 0.085 * 5.9, 2.89);
    assert_false(agreement.failed);
    assert_int_equal(agreement.checked, 2); /* and the revenue of these clients, 0 */
    ASSERT_CLOSE(agreement.largest, 5.9, 1e-6);
    assert_string_equal(agreement.worst, "clients of month 1: 3.700000 expected, 4.201500 played");
}

static void beyond_luck(void **state)
{
    (void)state;
    struct agreement agreement = of_clients(3.7, 3.7 - 0.085 * 6.1, 2.89);
    assert_true(agreement.failed);
    ASSERT_CLOSE(agreement.largest, 6.1, 1e-6);
}

static void too_few_events(void **state)
{
    (void)state;
    assert_int_equal(of_clients(0.249, 100, 2.89).checked, 0); /* 99.6 expected in the run */
    assert_false(of_clients(0.249, 100, 2.89).failed);
    assert_int_equal(of_clients(0.251, 0.251, 0.25).checked, 2);
}

static void without_spread(void **state)
{
    (void)state;
    struct agreement agreement = of_clients(3.7, 3.7, 0);
    assert_false(agreement.failed);
    assert_int_equal(agreement.checked, 2); /* and the revenue of these clients, 0 */
    assert_true(agreement.largest == 0);
    assert_true(of_clients(4, 5, 0).failed); /* a whole client too many in every play */
    assert_true(of_clients(4, 5, 0).largest == 0);
    /* An event of 0.5 % that none of 400 plays had: 2 were expected, and none comes in 13 % of runs. */
    assert_false(of_clients(4 - 0.005, 4, 0).failed);
    /* But not one of 10 %: 40 were expected. */
    assert_true(of_clients(4 - 0.1, 4, 0).failed);
}

static struct agreement of_revenue(double expected, double mean_cents, double variance, int64_t largest_fee)
{
    struct made *made = made_new(1, PLAYS);
    struct book_entry giant = {.fee = largest_fee};
    made->plan.book = &giant;
    made->plan.book_count = 1;
    made_cell(made, SERIES_CLIENTS, 1, 20, 20, 0);
    made_cell(made, SERIES_REVENUE, 1, expected, mean_cents, variance);
    fill(made);
    struct agreement agreement = made->findings.agreement;
    made_free(made);
    return agreement;
}

static void rounded_fees(void **state)
{
    (void)state;
    /* 20 postings may be off by half a cent each: 10 cents. With fees of a cent nothing else excuses a gap. */
    assert_false(of_revenue(2000, 200009.9, 0, 1).failed);
    assert_true(of_revenue(2000, 200020, 0, 1).failed);
    struct agreement agreement = of_revenue(2000, 200010 + 6.1 * 50, 1e6, 1); /* MCSE 50 cents */
    assert_true(agreement.failed);
    ASSERT_CLOSE(agreement.largest, 6.1, 1e-4);
    assert_string_equal(agreement.worst, "revenue of month 1: 2,000.00 expected, 2,003.15 played");
}

static void large_rare_client(void **state)
{
    (void)state;
    /*
     * 20 clients of $100 and one of $2,000, each lost with 1 %: expected 4,000 - 40. In a run in which the small ones
     * are lost as expected and the large one never is (1.8 % of runs of 400 plays), the plays say 3,980, with an MCSE
     * of 100 sqrt(20 x 0.0099 / 400) = 2.2: nine of these. It is luck all the same.
     */
    assert_false(of_revenue(3960, 398000, 1980.0 * 1e4, 200000).failed);
    assert_true(of_revenue(3960, 398000, 1980.0 * 1e4, 10000).failed); /* no client is that large: a fault */
}

static void ratios(void **state)
{
    struct made *made = made_new(1, PLAYS);
    double lost[PLAYS] = {0}, before[PLAYS] = {0};
    (void)state;
    for (int r = 0; r < PLAYS; r++) {
        lost[r] = r % 2;
        before[r] = 10;
    }
    made_cell(made, SERIES_LOST, 1, 0.5, 0.5, 0.25);
    made_cell(made, SERIES_CLIENTS, 0, 10, 10, 0);
    made_quantity(made, QUANTITY_LOST_12, 0.5, lost, PLAYS);
    made_quantity(made, QUANTITY_CLIENTS_BEFORE_12, 10, before, PLAYS);
    made->sample.quantity_covariance[QUANTITY_LOST_12][QUANTITY_LOST_12] = 0.25;
    fill(made);
    assert_false(made->findings.agreement.failed);
    assert_int_equal(made->findings.agreement.checked, 4); /* lost, revenue_lost (0), churn, crr */
    made->expected.quantity[QUANTITY_LOST_12] = 0.7;       /* MCSE 0.025 clients: eight of them */
    assert_int_equal(metrics_fill(&made->findings), OK);
    agreement_fill(&made->findings);
    assert_true(made->findings.agreement.failed);
    assert_string_equal(made->findings.agreement.worst, "churn.clients: 0.070000 expected, 0.050000 played");
    made_free(made);
}

static void not_to_be_checked(void **state)
{
    struct made *one = made_new(1, 1), *none = made_new(1, 0);
    (void)state;
    made_cell(one, SERIES_CLIENTS, 1, 500, 1, 0);
    fill(one);
    assert_false(one->findings.agreement.failed);
    assert_int_equal(one->findings.agreement.checked, 0);
    made_cell(none, SERIES_CLIENTS, 1, 500, 1, 0);
    fill(none);
    assert_int_equal(none->findings.agreement.checked, 0);
    made_free(one);
    made_free(none);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(within_luck),    cmocka_unit_test(beyond_luck),       cmocka_unit_test(too_few_events),
        cmocka_unit_test(without_spread), cmocka_unit_test(rounded_fees),      cmocka_unit_test(large_rare_client),
        cmocka_unit_test(ratios),         cmocka_unit_test(not_to_be_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
