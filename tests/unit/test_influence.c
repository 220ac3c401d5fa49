/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The multiplier M: its factors, and clients who were not activated at once. */
#include "tests/verify/verify_support.h"

#include <math.h>

#include "sim/plan/influence.h"

static const char rows[] = "plan.months,20\nspend.mean,40000\nspend.cv,0.7\n"
                           "contract.a.term,1\ncontract.a.fee,10%\ncontract.a.nonrenewal,0.09\n"
                           "rep.r.count,1\nrep.r.leads,1\nrep.r.churn,1.3\nrep.s.churn,0.8,6\n"
                           "quartile.2.churn,0.7\nchurn.multiplier,1.1,11\n";

static void factors(void **state)
{
    (void)state;
    struct verify *made = verify_new(rows, NULL, NULL);
    struct life_tables lives = {.months = 20};
    size_t path[3];
    assert_int_equal(influence_path(&lives, &made->scenario, 1, 0, LATENT_ACTIVATED, &path[0]), OK);
    assert_int_equal(influence_path(&lives, &made->scenario, 1, 1, LATENT_ACTIVATED, &path[1]), OK);
    assert_int_equal(influence_path(&lives, &made->scenario, 3, SOURCE_NO_CLASS, LATENT_ACTIVATED, &path[2]), OK);
    for (int month = 1; month <= 20; month++) {
        double all = month < 11 ? 1 : 1.1;
        assert_close(lives.path[path[0]].value[month], 0.7 * 1.3 * all, 1e-15);
        assert_close(lives.path[path[1]].value[month], 0.7 * (month < 6 ? 1 : 0.8) * all, 1e-15);
        assert_close(lives.path[path[2]].value[month], all, 1e-15);
    }
    life_table_free(&lives);
    verify_free(made);
}

static size_t latents(const char *sets)
{
    struct verify *made = verify_new(rows, NULL, sets);
    size_t count = made->plan.latents;
    assert_int_equal(count, influence_latents(&made->scenario));
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
        const struct life_table *yes = plan_table(plan, 0, LATENT_ACTIVATED, 0, month);
        const struct life_table *no = plan_table(plan, 0, LATENT_NOT_ACTIVATED, 0, month);
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
    assert_close(plan->latent_share[7], 0.63, 1e-15);
    assert_close(plan->latent_share[8], 0.71, 1e-15);
    assert_close(plan->latent_share[22 + 7], 0.37, 1e-14);
    assert_close(plan->latent_share[22 + 8], 0.29, 1e-14);
    for (int first = 1; first <= 20; first++) {
        double m = 0;
        for (int k = 1; k <= 21 - first; k++) {
            int month = first + k - 1;
            bool early = k <= (month < 9 ? 3 : 5);
            m += 1.3 * (month < 11 ? 1 : 1.1) * (early ? month < 6 ? 1.9 : 2.3 : 1);
            assert_close(plan_table(plan, 0, LATENT_NOT_ACTIVATED, 0, first)->alive[k], pow(0.91, m), 1e-13);
        }
    }
    verify_free(made);
}

/* An activation that makes no difference makes no kinds: the only one has everybody. */
static void one_kind(void **state)
{
    (void)state;
    struct verify *made = verify_new(rows, NULL, "onboarding.activation=0.63;onboarding.months=3");
    assert_int_equal(made->plan.latents, 1);
    assert_close(made->plan.latent_share[7], 1.0, 1e-15);
    verify_free(made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_kind), cmocka_unit_test(factors), cmocka_unit_test(kinds),
        cmocka_unit_test(mixture),  cmocka_unit_test(dated),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
