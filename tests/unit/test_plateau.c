/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plateau and its ledger against sums worked out by hand. */
#include "tests/unit/plateau_support.h"

/* A rep quits with 5 %; the seat is empty for 3 months; a hire ramps up in 4. */
static void the_whole_ledger(void **state)
{
    struct found found = find(ROWS REPS, NULL,
                              "rep.a.quit=5%;rep.a.refill=3;rep.a.ramp=4;rep.a.salary=3170;rep.a.hiring_cost=2300;"
                              "rep.a.commission=13%;rep.a.commission_months=7;rep.a.clawback=3;cost.lead=41;"
                              "cost.fixed=2222;cost.signup=510;cost.lost=289;cost.serve=23%;bonus.every=6;"
                              "bonus.share=31%;service.accounts=20;service.salary=4100");
    const double *line = found.findings.plateau.line;
    double cycles = 2 / (1 / 0.05 + 3); /* hires a month */
    double output = cycles * (0.25 + 0.5 * 0.95 + 0.75 * pow(0.95, 2) + pow(0.95, 3) / 0.05);
    double n = output * 1.7 * 0.31, commission = 0.13 * F * (1 - pow(q, 7)) / (1 - q);
    double clawback = 0.13 * F * (1 - q) * (1 + 2 * q), bonus = 0.31 * F * pow(q, 6) / (1 - pow(q, 6));
    (void)state;
    assert_close(line[SERIES_REPS], cycles * 20, 1e-12);
    assert_close(line[SERIES_SIGNUPS], n, 1e-12);
    assert_close(line[SERIES_LOST], n, 1e-12);
    assert_close(line[SERIES_CLIENTS], n / (1 - q), 1e-12);
    assert_close(line[SERIES_REVENUE], n * F / (1 - q), 1e-12);
    assert_close(line[SERIES_REVENUE_NEW], n * F, 1e-12);
    assert_close(line[SERIES_REVENUE_LOST], n * F, 1e-12);
    assert_close(line[SERIES_SALARIES], cycles * 20 * 3170, 1e-12);
    assert_close(line[SERIES_HIRING], cycles * 2300, 1e-12);
    assert_close(line[SERIES_LEADS_COST], output * 1.7 * 41, 1e-12);
    assert_close(line[SERIES_COMMISSIONS], n * commission, 1e-12);
    assert_close(line[SERIES_CLAWBACKS], n * clawback, 1e-12);
    assert_close(line[SERIES_BONUSES], n * bonus, 1e-12);
    assert_close(line[SERIES_SERVICE], n * 205 / (1 - q), 1e-12);
    assert_close(line[SERIES_SERVING], 0.23 * line[SERIES_REVENUE], 1e-12);
    assert_close(line[SERIES_SIGNUP_COST], n * 510, 1e-12);
    assert_close(line[SERIES_LOST_COST], n * 289, 1e-12);
    assert_close(line[SERIES_FIXED], 2222, 1e-15);
    assert_true(line[SERIES_SIGNUPS_RETURNED] == 0 && line[SERIES_REVENUE_EXPANSION] == 0);
    assert_true(isnan(line[SERIES_CASH]));
    double margin = n * ((0.77 * F - 205) / (1 - q) - commission + clawback - bonus - 510 - 289);
    double profit = margin - cycles * (20 * 3170 + 2300) - output * 1.7 * 41 - 2222;
    assert_close(line[SERIES_PROFIT], profit, 1e-11);
    assert_close(exact(&found, METRIC_PLATEAU_PROFIT), profit, 1e-11);
    assert_close(exact(&found, METRIC_PLATEAU_REVENUE), n * F / (1 - q), 1e-12);
    assert_close(exact(&found, METRIC_PLATEAU_CLIENTS), n / (1 - q), 1e-12);
    lose(&found);
}

/* Half of all leads are turned away, and a fifth of these come back: spend 60,000 or more, or just that. */
static void returned_leads(void **state)
{
    struct found found = find(ROWS REPS, NULL,
                              "spend.shape=lognormal;spend.cv=0.8;spend.q1=1;spend.q2=2;spend.q3=3;"
                              "qualify.min_spend=60000;qualify.return_share=20%;qualify.return_after=5;"
                              "rep.a.commission=10%");
    const double *line = found.findings.plateau.line;
    double sigma = sqrt(log(1 + 0.64)), mu = log(81230.64) - sigma * sigma / 2;
    double turned = 0.5 * erfc(-(log(60000) - mu) / sigma / sqrt(2));
    double above = 81230.64 * 0.5 * erfc(-(mu + sigma * sigma - log(60000)) / sigma / sqrt(2)); /* E[spend; above] */
    double base = 2 * 1.7 * 0.31;
    (void)state;
    assert_close(line[SERIES_SIGNUPS_RETURNED], base * turned * 0.2, 1e-9);
    assert_close(line[SERIES_SIGNUPS], base * (1 - turned + turned * 0.2), 1e-9);
    assert_close(line[SERIES_REVENUE_NEW], 0.11 * base * (above + turned * 0.2 * 60000), 1e-9);
    assert_close(line[SERIES_COMMISSIONS], 0.1 * 0.11 * base * above / (1 - q), 1e-9); /* no rep signed the others */
    lose(&found);
}

/* Until month 3 contracts are for ever: 2 x 1.7 x 0.31 sign-ups a month stay, at their final fee. */
static void some_never_leave(void **state)
{
    struct found found = find(ROWS REPS, NULL,
                              "plan.months=8;contract.m.nonrenewal=0;contract.m.nonrenewal@4=7.3%;expansion.yearly=5%;"
                              "expansion.limit=12%;cost.serve=23%;rep.a.commission=13%;bonus.every=6;bonus.share=31%;"
                              "service.accounts=20;service.salary=4100;service.bonus=15%");
    struct found after = find(ROWS REPS, NULL,
                              "plan.months=8;expansion.yearly=5%;expansion.limit=12%;cost.serve=23%;"
                              "rep.a.commission=13%;bonus.every=6;bonus.share=31%;service.accounts=20;"
                              "service.salary=4100;service.bonus=15%");
    const double *line = found.findings.plateau.line, *without = after.findings.plateau.line;
    double stay = 3 * 2 * 1.7 * 0.31, fees = stay * 10007.61;
    (void)state;
    assert_close(line[SERIES_CLIENTS] - without[SERIES_CLIENTS], stay, 1e-11);
    assert_close(line[SERIES_REVENUE] - without[SERIES_REVENUE], fees, 1e-11);
    assert_close(line[SERIES_SERVING] - without[SERIES_SERVING], 0.23 * fees, 1e-11);
    assert_close(line[SERIES_COMMISSIONS] - without[SERIES_COMMISSIONS], 0.13 * fees, 1e-11);
    assert_close(line[SERIES_BONUSES] - without[SERIES_BONUSES], stay * 0.31 * F / 6, 1e-10);
    assert_close(line[SERIES_SERVICE] - without[SERIES_SERVICE], stay * 205 * 1.15, 1e-11);
    assert_close(line[SERIES_LOST], without[SERIES_LOST], 1e-13);
    lose(&found);
    lose(&after);
}

/* But no commission for ever, where it is paid on the first 17 bills only. */
static void commission_ends(void **state)
{
    struct found found = find(ROWS REPS, NULL,
                              "plan.months=8;contract.m.nonrenewal=0;contract.m.nonrenewal@4=7.3%;"
                              "rep.a.commission=13%;rep.a.commission_months=17");
    double each = 0.13 * F * (1 - pow(q, 17)) / (1 - q);
    (void)state;
    assert_close(found.findings.plateau.line[SERIES_COMMISSIONS], 2 * 1.7 * 0.31 * each, 1e-12);
    lose(&found);
}

/* All leads of month 6 are turned away; 40 % sign in month 11, after the plan, when contracts are for ever and no rep
   is left. */
static void some_come_later_and_stay(void **state)
{
    struct found found = find(ROWS REPS, NULL,
                              "plan.months=8;qualify.min_spend@6=90000;qualify.min_spend@7=0;qualify.return_share=40%;"
                              "qualify.return_after=5;rep.a.count@7=0;contract.m.nonrenewal@8=0");
    double stay = 2 * 1.7 * 0.31 * 0.4;
    (void)state;
    assert_close(found.findings.plateau.line[SERIES_CLIENTS], stay, 1e-12);
    assert_close(found.findings.plateau.line[SERIES_REVENUE], stay * 9900, 1e-12);
    assert_close(found.findings.smooth_revenue[PLATEAU_SEARCH], stay * 9900, 1e-12);
    lose(&found);
}

#define BOOK "book.file,list.csv\nbook.tenure,t\nbook.contract,c\nbook.fee,f\n"

/* A book that nobody leaves from month 5 on: four decisions later each is still there with q^4. */
static void a_book_that_stays(void **state)
{
    static const char list[] = "t,c,f\n3,m,1234.56\n17,m,99.99\n";
    const char *sets = "plan.months=14;churn.multiplier@5=0;expansion.yearly=5%;expansion.limit=3%;"
                       "expansion.limit@6=2%;expansion.yearly@6=0;cost.serve=23%";
    struct found found = find(ROWS BOOK, list, sets);
    const double *line = found.findings.plateau.line;
    /* Tenure 3 has its anniversary in month 10, too late to grow; tenure 17 (bill 25) in month 8: too. */
    double fees = pow(q, 4) * (1234.56 + 99.99);
    (void)state;
    assert_close(line[SERIES_CLIENTS], 2 * pow(q, 4), 1e-12);
    assert_close(line[SERIES_REVENUE], fees, 1e-12);
    assert_close(line[SERIES_PROFIT], 0.77 * fees, 1e-12);
    assert_close(found.findings.smooth_revenue[14], fees, 1e-12);
    lose(&found);
    /* An anniversary in month 2 (tenure 11): 5 %, at most 3 %, from month 6 on 2 %: 1,259.25 in cents. */
    found = find(ROWS BOOK, "t,c,f\n11,m,1234.56\n", sets);
    assert_close(found.findings.plateau.line[SERIES_REVENUE], pow(q, 4) * 1259.25, 1e-12);
    lose(&found);
    /* Growth that goes on reaches its limit, years after the plan. */
    found = find(ROWS BOOK, list, "plan.months=14;churn.multiplier@5=0;expansion.yearly=0.1%;expansion.limit=3%");
    assert_close(found.findings.plateau.line[SERIES_REVENUE], pow(q, 4) * (1271.60 + 102.99), 1e-12);
    lose(&found);
}

static void no_plateau(void **state)
{
    struct found found = find(ROWS REPS, NULL, "contract.m.nonrenewal=0");
    (void)state;
    for (int s = 0; s < SERIES_COUNT; s++)
        assert_true(isnan(found.findings.plateau.line[s]));
    assert_true(isnan(exact(&found, METRIC_PLATEAU_PROFIT)) && isnan(exact(&found, METRIC_GAIN_CHURN)));
    assert_non_null(strstr(found.findings.metric[METRIC_PLATEAU_PROFIT].why, "some clients never leave"));
    assert_non_null(strstr(found.findings.metric[METRIC_GAIN_FEE_PERCENT].why, "some clients never leave"));
    lose(&found);
}

/* The way there ends at the level, by another road: month by month, whatever changes on it. */
static void the_way_ends_there(void **state)
{
    struct found found = find(ROWS REPS BOOK, "t,c,f\n5,m,777.77\n",
                              "spend.shape=lognormal;spend.cv=0.8;spend.q1=40000;spend.q2=60000;spend.q3=90000;"
                              "rep.a.quit=7%;rep.a.refill=2;rep.a.ramp=5;rep.a.count@20=4;qualify.min_spend@9=50000;"
                              "qualify.return_share=20%;qualify.return_after=15;expansion.yearly=9%;"
                              "expansion.limit=30%;onboarding.months=4;onboarding.churn=1.7;"
                              "onboarding.activation=0.6;quartile.4.churn=0.5;contract.m.nonrenewal@12=11%");
    (void)state;
    assert_close(found.findings.smooth_revenue[PLATEAU_SEARCH], exact(&found, METRIC_PLATEAU_REVENUE), 1e-10);
    lose(&found);
}

static void month_of_the_plateau(void **state)
{
    /* Way 100 - 20 = 80: half of it is left at 60, 5 % at 96. */
    static const double revenue[] = {20, 55, 70, 59.9, 60, 95.9, 97, 101};
    static const double falling[] = {300, 210, 140, 104, 99, 100};
    static const double flat[] = {50, 50, 50}, away[] = {0, 30, 2e-300, 0, 0};
    (void)state;
    assert_int_equal(plateau_month(revenue, 7, 100, 0.5), 4); /* month 2 was there, month 3 was not */
    assert_int_equal(plateau_month(revenue, 7, 100, 0.05), 6);
    assert_int_equal(plateau_month(revenue, 5, 100, 0.05), 0); /* never within the search */
    assert_int_equal(plateau_month(falling, 5, 100, 0.05), 3); /* from above as well */
    assert_int_equal(plateau_month(flat, 2, 50 + 1e-13, 0.05), 0);
    assert_int_equal(plateau_month(away, 4, 0, 0.05), 0); /* back where it started, but by no share of a way */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_whole_ledger),
        cmocka_unit_test(returned_leads),
        cmocka_unit_test(some_never_leave),
        cmocka_unit_test(commission_ends),
        cmocka_unit_test(some_come_later_and_stay),
        cmocka_unit_test(a_book_that_stays),
        cmocka_unit_test(no_plateau),
        cmocka_unit_test(the_way_ends_there),
        cmocka_unit_test(month_of_the_plateau),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
