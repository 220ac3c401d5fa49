/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/support.h"

#include <stdatomic.h>

#include "sim/support/workers.h"

enum { CHUNKS = 997, THREADS = 7 };

struct tally {
    size_t next;       /* the chunk whose merge is due */
    uint64_t hash;     /* depends on the order of merging */
    size_t fails_from; /* work fails from this chunk on */
    size_t stops_at;   /* merge asks to stop at this chunk */
    size_t told;       /* what progress said last */
    atomic_size_t worked;
};

static enum status work(void *shared, void *scratch, size_t chunk)
{
    struct tally *tally = shared;
    uint64_t x = chunk;
    for (size_t i = 0; i < (chunk % 13) * 100; i++) /* some take longer than others */
        x = x * UINT64_C(6364136223846793005) + 1442695040888963407U;
    *(uint64_t *)scratch = x;
    atomic_fetch_add(&tally->worked, 1);
    if (chunk < tally->fails_from)
        return OK;
    return chunk % 2 ? ERR_MEMORY : ERR_RANGE;
}

static void merge(void *shared, const void *scratch, size_t chunk)
{
    struct tally *tally = shared;
    assert_int_equal(chunk, tally->next);
    tally->next++;
    tally->hash = (tally->hash ^ *(const uint64_t *)scratch) * UINT64_C(0x100000001b3);
    if (chunk == tally->stops_at)
        workers_stop();
}

static void progress(void *shared, size_t done, size_t chunks)
{
    struct tally *tally = shared;
    assert_int_equal(done, tally->next);
    assert_int_equal(chunks, CHUNKS);
    tally->told = done;
}

static enum status run(struct tally *tally, size_t threads)
{
    uint64_t scratch[THREADS];
    void *pointer[THREADS];
    struct workers_job job = {.shared = tally, .work = work, .merge = merge, .progress = progress};
    for (size_t i = 0; i < THREADS; i++)
        pointer[i] = &scratch[i];
    return workers_run(&job, CHUNKS, threads, pointer);
}

static void any_number_of_threads_gives_the_same(void **state)
{
    uint64_t first = 0;
    (void)state;
    for (size_t threads = 1; threads <= THREADS; threads++) {
        struct tally tally = {.fails_from = CHUNKS, .stops_at = CHUNKS};
        assert_int_equal(run(&tally, threads), OK);
        assert_int_equal(tally.next, CHUNKS);
        assert_int_equal(tally.told, CHUNKS);
        assert_int_equal(tally.worked, CHUNKS);
        if (threads == 1)
            first = tally.hash;
        assert_true(tally.hash == first);
    }
}

static void the_first_failure_is_the_first_in_order(void **state)
{
    (void)state;
    for (size_t threads = 1; threads <= THREADS; threads++) {
        struct tally tally = {.fails_from = 101, .stops_at = CHUNKS};
        assert_int_equal(run(&tally, threads), ERR_MEMORY);
        assert_int_equal(tally.next, 101);
        assert_true(tally.worked <= 101 + 2 * THREADS);
    }
}

static void a_request_to_stop_is_heard(void **state)
{
    (void)state;
    for (size_t threads = 1; threads <= THREADS; threads++) {
        struct tally tally = {.fails_from = CHUNKS, .stops_at = 50};
        assert_int_equal(run(&tally, threads), ERR_STOPPED);
        assert_true(tally.next < 51 + 2 * THREADS);
        assert_int_equal(run(&tally, threads), ERR_STOPPED);
        workers_resume();
    }
}

static void no_chunks_are_no_work(void **state)
{
    struct tally tally = {.fails_from = CHUNKS};
    struct workers_job job = {.shared = &tally, .work = work, .merge = merge};
    void *scratch[1] = {NULL};
    (void)state;
    assert_int_equal(workers_run(&job, 0, 1, scratch), OK);
    assert_int_equal(tally.worked, 0);
    assert_true(workers_available() >= 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_number_of_threads_gives_the_same),
        cmocka_unit_test(the_first_failure_is_the_first_in_order),
        cmocka_unit_test(a_request_to_stop_is_heard),
        cmocka_unit_test(no_chunks_are_no_work),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
