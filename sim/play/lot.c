/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/play/lot.h"

void lot_fill_family(const struct lot *self, const struct draw_source *source, enum purpose purpose, uint32_t first,
                     const uint16_t *at, size_t count, uint32_t *const word[WORDS])
{
    uint32_t replicate[BATCH], low[BATCH], high[BATCH];

    for (size_t i = 0; i < count; i++) {
        replicate[i] = self->replicate[at[i]];
        low[i] = self->family[FAMILY_LOW][at[i]];
        high[i] = self->family[FAMILY_HIGH][at[i]];
    }
    struct draw_batch batch = {
        .purpose = purpose, .first = first, .replicate = replicate, .third = low, .fourth = high, .count = count};
    source->fill(source->context, &batch, word);
}
