/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/expected/smooth_returns.h"

#include <stdbool.h>
#include <stdlib.h>

#include "sim/expected/smooth_flow.h"
#include "sim/plan/cohort.h"
#include "sim/support/memory.h"

struct returns {
    const struct plan *plan;
    const struct offspring *offspring;
    const struct smooth_growth *growth;
    struct long_life *lives;
    int months;
    double *revenue;
    double *fees;   /* owned, scratch: [month]: first fees of those who come back */
    double *kernel; /* owned, scratch: [bill - 1] */
    enum status status;
};

static const struct life_table *table_of(const struct returns *self, struct comeback_type type, size_t latent,
                                         int month)
{
    return plan_table(self->plan, self->plan->signer_of[SOURCE_WINBACK], latent,
                      type.quartile * self->plan->contracts + type.contract, month);
}

/* True if who returns to a type in two months pays and leaves alike. */
static bool are_alike(const struct returns *self, struct comeback_type type, int one, int other)
{
    const struct latents *latents = &self->plan->latents;

    if (smooth_growth_new(self->growth, one) != smooth_growth_new(self->growth, other))
        return false;
    for (size_t i = 0; i < latents->count; i++)
        if (latents->item[i].interval == type.interval &&
            (table_of(self, type, i, one) != table_of(self, type, i, other) ||
             latent_share(latents, i, one) != latent_share(latents, i, other)))
            return false;
    return true;
}

/* Adds what a cohort pays to the kernel. */
static void take_cohort(void *context, const struct cohort *cohort)
{
    struct returns *self = context;
    const double *alive = NULL;

    if (self->status == OK)
        self->status = long_life_of(self->lives, cohort->table, &alive);
    if (self->status == OK)
        smooth_flow_path(self->kernel, cohort->clients * cohort->fee, alive,
                         smooth_growth_new(self->growth, cohort->month), self->months - cohort->month + 1);
}

/* What is paid for a first fee of 1 in a month, by the chances of the latent kinds. */
static void fill_kernel(struct returns *self, struct comeback_type type, int month)
{
    struct comeback one = {.clients = 1.0, .fees = 1.0};

    for (int i = 0; i <= self->months - month; i++)
        self->kernel[i] = 0.0;
    cohort_visit_comeback(self->plan, type, month, &one, take_cohort, self);
}

/* The months by runs in which all pay and leave alike; the last run reaches past the plan. */
static void add_type(struct returns *self, struct comeback_type type)
{
    bool some = false;

    for (int month = 1; month <= self->months; month++) {
        self->fees[month] = comeback_of(self->plan, self->offspring, type, month).fees;
        some = some || self->fees[month] > 0;
    }
    for (int first = 1, last; some && self->status == OK && first <= self->months; first = last + 1) {
        for (last = first; last < self->months; last++)
            if (last < self->plan->months && !are_alike(self, type, last, last + 1))
                break;
        while (first < last && self->fees[first] == 0)
            first++;
        if (self->fees[first] == 0)
            continue;
        fill_kernel(self, type, first);
        smooth_flow_add(self->revenue, self->months, self->fees, first, last, self->kernel);
        long_life_tidy(self->lives);
    }
}

enum status smooth_returns_add(double *revenue, int months, const struct plan *plan, const struct offspring *offspring,
                               const struct smooth_growth *growth, struct long_life *lives)
{
    struct returns self = {.plan = plan, .offspring = offspring, .growth = growth, .lives = lives, .months = months};

    if (offspring->returns == NULL)
        return OK;
    self.revenue = revenue;
    self.fees = memory_array((size_t)months + 1, sizeof(double));
    self.kernel = memory_array((size_t)months + 1, sizeof(double));
    self.status = self.fees && self.kernel ? OK : ERR_MEMORY;
    for (size_t i = 0; self.status == OK && i < comeback_types(plan); i++)
        add_type(&self, comeback_type_at(plan, i));
    free(self.fees);
    free(self.kernel);
    return self.status;
}
