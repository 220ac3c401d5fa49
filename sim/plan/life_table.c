/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/plan/life_table.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "sim/support/memory.h"

enum status life_table_path(struct life_tables *self, const double *value, bool early, size_t *index)
{
    size_t bytes = (size_t)self->months * sizeof(double);
    for (size_t i = 0; i < self->path_count; i++)
        if (self->path[i].early == early && memcmp(self->path[i].value + 1, value + 1, bytes) == 0) {
            *index = i;
            return OK;
        }

    void *paths = self->path;
    if (memory_grow(&paths, self->path_count, &self->path_room, sizeof *self->path) != OK)
        return ERR_MEMORY;
    self->path = paths;
    double *copy = memory_array((size_t)self->months + 1, sizeof *copy);
    if (copy == NULL)
        return ERR_MEMORY;
    memcpy(copy + 1, value + 1, bytes);
    *index = self->path_count;
    self->path[self->path_count++] = (struct life_path){copy, early};
    return OK;
}

struct multiplier_path life_table_multipliers(const struct life_tables *self, size_t path)
{
    bool early = self->path[path].early;

    return (struct multiplier_path){.value = self->path[path].value,
                                    .months = self->months,
                                    .early_churn = early ? self->early_churn : NULL,
                                    .early_months = early ? self->early_months : NULL};
}

static bool same_law(const struct survival_law *a, const struct survival_law *b)
{
    return a->term == b->term && a->nonrenewal == b->nonrenewal && a->early_exit == b->early_exit &&
           (a->concentration == b->concentration || (isnan(a->concentration) && isnan(b->concentration)));
}

static bool same_start(struct survival_start a, struct survival_start b)
{
    return a.phase == b.phase && a.renewed == b.renewed && a.tenure == b.tenure;
}

/* True if the multipliers do not change any more from `first` on. */
static bool stays(const struct life_tables *self, size_t path, int first)
{
    const double *value = self->path[path].value;
    bool early = self->path[path].early;
    int last = self->months;

    for (int month = first; month < last; month++)
        if (value[month] != value[last] || (early && (self->early_churn[month] != self->early_churn[last] ||
                                                      self->early_months[month] != self->early_months[last])))
            return false;
    return true;
}

static bool find_settled(const struct life_tables *self, const struct life_table *wanted, size_t *index)
{
    const struct life_path *path = &self->path[wanted->path];
    for (size_t i = 0; i < self->settled_count; i++) {
        const struct life_table *table = &self->item[self->settled[i]];
        const struct life_path *other = &self->path[table->path];
        if (other->value[self->months] == path->value[self->months] && other->early == path->early &&
            same_law(&table->law, &wanted->law) && same_start(table->start, wanted->start)) {
            *index = self->settled[i];
            return true;
        }
    }
    return false;
}

static bool find_of_month(const struct life_tables *self, const struct life_table *wanted, size_t *index)
{
    for (size_t i = self->month_mark; i < self->count; i++) {
        const struct life_table *table = &self->item[i];
        if (table->path == wanted->path && table->first == wanted->first && table->months == wanted->months &&
            same_law(&table->law, &wanted->law) && same_start(table->start, wanted->start)) {
            *index = i;
            return true;
        }
    }
    return false;
}

static enum status add(struct life_tables *self, struct life_table *table, size_t *index)
{
    void *items = self->item, *settled_list = self->settled;
    if (memory_grow(&items, self->count, &self->room, sizeof *self->item) != OK)
        return ERR_MEMORY;
    self->item = items;
    if (memory_grow(&settled_list, self->settled_count, &self->settled_room, sizeof *self->settled) != OK)
        return ERR_MEMORY;
    self->settled = settled_list;

    table->alive = memory_array((size_t)table->months + 1, sizeof *table->alive);
    table->leave = memory_array((size_t)table->months + 1, sizeof *table->leave);
    if (table->alive == NULL || table->leave == NULL) {
        free(table->alive);
        free(table->leave);
        return ERR_MEMORY;
    }
    survival_fill(table->alive, table->leave, table->months, &table->law, table->start,
                  life_table_multipliers(self, table->path), table->first);
    if (table->settled)
        self->settled[self->settled_count++] = self->count;
    *index = self->count;
    self->item[self->count++] = *table;
    return OK;
}

enum status life_table_find(struct life_tables *self, const struct survival_law *law, struct survival_start start,
                            size_t path, int first, size_t *index)
{
    bool settled = stays(self, path, first);
    struct life_table wanted = {.law = *law,
                                .start = start,
                                .path = path,
                                .first = first,
                                .settled = settled,
                                .months = settled ? self->months : self->months + 1 - first};

    if (first != self->month_asked) {
        self->month_asked = first;
        self->month_mark = self->count;
    }
    if (settled ? find_settled(self, &wanted, index) : find_of_month(self, &wanted, index))
        return OK;
    return add(self, &wanted, index);
}

void life_table_free(struct life_tables *self)
{
    for (size_t i = 0; i < self->count; i++) {
        free(self->item[i].alive);
        free(self->item[i].leave);
    }
    for (size_t i = 0; i < self->path_count; i++)
        free(self->path[i].value);
    free(self->item);
    free(self->path);
    free(self->settled);
    free(self->early_churn);
    free(self->early_months);
    *self = (struct life_tables){0};
}
