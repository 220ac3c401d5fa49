/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/plan/influence.h"

#include <stdbool.h>
#include <stdlib.h>

#include "sim/support/memory.h"

static double multiplier(const struct scenario *scenario, size_t quartile, size_t rep_class, int month)
{
    double by_rep = rep_class == SOURCE_NO_CLASS ? 1.0 : scenario_number(scenario, REP_CHURN, rep_class, month);
    return scenario_number(scenario, QUARTILE_CHURN, quartile, month) * by_rep *
           scenario_number(scenario, CHURN_MULTIPLIER, 0, month);
}

size_t influence_latents(const struct scenario *scenario)
{
    bool some_not = false, matters = false, lasts = false;

    for (int month = 1; month <= scenario_months(scenario); month++) {
        some_not = some_not || scenario_number(scenario, ONBOARDING_ACTIVATION, 0, month) < 1;
        matters = matters || scenario_number(scenario, ONBOARDING_CHURN, 0, month) != 1;
        lasts = lasts || scenario_number(scenario, ONBOARDING_MONTHS, 0, month) > 0;
    }
    return some_not && matters && lasts ? LATENT_KINDS : 1;
}

double influence_latent_share(const struct scenario *scenario, size_t latents, size_t latent, int month)
{
    if (latents == 1)
        return 1.0;
    double activated = scenario_number(scenario, ONBOARDING_ACTIVATION, 0, month);
    return latent == LATENT_ACTIVATED ? activated : 1 - activated;
}

enum status influence_onboarding(struct life_tables *lives, const struct scenario *scenario)
{
    size_t length = (size_t)lives->months + 1;
    lives->early_churn = memory_array(length, sizeof *lives->early_churn);
    lives->early_months = memory_array(length, sizeof *lives->early_months);
    if (lives->early_churn == NULL || lives->early_months == NULL)
        return ERR_MEMORY; /* life_table_free frees what there is */

    for (int month = 1; month <= lives->months; month++) {
        lives->early_churn[month] = scenario_number(scenario, ONBOARDING_CHURN, 0, month);
        lives->early_months[month] = (int)scenario_number(scenario, ONBOARDING_MONTHS, 0, month);
    }
    return OK;
}

enum status influence_path(struct life_tables *lives, const struct scenario *scenario, size_t quartile,
                           size_t rep_class, size_t latent, size_t *path)
{
    double *value = memory_array((size_t)lives->months + 1, sizeof *value);
    if (value == NULL)
        return ERR_MEMORY;
    for (int month = 1; month <= lives->months; month++)
        value[month] = multiplier(scenario, quartile, rep_class, month);
    enum status status = life_table_path(lives, value, latent == LATENT_NOT_ACTIVATED, path);
    free(value);
    return status;
}
