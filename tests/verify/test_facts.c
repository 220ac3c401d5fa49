/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The published facts that scenarios/README.md says are reproduced, each with the shipped files and the options that
 * stand there; and each once more without the rule that carries it, where the effect must be gone. What a fact gives as
 * a number is met to the digits it has; everything else is exact.
 */
#include "tests/verify/verify_facts.h"

#include <math.h>
#include <stdio.h>

static const double tight = 1e-9;

/* The standard reps alone: what A5 and A7 are met for. */
#define STANDARD "rep.overpromiser.count=0"

/* A2: $10,000 every six months, a year's stay: flat at $20,000, where lost equals new. */
static void a2_revenue_goes_flat(void **state)
{
    (void)state;
    struct verify_shown *shown = verify_show("textbook-poisson.csv", "plan.months=600", 0);
    const double *clients = shown->expected.series[SERIES_CLIENTS], *lost = shown->expected.series[SERIES_LOST];
    assert_close(verify_metric(shown, METRIC_PLATEAU_REVENUE), 20000, tight);
    assert_close(shown->expected.series[SERIES_REVENUE][600], 20000, tight);
    assert_close(shown->expected.series[SERIES_REVENUE_LOST][600], shown->expected.series[SERIES_REVENUE_NEW][600],
                 tight);
    for (int month = 2; month <= 600; month++)
        assert_close(lost[month] / clients[month - 1], 1.0 / 12, tight);
    verify_shown_free(shown);

    /* Twice the churn, half the plateau; none, and revenue never goes flat. */
    assert_close(verify_metric_of("textbook.csv", "contract.retainer.nonrenewal=1/6", METRIC_PLATEAU_REVENUE), 10000,
                 tight);
    shown = verify_show("textbook.csv", "contract.retainer.nonrenewal=0", 0);
    assert_true(isnan(shown->findings.metric[METRIC_PLATEAU_REVENUE].expected));
    assert_close(shown->expected.series[SERIES_REVENUE][60], 100000, tight);
    verify_shown_free(shown);
}

/* A3: four reps in place of three: four thirds of the plateau, and nobody stays longer. */
static void a3_a_hire_raises_the_plateau_only(void **state)
{
    const char *const hire = "tactics/hire-another-rep.csv";
    (void)state;
    double plateau = verify_metric_of("baseline.csv", STANDARD, METRIC_PLATEAU_REVENUE);
    assert_close(verify_metric_of(hire, STANDARD, METRIC_PLATEAU_REVENUE), plateau * 4 / 3, tight);
    assert_close(verify_metric_of(hire, STANDARD, METRIC_LIFETIME_MEAN),
                 verify_metric_of("baseline.csv", STANDARD, METRIC_LIFETIME_MEAN), tight);
    assert_close(verify_metric_of(hire, STANDARD ";rep.standard.count@7=3", METRIC_PLATEAU_REVENUE), plateau, tight);
}

/* Mean stay of the sign-ups on all other contracts over that of the month-to-month ones. */
static double month_to_month_factor(const char *sets)
{
    struct verify_shown *shown = verify_show("baseline.csv", sets, 0);
    const struct ltv_row *month = verify_ltv(shown, "month", 0, -1), *half = verify_ltv(shown, "half", 0, -1),
                         *year = verify_ltv(shown, "year", 0, -1);
    double others = (half->signups * half->mean_lifetime + year->signups * year->mean_lifetime) /
                    (half->signups + year->signups);
    double factor = others / month->mean_lifetime;
    verify_shown_free(shown);
    return factor;
}

#define NO_SIZE ";quartile.1.churn=1;quartile.2.churn=1;quartile.3.churn=1;quartile.4.churn=1"

/* A5: twice, with churn as 1 / mean stay; a part of it is size (A7), the rest is the contract. */
static void a5_month_to_month_churns_twice_as_much(void **state)
{
    (void)state;
    assert_near(month_to_month_factor(STANDARD), 2, 0.05);
    double contract = month_to_month_factor(STANDARD NO_SIZE);
    assert_true(contract > 1.5 && contract < 1.9);
    /* On one law (a month's renewal each) and without size there is no difference left. */
    assert_close(month_to_month_factor(STANDARD NO_SIZE
                                       ";contract.half.term=1;contract.half.nonrenewal=10%;contract.half.early_exit=0"
                                       ";contract.year.term=1;contract.year.nonrenewal=10%;contract.year.early_exit=0"),
                 1, tight);
}

/* A6: fewer sign, those who do stay longer, and less of a month's revenue is gone in the next. */
static void a6_without_month_to_month(void **state)
{
    (void)state;
    struct verify_shown *base = verify_show("baseline.csv", NULL, 0),
                        *drop = verify_show("tactics/drop-month-to-month.csv", NULL, 0),
                        *open = verify_show("tactics/drop-month-to-month.csv", "contract.month.offered@7=yes", 0);
    assert_true(verify_sum(drop, SERIES_SIGNUPS, 7, 60) < 0.95 * verify_sum(base, SERIES_SIGNUPS, 7, 60));
    assert_true(verify_metric(drop, METRIC_LIFETIME_MEAN) > 1.1 * verify_metric(base, METRIC_LIFETIME_MEAN));
    assert_true(verify_metric(drop, METRIC_CHURN_REVENUE) < verify_metric(base, METRIC_CHURN_REVENUE));
    /* Half of those who wanted it take another contract. */
    double wanted = verify_ltv(base, "month", 0, -1)->signups;
    assert_close(verify_ltv(drop, NULL, 0, -1)->signups, verify_ltv(base, NULL, 0, -1)->signups - wanted / 2, tight);
    assert_close(verify_sum(open, SERIES_REVENUE, 1, 60), verify_sum(base, SERIES_REVENUE, 1, 60), tight);
    verify_shown_free(base);
    verify_shown_free(drop);
    verify_shown_free(open);
}

/* Mean stay of the highest spenders over that of the lowest. */
static double size_factor(const char *sets)
{
    struct verify_shown *shown = verify_show("baseline.csv", sets, 0);
    double factor = verify_ltv(shown, NULL, 4, -1)->mean_lifetime / verify_ltv(shown, NULL, 1, -1)->mean_lifetime;
    verify_shown_free(shown);
    return factor;
}

/* A7: half the churn; of which the contracts that go with size (A4) are a part, and one law for all leaves nothing. */
static void a7_the_top_quartile_churns_half_as_much(void **state)
{
    (void)state;
    assert_near(size_factor(STANDARD), 2, 0.05);
    double contracts = size_factor(STANDARD NO_SIZE);
    assert_true(contracts > 1.1 && contracts < 1.8);
    assert_close(size_factor(STANDARD NO_SIZE ";contract.month.share=1;contract.half.share=1;contract.year.share=1"), 1,
                 tight);
}

/* A9: the rep who signs the most, whose clients leave within 4 to 6 months; without his factor they are like others. */
static void a9_the_overpromiser(void **state)
{
    const char *const alone = "rep.standard.count=0", *const honest = "rep.standard.count=0;rep.overpromiser.churn=1";
    (void)state;
    struct verify_shown *his = verify_show("baseline.csv", alone, 0),
                        *theirs = verify_show("baseline.csv", STANDARD, 0);
    double stay = verify_metric(his, METRIC_LIFETIME_MEAN);
    assert_true(stay >= 4 && stay <= 6);
    assert_true(verify_sum(his, SERIES_SIGNUPS, 1, 60) > 1.5 * verify_sum(theirs, SERIES_SIGNUPS, 1, 60) / 3);
    assert_close(verify_metric_of("baseline.csv", honest, METRIC_LIFETIME_MEAN),
                 verify_metric(theirs, METRIC_LIFETIME_MEAN), tight);
    /* Trained he stops being the worst, let go he is gone: clients of the last year stay longer. */
    double base = verify_metric_of("baseline.csv", NULL, METRIC_LIFETIME_MEAN);
    assert_true(verify_metric_of("tactics/train-overpromiser.csv", NULL, METRIC_LIFETIME_MEAN) > base);
    assert_close(verify_metric_of("tactics/replace-overpromiser.csv", NULL, METRIC_LIFETIME_MEAN),
                 verify_metric(theirs, METRIC_LIFETIME_MEAN), tight);
    verify_shown_free(his);
    verify_shown_free(theirs);
}

/* A10: a bonus past 6, 12, ... months for ever. Of itself it costs; what it is said to do to people is what keeps. */
static void a10_the_longevity_bonus(void **state)
{
    const char *const tactic = "tactics/longevity-bonus.csv";
    const char *const as_before = "rep.standard.churn@7=1;rep.standard.quit@7=3%;rep.standard.leads@7=20;"
                                  "rep.overpromiser.churn@7=4;rep.overpromiser.quit@7=3%;rep.overpromiser.leads@7=40";
    (void)state;
    struct verify_shown *base = verify_show("baseline.csv", NULL, 0), *bonus = verify_show(tactic, NULL, 0),
                        *idle = verify_show(tactic, as_before, 0);
    assert_true(verify_metric(bonus, METRIC_LIFETIME_MEAN) > verify_metric(base, METRIC_LIFETIME_MEAN));
    assert_close(verify_metric(idle, METRIC_PLATEAU_REVENUE), verify_metric(base, METRIC_PLATEAU_REVENUE), tight);
    assert_close(verify_metric(base, METRIC_PLATEAU_PROFIT) - verify_metric(idle, METRIC_PLATEAU_PROFIT),
                 idle->findings.plateau.line[SERIES_BONUSES], tight);
    assert_true(verify_sum(bonus, SERIES_BONUSES, 1, 6) == 0 && bonus->expected.series[SERIES_BONUSES][7] > 0);
    verify_shown_free(base);
    verify_shown_free(bonus);
    verify_shown_free(idle);
    /* One client for good, $10,000: a fifth of it at bills 7, 13, 19, ..., 55 and nowhere else. */
    struct verify_shown *one = verify_show("textbook.csv",
                                           "rep.standard.leads@2=0;contract.retainer.nonrenewal=0;bonus.every=6;"
                                           "bonus.share=20%;rep.standard.leads=1",
                                           0);
    for (int month = 1; month <= 60; month++)
        assert_close(one->expected.series[SERIES_BONUSES][month], month > 1 && month % 6 == 1 ? 2000 : 0, tight);
    verify_shown_free(one);
}

/* A12: promoters are asked from month 7 on, and a referral is so many times likelier to close; at once five times. */
static void a12_promoters_bring_clients(void **state)
{
    const char *const tactic = "tactics/ask-promoters.csv";
    (void)state;
    struct verify_shown *asked = verify_show(tactic, NULL, 0),
                        *five = verify_show(tactic, "referral.close_ratio@7=5", 0),
                        *cold = verify_show(tactic, "referral.close_ratio@7=1", 0),
                        *none = verify_show(tactic, "nps.promoters=0", 0);
    const double *referred = asked->expected.series[SERIES_SIGNUPS_REFERRED];
    assert_true(verify_sum(asked, SERIES_SIGNUPS_REFERRED, 1, 7) == 0);
    for (int month = 8; month <= 60; month++)
        assert_close(referred[month], asked->expected.series[SERIES_PROMOTERS][month - 1] / 12 * 4 * 0.05, tight);
    assert_close(five->expected.series[SERIES_SIGNUPS_REFERRED][8],
                 5 * cold->expected.series[SERIES_SIGNUPS_REFERRED][8], tight);
    assert_true(verify_metric(asked, METRIC_PLATEAU_REVENUE) >
                verify_metric_of("baseline.csv", NULL, METRIC_PLATEAU_REVENUE));
    assert_true(verify_sum(none, SERIES_SIGNUPS_REFERRED, 1, 60) == 0);
    verify_shown_free(asked);
    verify_shown_free(five);
    verify_shown_free(cold);
    verify_shown_free(none);
}

/* A13: detractors are about to leave, care saves most of them and not all. */
static void a13_care_saves_most_detractors(void **state)
{
    const char *const tactic = "tactics/save-detractors.csv";
    (void)state;
    struct verify_shown *base = verify_show("baseline.csv", NULL, 0), *care = verify_show(tactic, NULL, 0),
                        *vain = verify_show(tactic, "care.success@7=0", 0),
                        *perfect = verify_show(tactic, "care.coverage@7=1;care.success@7=1;care.after@7=0", 0);
    double saved = scenario_number(&care->scenario, CARE_COVERAGE, 0, 7) *
                   scenario_number(&care->scenario, CARE_SUCCESS, 0, 7);
    assert_true(saved > 0.5 && saved < 1);
    assert_true(verify_metric(care, METRIC_CHURN_CLIENTS) < verify_metric(base, METRIC_CHURN_CLIENTS));
    for (int month = 1; month <= 60; month++) {
        const double *detractors = care->expected.series[SERIES_DETRACTORS];
        if (month > 12)
            assert_true(detractors[month] > 0 && detractors[month] < base->expected.series[SERIES_DETRACTORS][month]);
        assert_close(vain->expected.series[SERIES_LOST][month], base->expected.series[SERIES_LOST][month], tight);
        if (month >= 7)
            assert_near(perfect->expected.series[SERIES_DETRACTORS][month], 0, 1e-12);
    }
    assert_true(verify_sum(vain, SERIES_CARE, 7, 60) > 0);
    verify_shown_free(base);
    verify_shown_free(care);
    verify_shown_free(vain);
    verify_shown_free(perfect);
}

/* A14: one standard deviation of service keeps more than one of results, and loses more, by their weights alone. */
static void a14_service_beats_performance(void **state)
{
    (void)state;
    double base = verify_metric_of("baseline.csv", NULL, METRIC_PLATEAU_CLIENTS);
    double service = verify_metric_of("baseline.csv", "service.lift@7=1", METRIC_PLATEAU_CLIENTS);
    double results = verify_metric_of("baseline.csv", "performance.lift@7=1", METRIC_PLATEAU_CLIENTS);
    assert_true(service > results && results > base);
    assert_true(verify_metric_of("baseline.csv", "service.lift@7=-1", METRIC_PLATEAU_CLIENTS) <
                verify_metric_of("baseline.csv", "performance.lift@7=-1", METRIC_PLATEAU_CLIENTS));
    assert_close(verify_metric_of("baseline.csv", "performance.lift@7=1;performance.weight=1", METRIC_PLATEAU_CLIENTS),
                 service, tight);
    assert_close(verify_metric_of("baseline.csv", "service.lift@7=1;service.weight=0", METRIC_PLATEAU_CLIENTS), base,
                 tight);
}

/* B1: 1 % more acquisition, slightly more than 3 %; 1 % less churn, about 7 %: where sign-ups are dear, margins thin.
 */
static void b1_churn_is_worth_twice_acquisition(void **state)
{
    const char *const dear = "cost.lead=140;cost.fixed=15600";
    const char *const free_of_cost =
        "cost.lead=0;rep.standard.salary=0;rep.standard.hiring_cost=0;rep.overpromiser.salary=0;"
        "rep.overpromiser.hiring_cost=0";
    (void)state;
    struct verify_shown *shown = verify_show("baseline.csv", dear, 0);
    assert_near(verify_metric(shown, METRIC_GAIN_SIGNUPS_BOUGHT_PERCENT), 0.032, 0.003);
    assert_near(verify_metric(shown, METRIC_GAIN_CHURN_PERCENT), 0.07, 0.005);
    verify_shown_free(shown);

    shown = verify_show("baseline.csv", free_of_cost, 0);
    double bought = verify_metric(shown, METRIC_GAIN_SIGNUPS_BOUGHT);
    assert_close(bought, verify_metric(shown, METRIC_GAIN_SIGNUPS), tight);
    assert_true(verify_metric(shown, METRIC_GAIN_CHURN) < 1.4 * bought);
    verify_shown_free(shown);
}

/* B2: one client for good, by the baseline's growth: 20 % a year and, from the third anniversary on, 67 % in all. */
static void b2_existing_clients_pay_67_percent_more(void **state)
{
    const char *const one = "rep.standard.leads=1;rep.standard.leads@2=0;contract.retainer.nonrenewal=0;";
    static const double paid[] = {10000, 12000, 14400, 16700, 16700};
    char sets[256];
    (void)state;
    struct verify_shown *base = verify_show("baseline.csv", NULL, 0);
    snprintf(sets, sizeof sets, "%sexpansion.yearly=%g;expansion.limit=%g", one,
             scenario_number(&base->scenario, EXPANSION_YEARLY, 0, 1),
             scenario_number(&base->scenario, EXPANSION_LIMIT, 0, 1));
    verify_shown_free(base);
    struct verify_shown *grown = verify_show("textbook.csv", sets, 0), *flat = verify_show("textbook.csv", one, 0);
    for (int month = 1; month <= 60; month++) {
        assert_close(grown->expected.series[SERIES_REVENUE][month], paid[(month - 1) / 12], tight);
        assert_close(flat->expected.series[SERIES_REVENUE][month], 10000, tight);
    }
    verify_shown_free(grown);
    verify_shown_free(flat);
}

/* B3: referred clients stay 37 % longer and are worth 16 % more than those whom reps signed; so their leads close. */
static void b3_referred_clients(void **state)
{
    const char *const tactic = "tactics/ask-promoters.csv";
    (void)state;
    struct verify_shown *shown = verify_show(tactic, NULL, 0),
                        *alike = verify_show(tactic, STANDARD ";referral.churn@7=1;referral.spend@7=1", 0);
    const struct ltv_row *rep = verify_ltv(shown, NULL, 0, SOURCE_REP),
                         *referred = verify_ltv(shown, NULL, 0, SOURCE_REFERRED);
    double ratio = scenario_number(&shown->scenario, REFERRAL_CLOSE_RATIO, 0, 7);
    assert_true(ratio >= 3 && ratio <= 5);
    assert_near(referred->mean_lifetime / rep->mean_lifetime, 1.37, 0.01);
    assert_near(referred->ltv / rep->ltv, 1.16, 0.01);
    rep = verify_ltv(alike, NULL, 0, SOURCE_REP);
    referred = verify_ltv(alike, NULL, 0, SOURCE_REFERRED);
    assert_close(referred->mean_lifetime, rep->mean_lifetime, tight);
    assert_close(referred->ltv, rep->ltv, tight);
    verify_shown_free(shown);
    verify_shown_free(alike);
}

/* C1: 70 at the start, 30 new, 10 lost, 90 at the end: 60 / 70. New clients who leave again do not lower it. */
static void c1_the_retention_rate(void **state)
{
    const char *const file = "examples/retention-rate.csv";
    (void)state;
    struct verify_shown *shown = verify_show(file, NULL, 0),
                        *left = verify_show(file, "contract.stays.nonrenewal@2=100%", 0);
    assert_close(shown->expected.series[SERIES_CLIENTS][1], 70, tight);
    assert_close(shown->expected.series[SERIES_CLIENTS][13], 90, tight);
    assert_close(verify_sum(shown, SERIES_SIGNUPS, 2, 13), 30, tight);
    assert_close(verify_sum(shown, SERIES_LOST, 2, 13), 10, tight);
    assert_close(verify_metric(shown, METRIC_CRR_12), (90.0 - 30) / 70, tight);
    /* All new ones are billed once: with all 30 as CN the rate would be (62 - 30) / 70. */
    assert_true(left->expected.series[SERIES_CLIENTS][13] < 64);
    assert_close(verify_metric(left, METRIC_CRR_12), 60.0 / 70, tight);
    verify_shown_free(shown);
    verify_shown_free(left);
}

/* C5: four fifths of revenue from a fifth of clients is a lognormal spend with cv 4: Phi(sigma - 0.8416) = 0.8. */
static void c5_a_fifth_of_clients_pays_most(void **state)
{
    const char *const file = "examples/retention-rate.csv";
    const char *const unequal = "rep.desk.leads=10000;rep.desk.leads@2=0;spend.shape=lognormal;spend.cv=4;spend.q1=1;"
                                "spend.q2=2;spend.q3=3";
    (void)state;
    struct verify_shown *equal = verify_show(file, NULL, 50), *shown = verify_show(file, unequal, 20),
                        *base = verify_show("baseline.csv", NULL, 500),
                        *wide = verify_show("baseline.csv", "spend.cv=4", 500);
    /* A fifth of n alike is a fifth, but for the last client of it: at most 1 of about 90. */
    assert_near(equal->findings.metric[METRIC_TOP20_SHARE].mean, 0.2, 0.012);
    assert_near(shown->findings.metric[METRIC_TOP20_SHARE].mean, 0.8, 0.012);
    assert_true(wide->findings.metric[METRIC_TOP20_SHARE].mean > base->findings.metric[METRIC_TOP20_SHARE].mean + 0.1);
    verify_shown_free(equal);
    verify_shown_free(shown);
    verify_shown_free(base);
    verify_shown_free(wide);
}

/* D2: 10 at the start, 4 new, 2 lost: 80 %, not the 60 % that the article prints. */
static void d2_the_other_example(void **state)
{
    (void)state;
    struct verify_shown *shown = verify_show("examples/retention-rate.csv",
                                             "rep.desk.leads=10;rep.desk.leads@2=1/3;contract.stays.share=80%;"
                                             "contract.leaves.share=20%",
                                             0);
    assert_close(shown->expected.series[SERIES_CLIENTS][1], 10, tight);
    assert_close(shown->expected.series[SERIES_CLIENTS][13], 12, tight);
    assert_close(verify_sum(shown, SERIES_LOST, 2, 13), 2, tight);
    assert_close(verify_metric(shown, METRIC_CRR_12), (12.0 - 4) / 10, tight);
    verify_shown_free(shown);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a2_revenue_goes_flat),
        cmocka_unit_test(a3_a_hire_raises_the_plateau_only),
        cmocka_unit_test(a5_month_to_month_churns_twice_as_much),
        cmocka_unit_test(a6_without_month_to_month),
        cmocka_unit_test(a7_the_top_quartile_churns_half_as_much),
        cmocka_unit_test(a9_the_overpromiser),
        cmocka_unit_test(a10_the_longevity_bonus),
        cmocka_unit_test(a12_promoters_bring_clients),
        cmocka_unit_test(a13_care_saves_most_detractors),
        cmocka_unit_test(a14_service_beats_performance),
        cmocka_unit_test(b1_churn_is_worth_twice_acquisition),
        cmocka_unit_test(b2_existing_clients_pay_67_percent_more),
        cmocka_unit_test(b3_referred_clients),
        cmocka_unit_test(c1_the_retention_rate),
        cmocka_unit_test(c5_a_fifth_of_clients_pays_most),
        cmocka_unit_test(d2_the_other_example),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
