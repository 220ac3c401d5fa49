/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The multiplier M: its factors, and clients who were not activated at once. */
#include "tests/verify/verify_support.h"

#include <math.h>

#include "sim/plan/influence.h"

/* Latent kinds of plans without NPS. */
enum { ACTIVATED, NOT_ACTIVATED };

static const char rows[] = "plan.months,20\nspend.mean,40000\nspend.cv,0.7\n"
                           "contract.a.term,1\ncontract.a.fee,10%\ncontract.a.nonrenewal,0.09\n"
                           "rep.r.count,1\nrep.r.leads,1\nrep.r.churn,1.3\nrep.s.churn,0.8,6\n"
                           "quartile.2.churn,0.7\nchurn.multiplier,1.1,11\n";

/* The path of who is described. */
static const double *path_of(const struct verify *made, struct life_tables *lives, struct influence who)
{
    size_t path = 0;
    assert_int_equal(influence_path(lives, &made->scenario, &made->plan.satisfaction, &who, &path), OK);
    return lives->path[path].value;
}

static void factors(void **state)
{
    (void)state;
    struct verify *made = verify_new(rows, NULL, NULL);
    struct life_tables lives = {.months = 20};
    const double *r = path_of(made, &lives, (struct influence){SOURCE_REP, 0, 1, true, false, 0});
    const double *s = path_of(made, &lives, (struct influence){SOURCE_REP, 1, 1, true, false, 0});
    const double *book = path_of(made, &lives, (struct influence){SOURCE_BOOK, SOURCE_NO_CLASS, 3, true, false, 0});
    for (int month = 1; month <= 20; month++) {
        double all = month < 11 ? 1 : 1.1;
        assert_close(r[month], 0.7 * 1.3 * all, 1e-15);
        assert_close(s[month], 0.7 * (month < 6 ? 1 : 0.8) * all, 1e-15);
        assert_close(book[month], all, 1e-15);
    }
    life_table_free(&lives);
    verify_free(made);
}

/* By the class of the month; once care has helped, as a passive; by the source: no rep's factor, but its own. */
static void satisfaction_and_source(void **state)
{
    (void)state;
    struct verify *made = verify_new(rows, NULL,
                                     "nps.promoters=0.3;nps.detractors=0.2;service.lift@7=0.4;promoter.churn=0.6;"
                                     "promoter.churn@9=0.5;detractor.churn=1.9;referral.churn=0.83;winback.churn=1.7;"
                                     "winback.churn@4=1.6");
    struct life_tables lives = {.months = 20};
    assert_int_equal(made->plan.satisfaction.intervals, 5);
    const double *falls = path_of(made, &lives,
                                  (struct influence){SOURCE_REFERRED, SOURCE_NO_CLASS, 1, true, false, 1});
    const double *rises = path_of(made, &lives, (struct influence){SOURCE_WINBACK, SOURCE_NO_CLASS, 0, true, false, 3});
    const double *saved = path_of(made, &lives, (struct influence){SOURCE_RETURNED, SOURCE_NO_CLASS, 0, true, true, 0});
    const double *low = path_of(made, &lives, (struct influence){SOURCE_RETURNED, SOURCE_NO_CLASS, 0, true, false, 0});
    for (int month = 1; month <= 20; month++) {
        double all = month < 11 ? 1 : 1.1;
        assert_close(falls[month], 0.7 * 0.83 * all * (month < 7 ? 1.9 : 1), 1e-15); /* a detractor until month 6 */
        assert_close(rises[month], (month < 4 ? 1.7 : 1.6) * all * (month < 7 ? 1 : month < 9 ? 0.6 : 0.5), 1e-15);
        assert_close(saved[month], all, 1e-15);
        assert_close(low[month], 1.9 * all, 1e-15);
    }
    life_table_free(&lives);
    verify_free(made);
}

/* Offers keep share x success; without offers there is nothing to keep. */
static void rescue(void **state)
{
    (void)state;
    struct verify *made = verify_new(rows, NULL,
                                     "rescue.share=0.31;rescue.success=0.7;rescue.success@5=0.4;rescue.share@8=0");
    for (int month = 1; month <= 20; month++)
        assert_close(made->plan.lives.rescued[month], month < 5 ? 0.217 : month < 8 ? 0.124 : 0, 1e-15);
    verify_free(made);
    made = verify_new(rows, NULL, "rescue.success=0.7");
    assert_null(made->plan.lives.rescued);
    verify_free(made);
}

static size_t latents(const char *sets)
{
    struct verify *made = verify_new(rows, NULL, sets);
    size_t count = made->plan.latents.count;
    assert_true(influence_has_onboarding(&made->scenario) == (count == 2));
    verify_free(made);
    return count;
}

/* Two kinds only where onboarding does something: some not activated, in some months, to some effect. */
static void kinds(void **state)
{
    (void)state;
    assert_int_equal(latents(NULL), 1);
    assert_int_equal(latents("onboarding.activation=0.6;onboarding.churn=1.9;onboarding.months=3"), 2);
    assert_int_equal(latents("onboarding.activation@9=0.6;onboarding.churn@3=1.9;onboarding.months@5=3"), 2);
    assert_int_equal(latents("onboarding.activation=0.99;onboarding.churn=1.1;onboarding.months=1"), 2);
    assert_int_equal(latents("onboarding.churn=1.9;onboarding.months=3"), 1);
    assert_int_equal(latents("onboarding.activation=0.6;onboarding.months=3"), 1);
    assert_int_equal(latents("onboarding.activation=0.6;onboarding.churn=1.9"), 1);
}

/* S(k) of all is the mixture: 0.63 stay 0.91^M a month, 0.37 leave 1.9 times as fast in their first three months. */
static void mixture(void **state)
{
    (void)state;
    struct verify *made = verify_new(rows, NULL,
                                     "onboarding.activation=0.63;onboarding.churn=1.9;onboarding.months=3;"
                                     "churn.multiplier@11=1;rep.s.churn@6=1");
    const struct plan *plan = &made->plan;
    for (int month = 1; month <= 20; month++) {
        const struct life_table *yes = plan_table(plan, 0, ACTIVATED, 0, month);
        const struct life_table *no = plan_table(plan, 0, NOT_ACTIVATED, 0, month);
        assert_true(yes != no);
        for (int k = 0; k <= 20; k++) {
            double mixed = 0.63 * pow(0.91, 1.3 * k) + 0.37 * pow(0.91, 1.3 * (k + 0.9 * (k < 3 ? k : 3)));
            assert_close(0.63 * yes->alive[k] + 0.37 * no->alive[k], mixed, 1e-13);
        }
    }
    verify_free(made);
}

/* The share counts of the month of signing, months and churn of the month of the decision. */
static void dated(void **state)
{
    (void)state;
    struct verify *made = verify_new(rows, NULL,
                                     "onboarding.activation=0.63;onboarding.activation@8=0.71;onboarding.churn=1.9;"
                                     "onboarding.churn@6=2.3;onboarding.months=3;onboarding.months@9=5");
    const struct plan *plan = &made->plan;
    assert_close(latent_share(&plan->latents, 0, 7), 0.63, 1e-15);
    assert_close(latent_share(&plan->latents, 0, 8), 0.71, 1e-15);
    assert_close(latent_share(&plan->latents, 1, 7), 0.37, 1e-14);
    assert_close(latent_share(&plan->latents, 1, 8), 0.29, 1e-14);
    for (int first = 1; first <= 20; first++) {
        double m = 0;
        for (int k = 1; k <= 21 - first; k++) {
            int month = first + k - 1;
            bool early = k <= (month < 9 ? 3 : 5);
            m += 1.3 * (month < 11 ? 1 : 1.1) * (early ? month < 6 ? 1.9 : 2.3 : 1);
            assert_close(plan_table(plan, 0, NOT_ACTIVATED, 0, first)->alive[k], pow(0.91, m), 1e-13);
        }
    }
    verify_free(made);
}

/* An activation that makes no difference makes no kinds: the only one has everybody. */
static void one_kind(void **state)
{
    (void)state;
    struct verify *made = verify_new(rows, NULL, "onboarding.activation=0.63;onboarding.months=3");
    assert_int_equal(made->plan.latents.count, 1);
    assert_close(latent_share(&made->plan.latents, 0, 7), 1.0, 1e-15);
    verify_free(made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_kind), cmocka_unit_test(satisfaction_and_source),
        cmocka_unit_test(rescue),   cmocka_unit_test(factors),
        cmocka_unit_test(kinds),    cmocka_unit_test(mixture),
        cmocka_unit_test(dated),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
