/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/scenario/unsure.h"

#include <stdlib.h>
#include <string.h>

#include "sim/support/memory.h"

/* A use on its way to an input. */
struct found {
    const struct change *change;
    size_t item, use;
};

/* Lists the uses, where use is not NULL, and the changes they are; how many there are. */
static size_t list_uses(const struct scenario *scenario, struct unsure_use *use, struct found *found)
{
    size_t count = 0;
    for (size_t i = 0; i < scenario->setting_count; i++) {
        const struct setting *setting = &scenario->settings[i];
        for (size_t s = 0; s < setting->steps; s++)
            for (size_t c = 0; c < setting->step[s].changes; c++) {
                const struct change *change = &setting->step[s].change[c];
                if (change->amount.distribution == EXACTLY)
                    continue;
                if (use) {
                    use[count] = (struct unsure_use){.setting = i, .step = s, .change = c};
                    found[count] = (struct found){change, setting->item, count};
                }
                count++;
            }
    }
    return count;
}

static int compare_sizes(size_t a, size_t b)
{
    return a < b ? -1 : a > b;
}

static int compare_origins(const struct origin *a, const struct origin *b)
{
    int by_file = strcmp(a->file, b->file);
    if (by_file != 0)
        return by_file;
    return a->line != b->line ? compare_sizes(a->line, b->line) : compare_sizes(a->column, b->column);
}

/* Rows come together, each with its first action first. */
static int by_row(const void *left, const void *right)
{
    const struct found *a = left, *b = right;
    int by_origin = compare_origins(&a->change->origin, &b->change->origin);
    if (by_origin != 0)
        return by_origin;
    return a->change->row != b->change->row ? compare_sizes(a->change->row, b->change->row)
                                            : compare_sizes(a->use, b->use);
}

static int by_action(const void *left, const void *right)
{
    const struct unsure_input *a = left, *b = right;
    return compare_sizes(a->change->row, b->change->row);
}

/* The input whose first change acted as row number `row`. */
static size_t input_of(const struct unsure *self, size_t row)
{
    const struct change change = {.row = row};
    const struct unsure_input wanted = {.change = &change};
    const struct unsure_input *input = bsearch(&wanted, self->input, self->count, sizeof *input, by_action);
    bug_assert(input);
    return (size_t)(input - self->input);
}

static void number_inputs(struct unsure *self, struct found *found)
{
    qsort(found, self->uses, sizeof *found, by_row);
    for (size_t i = 0; i < self->uses; i++)
        if (i == 0 || compare_origins(&found[i - 1].change->origin, &found[i].change->origin) != 0)
            self->input[self->count++] = (struct unsure_input){found[i].change, found[i].item};
    qsort(self->input, self->count, sizeof *self->input, by_action);
    size_t first = 0;
    for (size_t i = 0; i < self->uses; i++) {
        if (compare_origins(&found[first].change->origin, &found[i].change->origin) != 0)
            first = i;
        self->use[found[i].use].input = input_of(self, found[first].change->row);
    }
}

enum status unsure_init(struct unsure *self, const struct scenario *scenario)
{
    enum status status = ERR_MEMORY;
    size_t uses = list_uses(scenario, NULL, NULL);
    *self = (struct unsure){.uses = uses};
    if (uses == 0)
        return OK;
    struct found *found = memory_array(uses, sizeof *found);
    self->use = memory_array(uses, sizeof *self->use);
    self->input = memory_array(uses, sizeof *self->input);
    if (!found || !self->use || !self->input)
        goto out;
    list_uses(scenario, self->use, found);
    number_inputs(self, found);
    status = OK;
out:
    free(found);
    if (status != OK)
        unsure_free(self);
    return status;
}

void unsure_free(struct unsure *self)
{
    free(self->input);
    free(self->use);
    *self = (struct unsure){0};
}

enum status unsure_count(const struct scenario *scenario, size_t *count)
{
    struct unsure unsure;
    enum status status = unsure_init(&unsure, scenario);
    *count = unsure.count;
    unsure_free(&unsure);
    return status;
}
