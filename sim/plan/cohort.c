/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/plan/cohort.h"

/* Who is told, and what all cohorts of the same signer and month have in common. */
struct visit {
    const struct plan *plan;
    struct cohort common;
    size_t signer;
    void (*visit)(void *context, const struct cohort *cohort);
    void *context;
};

/* So many leads that would sign, by what they meet: one cohort for each latent kind, quartile and contract. */
static void visit_cells(const struct visit *self, const struct offer *offer, double leads)
{
    const struct plan *plan = self->plan;
    int month = self->common.month < plan->months ? self->common.month : plan->months;
    struct cohort cohort = self->common;

    if (!(leads > 0))
        return;
    cohort.certain = offer->spend.sigma == 0;
    for (cohort.latent = 0; cohort.latent < plan->latents; cohort.latent++) {
        double share = plan->latent_share[cohort.latent * ((size_t)plan->months + 2) + (size_t)month];
        for (cohort.quartile = 0; cohort.quartile < QUARTILES; cohort.quartile++)
            for (cohort.contract = 0; cohort.contract < plan->contracts; cohort.contract++) {
                size_t cell = (size_t)cohort.quartile * plan->contracts + cohort.contract;
                cohort.clients = leads * share * offer->quartile_share[cohort.quartile] * offer->sign[cell];
                if (!(cohort.clients > 0))
                    continue;
                cohort.fee = offer->mean_fee[cell];
                cohort.table = plan_table(plan, self->signer, cohort.latent, cell, month);
                self->visit(self->context, &cohort);
            }
    }
}

/* What the reps of a class sign in a month, before the choice of a contract. */
static double class_leads(const struct plan *plan, size_t rep_class, int month, enum cohort_rate rate)
{
    const struct seats *seats = &plan->seats[rep_class];
    double last_rate = seats->rate[month < plan->months ? month : plan->months];

    switch (rate) {
    case COHORT_ACTUAL:
        return seats->signups[month];
    case COHORT_SMOOTH:
        return last_rate * seats->expected[month].output;
    case COHORT_STEADY:
        break;
    }
    return last_rate * seats->steady.output;
}

/* Those who were turned away before and sign in this month. */
static void visit_returning(const struct visit *self)
{
    const struct plan *plan = self->plan;
    int month = self->common.month;

    for (int turned = 1; turned < month && turned <= plan->months; turned++)
        if (plan->returning[turned].month == month)
            visit_cells(self, &plan->offers[plan->returning[turned].offer], plan_returning_leads(plan, turned, false));
    /* Turned away past the plan, all after as many months. */
    struct returning last = plan_returning(plan, plan->months);
    int turned = month - (last.month - plan->months);
    if (turned > plan->months)
        visit_cells(self, &plan->offers[last.offer], plan_returning_leads(plan, turned, false));
}

void cohort_visit(const struct plan *plan, int month, enum cohort_rate rate,
                  void (*visit)(void *context, const struct cohort *cohort), void *context)
{
    struct visit self = {.plan = plan, .visit = visit, .context = context};

    if (rate == COHORT_STEADY)
        month = plan->months;
    bug_assert(month >= 1 && month <= (rate == COHORT_SMOOTH ? SEATS_MONTHS : plan->months));
    for (size_t c = 0; c < plan->classes; c++) {
        self.signer = c;
        self.common = (struct cohort){.source = SOURCE_REP, .rep_class = c, .month = month};
        visit_cells(&self, plan_offer(plan, month), class_leads(plan, c, month, rate));
    }
    if (plan->returning == NULL)
        return;
    self.signer = plan->classes;
    self.common = (struct cohort){.source = SOURCE_RETURNED, .rep_class = SOURCE_NO_CLASS, .month = month};
    if (rate == COHORT_STEADY)
        visit_cells(&self, &plan->offers[plan_returning(plan, month).offer], plan_returning_leads(plan, month, true));
    else
        visit_returning(&self);
}
