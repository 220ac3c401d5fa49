/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/scenario/scenario_place.h"

struct place scenario_place_whole(const struct scenario *self)
{
    return (struct place){.file = self->files[0].path};
}

struct place scenario_place_of(const struct scenario *self, enum parameter_id id, size_t item, int month)
{
    const struct setting *setting = scenario_setting(self, id, item);
    if (setting && parameter_of(id)->kind == VALUE_TEXT)
        return setting_place(&setting->text_origin);
    const struct step *step = setting ? setting_step(setting, month) : NULL;
    return step && step->changes ? setting_place(&step->change[step->changes - 1].origin) : scenario_place_whole(self);
}
