/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Plays whose every word is written here: clients who come back, and whom they refer. Each branch forced, with results
 * worked out by hand.
 */
#include "tests/verify/verify_written.h"

#include <math.h>

static const uint32_t HIGHEST = UINT32_MAX;
static const int64_t fee = 123456;

#define SECOND                \
    "contract.year.term,12\n" \
    "contract.year.fee,6%\n"  \
    "contract.year.nonrenewal,0.3\n"

/* ---- returns ---------------------------------------------------------------------------------------------- */

static const char returns[] = WRITTEN_ROWS SECOND "contract.year.share,1e-9\nwinback.share,0.3\nwinback.after,3\n"
                                                  "winback.cost,55\n";

/* The client of month 1 is lost in month 4; the words of its return, whose second life is drawn from `life`. */
static struct written return_script(double wants, double change, double life)
{
    struct written script = written_begin();
    written_family(&script, 0.5, wants);
    written_child(&script, 0, 1001, 0.5, change, life);
    return script;
}

static void comes_back(void **state)
{
    (void)state;
    struct written script = return_script(0.301, 0.5, 0.6);
    struct written_played played = written_play(returns, NULL, &script, 1); /* approached in vain */
    assert_int_equal(written_all_in(&played, SERIES_WINBACK, 4, 0), 5500);
    written_free(&played);

    script = return_script(0.299, 0.5, 0.6); /* back in month 7 for two bills: 0.7 > 0.6 >= 0.49 */
    played = written_play(returns, NULL, &script, 2);
    const struct verify_life *first = &played.lives.life[0], *second = &played.lives.life[1];
    assert_true(first->source == SOURCE_REP && first->gone == 4);
    assert_true(second->source == SOURCE_WINBACK && second->month == 7 && second->gone == 9);
    assert_true(second->fee == fee && second->cell == first->cell);
    assert_int_equal(written_all_in(&played, SERIES_WINBACKS, 7, 0), 1);
    assert_int_equal(written_all_in(&played, SERIES_REVENUE_REACTIVATED, 7, 0), fee);
    assert_int_equal(written_all_in(&played, SERIES_SIGNUPS, 1, 0), 1);
    assert_int_equal(written_all_in(&played, SERIES_REVENUE_NEW, 1, 0), fee);
    assert_int_equal(written_all_in(&played, SERIES_LOST, 4, 9), 2);
    assert_int_equal(written_all_in(&played, SERIES_WINBACK, 4, 9), 2 * 5500);
    written_free(&played);

    played = written_play(returns, "winback.after=20", &script, 2); /* in the last month */
    assert_true(played.lives.life[1].month == 24 && played.lives.life[1].gone == 25);
    written_free(&played);
    played = written_play(returns, "winback.after=21", &script, 1); /* after the plan */
    written_free(&played);
    played = written_play(returns, "winback.share@4=0", &script, 1); /* who is lost then is not asked */
    assert_int_equal(written_all_in(&played, SERIES_WINBACK, 0, 0), 0);
    written_free(&played);
}

/* Its contract is not sold any more when it comes back. */
static void comes_back_to_another_contract(void **state)
{
    (void)state;
    struct written script = return_script(0.1, 0.399, 0.8);
    const char *withdrawn = "contract.month.offered@7=no;contract.month.switch_share@7=0.4";
    struct written_played played = written_play(returns, withdrawn, &script, 2);
    const struct verify_life *back = &played.lives.life[1];
    assert_true(back->cell % 2 == 1 && back->month == 7 && back->fee == fee); /* the old fee */
    assert_int_equal(back->gone, 7 + 12); /* a year, and its first renewal fails: 0.8 above 0.7 */
    written_free(&played);
    script = return_script(0.1, 0.401, 0.8);
    played = written_play(returns, withdrawn, &script, 1); /* stays away */
    assert_int_equal(written_all_in(&played, SERIES_WINBACKS, 0, 0), 0);
    written_free(&played);
    played = written_play(returns, "contract.month.offered@8=no", &script, 2); /* still sold in month 7 */
    written_free(&played);
}

/* ---- referrals -------------------------------------------------------------------------------------------- */

/* Promoters all; half a sign-up a month: the clock shows 0.5, 1 and 1.5 after the client's three bills. */
static const char refers[] = WRITTEN_ROWS
    "nps.promoters,1\nreferral.leads,0.5\nreferral.reward,44\nreferral.spend,1.5\n";

/* Times of the first referral, and from each to the next. */
static struct written referral_script(double first, double second, double third)
{
    struct written script = written_begin();
    written_family(&script, exp(-first), 0.5);
    written_child(&script, 1, 2001, exp(-second), 0.5, 0.8);
    written_child(&script, 2, 3001, exp(-third), 0.5, 0.6);
    written_child(&script, 3, 4001, 0, 0.5, 0.4);
    return script;
}

static void expect_child(const struct written_played *self, size_t i, uint32_t low, int month, uint32_t gone)
{
    const struct verify_life *life = &self->lives.life[i];
    assert_true(life->source == SOURCE_REFERRED && life->seat_month == low && life->ordinal == low + 2);
    assert_int_equal(life->month, month);
    assert_int_equal(life->gone, gone);
    assert_int_equal(life->fee, 185184); /* 1.5 x 1,234.56 */
}

static void brings_others(void **state)
{
    (void)state;
    struct written script = referral_script(0.3, 0.9, 0.2); /* at 0.3, 1.2 and 1.4: in months 1, 3 and 3 */
    struct written_played played = written_play(refers, NULL, &script, 4);
    expect_child(&played, 1, 2001, 2, 3); /* one bill: u = 0.8 */
    expect_child(&played, 2, 3001, 4, 6);
    expect_child(&played, 3, 4001, 4, 7);
    assert_int_equal(written_all_in(&played, SERIES_SIGNUPS_REFERRED, 2, 4), 3);
    assert_int_equal(written_all_in(&played, SERIES_REFERRAL, 2, 4), 3 * 4400);
    written_free(&played);

    script = referral_script(0.499, 0.999, 0.004); /* 0.499, 1.498, 1.502: the last one when it is gone */
    played = written_play(refers, NULL, &script, 3);
    expect_child(&played, 1, 2001, 2, 3);
    expect_child(&played, 2, 3001, 4, 6); /* of its last bill */
    written_free(&played);
    script = referral_script(0.501, 1, 1); /* one month later */
    played = written_play(refers, NULL, &script, 2);
    expect_child(&played, 1, 2001, 3, 4);
    written_free(&played);
    script = referral_script(1.501, 1, 1);
    played = written_play(refers, NULL, &script, 1);
    written_free(&played);

    script = referral_script(0.3, 0.3, 0.7); /* 0.3, 0.6, 1.3; no promoter in month 2: the clock stands still */
    played = written_play(refers, "nps.promoters@2=0;nps.promoters@3=1", &script, 3);
    expect_child(&played, 1, 2001, 2, 3);
    expect_child(&played, 2, 3001, 4, 6); /* 0.6 comes in month 3 */
    written_free(&played);

    script = referral_script(0.3, 0.3, 9); /* what is brought in the last month would sign after the plan */
    written_add(&script, PURPOSE_CLIENT, 0.5, 0.3, 0.5, 1e-9);
    played = written_play(refers, "referral.leads=0;referral.leads@23=0.5", &script, 2);
    expect_child(&played, 1, 2001, 24, 25);
    written_free(&played);
}

/* ---- end cells -------------------------------------------------------------------------------------------- */

/* The bills of a child whose life word is x, refined by r: referred in month 2, or back in month 7 of 47. */
static int bills(const char *rows, struct written script, uint32_t x, double r)
{
    struct script_rule *life = written_add(&script, PURPOSE_CHILD_CLIENT, 0.5, 0.3, 0.5, 0.5);
    life->word[WORD_LIFE] = x;
    written_add(&script, PURPOSE_CHILD_CLIENT + PURPOSE_REFINE, 0.5, 0.5, 0.5, r);
    struct written_played played = written_play(rows, "plan.months=40;contract.month.nonrenewal=0.7", &script, 2);
    int bills = (int)played.lives.life[1].gone - played.lives.life[1].month;
    written_free(&played);
    return bills;
}

/* 0.3^19 = 1.16e-10 and 0.3^18 = 3.87e-10: as for other clients (see test_scripted.c). */
static void lives_in_the_end_cells(void **state)
{
    struct written back = return_script(0.1, 0.5, 0.5), referred = referral_script(0.3, 22, 22);
    (void)state;
    assert_int_equal(bills(refers, referred, 0, 0.499), 20);
    assert_int_equal(bills(refers, referred, 0, 0.500), 19);
    assert_int_equal(bills(refers, referred, 1, 0.499), 19);
    assert_int_equal(bills(refers, referred, HIGHEST, 0.5), 1);
    assert_int_equal(bills(returns, back, 0, 0.499), 20);
    assert_int_equal(bills(returns, back, 0, 0.500), 19);
    assert_int_equal(bills(returns, back, HIGHEST, 0.5), 1);
}

/* The outermost words of how long it takes to bring somebody: -log(2^-33) = 22.9, more than the clock will ever show;
 * and 1.2e-10, at once. */
static void outermost_gaps(void **state)
{
    (void)state;
    struct written script = written_begin();
    written_family(&script, 0, 0.5);
    struct written_played played = written_play(refers, NULL, &script, 1);
    written_free(&played);

    script = written_begin();
    written_family(&script, 0, 0.5)->word[FAMILY_REFERRAL] = HIGHEST;
    for (uint32_t n = 1; n <= 3; n++)
        written_child(&script, n, 1000 * n, 0, 0.5, 0.4)->word[CHILD_NEXT] = n < 3 ? HIGHEST : 0;
    played = written_play(refers, NULL, &script, 4);
    for (size_t i = 1; i < 4; i++)
        assert_int_equal(played.lives.life[i].month, 2);
    written_free(&played);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comes_back),     cmocka_unit_test(comes_back_to_another_contract),
        cmocka_unit_test(brings_others),  cmocka_unit_test(lives_in_the_end_cells),
        cmocka_unit_test(outermost_gaps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
