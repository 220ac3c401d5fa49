/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/expected/smooth.h"

#include <stdbool.h>
#include <stdlib.h>

#include "sim/expected/book_posting.h"
#include "sim/expected/long_life.h"
#include "sim/expected/stretch.h"
#include "sim/plan/cohort.h"
#include "sim/support/cents.h"
#include "sim/support/memory.h"

/*
 * Sign-ups go by stretches, the last of which reaches far past the plan. What a signer's mould pays, bill by bill, is
 * its kernel; what it pays in all months of a stretch is the convolution of its sizes with that kernel.
 */

enum { YEAR = 12 };

struct smooth {
    const struct plan *plan;
    int months;      /* asked for */
    bool grows;      /* some fee grows */
    double *revenue; /* not owned: [0..months], to be filled */
    /*
     * Owned, [course][bill 0..months]: growth of book clients by tenure, 0..12; of new ones by month of signing until
     * the payments settle, and one for all later months. NULL if no fee grows.
     */
    double *growth;
    struct stretch stretch;
    struct long_life lives;
    double *kernel; /* owned: scratch, [bill 1..months] at 0..months - 1 */
    /* Owned, [signer]: size and work of a visited month after plan_last_return; work 0: none was. */
    double *known_size, *known_work;
    enum status status; /* of the visits so far */
};

static double *growth_of(const struct smooth *self, size_t course)
{
    return self->grows ? self->growth + course * ((size_t)self->months + 1) : NULL;
}

/* The course of those who sign in a month. */
static size_t course_of(const struct smooth *self, int month)
{
    int settled = self->plan->payments.settled;

    return self->grows ? (size_t)(YEAR + (month < settled ? month : settled)) : 0;
}

static enum status fill_growth(struct smooth *self)
{
    size_t row = (size_t)self->months + 1;
    int courses = YEAR + self->plan->payments.settled + 1;

    if (!self->grows)
        return OK;
    self->growth = memory_grid((size_t)courses, row, sizeof *self->growth);
    struct tariff_bill *bill = memory_array(row, sizeof *bill);
    enum status status = self->growth && bill ? OK : ERR_MEMORY;
    for (int i = 0; status == OK && i < courses; i++) {
        int month = i <= YEAR ? 1 : i - YEAR, tenure = i <= YEAR ? i : 0;
        tariff_fill(bill, self->months, &self->plan->payments, SOURCE_NO_CLASS, month, tenure);
        for (int k = 1; k <= self->months; k++)
            growth_of(self, (size_t)i)[k] = bill[k].growth;
    }
    free(bill);
    return status;
}

/* to[i] += fees x alive[i] x growth of bill i + 1, n of them; growth NULL: nothing grows. */
static void add_path(double *restrict to, double fees, const double *restrict alive, const double *restrict growth,
                     int n)
{
    if (growth == NULL)
        for (int i = 0; i < n; i++)
            to[i] += fees * alive[i];
    else
        for (int i = 0; i < n; i++)
            to[i] += fees * alive[i] * growth[i + 1];
}

static void add_book(struct smooth *self)
{
    const struct plan *plan = self->plan;
    const double *alive = NULL;

    for (size_t i = 0; i < plan->book_count; i++) {
        const struct book_entry *entry = &plan->book[i];
        double fee = cents_money(entry->fee);
        const double *growth = growth_of(self, (size_t)book_posting_tenure(entry->tenure, 0));
        self->revenue[0] += fee;
        for (size_t latent = 0; latent < plan->latents; latent++) {
            self->status = long_life_of(&self->lives, &plan->lives.item[entry->table[latent]], &alive);
            if (self->status != OK)
                return;
            add_path(self->revenue + 1, entry->weight[latent] * fee, alive, growth, self->months);
        }
        long_life_tidy(&self->lives);
    }
}

/* What the mould of a signer pays, bill by bill. */
static void fill_kernel(struct smooth *self, const struct stretch_parts *mould, int bills)
{
    const double *alive = NULL;

    for (int i = 0; i < bills; i++)
        self->kernel[i] = 0.0;
    for (size_t i = 0; self->status == OK && i < mould->count; i++) {
        const struct stretch_part *part = &mould->item[i];
        self->status = long_life_of(&self->lives, part->table, &alive);
        if (self->status == OK)
            add_path(self->kernel, part->clients * part->fee, alive, growth_of(self, part->course), bills);
    }
}

/*
 * The sum over months of size x kernel, as changes of size x the kernel's running sum: months without a change cost
 * nothing. After the stretch the size falls to 0, and that is one more change.
 */
static void post_signer(struct smooth *self, size_t signer)
{
    const struct stretch *stretch = &self->stretch;
    const double *size = stretch_size(stretch, signer);
    int bills = self->months - stretch->first + 1;

    if (stretch->mould[signer].count == 0)
        return;
    fill_kernel(self, &stretch->mould[signer], bills);
    if (stretch->first == stretch->last) {
        add_path(self->revenue + stretch->first, size[stretch->first], self->kernel, NULL, bills);
        return;
    }
    for (int i = 1; i < bills; i++)
        self->kernel[i] += self->kernel[i - 1];
    double before = 0.0;
    for (int month = stretch->first; month <= self->months && month <= stretch->last + 1; month++) {
        if (size[month] != before)
            add_path(self->revenue + month, size[month] - before, self->kernel, NULL, self->months - month + 1);
        before = size[month];
    }
}

static void post_stretch(struct smooth *self)
{
    for (size_t signer = 0; self->stretch.first > 0 && signer <= self->plan->classes; signer++)
        post_signer(self, signer);
    stretch_end(&self->stretch);
    long_life_tidy(&self->lives);
}

static void take_cohort(void *context, const struct cohort *cohort)
{
    struct smooth *self = context;

    if (self->status == OK)
        self->status = stretch_take(&self->stretch, cohort, course_of(self, cohort->month));
}

/* What the size of a signer's sign-ups goes by after plan_last_return: its reps' output, or leads once turned away. */
static double work_of(const struct smooth *self, size_t signer, int month)
{
    const struct plan *plan = self->plan;

    if (signer < plan->classes)
        return plan->seats[signer].expected[month].output;
    if (plan->returning == NULL)
        return 0.0;
    int after = plan_returning(plan, plan->months).month - plan->months;
    return plan_returning_leads(plan, month - after, false);
}

static void visit_month(struct smooth *self, int month)
{
    cohort_visit(self->plan, month, COHORT_SMOOTH, take_cohort, self);
    if (self->status != OK)
        return;
    if (stretch_goes_on(&self->stretch)) {
        stretch_add(&self->stretch);
    } else {
        post_stretch(self);
        stretch_begin(&self->stretch, month);
    }
}

/* A month whose sizes follow from one that was visited; false if some signer signs for the first time. */
static bool scale_month(struct smooth *self, int month)
{
    for (size_t signer = 0; signer <= self->plan->classes; signer++)
        if (self->known_work[signer] == 0 && work_of(self, signer, month) > 0)
            return false;
    stretch_add(&self->stretch);
    for (size_t signer = 0; signer <= self->plan->classes; signer++)
        if (self->known_work[signer] > 0)
            stretch_resize(&self->stretch, signer,
                           self->known_size[signer] * work_of(self, signer, month) / self->known_work[signer]);
    return true;
}

static void walk(struct smooth *self)
{
    int varied = plan_last_return(self->plan); /* so long what signs differs in kind */

    for (int month = 1; self->status == OK && month <= self->months; month++) {
        if (month > varied + 1 && scale_month(self, month))
            continue;
        visit_month(self, month);
        for (size_t signer = 0; self->status == OK && month > varied && signer <= self->plan->classes; signer++) {
            self->known_size[signer] = stretch_size(&self->stretch, signer)[month];
            self->known_work[signer] = work_of(self, signer, month);
        }
    }
    if (self->status == OK)
        post_stretch(self);
}

enum status smooth_revenue(double *revenue, const struct plan *plan, int months)
{
    bug_assert(months >= 0 && months <= SEATS_MONTHS);
    struct smooth self = {
        .plan = plan, .months = months, .revenue = revenue, .grows = payments_fees_grow(&plan->payments)};

    self.kernel = memory_array((size_t)months + 1, sizeof(double));
    self.known_size = memory_array(plan->classes + 1, sizeof(double));
    self.known_work = memory_array(plan->classes + 1, sizeof(double));
    self.status = self.kernel && self.known_size && self.known_work ? OK : ERR_MEMORY;
    if (self.status == OK)
        self.status = stretch_init(&self.stretch, plan, months);
    if (self.status == OK)
        self.status = long_life_init(&self.lives, plan, months);
    if (self.status == OK)
        self.status = fill_growth(&self);

    for (int month = 0; month <= months; month++)
        revenue[month] = 0.0;
    if (self.status == OK)
        add_book(&self);
    walk(&self);
    free(self.growth);
    stretch_free(&self.stretch);
    long_life_free(&self.lives);
    free(self.kernel);
    free(self.known_size);
    free(self.known_work);
    return self.status;
}
