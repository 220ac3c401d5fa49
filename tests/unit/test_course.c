/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Courses by hand, and which rep classes share one. */
#include "sim/expected/course_pool.h"
#include "tests/verify/verify_support.h"

#define ROWS                                                                                     \
    "plan.months,40\nspend.mean,41237\nspend.cv,0.73\ncontract.month.term,1\n"                   \
    "contract.month.fee,10%\ncontract.month.nonrenewal,7.3%\nexpansion.yearly,5%\n"              \
    "expansion.limit,8%\nrep.a.commission,10%\nrep.a.commission_months,14\nrep.a.clawback,9\n"   \
    "rep.a.clawback,20,16\nrep.b.commission,10%\nrep.b.commission_months,14\nrep.b.clawback,9\n" \
    "rep.b.clawback,20,16\nrep.c.commission,10%\nrep.c.commission_months,13\nrep.d.clawback,3\n"

static void shares_of_the_first_fee(void **state)
{
    struct verify *made = verify_new(ROWS, NULL, NULL);
    struct course exact, rounded;
    (void)state;
    assert_int_equal(course_init(&exact, 40), OK);
    assert_int_equal(course_init(&rounded, 40), OK);
    course_fill(&exact, &made->plan.payments, 0, 1, 0, 40);
    course_round(&rounded, &exact, 333.33); /* grows to 350.00 (349.9965), then to 360.00 (359.9964) */
    assert_true(exact.grows && exact.pays_commission && exact.claws_back && !exact.pays_bonus && !exact.has_service);
    assert_true(exact.line[COURSE_GROWTH][0] == 1 && exact.line[COURSE_GROWTH][12] == 1);
    assert_close(exact.line[COURSE_GROWTH][13], 1.05, 1e-15);
    assert_close(exact.line[COURSE_GROWTH][25], 1.08, 1e-15);
    assert_close(rounded.line[COURSE_GROWTH][13], 350.00 / 333.33, 1e-15);
    assert_close(rounded.line[COURSE_GROWTH][40], 360.00 / 333.33, 1e-15);
    assert_close(rounded.line[COURSE_STEP][13], 16.67 / 333.33, 1e-12);
    assert_true(rounded.line[COURSE_STEPS][13] == 1 && rounded.line[COURSE_STEPS][14] == 0);
    assert_true(rounded.line[COURSE_STEPS][25] == 1 && rounded.line[COURSE_STEPS][37] == 0); /* at the limit */
    assert_close(rounded.line[COURSE_COMMISSION][14], 0.1 * 350.00 / 333.33, 1e-15);
    assert_true(rounded.line[COURSE_COMMISSION][15] == 0 && rounded.line[COURSE_COMMISSIONED][15] == 0);
    /* Lost after bill k in month k + 1: before bill 9, and from month 16 on before bill 20. */
    assert_close(exact.line[COURSE_CLAWBACK][8], 0.8, 1e-14);
    assert_true(exact.line[COURSE_CLAWED][9] == 0 && exact.line[COURSE_CLAWBACK][14] == 0);
    assert_close(exact.line[COURSE_CLAWBACK][15], 1.2 + 2 * 0.105, 1e-14);
    assert_true(exact.line[COURSE_CLAWED][19] == 1 && exact.line[COURSE_CLAWED][20] == 0);
    /* A step too small for a cent is a step all the same. */
    course_round(&rounded, &exact, 0.05);
    assert_true(rounded.line[COURSE_STEP][13] == 0 && rounded.line[COURSE_STEPS][13] == 1);
    course_free(&exact);
    course_free(&exact);
    course_free(&rounded);
    verify_free(made);
}

static size_t found(struct course_pool *pool, size_t rep_class, double fee, bool certain)
{
    size_t index = 0;
    assert_int_equal(course_pool_find(pool, rep_class, fee, certain, &index), OK);
    return index;
}

static void who_is_paid_alike(void **state)
{
    struct verify *made = verify_new(ROWS, NULL, NULL);
    struct course_pool pool;
    (void)state;
    assert_int_equal(course_pool_init(&pool, &made->plan), OK);
    course_pool_month(&pool, 1);
    size_t first = found(&pool, 0, 100, false);
    assert_int_equal(found(&pool, 1, 222, false), first); /* b as a */
    assert_true(found(&pool, 2, 100, false) != first);    /* c for a bill less */
    assert_true(found(&pool, 3, 100, false) != first);
    assert_int_equal(found(&pool, 3, 100, false), found(&pool, SOURCE_NO_CLASS, 7, false)); /* d: nothing is paid */
    size_t certain = found(&pool, 0, 100, true);
    assert_true(certain != first);
    assert_int_equal(found(&pool, 1, 100, true), certain);
    assert_true(found(&pool, 1, 100.01, true) != certain);
    /* clawback changes in month 16, and nothing after it. */
    assert_false(course_pool_holds(&pool, 2));
    course_pool_month(&pool, 16);
    assert_true(course_pool_holds(&pool, 17));
    course_pool_free(&pool);
    course_pool_free(&pool);
    verify_free(made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_of_the_first_fee),
        cmocka_unit_test(who_is_paid_alike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
