/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Billing: what a batch of lives adds to the ledger beside fees and heads: growth of fees, commissions and what of them
 * comes back, longevity bonuses, serving and service. All clients of the batch share their terms, so that a change of
 * bills falls into one month for all of them; whoever is gone by then is sifted out.
 */
#ifndef PLATEAU_PLAY_BILLING_H
#define PLATEAU_PLAY_BILLING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/play/engine.h"
#include "sim/play/ledger.h"
#include "sim/play/lot.h"

/* Lives to be billed. */
struct billing_lives {
    size_t count;
    size_t signer; /* whose commission, where the terms have one */
    bool book;     /* they were clients in month 0 */
    int month;     /* of their bill 1 under the terms */
    const struct terms *terms;
    const uint32_t *lane;
    const uint32_t *gone; /* month lost; H + 1: after the plan */
    const int64_t *fee;   /* first fee, cents */
    const uint8_t *kept;  /* were clients in month H - 12 in a life before; NULL: none */
};

/*
 * True if there is anything to post for lives on these terms: their bills change, or others' do, so that the ledger
 * keeps what those who stay pay at the least. Cannot fail.
 */
bool billing_needed(const struct terms *terms, const struct ledger *ledger);

/* Posts everything but heads and fees; last[i] is what client i was billed last, cents. Cannot fail. */
void billing_post(const struct billing_lives *lives, const struct engine *engine, struct ledger *ledger, int64_t *last);

#endif
