/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The self-check: it must pass what luck explains and fail what it does not. */
#include "analysis_support.h"

#include "analysis/agreement.h"
#include "analysis/event_size.h"
#include "analysis/metrics.h"
#include "analysis/monthly.h"

enum { PLAYS = 400 };

static void fill(struct made *made)
{
    assert_int_equal(monthly_fill(&made->findings, 1), OK);
    assert_int_equal(metrics_fill(&made->findings), OK);
    agreement_fill(&made->findings);
}

/* A plan of one month in which `expected` clients are expected and the plays say mean, with variance. */
static struct agreement of_plays(size_t plays, double expected, double mean, double variance)
{
    struct made *made = made_new(1, plays);
    made_cell(made, SERIES_CLIENTS, 1, expected, mean, variance);
    made_events(made, SERIES_CLIENTS, 1, expected);
    fill(made);
    struct agreement agreement = made->findings.agreement;
    made_free(made);
    return agreement;
}

static struct agreement of_clients(double expected, double mean, double variance)
{
    return of_plays(PLAYS, expected, mean, variance);
}

/*
 * MCSE = sqrt(2.89 / 400) = 0.085. The expected `largest` are by Simpson's rule over the density of Student's t with
 * 399 degrees of freedom, in Python: 5.9 of its errors are as rare as 5.7735 normal ones, 6.1 as 5.9608, 6.2 as 6.0542.
 */
static void within_luck(void **state)
{
    (void)state;
    struct agreement agreement = of_clients(3.7, 3.7 + 0.085 * 5.9, 2.89);
    assert_false(agreement.failed);
    assert_int_equal(agreement.checked, 1);
    ASSERT_CLOSE(agreement.largest, 5.773468907, 1e-6);
    assert_string_equal(agreement.worst, "clients of month 1: 3.700000 expected, 4.201500 played");
}

static void beyond_luck(void **state)
{
    (void)state;
    assert_false(of_clients(3.7, 3.7 - 0.085 * 6.1, 2.89).failed);
    struct agreement agreement = of_clients(3.7, 3.7 - 0.085 * 6.2, 2.89);
    assert_true(agreement.failed);
    ASSERT_CLOSE(agreement.largest, 6.054227347, 1e-6);
}

/* Of ten plays the spread says little: by Student's t with 9 degrees 23 errors are as rare as 5.9526, 24 as 6.0141. */
static void few_plays(void **state)
{
    (void)state;
    struct agreement agreement = of_plays(10, 850, 850 + 23 * 0.17, 0.289);
    assert_false(agreement.failed);
    assert_int_equal(agreement.checked, 1);
    assert_true(of_plays(10, 850, 850 + 23 * 0.17, 0.289 / 4).failed); /* 39 clients too many in the run: over 6^2 */
    assert_int_equal(of_plays(9, 850, 950, 0.289).checked, 0);
}

static void too_few_events(void **state)
{
    (void)state;
    assert_int_equal(of_clients(0.249, 100, 2.89).checked, 0); /* 99.6 expected in the run */
    assert_false(of_clients(0.249, 100, 2.89).failed);
    assert_int_equal(of_clients(0.251, 0.251, 0.25).checked, 1);
}

static void without_spread(void **state)
{
    (void)state;
    struct agreement agreement = of_clients(3.7, 3.7, 0);
    assert_false(agreement.failed);
    assert_int_equal(agreement.checked, 1);
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
    made->plan.book = (struct book_entries){.item = &giant, .count = 1};
    made_events(made, SERIES_REVENUE, 1, 20);
    made_cell(made, SERIES_REVENUE, 1, expected, mean_cents, variance);
    fill(made);
    struct agreement agreement = made->findings.agreement;
    made_free(made);
    return agreement;
}

static void rounded_fees(void **state)
{
    (void)state;
    /* 20 fees may be off by half a cent each: 10 cents. With fees of a cent nothing else excuses a gap. */
    assert_false(of_revenue(2000, 200009.9, 0, 1).failed);
    assert_true(of_revenue(2000, 200020, 0, 1).failed);
    struct agreement agreement = of_revenue(2000, 200010 + 6.2 * 50, 1e6, 1); /* MCSE 50 cents */
    assert_true(agreement.failed);
    ASSERT_CLOSE(agreement.largest, 6.054227, 1e-4);
    assert_string_equal(agreement.worst, "revenue of month 1: 2,000.00 expected, 2,003.20 played");
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
    made_events(made, SERIES_LOST, 1, 0.5);
    made_cell(made, SERIES_CLIENTS, 0, 10, 10, 0);
    made_events(made, SERIES_CLIENTS, 0, 10);
    made_quantity(made, QUANTITY_LOST_12, 0.5, lost, PLAYS);
    made_quantity(made, QUANTITY_CLIENTS_BEFORE_12, 10, before, PLAYS);
    made->sample.quantity_covariance[QUANTITY_LOST_12][QUANTITY_LOST_12] = 0.25;
    fill(made);
    assert_false(made->findings.agreement.failed);
    assert_int_equal(made->findings.agreement.checked, 3); /* lost, churn, crr */
    made->expected.quantity[QUANTITY_LOST_12] = 0.7;       /* MCSE 0.025 clients: eight of them, as rare as 7.7 */
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
    made_events(one, SERIES_CLIENTS, 1, 500);
    fill(one);
    assert_false(one->findings.agreement.failed);
    assert_int_equal(one->findings.agreement.checked, 0);
    made_cell(none, SERIES_CLIENTS, 1, 500, 1, 0);
    made_events(none, SERIES_CLIENTS, 1, 500);
    fill(none);
    assert_int_equal(none->findings.agreement.checked, 0);
    made_free(one);
    made_free(none);
}

/* A cost of 300.00 that every play has, but for `gap` cents; and bonuses, `bonuses` of them a play. */
static struct agreement of_profit(double bonuses, double gap)
{
    struct made *made = made_new(2, PLAYS);
    for (int month = 1; month <= 2; month++) {
        made_cell(made, SERIES_FIXED, month, 300, 30000, 0);
        made_events(made, SERIES_FIXED, month, 1);
        made_events(made, SERIES_BONUSES, month, bonuses);
    }
    made_cell(made, SERIES_PROFIT, 1, -300, -30000 + gap, 0);
    made_cell(made, SERIES_PROFIT, 2, -300, -30000, 0);
    made_cell(made, SERIES_CASH, 1, -300, -30000, 0);
    made_cell(made, SERIES_CASH, 2, -600, -60000, 0);
    fill(made);
    struct agreement agreement = made->findings.agreement;
    made_free(made);
    return agreement;
}

static void profit(void **state)
{
    (void)state;
    assert_int_equal(of_profit(0, 0).checked, 6);    /* fixed, profit and cash of both months */
    assert_int_equal(of_profit(0.3, 0).checked, 8);  /* bonuses too: 120 in the run */
    assert_int_equal(of_profit(0.13, 0).checked, 3); /* 52 are too few for profit; for cash there are 104 by month 2 */
    assert_int_equal(of_profit(0.00001, 0).checked, 6); /* 0.004: that does not happen */
    assert_false(of_profit(0, 0.4).failed);
    struct agreement agreement = of_profit(0, 0.7); /* one event may be off by half a cent */
    assert_true(agreement.failed);
    assert_string_equal(agreement.worst, "profit of month 1: -300.00 expected, -299.99 played");
}

static void what_cannot_happen(void **state)
{
    struct made *made = made_new(1, PLAYS);
    (void)state;
    made_cell(made, SERIES_CLAWBACKS, 1, 0, 0.25, 100); /* a dollar in one of 400 plays */
    fill(made);
    assert_true(made->findings.agreement.failed);
    assert_int_equal(made->findings.agreement.checked, 1);
    made_free(made);
}

/*
 * Every second client was brought by another: families of two on average, and a skewness of (1 + 2 x 0.5) / 0.5 = 4
 * times that of as many single clients: 16 / 8 x 100 = 200 events are wanted.
 */
static struct agreement of_families(double signups)
{
    struct made *made = made_new(1, PLAYS);
    made_cell(made, SERIES_SIGNUPS, 1, signups, signups, 1);
    made_cell(made, SERIES_SIGNUPS_REFERRED, 1, signups / 2, signups / 2, 1);
    made_events(made, SERIES_SIGNUPS, 1, signups);
    made_events(made, SERIES_SIGNUPS_REFERRED, 1, signups / 2);
    fill(made);
    struct agreement agreement = made->findings.agreement;
    made_free(made);
    return agreement;
}

static void families(void **state)
{
    (void)state;
    assert_int_equal(of_families(0.499).checked, 0); /* 199.6 in the run */
    assert_int_equal(of_families(0.501).checked, 1);
    assert_int_equal(of_families(1.01).checked, 2);
}

/* nps is made of what is checked already: whatever it says, it is no figure of its own by month. */
static void nps_by_month(void **state)
{
    struct made *made = made_new(1, PLAYS);
    (void)state;
    made->plan.satisfaction.known = true;
    made_cell(made, SERIES_CLIENTS, 1, 3.7, 3.7, 2.89);
    made_events(made, SERIES_CLIENTS, 1, 3.7);
    made_cell(made, SERIES_PROMOTERS, 1, 1.3, 1.3, 1);
    made_events(made, SERIES_PROMOTERS, 1, 1.3);
    made_cell(made, SERIES_DETRACTORS, 1, 1.3, 1.25, 1);
    made_events(made, SERIES_DETRACTORS, 1, 1.3);
    fill(made);
    assert_false(made->findings.agreement.failed);
    assert_int_equal(made->findings.agreement.checked, 3);
    made_free(made);
}

/* Returning clients' revenue counts in nrr.12.reactivated: 60 of 100 kept by 1, and 0.3 clients back. */
static void reactivated(void **state)
{
    struct made *made = made_new(12, PLAYS);
    double then[PLAYS], grown[PLAYS], revived[PLAYS];
    double *quantity = made->expected.quantity;
    (void)state;
    for (int r = 0; r < PLAYS; r++) {
        then[r] = 10000;
        grown[r] = 6000;
        revived[r] = r % 10 < 3 ? 1000 : 0;
    }
    made_cell(made, SERIES_REVENUE, 0, 100, 10000, 0);
    made_events(made, SERIES_REVENUE, 0, 10);
    made_quantity(made, QUANTITY_REVENUE_THEN, 100, then, PLAYS);
    made_quantity(made, QUANTITY_REVENUE_GROWN, 60, grown, PLAYS);
    made_quantity(made, QUANTITY_REVENUE_REVIVED, 3, revived, PLAYS);
    quantity[QUANTITY_CLIENTS_KEPT] = 6;
    quantity[QUANTITY_REVENUE_END] = 80;
    quantity[QUANTITY_CLIENTS_END] = 8;
    made->sample.quantity_covariance[QUANTITY_REVENUE_REVIVED][QUANTITY_REVENUE_REVIVED] = 210000;
    fill(made);
    assert_false(made->findings.agreement.failed);
    assert_int_equal(made->findings.agreement.checked, 3); /* grr, nrr, nrr.reactivated: 120 back in the run */
    quantity[QUANTITY_REVENUE_REVIVED] = 5;                /* 2 % off; the error is sqrt(21 / 400) / 100 = 0.23 % */
    assert_int_equal(metrics_fill(&made->findings), OK);
    agreement_fill(&made->findings);
    assert_true(made->findings.agreement.failed);
    assert_non_null(strstr(made->findings.agreement.worst, "nrr.12.reactivated: 0.650000 expected, 0.630000 played"));
    quantity[QUANTITY_REVENUE_REVIVED] = 2; /* 80 are too few to tell */
    assert_int_equal(metrics_fill(&made->findings), OK);
    agreement_fill(&made->findings);
    assert_int_equal(made->findings.agreement.checked, 2);
    made_free(made);
}

/* The largest a single event can be, of two classes and two years. */
static void sizes(void **state)
{
    struct made *made = made_new(24, 0);
    struct payments_of_class of_class[2 * 26] = {{0}};
    struct seats seats[2] = {{.quits = true}, {0}};
    double leads[26] = {0}, none[26] = {0}, size[SERIES_COUNT];
    struct book_entry giant = {.fee = 700000};
    (void)state;
    made->plan.book = (struct book_entries){.item = &giant, .count = 1};
    made->plan.classes = 2;
    made->plan.seats = seats;
    made->plan.payments.classes = 2;
    made->plan.payments.of_class = of_class;
    seats[0].leads = leads;
    seats[1].leads = none;
    seats[0].signups = seats[1].signups = seats[0].rate = seats[1].rate = none;
    leads[9] = 40;
    of_class[5] = (struct payments_of_class){.salary = 3100, .commission = 0.1, .clawback = 4};
    of_class[26 + 7] = (struct payments_of_class){
        .salary = 4100, .hiring_cost = 900, .commission = 0.02, .clawback = 30};
    struct payments_of_all *all = made->plan.payments.of_all;
    all[3].yearly = 0.05;
    all[4] = (struct payments_of_all){.limit = 0.5, .serving = 0.2, .service = 200, .service_bonus = 0.15, .lead = 12};
    all[7] = (struct payments_of_all){.care = 333, .rescue = 120, .winback = 90, .referral = 777};
    all[20] = (struct payments_of_all){.lost = 289, .signup = 50, .bonus_share = 0.3, .limit = INFINITY};
    struct offer offer = {.spend = {.sigma = 0}};
    size_t offer_of[26] = {0};
    made->plan.offers = &offer;
    made->plan.offer_of = offer_of;
    event_size_fill(size, &made->plan);
    double fee = 7000 * pow(1.05, 3); /* at most three anniversaries in two years */
    assert_true(size[SERIES_CLIENTS] == 1 && size[SERIES_REPS] == 1 && size[SERIES_FIXED] == 0);
    ASSERT_CLOSE(size[SERIES_REVENUE], fee, 1e-14);
    ASSERT_CLOSE(size[SERIES_REVENUE_NEW], 7000, 1e-14);
    ASSERT_CLOSE(size[SERIES_REVENUE_EXPANSION], fee - 7000, 1e-12);
    ASSERT_CLOSE(size[SERIES_SALARIES], 4100, 1e-14);
    ASSERT_CLOSE(size[SERIES_HIRING], 900, 1e-14);
    ASSERT_CLOSE(size[SERIES_LEADS_COST], 480, 1e-14);
    ASSERT_CLOSE(size[SERIES_COMMISSIONS], 0.1 * fee, 1e-14);
    ASSERT_CLOSE(size[SERIES_CLAWBACKS], 0.02 * fee * 24, 1e-14); /* more than 0.1 x fee x 3 */
    ASSERT_CLOSE(size[SERIES_BONUSES], 2100, 1e-14);
    ASSERT_CLOSE(size[SERIES_SERVICE], 230, 1e-14);
    ASSERT_CLOSE(size[SERIES_SERVING], 0.2 * fee, 1e-14);
    ASSERT_CLOSE(size[SERIES_PROFIT], fee, 1e-14);
    assert_true(size[SERIES_SIGNUP_COST] == 50 && size[SERIES_LOST_COST] == 289);
    assert_true(size[SERIES_CARE] == 333 && size[SERIES_RESCUE] == 120 && size[SERIES_WINBACK] == 90);
    assert_true(size[SERIES_REFERRAL] == 777 && size[SERIES_REVENUE_REACTIVATED] == size[SERIES_REVENUE_NEW]);
    assert_true(size[SERIES_PROMOTERS] == 1 && size[SERIES_DETRACTORS] == 1 && size[SERIES_NPS] == 0);
    assert_true(size[SERIES_SIGNUPS_REFERRED] == 1 && size[SERIES_WINBACKS] == 1);
    seats[0].quits = false; /* then nobody's luck decides who sits where */
    event_size_fill(size, &made->plan);
    assert_true(size[SERIES_SALARIES] == 0 && size[SERIES_HIRING] == 0 && size[SERIES_LEADS_COST] == 0);
    assert_true(size[SERIES_REPS] == 0);
    made_free(made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(within_luck),    cmocka_unit_test(beyond_luck),
        cmocka_unit_test(too_few_events), cmocka_unit_test(without_spread),
        cmocka_unit_test(rounded_fees),   cmocka_unit_test(large_rare_client),
        cmocka_unit_test(ratios),         cmocka_unit_test(not_to_be_checked),
        cmocka_unit_test(profit),         cmocka_unit_test(what_cannot_happen),
        cmocka_unit_test(sizes),          cmocka_unit_test(few_plays),
        cmocka_unit_test(families),       cmocka_unit_test(nps_by_month),
        cmocka_unit_test(reactivated),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
