/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the best paying fifth pays, by hand and against sorting. */
#include "tests/verify/verify_support.h"

#include <math.h>
#include <stdlib.h>

#include "sim/play/survivors.h"

enum { MONTHS = 7 };

static uint32_t state_of_numbers = 1;

static uint32_t next_number(void)
{
    state_of_numbers = state_of_numbers * UINT32_C(1664525) + UINT32_C(1013904223);
    return state_of_numbers >> 8;
}

/* Adds clients of one lane who are all there at the end. */
static void add(struct survivors *self, uint32_t in, const int64_t *fee, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t gone = MONTHS + 1;
        assert_int_equal(survivors_add(self, 1, &in, &gone, &fee[i]), OK);
    }
}

static void check(const int64_t *fee, size_t count, double wanted)
{
    struct survivors self = {0};
    double top[LANES];
    survivors_clear(&self, MONTHS);
    add(&self, 17, fee, count);
    survivors_top_fifth(&self, top);
    for (size_t lane = 0; lane < LANES; lane++)
        assert_true(lane == 17 ? fabs(top[lane] - wanted) <= 1e-12 * wanted : top[lane] == 0);
    survivors_free(&self);
    survivors_free(&self);
}

static void by_hand(void **state)
{
    (void)state;
    /* The header's example: 7 / 5 = 1.4 clients: 10 + 0.4 x 4. */
    check((const int64_t[]){1, 2, 10, 1, 4, 3, 1}, 7, 11.6);
    check(NULL, 0, 0);
    check((const int64_t[]){137}, 1, 0.2 * 137);      /* a fifth of the only client */
    check((const int64_t[]){137, 137}, 2, 0.4 * 137); /* ties */
    check((const int64_t[]){5, 9, 1, 3, 7}, 5, 9);    /* exactly one */
    check((const int64_t[]){5, 9, 1, 3, 7, 2}, 6, 9 + 0.2 * 7);
    check((const int64_t[]){8, 8, 8, 8, 8, 8, 8, 8, 8}, 9, 1.8 * 8);
    check((const int64_t[]){0, 0, 0, 0}, 4, 0);
    check((const int64_t[]){1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 10, 19); /* sorted, both ways */
    check((const int64_t[]){10, 9, 8, 7, 6, 5, 4, 3, 2, 1}, 10, 19);
}

/* Who is gone by the last month pays nothing then. */
static void only_who_is_still_there(void **state)
{
    struct survivors self = {0};
    double top[LANES];
    (void)state;
    survivors_clear(&self, MONTHS);
    const uint32_t lane[] = {3, 3, 3, 63, 0}, gone[] = {MONTHS, MONTHS + 1, 2, MONTHS + 1, MONTHS};
    const int64_t last[] = {1000, 50, 2000, 70, 90};
    assert_int_equal(survivors_add(&self, 5, lane, gone, last), OK);
    assert_int_equal(self.count, 2);
    survivors_top_fifth(&self, top);
    assert_close(top[3], 10, 1e-15);
    assert_close(top[63], 14, 1e-15);
    assert_true(top[0] == 0);
    survivors_clear(&self, MONTHS); /* nothing of the last chunk is left */
    survivors_top_fifth(&self, top);
    assert_true(top[3] == 0 && top[63] == 0);
    survivors_free(&self);
}

static int larger_first(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x < y) - (x > y);
}

/* From the definition: sorted, the first N / 5, the last one by its fraction. */
static double from_definition(int64_t *fee, size_t count)
{
    double sum = 0, wanted = (double)count / 5;
    if (count > 0)
        qsort(fee, count, sizeof *fee, larger_first);
    for (size_t i = 0; i < count && wanted > 0; i++, wanted -= 1)
        sum += (double)fee[i] * fmin(wanted, 1);
    return sum;
}

/* Many random chunks: few and many clients, few and many different fees, rising, falling. */
static void against_sorting(void **state)
{
    enum { MOST = 700 };
    static int64_t fee[LANES][MOST];
    struct survivors self = {0};
    double top[LANES];
    (void)state;
    for (int round = 0; round < 300; round++) {
        uint32_t most = round % 3 == 0 ? 12 : MOST - 1;
        uint32_t kinds = round % 4 == 0 ? 3 : round % 4 == 1 ? 40 : 5000000; /* many ties, some, hardly any */
        size_t count[LANES] = {0};
        survivors_clear(&self, MONTHS);
        for (size_t i = 0, all = (size_t)(next_number() % most) * (round % 5 == 0 ? 1 : 20); i < all; i++) {
            uint32_t lane = next_number() % LANES, gone = MONTHS + 1;
            int64_t own = round % 7 == 0 ? (int64_t)i : round % 7 == 1 ? (int64_t)(all - i) : next_number() % kinds;
            if (count[lane] == MOST)
                continue;
            fee[lane][count[lane]++] = own;
            assert_int_equal(survivors_add(&self, 1, &lane, &gone, &own), OK);
        }
        survivors_top_fifth(&self, top);
        for (size_t lane = 0; lane < LANES; lane++)
            assert_near(top[lane], from_definition(fee[lane], count[lane]), 1e-9 * fabs(top[lane]));
    }
    survivors_free(&self);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_hand),
        cmocka_unit_test(only_who_is_still_there),
        cmocka_unit_test(against_sorting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
