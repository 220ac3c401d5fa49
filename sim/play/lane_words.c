/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/play/lane_words.h"

/* A batch over the lanes: counters are [replicate, third, fourth][lane]. */
static struct draw_batch batch_of(const struct lanes *lanes, struct lane_counter counter, uint32_t counters[3][LANES])
{
    for (size_t lane = 0; lane < LANES; lane++) {
        counters[0][lane] = (uint32_t)(lanes->first + lane);
        counters[1][lane] = counter.third;
        counters[2][lane] = 0;
    }
    return (struct draw_batch){.purpose = counter.purpose,
                               .first = (uint32_t)counter.who,
                               .second = (uint32_t)(counter.who >> 32),
                               .replicate = counters[0],
                               .third = counters[1],
                               .fourth = counters[2],
                               .count = lanes->count};
}

void lane_words_fill(const struct lanes *lanes, struct lane_counter counter, uint32_t *const word[WORDS])
{
    uint32_t counters[3][LANES];
    struct draw_batch batch = batch_of(lanes, counter, counters);
    lanes->source->fill(lanes->source->context, &batch, word);
}

double lane_words_uniform(const struct lanes *lanes, struct lane_counter counter, size_t lane, int which, uint32_t x)
{
    uint32_t counters[3][LANES];
    struct draw_batch batch = batch_of(lanes, counter, counters);
    return draw_uniform(lanes->source, &batch, lane, which, x);
}

void lane_words_fill_seat(const struct lanes *lanes, struct lane_counter block, uint32_t *words)
{
    uint32_t *const word[WORDS] = {words, words + LANES, words + 2 * LANES, words + 3 * LANES};
    lane_words_fill(lanes, block, word);
}
