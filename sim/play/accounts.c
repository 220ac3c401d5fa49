/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/play/accounts.h"

/* Heads and fees; last[i] is the fee of the last bill. The book comes in month 0. */
static void post(const struct billing_lives *lives, const int64_t *last, struct ledger *ledger)
{
    const int came = lives->book ? 0 : lives->month;
    struct ledger_post *entered = ledger_row(ledger->entered, came), *gone = ledger->gone;
    const uint32_t months = (uint32_t)ledger->months;
    const size_t beyond = (size_t)ledger_beyond(ledger, came) * LANES;

    for (size_t i = 0, count = lives->count; i < count; i++) {
        uint32_t lane = lives->lane[i];
        size_t slot = lives->gone[i] > months ? beyond : (size_t)lives->gone[i] * LANES;
        ledger_add(&entered[lane], lives->fee[i]);
        ledger_add(&gone[slot + lane], last[i]);
    }
}

/* Who was a client a year before the end, was lost and is back by then. */
static void note_revived(const struct billing_lives *lives, const int64_t *last, struct ledger *ledger)
{
    for (size_t i = 0; i < lives->count; i++)
        if (lives->kept[i] && lives->gone[i] > (uint32_t)ledger->months)
            ledger->revived[lives->lane[i]] += last[i];
}

enum status accounts_keep(const struct billing_lives *lives, const struct engine *engine, struct ledger *ledger,
                          struct survivors *survivors, int64_t *last)
{
    const int64_t *paid_last = lives->fee;

    if (billing_needed(lives->terms, ledger)) {
        billing_post(lives, engine, ledger, last);
        paid_last = last;
    }
    post(lives, paid_last, ledger);
    if (lives->kept != NULL)
        note_revived(lives, paid_last, ledger);
    return survivors_add(survivors, lives->count, lives->lane, lives->gone, paid_last);
}
