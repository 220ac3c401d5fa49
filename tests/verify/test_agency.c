/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rules of the agency against closed forms, on the textbook agency (one client every six months, 10,000 a month,
 * churn 1/12): a hundred years of the exact engine, whose last month is the steady state, and the plateau that analysis
 * works out without stepping there.
 */
#include "analysis/plateau_level.h"
#include "tests/verify/verify_support.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>

#define SALES                  \
    "plan.months,1200\n"       \
    "sales.close,1\n"          \
    "rep.standard.count,1\n"   \
    "rep.standard.leads,1/6\n" \
    "contract.retainer.term,1\n"
#define AGENCY                    \
    SALES                         \
    "spend.shape,fixed\n"         \
    "spend.mean,100000\n"         \
    "contract.retainer.fee,10%\n" \
    "contract.retainer.nonrenewal,1/12\n"

static const double fee = 10000, q = 11.0 / 12, p = 1.0 / 12, lambda = 1.0 / 6, tight = 1e-9;

/* A line of an average month of the steady state, by both ways, of which one may go in a cycle; they must agree. */
static double steady_cycle(const struct verify *made, enum series series, int cycle)
{
    struct worths worths;
    struct plateau_level level;
    double stepped = 0;

    assert_int_equal(worth_init(&worths, &made->plan, 0), OK);
    assert_int_equal(plateau_level_fill(&level, &worths), OK);
    assert_null(level.none);
    worth_free(&worths);
    double line = level.signups[series] + level.stays[series] + level.house[series];
    if (series == SERIES_PROFIT)
        for (int s = 0; s < SERIES_COUNT; s++)
            line += series_info((enum series)s)->in_profit * (level.signups[s] + level.stays[s] + level.house[s]);
    for (int month = 1201 - cycle; month <= 1200; month++)
        stepped += made->expected.series[series][month] / cycle;
    assert_close(stepped, line, tight);
    return line;
}

static double steady(const struct verify *made, enum series series)
{
    return steady_cycle(made, series, 1);
}

/* One rep hired doubles the plateau, exactly; and whenever it comes. */
static void a_hire_doubles(void **state)
{
    static const char *const sets[] = {"rep.standard.count=2", "rep.standard.count@61=2",
                                       "rep.standard.count@61=2;rep.standard.ramp=9",
                                       "rep.second.count=1;rep.second.leads=1/6"};
    (void)state;
    struct verify *one = verify_new(AGENCY, NULL, NULL);
    assert_close(steady(one, SERIES_REVENUE), 20000, tight);
    assert_close(steady(one, SERIES_CLIENTS), 2, tight);
    for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++) {
        struct verify *two = verify_new(AGENCY, NULL, sets[i]);
        assert_close(steady(two, SERIES_REVENUE), 2 * steady(one, SERIES_REVENUE), 1e-12);
        assert_close(steady(two, SERIES_SIGNUPS), 2 * lambda, 1e-12);
        verify_free(two);
    }
    verify_free(one);
}

/*
 * A rep stays 1/quit months on average, then the seat is vacant: a share (1/quit) / (1/quit + refill) of the time is
 * worked. In a ramp of r months it does j/r in its j-th: with x = 1 - quit the sum of x^(j-1) j over j < r is
 * (1 - r x^(r-1) + (r-1) x^r) / quit^2, and from month r on it does 1.
 */
static void duty_cycle(double quit, int refill, int ramp)
{
    char sets[300];
    snprintf(sets, sizeof sets,
             "rep.standard.quit=%.17g;rep.standard.refill=%d;rep.standard.ramp=%d;rep.standard.salary=1000;"
             "rep.standard.hiring_cost=3000;cost.lead=600;cost.fixed=123",
             quit, refill, ramp);
    struct verify *made = verify_new(AGENCY, NULL, sets);
    double x = 1 - quit, hires = 1 / (1 / quit + refill), work = 1 / quit;
    if (ramp > 1)
        work = (1 - ramp * pow(x, ramp - 1) + (ramp - 1) * pow(x, ramp)) / (quit * quit) / ramp +
               pow(x, ramp - 1) / quit;

    assert_close(steady(made, SERIES_REPS), hires / quit, tight);
    assert_close(steady(made, SERIES_SALARIES), 1000 * hires / quit, tight);
    assert_close(steady(made, SERIES_HIRING), 3000 * hires, tight);
    assert_close(steady(made, SERIES_LEADS_COST), 600 * lambda * hires * work, tight);
    assert_close(steady(made, SERIES_SIGNUPS), lambda * hires * work, tight);
    assert_close(steady(made, SERIES_REVENUE), 20000 * hires * work, tight);
    if (ramp <= 1)
        assert_close(steady(made, SERIES_REVENUE), 20000 * (1 / quit) / (1 / quit + refill), tight);
    assert_close(steady(made, SERIES_PROFIT),
                 20000 * hires * work - 1000 * hires / quit - 3000 * hires - 100 * hires * work - 123, tight);
    verify_free(made);
}

static void reps_who_quit(void **state)
{
    (void)state;
    duty_cycle(0.05, 3, 0);
    duty_cycle(0.137, 0, 0);
    duty_cycle(0.02, 7, 1);
    duty_cycle(0.05, 3, 6);
    duty_cycle(0.31, 2, 11);
}

/* Whoever comes is gone after a month: one month of work in six, at a quarter of full strength. */
static void nobody_stays(void **state)
{
    (void)state;
    struct verify *made = verify_new(AGENCY, NULL, "rep.standard.quit=1;rep.standard.refill=5;rep.standard.ramp=4");
    assert_close(steady_cycle(made, SERIES_REPS, 6), 1.0 / 6, tight);
    assert_close(steady_cycle(made, SERIES_REVENUE, 6), 20000.0 / 24, tight);
    for (int month = 1; month <= 1200; month++)
        assert_true(made->expected.series[SERIES_REPS][month] == (month % 6 == 1));
    verify_free(made);
}

/*
 * Lognormal spend, mean 100,000: with z = (ln m - mu) / sigma a share P(z) of the leads is below m, and the others
 * spend mean x Q(z - sigma) / Q(z).
 */
static void qualification(void **state)
{
    const double cv = 0.9, least = 61234.5, reused = 0.43, back = 0.29, mean = 100000;
    double sigma = sqrt(log(1 + cv * cv)), z = (log(least / mean) + sigma * sigma / 2) / sigma;
    double x = gsl_cdf_ugaussian_P(z), spend = mean * gsl_cdf_ugaussian_Q(z - sigma) / gsl_cdf_ugaussian_Q(z);
    double signups = lambda * (1 - x + reused * x), returned = lambda * x * back;
    (void)state;
    struct verify *made = verify_new(SALES "contract.retainer.fee,10%\n"
                                           "contract.retainer.nonrenewal,1/12\n"
                                           "spend.mean,100000\n"
                                           "spend.cv,0.9\n"
                                           "qualify.min_spend,61234.5\n"
                                           "qualify.time_reused,0.43\n"
                                           "qualify.return_share,0.29\n"
                                           "qualify.return_after,17\n"
                                           "rep.standard.commission,0.1\n",
                                     NULL, NULL);
    assert_close(steady(made, SERIES_SIGNUPS), signups + returned, tight);
    assert_close(steady(made, SERIES_SIGNUPS_RETURNED), returned, tight);
    assert_close(steady(made, SERIES_CLIENTS), 12 * (signups + returned), tight);
    assert_close(steady(made, SERIES_REVENUE), 12 * (signups * spend * 0.1 + returned * 6123.45), tight);
    assert_close(steady(made, SERIES_COMMISSIONS), 0.1 * 12 * signups * spend * 0.1, tight);
    for (int month = 1; month <= 18; month++) /* the first who were turned away come back in month 18 */
        assert_close(made->expected.series[SERIES_SIGNUPS_RETURNED][month], month < 18 ? 0 : returned, 1e-12);
    verify_free(made);
}

/* Of a geometric life: S(k) = q^k. */
static void pay(void **state)
{
    const double share = 0.137, bonus = 0.21;
    const int bills = 9, claw = 14;
    double clawed = 0;
    (void)state;
    struct verify *made = verify_new(AGENCY, NULL,
                                     "rep.standard.commission=0.137;rep.standard.commission_months=9;"
                                     "rep.standard.clawback=14;bonus.every=5;bonus.share=0.21;cost.signup=321;"
                                     "cost.lost=123;cost.serve=0.37");
    for (int k = 1; k < claw; k++)
        clawed += pow(q, k - 1) * p * share * fee * fmin(k, bills);
    assert_close(steady(made, SERIES_COMMISSIONS), lambda * share * fee * (1 - pow(q, bills)) / p, tight);
    assert_close(steady(made, SERIES_CLAWBACKS), lambda * clawed, tight);
    assert_close(steady(made, SERIES_BONUSES), lambda * bonus * fee * pow(q, 5) / (1 - pow(q, 5)), tight);
    assert_close(steady(made, SERIES_SERVING), 0.37 * 20000, tight);
    assert_close(steady(made, SERIES_SIGNUP_COST), 321 * lambda, tight);
    assert_close(steady(made, SERIES_LOST_COST), 123 * lambda, tight);
    verify_free(made);
}

/* 5 % a year to 12 %: 10,000, 10,500, 11,025, then 11,200, all whole cents; years are worth (1 - q^12) / p bills. */
static void growth_and_service(void **state)
{
    double year = (1 - pow(q, 12)) / p, left = pow(q, 12);
    double fees = year * (10000 + left * 10500 + left * left * 11025) + pow(left, 3) / p * 11200;
    double thirds = year * (1 + left * 1.05 + left * left * 1.10) + pow(left, 3) / p * 1.15;
    double grown = 500 * left + 525 * pow(left, 2) + 175 * pow(left, 3);
    (void)state;
    struct verify *made = verify_new(AGENCY, NULL,
                                     "expansion.yearly=0.05;expansion.limit=0.12;service.accounts=16;"
                                     "service.salary=4000;service.bonus=0.15");
    assert_close(steady(made, SERIES_REVENUE), lambda * fees, tight);
    assert_close(steady(made, SERIES_REVENUE_EXPANSION), lambda * grown, tight);
    assert_close(steady(made, SERIES_REVENUE_LOST), lambda * (fee + grown), tight);
    assert_close(steady(made, SERIES_SERVICE), lambda * 250 * thirds, tight);
    verify_free(made);
}

/* A share is activated at once; of the others q^2.3 stay at each of their first 7 decisions. */
static void onboarding(void **state)
{
    double slow = pow(q, 2.3), life = (1 - pow(slow, 7)) / (1 - slow) + pow(slow, 7) / p;
    (void)state;
    struct verify *made = verify_new(AGENCY, NULL,
                                     "onboarding.activation=0.37;onboarding.churn=2.3;onboarding.months=7");
    assert_close(steady(made, SERIES_CLIENTS), lambda * (0.37 * 12 + 0.63 * life), tight);
    /* Seven months on, one sign-up's survivors: the mixture itself. */
    double lost = made->expected.leaving[4] / made->expected.at_risk[4];
    assert_close(lost,
                 (0.37 * pow(q, 3) * p + 0.63 * pow(slow, 3) * (1 - slow)) / (0.37 * pow(q, 3) + 0.63 * pow(slow, 3)),
                 tight);
    verify_free(made);
}

/* A book client of 9 bills: those who are slow to start are rarer among those who have stayed so long. */
static void onboarding_of_the_book(void **state)
{
    double slow = pow(q, 2.3), fast_there = 0.37 * pow(q, 9), slow_there = 0.63 * pow(slow, 7) * pow(q, 2);
    (void)state;
    struct verify *made = verify_new(AGENCY "book.file,l\nbook.tenure,t\nbook.fee,p\n", "t,p\n9,1000\n3,1000\n",
                                     "onboarding.activation=0.37;onboarding.churn=2.3;onboarding.months=7");
    assert_close(made->plan.book.item[0].weight[1], slow_there / (fast_there + slow_there), 1e-12);
    fast_there = 0.37 * pow(q, 3);
    slow_there = 0.63 * pow(slow, 3);
    assert_close(made->plan.book.item[1].weight[1], slow_there / (fast_there + slow_there), 1e-12);
    /* In month 2 one of them decides as all do by now, the other in its fourth month: three more early decisions. */
    double early = (fast_there * q + slow_there * slow) / (fast_there + slow_there);
    assert_close(made->expected.series[SERIES_LOST][2], (1 - q) + (1 - early) + lambda * (0.37 * p + 0.63 * (1 - slow)),
                 1e-12);
    verify_free(made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hire_doubles),
        cmocka_unit_test(reps_who_quit),
        cmocka_unit_test(nobody_stays),
        cmocka_unit_test(qualification),
        cmocka_unit_test(pay),
        cmocka_unit_test(growth_and_service),
        cmocka_unit_test(onboarding),
        cmocka_unit_test(onboarding_of_the_book),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
