/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/plan/plan_tables.h"

#include <stdbool.h>
#include <stdlib.h>

#include "sim/plan/contract_law.h"
#include "sim/plan/influence.h"
#include "sim/support/memory.h"

/* What tables are made by, month by month. */
struct tables {
    size_t rows;              /* signer, latent kind, quartile: of contracts each */
    struct life_paths *paths; /* owned: [row] */
    int *cared_from;          /* owned: [latent]: of this month's clients; 0 of those whom care does not save */
    bool *as_before;          /* owned: [latent]: as last month */
};

static enum status make_paths(struct plan *self, struct tables *tables)
{
    enum status status = OK;
    for (size_t s = 0; status == OK && s < self->signers; s++)
        status = influence_paths(&self->lives, self->scenario, &self->satisfaction, &self->latents,
                                 plan_source(self, s), plan_class(self, s),
                                 tables->paths + s * self->latents.count * QUARTILES);
    return status;
}

static void find_care(const struct plan *self, struct tables *tables, int month)
{
    bool same_offer = month > 1 && self->offer_of[month] == self->offer_of[month - 1];

    for (size_t i = 0; i < self->latents.count; i++) {
        int before = tables->cared_from[i];
        if (self->latents.item[i].saved) {
            int care = plan_care(self, i, month).month;
            tables->cared_from[i] = care > 0 ? care - month + 1 : 0;
        }
        tables->as_before[i] = same_offer && tables->cared_from[i] == before;
    }
}

/* The table of a group's clients of one month, at this place; mostly that of the month before. */
static enum status find_table(struct plan *self, const struct tables *tables, size_t row, size_t contract, int month)
{
    size_t place = (row * self->contracts + contract) * ((size_t)self->months + 2) + (size_t)month;
    size_t latent = row / QUARTILES % self->latents.count, table = 0;

    if (tables->as_before[latent] && self->lives.item[self->table_of[place - 1]].settled) {
        self->table_of[place] = self->table_of[place - 1];
        return OK;
    }
    struct survival_law law = contract_law(self->scenario, contract, month);
    struct life_paths paths = tables->paths[row];
    paths.cared_from = tables->cared_from[latent];
    enum status status = life_table_find(&self->lives, &law, (struct survival_start){0}, paths, month, &table);
    self->table_of[place] = (uint32_t)table;
    return status;
}

enum status plan_tables_make(struct plan *self)
{
    struct tables tables = {.rows = self->signers * self->latents.count * QUARTILES};
    tables.paths = memory_array(tables.rows, sizeof *tables.paths);
    tables.cared_from = memory_array(self->latents.count, sizeof *tables.cared_from);
    tables.as_before = memory_array(self->latents.count, sizeof *tables.as_before);
    self->table_of = memory_grid(tables.rows * self->contracts, (size_t)self->months + 2, sizeof *self->table_of);
    enum status status = tables.paths && tables.cared_from && tables.as_before && self->table_of ? OK : ERR_MEMORY;

    if (status == OK)
        status = make_paths(self, &tables);
    for (int month = 1; status == OK && month <= self->months; month++) {
        find_care(self, &tables, month);
        for (size_t row = 0; status == OK && row < tables.rows; row++)
            for (size_t g = 0; status == OK && g < self->contracts; g++)
                status = find_table(self, &tables, row, g, month);
    }
    free(tables.paths);
    free(tables.cared_from);
    free(tables.as_before);
    return status;
}
