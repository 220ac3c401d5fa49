/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/plan/influence.h"

#include <stdlib.h>

#include "sim/support/memory.h"

static double multiplier(const struct scenario *scenario, size_t quartile, size_t rep_class, int month)
{
    double by_rep = rep_class == INFLUENCE_NO_CLASS ? 1.0 : scenario_number(scenario, REP_CHURN, rep_class, month);
    return scenario_number(scenario, QUARTILE_CHURN, quartile, month) * by_rep *
           scenario_number(scenario, CHURN_MULTIPLIER, 0, month);
}

enum status influence_path(struct life_tables *lives, const struct scenario *scenario, size_t quartile,
                           size_t rep_class, size_t *path)
{
    double *value = memory_array((size_t)lives->months + 1, sizeof *value);
    if (value == NULL)
        return ERR_MEMORY;
    for (int month = 1; month <= lives->months; month++)
        value[month] = multiplier(scenario, quartile, rep_class, month);
    enum status status = life_table_path(lives, value, path);
    free(value);
    return status;
}
