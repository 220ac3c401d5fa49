/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/lifetime.h"

#include <math.h>
#include <stdlib.h>

#include "sim/plan/beta_law.h"
#include "sim/support/memory.h"

enum status lifetime_init(struct lifetimes *self, const struct plan *plan)
{
    size_t months = (size_t)plan->months + 1;
    *self = (struct lifetimes){.plan = plan};
    self->of = memory_array(plan->lives.count, sizeof *self->of);
    self->alive = memory_array(months, sizeof *self->alive);
    self->leave = memory_array(months, sizeof *self->leave);
    if (!self->of || !self->alive || !self->leave) {
        lifetime_free(self);
        return ERR_MEMORY;
    }
    return OK;
}

void lifetime_free(struct lifetimes *self)
{
    free(self->of);
    free(self->alive);
    free(self->leave);
    *self = (struct lifetimes){0};
}

/* Why a life under this law has no finite mean. Multipliers of 0 are the other way never to leave. */
static const char *why_endless(const struct survival_law *law)
{
    if (beta_law_applies(law) && law->early_exit == 0 && law->nonrenewal * law->concentration <= 1)
        return "a client's expected lifetime is infinite: nonrenewal x concentration is at most 1, "
               "so the loyal ones stay without end";
    return "a client's expected lifetime is infinite: some clients never leave";
}

static struct lifetime compute(const struct lifetimes *self, const struct life_table *table)
{
    const struct plan *plan = self->plan;
    struct multiplier_path path = plan_path(plan, table);
    struct lifetime life = {
        .bills = survival_whole_life(&table->law, table->start, path, table->first, 1),
        .present = survival_whole_life(&table->law, table->start, path, table->first, plan->monthly_discount),
    };
    /* The plan's own table may be shorter than H bills; beyond the plan its last values go on. */
    survival_fill(self->alive, self->leave, plan->months, &table->law, table->start, path, table->first);
    for (int k = 0; k < plan->months; k++)
        life.within += self->alive[k];
    if (isinf(life.bills))
        life.endless = why_endless(&table->law);
    return life;
}

const struct lifetime *lifetime_of(struct lifetimes *self, size_t group, int month)
{
    const struct life_table *table = plan_table(self->plan, group, month);
    struct lifetime *life = &self->of[table - self->plan->lives.item];
    if (life->bills == 0) /* a life has at least its first bill */
        *life = compute(self, table);
    return life;
}

const char *lifetime_rating(double months)
{
    static const struct {
        double from;
        const char *rating;
    } grades[] = {{18, "excellent"}, {12, "good"}, {6, "fair"}, {0, "poor"}};
    const double slack = 1e-9; /* months: a closed form may come out as 12 - 1e-14 */
    for (size_t i = 0; i < sizeof grades / sizeof grades[0]; i++)
        if (months >= grades[i].from - slack)
            return grades[i].rating;
    return "";
}
