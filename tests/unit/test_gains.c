/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What 1 % is worth: by hand on the textbook, and against the plateau of the plan with 1 % less churn. */
#include "tests/verify/verify_support.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "analysis/gains.h"

/* Fact A2: a client of 10,000 every six months, 1/12 leave: 2 clients, 20,000. */
#define TEXTBOOK                                                                                            \
    "plan.months,60\nsales.close,1/6\nrep.a.count,1\nrep.a.leads,1\nspend.shape,fixed\nspend.mean,100000\n" \
    "contract.m.term,1\ncontract.m.fee,10%\ncontract.m.nonrenewal,1/12\n"

static double gain(const char *rows, const char *book, const char *sets, enum metric metric)
{
    struct verify *made = verify_new(rows, book, sets);
    struct findings findings;
    const struct findings_facts facts = {.name = "test", .slug = "test"};
    assert_int_equal(findings_init(&findings, &made->plan, &made->expected, NULL, facts), OK);
    double value = findings.metric[metric].expected;
    if (isnan(value))
        assert_non_null(findings.metric[metric].why);
    findings_free(&findings);
    verify_free(made);
    return value;
}

static void the_textbook(void **state)
{
    double q = 11.0 / 12, churn = 20000 * ((1 - q) / (1 - pow(q, 0.99)) - 1);
    (void)state;
    assert_close(gain(TEXTBOOK, NULL, "", METRIC_GAIN_SIGNUPS), 200, 1e-12);
    assert_close(gain(TEXTBOOK, NULL, "", METRIC_GAIN_SIGNUPS_BOUGHT), 200, 1e-12);
    assert_close(gain(TEXTBOOK, NULL, "", METRIC_GAIN_CHURN), churn, 1e-9);
    assert_close(churn, 193.3, 1e-3);
    assert_close(gain(TEXTBOOK, NULL, "", METRIC_GAIN_FEE), 200, 1e-12);
    assert_close(gain(TEXTBOOK, NULL, "", METRIC_GAIN_CHURN_PERCENT), churn / 20000, 1e-9);
}

/* A salary of 3,000, leads at 70, serving 23 %, 600 a sign-up and 300 a loss, 1,000 fixed. */
static void with_costs(void **state)
{
    const char *sets = "rep.a.salary=3000;cost.lead=70;cost.serve=23%;cost.signup=600;cost.lost=300;cost.fixed=1000";
    double signups = 0.01 * (0.77 * 20000 - 900.0 / 6), profit = 0.77 * 20000 - 150 - 3000 - 70 - 1000;
    double q = 11.0 / 12, churn = 0.77 * 20000 * ((1 - q) / (1 - pow(q, 0.99)) - 1);
    (void)state;
    assert_close(gain(TEXTBOOK, NULL, sets, METRIC_GAIN_SIGNUPS), signups, 1e-12);
    assert_close(gain(TEXTBOOK, NULL, sets, METRIC_GAIN_SIGNUPS_PERCENT), signups / profit, 1e-12);
    assert_close(gain(TEXTBOOK, NULL, sets, METRIC_GAIN_SIGNUPS_BOUGHT), signups - 30.70, 1e-12);
    assert_close(gain(TEXTBOOK, NULL, sets, METRIC_GAIN_SIGNUPS_BOUGHT_PERCENT), (signups - 30.70) / profit, 1e-12);
    assert_close(gain(TEXTBOOK, NULL, sets, METRIC_GAIN_FEE), 154, 1e-12);
    assert_close(gain(TEXTBOOK, NULL, sets, METRIC_GAIN_FEE_PERCENT), 154 / profit, 1e-12);
    assert_close(gain(TEXTBOOK, NULL, sets, METRIC_GAIN_CHURN), churn, 1e-9);
    /* A loss: the share is of its size, so a gain stays positive. */
    sets = "cost.fixed=50000";
    assert_close(gain(TEXTBOOK, NULL, sets, METRIC_GAIN_FEE_PERCENT), 200.0 / 30000, 1e-12);
    assert_true(isnan(gain(TEXTBOOK, NULL, "spend.mean=1;contract.m.fee=0", METRIC_GAIN_FEE_PERCENT)));
}

/* Commissions, clawbacks and bonuses go by the fee as well. */
static void pay(void **state)
{
    const char *sets = "rep.a.commission=10%;rep.a.commission_months=3;rep.a.clawback=2;bonus.every=6;bonus.share=25%";
    double q = 11.0 / 12, n = 1.0 / 6;
    double each = 120000 - 1000 * (1 + q + q * q) + 1000 / 12.0 - 2500 * pow(q, 6) / (1 - pow(q, 6));
    (void)state;
    assert_close(gain(TEXTBOOK, NULL, sets, METRIC_GAIN_FEE), 0.01 * n * each, 1e-12);
    assert_close(gain(TEXTBOOK, NULL, sets, METRIC_GAIN_SIGNUPS), 0.01 * n * each, 1e-12);
}

/* Nobody's sign-ups: a client that has stayed for ever pays a higher fee, and that is all. */
static void those_who_never_leave(void **state)
{
    const char *sets = "contract.m.nonrenewal=0;contract.m.nonrenewal@4=1/12";
    (void)state;
    assert_close(gain(TEXTBOOK, NULL, sets, METRIC_PLATEAU_REVENUE), 25000, 1e-12);
    assert_close(gain(TEXTBOOK, NULL, sets, METRIC_GAIN_SIGNUPS), 200, 1e-12);
    assert_close(gain(TEXTBOOK, NULL, sets, METRIC_GAIN_FEE), 250, 1e-12);
}

/* gain.churn is what the plan would gain if churn.multiplier were 0.99 of what it is, everywhere. */
static void as_if_churn_were_lower(void **state)
{
    static const char rows[] = TEXTBOOK
        "rep.a.commission,9%\nrep.a.clawback,5\nservice.accounts,20\nservice.salary,4100\nservice.bonus,15%\n"
        "cost.serve,21%\ncost.lost,289\nbonus.every,7\nbonus.share,12%\nexpansion.yearly,6%\nexpansion.limit,20%\n"
        "onboarding.months,5\nonboarding.churn,2.3\nonboarding.activation,0.61\nchurn.multiplier,1.3\n"
        "contract.y.term,12\ncontract.y.fee,7%\ncontract.y.nonrenewal,30%\ncontract.y.early_exit,1.1%\n"
        "contract.y.concentration,7\nspend.q1,1000\nspend.q2,2000\nspend.q3,3000\n";
    /* Nobody signs any more from month 9 on, nobody leaves from month 14 on: the book, some of its clients not yet
       through their first months, and the sign-ups stay, as many as are left. */
    static const char stays[] = "rep.a.count@9=0;churn.multiplier@14=0";
    static const char book[] = "book.file,list.csv\nbook.tenure,t\nbook.contract,c\nbook.fee,f\n";
    static const char list[] = "t,c,f\n3,m,1234.56\n17,y,999.99\n2,y,4321.09\n40,m,555.55\n4,m,2222.22\n";
    char all[2048], lower[256];
    (void)state;
    assert_close(gain(rows, NULL, "", METRIC_GAIN_CHURN),
                 gain(rows, NULL, "churn.multiplier@1=1.287", METRIC_PLATEAU_PROFIT) -
                     gain(rows, NULL, "", METRIC_PLATEAU_PROFIT),
                 1e-9);
    snprintf(all, sizeof all, "%s%s", rows, book);
    snprintf(lower, sizeof lower, "churn.multiplier=1.287;%s", stays);
    double higher = gain(all, list, lower, METRIC_PLATEAU_PROFIT) - gain(all, list, stays, METRIC_PLATEAU_PROFIT);
    assert_true(higher > 1);
    assert_close(gain(all, list, stays, METRIC_GAIN_CHURN), higher, 1e-9);
    assert_true(gain(all, list, stays, METRIC_GAIN_SIGNUPS) == 0);
}

/*
 * The book's hidden kinds are weighed anew, too: who was content stayed, and a call on those who are not comes as late
 * as their tenth bill, to those of tenure 2 and 3 and 4. (Past decisions have the M of today.)
 */
static void as_if_churn_were_lower_in_a_book(void **state)
{
    static const char rows[] = TEXTBOOK
        "contract.y.term,12\ncontract.y.fee,7%\ncontract.y.nonrenewal,30%\ncontract.y.early_exit,1.1%\n"
        "contract.y.concentration,7\nchurn.multiplier,1.3\nspend.q1,1000\nspend.q2,2000\nspend.q3,3000\n"
        "onboarding.months,5\nonboarding.churn,2.3\nonboarding.activation,0.61\nnps.promoters,37%\n"
        "nps.detractors,21%\npromoter.churn,0.6\ndetractor.churn,1.9\ncare.coverage,60%\ncare.success,50%\n"
        "care.after,10\nbook.file,list.csv\nbook.tenure,t\nbook.contract,c\nbook.fee,f\n";
    static const char list[] = "t,c,f\n3,m,1234.56\n17,y,999.99\n2,y,4321.09\n40,m,555.55\n4,m,2222.22\n";
    static const char stays[] = "rep.a.count=0;churn.multiplier@14=0";
    double level = gain(rows, list, stays, METRIC_PLATEAU_PROFIT);
    double lower = gain(rows, list, "churn.multiplier=1.287;rep.a.count=0;churn.multiplier@14=0",
                        METRIC_PLATEAU_PROFIT);
    (void)state;
    assert_true(lower - level > 1);
    assert_close(gain(rows, list, stays, METRIC_GAIN_CHURN), lower - level, 1e-9);
}

/* The same where clients bring clients: who stays longer refers more, and comes back as often as it leaves. */
static void as_if_churn_were_lower_among_offspring(void **state)
{
    static const char rows[] = TEXTBOOK
        "contract.y.term,12\ncontract.y.fee,7%\ncontract.y.nonrenewal,30%\ncontract.y.early_exit,1.1%\n"
        "contract.y.concentration,7\nspend.q1,1000\nspend.q2,2000\nspend.q3,3000\nchurn.multiplier,1.3\n"
        "nps.promoters,37%\nnps.detractors,21%\npromoter.churn,0.6\ndetractor.churn,1.9\n"
        "care.coverage,60%\ncare.success,50%\ncare.after,5\ncare.cost,333\nrescue.share,40%\n"
        "rescue.success,55%\nrescue.cost,120\nwinback.share,13%\nwinback.churn,1.4\nwinback.cost,90\n"
        "referral.leads,0.07\nreferral.reward,777\nreferral.churn,0.8\ncost.signup,510\ncost.serve,21%\n";
    double level = gain(rows, NULL, "", METRIC_PLATEAU_PROFIT);
    double lower = gain(rows, NULL, "churn.multiplier@1=1.287", METRIC_PLATEAU_PROFIT);
    (void)state;
    assert_true(lower - level > 1);
    assert_close(gain(rows, NULL, "", METRIC_GAIN_CHURN), lower - level, 1e-8);
}

/*
 * Every client is a promoter, and brings 1/6 x leads in each of its 12 months on average: 1 % more sign-ups of all
 * sources; and just below the brink 1 % less churn leaves no plateau.
 */
static void offspring(void **state)
{
    const char *sets = "nps.promoters=100%;referral.leads=0.23;cost.signup=600";
    double each = 0.23 / 6 * 12, signups = 1.0 / 6 / (1 - each);
    (void)state;
    assert_close(gain(TEXTBOOK, NULL, sets, METRIC_GAIN_SIGNUPS), 0.01 * signups * (120000 - 600), 1e-11);
    assert_close(gain(TEXTBOOK, NULL, sets, METRIC_GAIN_FEE), 0.01 * signups * 120000, 1e-11);
    sets = "nps.promoters=100%;referral.leads=0.499"; /* 0.998 a client; 12.12 months would be 1.008 */
    assert_close(gain(TEXTBOOK, NULL, sets, METRIC_GAIN_FEE), 0.01 / 6 / 0.002 * 120000, 1e-9);
    assert_true(isnan(gain(TEXTBOOK, NULL, sets, METRIC_GAIN_CHURN)));
    assert_true(isnan(gain(TEXTBOOK, NULL, sets, METRIC_GAIN_CHURN_PERCENT)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_textbook),
        cmocka_unit_test(with_costs),
        cmocka_unit_test(pay),
        cmocka_unit_test(those_who_never_leave),
        cmocka_unit_test(as_if_churn_were_lower),
        cmocka_unit_test(as_if_churn_were_lower_in_a_book),
        cmocka_unit_test(as_if_churn_were_lower_among_offspring),
        cmocka_unit_test(offspring),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
