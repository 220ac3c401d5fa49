/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/expected/smooth.h"

#include <stdlib.h>

#include "sim/expected/smooth_flow.h"
#include "sim/expected/smooth_growth.h"
#include "sim/expected/smooth_returns.h"
#include "sim/expected/stretch.h"
#include "sim/plan/cohort.h"
#include "sim/plan/long_life.h"
#include "sim/support/cents.h"
#include "sim/support/memory.h"

/*
 * Sign-ups go by stretches, the last of which reaches far past the plan: each is a flow by one kernel. The clients who
 * are won back are never alike from month to month, and have flows of their own.
 */

struct smooth {
    const struct plan *plan;
    int months;      /* asked for */
    double *revenue; /* not owned: [0..months], to be filled */
    struct smooth_growth growth;
    struct offspring offspring; /* at the smooth rate */
    struct stretches stretches;
    struct long_life lives;
    double *kernel; /* owned: scratch, [bill 1..months] at 0..months - 1 */
    /* Owned, [signer]: size and work of a visited month after plan_last_return; work 0: none was. */
    double *known_size, *known_work;
    enum status status; /* of the visits so far */
};

static void add_book(struct smooth *self)
{
    const struct plan *plan = self->plan;
    const double *alive = NULL;

    for (size_t i = 0; i < plan->book.count; i++) {
        const struct book_entry *entry = &plan->book.item[i];
        double fee = cents_money(entry->fee);
        const double *growth = smooth_growth_book(&self->growth, entry->tenure);
        self->revenue[0] += fee;
        for (size_t latent = 0; latent < plan->latents.count; latent++) {
            if (!(entry->weight[latent] > 0))
                continue;
            self->status = long_life_of(&self->lives, &plan->lives.item[entry->table[latent]], &alive);
            if (self->status != OK)
                return;
            smooth_flow_path(self->revenue + 1, entry->weight[latent] * fee, alive, growth, self->months);
        }
        long_life_tidy(&self->lives);
    }
}

/* What a mould pays, bill by bill, that was taken up in a month: the parts' course. */
static void fill_kernel(struct smooth *self, const struct stretch_parts *mould, int bills)
{
    const double *alive = NULL;

    for (int i = 0; i < bills; i++)
        self->kernel[i] = 0.0;
    for (size_t i = 0; self->status == OK && i < mould->count; i++) {
        const struct stretch_part *part = &mould->item[i];
        self->status = long_life_of(&self->lives, part->table, &alive);
        if (self->status == OK)
            smooth_flow_path(self->kernel, part->clients * part->fee, alive,
                             smooth_growth_new(&self->growth, (int)part->course), bills);
    }
}

static void post_stretch(struct smooth *self, struct stretch *stretch)
{
    if (stretch->first > 0 && stretch->mould.count > 0) {
        fill_kernel(self, &stretch->mould, self->months - stretch->first + 1);
        smooth_flow_add(self->revenue, self->months, stretch->size, stretch->first, stretch->last, self->kernel);
    }
    stretch_end(stretch);
    long_life_tidy(&self->lives);
}

/* The course of who signs in a month is told by the month, as long as the payments have not settled. */
static void take_cohort(void *context, const struct cohort *cohort)
{
    struct smooth *self = context;
    int settled = self->growth.grows ? self->growth.settled : 1;

    if (self->status == OK)
        self->status = stretch_take(&self->stretches, cohort,
                                    (size_t)(cohort->month < settled ? cohort->month : settled));
}

/*
 * What the size of a signer's sign-ups goes by after plan_last_return: its reps' output, leads once turned away, leads
 * that promoters refer.
 */
static double work_of(const struct smooth *self, size_t signer, int month)
{
    const struct plan *plan = self->plan;

    switch (plan_source(plan, signer)) {
    case SOURCE_REP:
        return plan->seats[plan_class(plan, signer)].expected[month].output;
    case SOURCE_RETURNED:
        return plan_returning_leads(plan, plan_turned_away(plan, month), false);
    case SOURCE_REFERRED:
        return self->offspring.referred ? self->offspring.referred[month] : 0.0;
    default:
        return 0.0;
    }
}

static void visit_month(struct smooth *self, int month)
{
    struct offspring referred = self->offspring;

    referred.returns = NULL;
    cohort_visit(self->plan, &referred, month, COHORT_SMOOTH, take_cohort, self);
    for (size_t signer = 0; self->status == OK && signer < self->plan->signers; signer++) {
        struct stretch *stretch = &self->stretches.of[signer];
        if (stretch_goes_on(stretch)) {
            stretch_add(stretch);
        } else {
            post_stretch(self, stretch);
            stretch_begin(stretch, month);
        }
    }
}

/* A month whose sizes follow from one that was visited; false if some signer signs for the first time. */
static bool scale_month(struct smooth *self, int month)
{
    for (size_t signer = 0; signer < self->plan->signers; signer++)
        if (self->known_work[signer] == 0 && work_of(self, signer, month) > 0)
            return false;
    for (size_t signer = 0; signer < self->plan->signers; signer++) {
        struct stretch *stretch = &self->stretches.of[signer];
        stretch_add(stretch);
        if (self->known_work[signer] > 0)
            stretch_resize(stretch, self->known_size[signer] * work_of(self, signer, month) / self->known_work[signer]);
    }
    return true;
}

static void walk(struct smooth *self)
{
    int varied = plan_last_return(self->plan); /* so long what signs differs in kind */

    for (int month = 1; self->status == OK && month <= self->months; month++) {
        if (month > varied + 1 && scale_month(self, month))
            continue;
        visit_month(self, month);
        for (size_t signer = 0; self->status == OK && month > varied && signer < self->plan->signers; signer++) {
            self->known_size[signer] = self->stretches.of[signer].size[month];
            self->known_work[signer] = work_of(self, signer, month);
        }
    }
    for (size_t signer = 0; self->status == OK && signer < self->plan->signers; signer++)
        post_stretch(self, &self->stretches.of[signer]);
}

static enum status make_room(struct smooth *self)
{
    const struct plan *plan = self->plan;
    enum status status = stretch_init(&self->stretches, plan, self->months);

    self->kernel = memory_array((size_t)self->months + 1, sizeof(double));
    self->known_size = memory_array(plan->signers, sizeof(double));
    self->known_work = memory_array(plan->signers, sizeof(double));
    if (!self->kernel || !self->known_size || !self->known_work)
        return ERR_MEMORY;
    if (status == OK)
        status = long_life_init(&self->lives, plan, self->months);
    if (status == OK)
        status = smooth_growth_init(&self->growth, plan, self->months);
    if (status == OK && self->months > 0)
        status = offspring_init_smooth(&self->offspring, plan, 0.0, self->months);
    return status;
}

enum status smooth_revenue(double *revenue, const struct plan *plan, int months)
{
    bug_assert(months >= 0 && months <= SEATS_MONTHS);
    struct smooth self = {.plan = plan, .months = months, .revenue = revenue};

    self.status = make_room(&self);
    for (int month = 0; month <= months; month++)
        revenue[month] = 0.0;
    if (self.status == OK)
        add_book(&self);
    walk(&self);
    if (self.status == OK)
        self.status = smooth_returns_add(revenue, months, plan, &self.offspring, &self.growth, &self.lives);
    smooth_growth_free(&self.growth);
    offspring_free(&self.offspring);
    stretch_free(&self.stretches);
    long_life_free(&self.lives);
    free(self.kernel);
    free(self.known_size);
    free(self.known_work);
    return self.status;
}
