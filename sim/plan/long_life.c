/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/plan/long_life.h"

#include <stdlib.h>
#include <string.h>

#include "sim/plan/beta_law.h"
#include "sim/support/memory.h"

enum { MANY = 256 };   /* two or three megabytes of them */
enum { ABREAST = 16 }; /* bills that are extended together: enough to keep a processor's vectors full */

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

/* alive[known + 1 .. months], where every `period` bills as many are left, of those there were, as in the last one. */
static void extend(double *alive, int known, int period, int months)
{
    double reached = alive[known - period], ratio = reached > 0 ? alive[known] / reached : 0.0;

    for (int from = known + 1; from <= months; from += period) {
        int count = months - from + 1 < period ? months - from + 1 : period;
        const double *restrict before = alive + from - period;
        double *restrict now = alive + from;
        for (int i = 0; i < count; i++)
            now[i] = ratio * before[i];
    }
}

/* Bill by bill while something changes; from then on clients who are all alike leave at the same rates in every term.
 */
static void fill(const struct long_life *self, const struct life_table *table, double *alive)
{
    struct multiplier_path path = plan_path(self->plan, table);
    int term = table->law.term, period = (ABREAST + term - 1) / term * term;
    int settled = multiplier_path_settled(&path, table->first, table->start.tenure);
    bool extends = !beta_law_applies(&table->law) && settled < self->months - period;
    int known = extends ? settled - 1 + period : self->months;

    path.less = self->less;
    survival_fill(alive, self->leave, known, &table->law, table->start, path, table->first);
    if (extends)
        extend(alive, known, period, self->months);
}

enum status long_life_of(struct long_life *self, const struct life_table *table, const double **alive)
{
    size_t *place = &self->place_of[table - self->plan->lives.item];

    if (*place == 0) {
        enum status status = add(self);
        if (status != OK)
            return status;
        *place = self->count;
        fill(self, table, self->alive[*place - 1]);
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
