/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of a chunk's lanes are those of their addresses, whatever the chunk they are played in. */
#include "tests/verify/verify_support.h"

#include "sim/play/lane_words.h"

static const uint64_t seed = 0x123456789abcdefu, who = 0xfedcba9876543210u;

/* One block, drawn alone. */
static void block(uint32_t out[WORDS], enum purpose purpose, uint32_t third, uint32_t replicate)
{
    uint32_t fourth = 0, *word[WORDS] = {&out[0], &out[1], &out[2], &out[3]};
    struct draw_source source = draw_keyed(&seed);
    struct draw_batch batch = {purpose, (uint32_t)who, (uint32_t)(who >> 32), &replicate, &third, &fourth, 1};
    source.fill(source.context, &batch, word);
}

static void lanes_are_replicates(void **state)
{
    static const size_t firsts[] = {0, 64, 1000003}, counts[] = {1, 13, LANES};
    struct draw_source source = draw_keyed(&seed);
    (void)state;
    for (size_t f = 0; f < 3; f++)
        for (size_t c = 0; c < 3; c++) {
            uint32_t words[WORDS][LANES] = {{0}}, *word[WORDS] = {words[0], words[1], words[2], words[3]};
            struct lanes lanes = {&source, firsts[f], counts[c]};
            lane_words_fill(&lanes, (struct lane_counter){PURPOSE_BOOK, who, 77}, word);
            for (size_t lane = 0; lane < LANES; lane++) {
                uint32_t alone[WORDS];
                block(alone, PURPOSE_BOOK, 77, (uint32_t)(firsts[f] + lane));
                for (int w = 0; w < WORDS; w++)
                    assert_int_equal(words[w][lane], lane < counts[c] ? alone[w] : 0);
            }
        }
}

/* Word (month - 1) % 4 of the block (month - 1) / 4 of the seat: addresses that draw.h promises. */
static void months_of_a_seat(void **state)
{
    struct draw_source source = draw_keyed(&seed);
    struct lanes lanes = {&source, 640, LANES};
    uint32_t words[MONTHS_A_BLOCK * LANES];
    (void)state;
    for (int seat = 0; seat < 100000; seat += 33331)
        for (int month = 1; month <= 1200; month += 13) {
            uint32_t alone[WORDS], third = (uint32_t)seat << 11 | (uint32_t)((month - 1) / 4);
            struct lane_counter counter = lane_words_seat_block(PURPOSE_QUIT, who, seat, month);
            assert_true(counter.third == third && counter.purpose == PURPOSE_QUIT && counter.who == who);
            lane_words_fill_seat(&lanes, counter, words);
            block(alone, PURPOSE_QUIT, third, 640 + 9);
            assert_int_equal(words[(month - 1) % 4 * LANES + 9], alone[(month - 1) % 4]);
        }
    assert_int_equal(lane_words_seat(3, 1200), 3 << 11 | 1200);
}

/* Refined by the block of purpose + PURPOSE_REFINE of the same lane. */
static void uniforms(void **state)
{
    struct draw_source source = draw_keyed(&seed);
    struct lanes lanes = {&source, 640, 20};
    struct lane_counter counter = {PURPOSE_BOOK, who, 77};
    uint32_t more[WORDS];
    (void)state;
    block(more, (enum purpose)(PURPOSE_BOOK + PURPOSE_REFINE), 77, 640 + 11);
    assert_close(lane_words_uniform(&lanes, counter, 11, 2, 0), ((double)more[2] + 0.5) * 0x1p-64, 1e-15);
    assert_true(lane_words_uniform(&lanes, counter, 11, 2, 12345) == 12345.5 * 0x1p-32);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lanes_are_replicates),
        cmocka_unit_test(months_of_a_seat),
        cmocka_unit_test(uniforms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
