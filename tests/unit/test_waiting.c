/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waiting lists: who is put there stays there, up to a number. */
#include "support.h"

#include "sim/play/waiting.h"

static struct waiting_client client(uint32_t lane, uint32_t which)
{
    return (struct waiting_client){
        .lane = lane, .low = which, .high = 7 * which, .cell = 3, .fee = 100 + which, .interval = 2, .kept = 1};
}

static void kept_in_order(void **state)
{
    struct waiting waiting;
    (void)state;
    assert_int_equal(waiting_init(&waiting, 5), OK);
    for (uint32_t i = 0; i < 1000; i++) {
        assert_int_equal(waiting_add(&waiting, &waiting.referred[5], client(i % LANES, i)), OK);
        assert_int_equal(waiting_add(&waiting, &waiting.winback[i % 6], client(i % LANES, i)), OK);
    }
    assert_int_equal(waiting.referred[5].count, 1000);
    assert_int_equal(waiting.winback[3].count, 167); /* 3, 9, ... 999 */
    assert_int_equal(waiting.winback[4].count, 166);
    for (uint32_t i = 0; i < 1000; i++) {
        const struct waiting_client *item = &waiting.referred[5].item[i];
        assert_true(item->lane == i % LANES && item->low == i && item->high == 7 * i && item->fee == 100 + i);
        assert_true(item->cell == 3 && item->interval == 2 && item->kept == 1);
    }
    for (uint32_t lane = 0; lane < LANES; lane++)
        assert_int_equal(waiting.brought[lane], 2 * (1000 / LANES + (lane < 1000 % LANES)));
    waiting_clear(&waiting);
    for (int month = 0; month <= 5; month++)
        assert_true(waiting.referred[month].count == 0 && waiting.winback[month].count == 0);
    for (uint32_t lane = 0; lane < LANES; lane++)
        assert_int_equal(waiting.brought[lane], 0);
    assert_int_equal(waiting_add(&waiting, &waiting.referred[5], client(1, 77)), OK);
    assert_true(waiting.referred[5].count == 1 && waiting.referred[5].item[0].low == 77);
    waiting_free(&waiting);
    waiting_free(&waiting);
}

/* A play may have 200,000 of them, referred and returning together; another play has its own. */
static void so_many(void **state)
{
    struct waiting waiting;
    (void)state;
    assert_int_equal(WAITING_MOST, 200000);
    assert_int_equal(waiting_init(&waiting, 2), OK);
    for (int round = 0; round < 2; round++) {
        for (uint32_t i = 0; i < 100000; i++) {
            assert_int_equal(waiting_add(&waiting, &waiting.referred[1], client(13, i)), OK);
            assert_int_equal(waiting_add(&waiting, &waiting.winback[2], client(13, i)), OK);
        }
        assert_int_equal(waiting_add(&waiting, &waiting.winback[2], client(13, 0)), ERR_RANGE);
        assert_int_equal(waiting_add(&waiting, &waiting.referred[1], client(13, 0)), ERR_RANGE);
        assert_int_equal(waiting.winback[2].count, 100000);
        assert_int_equal(waiting.referred[1].count, 100000);
        assert_int_equal(waiting_add(&waiting, &waiting.referred[1], client(14, 0)), OK);
        waiting_clear(&waiting);
    }
    waiting_free(&waiting);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kept_in_order),
        cmocka_unit_test(so_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
