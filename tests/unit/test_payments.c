/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is paid in which month: read from the scenario, dated, blank, and past the plan. */
#include "tests/verify/verify_support.h"

#include <math.h>

static const char rows[] = "plan.months,20\n"
                           "spend.mean,40000\n"
                           "contract.a.term,1\ncontract.a.fee,10%\ncontract.a.nonrenewal,0.1\n"
                           "rep.r.count,2\nrep.r.salary,3711\nrep.r.salary,*=1.1,5\nrep.r.hiring_cost,977\n"
                           "rep.s.commission,0.137\nrep.s.commission_months,7\nrep.s.commission_months,9,11\n"
                           "rep.s.clawback,3\n"
                           "cost.lead,13.7\ncost.fixed,2113\ncost.signup,401\ncost.lost,77,4\ncost.serve,0.083\n"
                           "service.salary,4321\nservice.bonus,0.113\n"
                           "bonus.share,0.21\nexpansion.yearly,0\n";

/* What care, offers and referrals cost goes by other months than the tariff's, and does not unsettle it. */
static void of_decisions(void **state)
{
    (void)state;
    struct verify *made = verify_new(rows, NULL,
                                     "nps.promoters=31%;nps.detractors=17%;care.coverage=43%;care.cost=211;"
                                     "care.cost@9=223;rescue.share=37%;rescue.share@7=29%;rescue.cost=97;"
                                     "rescue.cost@13=89;referral.leads=0.41;referral.reward=171;"
                                     "referral.reward@17=190;winback.cost=59;winback.share@6=13%");
    assert_int_equal(made->plan.payments.settled, 11);
    for (int month = 1; month <= 30; month++) {
        const struct payments_of_all *all = payments_month(&made->plan.payments, month);
        assert_true(all->care == (month < 9 ? 211 : 223));
        assert_true(all->rescue == (month < 13 ? 97 : 89));
        assert_true(all->rescue_share == (month < 7 ? 0.37 : 0.29));
        assert_true(all->referral == (month < 17 ? 171 : 190));
        assert_true(all->winback == (month < 6 ? 0 : 59)); /* nobody is approached */
    }
    verify_free(made);
}

static void nothing_given(void **state)
{
    (void)state;
    struct verify *made = verify_new("spend.mean,40000\nrep.r.count,1\n"
                                     "contract.a.term,1\ncontract.a.fee,10%\ncontract.a.nonrenewal,0.1\n",
                                     NULL, NULL);
    const struct payments *payments = &made->plan.payments;
    const struct payments_of_all *all = payments_month(payments, 1);
    const struct payments_of_class *class = payments_class(payments, 0, 1);
    assert_int_equal(payments->settled, 1);
    assert_true(all->lead == 0 && all->fixed == 0 && all->signup == 0 && all->lost == 0 && all->serving == 0);
    assert_true(all->service == 0 && all->service_bonus == 0 && all->bonus_every == 0 && all->bonus_share == 0);
    assert_true(all->yearly == 0 && isinf(all->limit));
    assert_true(class->salary == 0 && class->hiring_cost == 0 && class->commission == 0 && class->clawback == 0);
    assert_int_equal(class->commission_months, PAYMENTS_ALL_BILLS);
    verify_free(made);
}

static void by_month(void **state)
{
    (void)state;
    struct verify *made = verify_new(rows, NULL, "service.accounts@6=17;bonus.every@3=6;expansion.limit@8=0.4");
    const struct payments *payments = &made->plan.payments;
    assert_int_equal(payments->classes, 2);
    assert_int_equal(payments->settled, 11); /* the last change: commission_months of s */
    for (int month = 1; month <= 30; month++) {
        const struct payments_of_all *all = payments_month(payments, month);
        const struct payments_of_class *r = payments_class(payments, 0, month), *s = payments_class(payments, 1, month);
        assert_close(r->salary, month < 5 ? 3711 : 3711 * 1.1, 1e-15);
        assert_true(r->hiring_cost == 977 && s->hiring_cost == 0 && s->salary == 0);
        assert_true(r->commission == 0 && s->commission == 0.137);
        assert_int_equal(r->commission_months, PAYMENTS_ALL_BILLS);
        assert_int_equal(s->commission_months, month < 11 ? 7 : 9);
        assert_int_equal(s->clawback, 3);
        assert_true(all->lead == 13.7 && all->fixed == 2113 && all->signup == 401 && all->serving == 0.083);
        assert_true(all->lost == (month < 4 ? 0 : 77));
        assert_close(all->service, month < 6 ? 0 : 4321.0 / 17, 1e-15); /* no accounts: no cost */
        assert_true(all->service_bonus == 0.113 && all->bonus_share == 0.21);
        assert_int_equal(all->bonus_every, month < 3 ? 0 : 6);
        assert_true(month < 8 ? isinf(all->limit) : all->limit == 0.4);
    }
    verify_free(made);
    made = verify_new(rows, NULL, "bonus.every=6;bonus.share@4=0");
    assert_int_equal(payments_month(&made->plan.payments, 3)->bonus_every, 6);
    assert_int_equal(payments_month(&made->plan.payments, 4)->bonus_every, 0); /* of nothing: no bonus */
    verify_free(made);
}

static void check_growth(const char *sets, bool fees, bool service)
{
    struct verify *made = verify_new(rows, NULL, sets);
    assert_true(payments_fees_grow(&made->plan.payments) == fees);
    assert_true(payments_service_grows(&made->plan.payments) == service);
    verify_free(made);
}

/* In the last month alone is enough. A service bonus needs service reps. */
static void what_grows(void **state)
{
    (void)state;
    check_growth("expansion.limit=0.4", false, false);
    check_growth("expansion.limit=0.4;expansion.yearly@20=0.03", true, false);
    check_growth("service.accounts@20=17", false, true);
    check_growth("service.accounts@17=17;service.bonus@17=0", false, false);
}

/* Only payments count: a change of leads in month 9 settles nothing later. */
static void settled(void **state)
{
    (void)state;
    struct verify *made = verify_new(rows, NULL, "rep.s.commission_months@11=7;rep.r.leads@13=5;churn.multiplier@14=2");
    assert_int_equal(made->plan.payments.settled, 5);
    verify_free(made);
    made = verify_new(rows, NULL, "cost.lead@20=1");
    assert_int_equal(made->plan.payments.settled, 20);
    struct payments none = {0};
    payments_free(&none);
    payments_free(&none);
    verify_free(made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_decisions), cmocka_unit_test(nothing_given), cmocka_unit_test(by_month),
        cmocka_unit_test(what_grows),   cmocka_unit_test(settled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
