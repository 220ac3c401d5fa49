/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/play/aftermath.h"

void aftermath_end(const struct lot *lot, const struct engine *engine, const struct clients_books *books)
{
    const uint32_t beyond = (uint32_t)engine->plan->months + 1;

    if (engine->rescue.offer != NULL)
        rescue_keep(&engine->rescue, lot, &engine->source, books->memo, books->ledger);
    for (size_t i = 0, count = lot->count; i < count; i++)
        lot->gone[i] = lot->gone[i] < beyond ? lot->gone[i] : beyond;
}

enum status aftermath_bring(const struct lot *lot, const struct engine *engine, const struct clients_books *books)
{
    opinion_post(&engine->opinions, lot, &engine->kinds, books->ledger);
    return family_bring(&engine->families, lot, &engine->kinds, &engine->source, books->waiting);
}
