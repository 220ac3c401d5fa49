/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/plan/comeback.h"

size_t comeback_types(const struct plan *plan)
{
    return plan->satisfaction.intervals * QUARTILES * plan->contracts;
}

size_t comeback_type_index(const struct plan *plan, struct comeback_type type)
{
    return (type.interval * QUARTILES + type.quartile) * plan->contracts + type.contract;
}

struct comeback_type comeback_type_at(const struct plan *plan, size_t index)
{
    return (struct comeback_type){.interval = index / plan->contracts / QUARTILES,
                                  .quartile = index / plan->contracts % QUARTILES,
                                  .contract = index % plan->contracts};
}

struct comeback comeback_of(const struct plan *plan, const struct offspring *offspring, struct comeback_type type,
                            int month)
{
    struct comeback comeback = {0};
    size_t row = (size_t)offspring->months + 1;

    if (offspring->returns == NULL)
        return comeback;
    for (size_t old = 0; old < plan->contracts; old++) {
        const struct comeback_type before = {type.interval, type.quartile, old};
        size_t place = comeback_type_index(plan, before) * row + (size_t)month;
        if (!(offspring->returns[place] > 0))
            continue;
        double share = plan_takes_back(plan, type.quartile, old, type.contract, month);
        comeback.clients += share * offspring->returns[place];
        comeback.fees += share * offspring->return_fees[place];
        if (offspring->kept != NULL) {
            comeback.kept += share * offspring->kept[place];
            comeback.kept_fees += share * offspring->kept_fees[place];
        }
    }
    return comeback;
}
