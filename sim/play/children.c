/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/play/children.h"

/* A list, batch by batch. Nobody joins it meanwhile: who is brought waits for a later month. */
static enum status sign_list(struct clients *batch, const struct engine *engine, size_t first,
                             const struct waiting_list *list, const struct clients_books *books)
{
    enum status status = OK;

    for (size_t next = 0; status == OK && next < list->count;) {
        for (; batch->count < BATCH && next < list->count; next++) {
            const struct waiting_client *client = &list->item[next];
            size_t at = batch->count++;
            batch->lane[at] = client->lane;
            batch->replicate[at] = (uint32_t)first + client->lane;
            batch->seat_month[at] = client->low;
            batch->ordinal[at] = client->high;
            batch->cell[at] = client->cell;
            batch->fee[at] = client->fee;
            batch->interval[at] = client->interval;
            batch->kept[at] = client->kept;
        }
        status = clients_live(batch, engine, books);
    }
    return status;
}

enum status children_sign(struct clients *batch, const struct engine *engine, size_t first, int month,
                          const struct clients_books *books)
{
    const struct plan *plan = engine->plan;
    enum status status = OK;

    if (plan->referral_rate != NULL) {
        batch->kind = (struct clients_kind){.source = SOURCE_REFERRED,
                                            .signer = plan->signer_of[SOURCE_REFERRED],
                                            .offer = plan->referred_offer_of[month],
                                            .month = month};
        status = sign_list(batch, engine, first, &books->waiting->referred[month], books);
    }
    if (status == OK && plan->winback != NULL) {
        batch->kind = (struct clients_kind){.source = SOURCE_WINBACK,
                                            .signer = plan->signer_of[SOURCE_WINBACK],
                                            .offer = plan->offer_of[month],
                                            .month = month};
        status = sign_list(batch, engine, first, &books->waiting->winback[month], books);
    }
    return status;
}
