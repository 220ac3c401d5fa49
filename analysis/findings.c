/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/findings.h"

#include <stdlib.h>

#include "analysis/agreement.h"
#include "analysis/cohorts.h"
#include "analysis/gains.h"
#include "analysis/ltv.h"
#include "analysis/metrics.h"
#include "analysis/monthly.h"
#include "analysis/payback.h"
#include "analysis/plateau.h"
#include "analysis/retention.h"

/* What the law of the plan tells, without any play: the plateau, gains, and what clients are worth. */
static enum status fill_exact(struct findings *self)
{
    struct worths worths;
    struct plateau_level level;
    enum status status = worth_init(&worths, self->plan, 0);
    if (status == OK)
        status = plateau_level_fill(&level, &worths);
    if (status == OK)
        status = plateau_fill(self, &level);
    if (status == OK)
        status = gains_fill(self, &level);
    if (status == OK)
        status = ltv_fill(self, &worths);
    if (status == OK)
        status = payback_fill(self, &worths);
    worth_free(&worths);
    return status;
}

enum status findings_init(struct findings *self, const struct plan *plan, const struct expected *expected,
                          const struct sample *sample, struct findings_facts facts)
{
    *self = (struct findings){
        .plan = plan,
        .expected = expected,
        .sample = sample,
        .name = facts.name,
        .slug = facts.slug,
        .currency = scenario_currency(plan->scenario),
        .sets = facts.sets,
        .set_count = facts.set_count,
        .seed = facts.seed,
        .replicates = sample ? sample->replicates : 0,
        .months = plan->months,
        .uncertain = facts.uncertain,
        .means_only = facts.means_only,
    };
    enum status status = monthly_fill(self, facts.threads ? facts.threads : 1);
    if (status == OK)
        status = metrics_fill(self);
    if (status == OK)
        status = fill_exact(self);
    if (status == OK)
        status = retention_fill(self);
    if (status == OK)
        status = cohorts_fill(self);
    if (status == OK)
        agreement_fill(self);
    if (status != OK)
        findings_free(self);
    return status;
}

void findings_free(struct findings *self)
{
    free(self->monthly);
    free(self->smooth_revenue);
    free(self->ltv);
    free(self->retention);
    free(self->cohorts);
    *self = (struct findings){0};
}

const struct figure *findings_month(const struct findings *self, enum series series, int month)
{
    bug_assert(series >= 0 && series < SERIES_COUNT && month >= 0 && month <= self->months);
    return &self->monthly[(size_t)series * (size_t)(self->months + 1) + (size_t)month];
}

bool findings_have_costs(const struct findings *self)
{
    for (int s = 0; s < SERIES_COUNT; s++)
        for (int month = 1; series_info((enum series)s)->in_profit < 0 && month <= self->months; month++)
            if (findings_month(self, (enum series)s, month)->expected > 0)
                return true;
    return false;
}
