/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/scenario/scenario_check.h"

#include <math.h>

#include "sim/scenario/nearest.h"
#include "sim/scenario/scenario_place.h"
#include "sim/support/text.h"

static bool is_broken(const struct scenario *self, const bool *broken, enum parameter_id id, size_t item)
{
    return broken[self->first_slot[id] + item];
}

static bool same_place(struct place a, struct place b)
{
    return a.file == b.file && a.line == b.line && a.column == b.column;
}

static void check_range(const struct scenario *self, const struct setting *setting, struct faults *faults)
{
    const struct parameter *parameter = parameter_of(setting->id);
    char name[SCENARIO_NAME], range[PARAMETER_TEXT], value[TEXT_NUMBER], when[32] = "";
    struct place said = {0};
    for (size_t i = 0; i < setting->steps; i++) {
        const struct step *step = &setting->step[i];
        struct place at = scenario_place_of(self, setting->id, setting->item, step->month);
        /* A blank stays blank through changes only if it was never a number: infinity times 0 is none. */
        bool blank = isnan(step->value) && step->changes == 1;
        if (blank || parameter_accepts(parameter, step->value) || same_place(at, said))
            continue;
        said = at;
        if (step->month > 1)
            snprintf(when, sizeof when, " in month %d", step->month);
        faults_add(faults, at, "%s becomes %s%s; it must %s",
                   scenario_parameter_name(self, setting->id, setting->item, name),
                   isfinite(step->value) ? text_number(step->value, value) : "too large", when,
                   parameter_range(parameter, range));
    }
}

void scenario_check_ranges(const struct scenario *self, const bool *broken, struct faults *faults)
{
    for (size_t i = 0; i < self->setting_count; i++) {
        const struct setting *setting = &self->settings[i];
        enum value_kind kind = parameter_of(setting->id)->kind;
        bool number = kind != VALUE_TEXT && kind != VALUE_WORD && kind != VALUE_YES_NO;
        if (number && !is_broken(self, broken, setting->id, setting->item))
            check_range(self, setting, faults);
    }
}

static void check_given(const struct scenario *self, enum parameter_id id, size_t item, const bool *broken,
                        struct faults *faults)
{
    char name[SCENARIO_NAME], hint[NEAREST_HINT] = "";
    const struct setting *setting = scenario_setting(self, id, item);
    if (is_broken(self, broken, id, item) || !isnan(scenario_number(self, id, item, 1)))
        return;
    scenario_parameter_name(self, id, item, name);
    if (setting && setting->steps > 0) {
        faults_add(faults, setting_place(&setting->step[0].change[0].origin),
                   "%s has no value before month %d; give one from the start (month blank)", name,
                   setting->step[0].month);
        return;
    }
    if (parameter_of(id)->item == ITEM_CONTRACT)
        nearest_name(&self->contracts, item, hint);
    faults_add(faults, scenario_place_whole(self), "%s is missing (%s)%s", name, parameter_of(id)->meaning, hint);
}

void scenario_check_required(const struct scenario *self, const bool *broken, struct faults *faults)
{
    for (int id = 0; id < PARAMETER_COUNT; id++)
        for (size_t item = 0;
             parameter_of((enum parameter_id)id)->required && item < scenario_items(self, (enum parameter_id)id);
             item++)
            check_given(self, (enum parameter_id)id, item, broken, faults);
    if (self->contracts.count == 0)
        faults_add(faults, scenario_place_whole(self),
                   "there is no contract; give contract.<name>.term, contract.<name>.fee and "
                   "contract.<name>.nonrenewal, with a name of your own");
}
