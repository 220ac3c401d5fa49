/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a change to a scenario must do to its figures, whatever they are: over all shared scenarios. */
#include "tests/verify/verify_agency.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PLAYS = 200 };

static const double tight = 1e-12;

/* Every expected series of clients and fees of b is that of a times factor (money: times money as well). */
static void expect_scaled(const struct verify *a, const struct verify *b, double factor, double money)
{
    for (int s = 0; s < SERIES_REPS; s++)
        for (int month = 0; month <= a->plan.months; month++) {
            double want = a->expected.series[s][month] * factor * (series_info((enum series)s)->money ? money : 1);
            assert_close(b->expected.series[s][month], want, tight);
        }
}

static void expect_same_plays(struct verify *a, struct verify *b)
{
    verify_play(a, 23, PLAYS, 1);
    verify_play(b, 23, PLAYS, 1);
    verify_same_values(&a->sample, &b->sample, PLAYS);
}

static const char one[] = "plan.months,26\n"
                          "sales.close,0.12\n"
                          "rep.standard.count,2\n"
                          "rep.standard.leads,7.9\n"
                          "spend.mean,43000\n"
                          "spend.cv,0.9\n"
                          "contract.half.term,6\n"
                          "contract.half.fee,0.091\n"
                          "contract.half.nonrenewal,0.34\n"
                          "contract.half.early_exit,0.023\n";

/* Nobody leaves where the rate of leaving is multiplied by 0. */
static void zero_churn(void **state)
{
    size_t count;
    const struct verify_case *item = verify_cases(&count);
    (void)state;
    for (size_t i = 0; i < count; i++) {
        if (strstr(item[i].rows, "churn.multiplier") != NULL) /* dated: a set could not undo it all */
            continue;
        struct verify *made = verify_case_new(&item[i], "churn.multiplier=0");
        double clients = (double)made->plan.book.count;
        verify_play(made, 2, PLAYS, 1);
        for (int month = 1; month <= made->plan.months; month++) {
            clients += made->expected.series[SERIES_SIGNUPS][month];
            assert_true(made->expected.series[SERIES_LOST][month] == 0);
            assert_true(made->expected.series[SERIES_REVENUE_LOST][month] == 0);
            assert_close(made->expected.series[SERIES_CLIENTS][month], clients, tight);
            assert_true(verify_mean(&made->sample, SERIES_LOST, month) == 0);
        }
        verify_free(made);
    }
}

/* Everybody leaves at the first decision, or at the end of the first term. */
static void certain_churn(void **state)
{
    (void)state;
    struct verify *made = verify_new(one, NULL, "contract.half.early_exit=1");
    verify_play(made, 2, PLAYS, 1);
    for (int month = 1; month <= 26; month++) {
        assert_close(made->expected.series[SERIES_CLIENTS][month], made->expected.series[SERIES_SIGNUPS][month], tight);
        for (size_t r = 0; r < PLAYS; r++)
            assert_int_equal(verify_value(&made->sample, SERIES_REVENUE, month, r),
                             verify_value(&made->sample, SERIES_REVENUE_NEW, month, r));
    }
    verify_free(made);

    made = verify_new(one, NULL, "contract.half.early_exit=0;contract.half.nonrenewal=1");
    verify_play(made, 2, PLAYS, 1);
    for (int month = 7; month <= 26; month++) {
        assert_close(made->expected.series[SERIES_CLIENTS][month], 6 * 2 * 0.12 * 7.9, tight);
        for (size_t r = 0; r < PLAYS; r++)
            assert_int_equal(verify_value(&made->sample, SERIES_REVENUE_LOST, month, r),
                             verify_value(&made->sample, SERIES_REVENUE_NEW, month - 6, r));
    }
    verify_free(made);
}

static void zero_fee(void **state)
{
    (void)state;
    struct verify *paying = verify_new(one, NULL, NULL), *free_of_charge = verify_new(one, NULL, "contract.half.fee=0");
    expect_scaled(paying, free_of_charge, 1, 0);
    verify_play(paying, 2, PLAYS, 1);
    verify_play(free_of_charge, 2, PLAYS, 1);
    for (int month = 1; month <= 26; month++) {
        assert_true(verify_mean(&free_of_charge->sample, SERIES_REVENUE, month) == 0);
        assert_true(verify_mean(&free_of_charge->sample, SERIES_CLIENTS, month) ==
                    verify_mean(&paying->sample, SERIES_CLIENTS, month));
    }
    verify_free(paying);
    verify_free(free_of_charge);
}

/* Twice the reps, or twice the share that signs. */
static void doubled_sales(void **state)
{
    (void)state;
    struct verify *a = verify_new(one, NULL, NULL), *b = verify_new(one, NULL, "rep.standard.count=4"),
                  *c = verify_new(one, NULL, "sales.close=0.24");
    expect_scaled(a, b, 2, 1);
    expect_scaled(a, c, 2, 1);
    for (int q = 0; q < QUANTITY_COUNT; q++)
        if (verify_is_expected((enum quantity)q))
            assert_close(b->expected.quantity[q], 2 * a->expected.quantity[q], tight);
    verify_free(a);
    verify_free(b);
    verify_free(c);
}

/* Twice the spend, bounds and all, doubles money and nothing else; a play's fees are rounded one by one. */
static void doubled_spend(void **state)
{
    static const char *const bounds[] = {";spend.q1=20000;spend.q2=30000;spend.q3=50000",
                                         ";spend.q1=40000;spend.q2=60000;spend.q3=100000"};
    char sets[2][160];
    (void)state;
    for (int i = 0; i < 2; i++)
        snprintf(sets[i], sizeof sets[i], "quartile.1.churn=1.4;quartile.4.churn=0.7;spend.mean=%d%s", 43000 * (i + 1),
                 bounds[i]);
    struct verify *a = verify_new(one, NULL, sets[0]), *b = verify_new(one, NULL, sets[1]);
    expect_scaled(a, b, 1, 2);
    verify_play(a, 2, PLAYS, 1);
    verify_play(b, 2, PLAYS, 1);
    for (int month = 1; month <= 26; month++)
        for (size_t r = 0; r < PLAYS; r++) {
            int64_t clients = verify_value(&a->sample, SERIES_CLIENTS, month, r);
            int64_t off = verify_value(&b->sample, SERIES_REVENUE, month, r) -
                          2 * verify_value(&a->sample, SERIES_REVENUE, month, r);
            assert_int_equal(verify_value(&b->sample, SERIES_CLIENTS, month, r), clients);
            assert_true(off >= -2 * clients && off <= 2 * clients);
        }
    verify_free(a);
    verify_free(b);
}

/* Quartiles that leave alike are as good as a multiplier for all, in every play. */
static void equal_quartiles(void **state)
{
    (void)state;
    struct verify *a = verify_new(one, NULL,
                                  "quartile.1.churn=1.3;quartile.2.churn=1.3;quartile.3.churn=1.3;"
                                  "quartile.4.churn=1.3");
    struct verify *b = verify_new(one, NULL, "churn.multiplier=1.3"),
                  *c = verify_new(one, NULL, "rep.standard.churn=1.3");
    expect_scaled(a, b, 1, 1);
    expect_scaled(a, c, 1, 1);
    expect_same_plays(a, b);
    expect_same_plays(a, c);
    verify_free(a);
    verify_free(b);
    verify_free(c);
}

/* One contract under two names, wanted in any proportion. */
static void split_contract(void **state)
{
    static const char second[] = "contract.twin.term,6\ncontract.twin.fee,0.091\ncontract.twin.nonrenewal,0.34\n"
                                 "contract.twin.early_exit,0.023\ncontract.twin.share,0.43\n"
                                 "contract.twin.share.q3,2.9\n";
    char rows[sizeof one + sizeof second];
    (void)state;
    snprintf(rows, sizeof rows, "%s%s", one, second);
    struct verify *a = verify_new(one, NULL, NULL), *b = verify_new(rows, NULL, NULL);
    expect_scaled(a, b, 1, 1);
    expect_same_plays(a, b); /* spend and life are other words than the choice */
    verify_free(a);
    verify_free(b);
}

/* A change to the value that holds already, of signing and of decision, changes nothing to the last bit. */
static void changes_to_the_same(void **state)
{
    size_t count;
    const struct verify_case *item = verify_cases(&count);
    (void)state;
    for (size_t i = 0; i < count; i++) {
        struct verify *a = verify_case_new(&item[i], NULL);
        struct verify *b = verify_case_new(&item[i], "churn.multiplier@4=*=1;sales.close@3=*=1;spend.mean@5=+=0");
        for (int s = 0; s < SERIES_COUNT; s++)
            assert_memory_equal(a->expected.series[s], b->expected.series[s],
                                ((size_t)a->plan.months + 1) * sizeof(double));
        expect_same_plays(a, b);
        verify_free(a);
        verify_free(b);
    }
}

/* A change that comes after the plan's end is none. */
static void changes_too_late(void **state)
{
    (void)state;
    struct verify *a = verify_new(one, NULL, NULL);
    struct verify *b = verify_new(one, NULL, "churn.multiplier@27=2;rep.standard.count@27=9;contract.half.fee@27=0.2");
    expect_scaled(a, b, 1, 1);
    expect_same_plays(a, b);
    verify_free(a);
    verify_free(b);
}

/* A change of what leaving depends on acts on the decision of its month: losses change in the month after. */
static void when_changes_act(void **state)
{
    (void)state;
    struct verify *a = verify_new(one, NULL, NULL), *decision = verify_new(one, NULL, "churn.multiplier@9=1.5"),
                  *signing = verify_new(one, NULL, "contract.half.early_exit@9=0.05");
    for (int month = 1; month <= 9; month++)
        assert_true(decision->expected.series[SERIES_LOST][month] == a->expected.series[SERIES_LOST][month]);
    assert_true(decision->expected.series[SERIES_LOST][10] > 1.2 * a->expected.series[SERIES_LOST][10]);
    for (int month = 1; month <= 9; month++)
        assert_true(signing->expected.series[SERIES_LOST][month] == a->expected.series[SERIES_LOST][month]);
    /* In month 10 only those signed in month 9 leave at the new rate: 1.896 x (5 % - 2.3 %). */
    assert_near(signing->expected.series[SERIES_LOST][10] - a->expected.series[SERIES_LOST][10], 1.896 * 0.027, 1e-12);
    verify_free(a);
    verify_free(decision);
    verify_free(signing);
}

/* The scenario in which every rule is on, under other numbers of reps: all but the fixed cost goes with them. */
static void doubled_agency(void **state)
{
    static const char *const twice = "rep.standard.count=6;rep.standard.count@8=10;rep.standard.count@20=4;"
                                     "rep.standard.count@27=8;rep.senior.count=2;cost.fixed=0";
    (void)state;
    struct verify_case no_book = *verify_agency_whole();
    char *rows = verify_zeros(1, strlen(no_book.rows) + 1);
    strncpy(rows, no_book.rows, (size_t)(strstr(no_book.rows, "book.file") - no_book.rows));
    struct verify *a = verify_new(rows, NULL, "cost.fixed=0"), *b = verify_new(rows, NULL, twice);
    for (int s = 0; s < SERIES_COUNT; s++)
        for (int month = 0; month <= a->plan.months; month++)
            assert_close(b->expected.series[s][month], 2 * a->expected.series[s][month], 1e-11);
    for (int q = 0; q < QUANTITY_COUNT; q++)
        if (verify_is_expected((enum quantity)q))
            assert_close(b->expected.quantity[q], 2 * a->expected.quantity[q], 1e-11);
    verify_free(a);
    verify_free(b);
    free(rows);
}

/* A rule that is written down and does nothing changes nothing, in any play. */
static void rules_without_effect(void **state)
{
    static const char *const sets[] = {
        "rep.standard.commission=0;rep.standard.clawback=9;rep.standard.commission_months=3",
        "bonus.every=4;bonus.share=0",
        "expansion.yearly=0;expansion.limit=0.3",
        "expansion.yearly=0.2;expansion.limit=0",
        "onboarding.activation=1;onboarding.churn=3;onboarding.months=9",
        "onboarding.activation=0.3;onboarding.churn=1;onboarding.months=9",
        "onboarding.activation=0.3;onboarding.churn=3;onboarding.months=0",
        "qualify.min_spend=0;qualify.time_reused=0.5;qualify.return_share=0.5",
        "qualify.min_spend=0.01;qualify.return_share=1", /* of a lognormal law next to nobody is below a cent */
        "rep.standard.quit=0;rep.standard.refill=7",
        "rep.standard.ramp=12", /* nobody is hired */
        "rep.standard.hiring_cost=5000",
        "service.accounts=10",
        "service.salary=1000",
    };
    (void)state;
    for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++) {
        struct verify *a = verify_new(one, NULL, NULL), *b = verify_new(one, NULL, sets[i]);
        expect_scaled(a, b, 1, 1);
        expect_same_plays(a, b);
        for (size_t q = 0; q < QUANTITY_COUNT; q++)
            assert_memory_equal(a->sample.quantity_value + q * PLAYS, b->sample.quantity_value + q * PLAYS,
                                PLAYS * sizeof(double));
        verify_free(a);
        verify_free(b);
    }
}

/* Slow starters only, or a multiplier for all in their first months: activation 0 is the same as everybody's churn. */
static void nobody_activated(void **state)
{
    (void)state;
    struct verify *a = verify_new(one, NULL, "onboarding.activation=0;onboarding.churn=1.7;onboarding.months=1200");
    struct verify *b = verify_new(one, NULL, "churn.multiplier=1.7");
    expect_scaled(a, b, 1, 1);
    expect_same_plays(a, b);
    verify_free(a);
    verify_free(b);
}

/* Costs move profit by what they are, and revenue and clients not at all, in every play. */
static void costs_only_cost(void **state)
{
    (void)state;
    struct verify *a = verify_case_new(verify_agency_whole(), NULL);
    struct verify *b = verify_case_new(verify_agency_whole(), "cost.fixed=2345.67;cost.serve=0.4;cost.lost=500");
    verify_play(a, 2, PLAYS, 1);
    verify_play(b, 2, PLAYS, 1);
    for (int month = 1; month <= a->plan.months; month++)
        for (size_t r = 0; r < PLAYS; r++) {
            int64_t more = 0;
            for (int s = SERIES_SERVING; s <= SERIES_LOST_COST; s++)
                more += verify_value(&b->sample, (enum series)s, month, r) -
                        verify_value(&a->sample, (enum series)s, month, r);
            assert_int_equal(verify_value(&a->sample, SERIES_PROFIT, month, r) - more,
                             verify_value(&b->sample, SERIES_PROFIT, month, r));
            assert_int_equal(verify_value(&a->sample, SERIES_REVENUE, month, r),
                             verify_value(&b->sample, SERIES_REVENUE, month, r));
            assert_true(more > 0);
        }
    verify_free(a);
    verify_free(b);
}

/* The same bytes on any number of threads with every rule on. */
static void threads_with_every_rule(void **state)
{
    (void)state;
    struct verify *a = verify_case_new(verify_agency_whole(), NULL);
    struct verify *b = verify_case_new(verify_agency_whole(), NULL);
    size_t cells = SERIES_COUNT * ((size_t)a->plan.months + 1);
    verify_play(a, 9, 1300, 1);
    for (size_t threads = 2; threads <= 3; threads++) {
        verify_play(b, 9, 1300, threads);
        verify_same_values(&a->sample, &b->sample, 1300);
        assert_memory_equal(a->sample.mean, b->sample.mean, cells * sizeof(double));
        assert_memory_equal(a->sample.variance, b->sample.variance, cells * sizeof(double));
        assert_memory_equal(a->sample.quantity_mean, b->sample.quantity_mean, sizeof a->sample.quantity_mean);
        assert_memory_equal(a->sample.quantity_covariance, b->sample.quantity_covariance,
                            sizeof a->sample.quantity_covariance);
        assert_memory_equal(a->sample.quantity_value, b->sample.quantity_value, QUANTITY_COUNT * 1300 * sizeof(double));
    }
    verify_free(a);
    verify_free(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(zero_churn),
        cmocka_unit_test(certain_churn),
        cmocka_unit_test(zero_fee),
        cmocka_unit_test(doubled_sales),
        cmocka_unit_test(doubled_spend),
        cmocka_unit_test(equal_quartiles),
        cmocka_unit_test(split_contract),
        cmocka_unit_test(changes_to_the_same),
        cmocka_unit_test(changes_too_late),
        cmocka_unit_test(when_changes_act),
        cmocka_unit_test(doubled_agency),
        cmocka_unit_test(rules_without_effect),
        cmocka_unit_test(nobody_activated),
        cmocka_unit_test(costs_only_cost),
        cmocka_unit_test(threads_with_every_rule),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
