/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Inputs that are unsure, drawn anew in every play: the plays against the mean of the exact results of their own plans
 * (what is left is luck alone), and against what is known of a distribution in closed form.
 */
#include "tests/verify/verify_agency.h"
#include "tests/verify/verify_loyalty.h"

#include <math.h>
#include <stdio.h>

#include "sim/support/workers.h"

enum { SEEDS = 2, REPLICATES = 300, PLAYS = 21 };

/* The exact figures of a play's plan, as a row. */
static enum status exact_row(void *context, const struct plan *plan, double *row)
{
    struct expected expected;
    (void)context;
    enum status status = expected_init(&expected, plan);
    if (status != OK)
        return status;
    expected_flatten(&expected, plan, row);
    expected_free(&expected);
    return OK;
}

/* Plays with inputs drawn anew; the mean of the plans' exact results is put into *mean (free it). */
static void play(struct verify *made, uint64_t seed, size_t replicates, size_t threads, struct expected *mean)
{
    verify_play_with(made, &(struct play_options){.seed = seed,
                                                  .replicates = replicates,
                                                  .threads = threads,
                                                  .uncertain = true,
                                                  .companion = exact_row,
                                                  .companion_length = expected_length(&made->plan)});
    assert_int_equal(expected_unflatten(mean, &made->plan, made->sample.companion), OK);
}

/* Distributions over sales, leaving, pay and costs; some leave their range and are held at its end. */
static const char unsure[] = "sales.close=beta(0.09,0.02);rep.standard.leads=normal(9.7,2);"
                             "rep.standard.quit=normal(0.05,0.05);rep.senior.quit=uniform(0,0.05);"
                             "rep.standard.commission=triangular(0.05,0.1,0.2);rep.standard.salary=normal(3456,500);"
                             "qualify.min_spend=uniform(0,40000);qualify.return_share=normal(0.5,0.4);"
                             "onboarding.activation=beta(0.7,0.1);onboarding.churn=lognormal(1.9,0.4);"
                             "expansion.yearly=normal(0.01,0.02);cost.fixed=normal(2000,700);"
                             "cost.signup=normal(20,40);bonus.share=uniform(0,0.3);service.bonus=beta(0.1,0.05);"
                             "contract.month.nonrenewal=beta(0.11,0.03);contract.half.share=lognormal(1,0.5);"
                             "spend.mean=lognormal(30000,6000);spend.cv=normal(0.7,0.1)";

/* The same over what clients think and bring, and how they are kept. */
static const char unsure_loyalty[] = "sales.close=beta(0.1,0.02);rep.standard.leads=normal(9.7,2);"
                                     "contract.month.nonrenewal=beta(0.1,0.02);nps.promoters=beta(0.37,0.05);"
                                     "nps.detractors=uniform(0.2,0.35);promoter.churn=lognormal(0.7,0.1);"
                                     "detractor.churn=lognormal(1.8,0.3);service.lift@12=normal(0.31,0.2);"
                                     "care.coverage@12=beta(0.6,0.1);care.success=beta(0.7,0.1);"
                                     "care.cost=normal(220,30);rescue.share@14=beta(0.5,0.1);"
                                     "rescue.success=uniform(0.4,0.8);winback.share=beta(0.27,0.05);"
                                     "winback.churn=lognormal(1.3,0.2);referral.leads=lognormal(0.3,0.05);"
                                     "referral.spend=normal(1.16,0.1);referral.reward=uniform(150,250);"
                                     "rep.standard.quit=normal(0.05,0.03);contract.half.concentration=";

static void judge(const struct verify_gaps *gaps, size_t least)
{
    double limit = verify_limit(gaps->checked);
    print_message("# %zu figures: widest %.2f of %.2f standard errors, mean square %.3f (%s)\n", gaps->checked,
                  gaps->widest, limit, gaps->squares / (double)gaps->random, gaps->where);
    assert_true(gaps->checked > least);
    if (!(gaps->widest < limit))
        fail_msg("%s", gaps->where);
}

/* The gap to the companion's mean is at most what plays differ by, and less: the inputs' share of it is in both. */
static void plays_and_their_own_plans(void **state)
{
    struct verify_gaps gaps = {0};
    (void)state;
    struct verify *made = verify_case_new(verify_loyalty_whole(), unsure_loyalty);
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct expected mean;
        char what[40];
        snprintf(what, sizeof what, "unsure, seed %d", (int)seed);
        play(made, seed, REPLICATES, workers_available(), &mean);
        verify_compare_with(&gaps, &mean, &made->sample, what);
        expected_free(&mean);
    }
    for (int s = 0; s < SERIES_COUNT; s++)
        if (!series_info((enum series)s)->derived && gaps.of_series[s] == 0)
            fail_msg("%s is compared in no month", series_info((enum series)s)->name);
    judge(&gaps, 1000);
    assert_true(gaps.squares / (double)gaps.random < 1.1);
    verify_free(made);
}

/* Nothing is unsure: drawing it anew in every play changes nothing, in series, quantities or life tables. */
static void nothing_unsure(void **state)
{
    size_t count;
    const struct verify_case *item = verify_cases(&count);
    (void)state;
    for (size_t i = 0; i < count; i++) {
        struct verify *a = verify_case_new(&item[i], NULL), *b = verify_case_new(&item[i], NULL);
        size_t lives = QUARTILES * a->plan.contracts * ((size_t)a->plan.months + 1);
        verify_play(a, 5, PLAYS, 1);
        verify_play_uncertain(b, 5, PLAYS, 1);
        verify_same_values(&a->sample, &b->sample, PLAYS);
        assert_memory_equal(a->sample.quantity_value, b->sample.quantity_value,
                            QUANTITY_COUNT * PLAYS * sizeof(double));
        assert_memory_equal(a->sample.at_risk, b->sample.at_risk, lives * sizeof(uint64_t));
        assert_memory_equal(a->sample.leaving, b->sample.leaving, lives * sizeof(uint64_t));
        verify_free(a);
        verify_free(b);
    }
}

/* Each play's inputs are its own, whichever thread plays it. */
static void threads(void **state)
{
    (void)state;
    struct verify *one = verify_case_new(verify_agency_whole(), unsure);
    struct verify *two = verify_case_new(verify_agency_whole(), unsure);
    size_t cells = SERIES_COUNT * ((size_t)one->plan.months + 1), plays = 530;
    struct expected mean[2];
    play(one, 4, plays, 1, &mean[0]);
    play(two, 4, plays, 2, &mean[1]);
    verify_same_values(&one->sample, &two->sample, plays);
    assert_memory_equal(one->sample.mean, two->sample.mean, cells * sizeof(double));
    assert_memory_equal(one->sample.variance, two->sample.variance, cells * sizeof(double));
    assert_memory_equal(one->sample.quantity_value, two->sample.quantity_value,
                        QUANTITY_COUNT * plays * sizeof(double));
    assert_memory_equal(one->sample.companion, two->sample.companion, expected_length(&one->plan) * sizeof(double));
    expected_free(&mean[0]);
    expected_free(&mean[1]);
    verify_free(one);
    verify_free(two);
}

#define PLAIN                  \
    "plan.months,2\n"          \
    "rep.a.count,1\n"          \
    "rep.a.leads,70\n"         \
    "spend.shape,fixed\n"      \
    "spend.mean,10000\n"       \
    "contract.month.term,1\n"  \
    "contract.month.fee,10%\n" \
    "contract.month.nonrenewal,0.2\n"

enum { MANY = 6000, CHECKS = 6 };

/* A moment of the plays against its value; error: the standard error it has in theory. */
static void check(double played, double value, double error, const char *what)
{
    print_message("# %s: %.6g, %.6g in the plays, %+.2f standard errors\n", what, value, played,
                  (played - value) / error);
    assert_true(fabs(played - value) < verify_limit(CHECKS) * error);
}

/* The cost of a month is what was drawn, rounded to cents: its mean and variance are the distribution's. */
static void a_normal_cost(void **state)
{
    (void)state;
    struct verify *made = verify_new(PLAIN, NULL, "cost.fixed=normal(5000,400)");
    verify_play_uncertain(made, 6, MANY, workers_available());
    check(verify_mean(&made->sample, SERIES_FIXED, 1), 5000, 400 / sqrt(MANY), "mean of a normal cost");
    check(verify_variance(&made->sample, SERIES_FIXED, 2), 160000, 160000 * sqrt(2.0 / MANY), "its variance");
    verify_free(made);
}

/*
 * Sign-ups are Poisson with an unsure rate m = 70 u, u uniform(0.02, 0.1): mean 4.2, variance 4.2 + 70^2 x 0.08^2 / 12.
 * Fourth central moment, given m: m + 3 m^2; with d = m - 4.2 around it: E[m + 3 m^2 + 6 m d^2 + 4 m d + d^4].
 */
static void an_unsure_rate(void **state)
{
    double mean = 4.2, spread = 70 * 0.08, d2 = spread * spread / 12, d4 = pow(spread, 4) / 80;
    double variance = mean + d2, fourth = mean + 3 * (mean * mean + d2) + 6 * mean * d2 + 4 * d2 + d4;
    (void)state;
    struct verify *made = verify_new(PLAIN, NULL, "sales.close=uniform(0.02,0.1)");
    verify_play_uncertain(made, 8, MANY, workers_available());
    check(verify_mean(&made->sample, SERIES_SIGNUPS, 1), mean, sqrt(variance / MANY), "mean of an unsure rate");
    check(verify_variance(&made->sample, SERIES_SIGNUPS, 1), variance, sqrt((fourth - variance * variance) / MANY),
          "its variance");
    verify_free(made);
}

/* A chance to quit that is 0 at the mean, or in some plays: reps quit where it is above, and are counted once. */
static void some_quit_in_some_plays(void **state)
{
    /* normal(0, 0.2), held at 0: the mean of the part above is 0.2 / sqrt(2 pi). */
    static const char *const sets[] = {"rep.a.quit=normal(0,0.2)", "rep.a.quit=uniform(0,0.2)"};
    const double quit[] = {0.2 * 0.3989422804, 0.1}, squares[] = {0.02, 0.04 / 3};
    (void)state;
    for (int i = 0; i < 2; i++) {
        char sets_of[80];
        snprintf(sets_of, sizeof sets_of, "%s;rep.a.refill=1;rep.a.count=4", sets[i]);
        struct verify *made = verify_new(PLAIN, NULL, sets_of);
        verify_play_uncertain(made, 9, MANY, workers_available());
        double kept = 1 - quit[i], both = 1 - 2 * quit[i] + squares[i]; /* of one rep; of two */
        double variance = 4 * kept + 12 * both - 16 * kept * kept;
        for (size_t r = 0; r < MANY; r++)
            assert_int_equal(verify_value(&made->sample, SERIES_REPS, 1, r), 4);
        check(verify_mean(&made->sample, SERIES_REPS, 2), 4 * kept, sqrt(variance / MANY), "reps of month 2");
        verify_free(made);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plays_and_their_own_plans),
        cmocka_unit_test(nothing_unsure),
        cmocka_unit_test(threads),
        cmocka_unit_test(a_normal_cost),
        cmocka_unit_test(an_unsure_rate),
        cmocka_unit_test(some_quit_in_some_plays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
