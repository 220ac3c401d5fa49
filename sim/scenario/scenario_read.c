/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From layers of rows to settings: first what the rows are about, then the length of the plan (later rows
 * do not act), then layer by layer the rows in the order of their months.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/scenario/book_read.h"
#include "sim/scenario/known_rows.h"
#include "sim/scenario/scenario.h"
#include "sim/scenario/scenario_check.h"
#include "sim/scenario/scenario_notes.h"
#include "sim/scenario/scenario_rules.h"
#include "sim/scenario/unsure.h"
#include "sim/scenario/value.h"
#include "sim/support/memory.h"
#include "sim/support/text.h"

struct assembly {
    struct scenario *scenario;
    struct layers layers;
    struct faults *faults;
    struct known_rows known;
    size_t acted;   /* rows that have acted */
    size_t ignored; /* rows after the plan's end */
    bool faulty;    /* something was refused */
    bool holes;     /* rows or files could not be read that may say what seems to be missing */
    bool *broken;   /* owned: slots with a refused row */
};

static void refuse(struct assembly *self, const struct origin *at, const char *subject, const char *message)
{
    faults_add(self->faults, setting_place(at), "%s%s", subject, message);
    self->faulty = true;
}

static enum status make_slots(struct assembly *self)
{
    struct scenario *scenario = self->scenario;
    size_t total = 0;
    for (int id = 0; id < PARAMETER_COUNT; id++) {
        scenario->first_slot[id] = total;
        total += scenario_items(scenario, (enum parameter_id)id);
    }
    scenario->first_slot[PARAMETER_COUNT] = total;
    scenario->slot = memory_array(total, sizeof *scenario->slot);
    self->broken = memory_array(total, sizeof *self->broken);
    return scenario->slot && self->broken ? OK : ERR_MEMORY;
}

/* The setting of a slot; made if there is none yet. */
static enum status find_setting(struct assembly *self, enum parameter_id id, size_t item, struct setting **found)
{
    struct scenario *scenario = self->scenario;
    uint32_t *slot = &scenario->slot[scenario->first_slot[id] + item];
    if (*slot == 0) {
        struct setting *grown = realloc(scenario->settings, (scenario->setting_count + 1) * sizeof *grown);
        if (!grown)
            return ERR_MEMORY;
        scenario->settings = grown;
        grown[scenario->setting_count++] = (struct setting){.id = id, .item = item};
        *slot = (uint32_t)scenario->setting_count;
    }
    *found = &scenario->settings[*slot - 1];
    return OK;
}

static enum status act_text(struct assembly *self, const struct known_row *known)
{
    struct setting *setting;
    enum status status = find_setting(self, known->id, known->item, &setting);
    if (status != OK)
        return status;
    char *copy = *known->row->value ? text_copy(known->row->value) : NULL;
    if (!copy && *known->row->value)
        return ERR_MEMORY;
    free(setting->text);
    setting->text = copy;
    setting->text_origin = known->row->value_origin;
    return OK;
}

static enum status act_on(struct assembly *self, const struct known_row *known, enum parameter_id id,
                          const struct change *change)
{
    struct setting *setting;
    const struct scenario_row *row = known->row;
    enum status status = find_setting(self, id, known->item, &setting);
    if (status != OK)
        return status;
    status = setting_change(setting, parameter_of(id)->fallback, row->month, change);
    if (status != ERR_RANGE && status != ERR_CHECK)
        return status;
    bool *broken = &self->broken[self->scenario->first_slot[id] + known->item];
    bool silent = status == ERR_RANGE && (self->holes || *broken);
    self->faulty = *broken = true;
    if (!silent)
        refuse(self, &row->value_origin, row->name,
               status == ERR_RANGE ? " is blank below this row, so there is nothing to change; give a value first"
                                   : " is changed by more than 100 rows at once");
    return OK;
}

/* The spend law of the root file: its own rows for month 1, on the defaults. */
static void note_root(struct assembly *self, const struct known_row *known, const struct change *change)
{
    struct root_spend *root = &self->scenario->root_spend;
    if (!self->layers.item[known->layer].root || known->row->month > 1)
        return;
    if (known->id == SPEND_SHAPE)
        root->lognormal = setting_changed(SPEND_LOGNORMAL, change) == SPEND_LOGNORMAL;
    if (known->id == SPEND_MEAN)
        root->mean = setting_changed(root->mean, change);
    if (known->id == SPEND_CV)
        root->cv = setting_changed(root->cv, change);
}

static enum status act(struct assembly *self, const struct known_row *known, int months)
{
    const struct scenario_row *row = known->row;
    const struct parameter *parameter = parameter_of(known->id);
    struct change change;
    bool text = parameter->kind == VALUE_TEXT;
    bool good = text ? value_check_text(parameter, row->name, row->value, &row->value_origin, self->faults)
                     : value_read(&change, parameter, row->name, row->value, &row->value_origin, self->faults);
    bool spread = known->id == CONTRACT_SHARE;
    enum parameter_id first = spread ? CONTRACT_SHARE_Q1 : known->id;
    enum parameter_id last = spread ? CONTRACT_SHARE_Q4 : known->id;
    enum status status = OK;
    if (!good) {
        self->faulty = true;
        for (int id = (int)first; id <= (int)last; id++)
            self->broken[self->scenario->first_slot[id] + known->item] = true;
        return OK;
    }
    if (row->month > months) {
        self->ignored++;
        return OK;
    }
    if (text)
        return act_text(self, known);
    change.id = known->id;
    change.month = row->month;
    change.row = self->acted++;
    note_root(self, known, &change);
    /* A change of all four that one of them refuses is reported once. */
    bool faulty = self->faulty;
    self->faulty = false;
    for (int id = (int)first; id <= (int)last && status == OK && !self->faulty; id++)
        status = act_on(self, known, (enum parameter_id)id, &change);
    self->faulty = self->faulty || faulty;
    return status;
}

static enum status act_all(struct assembly *self)
{
    struct root_spend *root = &self->scenario->root_spend;
    enum status status = OK;
    int months = SCENARIO_LAST_MONTH;
    *root = (struct root_spend){.lognormal = true, .mean = parameter_of(SPEND_MEAN)->fallback};
    for (size_t i = 0; i < self->known.count && status == OK; i++)
        if (self->known.row[i].id == PLAN_MONTHS)
            status = act(self, &self->known.row[i], months);
    /* Of a plan whose length is not clear yet, no row is said to come too late. */
    if (!self->broken[self->scenario->first_slot[PLAN_MONTHS]])
        months = scenario_months(self->scenario);
    for (size_t i = 0; i < self->known.count && status == OK; i++)
        if (self->known.row[i].id != PLAN_MONTHS)
            status = act(self, &self->known.row[i], months);
    root->lognormal = root->lognormal && root->mean > 0 && root->cv > 0;
    if (isnan(root->mean))
        root->mean = 0;
    return status;
}

static enum status name_by_file(struct scenario *self, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *stem = slash ? slash + 1 : path;
    size_t length = strlen(stem);
    if (length > 4 && strcmp(stem + length - 4, ".csv") == 0)
        length -= 4;
    self->name = strcmp(path, "-") == 0 || length == 0 ? text_copy("scenario") : strndup(stem, length);
    return self->name ? OK : ERR_MEMORY;
}

static void note_ignored(struct assembly *self)
{
    if (self->ignored == 0)
        return;
    faults_note(&self->scenario->notes, (struct place){.file = self->scenario->files[0].path},
                "%zu %s after the plan's last month (%d) and %s ignored", self->ignored,
                self->ignored == 1 ? "row begins" : "rows begin", scenario_months(self->scenario),
                self->ignored == 1 ? "is" : "are");
}

/* Rows that were refused leave holes; what is said of them is not said again. */
static void check(struct assembly *self)
{
    size_t before = self->faults->total;
    scenario_check_ranges(self->scenario, self->broken, self->faults);
    if (!self->holes)
        scenario_check_required(self->scenario, self->broken, self->faults);
    self->faulty = self->faulty || self->faults->total > before;
    if (!self->faulty)
        scenario_rules(self->scenario, self->faults);
    self->faulty = self->faulty || self->faults->total > before;
}

static enum status assemble(struct assembly *self, bool from_memory)
{
    struct scenario *scenario = self->scenario;
    enum status status = known_rows_find(&self->known, scenario, &self->layers, self->faults);
    self->faulty = self->faulty || self->known.faulty;
    self->holes = self->holes || self->known.holes;
    if (status == OK)
        status = make_slots(self);
    if (status == OK)
        status = act_all(self);
    if (status != OK)
        return status;
    check(self);
    if (self->faulty)
        return ERR_INPUT;
    note_ignored(self);
    scenario_notes(scenario);
    status = unsure_count(scenario, &scenario->unsure);
    return status == OK && !from_memory ? book_read(scenario, self->faults) : status;
}

static enum status read_from(struct scenario *self, const char *path, const void *bytes, size_t size,
                             const char *const *sets, size_t set_count, struct faults *faults)
{
    struct assembly assembly = {.scenario = self, .faults = faults};
    *self = (struct scenario){.path = text_copy(path)};
    enum status status = self->path ? name_by_file(self, path) : ERR_MEMORY;
    if (status == OK)
        status = bytes ? layers_read_bytes(&assembly.layers, self, path, bytes, size, faults)
                       : layers_read(&assembly.layers, self, path, faults);
    if (status == ERR_INPUT)
        assembly.faulty = assembly.holes = true;
    if ((status == OK || status == ERR_INPUT) && set_count > 0) {
        status = layers_add_sets(&assembly.layers, self, sets, set_count, faults);
        if (status == ERR_INPUT)
            assembly.faulty = assembly.holes = true;
    }
    if (status == OK || status == ERR_INPUT)
        status = assemble(&assembly, bytes != NULL);
    layers_free(&assembly.layers);
    known_rows_free(&assembly.known);
    free(assembly.broken);
    if (status != OK)
        scenario_free(self);
    return status;
}

enum status scenario_read(struct scenario *self, const char *path, const char *const *sets, size_t set_count,
                          struct faults *faults)
{
    return read_from(self, path, NULL, 0, sets, set_count, faults);
}

enum status scenario_read_bytes(struct scenario *self, const char *name, const void *bytes, size_t size,
                                const char *const *sets, size_t set_count, struct faults *faults)
{
    return read_from(self, name, bytes ? bytes : "", size, sets, set_count, faults);
}
