/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The smooth course: against formulas, and against longer plans: past its end a plan goes on under its last values, so
 * the same scenario with more months must have the same course (where arrivals are Poisson and nothing is rounded).
 */
#include "sim/expected/smooth.h"
#include "tests/verify/verify_support.h"

#include <math.h>
#include <stdio.h>

enum { LONG = 260 };

#define LAW                             \
    "spend.mean,41237\nspend.cv,0.73\n" \
    "sales.close,4.7%\n"                \
    "contract.month.term,1\n"           \
    "contract.month.fee,10%\n"          \
    "contract.month.nonrenewal,7.3%\n"  \
    "rep.a.count,3\nrep.a.leads,21\n"

static const double a = 3 * 21 * 0.047, h = 0.073, q = 0.927, f = 4123.7;

static double revenue[SEATS_MONTHS + 1];

static struct verify *smooth_of(const char *rows, const char *book, const char *sets, int months)
{
    struct verify *made = verify_new(rows, book, sets);
    assert_int_equal(smooth_revenue(revenue, &made->plan, months), OK);
    return made;
}

static void textbook(void **state)
{
    (void)state;
    verify_free(smooth_of("plan.months,17\n" LAW, NULL, NULL, SEATS_MONTHS));
    assert_true(revenue[0] == 0);
    for (int m = 1; m <= SEATS_MONTHS; m++)
        assert_close(revenue[m], a * f * (1 - pow(q, m)) / h, 1e-12);
    verify_free(smooth_of("plan.months,17\n" LAW, NULL, NULL, 5)); /* shorter than the plan */
    assert_close(revenue[5], a * f * (1 - pow(q, 5)) / h, 1e-12);
    verify_free(smooth_of("plan.months,17\n" LAW, NULL, NULL, 0));
    assert_true(revenue[0] == 0);
}

/* A schedule signs whole clients; the smooth course does not see it, nor cents. */
static void steady_and_rounded(void **state)
{
    (void)state;
    verify_free(smooth_of("plan.months,17\nsales.arrivals,steady\nexpansion.yearly,7.3%\nexpansion.limit,12%\n" LAW,
                          NULL, "spend.shape=fixed;rep.a.leads=3", 90));
    for (int m = 1; m <= 90; m++) {
        double sum = 0.0;
        for (int k = 1; k <= m; k++)
            sum += pow(q, k - 1) * (k < 13 ? 1 : k < 25 ? 1.073 : 1.12);
        assert_close(revenue[m], a / 7 * 4123.7 * sum, 1e-12);
    }
}

/* Fees fall in month 15 for who signs then; churn rises in month 13, for all and for ever. */
static void dated_changes(void **state)
{
    (void)state;
    verify_free(smooth_of("plan.months,17\ncontract.month.fee,8.7%,15\nchurn.multiplier,1.3,13\n" LAW, NULL, NULL, 90));
    for (int m = 1; m <= 90; m++) {
        double sum = 0.0;
        for (int s = 1; s <= m; s++) {
            double there = a * 41237 * (s < 15 ? 0.1 : 0.087);
            for (int decision = s; decision < m; decision++)
                there *= pow(q, decision < 13 ? 1 : 1.3);
            sum += there;
        }
        assert_close(revenue[m], sum, 1e-12);
    }
}

/* The plan's own months, and all later ones, against a plan of 260 months. */
static void check_longer(const char *rows, const char *book, const char *sets)
{
    char more[256];
    snprintf(more, sizeof more, "plan.months=%d;%s", LONG, sets);
    struct verify *longer = verify_new(rows, book, more);
    verify_free(smooth_of(rows, book, sets, LONG));
    for (int m = 0; m <= LONG; m++)
        assert_close(revenue[m], longer->expected.series[SERIES_REVENUE][m], 1e-11);
    verify_free(longer);
}

#define RICH                                                                                       \
    "plan.months,31\nplan.discount_rate,7%\n" LAW "contract.month.share.q1,3\n"                    \
    "contract.year.term,12\ncontract.year.fee,6%\ncontract.year.nonrenewal,41%\n"                  \
    "contract.year.early_exit,1.3%\ncontract.year.concentration,2.7\ncontract.year.fee,6.5%,14\n"  \
    "quartile.1.churn,1.4\nquartile.4.churn,0.7\nchurn.multiplier,1.1\nchurn.multiplier,0.93,23\n" \
    "onboarding.activation,71%\nonboarding.churn,2.3\nonboarding.months,5\n"                       \
    "rep.a.count,5,29\nrep.a.ramp,7\nrep.a.quit,5.3%\nrep.a.refill,4\n"                            \
    "rep.b.count,2\nrep.b.leads,13\nrep.b.churn,1.7\nrep.b.ramp,6\nrep.b.count,3,11\n"

#define BOOK "book.file,x\nbook.tenure,t\nbook.contract,c\nbook.spend,s\n"

/* tenure 12 grows in month 1, 24 too; 0 and 5 later. */
static const char list[] = "t,c,s\n0,month,40000\n5,year,50000\n12,month,21000\n24,year,91000\n";

static void past_the_end(void **state)
{
    (void)state;
    check_longer(RICH, NULL, "rep.a.quit=0");
    check_longer(RICH, NULL, "rep.b.count=0"); /* no sign-up of that class at first */
    check_longer(RICH BOOK, list, "rep.a.quit@9=11%");
}

/* Fees of random spend grow unrounded in both. */
static void growth(void **state)
{
    static const char grows[] = RICH "expansion.yearly,7.3%\nexpansion.limit,33%\nexpansion.yearly,4.1%,19\n"
                                     "expansion.limit,20%,30\n";
    (void)state;
    check_longer(grows, NULL, "rep.a.quit=0");
    check_longer(grows, NULL, "cost.fixed@27=3"); /* payments that settle later and change nothing here */
}

/* A book's fees are not rounded here: growth from what is listed, by the client's own anniversaries. */
static void book_growth(void **state)
{
    static const int tenure[] = {0, 5, 12, 24};
    static const double fee[] = {4000, 5000, 2100, 9100};
    (void)state;
    verify_free(smooth_of("plan.months,17\nexpansion.yearly,7.3%\nexpansion.limit,29%\n" LAW BOOK,
                          "t,c,s\n0,month,40000\n5,month,50000\n12,month,21000\n24,month,91000\n", "rep.a.count=0",
                          LONG));
    assert_close(revenue[0], 4000 + 5000 + 2100 + 9100, 1e-14);
    for (int m = 1; m <= LONG; m++) {
        double sum = 0.0;
        for (int i = 0; i < 4; i++) {
            /* Anniversaries behind it since the plan began: own bills 13, 25, ... from tenure + 1 to tenure + m. */
            int years = 0;
            for (int b = tenure[i] + 1; b <= tenure[i] + m; b++)
                years += b > 1 && b % 12 == 1;
            sum += fee[i] * fmin(pow(1.073, years), 1.29) * pow(q, m - 1);
        }
        assert_close(revenue[m], sum, 1e-12);
    }
}

#define RETURNS                                                                              \
    RICH "qualify.min_spend,20000.37\nqualify.min_spend,31000,17\nqualify.time_reused,0.4\n" \
         "qualify.return_share,0.31\nqualify.return_after,40\nqualify.return_after,9,20\n"   \
         "qualify.return_after,23,31\n"

/* Leads turned away in the plan come back long after it, under a minimum that is no longer in force. */
static void returned_leads(void **state)
{
    (void)state;
    check_longer(RETURNS, NULL, "rep.a.quit=0");
    check_longer(RETURNS, NULL, "rep.a.quit=3.1%");
    check_longer(RETURNS BOOK, list, "qualify.return_after@31=200");
}

#define BROUGHT                                                                                 \
    RICH "nps.promoters,31%\nnps.detractors,17%\npromoter.churn,0.6\ndetractor.churn,1.9\n"     \
         "service.lift,0.4,19\ncare.coverage,43%,12\ncare.success,59%\ncare.after,3\n"          \
         "rescue.share,21%\nrescue.success,46%\nrescue.success,33%,8\n"                         \
         "winback.share,13%\nwinback.share,9%,26\nwinback.after,7\nwinback.after,4,29\n"        \
         "winback.churn,1.3\nreferral.leads,0.17\nreferral.close_ratio,2\nreferral.churn,0.8\n" \
         "referral.spend,1.16\nexpansion.yearly,4.1%\nexpansion.limit,20%\n"

/* Who refers and who comes back goes on after the plan. */
static void brought_clients(void **state)
{
    (void)state;
    check_longer(BROUGHT, NULL, "rep.a.quit=0");
    check_longer(BROUGHT, NULL, "winback.share=0");
    check_longer(BROUGHT, NULL, "referral.leads=0;rescue.share=0");
    check_longer(BROUGHT, NULL, "contract.year.concentration=;winback.share@1=0;winback.share@27=31%");
    check_longer(BROUGHT, NULL, "contract.year.offered@30=no;contract.year.switch_share=37%");
    check_longer(BROUGHT BOOK, list, "rep.a.count=0;rep.b.count=0;expansion.yearly=0"); /* only what the book brings */
}

/* Who returns in two months differs in one thing only: in growth, or in how many are activated. */
static void returns_differ(void **state)
{
    static const char rows[] = "plan.months,31\n" LAW "winback.share,31%\nwinback.after,2\nexpansion.yearly,7.3%\n"
                               "expansion.limit,50%\nonboarding.churn,2.3\nonboarding.months,5\n"
                               "onboarding.activation,71%\n";
    (void)state;
    check_longer(rows, NULL, "expansion.yearly@19=2.9%");
    check_longer(rows, NULL, "onboarding.activation@17=23%");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(textbook),       cmocka_unit_test(dated_changes),   cmocka_unit_test(steady_and_rounded),
        cmocka_unit_test(past_the_end),   cmocka_unit_test(growth),          cmocka_unit_test(book_growth),
        cmocka_unit_test(returned_leads), cmocka_unit_test(brought_clients), cmocka_unit_test(returns_differ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
