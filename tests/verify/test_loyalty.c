/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Satisfaction, care, offers, returns and referrals against closed forms, to 1e-9: geometric lives, so that the steady
 * state is a line of algebra. Each by the plateau and by month 1200 of the exact engine; and what happens where clients
 * multiply. With q the chance to stay of a passive client, one of multiplier M lives L(M) = 1 / ((1 - q^M) (1 - r)).
 */
#include "tests/verify/verify_support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/findings.h"

enum { LONG = 1200 };

/* 3 x 0.7 x 0.31 sign-ups a month, each of 7,310.25 a month; 8.3 % leave. */
#define ROWS                           \
    "plan.months,1200\n"               \
    "sales.close,0.31\n"               \
    "rep.standard.count,3\n"           \
    "rep.standard.leads,0.7\n"         \
    "spend.shape,fixed\n"              \
    "spend.mean,73102.5\n"             \
    "contract.month.term,1\n"          \
    "contract.month.fee,10%\n"         \
    "contract.month.nonrenewal,8.3%\n" \
    "cost.signup,111\n"
#define NPS                 \
    "nps.promoters,0.37\n"  \
    "nps.detractors,0.21\n" \
    "promoter.churn,0.6\n"  \
    "detractor.churn,1.9\n"

static const double q = 0.917, B = 3 * 0.7 * 0.31, fee = 7310.25, tight = 1e-9;
static const double of_promoters = 0.37, of_detractors = 0.21, of_passive = 0.42;

static double life(double multiplier, double rescued)
{
    return 1 / ((1 - pow(q, multiplier)) * (1 - rescued));
}

/* Everything about a scenario without plays. */
struct found {
    struct verify *made;
    struct findings findings;
};

static struct found find(const char *rows, const char *sets)
{
    struct found found = {.made = verify_new(rows, NULL, sets)};
    const struct findings_facts facts = {.name = "test", .slug = "test"};
    assert_int_equal(findings_init(&found.findings, &found.made->plan, &found.made->expected, NULL, facts), OK);
    return found;
}

static void found_free(struct found *self)
{
    findings_free(&self->findings);
    verify_free(self->made);
}

/* A month of the steady state, told twice. */
static void expect_steady(const struct found *self, enum series series, double value)
{
    double plateau = self->findings.plateau.line[series], late = self->made->expected.series[series][LONG];
    if (!(fabs(plateau - value) <= tight * fabs(value)) || !(fabs(late - value) <= tight * fabs(value)))
        fail_msg("%s: %.12g at the plateau, %.12g in month 1200, not %.12g", series_info(series)->name, plateau, late,
                 value);
}

static void expect_metric(const struct found *self, enum metric metric, double value)
{
    assert_close(self->findings.metric[metric].expected, value, tight);
}

/* Three classes, each with its own life. */
static void classes(void **state)
{
    double promoters = B * of_promoters * life(0.6, 0), detractors = B * of_detractors * life(1.9, 0);
    double clients = promoters + detractors + B * of_passive * life(1, 0);
    (void)state;
    struct found found = find(ROWS NPS, NULL);
    expect_steady(&found, SERIES_PROMOTERS, promoters);
    expect_steady(&found, SERIES_DETRACTORS, detractors);
    expect_steady(&found, SERIES_CLIENTS, clients);
    expect_steady(&found, SERIES_REVENUE, fee * clients);
    expect_metric(&found, METRIC_PLATEAU_CLIENTS, clients);
    expect_metric(&found, METRIC_NPS_END, 100 * (promoters - detractors) / clients);
    expect_metric(&found, METRIC_LIFETIME_MEAN, clients / B);
    assert_true(found.findings.metric[METRIC_OFFSPRING].expected == 0);
    assert_close(found.findings.plateau.line[SERIES_NPS], 100 * (promoters - detractors) / clients, tight);
    found_free(&found);
}

/* Those there at their third bill are called on, 61 % of them, and 67 % of these are passive from then on. */
static void care(void **state)
{
    double stay = pow(q, 1.9), saved = 0.61 * 0.67, third = B * of_detractors * stay * stay;
    double unsaved = third * (1 - saved) * life(1.9, 0), young = B * of_detractors * (1 + stay);
    double clients = B * of_promoters * life(0.6, 0) + B * of_passive * life(1, 0) + young + unsaved +
                     third * saved * life(1, 0);
    (void)state;
    struct found found = find(ROWS NPS, "care.coverage=0.61;care.success=0.67;care.after=3;care.cost=123.45");
    expect_steady(&found, SERIES_CLIENTS, clients);
    expect_steady(&found, SERIES_DETRACTORS, young + unsaved);
    expect_steady(&found, SERIES_CARE, third * 0.61 * 123.45);
    expect_steady(&found, SERIES_LOST, B);
    found_free(&found);
}

/* A client that would leave is kept with chance r, and wavers 1 / (1 - r) times in its life. */
static void rescue(void **state)
{
    double r = 0.47 * 0.61, clients = B * life(1, r), offers = B / (1 - r) * 0.47;
    (void)state;
    struct found found = find(ROWS, "rescue.share=0.47;rescue.success=0.61;rescue.cost=150.5");
    expect_steady(&found, SERIES_CLIENTS, clients);
    expect_steady(&found, SERIES_RESCUE, offers * 150.5);
    expect_steady(&found, SERIES_LOST, B);
    expect_metric(&found, METRIC_LIFETIME_MEAN, life(1, r));
    expect_metric(&found, METRIC_LTV, fee * life(1, r));
    found_free(&found);
}

/* Each lost client comes back with chance w: w / (1 - w) further lives. */
static void winback(void **state)
{
    double w = 0.37, back = B * w / (1 - w), clients = B * life(1, 0) + back * life(1.4, 0);
    (void)state;
    struct found found = find(ROWS, "winback.share=0.37;winback.after=5;winback.churn=1.4;winback.cost=99.5");
    expect_steady(&found, SERIES_WINBACKS, back);
    expect_steady(&found, SERIES_CLIENTS, clients);
    expect_steady(&found, SERIES_LOST, B + back);
    expect_steady(&found, SERIES_WINBACK, (B + back) * 99.5);
    expect_steady(&found, SERIES_REVENUE_REACTIVATED, back * fee);
    expect_steady(&found, SERIES_SIGNUPS, B);
    expect_steady(&found, SERIES_SIGNUP_COST, B * 111);
    expect_metric(&found, METRIC_OFFSPRING, w);
    expect_metric(&found, METRIC_LIFETIME_MEAN, life(1, 0)); /* of sign-ups: a return is a life of its own */
    expect_metric(&found, METRIC_LTV, fee * life(1, 0));
    found_free(&found);
}

#define REFERRALS                                                                         \
    "referral.leads=0.04;referral.close_ratio=1.7;referral.spend=1.2;referral.churn=0.7;" \
    "referral.reward=250.5"

/* R = rate x promoters, and the promoters among the R bring others. */
static void referrals(void **state)
{
    double rate = 0.04 * 0.31 * 1.7, more = rate * of_promoters;
    double R = B * more * life(0.6, 0) / (1 - more * life(0.42, 0));
    double promoters = of_promoters * (B * life(0.6, 0) + R * life(0.42, 0));
    double signed_up = of_passive * life(1, 0) + of_detractors * life(1.9, 0) + of_promoters * life(0.6, 0);
    double referred = of_passive * life(0.7, 0) + of_detractors * life(1.33, 0) + of_promoters * life(0.42, 0);
    (void)state;
    struct found found = find(ROWS NPS, REFERRALS);
    expect_steady(&found, SERIES_SIGNUPS_REFERRED, R);
    expect_steady(&found, SERIES_SIGNUPS, B + R);
    expect_steady(&found, SERIES_PROMOTERS, promoters);
    expect_steady(&found, SERIES_CLIENTS, B * signed_up + R * referred);
    expect_steady(&found, SERIES_REVENUE, fee * (B * signed_up + R * 1.2 * referred));
    expect_steady(&found, SERIES_REFERRAL, R * 250.5);
    expect_metric(&found, METRIC_OFFSPRING, R / (B + R));
    found_free(&found);
}

/* A lead cannot be closed more often than every time. */
static void certain_close(void **state)
{
    double more = 0.07 * of_promoters, R = B * more * life(0.6, 0) / (1 - more * life(0.6, 0));
    (void)state;
    struct found found = find(ROWS NPS, "referral.leads=0.07;referral.close_ratio=4");
    expect_steady(&found, SERIES_SIGNUPS_REFERRED, R);
    found_free(&found);
}

/* Those who come back refer too, and those referred come back: with care from the first bill on, and offers. */
static void all_together(void **state)
{
    double r = 0.41 * 0.53, w = 0.17, again = w / (1 - w), saved = 0.6 * 0.7, more = 0.04 * 0.31 * 1.7 * of_promoters;
    double months = life(0.6, r) + again * life(0.6 * 1.3, r), referred = life(0.42, r) + again * life(0.6 * 1.3, r);
    double R = B * more * months / (1 - more * referred), W = again * (B + R);
    double sad = of_detractors * (1 - saved), calm = of_passive + of_detractors * saved;
    /* A saved client that comes back is a detractor again, and called on anew: shares are those of new ones. */
    double of_rep = of_promoters * life(0.6, r) + calm * life(1, r) + sad * life(1.9, r);
    double of_referred = of_promoters * life(0.42, r) + calm * life(0.7, r) + sad * life(1.33, r);
    double of_return = of_promoters * life(0.78, r) + calm * life(1.3, r) + sad * life(2.47, r);
    (void)state;
    struct found found = find(ROWS NPS, REFERRALS ";care.coverage=0.6;care.success=0.7;care.cost=80;rescue.share=0.41;"
                                                  "rescue.success=0.53;rescue.cost=70;winback.share=0.17;"
                                                  "winback.after=2;winback.churn=1.3;winback.cost=60");
    expect_steady(&found, SERIES_SIGNUPS_REFERRED, R);
    expect_steady(&found, SERIES_WINBACKS, W);
    expect_steady(&found, SERIES_CLIENTS, B * of_rep + R * of_referred + W * of_return);
    expect_steady(&found, SERIES_PROMOTERS, (B * months + R * referred) * of_promoters);
    expect_steady(&found, SERIES_CARE, (B + R + W) * of_detractors * 0.6 * 80);
    expect_steady(&found, SERIES_RESCUE, (B + R + W) / (1 - r) * 0.41 * 70);
    expect_steady(&found, SERIES_WINBACK, (B + R + W) * 60);
    expect_steady(&found, SERIES_REVENUE_REACTIVATED, W * fee * (B + 1.2 * R) / (B + R));
    expect_metric(&found, METRIC_OFFSPRING, (R + W) / (B + R + W));
    found_free(&found);
}

static void expect_no_plateau(const struct found *self, const char *why)
{
    const struct figure *plateau = &self->findings.metric[METRIC_PLATEAU_REVENUE];
    assert_true(isnan(plateau->expected) && isnan(self->findings.metric[METRIC_OFFSPRING].expected));
    if (plateau->why == NULL || strstr(plateau->why, why) == NULL)
        fail_msg("%s", plateau->why ? plateau->why : "no reason");
}

/* All refer, and more than leave: clients(m) = (q + rate) clients(m - 1) + B, for ever. */
static void clients_multiply(void **state)
{
    double rate = 0.31 * 0.31, growth = q + rate;
    (void)state;
    struct found found = find(ROWS, "plan.months=60;nps.promoters=1;referral.leads=0.31");
    const double *clients = found.made->expected.series[SERIES_CLIENTS];
    for (int m = 1; m <= 60; m++)
        assert_close(clients[m], B * (pow(growth, m) - 1) / (growth - 1), tight);
    expect_no_plateau(&found, "refer");
    assert_close(found.findings.metric[METRIC_LTV].expected, fee * life(1, 0), tight); /* exists all the same */
    found_free(&found);

    /* Just below: rate x life = 0.99. */
    found = find(ROWS, "nps.promoters=1;referral.leads=0.08217;referral.close_ratio=4");
    double R = B * 0.99 / 0.01;
    assert_close(found.findings.plateau.line[SERIES_SIGNUPS_REFERRED], R, 1e-8);
    assert_close(found.findings.metric[METRIC_OFFSPRING].expected, 0.99, tight);
    found_free(&found);
    found = find(ROWS, "nps.promoters=1;referral.leads=0.0831;referral.close_ratio=4");
    expect_no_plateau(&found, "refer");
    found_free(&found);
}

/* Whoever is lost is back a month later: all who ever signed are clients, or away for a month. */
static void all_come_back(void **state)
{
    (void)state;
    struct found found = find(ROWS, "plan.months=50;winback.share=1;winback.after=1");
    for (int m = 1; m <= 50; m++)
        assert_close(found.made->expected.series[SERIES_CLIENTS][m] + found.made->expected.series[SERIES_LOST][m],
                     B * m, tight);
    expect_no_plateau(&found, "come");
    found_free(&found);
}

/* Every offer is made and taken: nobody leaves, and who wavers costs an offer each time. */
static void all_are_kept(void **state)
{
    static const char *const sets[] = {
        "plan.months=40;rescue.share=1;rescue.success=1;rescue.cost=70",
        "plan.months=40;rescue.share=1;rescue.success=1;rescue.cost=70;contract.month.concentration=2.3"};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct found found = find(ROWS, sets[i]);
        const struct life_table *table = plan_table(&found.made->plan, 0, 0, 0, 1);
        for (int m = 1; m <= 40; m++) {
            assert_close(table->alive[m], 1, 1e-15);
            assert_close(found.made->expected.series[SERIES_CLIENTS][m], B * m, tight);
            assert_close(found.made->expected.series[SERIES_RESCUE][m], B * m * 0.083 * 70, tight);
            assert_true(found.made->expected.series[SERIES_LOST][m] == 0);
        }
        expect_no_plateau(&found, "");
        verify_play(found.made, 3, 20, 1);
        assert_true(found.made->sample.quantity_mean[QUANTITY_LOST_12] == 0);
        found_free(&found);
    }
}

/* The message, and an empty sample. */
static void expect_refusal(const char *sets, const char *about, const char *also)
{
    struct verify *made = verify_new(ROWS "book.file,l\nbook.tenure,t\nbook.fee,p\n", "t,p\n3,1000\n", sets);
    struct faults *faults = verify_zeros(1, sizeof *faults);
    struct play_options options = {.seed = 1, .replicates = 40, .threads = 2, .faults = faults};
    assert_int_equal(play_run(&made->sample, &made->plan, &options), ERR_RANGE);
    assert_int_equal(faults->total, 1);
    if (strstr(faults->item[0].text, about) == NULL || strstr(faults->item[0].text, also) == NULL)
        fail_msg("%s", faults->item[0].text);
    assert_null(made->sample.value);
    options.faults = NULL; /* nobody listens: refused all the same */
    assert_int_equal(play_run(&made->sample, &made->plan, &options), ERR_RANGE);
    free(faults);
    verify_free(made);
}

/*
 * One client, and what comes of it: (q + rate)^m with q = 0.9 and rate = 0.31 leads is 1.21^m, in all rate times the
 * sum over 58 months: 0.31 (1.21^58 - 1) / 0.21 = 93,500, so it is begun, and some play goes beyond 200,000; with two
 * months more it is 137,000, and refused before.
 */
static void too_many_to_play(void **state)
{
    (void)state;
#define FAMILY "rep.standard.count=0;sales.close=1;nps.promoters=1;referral.leads=0.31;contract.month.nonrenewal=0.1;"
    expect_refusal(FAMILY "plan.months=61", "referred and returning clients expected in one play", "100,000");
    expect_refusal(FAMILY "plan.months=59", "clients brought more than 200000 others", "referral.leads");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(classes),          cmocka_unit_test(care),
        cmocka_unit_test(rescue),           cmocka_unit_test(winback),
        cmocka_unit_test(referrals),        cmocka_unit_test(certain_close),
        cmocka_unit_test(all_together),     cmocka_unit_test(clients_multiply),
        cmocka_unit_test(all_come_back),    cmocka_unit_test(all_are_kept),
        cmocka_unit_test(too_many_to_play),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
