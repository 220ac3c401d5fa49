/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/play/life.h"

#include <stdlib.h>

#include "sim/play/draw.h"
#include "sim/support/memory.h"

/* What a life is drawn from: where offers are made to those who would leave, when it first wavers. */
static const double *drawn_from(const struct life_table *table)
{
    return table->firm ? table->firm : table->alive;
}

/* Writes the ends of one table; returns how many. Bills after which nobody leaves are left out. */
static uint32_t list_ends(struct life_end *end, const struct life_table *table)
{
    uint64_t before = UINT64_C(1) << 32;
    uint32_t n = 0;

    for (int k = 1; k <= table->months && before > 0; k++) {
        uint32_t alive = draw_threshold(drawn_from(table)[k]);
        if (alive == UINT32_MAX || alive == before) /* all but an end cell stay */
            continue;
        end[n++] = (struct life_end){alive, (uint32_t)k};
        before = alive;
    }
    if (before > 0)
        end[n++] = (struct life_end){0, (uint32_t)table->months + 1};
    return n;
}

/* Bounds descend, so the words' beginnings are visited downwards. end: the table's first end. */
static void make_guide(struct life_guide *guide, const struct life_end *end)
{
    uint16_t i = 0;
    for (uint32_t cell = LIFE_GUIDE; cell-- > 0;) {
        uint32_t highest = cell << (32 - LIFE_GUIDE_BITS) | (UINT32_MAX >> LIFE_GUIDE_BITS);
        while (highest < end[i].bound)
            i++;
        guide->skip[cell] = i;
    }
}

enum status life_init(struct lives *self, const struct life_tables *tables)
{
    size_t room = 0;
    for (size_t t = 0; t < tables->count; t++)
        room += (size_t)tables->item[t].months + 1;

    *self = (struct lives){.tables = tables};
    self->end = memory_array(room, sizeof *self->end);
    self->guide = memory_array(tables->count, sizeof *self->guide);
    if (self->end == NULL || self->guide == NULL) {
        life_free(self);
        return ERR_MEMORY;
    }
    for (uint32_t t = 0, first = 0; t < tables->count; t++) {
        uint32_t count = list_ends(self->end + first, &tables->item[t]);
        self->guide[t].first = first;
        make_guide(&self->guide[t], self->end + first);
        first += count;
    }
    return OK;
}

void life_free(struct lives *self)
{
    free(self->end);
    free(self->guide);
    *self = (struct lives){0};
}

uint32_t life_bills_exact(const struct lives *self, uint32_t table, double u)
{
    const struct life_table *law = &self->tables->item[table];
    int k = 1;
    while (k <= law->months && u < drawn_from(law)[k])
        k++;
    return (uint32_t)k;
}
