/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tariffs compiled into spans and events, and which clients share them. */
#include "play_support.h"

/* The tariff header's example: 5 % a year up to 12 %, a tenth for 12 bills; and a bonus after every 18 months. */
static void spans_and_events(void **state)
{
    static const struct {
        int first;
        double growth, commission;
    } span[] = {{1, 1, 0.1}, {13, 1.05, 0}, {25, 1.1025, 0}, {37, 1.12, 0}};
    static const struct {
        int bill;
        bool begins;
        double bonus;
    } event[] = {{1, true, 0}, {13, true, 0}, {19, false, 0.073}, {25, true, 0}, {37, true, 0.073}};
    struct kit kit;
    (void)state;
    kit_make(&kit,
             KIT_ROWS "plan.months,50\nexpansion.yearly,5%\nexpansion.limit,12%\nrep.a.commission,10%\n"
                      "rep.a.commission_months,12\nbonus.every,18\nbonus.share,7.3%\n",
             NULL, NULL);
    const struct terms *terms = terms_signed(&kit.engine.terms, &kit.made->plan, 0, 7);
    assert_int_equal(terms->spans, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(terms->span[i].first, span[i].first);
        assert_close(terms->span[i].growth, span[i].growth, 1e-15);
        assert_close(terms->span[i].commission, span[i].commission, 1e-15);
        assert_true(terms->span[i].serving == 0 && terms->span[i].service == 0);
    }
    assert_int_equal(terms->events, 5);
    for (size_t i = 0, s = 0; i < 5; i++) {
        assert_int_equal(terms->event[i].bill, event[i].bill);
        assert_close(terms->event[i].bonus, event[i].bonus, 1e-15);
        assert_ptr_equal(terms->event[i].span, event[i].begins ? &terms->span[s] : NULL);
        s += event[i].begins;
    }
    assert_true(terms->grows && terms->pays_commission && terms->pays_bonus);
    assert_false(terms->pays_serving || terms->pays_service);
    kit_free(&kit);
}

/* Signed in month m, the rate of month 7 begins with bill 8 - m; from month 7 on everybody has the same terms. */
static void shared_once_nothing_changes_any_more(void **state)
{
    struct kit kit;
    (void)state;
    kit_make(&kit, KIT_ROWS "plan.months,20\ncost.serve,11.3%\ncost.serve,17.9%,7\n", NULL, NULL);
    const struct terms_book *book = &kit.engine.terms;
    const struct plan *plan = &kit.made->plan;
    for (int month = 1; month < 7; month++) {
        const struct terms *terms = terms_signed(book, plan, 0, month);
        assert_int_equal(terms->spans, 2);
        assert_int_equal(terms->span[1].first, 8 - month);
        assert_close(terms->span[0].serving, 0.113, 1e-15);
        assert_close(terms->span[1].serving, 0.179, 1e-15);
        assert_ptr_not_equal(terms, terms_signed(book, plan, 0, month + 1));
    }
    const struct terms *settled = terms_signed(book, plan, 0, 7);
    assert_int_equal(settled->spans, 1);
    assert_close(settled->span[0].serving, 0.179, 1e-15);
    for (int month = 8; month <= 20; month++)
        assert_ptr_equal(terms_signed(book, plan, 0, month), settled);
    assert_int_equal(book->count, 7);
    kit_free(&kit);
}

/* A change in the plan's last month: every month of signing has terms of its own, of H + 1 - m bills. */
static void a_change_in_the_last_month(void **state)
{
    struct kit kit;
    (void)state;
    kit_make(&kit, KIT_ROWS "plan.months,5\ncost.serve,11.3%\ncost.serve,17.9%,5\n", NULL, NULL);
    assert_int_equal(kit.engine.terms.count, 5);
    for (int month = 1; month <= 5; month++) {
        const struct terms *terms = terms_signed(&kit.engine.terms, &kit.made->plan, 0, month);
        assert_int_equal(terms->spans, month < 5 ? 2 : 1);
        assert_int_equal(terms->span[terms->spans - 1].first, 6 - month);
    }
    kit_free(&kit);
}

/* Two rep classes with commissions of their own, and nobody for returned leads. */
static void each_signer_has_its_own(void **state)
{
    struct kit kit;
    (void)state;
    kit_make(&kit,
             KIT_FIRM "spend.mean,10000\nspend.cv,0.7\nplan.months,20\nrep.a.commission,7.1%\nrep.b.count,1\n"
                      "rep.b.leads,3.1\nrep.b.commission,4.3%\nqualify.min_spend,9000\nqualify.return_share,30%\n"
                      "bonus.every,6\nbonus.share,3.7%\ncost.serve,11.3%\n",
             NULL, NULL);
    static const double wanted[] = {0.071, 0.043, 0};
    assert_int_equal(kit.made->plan.signers, 3);
    for (size_t signer = 0; signer < 3; signer++) {
        const struct terms *terms = terms_signed(&kit.engine.terms, &kit.made->plan, signer, 3);
        assert_close(terms->span[0].commission, wanted[signer], 1e-15);
        assert_close(terms->span[0].serving, 0.113, 1e-15);
        assert_int_equal(terms->pays_bonus, signer < 2);
        assert_int_equal(terms->pays_commission, signer < 2);
        assert_int_equal(terms->events, signer < 2 ? 4 : 1); /* bonuses at bills 7, 13 and 19 */
    }
    kit_free(&kit);
}

/* Tenures 0, 5, 5, 30: three terms. The first growth comes with bill 13 of the client's own: month 13 - tenure. */
static void book_clients_of_equal_tenure_share(void **state)
{
    struct kit kit;
    (void)state;
    kit_make(&kit,
             KIT_ROWS "plan.months,20\nexpansion.yearly,5%\nexpansion.limit,12%\nbook.file,any\nbook.tenure,t\n"
                      "book.fee,f\nbook.contract,c\n",
             "t,f,c\n5,10.02,month\n0,11.3,month\n30,5,month\n5,7,month\n", NULL);
    const struct terms_book *book = &kit.engine.terms;
    assert_int_equal(book->count, 1 + 3); /* the sign-ups' terms too */
    assert_int_equal(book->most_tenure, 30);
    assert_int_equal(terms_kept(book, 0)->span[1].first, 13);
    assert_int_equal(terms_kept(book, 5)->span[1].first, 8);
    assert_int_equal(terms_kept(book, 30)->span[1].first, 7);        /* bill 37 */
    assert_close(terms_kept(book, 30)->span[1].growth, 1.05, 1e-15); /* it counts from the listed fee */
    assert_int_equal(terms_kept(book, 5)->spans, 3);                 /* its bill 25 comes in month 20, the last */
    assert_int_equal(terms_kept(book, 0)->spans, 2);
    kit_free(&kit);
}

/* Without rules: one span in which nothing is paid. The amount of service is rounded to cents once. */
static void plain_terms(void **state)
{
    struct kit kit;
    (void)state;
    kit_make(&kit, KIT_ROWS "plan.months,1\n", NULL, NULL);
    const struct terms *terms = terms_signed(&kit.engine.terms, &kit.made->plan, 0, 1);
    assert_true(terms->spans == 1 && terms->events == 1 && terms->span->growth == 1);
    assert_false(terms->grows || terms->pays_commission || terms->pays_serving || terms->pays_service ||
                 terms->pays_bonus);
    assert_true(kit.engine.terms.of_tenure == NULL || kit.engine.terms.most_tenure == 0);
    kit_free(&kit);
    kit_make(&kit, KIT_ROWS "plan.months,1\nservice.accounts,7\nservice.salary,1000\n", NULL, NULL);
    assert_int_equal(terms_signed(&kit.engine.terms, &kit.made->plan, 0, 1)->span->service, 14286); /* 142.857... */
    kit_free(&kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spans_and_events),
        cmocka_unit_test(shared_once_nothing_changes_any_more),
        cmocka_unit_test(a_change_in_the_last_month),
        cmocka_unit_test(each_signer_has_its_own),
        cmocka_unit_test(book_clients_of_equal_tenure_share),
        cmocka_unit_test(plain_terms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
