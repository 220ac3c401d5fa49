/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the clients of the book stand when the plan begins, worked out by hand. */
#include "tests/verify/verify_support.h"

#include <math.h>

/* Latent kinds of plans without NPS. */
enum { ACTIVATED, NOT_ACTIVATED };

static const char rows[] = "plan.months,24\n"
                           "spend.mean,40000\n"
                           "spend.q1,10000\nspend.q2,30000\nspend.q3,60000\n"
                           "quartile.1.churn,1.3\n"
                           "quartile.4.churn,0.6\n"
                           "churn.multiplier,1.1\n"
                           "churn.multiplier,0.9,5\n"
                           "rep.a.churn,7\n"
                           "contract.month.term,1\n"
                           "contract.month.fee,10%\n"
                           "contract.month.nonrenewal,0.12\n"
                           "contract.month.concentration,3\n"
                           "contract.half.term,6\n"
                           "contract.half.fee,8%\n"
                           "contract.half.nonrenewal,0.3\n"
                           "contract.half.concentration,2\n"
                           "contract.year.term,12\n"
                           "contract.year.fee,5%\n"
                           "contract.year.nonrenewal,0.35\n"
                           "contract.year.early_exit,0.01\n"
                           "book.file,list.csv\n"
                           "book.tenure,t\n"
                           "book.contract,c\n"
                           "book.spend,s\n"
                           "book.fee,p\n"
                           "book.left,g\n"
                           "book.renewal,r\n";

#define HEADER "t,c,s,p,g,r\n"

/* The start of the table of the only client of a list. */
static struct survival_start start_of(const char *list)
{
    struct verify *made = verify_new(rows, list, NULL);
    assert_int_equal(made->plan.book.count, 1);
    struct survival_start start = made->plan.lives.item[made->plan.book.item[0].table[0]].start;
    verify_free(made);
    return start;
}

static void by_tenure(void **state)
{
    (void)state;
    /* The bill of month 1 is number tenure + 1, and renewals come after bills 12, 24, ... */
    assert_int_equal(start_of(HEADER "0,year,40000,,,\n").phase, 0);
    assert_int_equal(start_of(HEADER "5,year,40000,,,\n").phase, 5);
    assert_int_equal(start_of(HEADER "11,year,40000,,,\n").phase, 11); /* the bill of month 1 is the 12th */
    assert_int_equal(start_of(HEADER "12,year,40000,,,\n").phase, 0);
    assert_int_equal(start_of(HEADER "31,year,40000,,,\n").phase, 7);
    assert_true(start_of(HEADER "31,year,40000,,,\n").renewed == 0); /* all alike: the past does not matter */
    /* Renewals behind it, each with the multiplier of month 1: 1.1 in quartile 3, 1.43 in quartile 1. */
    assert_close(start_of(HEADER "7,month,40000,,,\n").renewed, 7.7, 1e-14);
    assert_close(start_of(HEADER "7,month,9999,,,\n").renewed, 7 * 1.43, 1e-14);
    assert_close(start_of(HEADER "17,half,40000,,,\n").renewed, 2.2, 1e-14);
    assert_int_equal(start_of(HEADER "17,half,40000,,,\n").phase, 5);
    assert_true(start_of(HEADER "5,half,40000,,,\n").renewed == 0);
}

/* r: the decision after the bill of plan month r renews; so did those of months r - 6, r - 12, ... while it was there.
 */
static void by_renewal_month(void **state)
{
    (void)state;
    assert_int_equal(start_of(HEADER "17,half,40000,,,1\n").phase, 5);
    assert_int_equal(start_of(HEADER "17,half,40000,,,6\n").phase, 0);
    assert_int_equal(start_of(HEADER "17,half,40000,,,2\n").phase, 4);
    /* Billed in months -16 .. 0. r = 2: renewals in months -4, -10, -16. r = 1: -5, -11. r = 6: 0, -6, -12. */
    assert_close(start_of(HEADER "17,half,40000,,,2\n").renewed, 3.3, 1e-14);
    assert_close(start_of(HEADER "17,half,40000,,,1\n").renewed, 2.2, 1e-14);
    assert_close(start_of(HEADER "17,half,40000,,,6\n").renewed, 3.3, 1e-14);
    assert_true(start_of(HEADER "0,half,40000,,,6\n").renewed == 0);
    assert_true(start_of(HEADER "1,half,40000,,,5\n").renewed == 0);
    assert_close(start_of(HEADER "1,half,40000,,,6\n").renewed, 1.1, 1e-14); /* its only bill, of month 0, renewed */
    assert_int_equal(start_of(HEADER "40,year,40000,,,12\n").phase, 0);
    assert_int_equal(start_of(HEADER "40,year,40000,,,3\n").phase, 9);
    assert_int_equal(start_of(HEADER "9,month,40000,,,1\n").phase, 0);
    assert_close(start_of(HEADER "9,month,40000,,,1\n").renewed, 9.9, 1e-14);
}

static void who_they_are(void **state)
{
    static const char list[] = HEADER "3,month,10000,,,\n"
                                      "3,year,60000.01,,,\n"
                                      "8,half,20000,,yes,\n"
                                      "3,half,,2400.005,no,\n"
                                      "3,year,45000,1234.56,0,4\n"
                                      "3,month,10000,,,\n";
    static const uint32_t row[] = {1, 2, 4, 5, 6}, contract[] = {0, 2, 1, 2, 0};
    static const int quartile[] = {0, 3, 2, 2, 0};
    static const int64_t fee[] = {100000, 300000, 240001, 123456, 100000};
    (void)state;
    struct verify *made = verify_new(rows, list, NULL);
    assert_int_equal(made->plan.book.count, 5);
    for (size_t i = 0; i < 5; i++) {
        const struct book_entry *entry = &made->plan.book.item[i];
        assert_int_equal(entry->row, row[i]);
        assert_int_equal(entry->contract, contract[i]);
        assert_int_equal(entry->quartile, quartile[i]);
        assert_int_equal(entry->fee, fee[i]);
        assert_true(entry->weight[0] == 1);
        assert_int_equal(entry->tenure, 3);
    }
    assert_int_equal(made->plan.book.item[0].table[0], made->plan.book.item[4].table[0]); /* twins share a table */
    verify_free(made);
}

/* No rep factor; the multipliers of quartile and everybody, by month. Who is sure to renew in month 3 leaves before. */
static void multipliers(void **state)
{
    (void)state;
    struct verify *made = verify_new(rows, HEADER "9,year,40000,,,3\n", NULL);
    const struct life_table *table = &made->plan.lives.item[made->plan.book.item[0].table[0]];
    double want = 1;
    for (int k = 1; k <= 23; k++) {
        want *= pow((k - 3) % 12 == 0 ? 0.65 : 0.99, k < 5 ? 1.1 : 0.9);
        assert_close(table->alive[k], want, 1e-13);
    }
    verify_free(made);
}

#define ONBOARDING                                                                              \
    "onboarding.activation=0.63;onboarding.churn=1.9;onboarding.months=4;onboarding.churn@3=7;" \
    "onboarding.activation@2=0.1"

/* The chance that a client of this tenure was activated, by its two chances to have stayed. */
static double weight(double log_yes, double log_no)
{
    return 0.63 / (0.63 + 0.37 * exp(log_no - log_yes));
}

static void expect_entry(const struct verify *made, size_t i, double activated)
{
    const struct book_entry *entry = &made->plan.book.item[i];
    assert_close(entry->weight[ACTIVATED], activated, 1e-13);
    assert_near(entry->weight[NOT_ACTIVATED], 1 - activated, 1e-13);
}

/* Values of month 1 for the past: M = 1.1 (quartile 3), x 1.9 after bills 1-4; no renewal in 9 months of a year. */
static void posterior(void **state)
{
    static const char list[] = HEADER "0,year,40000,,,\n9,year,40000,,,\n2,year,40000,,,\n31,year,40000,,,\n"
                                      "14,year,40000,,,1\n4,year,40000,,,12\n";
    double early = log(0.99), renew = log(0.65);
    (void)state;
    struct verify *made = verify_new(rows, list, ONBOARDING);
    expect_entry(made, 0, 0.63);
    expect_entry(made, 1, weight(9 * 1.1 * early, (9 + 0.9 * 4) * 1.1 * early));
    expect_entry(made, 2, weight(2 * 1.1 * early, 2 * 1.9 * 1.1 * early));
    expect_entry(made, 3, weight(0, 0.9 * 4 * 1.1 * early)); /* two renewals, alike for both */
    /* r = 1: renewals after bills 15 and 3, so one of the first four bills came before one. */
    expect_entry(made, 4, weight(0, 0.9 * 1.1 * (3 * early + renew)));
    expect_entry(made, 5, weight(0, 0.9 * 1.1 * (3 * early + renew))); /* r = 12: after bills 16 and 4 */
    verify_free(made);
}

/* Clients who differ: B(a, b + m) / B(a, b), m with the early factor, is the past; and m goes with them. */
static void posterior_of_unlike(void **state)
{
    static const char list[] = HEADER "7,month,40000,,,\n3,month,40000,,,\n17,half,40000,,,1\n";
    double a = 0.12 * 3, b = 0.88 * 3;
    (void)state;
    struct verify *made = verify_new(rows, list, ONBOARDING);
    double sums[2][2] = {{7 * 1.1, (3 + 4 * 1.9) * 1.1}, {3 * 1.1, 3 * 1.9 * 1.1}};
    for (size_t i = 0; i < 2; i++) {
        double log_stayed[2];
        for (int kind = 0; kind < 2; kind++) {
            double m = sums[i][kind];
            log_stayed[kind] = lgamma(b + m) - lgamma(b) - lgamma(a + b + m) + lgamma(a + b);
            const struct life_table *table = &made->plan.lives.item[made->plan.book.item[i].table[kind]];
            assert_close(table->start.renewed, m, 1e-14);
        }
        expect_entry(made, i, weight(log_stayed[0], log_stayed[1]));
    }
    /* Half-year terms, r = 1, tenure 17: renewals after bills 12 and 6, none of them early; no early exits. */
    expect_entry(made, 2, 0.63);
    assert_int_equal(made->plan.book.item[2].table[0],
                     made->plan.book.item[2].table[1]); /* and what comes is the same */
    verify_free(made);
}

/* What is left of the early months: bills 3 and 4 of who has had two, with the churn of their own months. */
static void early_months_left(void **state)
{
    (void)state;
    struct verify *made = verify_new(rows, HEADER "1,year,40000,,,\n4,year,40000,,,\n", ONBOARDING);
    const struct plan *plan = &made->plan;
    const struct life_table *no = &plan->lives.item[plan->book.item[0].table[NOT_ACTIVATED]];
    double m = 0;
    for (int k = 1; k <= 10; k++) {
        m += (k < 5 ? 1.1 : 0.9) * (1 + k > 4 ? 1 : k < 3 ? 1.9 : 7);
        assert_close(no->alive[k], pow(0.99, m), 1e-13);
    }
    assert_int_equal(no->start.tenure, 1);
    assert_int_equal(plan->book.item[1].table[0], plan->book.item[1].table[1]); /* its four early bills are behind it */
    verify_free(made);
    /* But not when onboarding is to last longer from month 6 on. */
    made = verify_new(rows, HEADER "4,year,40000,,,\n", ONBOARDING ";onboarding.months@6=30");
    assert_true(made->plan.book.item[0].table[0] != made->plan.book.item[0].table[1]);
    verify_free(made);
}

/* Who could not have stayed is there all the same: then nothing is known, and the shares of month 1 stand. */
static void impossible_past(void **state)
{
    (void)state;
    struct verify *made = verify_new(rows, HEADER "13,year,40000,,,\n", ONBOARDING ";contract.year.nonrenewal=1");
    expect_entry(made, 0, 0.63);
    verify_free(made);
    /* Hopeless odds do not end in 0 / 0. */
    made = verify_new(rows, HEADER "1000,year,40000,,,\n",
                      "onboarding.activation=0.63;onboarding.churn=1.9;onboarding.months=1000;"
                      "contract.year.early_exit=0.9");
    expect_entry(made, 0, 1);
    verify_free(made);
}

/* ---- satisfaction and care ---------------------------------------------------------------------------------- */

#define UNHAPPY                                                                                                   \
    "nps.promoters=0.31;nps.detractors=0.23;promoter.churn=0.4;detractor.churn=2.3;promoter.churn@4=0.1;"         \
    "care.coverage@3=0.7;care.success@3=0.6;care.success@9=0.2;care.after@3=12;winback.churn=5;rescue.share=0.4;" \
    "rescue.success=0.5"

/* 13 months of early exits in quartile 3 (M 1.1), and one renewal: each to the power of the class's churn. */
static void classes_and_care(void **state)
{
    double stay = 13 * 1.1 * log(0.99) + 1.1 * log(0.65); /* tenure 14: a renewal after bill 12 */
    double detractor = 0.23 * exp(2.3 * stay), passive = 0.46 * exp(stay), promoter = 0.31 * exp(0.4 * stay);
    double all = detractor + passive + promoter;
    (void)state;
    struct verify *made = verify_new(rows, HEADER "14,year,40000,,,\n3,year,40000,,,\n", UNHAPPY);
    const struct plan *plan = &made->plan;
    const struct book_entry *old = &plan->book.item[0], *young = &plan->book.item[1];

    assert_int_equal(plan->latents.count, 4); /* detractors, detractors saved, passive, promoters */
    assert_close(old->weight[0], detractor / all * (1 - 0.7 * 0.6),
                 1e-13); /* care comes in month 3: no rescue behind */
    assert_close(old->weight[1], detractor / all * 0.7 * 0.6, 1e-13);
    assert_close(old->weight[2], passive / all, 1e-13);
    assert_close(old->weight[3], promoter / all, 1e-13);
    assert_int_equal(plan_book_care(plan, old, 0).month, 3);
    assert_close(plan_book_care(plan, old, 0).handled, 0.7 * 0.4 / (1 - 0.7 * 0.6), 1e-14);
    assert_true(plan_book_care(plan, old, 1).handled == 1);
    assert_int_equal(plan_book_care(plan, old, 2).month, 0);
    /* The other has its 12th bill in month 9. */
    assert_int_equal(plan_book_care(plan, young, 1).month, 9);
    assert_close(young->weight[1] / young->weight[0], 0.7 * 0.2 / (1 - 0.7 * 0.2), 1e-13);

    const struct life_table *saved = &plan->lives.item[young->table[1]], *not = &plan->lives.item[young->table[0]];
    assert_int_equal(saved->cared_from, 9);
    for (int k = 1; k <= 8; k++) /* rescued: a fifth of those who would leave stay */
        assert_close(saved->alive[k] / saved->alive[k - 1], 1 - 0.8 * (1 - pow(0.99, (k < 5 ? 1.1 : 0.9) * 2.3)),
                     1e-13);
    assert_close(saved->alive[8], not ->alive[8], 1e-14);
    double leaves = 1 - pow(0.65, 0.9), leaves_unsaved = 1 - pow(0.65, 0.9 * 2.3);
    assert_close(saved->alive[9] / saved->alive[8], 1 - 0.8 * leaves, 1e-13); /* bill 12 renews */
    assert_close(not ->alive[9] / not ->alive[8], 1 - 0.8 * leaves_unsaved, 1e-13);
    verify_free(made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_tenure),         cmocka_unit_test(by_renewal_month), cmocka_unit_test(who_they_are),
        cmocka_unit_test(multipliers),       cmocka_unit_test(posterior),        cmocka_unit_test(posterior_of_unlike),
        cmocka_unit_test(early_months_left), cmocka_unit_test(impossible_past),  cmocka_unit_test(classes_and_care),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
