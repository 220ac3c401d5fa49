/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/scenario/known_rows.h"

#include <stdlib.h>
#include <string.h>

#include "sim/scenario/nearest.h"
#include "sim/support/memory.h"
#include "sim/support/text.h"

enum { LONGEST_NAME = 200 };

struct finding {
    struct known_rows *known;
    struct scenario *scenario;
    const struct layers *layers;
    struct faults *faults;
    size_t named; /* the layer that has given a name last, plus 1 */
};

static void refuse(struct finding *self, const struct origin *at, const char *subject, const char *message)
{
    faults_add(self->faults, setting_place(at), "%s%s", subject, message);
    self->known->faulty = true;
}

static void refuse_name(struct finding *self, const struct scenario_row *row)
{
    char hint[NEAREST_HINT] = "", quoted[TEXT_QUOTE];
    self->known->faulty = self->known->holes = true;
    /* Looking for the nearest name takes a while: not for faults that nobody will see. */
    if (self->faults->kept < FAULTS_SHOWN)
        nearest_parameter(row->name, &self->scenario->classes, &self->scenario->contracts, hint);
    faults_add(self->faults, setting_place(&row->name_origin), "%s is not a parameter%s%s",
               text_quote(row->name, quoted), hint, *hint ? "" : "; 'plateau parameters' lists them all");
}

static enum status number_item(struct finding *self, const struct scenario_row *row, struct known_row *known,
                               const char *middle, size_t length)
{
    const struct parameter *parameter = parameter_of(known->id);
    if (parameter->item == ITEM_QUARTILE)
        known->item = (size_t)(*middle - '1');
    if (parameter->item != ITEM_CLASS && parameter->item != ITEM_CONTRACT)
        return OK;
    if (length > NAMES_LENGTH) {
        refuse(self, &row->name_origin, "", "the name of a rep class or contract can have at most 64 bytes");
        return ERR_INPUT;
    }
    bool class = parameter->item == ITEM_CLASS;
    enum status status = names_add(class ? &self->scenario->classes : &self->scenario->contracts, middle, length,
                                   &known->item);
    if (status != ERR_RANGE)
        return status;
    refuse(self, &row->name_origin, "",
           class ? "a scenario can have at most 256 rep classes" : "a scenario can have at most 256 contracts");
    return ERR_INPUT;
}

/* The main file's (or --set's) name for the scenario. Other files' names are theirs. */
static enum status take_name(struct finding *self, const struct scenario_row *row, size_t layer, bool counts)
{
    bool twice = self->named == layer + 1;
    self->named = layer + 1;
    if (twice)
        refuse(self, &row->name_origin, row->name, " is given twice");
    else if (!*row->value)
        refuse(self, &row->value_origin, row->name, " has no value");
    else if (strlen(row->value) > LONGEST_NAME)
        refuse(self, &row->value_origin, row->name, " is longer than 200 bytes");
    else if (row->month > 1)
        refuse(self, &row->month_origin, row->name, " cannot change during the plan; leave its month blank");
    else if (counts) {
        char *copy = text_copy(row->value);
        if (!copy)
            return ERR_MEMORY;
        free(self->scenario->name);
        self->scenario->name = copy;
    }
    return OK;
}

/* Finds out which parameter a row is about. Structural rows end here. */
static enum status know_row(struct finding *self, const struct scenario_row *row, size_t layer)
{
    struct known_row known = {.row = row, .layer = layer};
    const char *middle;
    size_t length;
    bool sets = row->name_origin.line == 0;
    if (layers_is_file_row(row->name)) {
        if (sets)
            refuse(self, &row->name_origin, row->name, " cannot be given by --set, only in a file");
        return OK;
    }
    if (strcmp(row->name, "name") == 0)
        return take_name(self, row, layer, sets || self->layers->item[layer].main);
    if (!parameter_find(row->name, &known.id, &middle, &length)) {
        refuse_name(self, row);
        return OK;
    }
    const struct parameter *parameter = parameter_of(known.id);
    if (!parameter->supported) {
        char name[TEXT_QUOTE];
        snprintf(name, sizeof name, "%.90s", row->name);
        refuse(self, &row->name_origin, name, " is not supported yet (its rule comes in a later version)");
        return OK;
    }
    enum status status = number_item(self, row, &known, middle, length);
    if (status != OK)
        return status == ERR_INPUT ? OK : status;
    if (parameter->whose == MONTH_NEVER && row->month > 1) {
        refuse(self, &row->month_origin, row->name, " cannot change during the plan; leave its month blank");
        return OK;
    }
    struct known_rows *all = self->known;
    void *array = all->row;
    status = memory_grow(&array, all->count, &all->room, sizeof *all->row);
    all->row = array;
    if (status == OK)
        all->row[all->count++] = known;
    return status;
}

static enum status know_rows(struct finding *self)
{
    enum status status = OK;
    for (size_t l = 0; l < self->layers->count; l++)
        for (size_t i = 0; i < self->layers->item[l].rows.count && status == OK; i++)
            status = know_row(self, &self->layers->item[l].rows.row[i], l);
    return status;
}

/* Plain share comes to stand just before the shares by quartile. */
static int family(enum parameter_id id)
{
    return id >= CONTRACT_SHARE && id <= CONTRACT_SHARE_Q4 ? CONTRACT_SHARE : (int)id;
}

/* By layer, parameter, item and month; what is equal in these stays in the order of the file. */
static int compare_rows(const void *left, const void *right)
{
    const struct known_row *a = left, *b = right;
    if (a->layer != b->layer)
        return a->layer < b->layer ? -1 : 1;
    if (family(a->id) != family(b->id))
        return family(a->id) < family(b->id) ? -1 : 1;
    if (a->item != b->item)
        return a->item < b->item ? -1 : 1;
    if (a->row->month != b->row->month)
        return a->row->month < b->row->month ? -1 : 1;
    if (a->id != b->id)
        return a->id < b->id ? -1 : 1;
    return a->row < b->row ? -1 : a->row > b->row;
}

/* Two rows of one file for the same parameter and month: which one is meant? */
static void check_doubles(struct finding *self)
{
    for (size_t i = 1; i < self->known->count; i++) {
        const struct known_row *a = &self->known->row[i - 1], *b = &self->known->row[i];
        if (a->layer != b->layer || a->id != b->id || a->item != b->item || a->row->month != b->row->month)
            continue;
        const struct origin *first = &a->row->name_origin;
        self->known->faulty = true;
        if (first->line == 0)
            faults_add(self->faults, setting_place(&b->row->name_origin), "'%s' gives the same parameter and month",
                       first->file);
        else
            faults_add(self->faults, setting_place(&b->row->name_origin),
                       "%.100s is given twice for month %d; the other row is %s:%zu:%zu", b->row->name, b->row->month,
                       first->file, first->line, first->column);
    }
}

enum status known_rows_find(struct known_rows *self, struct scenario *scenario, const struct layers *layers,
                            struct faults *faults)
{
    struct finding finding = {.known = self, .scenario = scenario, .layers = layers, .faults = faults};
    enum status status = know_rows(&finding);
    if (status != OK)
        return status;
    if (self->count > 0)
        qsort(self->row, self->count, sizeof *self->row, compare_rows);
    check_doubles(&finding);
    return OK;
}

void known_rows_free(struct known_rows *self)
{
    free(self->row);
    *self = (struct known_rows){0};
}
