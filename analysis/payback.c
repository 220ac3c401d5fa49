/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/payback.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/figure.h"
#include "sim/plan/quantity.h"
#include "sim/support/memory.h"

enum { FIRST_LOOK = 75 }; /* bills looked at first; five looks, each twice as far, reach WORTH_BILLS */

/* The rep sign-ups of one kind. */
struct of_kind {
    double clients, fees;
};

struct signups {
    double clients;
    double margin; /* over their whole lives, before sales pay */
    const char *endless;
    struct of_kind *kind; /* owned: by kind */
    size_t room;
    bool failed; /* memory is short */
};

/* Room for kind `index` and, as kinds are found one after the other, some more. */
static bool make_room(struct signups *self, size_t index)
{
    while (index >= self->room) {
        void *kinds = self->kind;
        size_t before = self->room;
        if (memory_grow(&kinds, self->room, &self->room, sizeof *self->kind) != OK)
            return false;
        self->kind = kinds;
        for (size_t i = before; i < self->room; i++)
            self->kind[i] = (struct of_kind){0};
    }
    return true;
}

/* A worth_visitor. */
static void add_cohort(void *context, const struct cohort *cohort, const struct worth *worth, size_t kind)
{
    struct signups *self = context;
    if (cohort->source != SOURCE_REP || self->failed)
        return;
    if (!make_room(self, kind)) {
        self->failed = true;
        return;
    }
    self->clients += cohort->clients;
    self->kind[kind].clients += cohort->clients;
    self->kind[kind].fees += cohort->clients * cohort->fee;
    if (worth->endless)
        self->endless = worth->endless;
    else
        self->margin += cohort->clients * worth_margin(worth);
}

static enum status visit_signups(struct signups *self, struct worths *worths)
{
    int months = worths->plan->months;
    enum status status = OK;
    for (int month = quantity_last_year(months); status == OK && month <= months; month++)
        status = worth_visit_signups(worths, month, add_cohort, self);
    return self->failed ? ERR_MEMORY : status;
}

/* The first bill with which the average sign-up has brought `cost`; 0 if none does. margin: room for WORTH_BILLS. */
static int find_bill(const struct signups *self, struct worths *worths, double cost, double *margin)
{
    double wanted = cost * self->clients, slack = 1e-12 * fabs(wanted);
    for (int bills = FIRST_LOOK; bills <= WORTH_BILLS; bills *= 2) {
        double sum = 0;
        for (int k = 1; k <= bills; k++)
            margin[k] = 0;
        for (size_t i = 0; i < self->room; i++)
            if (self->kind[i].clients > 0)
                worth_margins(worths, i, self->kind[i].clients, self->kind[i].fees, margin, bills);
        for (int k = 1; k <= bills; k++) {
            sum += margin[k];
            if (sum >= wanted - slack)
                return k;
        }
    }
    return 0;
}

enum status payback_fill(struct findings *self, struct worths *worths)
{
    const char *none = self->plan->steady ? "no rep's sign-up falls due in the plan's last 12 months"
                                          : "no rep signs anybody in the plan's last 12 months";
    const struct figure *cac = &self->metric[METRIC_CAC];
    struct signups signups = {0};
    double *margin = memory_array(WORTH_BILLS + 1, sizeof *margin);
    enum status status = margin ? visit_signups(&signups, worths) : ERR_MEMORY;

    if (status == OK) {
        const char *why = isnan(cac->expected) ? cac->why : signups.clients > 0 ? NULL : none;
        int bill = why ? 0 : find_bill(&signups, worths, cac->expected, margin);
        self->metric[METRIC_CAC_PAYBACK] = figure_exact(
            bill > 0 ? bill : (double)NAN, why ? why : "what winning a client costs is not earned back in 1200 bills");
        const char *no_ratio = why                 ? why
                               : signups.endless   ? signups.endless
                               : cac->expected > 0 ? NULL
                                                   : "winning a client costs nothing";
        self->metric[METRIC_LTV_CAC] = figure_exact(
            no_ratio ? (double)NAN : signups.margin / signups.clients / cac->expected, no_ratio);
    }
    free(signups.kind);
    free(margin);
    return status;
}
