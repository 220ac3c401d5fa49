/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/play/waiting.h"

#include <stdlib.h>
#include <string.h>

#include "sim/support/memory.h"

enum status waiting_init(struct waiting *self, int months)
{
    *self = (struct waiting){.months = months};
    self->referred = memory_array((size_t)months + 1, sizeof *self->referred);
    self->winback = memory_array((size_t)months + 1, sizeof *self->winback);
    if (self->referred != NULL && self->winback != NULL)
        return OK;
    waiting_free(self);
    return ERR_MEMORY;
}

void waiting_free(struct waiting *self)
{
    for (int month = 0; self->referred != NULL && month <= self->months; month++)
        free(self->referred[month].item);
    for (int month = 0; self->winback != NULL && month <= self->months; month++)
        free(self->winback[month].item);
    free(self->referred);
    free(self->winback);
    self->referred = self->winback = NULL;
}

void waiting_clear(struct waiting *self)
{
    for (int month = 0; month <= self->months; month++)
        self->referred[month].count = self->winback[month].count = 0;
    memset(self->brought, 0, sizeof self->brought);
}

enum status waiting_add(struct waiting *self, struct waiting_list *list, struct waiting_client client)
{
    void *items = list->item;
    if (++self->brought[client.lane] > WAITING_MOST)
        return ERR_RANGE;
    if (memory_grow(&items, list->count, &list->room, sizeof *list->item) != OK)
        return ERR_MEMORY;
    list->item = items;
    list->item[list->count++] = client;
    return OK;
}
