/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Latent kinds: which there are, their shares, and how care comes to them. */
#include "tests/verify/verify_support.h"

#include <math.h>
#include <stdint.h>

static const char rows[] = "plan.months,24\nspend.mean,40000\nspend.cv,0.7\n"
                           "contract.a.term,1\ncontract.a.fee,10%\ncontract.a.nonrenewal,0.09\n"
                           "rep.r.count,1\nrep.r.leads,1\nnps.promoters,0.31\nnps.detractors,0.23\n";

#define ONBOARDING "onboarding.activation=0.63;onboarding.activation@8=0.71;onboarding.churn=1.9;onboarding.months=3"
#define CARE       "care.coverage@5=0.7;care.success=0.6;care.success@9=0.2;care.after=3"

static void which(void **state)
{
    /* activated, interval, saved */
    static const int want[8][3] = {{1, 0, 0}, {1, 0, 1}, {1, 1, 0}, {1, 2, 0},
                                   {0, 0, 0}, {0, 0, 1}, {0, 1, 0}, {0, 2, 0}};
    (void)state;
    struct verify *made = verify_new(rows, NULL, ONBOARDING ";" CARE);
    const struct latents *self = &made->plan.latents;
    assert_int_equal(self->count, 8);
    for (size_t i = 0; i < 8; i++) {
        assert_true(self->item[i].activated == (want[i][0] == 1) && self->item[i].saved == (want[i][2] == 1));
        assert_int_equal(self->item[i].interval, want[i][1]);
        assert_int_equal(latent_find(self, want[i][0] == 1, (size_t)want[i][1], want[i][2] == 1), i);
    }
    assert_true(latent_find(self, true, 1, true) == SIZE_MAX);
    verify_free(made);
    made = verify_new(rows, NULL, "care.coverage=0.7"); /* a success of 0 saves nobody */
    assert_int_equal(made->plan.latents.count, 3);
    verify_free(made);
}

/* Care comes with the third bill, from month 5 on: in month 5, or two months after signing; success by that month. */
static void shares(void **state)
{
    (void)state;
    struct verify *made = verify_new(rows, NULL, ONBOARDING ";" CARE);
    const struct latents *self = &made->plan.latents;
    for (int month = 1; month <= 30; month++) {
        int care = month < 3 ? 5 : month + 2;
        double activated = month < 8 ? 0.63 : 0.71, saved = 0.7 * (care < 9 ? 0.6 : 0.2);
        assert_close(latent_share(self, 0, month), activated * 0.23 * (1 - saved), 1e-14);
        assert_close(latent_share(self, 1, month), activated * 0.23 * saved, 1e-14);
        assert_close(latent_share(self, 2, month), activated * 0.46, 1e-14);
        assert_close(latent_share(self, 3, month), activated * 0.31, 1e-14);
        assert_close(latent_share(self, 5, month), (1 - activated) * 0.23 * saved, 1e-14);
        assert_close(latent_traits_share(self, 0, month), activated * 0.23, 1e-14);
        assert_close(latent_traits_share(self, 1, month), activated * 0.23, 1e-14);
        assert_close(latent_traits_share(self, 6, month), (1 - activated) * 0.46, 1e-14);
        struct latent_care care_of = plan_care(&made->plan, 0, month);
        assert_int_equal(care_of.month, care);
        assert_close(care_of.handled, (0.7 - saved) / (1 - saved), 1e-14); /* handled, but not saved */
        assert_true(plan_care(&made->plan, 1, month).handled == 1);
        assert_int_equal(plan_care(&made->plan, 3, month).month, 0);
    }
    verify_free(made);
}

/* All are handled and saved: of the others, nobody is left to ask about. */
static void all_saved(void **state)
{
    (void)state;
    struct verify *made = verify_new(rows, NULL, "care.coverage=1;care.success=1");
    assert_true(latent_share(&made->plan.latents, 0, 1) == 0);
    assert_close(latent_share(&made->plan.latents, 1, 1), 0.23, 1e-15);
    assert_true(plan_care(&made->plan, 0, 1).handled == 0);
    verify_free(made);
}

/* Care that ends before the plan does: who signs too late for it is never saved. */
static void too_late(void **state)
{
    (void)state;
    struct verify *made = verify_new(rows, NULL, "care.coverage=0.7;care.coverage@10=0;care.success=0.6;care.after=3");
    assert_close(latent_share(&made->plan.latents, 1, 7), 0.23 * 0.42, 1e-14);
    assert_true(latent_share(&made->plan.latents, 1, 8) == 0);
    assert_close(latent_share(&made->plan.latents, 0, 8), 0.23, 1e-15);
    assert_int_equal(plan_care(&made->plan, 0, 8).month, 0);
    verify_free(made);
}

/* The tables: by the interval's own churn until care has helped, then as a passive's. */
static void tables(void **state)
{
    (void)state;
    struct verify *made = verify_new(rows, NULL, CARE ";detractor.churn=2.3;detractor.churn@4=1.7;promoter.churn=0.6");
    const struct plan *plan = &made->plan;
    for (int first = 1; first <= 20; first++) {
        int care = first < 3 ? 5 : first + 2;
        double saved = 0, not = 0;
        for (int k = 1; k <= 25 - first; k++) {
            int month = first + k - 1;
            double churn = month < 4 ? 2.3 : 1.7;
            saved += month < care ? churn : 1;
            not += churn;
            assert_close(plan_table(plan, 0, 0, 0, first)->alive[k], pow(0.91, not ), 1e-13);
            assert_close(plan_table(plan, 0, 1, 0, first)->alive[k], pow(0.91, saved), 1e-13);
            assert_close(plan_table(plan, 0, 2, 0, first)->alive[k], pow(0.91, k), 1e-13);
            assert_close(plan_table(plan, 0, 3, 0, first)->alive[k], pow(0.91, 0.6 * k), 1e-13);
        }
    }
    verify_free(made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(which),    cmocka_unit_test(shares), cmocka_unit_test(all_saved),
        cmocka_unit_test(too_late), cmocka_unit_test(tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
