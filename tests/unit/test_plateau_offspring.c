/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plateau where clients bring clients, are called on and kept: against sums worked out by hand. */
#include "tests/unit/plateau_support.h"

#define BOOK "book.file,list.csv\nbook.tenure,t\nbook.contract,c\nbook.fee,f\n"

/* B sign-ups a month by reps; a life of M lasts 1 / (1 - q^M) months. */
static const double B = 2 * 1.7 * 0.31;

static double life(double multiplier)
{
    return 1 / (1 - pow(q, multiplier));
}

#define NPS "nps.promoters=37%;nps.detractors=21%;promoter.churn=0.6;detractor.churn=1.9;"
#define REFERRALS                                                                           \
    "referral.leads=0.08;referral.close_ratio=2.3;referral.spend=1.16;referral.churn=0.73;" \
    "referral.reward=777;cost.signup=510;cost.lost=289"

/*
 * A promoter brings 0.08 x 0.31 x 2.3 clients a month: those of reps stay life(0.6) months, referred ones
 * life(0.6 x 0.73); so R = rate x 0.37 x (B life + R life').
 */
static void referrals(void **state)
{
    struct found found = find(ROWS REPS, NULL, NPS REFERRALS);
    const double *line = found.findings.plateau.line, share[] = {0.21, 0.42, 0.37}, churn[] = {1.9, 1, 0.6};
    double rate = 0.08 * 0.31 * 2.3 * 0.37, stay = 0, referred_stay = 0, fee = 10365.03; /* 94,227.5424 x 11 % */
    double referred = rate * B * life(0.6) / (1 - rate * life(0.6 * 0.73));
    (void)state;
    for (int i = 0; i < 3; i++) {
        stay += share[i] * life(churn[i]);
        referred_stay += share[i] * life(0.73 * churn[i]);
    }
    assert_close(line[SERIES_SIGNUPS_REFERRED], referred, 1e-11);
    assert_close(line[SERIES_SIGNUPS], B + referred, 1e-11);
    assert_close(line[SERIES_LOST], B + referred, 1e-11);
    assert_close(line[SERIES_CLIENTS], B * stay + referred * referred_stay, 1e-11);
    assert_close(line[SERIES_REVENUE], B * stay * F + referred * referred_stay * fee, 1e-11);
    assert_close(line[SERIES_REVENUE_NEW], B * F + referred * fee, 1e-11);
    assert_close(line[SERIES_REFERRAL], 777 * referred, 1e-11);
    assert_close(line[SERIES_SIGNUP_COST], 510 * (B + referred), 1e-11);
    assert_close(line[SERIES_LOST_COST], 289 * (B + referred), 1e-11);
    double promoters = 0.37 * (B * life(0.6) + referred * life(0.6 * 0.73));
    double detractors = 0.21 * (B * life(1.9) + referred * life(1.9 * 0.73));
    assert_close(line[SERIES_PROMOTERS], promoters, 1e-11);
    assert_close(line[SERIES_DETRACTORS], detractors, 1e-11);
    assert_close(line[SERIES_NPS], 100 * (promoters - detractors) / line[SERIES_CLIENTS], 1e-11);
    assert_close(exact(&found, METRIC_OFFSPRING), referred / (B + referred), 1e-11);
    assert_close(exact(&found, METRIC_PLATEAU_PROFIT), line[SERIES_REVENUE] - 777 * referred - 799 * (B + referred),
                 1e-11);
    lose(&found);
}

/* 23 % of the lost come back, for a life of M = 1.4: N = B + W are lost a month, and W = 0.23 N. */
static void win_backs(void **state)
{
    struct found found = find(ROWS REPS, NULL,
                              "winback.share=23%;winback.after=4;winback.churn=1.4;winback.cost=90;cost.signup=510");
    const double *line = found.findings.plateau.line;
    double back = 0.23 * B / 0.77;
    (void)state;
    assert_close(line[SERIES_WINBACKS], back, 1e-11);
    assert_close(line[SERIES_SIGNUPS], B, 1e-11);
    assert_close(line[SERIES_LOST], B + back, 1e-11);
    assert_close(line[SERIES_CLIENTS], B * life(1) + back * life(1.4), 1e-11);
    assert_close(line[SERIES_REVENUE_REACTIVATED], back * F, 1e-11);
    assert_close(line[SERIES_REVENUE_NEW], B * F, 1e-11);
    assert_close(line[SERIES_REVENUE_LOST], (B + back) * F, 1e-11);
    assert_close(line[SERIES_WINBACK], 90 * (B + back), 1e-11);
    assert_close(line[SERIES_SIGNUP_COST], 510 * B, 1e-11);
    assert_close(exact(&found, METRIC_OFFSPRING), back / (B + back), 1e-11);
    assert_true(isnan(line[SERIES_NPS]));
    /* What a client is worth ends where it is lost. */
    assert_close(exact(&found, METRIC_LIFETIME_MEAN), life(1), 1e-11);
    assert_close(exact(&found, METRIC_LTV), F * life(1), 1e-11);
    lose(&found);
}

/* Detractors are called on at their fifth bill, 60 % of them, and half of these are content from then on. */
static void care(void **state)
{
    struct found found = find(ROWS REPS, NULL, NPS "care.coverage=60%;care.success=50%;care.after=5;care.cost=333");
    const double *line = found.findings.plateau.line;
    double before = 0;
    (void)state;
    for (int k = 0; k < 4; k++)
        before += pow(q, 1.9 * k);
    double saved = before + pow(q, 1.9 * 4) * life(1);
    assert_close(line[SERIES_CARE], 333 * 0.6 * 0.21 * B * pow(q, 1.9 * 4), 1e-11);
    assert_close(line[SERIES_CLIENTS], B * (0.37 * life(0.6) + 0.42 * life(1) + 0.21 * (0.7 * life(1.9) + 0.3 * saved)),
                 1e-11);
    assert_close(line[SERIES_DETRACTORS], B * 0.21 * (0.7 * life(1.9) + 0.3 * before), 1e-11);
    assert_close(line[SERIES_PROMOTERS], B * 0.37 * life(0.6), 1e-11);
    lose(&found);
}

/* 40 % of those about to leave get an offer at 120, and 55 % of these stay: 22 %, who waver again. */
static void rescue(void **state)
{
    struct found found = find(ROWS REPS, NULL, "rescue.share=40%;rescue.success=55%;rescue.cost=120");
    const double *line = found.findings.plateau.line;
    (void)state;
    assert_close(line[SERIES_CLIENTS], B / (0.073 * 0.78), 1e-11);
    assert_close(line[SERIES_RESCUE], 120 * 0.4 * B / 0.78, 1e-11);
    assert_close(line[SERIES_LOST], B, 1e-12);
    assert_true(exact(&found, METRIC_OFFSPRING) == 0);
    lose(&found);
}

/* Those of months 1 to 3 are for ever, and the promoters among them refer from month 4 on. */
static void stayers_refer(void **state)
{
    struct found found = find(ROWS REPS, NULL,
                              "plan.months=8;contract.m.nonrenewal=0;contract.m.nonrenewal@4=7.3%;nps.promoters=37%;"
                              "referral.leads@4=0.07");
    const double *line = found.findings.plateau.line;
    double rate = 0.07 * 0.31 * 0.37, stay = 1 / (1 - q);
    double referred = rate * (3 * B + B * stay) / (1 - rate * stay);
    (void)state;
    assert_close(line[SERIES_SIGNUPS_REFERRED], referred, 1e-10);
    assert_close(line[SERIES_CLIENTS], 3 * B + (B + referred) * stay, 1e-10);
    assert_close(line[SERIES_PROMOTERS], 0.37 * line[SERIES_CLIENTS], 1e-10);
    assert_close(exact(&found, METRIC_OFFSPRING), referred / (B + referred), 1e-10);
    lose(&found);
}

/* A book that is won back under a contract that is for ever, long after the reps are gone. */
static void who_comes_back_and_stays(void **state)
{
    static const char list[] = "t,c,f\n3,m,1234.56\n17,m,99.99\n";
    struct found found = find(ROWS BOOK, list,
                              "plan.months=9;contract.m.nonrenewal@9=0;winback.share=23%;winback.after=2");
    const double *line = found.findings.plateau.line;
    /*
     * Old lives go on leaving at 1 - q for ever, new ones of months 3 to 8 too: whoever is lost returns with 23 %, and
     * if in month 9 or later for good. Lost in month m: (1 - q) of those of m - 1; returned(m) = 0.23 lost(m - 2).
     */
    double there = 1, lost[1200] = {0}, returned, stay = 0;
    (void)state;
    for (int month = 2; month < 1200; month++) {
        lost[month] = there * (1 - q);
        returned = month > 3 ? 0.23 * lost[month - 2] : 0;
        there += (month < 9 ? returned : 0) - lost[month];
        stay += month < 9 ? 0 : returned;
    }
    assert_close(line[SERIES_CLIENTS], 2 * stay, 1e-10);
    assert_close(line[SERIES_REVENUE], (1234.56 + 99.99) * stay, 1e-10);
    assert_true(line[SERIES_WINBACKS] == 0);
    lose(&found);
}

/* Nobody comes any more, and from month 12 on every client about to leave is kept by an offer, again and again. */
static void kept_for_ever(void **state)
{
    struct found found = find(ROWS BOOK, "t,c,f\n3,m,1234.56\n",
                              "plan.months=14;rescue.share@12=100%;rescue.success@12=100%;rescue.cost=50");
    const double *line = found.findings.plateau.line;
    (void)state;
    assert_close(line[SERIES_CLIENTS], pow(q, 11), 1e-11);
    assert_close(line[SERIES_RESCUE], 50 * 0.073 * pow(q, 11), 1e-11);
    assert_close(line[SERIES_PROFIT], pow(q, 11) * (1234.56 - 50 * 0.073), 1e-11);
    lose(&found);
    found = find(ROWS REPS, NULL, "rescue.share=100%;rescue.success=100%");
    assert_non_null(strstr(found.findings.metric[METRIC_PLATEAU_REVENUE].why, "offers keep every client"));
    lose(&found);
}

/* Clients bring as many others as there are: no plateau, but each is worth what it is worth. */
static void too_many_offspring(void **state)
{
    static const char *const sets[] = {"nps.promoters=50%;referral.leads=0.5", "winback.share=100%"};
    (void)state;
    for (int i = 0; i < 2; i++) {
        struct found found = find(ROWS REPS, NULL, sets[i]);
        const struct figure *metric = found.findings.metric;
        assert_true(isnan(exact(&found, METRIC_PLATEAU_REVENUE)) && isnan(exact(&found, METRIC_OFFSPRING)));
        assert_non_null(metric[METRIC_PLATEAU_REVENUE].why);
        assert_ptr_equal(metric[METRIC_PLATEAU_REVENUE].why, metric[METRIC_OFFSPRING].why);
        assert_true(isnan(exact(&found, METRIC_GAIN_SIGNUPS)));
        assert_close(exact(&found, METRIC_LIFETIME_MEAN), life(1), 1e-11);
        assert_close(exact(&found, METRIC_LTV), F * life(1), 1e-11);
        assert_true(found.findings.smooth_revenue[30] > 0);
        lose(&found);
    }
}

#define WAY                                                                                                         \
    "contract.y.term,12\ncontract.y.fee,7%\ncontract.y.nonrenewal,30%\ncontract.y.early_exit,5%\n"                  \
    "contract.m.offered,no,12\ncontract.m.switch_share,60%\nspend.cv,0.8\nspend.q1,40000\nspend.q2,60000\n"         \
    "spend.q3,90000\nrep.a.quit,7%\nqualify.min_spend,50000,9\nqualify.return_share,20%\nqualify.return_after,15\n" \
    "expansion.yearly,9%\nexpansion.limit,30%\nonboarding.months,4\nonboarding.churn,1.7\n"                         \
    "onboarding.activation,0.6\nquartile.4.churn,0.5\nchurn.multiplier,3\n"
#define NPS_ROWS                                                                                           \
    "nps.promoters,37%\nnps.detractors,21%\npromoter.churn,0.6\ndetractor.churn,1.9\nservice.lift,0.4,7\n" \
    "performance.lift,-0.2,15\ncare.coverage,60%,5\ncare.success,50%\ncare.after,3\nrescue.share,40%,4\n"  \
    "rescue.success,55%\nwinback.share,13%\nwinback.after,3\nwinback.churn,1.4\nreferral.leads,0.07,11\n"  \
    "referral.close_ratio,2.3\nreferral.spend,1.16\nreferral.churn,0.73\n"

/* The way there ends at the level, by another road: month by month, whoever brings whom and whatever becomes of them.
 */
static void the_way_with_offspring(void **state)
{
    struct found found = find(ROWS REPS BOOK WAY NPS_ROWS, "t,c,f\n5,m,777.77\n", "spend.shape=lognormal");
    (void)state;
    assert_close(found.findings.smooth_revenue[PLATEAU_SEARCH], exact(&found, METRIC_PLATEAU_REVENUE), 1e-9);
    lose(&found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(referrals),
        cmocka_unit_test(win_backs),
        cmocka_unit_test(care),
        cmocka_unit_test(rescue),
        cmocka_unit_test(stayers_refer),
        cmocka_unit_test(who_comes_back_and_stays),
        cmocka_unit_test(kept_for_ever),
        cmocka_unit_test(too_many_offspring),
        cmocka_unit_test(the_way_with_offspring),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
