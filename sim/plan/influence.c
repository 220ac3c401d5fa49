/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/plan/influence.h"

#include <stdlib.h>

#include "sim/plan/offer.h"
#include "sim/support/memory.h"

static double of_satisfaction(const struct scenario *scenario, const struct satisfaction *satisfaction,
                              const struct influence *who, int month)
{
    int class = who->passive ? CLASS_PASSIVE : satisfaction_class(satisfaction, who->interval, month);

    switch (class) {
    case CLASS_PROMOTER:
        return scenario_number(scenario, PROMOTER_CHURN, 0, month);
    case CLASS_DETRACTOR:
        return scenario_number(scenario, DETRACTOR_CHURN, 0, month);
    default:
        return 1.0;
    }
}

static double of_source(const struct scenario *scenario, const struct influence *who, int month)
{
    switch (who->source) {
    case SOURCE_REP:
        return scenario_number(scenario, REP_CHURN, who->rep_class, month);
    case SOURCE_REFERRED:
        return scenario_number(scenario, REFERRAL_CHURN, 0, month);
    case SOURCE_WINBACK:
        return scenario_number(scenario, WINBACK_CHURN, 0, month);
    default: /* of the book and of leads that return nothing is known */
        return 1.0;
    }
}

bool influence_has_onboarding(const struct scenario *scenario)
{
    bool some_not = false, matters = false, lasts = false;

    for (int month = 1; month <= scenario_months(scenario); month++) {
        some_not = some_not || scenario_number(scenario, ONBOARDING_ACTIVATION, 0, month) < 1;
        matters = matters || scenario_number(scenario, ONBOARDING_CHURN, 0, month) != 1;
        lasts = lasts || scenario_number(scenario, ONBOARDING_MONTHS, 0, month) > 0;
    }
    return some_not && matters && lasts;
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

enum status influence_rescue(struct life_tables *lives, const struct scenario *scenario)
{
    bool some = false;

    for (int month = 1; month <= lives->months; month++)
        some = some || scenario_number(scenario, RESCUE_SHARE, 0, month) > 0;
    if (!some)
        return OK;
    lives->rescued = memory_array((size_t)lives->months + 1, sizeof *lives->rescued);
    if (lives->rescued == NULL)
        return ERR_MEMORY;
    for (int month = 1; month <= lives->months; month++)
        lives->rescued[month] = scenario_number(scenario, RESCUE_SHARE, 0, month) *
                                scenario_number(scenario, RESCUE_SUCCESS, 0, month);
    return OK;
}

enum status influence_path(struct life_tables *lives, const struct scenario *scenario,
                           const struct satisfaction *satisfaction, const struct influence *who, size_t *path)
{
    double *value = memory_array((size_t)lives->months + 1, sizeof *value);
    if (value == NULL)
        return ERR_MEMORY;
    for (int month = 1; month <= lives->months; month++)
        value[month] = scenario_number(scenario, QUARTILE_CHURN, who->quartile, month) *
                       of_satisfaction(scenario, satisfaction, who, month) * of_source(scenario, who, month) *
                       scenario_number(scenario, CHURN_MULTIPLIER, 0, month);
    enum status status = life_table_path(lives, value, !who->activated, path);
    free(value);
    return status;
}

enum status influence_paths(struct life_tables *lives, const struct scenario *scenario,
                            const struct satisfaction *satisfaction, const struct latents *latents, enum source source,
                            size_t rep_class, struct life_paths *paths)
{
    struct influence who = {.source = source, .rep_class = rep_class};
    enum status status = OK;

    for (size_t i = 0; status == OK && i < latents->count; i++) {
        who.activated = latents->item[i].activated;
        who.interval = latents->item[i].interval;
        for (who.quartile = 0; status == OK && who.quartile < QUARTILES; who.quartile++, paths++) {
            who.passive = false;
            status = influence_path(lives, scenario, satisfaction, &who, &paths->path);
            paths->cared = paths->path;
            paths->cared_from = 0;
            who.passive = true;
            if (status == OK && latents->item[i].saved)
                status = influence_path(lives, scenario, satisfaction, &who, &paths->cared);
        }
    }
    return status;
}
