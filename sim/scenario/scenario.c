/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/scenario/scenario.h"

#include <stdio.h>
#include <stdlib.h>

void scenario_free(struct scenario *self)
{
    free(self->name);
    free(self->path);
    names_free(&self->classes);
    names_free(&self->contracts);
    for (size_t i = 0; i < self->setting_count; i++)
        setting_free(&self->settings[i]);
    free(self->settings);
    free(self->slot);
    for (size_t i = 0; i < self->set_count; i++)
        free(self->set_texts[i]);
    free(self->set_texts);
    for (size_t i = 0; i < self->file_count; i++)
        free(self->files[i].path);
    free(self->files);
    book_free(&self->book);
    *self = (struct scenario){0};
}

size_t scenario_items(const struct scenario *self, enum parameter_id id)
{
    switch (parameter_of(id)->item) {
    case ITEM_NONE:
        return 1;
    case ITEM_CLASS:
        return self->classes.count;
    case ITEM_CONTRACT:
        return self->contracts.count;
    case ITEM_QUARTILE:
        return 4;
    case ITEM_METRIC:
        break;
    }
    return 0;
}

const char *scenario_parameter_name(const struct scenario *self, enum parameter_id id, size_t item,
                                    char out[SCENARIO_NAME])
{
    static const char *const quartile[] = {"1", "2", "3", "4"};
    const struct parameter *parameter = parameter_of(id);
    const char *middle = "";
    bug_assert(item < scenario_items(self, id));
    if (parameter->item == ITEM_CLASS)
        middle = self->classes.item[item];
    else if (parameter->item == ITEM_CONTRACT)
        middle = self->contracts.item[item];
    else if (parameter->item == ITEM_QUARTILE)
        middle = quartile[item];
    return parameter_name(parameter, middle, out, SCENARIO_NAME);
}

const struct setting *scenario_setting(const struct scenario *self, enum parameter_id id, size_t item)
{
    bug_assert((unsigned)id < PARAMETER_COUNT && id != CONTRACT_SHARE);
    size_t at = self->first_slot[id] + item;
    bug_assert(at < self->first_slot[id + 1]);
    return self->slot[at] ? &self->settings[self->slot[at] - 1] : NULL;
}

double scenario_number(const struct scenario *self, enum parameter_id id, size_t item, int month)
{
    const struct setting *setting = scenario_setting(self, id, item);
    double fallback = parameter_of(id)->fallback;
    return setting ? setting_value(setting, fallback, month) : fallback;
}

const char *scenario_text(const struct scenario *self, enum parameter_id id, size_t item)
{
    const struct setting *setting = scenario_setting(self, id, item);
    return setting ? setting->text : NULL;
}

int scenario_months(const struct scenario *self)
{
    return (int)scenario_number(self, PLAN_MONTHS, 0, 1);
}

const char *scenario_currency(const struct scenario *self)
{
    const char *currency = scenario_text(self, PLAN_CURRENCY, 0);
    return currency ? currency : "$";
}

/* Blank equals blank. */
static bool same(double a, double b)
{
    return a == b || (a != a && b != b);
}

bool scenario_same_month(const struct scenario *self, enum whose_month whose, int month_a, int month_b)
{
    for (size_t i = 0; i < self->setting_count; i++) {
        const struct setting *setting = &self->settings[i];
        const struct parameter *parameter = parameter_of(setting->id);
        if (parameter->whose == whose && !same(setting_value(setting, parameter->fallback, month_a),
                                               setting_value(setting, parameter->fallback, month_b)))
            return false;
    }
    return true;
}
