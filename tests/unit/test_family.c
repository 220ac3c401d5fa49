/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom a life brings, with gaps and words written here. */
#include "play_support.h"

#include "sim/play/family.h"

enum { MONTHS = 12, TURNS = 6 };

/*
 * Promoters 30 %. Each brings 5 leads a month of whom 14.6 % (twice 7.3 %) sign a month later: 0.73; in months 6 and 7
 * none. What promoters bring in month 12 would sign after the plan.
 */
static const char refers[] = KIT_ROWS "plan.months,12\nnps.promoters,30%\nreferral.leads,5\nreferral.leads,0,6\n"
                                      "referral.leads,5,8\nreferral.close_ratio,2\n";

struct scene {
    struct kit kit;
    struct kit_lot lot;
    struct waiting waiting;
    uint32_t word[TURNS][KIT_LIVES][WORDS];
};

/* The word for a gap on the clock: -log u. */
static uint32_t gap_word(double gap)
{
    return (uint32_t)(4294967296.0 * exp(-gap));
}

/* `count` lives from a month on, all of promoters, that bring nobody: gaps of more than 20. */
static void scene_make(struct scene *self, const char *rows, const char *book, size_t count, int month)
{
    kit_make(&self->kit, rows, book, NULL);
    assert_int_equal(waiting_init(&self->waiting, self->kit.made->plan.months), OK);
    kit_lot_make(&self->lot, count, month);
    for (size_t i = 0; i < KIT_LIVES; i++) {
        self->lot.gone[i] = (uint32_t)self->kit.made->plan.months + 1;
        self->lot.latent[i] = kit_kind(&self->kit, 0.9, false);
    }
    for (uint32_t turn = 0; turn < TURNS; turn++)
        for (uint32_t i = 0; i < KIT_LIVES; i++) {
            self->word[turn][i][CHILD_LOW] = 10000 + 100 * turn + i;
            self->word[turn][i][CHILD_HIGH] = 20000 + 100 * turn + i;
            self->word[turn][i][CHILD_NEXT] = 1;
        }
}

static void scene_free(struct scene *self)
{
    waiting_free(&self->waiting);
    waiting_free(&self->waiting);
    kit_free(&self->kit);
    family_free(&self->kit.engine.families);
}

/* from: the counter word of the first entry of word: 1 for referrals, 0 for returns. */
static void bring(struct scene *self, uint32_t from)
{
    const struct kit_turns turns = {PURPOSE_CHILD, from, TURNS, self->word};
    const struct draw_source source = {kit_turns_fill, &turns};
    assert_int_equal(
        family_bring(&self->kit.engine.families, &self->lot.lot, &self->kit.engine.kinds, &source, &self->waiting), OK);
}

/* The n-th child of a client (from 1; a return: 0 with from = 0) waits on a list; all of a client's are counted. */
static const struct waiting_client *find(const struct waiting_list *list, uint32_t turn, uint32_t client)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->item[i].low == 10000 + 100 * turn + client && list->item[i].high == 20000 + 100 * turn + client) {
            assert_int_equal(list->item[i].lane, client);
            return &list->item[i];
        }
    return NULL;
}

/* The months in which a client's referrals sign, in their order; 0 ends them. */
static void referred(const struct scene *self, uint32_t client, const int months[TURNS])
{
    size_t wanted = 0, there = 0;
    for (; wanted < TURNS && months[wanted] > 0; wanted++)
        if (find(&self->waiting.referred[months[wanted]], (uint32_t)wanted, client) == NULL)
            fail_msg("client %u: referral %zu does not sign in month %d", client, wanted + 1, months[wanted]);
    for (int month = 0; month <= self->kit.made->plan.months; month++)
        for (size_t i = 0; i < self->waiting.referred[month].count; i++)
            there += self->waiting.referred[month].item[i].lane == client;
    assert_int_equal(there, wanted);
}

static void gaps(struct scene *self, size_t client, const double gap[TURNS + 1])
{
    self->lot.words[FAMILY_REFERRAL][client] = gap_word(gap[0]);
    for (size_t turn = 0; turn < TURNS; turn++)
        self->word[turn][client][CHILD_NEXT] = gap_word(gap[turn + 1]);
}

/*
 * First bill in month 3, gone in month 9: on the clock months 3, 4, 5 are over at 0.73, 1.46, 2.19, and month 8
 * at 2.92. A referral in month m signs in m + 1.
 */
static void the_clock(void **state)
{
    static const double many[] = {0.5, 0.3, 1.3, 0.2, 0.7, 20, 20}; /* at 0.5, 0.8, 2.1, 2.3, and 3.0: too late */
    static struct scene scene;
    (void)state;
    scene_make(&scene, refers, NULL, 8, 3);
    for (size_t i = 0; i < 8; i++)
        scene.lot.gone[i] = 9;
    gaps(&scene, 0, many);
    gaps(&scene, 1, (const double[]){2.91, 0.02, 20, 20, 20, 20, 20}); /* its last bill brings one; then it is gone */
    gaps(&scene, 2, (const double[]){2.93, 20, 20, 20, 20, 20, 20});
    gaps(&scene, 3, (const double[]){0.001, 0.001, 0.001, 0.001, 0.001, 0.001, 20}); /* six in its first month */
    gaps(&scene, 4, (const double[]){0.72, 0.02, 20, 20, 20, 20, 20});               /* 0.72 and 0.74 */
    gaps(&scene, 5, (const double[]){2.18, 0.02, 20, 20, 20, 20, 20}); /* month 5; the next comes in month 8 */
    gaps(&scene, 6, many);
    scene.lot.gone[6] = 6; /* billed last in month 5 */
    gaps(&scene, 7, many);
    scene.lot.gone[7] = 4; /* one bill: 0.73 */
    for (size_t turn = 1; turn < TURNS; turn++)
        scene.word[turn][7][CHILD_NEXT] = gap_word(20);
    bring(&scene, 1);
    referred(&scene, 0, (const int[TURNS]){4, 5, 6, 9});
    referred(&scene, 1, (const int[TURNS]){9});
    referred(&scene, 2, (const int[TURNS]){0});
    referred(&scene, 3, (const int[TURNS]){4, 4, 4, 4, 4, 4});
    referred(&scene, 4, (const int[TURNS]){4, 5});
    referred(&scene, 5, (const int[TURNS]){6, 9});
    referred(&scene, 6, (const int[TURNS]){4, 5, 6});
    referred(&scene, 7, (const int[TURNS]){4});
    scene_free(&scene);
}

/* From month 10 on: 0.73 for months 10 and 11 each, nothing for month 12. From month 12 on: nothing. */
static void none_past_the_plan(void **state)
{
    static struct scene scene;
    (void)state;
    scene_make(&scene, refers, NULL, 3, 10);
    gaps(&scene, 0, (const double[]){0.72, 0.73, 20, 20, 20, 20, 20});
    gaps(&scene, 1, (const double[]){1.47, 20, 20, 20, 20, 20, 20});
    gaps(&scene, 2, (const double[]){0.74, 20, 20, 20, 20, 20, 20});
    scene.lot.gone[2] = 12; /* as much as who stays */
    bring(&scene, 1);
    referred(&scene, 0, (const int[TURNS]){11, 12});
    referred(&scene, 1, (const int[TURNS]){0});
    referred(&scene, 2, (const int[TURNS]){12});
    scene_free(&scene);
    scene_make(&scene, refers, NULL, 1, 12);
    gaps(&scene, 0, (const double[]){1e-8, 20, 20, 20, 20, 20, 20});
    bring(&scene, 1);
    referred(&scene, 0, (const int[TURNS]){0});
    scene_free(&scene);
}

/* What signs in month m + 1 goes by that month's close: 7.3 %, from month 6 on 14.6 %; at most all of them sign. */
static void closes_a_month_later(void **state)
{
    static struct scene scene;
    (void)state;
    scene_make(&scene,
               KIT_ROWS "plan.months,12\nnps.promoters,30%\nreferral.leads,0.3\nreferral.close_ratio,5\n"
                        "referral.close_ratio,100,6\n",
               NULL, 2, 4);
    scene.lot.gone[0] = scene.lot.gone[1] = 6; /* 0.3 x 0.365 in month 4, 0.3 in month 5: 0.1095, 0.4095 */
    gaps(&scene, 0, (const double[]){0.109, 0.001, 0.299, 0.001, 20, 20, 20}); /* 0.109, 0.11, 0.409, 0.41 */
    gaps(&scene, 1, (const double[]){0.41, 20, 20, 20, 20, 20, 20});
    bring(&scene, 1);
    referred(&scene, 0, (const int[TURNS]){5, 6, 6});
    referred(&scene, 1, (const int[TURNS]){0});
    scene_free(&scene);
}

/*
 * Performance is bad in months 5 and 6 (-3): who is at 90 % (z = 1.28) is a detractor then, and care comes to it in
 * month
 * 5. Saved, it is passive from then on; else it is a promoter again from month 7 on. 0.365 a month.
 */
static void only_promoters(void **state)
{
    static const char rows[] = KIT_ROWS "plan.months,12\nnps.promoters,30%\nnps.detractors,20%\nperformance.weight,1\n"
                                        "performance.lift,-3,5\nperformance.lift,0,7\ncare.coverage,50%\n"
                                        "care.success,40%\nreferral.leads,5\n";
    static struct scene scene;
    (void)state;
    scene_make(&scene, rows, NULL, 5, 3);
    gaps(&scene, 0, (const double[]){0.72, 0.02, 20, 20, 20, 20, 20}); /* 0.73 is over at the end of month 4 */
    gaps(&scene, 1, (const double[]){0.72, 0.02, 20, 20, 20, 20, 20});
    gaps(&scene, 2, (const double[]){0.001, 20, 20, 20, 20, 20, 20});
    gaps(&scene, 3, (const double[]){0.72, 0.02, 20, 20, 20, 20, 20});
    gaps(&scene, 4, (const double[]){0.36, 0.01, 20, 20, 20, 20, 20});
    scene.lot.latent[1] = kit_kind(&scene.kit, 0.9, true);
    scene.lot.latent[2] = kit_kind(&scene.kit, 0.5, false); /* passive; a detractor for two months */
    scene.lot.latent[3] = kit_kind(&scene.kit, 0.9, true);
    scene.lot.gone[3] = 5; /* lost before care comes */
    scene.lot.latent[4] = kit_kind(&scene.kit, 0.9, true);
    scene.lot.gone[4] = 4;
    bring(&scene, 1);
    referred(&scene, 0, (const int[TURNS]){5, 8});
    referred(&scene, 1, (const int[TURNS]){5});
    referred(&scene, 2, (const int[TURNS]){0});
    referred(&scene, 3, (const int[TURNS]){5});
    referred(&scene, 4, (const int[TURNS]){4});
    scene_free(&scene);
}

/* 20 % return three months after their loss; of those lost in month 8 or 9 35 %; from month 10 on after one month. */
static const char returns[] = KIT_ROWS "plan.months,12\nwinback.share,20%\nwinback.share,35%,8\nwinback.share,20%,10\n"
                                       "winback.after,3\nwinback.after,1,10\n";

static void who_comes_back(void **state)
{
    static const struct {
        uint32_t gone;
        double share;
        int back; /* 0: not within the plan */
    } row[] = {{3, 0.2, 6}, {7, 0.2, 10}, {8, 0.35, 11}, {9, 0.35, 12}, {10, 0.2, 11}, {11, 0.2, 12}, {12, 0.2, 0}};
    static struct scene scene;
    (void)state;
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        scene_make(&scene, returns, NULL, 3, 2);
        for (size_t k = 0; k < 3; k++) {
            scene.lot.gone[k] = row[i].gone;
            scene.lot.cell[k] = (uint32_t)(3 - k);
            scene.lot.fee[k] = 1000 + (int64_t)k;
        }
        scene.lot.words[FAMILY_RETURN][0] = kit_first_no(row[i].share) - 1;
        scene.lot.words[FAMILY_RETURN][1] = kit_first_no(row[i].share);
        scene.lot.words[FAMILY_RETURN][2] = 0;
        bring(&scene, 0);
        for (int month = 0; month <= MONTHS; month++) {
            const struct waiting_list *list = &scene.waiting.winback[month];
            assert_int_equal(list->count, month == row[i].back && month > 0 ? 2 : 0);
            assert_int_equal(scene.waiting.referred[month].count, 0);
            if (list->count == 0)
                continue;
            const struct waiting_client *first = find(list, 0, 0), *third = find(list, 0, 2);
            assert_true(first != NULL && first->cell == 3 && first->fee == 1000 && first->interval == 0);
            assert_true(third != NULL && third->cell == 1 && third->fee == 1002 && third->kept == 0);
        }
        scene_free(&scene);
    }
    scene_make(&scene, returns, NULL, 1, 2); /* who is not lost does not return */
    scene.lot.words[FAMILY_RETURN][0] = 0;
    bring(&scene, 0);
    for (int month = 0; month <= MONTHS; month++)
        assert_int_equal(scene.waiting.winback[month].count, 0);
    scene_free(&scene);
}

/* The interval of z comes along, saved or not: a new life begins without care. */
static void z_comes_along(void **state)
{
    static struct scene scene;
    static const double place[] = {0.1, 0.1, 0.5, 0.9};
    (void)state;
    scene_make(&scene,
               KIT_ROWS "plan.months,12\nnps.promoters,30%\nnps.detractors,20%\ncare.coverage,50%\ncare.success,40%\n"
                        "winback.share,20%\nwinback.after,2\n",
               NULL, 4, 2);
    for (size_t i = 0; i < 4; i++) {
        scene.lot.latent[i] = kit_kind(&scene.kit, place[i], i == 1);
        scene.lot.gone[i] = 5;
        scene.lot.words[FAMILY_RETURN][i] = 0;
    }
    bring(&scene, 0);
    for (uint32_t i = 0; i < 4; i++) {
        const struct waiting_client *client = find(&scene.waiting.winback[7], 0, i);
        assert_non_null(client);
        assert_int_equal(client->interval, kit_interval(&scene.kit, place[i]));
    }
    scene_free(&scene);
}

/* Lives from a month on (book: from before month 1), lost in the month, in a plan of so many months: kept or not. */
static void check_kept(int months, bool book, int month, uint32_t gone, bool before, bool wanted)
{
    static struct scene scene;
    char text[400];
    snprintf(text, sizeof text, "%splan.months,%d\nwinback.share,20%%\nwinback.after,1\n", KIT_ROWS, months);
    scene_make(&scene, text, NULL, 1, month);
    scene.lot.lot.book = book;
    scene.lot.kept[0] = before;
    scene.lot.lot.kept = before ? scene.lot.kept : NULL;
    scene.lot.gone[0] = gone;
    scene.lot.words[FAMILY_RETURN][0] = 0;
    bring(&scene, 0);
    const struct waiting_client *client = find(&scene.waiting.winback[gone + 1], 0, 0);
    assert_non_null(client);
    if (client->kept != wanted)
        fail_msg("%d months, from %d, lost in %u: kept %d", months, month, gone, client->kept);
    scene_free(&scene);
}

/* Was there in month H - 12: its first bill had come by then, and it was lost later. */
static void a_year_ago(void **state)
{
    (void)state;
    check_kept(15, false, 3, 5, false, true);
    check_kept(15, false, 3, 4, false, true);
    check_kept(15, false, 4, 5, false, false);
    check_kept(15, false, 2, 3, false, false); /* its last bill was in month 2 */
    check_kept(15, false, 2, 4, false, true);
    check_kept(15, false, 4, 5, true, true); /* in a life before */
    check_kept(15, true, 1, 3, false, false);
    check_kept(15, true, 1, 4, false, true);
    check_kept(12, true, 1, 2, false, true); /* month 0: all of the book, and nobody else */
    check_kept(12, false, 1, 2, false, false);
    check_kept(11, true, 1, 2, false, false); /* before the book is known */
    check_kept(11, false, 1, 3, false, false);
}

/* More than a play may have: told as it is. */
static void too_many(void **state)
{
    static struct scene scene;
    (void)state;
    for (int referring = 0; referring <= 1; referring++) {
        scene_make(&scene, referring ? refers : returns, NULL, 1, 3);
        scene.waiting.brought[0] = WAITING_MOST;
        scene.lot.gone[0] = 5;
        scene.lot.words[FAMILY_RETURN][0] = 0;
        scene.lot.words[FAMILY_REFERRAL][0] = gap_word(0.1);
        const struct kit_turns turns = {PURPOSE_CHILD, (uint32_t)referring, TURNS, scene.word};
        const struct draw_source source = {kit_turns_fill, &turns};
        assert_int_equal(
            family_bring(&scene.kit.engine.families, &scene.lot.lot, &scene.kit.engine.kinds, &source, &scene.waiting),
            ERR_RANGE);
        scene_free(&scene);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_clock),      cmocka_unit_test(none_past_the_plan), cmocka_unit_test(closes_a_month_later),
        cmocka_unit_test(only_promoters), cmocka_unit_test(who_comes_back),     cmocka_unit_test(z_comes_along),
        cmocka_unit_test(a_year_ago),     cmocka_unit_test(too_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
