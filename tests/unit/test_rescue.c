/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Offers to those about to leave, with every word written here. */
#include "play_support.h"

#include <gsl/gsl_cdf.h>

#include "sim/play/rescue.h"

/*
 * Everybody leaves with chance 0.1 after every bill. Offers: 40 % of those who waver, from month 7 on 65 %, in months 9
 * and 10 none; half of them are taken, from month 5 on a quarter. 31.37 each, from month 6 on 40.01.
 */
static const char rows[] = KIT_ROWS "plan.months,12\nrescue.share,40%\nrescue.share,65%,7\nrescue.share,0,9\n"
                                    "rescue.share,65%,11\nrescue.success,50%\nrescue.success,25%,5\n"
                                    "rescue.cost,31.37\nrescue.cost,40.01,6\n";

enum { TURNS = 3 };

struct scene {
    struct kit kit;
    struct kit_lot lot;
    struct own_memo memo; /* remembers nothing unless a test says so */
    uint32_t word[TURNS][KIT_LIVES][WORDS];
};

/* An engine, and `count` lives from a month on whose words say no offer, in every turn. */
static void scene_make(struct scene *self, const char *text, size_t count, int month)
{
    memset(self->word, 0xff, sizeof self->word);
    self->memo = (struct own_memo){0};
    kit_make(&self->kit, text, NULL, NULL);
    kit_lot_make(&self->lot, count, month);
    uint32_t table = self->kit.made->plan.table_of[plan_place(&self->kit.made->plan, 0, 0, 0, month)];
    for (size_t i = 0; i < KIT_LIVES; i++)
        self->lot.table[i] = table;
}

static void keep(struct scene *self)
{
    const struct kit_turns turns = {PURPOSE_RESCUE, 1, TURNS, self->word};
    const struct draw_source source = {kit_turns_fill, &turns};
    rescue_keep(&self->kit.engine.rescue, &self->lot.lot, &source, &self->memo, &self->kit.ledger);
}

/* What a client costs in each month. */
static void costs(const struct scene *self, size_t lane, const int64_t wanted[13])
{
    for (int month = 0; month <= 12; month++)
        if (kit_posted(&self->kit, LINE_RESCUE, month, lane) != wanted[month])
            fail_msg("lane %zu, month %d: %lld", lane, month,
                     (long long)kit_posted(&self->kit, LINE_RESCUE, month, lane));
}

/* The word in the middle of those that make a kept client waver again after n further bills: 0.9^n <= u < 0.9^(n-1). */
static uint32_t again_after(int n)
{
    return (uint32_t)(4294967296.0 * pow(0.9, n - 0.5));
}

/* Client i decides in month 3: the words on either side of each threshold. */
static void thresholds(void **state)
{
    const uint32_t offer = kit_first_no(0.4), stay = kit_first_no(0.5);
    static struct scene scene;
    (void)state;
    scene_make(&scene, rows, 5, 2);
    for (size_t i = 0; i < 5; i++) {
        scene.lot.gone[i] = 4;
        scene.word[0][i][RESCUE_NEXT] = again_after(3);
    }
    scene.word[0][0][RESCUE_OFFER] = offer - 1; /* offered, taken */
    scene.word[0][0][RESCUE_STAY] = stay - 1;
    scene.word[0][1][RESCUE_OFFER] = offer; /* not offered: it would have taken it */
    scene.word[0][1][RESCUE_STAY] = 0;
    scene.word[0][2][RESCUE_OFFER] = 0; /* offered, not taken */
    scene.word[0][2][RESCUE_STAY] = stay;
    scene.word[0][3][RESCUE_OFFER] = offer - 1;
    scene.word[0][3][RESCUE_STAY] = UINT32_MAX;
    keep(&scene);
    static const uint32_t gone[] = {7, 4, 4, 4, 4}; /* kept in month 3, it wavers in month 6 */
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(scene.lot.gone[i], gone[i]);
    costs(&scene, 0, (const int64_t[13]){[3] = 3137});
    costs(&scene, 1, (const int64_t[13]){0});
    costs(&scene, 2, (const int64_t[13]){[3] = 3137});
    costs(&scene, 3, (const int64_t[13]){[3] = 3137});
    costs(&scene, 4, (const int64_t[13]){0});
    kit_free(&scene.kit);
    rescue_free(&scene.kit.engine.rescue);
}

/* Share, success and cost are those of the month of the decision: gone - 1. */
static void dated(void **state)
{
    static const struct {
        uint32_t gone;
        double offer, stay;
        int64_t cost;
    } row[] = {{5, 0.4, 0.5, 3137},   {6, 0.4, 0.25, 3137},   {7, 0.4, 0.25, 4001},  {8, 0.65, 0.25, 4001},
               {9, 0.65, 0.25, 4001}, {12, 0.65, 0.25, 4001}, {13, 0.65, 0.25, 4001}};
    static struct scene scene;
    (void)state;
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        int64_t wanted[13] = {0};
        scene_make(&scene, rows, 3, 1);
        scene.lot.gone[0] = scene.lot.gone[1] = scene.lot.gone[2] = row[i].gone;
        scene.word[0][0][RESCUE_OFFER] = kit_first_no(row[i].offer) - 1;
        scene.word[0][0][RESCUE_STAY] = kit_first_no(row[i].stay) - 1;
        scene.word[0][0][RESCUE_NEXT] = 1; /* never again */
        scene.word[0][1][RESCUE_OFFER] = kit_first_no(row[i].offer) - 1;
        scene.word[0][1][RESCUE_STAY] = kit_first_no(row[i].stay);
        scene.word[0][2][RESCUE_OFFER] = kit_first_no(row[i].offer);
        keep(&scene);
        wanted[row[i].gone - 1] = row[i].cost;
        assert_int_equal(scene.lot.gone[0], 13);
        assert_int_equal(scene.lot.gone[1], row[i].gone);
        assert_int_equal(scene.lot.gone[2], row[i].gone);
        costs(&scene, 0, wanted);
        costs(&scene, 1, wanted);
        costs(&scene, 2, (const int64_t[13]){0});
        kit_free(&scene.kit);
    }
    for (uint32_t gone = 10; gone <= 11; gone++) { /* decisions of months 9 and 10: no offers */
        scene_make(&scene, rows, 1, 1);
        scene.lot.gone[0] = gone;
        memset(scene.word[0][0], 0, sizeof scene.word[0][0]);
        keep(&scene);
        assert_int_equal(scene.lot.gone[0], gone);
        costs(&scene, 0, (const int64_t[13]){0});
        kit_free(&scene.kit);
    }
}

/* Who wavers after the plan is not asked: all its words would say yes. Afterwards all lives are cut at month 13. */
static void beyond_the_plan(void **state)
{
    static struct scene scene;
    (void)state;
    scene_make(&scene, rows, 4, 4);
    memset(scene.word, 0, sizeof scene.word);
    scene.lot.gone[0] = 14; /* would decide in month 13 */
    scene.lot.gone[1] = 57;
    scene.lot.gone[2] = 13; /* decides in month 12 */
    scene.word[0][2][RESCUE_NEXT] = again_after(1);
    scene.lot.gone[3] = 12; /* decides in month 11, is kept and decides in month 12 again */
    scene.word[0][3][RESCUE_NEXT] = scene.word[1][3][RESCUE_NEXT] = again_after(1);
    keep(&scene);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(scene.lot.gone[i], 13);
    costs(&scene, 3, (const int64_t[13]){[11] = 4001, [12] = 4001});
    costs(&scene, 0, (const int64_t[13]){0});
    costs(&scene, 1, (const int64_t[13]){0});
    costs(&scene, 2, (const int64_t[13]){[12] = 4001});
    kit_free(&scene.kit);
}

/* Decisions of months 3, 5 and 6: kept, kept and lost; kept, lost; lost and not asked again. */
static void again_and_again(void **state)
{
    static struct scene scene;
    (void)state;
    scene_make(&scene, rows, 4, 2);
    for (size_t i = 0; i < 4; i++) {
        scene.lot.gone[i] = 4;
        memset(scene.word[0][i], 0, sizeof scene.word[0][i]);
        scene.word[0][i][RESCUE_NEXT] = again_after(2);
        scene.word[1][i][RESCUE_OFFER] = kit_first_no(0.4) - 1;
        scene.word[1][i][RESCUE_STAY] = kit_first_no(0.25) - 1;
        scene.word[1][i][RESCUE_NEXT] = again_after(1);
    }
    scene.word[1][1][RESCUE_STAY] = kit_first_no(0.25); /* offered again, not taken */
    scene.word[0][2][RESCUE_STAY] = UINT32_MAX;
    scene.word[1][3][RESCUE_OFFER] = kit_first_no(0.4); /* not offered again */
    keep(&scene);
    static const uint32_t gone[] = {7, 6, 4, 6};
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(scene.lot.gone[i], gone[i]);
    costs(&scene, 0, (const int64_t[13]){[3] = 3137, [5] = 3137});
    costs(&scene, 1, (const int64_t[13]){[3] = 3137, [5] = 3137});
    costs(&scene, 2, (const int64_t[13]){[3] = 3137});
    costs(&scene, 3, (const int64_t[13]){[3] = 3137});
    kit_free(&scene.kit);
}

/* 0.9^(n - 1) > u >= 0.9^n at both ends: word by word. */
static void when_it_wavers_again(void **state)
{
    static struct scene scene;
    (void)state;
    for (int n = 1; n <= 6; n++) {
        scene_make(&scene, rows, 2, 1);
        for (size_t i = 0; i < 2; i++) {
            scene.lot.gone[i] = 3;
            memset(scene.word[0][i], 0, sizeof scene.word[0][i]);
        }
        scene.word[0][0][RESCUE_NEXT] = kit_first_no(pow(0.9, n)) + 1;
        scene.word[0][1][RESCUE_NEXT] = kit_first_no(pow(0.9, n)) - 2;
        keep(&scene);
        assert_int_equal(scene.lot.gone[0], 3 + n);
        assert_int_equal(scene.lot.gone[1], 3 + n + 1);
        kit_free(&scene.kit);
    }
}

/*
 * A term of four: renewals after bills 4, 8, ... with chance 0.3 to leave, otherwise 0.1. Kept after bill 3 (month 4,
 * it was signed in month 2), it wavers again at bill 4 for u >= 0.7, at bill 5 for u >= 0.63, at bill 6 for u >= 0.567.
 */
static void terms_go_on(void **state)
{
    static const char yearly[] = "contract.year.term,4\ncontract.year.fee,10%\ncontract.year.nonrenewal,0.3\n"
                                 "contract.year.early_exit,0.1\nspend.shape,fixed\nspend.mean,10000\nsales.close,7%\n"
                                 "rep.a.count,1\nrep.a.leads,3\nplan.months,20\nrescue.share,40%\nrescue.success,50%\n";
    static const double u[] = {0.71, 0.69, 0.64, 0.62};
    static const uint32_t gone[] = {6, 7, 7, 8};
    static struct scene scene;
    (void)state;
    scene_make(&scene, yearly, 4, 2);
    for (size_t i = 0; i < 4; i++) {
        scene.lot.gone[i] = 5;
        memset(scene.word[0][i], 0, sizeof scene.word[0][i]);
        scene.word[0][i][RESCUE_NEXT] = (uint32_t)(u[i] * 4294967296.0);
    }
    keep(&scene);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(scene.lot.gone[i], gone[i]);
    kit_free(&scene.kit);
}

/*
 * From month 6 on all leave at twice the rate: 0.81 stay. Signed in month 3 and kept in month 4, a client wavers in
 * month 5 for u >= 0.9, in month 6 for u >= 0.729, in month 7 for u >= 0.59049.
 */
static void dated_rates(void **state)
{
    static const double u[] = {0.91, 0.89, 0.74, 0.72, 0.6};
    static const uint32_t gone[] = {6, 7, 7, 8, 8};
    static struct scene scene;
    (void)state;
    scene_make(&scene, KIT_ROWS "plan.months,12\nrescue.share,40%\nrescue.success,50%\nchurn.multiplier,2,6\n", 5, 3);
    for (size_t i = 0; i < 5; i++) {
        scene.lot.gone[i] = 5;
        memset(scene.word[0][i], 0, sizeof scene.word[0][i]);
        scene.word[0][i][RESCUE_NEXT] = (uint32_t)(u[i] * 4294967296.0);
    }
    keep(&scene);
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(scene.lot.gone[i], gone[i]);
    kit_free(&scene.kit);
}

/*
 * Clients who differ: nonrenewal is Beta(0.6, 2.4). One that wavered first at decision 3 has Beta(1.6, 4.4); its own is
 * the (1 - u) quantile, and it wavers again after n bills if (1 - own)^n <= u' < (1 - own)^(n - 1). It has no other own
 * when it is kept again.
 */
static void own_nonrenewal(void **state)
{
    static const char differ[] = "contract.month.term,1\ncontract.month.fee,10%\ncontract.month.nonrenewal,0.2\n"
                                 "contract.month.concentration,3\nsales.close,7%\nrep.a.count,1\nrep.a.leads,3\n"
                                 "spend.shape,fixed\nspend.mean,10000\nplan.months,60\nrescue.share,100%\n"
                                 "rescue.success,50%\n";
    static const double u[] = {0.13, 0.37, 0.51, 0.88};
    static struct scene scene;
    (void)state;
    for (int remembered = 0; remembered <= 1; remembered++) {
        scene_make(&scene, differ, 4, 2);
        assert_true(scene.kit.engine.rescue.differ);
        if (remembered)
            assert_int_equal(own_memo_init(&scene.memo), OK);
        for (size_t i = 0; i < 4; i++) {
            double own = gsl_cdf_beta_Qinv(u[i], 1.6, 4.4);
            scene.lot.gone[i] = 5;
            for (size_t turn = 0; turn < 2; turn++) {
                scene.word[turn][i][RESCUE_OFFER] = scene.word[turn][i][RESCUE_STAY] = 0;
                scene.word[turn][i][RESCUE_NEXT] = (uint32_t)(4294967296.0 * pow(1 - own, 1.5)); /* after 2 bills */
                scene.word[turn][i][RESCUE_OWN] = (uint32_t)(4294967296.0 * (turn == 0 ? u[i] : 1 - u[i]));
            }
        }
        keep(&scene);
        for (size_t i = 0; i < 4; i++)
            assert_int_equal(scene.lot.gone[i], 5 + 2 + 2);
        assert_int_equal(scene.memo.entries, remembered); /* all four have the same past */
        own_memo_free(&scene.memo);
        kit_free(&scene.kit);
    }
}

/* A ledger that need not know the cost; a plan without offers. */
static void without(void **state)
{
    const bool none[LEDGER_LINES] = {false};
    static struct scene scene;
    struct ledger bare;
    (void)state;
    scene_make(&scene, rows, 1, 2);
    scene.lot.gone[0] = 4;
    memset(scene.word[0][0], 0, sizeof scene.word[0][0]);
    scene.word[0][0][RESCUE_NEXT] = again_after(3);
    const struct kit_turns turns = {PURPOSE_RESCUE, 1, TURNS, scene.word};
    const struct draw_source source = {kit_turns_fill, &turns};
    assert_int_equal(ledger_init(&bare, 12, none), OK);
    rescue_keep(&scene.kit.engine.rescue, &scene.lot.lot, &source, &scene.memo, &bare);
    assert_int_equal(scene.lot.gone[0], 7);
    ledger_free(&bare);
    kit_free(&scene.kit);
    scene_make(&scene, KIT_ROWS "plan.months,12\nrescue.success,50%\nrescue.cost,3\n", 1, 2);
    assert_null(scene.kit.engine.rescue.offer);
    assert_false(scene.kit.engine.rescue.differ);
    assert_false(scene.kit.engine.follows);
    kit_free(&scene.kit);
    scene_make(&scene, KIT_ROWS "plan.months,12\nrescue.share,50%\nrescue.cost,3\n", 1, 2); /* none is ever taken */
    scene.lot.gone[0] = 4;
    memset(scene.word[0][0], 0, sizeof scene.word[0][0]);
    keep(&scene);
    assert_int_equal(scene.lot.gone[0], 4);
    costs(&scene, 0, (const int64_t[13]){[3] = 300});
    kit_free(&scene.kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(thresholds),
        cmocka_unit_test(dated),
        cmocka_unit_test(beyond_the_plan),
        cmocka_unit_test(again_and_again),
        cmocka_unit_test(when_it_wavers_again),
        cmocka_unit_test(terms_go_on),
        cmocka_unit_test(dated_rates),
        cmocka_unit_test(own_nonrenewal),
        cmocka_unit_test(without),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
