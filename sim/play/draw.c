/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/play/draw.h"

#include <Random123/threefry.h>
#include <math.h>

#include "sim/support/wide.h"

/*
 * One loop over lanes, the generator inlined in it: gcc turns it into vector code (Threefry is add, rotate, xor:
 * the same bits at every width). It honours restrict on parameters, not on local pointers: hence so many of them.
 */
WIDEST static void threefry_blocks(uint64_t seed, uint32_t purpose, uint32_t first, uint32_t second,
                                   const uint32_t *restrict replicate, const uint32_t *restrict third,
                                   const uint32_t *restrict fourth, uint32_t *restrict w0, uint32_t *restrict w1,
                                   uint32_t *restrict w2, uint32_t *restrict w3, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        threefry4x32_key_t key = {{(uint32_t)seed, (uint32_t)(seed >> 32), replicate[i], purpose}};
        threefry4x32_ctr_t counter = {{first, second, third[i], fourth[i]}};
        threefry4x32_ctr_t out = threefry4x32(counter, key);
        w0[i] = out.v[0];
        w1[i] = out.v[1];
        w2[i] = out.v[2];
        w3[i] = out.v[3];
    }
}

static void fill_keyed(const void *context, const struct draw_batch *batch, uint32_t *const word[WORDS])
{
    threefry_blocks(*(const uint64_t *)context, (uint32_t)batch->purpose, batch->first, batch->second, batch->replicate,
                    batch->third, batch->fourth, word[0], word[1], word[2], word[3], batch->count);
}

struct draw_source draw_keyed(const uint64_t *seed)
{
    return (struct draw_source){fill_keyed, seed};
}

double draw_uniform(const struct draw_source *source, const struct draw_batch *batch, size_t lane, int word, uint32_t x)
{
    double fraction = 0.5;

    if (draw_is_end(x)) {
        uint32_t more[WORDS] = {0}, *out[WORDS] = {&more[0], &more[1], &more[2], &more[3]};
        struct draw_batch one = {.purpose = (enum purpose)(batch->purpose + PURPOSE_REFINE),
                                 .first = batch->first,
                                 .second = batch->second,
                                 .replicate = batch->replicate + lane,
                                 .third = batch->third + lane,
                                 .fourth = batch->fourth + lane,
                                 .count = 1};
        source->fill(source->context, &one, out);
        fraction = ((double)more[word] + 0.5) * 0x1p-32;
        if (x != 0 && fraction > 1 - 0x1p-20)
            fraction = 1 - 0x1p-20; /* keeps u below 1 in double: 1 - 2^-52 */
    }
    return ((double)x + fraction) * 0x1p-32;
}

uint32_t draw_threshold(double p)
{
    double x = ceil(p * 0x1p32 - 0.5);
    return x <= 0 ? 0 : x >= 0x1p32 ? UINT32_MAX : (uint32_t)x;
}
