/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A lot: lives that were drawn together, all with their first bill in the plan in the same month, as what follows from
 * them needs to see them: new clients of one signer and month, or one client of the book in all lanes.
 */
#ifndef PLATEAU_PLAY_LOT_H
#define PLATEAU_PLAY_LOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/play/draw.h"

enum { BATCH = 512 }; /* the most lives of a lot */

struct lot {
    size_t count;
    int month;  /* of their bill 1 in the plan */
    bool book;  /* they were clients in month 0 */
    int tenure; /* of the book's: bills before the plan */
    const uint32_t *lane, *replicate;
    const uint32_t *cell;    /* quartile * contracts + contract */
    const uint32_t *table;   /* of their lives */
    const uint16_t *latent;  /* kinds */
    const uint8_t *handled;  /* by care, when it comes */
    const uint8_t *kept;     /* were clients in month H - 12 in a life before; NULL: none */
    uint32_t *gone;          /* month lost; H + 1: after the plan */
    const int64_t *fee;      /* first fee, cents */
    uint32_t *const *family; /* [enum family_word][i]; filled only where something follows (engine.follows) */
};

/* Blocks of a purpose with counter (first, 0, the family's id) for the clients at these places of the lot. */
void lot_fill_family(const struct lot *self, const struct draw_source *source, enum purpose purpose, uint32_t first,
                     const uint16_t *at, size_t count, uint32_t *const word[WORDS]);

#endif
