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

struct multiplier_path life_table_multipliers(const struct life_tables *self, struct life_paths paths)
{
    bool early = self->path[paths.path].early;

    return (struct multiplier_path){.value = self->path[paths.path].value,
                                    .months = self->months,
                                    .early_churn = early ? self->early_churn : NULL,
                                    .early_months = early ? self->early_months : NULL,
                                    .cared = paths.cared_from > 0 ? self->path[paths.cared].value : NULL,
                                    .cared_from = paths.cared_from,
                                    .rescued = self->rescued};
}

struct multiplier_path life_table_path_of(const struct life_tables *self, const struct life_table *table)
{
    return life_table_multipliers(self, (struct life_paths){table->path, table->cared, table->cared_from});
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

/* True if the multipliers of a path do not change any more from `first` on. */
static bool path_stays(const struct life_tables *self, size_t path, int first)
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

/* True if one table holds for lives that begin in `first` or later. */
static bool stays(const struct life_tables *self, struct life_paths paths, int first)
{
    for (int month = first; self->rescued != NULL && month < self->months; month++)
        if (self->rescued[month] != self->rescued[self->months])
            return false;
    return path_stays(self, paths.path, first) && (paths.cared_from == 0 || path_stays(self, paths.cared, first));
}

/* True if two paths are the same from `first` on. */
static bool agree(const struct life_tables *self, size_t a, size_t b, int first)
{
    for (int month = first < self->months ? first : self->months; month <= self->months; month++)
        if (self->path[a].value[month] != self->path[b].value[month])
            return false;
    return true;
}

/* The same paths in the one way in which a table has them: a second one only where it makes a difference. */
static struct life_paths simplest(const struct life_tables *self, struct life_paths paths, int first)
{
    if (paths.cared_from == 0)
        return (struct life_paths){paths.path, paths.path, 0};
    if (paths.cared_from <= 1)
        return (struct life_paths){paths.cared, paths.cared, 0};
    if (paths.cared == paths.path || agree(self, paths.path, paths.cared, first + paths.cared_from - 1))
        return (struct life_paths){paths.path, paths.path, 0};
    return paths;
}

/* True if two paths end alike. */
static bool end_alike(const struct life_tables *self, size_t a, size_t b)
{
    return self->path[a].value[self->months] == self->path[b].value[self->months] &&
           self->path[a].early == self->path[b].early;
}

static bool find_settled(const struct life_tables *self, const struct life_table *wanted, size_t *index)
{
    for (size_t i = 0; i < self->settled_count; i++) {
        const struct life_table *table = &self->item[self->settled[i]];
        if (end_alike(self, table->path, wanted->path) && table->cared_from == wanted->cared_from &&
            end_alike(self, table->cared, wanted->cared) && same_law(&table->law, &wanted->law) &&
            same_start(table->start, wanted->start)) {
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
        if (table->path == wanted->path && table->cared == wanted->cared && table->cared_from == wanted->cared_from &&
            table->first == wanted->first && table->months == wanted->months && same_law(&table->law, &wanted->law) &&
            same_start(table->start, wanted->start)) {
            *index = i;
            return true;
        }
    }
    return false;
}

static void free_arrays(struct life_table *table)
{
    free(table->alive);
    free(table->leave);
    free(table->firm);
    free(table->waver);
    table->alive = table->leave = table->firm = table->waver = NULL;
}

static enum status fill(const struct life_tables *self, struct life_table *table)
{
    struct multiplier_path path = life_table_path_of(self, table);
    size_t length = (size_t)table->months + 1;

    table->alive = memory_array(length, sizeof *table->alive);
    table->leave = memory_array(length, sizeof *table->leave);
    if (table->alive == NULL || table->leave == NULL)
        return ERR_MEMORY;
    survival_fill(table->alive, table->leave, table->months, &table->law, table->start, path, table->first);
    if (self->rescued == NULL)
        return OK;

    table->firm = memory_array(length, sizeof *table->firm);
    table->waver = memory_array(length, sizeof *table->waver);
    if (table->firm == NULL || table->waver == NULL)
        return ERR_MEMORY;
    survival_fill_waver(table->firm, table->waver, table->months, &table->law, table->start, path, table->first);
    return OK;
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

    if (fill(self, table) != OK) {
        free_arrays(table);
        return ERR_MEMORY;
    }
    if (table->settled)
        self->settled[self->settled_count++] = self->count;
    *index = self->count;
    self->item[self->count++] = *table;
    return OK;
}

enum status life_table_find(struct life_tables *self, const struct survival_law *law, struct survival_start start,
                            struct life_paths paths, int first, size_t *index)
{
    struct life_paths simple = simplest(self, paths, first);
    bool settled = stays(self, simple, first);
    struct life_table wanted = {.law = *law,
                                .start = start,
                                .path = simple.path,
                                .cared = simple.cared,
                                .cared_from = simple.cared_from,
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
    for (size_t i = 0; i < self->count; i++)
        free_arrays(&self->item[i]);
    for (size_t i = 0; i < self->path_count; i++)
        free(self->path[i].value);
    free(self->item);
    free(self->path);
    free(self->settled);
    free(self->early_churn);
    free(self->early_months);
    free(self->rescued);
    *self = (struct life_tables){0};
}
