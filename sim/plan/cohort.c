/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/plan/cohort.h"

typedef void cohort_visitor(void *context, const struct cohort *cohort);

/* What goes by the latent kind: the table, and when care comes. */
static void set_latent(struct cohort *cohort, const struct plan *plan, size_t latent)
{
    struct latent_care care = plan_care(plan, latent, cohort->month);

    cohort->latent = latent;
    cohort->care_bill = care.month > 0 ? care.month - cohort->month + 1 : 0;
    cohort->handled = care.handled;
}

static void set_cell(struct cohort *cohort, const struct plan *plan, int quartile, size_t contract)
{
    size_t cell = (size_t)quartile * plan->contracts + contract;

    cohort->quartile = quartile;
    cohort->contract = contract;
    cohort->table = plan_table(plan, cohort->signer, cohort->latent, cell, cohort->month);
}

size_t cohort_type(const struct plan *plan, const struct cohort *cohort)
{
    return comeback_type_index(plan, (struct comeback_type){.interval = plan->latents.item[cohort->latent].interval,
                                                            .quartile = (size_t)cohort->quartile,
                                                            .contract = cohort->contract});
}

/* One cohort for each latent kind, quartile and contract. */
void cohort_visit_leads(const struct plan *plan, size_t signer, const struct offer *offer, int month, double leads,
                        cohort_visitor *visit, void *context)
{
    struct cohort cohort = {.source = plan_source(plan, signer),
                            .rep_class = plan_class(plan, signer),
                            .signer = signer,
                            .month = month,
                            .certain = offer->spend.sigma == 0};

    if (!(leads > 0))
        return;
    for (size_t latent = 0; latent < plan->latents.count; latent++) {
        double share = latent_share(&plan->latents, latent, month);
        if (!(share > 0))
            continue;
        set_latent(&cohort, plan, latent);
        for (int q = 0; q < QUARTILES; q++)
            for (size_t g = 0; g < plan->contracts; g++) {
                size_t cell = (size_t)q * plan->contracts + g;
                cohort.clients = leads * share * offer->quartile_share[q] * offer->sign[cell];
                if (!(cohort.clients > 0))
                    continue;
                cohort.fee = offer->mean_fee[cell];
                set_cell(&cohort, plan, q, g);
                visit(context, &cohort);
            }
    }
}

/* One cohort for each latent kind of the interval: activation and care are drawn anew. */
void cohort_visit_comeback(const struct plan *plan, struct comeback_type type, int month,
                           const struct comeback *comeback, cohort_visitor *visit, void *context)
{
    const double *below = plan->satisfaction.below;
    double in_interval = below[type.interval + 1] - below[type.interval];
    struct cohort cohort = {.source = SOURCE_WINBACK,
                            .rep_class = SOURCE_NO_CLASS,
                            .signer = plan_signer(plan, SOURCE_WINBACK, SOURCE_NO_CLASS),
                            .month = month};

    if (!(comeback->clients > 0))
        return;
    cohort.fee = comeback->fees / comeback->clients;
    cohort.kept_fee = comeback->kept > 0 ? comeback->kept_fees / comeback->kept : 0.0;
    for (size_t latent = 0; latent < plan->latents.count; latent++) {
        if (plan->latents.item[latent].interval != type.interval)
            continue;
        double share = latent_share(&plan->latents, latent, month) / in_interval;
        cohort.clients = comeback->clients * share;
        cohort.kept = comeback->kept * share;
        if (!(cohort.clients > 0))
            continue;
        set_latent(&cohort, plan, latent);
        set_cell(&cohort, plan, (int)type.quartile, type.contract);
        visit(context, &cohort);
    }
}

double cohort_class_leads(const struct plan *plan, size_t rep_class, int month, enum cohort_rate rate)
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
static void visit_returning(const struct plan *plan, int month, enum cohort_rate rate, cohort_visitor *visit,
                            void *context)
{
    size_t signer = plan_signer(plan, SOURCE_RETURNED, SOURCE_NO_CLASS);
    struct returning last = plan_returning(plan, plan->months);
    int turned = plan_turned_away(plan, month);

    if (rate == COHORT_STEADY) {
        cohort_visit_leads(plan, signer, &plan->offers[last.offer], month, plan_returning_leads(plan, month, true),
                           visit, context);
        return;
    }
    for (int m = 1; m < month && m <= plan->months; m++)
        if (plan->returning[m].month == month)
            cohort_visit_leads(plan, signer, &plan->offers[plan->returning[m].offer], month,
                               plan_returning_leads(plan, m, false), visit, context);
    if (turned > plan->months)
        cohort_visit_leads(plan, signer, &plan->offers[last.offer], month, plan_returning_leads(plan, turned, false),
                           visit, context);
}

static void visit_comebacks(const struct plan *plan, const struct offspring *offspring, int month,
                            cohort_visitor *visit, void *context)
{
    for (size_t i = 0; offspring->returns != NULL && i < comeback_types(plan); i++) {
        struct comeback_type type = comeback_type_at(plan, i);
        struct comeback comeback = comeback_of(plan, offspring, type, month);
        cohort_visit_comeback(plan, type, month, &comeback, visit, context);
    }
}

void cohort_visit(const struct plan *plan, const struct offspring *offspring, int month, enum cohort_rate rate,
                  cohort_visitor *visit, void *context)
{
    if (rate == COHORT_STEADY)
        month = plan->months;
    bug_assert(month >= 1 && month <= (rate == COHORT_SMOOTH ? SEATS_MONTHS : plan->months));
    for (size_t c = 0; c < plan->classes; c++)
        cohort_visit_leads(plan, c, plan_offer(plan, month), month, cohort_class_leads(plan, c, month, rate), visit,
                           context);
    if (plan->returning != NULL)
        visit_returning(plan, month, rate, visit, context);
    if (offspring == NULL)
        return;
    if (offspring->referred != NULL)
        cohort_visit_leads(plan, plan_signer(plan, SOURCE_REFERRED, SOURCE_NO_CLASS), plan_referred_offer(plan, month),
                           month, offspring->referred[month], visit, context);
    visit_comebacks(plan, offspring, month, visit, context);
}
