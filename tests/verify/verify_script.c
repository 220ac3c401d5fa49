/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/verify/verify_script.h"

#include <math.h>
#include <stdbool.h>

static void fill(const void *context, const struct draw_batch *batch, uint32_t *const word[WORDS])
{
    const struct script *self = context;

    for (size_t i = 0; i < batch->count; i++)
        for (size_t w = 0; w < WORDS; w++) {
            word[w][i] = UINT32_C(0x80000000);
            for (size_t r = 0; r < self->count; r++) {
                const struct script_rule *rule = &self->rule[r];
                bool third = rule->third == SCRIPT_ANY || rule->third == batch->third[i];
                bool fourth = rule->fourth == SCRIPT_ANY || rule->fourth == batch->fourth[i];
                bool purpose = rule->purpose == (uint32_t)batch->purpose ||
                               rule->purpose == script_nth((uint32_t)batch->purpose, batch->first);
                if (purpose && third && fourth)
                    word[w][i] = rule->word[w];
            }
        }
}

struct draw_source script_source(const struct script *self)
{
    return (struct draw_source){fill, self};
}

uint32_t script_nth(uint32_t purpose, uint32_t first)
{
    return purpose | (first + 1) << 8;
}

uint32_t script_word(double u)
{
    return (uint32_t)floor(u * 4294967296.0);
}
