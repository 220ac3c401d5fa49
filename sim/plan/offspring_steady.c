/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/plan/offspring_steady.h"

#include <math.h>
#include <stdlib.h>

#include "sim/plan/cohort.h"
#include "sim/plan/endless.h"
#include "sim/support/memory.h"

/*
 * The steady state. What is lost of a type is what begins of it, b + r + W a month, and a share w of that returns to
 * the same type (all contracts sold are offered): W = w / (1 - w) x (b + r). All leads referred are alike, so one
 * number R is left to solve for: R = rate x (promoter months of those who begin by themselves and of their returns
 * + stayers + R x promoter months of a referred lead and of its returns).
 */

/* What some cohorts bring: of each type, how many begin and what they pay; and how long they are promoters. */
struct brood {
    double *clients, *fees; /* owned: [type] */
    double all;             /* clients of all types */
    double promoter_months;
};

struct solving {
    const struct plan *plan;
    double less;
    double *lives;           /* owned: [life table]: whole life in bills; 0: not asked for yet */
    struct brood base, lead; /* of those who begin by themselves; of one referred lead that would sign */
    struct brood *filled;    /* the one being visited */
    const char *none;
};

static double whole_life(struct solving *self, const struct life_table *table)
{
    double *life = &self->lives[table - self->plan->lives.item];

    if (*life == 0) {
        struct multiplier_path path = plan_path(self->plan, table);
        path.less = self->less;
        *life = survival_whole_life(&table->law, table->start, path, self->plan->months, 1.0);
    }
    return *life;
}

/* Bills as a promoter of one client. Care comes to detractors only, so none of them is saved. */
static double promoter_months(struct solving *self, const struct cohort *cohort)
{
    const struct plan *plan = self->plan;
    size_t interval = plan->latents.item[cohort->latent].interval;
    const double *rescued = plan->lives.rescued;
    double life = whole_life(self, cohort->table);

    if (isinf(life)) {
        self->none = endless_why(&cohort->table->law, rescued != NULL ? rescued[plan->months] : 0.0);
        return 0.0;
    }
    return satisfaction_class(&plan->satisfaction, interval, plan->months) == CLASS_PROMOTER ? life : 0.0;
}

static void add_cohort(void *context, const struct cohort *cohort)
{
    struct solving *self = context;
    struct brood *brood = self->filled;
    size_t type = cohort_type(self->plan, cohort);

    brood->clients[type] += cohort->clients;
    brood->fees[type] += cohort->clients * cohort->fee;
    brood->all += cohort->clients;
    brood->promoter_months += cohort->clients * promoter_months(self, cohort);
}

/* Visits one client of a type who came back: only its promoter months count. */
static void add_returned(void *context, const struct cohort *cohort)
{
    struct solving *self = context;
    self->filled->promoter_months += cohort->clients * promoter_months(self, cohort);
}

/* What the returns of a brood, w / (1 - w) times its clients of each type, add to its promoter months. */
static void add_returns(struct solving *self, struct brood *brood, double odds)
{
    const struct plan *plan = self->plan;

    self->filled = brood;
    for (size_t type = 0; odds > 0 && type < comeback_types(plan); type++) {
        struct comeback back = {.clients = odds * brood->clients[type]};
        cohort_visit_comeback(plan, comeback_type_at(plan, type), plan->months, &back, add_returned, self);
    }
}

static enum status make_room(struct solving *self, struct offspring *offspring)
{
    const struct plan *plan = self->plan;
    size_t types = comeback_types(plan), row = (size_t)plan->months + 1;

    offspring->months = plan->months;
    self->lives = memory_array(plan->lives.count, sizeof(double));
    self->base.clients = memory_array(types, sizeof(double));
    self->base.fees = memory_array(types, sizeof(double));
    self->lead.clients = memory_array(types, sizeof(double));
    self->lead.fees = memory_array(types, sizeof(double));
    if (!self->lives || !self->base.clients || !self->base.fees || !self->lead.clients || !self->lead.fees)
        return ERR_MEMORY;
    if (plan->referral_rate != NULL) {
        offspring->referred = memory_array(row, sizeof(double));
        if (offspring->referred == NULL)
            return ERR_MEMORY;
    }
    if (plan->winback != NULL) {
        offspring->returns = memory_grid(types, row, sizeof(double));
        offspring->return_fees = memory_grid(types, row, sizeof(double));
        if (offspring->returns == NULL || offspring->return_fees == NULL)
            return ERR_MEMORY;
    }
    return OK;
}

/* Fills in who is referred and returns in the last month; returns how many of them sign. */
static double fill(struct offspring *offspring, const struct solving *self, double referred, double odds)
{
    size_t row = (size_t)offspring->months + 1, last = (size_t)offspring->months;
    double signs = referred * self->lead.all;

    if (offspring->referred != NULL)
        offspring->referred[last] = referred;
    for (size_t type = 0; offspring->returns != NULL && type < comeback_types(self->plan); type++) {
        double clients = self->base.clients[type] + referred * self->lead.clients[type];
        offspring->returns[type * row + last] = odds * clients;
        offspring->return_fees[type * row + last] = odds * (self->base.fees[type] + referred * self->lead.fees[type]);
        signs += odds * clients;
    }
    return signs;
}

static void solve(struct offspring *offspring, struct solving *self, double stayers, struct offspring_steady *state)
{
    const struct plan *plan = self->plan;
    double rate = plan_referral_rate(plan, plan->months), share = plan_winback(plan, plan->months).share;

    if (share >= 1) {
        self->none = "every lost client comes back (winback.share is 100% in the last month), so nobody is ever lost "
                     "for good";
        return;
    }
    double odds = share / (1 - share);
    self->filled = &self->base;
    cohort_visit(plan, NULL, plan->months, COHORT_STEADY, add_cohort, self);
    add_returns(self, &self->base, odds);
    if (rate > 0) {
        self->filled = &self->lead;
        cohort_visit_leads(plan, plan_signer(plan, SOURCE_REFERRED, SOURCE_NO_CLASS),
                           plan_referred_offer(plan, plan->months), plan->months, 1.0, add_cohort, self);
        add_returns(self, &self->lead, odds);
    }
    if (self->none != NULL)
        return;
    double next = rate * self->lead.promoter_months; /* leads that one referred lead brings */
    if (next >= 1) {
        self->none = "referrals feed on themselves: a referred client brings one or more further clients over its life "
                     "and its returns";
        return;
    }
    double referred = rate * (self->base.promoter_months + stayers) / (1 - next);
    double brought = fill(offspring, self, referred, odds);
    state->per_client = brought / (self->base.all + brought); /* NaN where nobody comes */
}

/* Without referrals and win-backs: only whether somebody signs. */
static void count_cohort(void *context, const struct cohort *cohort)
{
    double *clients = context;
    *clients += cohort->clients;
}

static double nothing_brought(const struct plan *plan)
{
    double clients = 0.0;
    cohort_visit(plan, NULL, plan->months, COHORT_STEADY, count_cohort, &clients);
    return clients > 0 ? 0.0 : (double)NAN;
}

static void free_brood(struct brood *self)
{
    free(self->clients);
    free(self->fees);
}

enum status offspring_steady_init(struct offspring *self, const struct plan *plan, double less, double stayers,
                                  struct offspring_steady *state)
{
    struct solving solving = {.plan = plan, .less = less};

    *self = (struct offspring){0};
    *state = (struct offspring_steady){0};
    if (plan->referral_rate == NULL && plan->winback == NULL) {
        state->per_client = nothing_brought(plan);
        return OK;
    }
    enum status status = make_room(&solving, self);
    if (status == OK)
        solve(self, &solving, stayers, state);
    if (solving.none != NULL)
        *state = (struct offspring_steady){.none = solving.none, .per_client = NAN};
    free(solving.lives);
    free_brood(&solving.base);
    free_brood(&solving.lead);
    if (status != OK)
        offspring_free(self);
    return status;
}
