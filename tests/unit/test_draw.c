/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws: known answers of Threefry4x32-20, what a block depends on, thresholds, and uniforms in the end cells. */
#include "tests/verify/verify_support.h"

#include <math.h>
#include <string.h>

#include "sim/play/draw.h"

enum { LANES_TRIED = 67 };

/* One block. */
static void block(uint32_t out[WORDS], uint64_t seed, uint32_t purpose, uint32_t replicate, const uint32_t counter[4])
{
    uint32_t *word[WORDS] = {&out[0], &out[1], &out[2], &out[3]};
    struct draw_batch batch = {(enum purpose)purpose, counter[0], counter[1], &replicate, &counter[2], &counter[3], 1};
    struct draw_source source = draw_keyed(&seed);
    source.fill(source.context, &batch, word);
}

/* Published with Random123: all bits of key and counter 0, and all 1. */
static void known_answers(void **state)
{
    static const uint32_t zeros[4] = {0}, ones[4] = {UINT32_MAX, UINT32_MAX, UINT32_MAX, UINT32_MAX};
    uint32_t out[WORDS];
    (void)state;
    block(out, 0, 0, 0, zeros);
    assert_true(out[0] == 0x9c6ca96a && out[1] == 0xe17eae66 && out[2] == 0xfc10ecd4 && out[3] == 0x5256a7d8);
    block(out, UINT64_MAX, UINT32_MAX, UINT32_MAX, ones);
    assert_true(out[0] == 0x2a881696 && out[1] == 0x57012287 && out[2] == 0xf6c7446e && out[3] == 0xa16a6732);
}

/* Every bit of the address counts. */
static void addresses(void **state)
{
    uint32_t base[WORDS], other[WORDS], counter[4] = {17, 290, 5, 1};
    (void)state;
    block(base, 42, PURPOSE_CLIENT, 3, counter);
    for (int bit = 0; bit < 64; bit++) {
        block(other, 42 ^ UINT64_C(1) << bit, PURPOSE_CLIENT, 3, counter);
        assert_true(memcmp(base, other, sizeof base) != 0);
    }
    for (int bit = 0; bit < 32; bit++) {
        block(other, 42, PURPOSE_CLIENT, 3 ^ UINT32_C(1) << bit, counter);
        assert_true(memcmp(base, other, sizeof base) != 0);
        for (int c = 0; c < 4; c++) {
            counter[c] ^= UINT32_C(1) << bit;
            block(other, 42, PURPOSE_CLIENT, 3, counter);
            assert_true(memcmp(base, other, sizeof base) != 0);
            counter[c] ^= UINT32_C(1) << bit;
        }
    }
    block(other, 42, PURPOSE_CLIENT + PURPOSE_REFINE, 3, counter);
    assert_true(memcmp(base, other, sizeof base) != 0);
}

/* A batch of any size gives each lane what it gets alone: vector code and its remainder. */
static void batches(void **state)
{
    static const uint64_t seed = UINT64_C(0x0123456789abcdef);
    uint32_t replicate[LANES_TRIED], third[LANES_TRIED], fourth[LANES_TRIED], words[WORDS][LANES_TRIED];
    uint32_t *word[WORDS] = {words[0], words[1], words[2], words[3]};
    struct draw_source source = draw_keyed(&seed);
    (void)state;
    for (uint32_t i = 0; i < LANES_TRIED; i++) {
        replicate[i] = 7 * i;
        third[i] = 1000003 * i;
        fourth[i] = i / 3;
    }
    for (size_t count = 1; count <= LANES_TRIED; count++) {
        struct draw_batch batch = {PURPOSE_CLIENT, 11, 13, replicate, third, fourth, count};
        source.fill(source.context, &batch, word);
        for (size_t i = 0; i < count; i++) {
            uint32_t alone[WORDS], counter[4] = {11, 13, third[i], fourth[i]};
            block(alone, seed, PURPOSE_CLIENT, replicate[i], counter);
            for (int w = 0; w < WORDS; w++)
                assert_int_equal(words[w][i], alone[w]);
        }
    }
}

/* x reaches the threshold exactly where (x + 1/2) / 2^32 >= p. */
static void thresholds(void **state)
{
    static const double chance[] = {0.5, 1.0 / 3, 0.0137, 1e-9, 3e-10, 0.75, 1 - 1e-9, 0.999999, 0x1p-32, 0x1.8p-32};
    (void)state;
    for (size_t i = 0; i < sizeof chance / sizeof chance[0]; i++) {
        uint32_t x = draw_threshold(chance[i]);
        assert_true(((double)x + 0.5) / 0x1p32 >= chance[i]);
        assert_true(x == 0 || ((double)x - 0.5) / 0x1p32 < chance[i]);
    }
    assert_int_equal(draw_threshold(0), 0);
    assert_int_equal(draw_threshold(0x1p-33), 0); /* the middle of the first cell */
    assert_int_equal(draw_threshold(0x1.000001p-33), 1);
    assert_int_equal(draw_threshold(0.5), UINT32_C(1) << 31);
    assert_int_equal(draw_threshold(1 - 0x1p-33), UINT32_MAX);
    assert_int_equal(draw_threshold(1), UINT32_MAX); /* clamped: end cells are decided exactly */
    assert_int_equal(draw_threshold(1 - 0x1p-53), UINT32_MAX);
    assert_int_equal(draw_threshold(-1e-17), 0); /* rounding of sums */
    assert_int_equal(draw_threshold(1 + 1e-15), UINT32_MAX);
}

static void is_end(void **state)
{
    (void)state;
    assert_true(draw_is_end(0) && draw_is_end(UINT32_MAX));
    assert_false(draw_is_end(1) || draw_is_end(UINT32_MAX - 1) || draw_is_end(UINT32_C(1) << 31));
}

struct refinement {
    uint32_t word;
};

static void fill_same(const void *context, const struct draw_batch *batch, uint32_t *const word[WORDS])
{
    const struct refinement *self = context;
    assert_int_equal(batch->purpose, PURPOSE_CLIENT + PURPOSE_REFINE);
    assert_int_equal(batch->count, 1);
    assert_int_equal(batch->replicate[0], 21);
    assert_int_equal(batch->third[0], 31);
    assert_int_equal(batch->fourth[0], 41);
    for (int w = 0; w < WORDS; w++)
        word[w][0] = w == 2 ? self->word : 0x12345678;
}

static double refined(uint32_t x, uint32_t more)
{
    static const uint32_t replicate[] = {20, 21}, third[] = {30, 31}, fourth[] = {40, 41};
    struct refinement refinement = {more};
    struct draw_source source = {fill_same, &refinement};
    struct draw_batch batch = {PURPOSE_CLIENT, 1, 2, replicate, third, fourth, 2};
    return draw_uniform(&source, &batch, 1, 2, x);
}

/* Lane 1's own word 2 refines it; u is never 0 or 1, and grows with the refining word. */
static void uniforms(void **state)
{
    (void)state;
    assert_true(refined(1, 77) == 1.5 * 0x1p-32);
    assert_true(refined(UINT32_MAX - 1, 77) == 1 - 1.5 * 0x1p-32);
    assert_true(refined(0, 0) == 0x1p-65 && refined(0, UINT32_MAX) < 0x1p-32);
    assert_close(refined(0, 0x40000000), 0x1p-34, 1e-9);
    assert_true(refined(UINT32_MAX, 0) >= 1 - 0x1p-32);
    assert_close(1 - refined(UINT32_MAX, 0xc0000000), 0x1p-34, 1e-5);
    assert_true(1 - refined(UINT32_MAX, UINT32_MAX) == 0x1p-52);
    assert_true(refined(UINT32_MAX, 1u << 31) < refined(UINT32_MAX, 3u << 30));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_answers), cmocka_unit_test(addresses), cmocka_unit_test(batches),
        cmocka_unit_test(thresholds),    cmocka_unit_test(is_end),    cmocka_unit_test(uniforms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
