/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clients whom clients brought: from the lists into lives, and what the ledger says of them. */
#include "play_support.h"
#include "tests/verify/verify_script.h"

#include "sim/play/children.h"

enum { MONTHS = 14 };

/*
 * Everybody spends 10,000. Contract month costs 10 %, half 12 %; one client in ten leaves after every bill, in quartile
 * 3 at twice the rate. From month 6 on month is not offered: of those who want it 30 % take half.
 */
static const char rows[] =
    "contract.month.term,1\ncontract.month.fee,10%\ncontract.month.nonrenewal,0.1\n"
    "contract.month.offered,yes\ncontract.month.offered,no,6\ncontract.month.switch_share,30%\n"
    "contract.half.term,1\ncontract.half.fee,12%\ncontract.half.nonrenewal,0.1\n"
    "contract.month.share,80%\ncontract.half.share,20%\nspend.shape,fixed\nspend.mean,10000\nspend.q1,12000\nspend.q2,"
    "20000\nspend.q3,30000\n"
    "sales.close,7.3%\nrep.a.count,1\nrep.a.leads,13.7\nplan.months,14\nquartile.3.churn,2\nnps.promoters,30%\n"
    "referral.leads,0.1,13\nwinback.share,20%\nwinback.after,2\nwinback.cost,3\n";

struct scene {
    struct kit kit;
    struct waiting waiting;
    struct survivors survivors;
    struct clients batch;
    struct clients_books books;
    uint64_t ends[QUARTILES * 2 * (2 * MONTHS + 2)];
    size_t first;         /* replicate of lane 0 */
    size_t told, biggest; /* lives, and of the largest batch */
};

static void observe(void *context, const struct clients *batch, size_t signer, int month)
{
    struct scene *self = context;
    assert_int_equal(signer, self->kit.made->plan.signer_of[batch->kind.source]);
    assert_int_equal(month, batch->kind.month);
    for (size_t i = 0; i < batch->count; i++)
        assert_int_equal(batch->replicate[i], self->first + batch->lane[i]);
    self->told += batch->count;
    self->biggest = batch->count > self->biggest ? batch->count : self->biggest;
}

static void scene_make(struct scene *self, const char *text, const struct draw_source *source)
{
    memset(self, 0, sizeof *self);
    kit_make(&self->kit, text, NULL, source);
    assert_int_equal(waiting_init(&self->waiting, MONTHS), OK);
    survivors_clear(&self->survivors, MONTHS);
    self->books = (struct clients_books){.ledger = &self->kit.ledger,
                                         .survivors = &self->survivors,
                                         .waiting = &self->waiting,
                                         .ends = self->ends,
                                         .observe = observe,
                                         .context = self};
}

static void scene_free(struct scene *self)
{
    survivors_free(&self->survivors);
    waiting_free(&self->waiting);
    kit_free(&self->kit);
}

static void wait_for(struct scene *self, struct waiting_list *list, struct waiting_client client)
{
    assert_int_equal(waiting_add(&self->waiting, list, client), OK);
}

static uint64_t lives_counted(const struct scene *self)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < sizeof self->ends / sizeof self->ends[0]; i++)
        sum += self->ends[i];
    return sum;
}

/* 1,300 on a list are three batches; all come in their month, and nobody else. */
static void many(void **state)
{
    static struct scene scene;
    (void)state;
    scene_make(&scene, rows, NULL);
    scene.first = 640;
    for (uint32_t i = 0; i < 1300; i++) {
        wait_for(&scene, &scene.waiting.referred[3],
                 (struct waiting_client){.lane = i % LANES, .low = i * 2654435761u, .high = i});
        wait_for(&scene, &scene.waiting.winback[4],
                 (struct waiting_client){.lane = i % 7, .low = i, .high = 3, .fee = 101 + i % 7});
    }
    for (int month = 1; month <= 5; month++)
        assert_int_equal(children_sign(&scene.batch, &scene.kit.engine, 640, month, &scene.books), OK);
    assert_int_equal(scene.biggest, BATCH);
    int64_t referred = 0, back = 0;
    for (size_t lane = 0; lane < LANES; lane++) {
        const struct ledger_post *three = &ledger_row(scene.kit.ledger.entered, 3)[lane];
        const struct ledger_post *four = &ledger_row(scene.kit.ledger.entered, 4)[lane];
        int64_t here = lane < 7 ? 1300 / 7 + (lane < 1300 % 7) : 0;
        assert_int_equal(three->clients, 1300 / LANES + (lane < 1300 % LANES));
        assert_true(three->fee >= three->clients * 100000 && three->fee <= three->clients * 120000);
        assert_int_equal(three->fee % 20000, 0);
        assert_int_equal(kit_posted(&scene.kit, LINE_REFERRED, 3, lane), three->clients);
        assert_int_equal(four->clients, here);
        assert_int_equal(four->fee, here * (int64_t)(101 + lane));
        assert_int_equal(kit_posted(&scene.kit, LINE_WINBACKS, 4, lane), here);
        assert_int_equal(kit_posted(&scene.kit, LINE_REACTIVATED, 4, lane), four->fee);
        assert_int_equal(kit_sum(&scene.kit, LINE_REFERRED, MONTHS, lane), three->clients);
        assert_int_equal(kit_sum(&scene.kit, LINE_WINBACKS, MONTHS, lane), here);
        assert_int_equal(kit_sum(&scene.kit, LINE_REACTIVATED, MONTHS, lane), four->fee);
        assert_int_equal(kit_sum(&scene.kit, LINE_RETURNED, MONTHS, lane), 0);
        referred += three->clients;
        back += here;
    }
    assert_true(referred == 1300 && back == 1300);
    assert_int_equal(scene.told, 2600);
    assert_int_equal(lives_counted(&scene), 1300); /* who comes back is in no table of lives */
    scene_free(&scene);
}

/* The words of the child with the id (low, 50 + low). */
static struct script_rule child(uint32_t low, uint32_t instead, double life)
{
    uint32_t middle = script_word(0.5);
    return (struct script_rule){PURPOSE_CHILD_CLIENT, low, 50 + low, {middle, middle, instead, script_word(life)}};
}

/* Somebody with that id who comes back to a contract's cell. */
static struct waiting_client back(uint32_t lane, uint32_t low, uint32_t cell, int64_t fee, bool kept)
{
    return (struct waiting_client){.lane = lane, .low = low, .high = 50 + low, .cell = cell, .fee = fee, .kept = kept};
}

/*
 * Back under the old contract, where it is offered (month 5); where it is not (month 6), 30 % take the other, and pay
 * what they paid. Lives: 0.9^k, in quartile 3 0.81^k; u = 0.91 ends after bill 1, 0.89 after bill 2 and 0.45 after bill
 * 8 (0.9^8 = 0.430), in quartile 3 0.85 after bill 1; 0.001 outlives the plan.
 */
static void what_they_sign(void **state)
{
    const uint32_t yes = kit_first_no(0.3) - 1, no = kit_first_no(0.3), all = UINT32_MAX - 1;
    struct script_rule rules[] = {child(1, yes, 0.91),  child(2, no, 0.91),  child(3, all, 0.89), child(4, all, 0.001),
                                  child(5, yes, 0.001), child(6, yes, 0.89), child(7, all, 0.45), child(8, yes, 0.85)};
    const struct script script = {rules, sizeof rules / sizeof rules[0]};
    const struct draw_source source = script_source(&script);
    static struct scene scene;
    (void)state;
    scene_make(&scene, rows, &source);
    struct waiting_list *winback = scene.waiting.winback, *referred = scene.waiting.referred;
    /* Cell 0 is month in quartile 1, cell 1 half; cell 4 month in quartile 3. */
    wait_for(&scene, &winback[5], back(0, 1, 0, 707, true));
    wait_for(&scene, &winback[5], back(1, 2, 0, 707, false));
    wait_for(&scene, &winback[6], back(2, 1, 0, 707, false)); /* switches */
    wait_for(&scene, &winback[6], back(3, 2, 0, 707, false)); /* stays away */
    wait_for(&scene, &winback[6], back(4, 3, 1, 808, false)); /* half is there */
    wait_for(&scene, &winback[6], back(5, 4, 1, 909, true));
    wait_for(&scene, &winback[6], back(5, 5, 0, 31, true));
    wait_for(&scene, &winback[6], back(5, 4, 1, 7, false));
    wait_for(&scene, &winback[6], back(5, 6, 0, 5, true));
    wait_for(&scene, &winback[6], back(6, 7, 1, 3, true)); /* lost in the last month */
    wait_for(&scene, &winback[6], back(7, 8, 4, 11, true));
    wait_for(&scene, &referred[6], back(8, 2, 0, 0, false)); /* as reps' leads: it stays away */
    wait_for(&scene, &referred[6], back(9, 1, 0, 0, false));
    for (int month = 5; month <= 6; month++)
        assert_int_equal(children_sign(&scene.batch, &scene.kit.engine, 0, month, &scene.books), OK);
    static const struct {
        int month, clients;
        int64_t fee;
        int lost; /* of the first of them */
    } row[] = {{5, 1, 707, 6}, {5, 1, 707, 6}, {6, 1, 707, 7}, {6, 0, 0, 0}, {6, 1, 808, 8},
               {6, 4, 952, 8}, {6, 1, 3, 14},  {6, 1, 11, 7},  {6, 0, 0, 0}, {6, 1, 120000, 7}};
    for (size_t lane = 0; lane < 10; lane++) {
        const struct ledger_post *entered = &ledger_row(scene.kit.ledger.entered, row[lane].month)[lane];
        bool is_back = lane < 8;
        assert_int_equal(entered->clients, row[lane].clients);
        assert_int_equal(entered->fee, row[lane].fee);
        assert_int_equal(kit_posted(&scene.kit, LINE_WINBACKS, row[lane].month, lane), is_back ? row[lane].clients : 0);
        assert_int_equal(kit_posted(&scene.kit, LINE_REACTIVATED, row[lane].month, lane), is_back ? row[lane].fee : 0);
        for (int month = 0; month <= MONTHS; month++)
            if (ledger_row(scene.kit.ledger.gone, month)[lane].clients != (month > 0 && month == row[lane].lost))
                fail_msg("lane %zu, month %d", lane, month);
    }
    /* Were there in month 2, were lost and are back in month 14: 909 and 31; not who was lost again, nor who was not.
     */
    for (size_t lane = 0; lane < LANES; lane++)
        assert_int_equal(scene.kit.ledger.revived[lane], lane == 5 ? 909 + 31 : 0);
    assert_int_equal(lives_counted(&scene), 1);
    scene_free(&scene);
}

/* More than a play may have of them stops it: a child that brings a child too many. */
static void too_many(void **state)
{
    struct script_rule rules[] = {child(1, 9, 0.95), {PURPOSE_CHILD_FAMILY, SCRIPT_ANY, SCRIPT_ANY, {9, 9, 9, 9}}};
    const struct script script = {rules, 2};
    const struct draw_source source = script_source(&script);
    static struct scene scene;
    (void)state;
    scene_make(&scene, rows, &source);
    wait_for(&scene, &scene.waiting.winback[5], back(3, 1, 0, 707, false));
    scene.waiting.brought[3] = WAITING_MOST;
    assert_int_equal(children_sign(&scene.batch, &scene.kit.engine, 0, 5, &scene.books), ERR_RANGE);
    scene_free(&scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(many),
        cmocka_unit_test(what_they_sign),
        cmocka_unit_test(too_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
