/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/expected/long_life.h"

#include <stdlib.h>
#include <string.h>

#include "sim/support/memory.h"

enum { MANY = 256 }; /* two or three megabytes of them */

enum status long_life_init(struct long_life *self, const struct plan *plan, int months)
{
    *self = (struct long_life){.plan = plan, .months = months};
    self->place_of = memory_array(plan->lives.count, sizeof *self->place_of);
    self->leave = memory_array((size_t)months + 1, sizeof(double));
    if (self->place_of && self->leave)
        return OK;
    long_life_free(self);
    return ERR_MEMORY;
}

void long_life_free(struct long_life *self)
{
    for (size_t i = 0; i < self->made; i++)
        free(self->alive[i]);
    free(self->alive);
    free(self->place_of);
    free(self->leave);
    *self = (struct long_life){0};
}

/* A place for one more; those no longer in use are used again. */
static enum status add(struct long_life *self)
{
    if (self->count == self->made) {
        enum status status = memory_grow((void **)&self->alive, self->made, &self->room, sizeof *self->alive);
        if (status != OK)
            return status;
        self->alive[self->made] = memory_array((size_t)self->months + 1, sizeof(double));
        if (self->alive[self->made] == NULL)
            return ERR_MEMORY;
        self->made++;
    }
    self->count++;
    return OK;
}

enum status long_life_of(struct long_life *self, const struct life_table *table, const double **alive)
{
    size_t *place = &self->place_of[table - self->plan->lives.item];

    if (*place == 0) {
        enum status status = add(self);
        if (status != OK)
            return status;
        *place = self->count;
        survival_fill(self->alive[*place - 1], self->leave, self->months, &table->law, table->start,
                      plan_path(self->plan, table), table->first);
    }
    *alive = self->alive[*place - 1];
    return OK;
}

void long_life_tidy(struct long_life *self)
{
    if (self->count <= MANY)
        return;
    self->count = 0;
    memset(self->place_of, 0, self->plan->lives.count * sizeof *self->place_of);
}
