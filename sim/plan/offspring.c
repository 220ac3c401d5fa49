/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/plan/offspring.h"

#include <stdbool.h>
#include <stdlib.h>

#include "sim/plan/outflow.h"
#include "sim/support/memory.h"

enum { YEAR = 12 };

struct making {
    const struct plan *plan;
    struct offspring *self;
    enum cohort_rate rate;
    struct outflow outflow;
    int settled;                     /* from this month on months of signing differ in size only: see settled_from */
    struct outflow_mould *by_signer; /* owned: [signer]: of one lead that would sign; not of win-backs */
    struct outflow_mould *by_type;   /* owned: [type]: of one client who comes back to it; NULL without win-backs */
    enum status status;              /* of the visits so far */
};

/* ---- when nothing changes any more -------------------------------------------------------------------------- */

/* True if who signs in a month has the same future as who signs in the plan's last. */
static bool as_in_last(const struct plan *plan, int month)
{
    const struct satisfaction *satisfaction = &plan->satisfaction;
    int last = plan->months;

    if (plan->offer_of[month] != plan->offer_of[last])
        return false;
    for (size_t i = 0; i < satisfaction->intervals; i++)
        if (satisfaction_class(satisfaction, i, month) != satisfaction_class(satisfaction, i, last))
            return false;
    for (size_t i = 0; i < plan->latents.count; i++) {
        int care = plan_care(plan, i, month).month, care_then = plan_care(plan, i, last).month;
        if (latent_share(&plan->latents, i, month) != latent_share(&plan->latents, i, last) ||
            (care > 0) != (care_then > 0) || (care > 0 && care - month != care_then - last))
            return false;
    }
    size_t row = (size_t)last + 2, groups = plan->signers * plan->latents.count * QUARTILES * plan->contracts;
    for (size_t i = 0; i < groups; i++)
        if (plan->table_of[i * row + (size_t)month] != plan->table_of[i * row + (size_t)last])
            return false;
    return true;
}

/* The first month from which on all leads that return meet the same offer (whatever their number). */
static int returns_alike_from(const struct plan *plan)
{
    size_t offer = SIZE_MAX;
    int from = 1;

    for (int turned = plan->months; plan->returning != NULL && turned >= 1; turned--) {
        const struct returning *returning = &plan->returning[turned];
        if (plan->qualification[turned].returning == 0)
            continue;
        if (offer == SIZE_MAX)
            offer = returning->offer;
        if (returning->offer != offer && returning->month >= from)
            from = returning->month + 1;
    }
    return from;
}

static int settled_from(const struct plan *plan)
{
    int month = plan->months, returns = returns_alike_from(plan);

    while (month > 1 && as_in_last(plan, month - 1))
        month--;
    return month > returns ? month : returns;
}

/* ---- moulds --------------------------------------------------------------------------------------------------- */

struct casting {
    struct making *making;
    struct outflow_mould *mould;
};

static void cast(void *context, const struct cohort *cohort)
{
    const struct casting *self = context;
    struct making *making = self->making;

    if (making->status == OK)
        making->status = outflow_mould_add(self->mould, &making->outflow, cohort);
}

/* What one lead that would sign meets from the settled month on; NULL: nobody comes that way any more. */
static const struct offer *settled_offer(const struct plan *plan, size_t signer)
{
    switch (plan_source(plan, signer)) {
    case SOURCE_REFERRED:
        return plan_referred_offer(plan, plan->months);
    case SOURCE_RETURNED:
        for (int turned = plan->months; turned >= 1; turned--)
            if (plan->qualification[turned].returning > 0)
                return &plan->offers[plan->returning[turned].offer];
        return NULL;
    default:
        return plan_offer(plan, plan->months);
    }
}

static void cast_signers(struct making *self)
{
    const struct plan *plan = self->plan;

    for (size_t s = 0; s < plan->signers; s++) {
        struct casting casting = {self, &self->by_signer[s]};
        const struct offer *offer = s == plan->signer_of[SOURCE_WINBACK] ? NULL : settled_offer(plan, s);
        if (offer == NULL)
            continue;
        cohort_visit_leads(plan, s, offer, self->settled, 1.0, cast, &casting);
    }
}

static void cast_types(struct making *self)
{
    const struct plan *plan = self->plan;
    const struct comeback one = {.clients = 1};

    for (size_t type = 0; self->by_type != NULL && type < comeback_types(plan); type++) {
        struct casting casting = {self, &self->by_type[type]};
        cohort_visit_comeback(plan, comeback_type_at(plan, type), self->settled, &one, cast, &casting);
    }
}

/* ---- month by month --------------------------------------------------------------------------------------------- */

static void add_cohort(void *context, const struct cohort *cohort)
{
    struct making *self = context;

    if (self->status == OK)
        self->status = outflow_add(&self->outflow, cohort);
}

/* Leads of a month that were turned away before: all of them meet the same offer. */
static double returned_leads(const struct plan *plan, int month)
{
    int turned = plan_turned_away(plan, month);
    double leads = turned > plan->months ? plan_returning_leads(plan, turned, false) : 0.0;

    for (int m = 1; m < month && m <= plan->months; m++)
        if (plan->returning[m].month == month)
            leads += plan_returning_leads(plan, m, false);
    return leads;
}

/* Leads of a signer that would sign in a month. */
static double leads_of(const struct making *self, size_t signer, int month)
{
    switch (plan_source(self->plan, signer)) {
    case SOURCE_REFERRED:
        return self->self->referred[month];
    case SOURCE_RETURNED:
        return returned_leads(self->plan, month);
    default:
        return cohort_class_leads(self->plan, signer, month, self->rate);
    }
}

static void pour_month(struct making *self, int month)
{
    const struct plan *plan = self->plan;

    for (size_t s = 0; s < plan->signers; s++)
        if (s != plan->signer_of[SOURCE_WINBACK]) {
            const struct comeback size = {.clients = leads_of(self, s, month)};
            outflow_pour(&self->outflow, &self->by_signer[s], month, &size, false);
        }
    for (size_t type = 0; self->by_type != NULL && type < comeback_types(plan); type++) {
        struct comeback size = comeback_of(plan, self->self, comeback_type_at(plan, type), month);
        outflow_pour(&self->outflow, &self->by_type[type], month, &size, true);
    }
}

/* Those who sign in a month; and all so far, if it is the month whose clients are told apart. */
static void add_month(struct making *self, int month)
{
    if (month == 0) {
        self->status = outflow_add_book(&self->outflow);
    } else if (month < self->settled) {
        cohort_visit(self->plan, self->self, month, self->rate, add_cohort, self);
        if (self->outflow.smooth)
            long_life_tidy(&self->outflow.lives);
    } else {
        pour_month(self, month);
    }
    if (month == self->plan->months - YEAR)
        outflow_keep(&self->outflow, month);
}

/* to[month then] += share of from[month now], if there is any. */
static void move(double *to, const double *from, double share, int now, int then)
{
    if (to != NULL && from[now] > 0)
        to[then] += share * from[now];
}

static double *row(double *values, size_t type, const struct offspring *self)
{
    return values == NULL ? NULL : values + type * ((size_t)self->months + 1);
}

/* What a month's clients bring: referrals sign in the next one; who is lost then may return. */
static void send_on(struct making *self, int month)
{
    struct offspring *offspring = self->self;
    const struct outflow *outflow = &self->outflow;
    int next = month + 1;

    if (next > offspring->months)
        return;
    if (offspring->referred != NULL && outflow->promoters[month] > 0) /* sums of changes may round below 0 */
        offspring->referred[next] = plan_referral_rate(self->plan, month) * outflow->promoters[month];
    struct winback winback = plan_winback(self->plan, next);
    int then = next + winback.after;
    if (!(winback.share > 0) || then > offspring->months)
        return;
    for (size_t type = 0; type < comeback_types(self->plan); type++) {
        move(row(offspring->returns, type, offspring), row(outflow->lost, type, offspring), winback.share, next, then);
        move(row(offspring->return_fees, type, offspring), row(outflow->fees, type, offspring), winback.share, next,
             then);
        move(row(offspring->kept, type, offspring), row(outflow->kept, type, offspring), winback.share, next, then);
        move(row(offspring->kept_fees, type, offspring), row(outflow->kept_fees, type, offspring), winback.share, next,
             then);
    }
}

static enum status make_room(struct making *self, bool kept)
{
    const struct plan *plan = self->plan;
    struct offspring *offspring = self->self;
    size_t row = (size_t)offspring->months + 1;

    self->by_signer = memory_array(plan->signers, sizeof *self->by_signer);
    if (self->by_signer == NULL)
        return ERR_MEMORY;
    if (plan->referral_rate != NULL) {
        offspring->referred = memory_array(row, sizeof(double));
        if (offspring->referred == NULL)
            return ERR_MEMORY;
    }
    if (plan->winback == NULL)
        return OK;
    self->by_type = memory_array(comeback_types(plan), sizeof *self->by_type);
    offspring->returns = memory_grid(comeback_types(plan), row, sizeof(double));
    offspring->return_fees = memory_grid(comeback_types(plan), row, sizeof(double));
    if (self->by_type == NULL || offspring->returns == NULL || offspring->return_fees == NULL)
        return ERR_MEMORY;
    if (!kept)
        return OK;
    offspring->kept = memory_grid(comeback_types(plan), row, sizeof(double));
    offspring->kept_fees = memory_grid(comeback_types(plan), row, sizeof(double));
    return offspring->kept && offspring->kept_fees ? OK : ERR_MEMORY;
}

static void free_moulds(struct making *self)
{
    for (size_t s = 0; self->by_signer != NULL && s < self->plan->signers; s++)
        outflow_mould_free(&self->by_signer[s]);
    for (size_t type = 0; self->by_type != NULL && type < comeback_types(self->plan); type++)
        outflow_mould_free(&self->by_type[type]);
    free(self->by_signer);
    free(self->by_type);
}

static enum status make(struct offspring *self, const struct plan *plan, enum cohort_rate rate, double less, int months)
{
    struct making making = {.plan = plan, .self = self, .rate = rate};
    bool smooth = rate == COHORT_SMOOTH, kept = !smooth && plan->months >= YEAR;

    *self = (struct offspring){0};
    if (plan->referral_rate == NULL && plan->winback == NULL)
        return OK;
    bug_assert(months >= 1 && months <= SEATS_MONTHS);
    self->months = months;
    making.settled = settled_from(plan);
    making.status = make_room(&making, kept);
    if (making.status == OK)
        making.status = outflow_init(&making.outflow, plan, smooth, kept, months);
    making.outflow.lives.less = less;
    if (making.status == OK && making.settled <= months) {
        cast_signers(&making);
        cast_types(&making);
    }
    for (int month = 0; making.status == OK && month <= months; month++) {
        add_month(&making, month);
        outflow_reach(&making.outflow, month);
        send_on(&making, month);
    }
    outflow_free(&making.outflow);
    free_moulds(&making);
    if (making.status != OK)
        offspring_free(self);
    return making.status;
}

enum status offspring_init(struct offspring *self, const struct plan *plan)
{
    return make(self, plan, COHORT_ACTUAL, 0.0, plan->months);
}

enum status offspring_init_smooth(struct offspring *self, const struct plan *plan, double less, int months)
{
    return make(self, plan, COHORT_SMOOTH, less, months);
}

void offspring_free(struct offspring *self)
{
    free(self->referred);
    free(self->returns);
    free(self->return_fees);
    free(self->kept);
    free(self->kept_fees);
    *self = (struct offspring){0};
}
