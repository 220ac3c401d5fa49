/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/expected/signup_posting.h"

#include <stdlib.h>

#include "sim/expected/course_pool.h"
#include "sim/expected/posting.h"
#include "sim/expected/stretch.h"
#include "sim/support/memory.h"

struct signing {
    struct expected *to;
    const struct plan *plan;
    struct course_pool courses;
    struct stretches stretches;
    struct posting posting; /* scratch */
    double *so_far;         /* owned, scratch: [month 0..H] */
    enum status status;     /* of the visits so far */
};

/* Clients of month H - 12 who were lost since: what those back in month H pay then. No fee of so young a life grew. */
static void add_revived(struct signing *self, const struct cohort *cohort)
{
    int bills = self->plan->months - cohort->month + 1;

    self->to->quantity[QUANTITY_REVENUE_REVIVED] += cohort->kept * cohort->kept_fee * cohort->table->alive[bills - 1];
}

static void take_cohort(void *context, const struct cohort *cohort)
{
    struct signing *self = context;
    size_t course = 0;

    if (self->status == OK)
        self->status = course_pool_find(&self->courses, cohort->rep_class, cohort->fee, cohort->certain, &course);
    if (self->status == OK)
        self->status = stretch_take(&self->stretches, cohort, course);
    if (self->status != OK)
        return;
    if (cohort->source == SOURCE_RETURNED)
        self->to->series[SERIES_SIGNUPS_RETURNED][cohort->month] += cohort->clients;
    if (cohort->source == SOURCE_REFERRED)
        self->to->series[SERIES_SIGNUPS_REFERRED][cohort->month] += cohort->clients;
    if (cohort->kept > 0)
        add_revived(self, cohort);
}

/* All of a signer's mould that pay by one course, posted in every month of the stretch; returns how many parts. */
static size_t post_course(struct signing *self, size_t signer, size_t course)
{
    const struct stretch *stretch = &self->stretches.of[signer];
    size_t found = 0;

    posting_clear(&self->posting);
    for (size_t i = 0; i < stretch->mould.count; i++) {
        const struct stretch_part *part = &stretch->mould.item[i];
        if (part->course != course)
            continue;
        struct posting_clients who = {
            .table = part->table,
            .latent = part->latent,
            .clients = part->clients,
            .fees = part->clients * part->fee,
            .care_bill = part->care_bill,
            .handled = part->handled,
        };
        posting_add(&self->posting, &who, self->plan->months - stretch->first + 1);
        found++;
    }
    for (int month = stretch->first; month <= stretch->last; month++)
        if (stretch->size[month] > 0)
            posting_post(&self->posting, self->to, &self->courses.item[course].course, month, stretch->size[month],
                         plan_source(self->plan, signer));
    return found;
}

/* A signer's mould, course by course: mostly there is only one. */
static void post_courses(struct signing *self, size_t signer)
{
    const struct stretch_parts *mould = &self->stretches.of[signer].mould;
    size_t left = mould->count;

    for (size_t i = 0; left > 0; i++) {
        bool first = true;
        for (size_t before = 0; first && before < i; before++)
            first = mould->item[before].course != mould->item[i].course;
        if (first)
            left -= post_course(self, signer, mould->item[i].course);
    }
}

/* The life table: who signed in month s is seen to decide after bills 1 .. H - s. */
static void count_lives(struct signing *self, const struct stretch *stretch)
{
    int months = self->plan->months;
    double *so_far = self->so_far;

    for (int month = stretch->first; month <= months; month++)
        so_far[month] = (month > stretch->first ? so_far[month - 1] : 0.0) + stretch->size[month];
    for (size_t i = 0; i < stretch->mould.count; i++) {
        const struct stretch_part *part = &stretch->mould.item[i];
        double *restrict at_risk = self->to->at_risk + part->cell * ((size_t)months + 1);
        double *restrict leaving = self->to->leaving + part->cell * ((size_t)months + 1);
        for (int k = 1; k <= months - stretch->first; k++) {
            double seen = part->clients * so_far[months - k];
            at_risk[k] += seen * part->table->alive[k - 1];
            leaving[k] += seen * part->table->leave[k];
        }
    }
}

static void post_stretch(struct signing *self, size_t signer)
{
    struct stretch *stretch = &self->stretches.of[signer];

    if (stretch->first > 0) {
        post_courses(self, signer);
        if (plan_source(self->plan, signer) != SOURCE_WINBACK) /* they are no sign-ups */
            count_lives(self, stretch);
    }
    stretch_end(stretch);
}

static void post_all(struct signing *self)
{
    for (size_t signer = 0; signer < self->plan->signers; signer++)
        post_stretch(self, signer);
}

static void walk(struct signing *self)
{
    const struct plan *plan = self->plan;

    for (int month = 1; month <= plan->months; month++) {
        if (!course_pool_holds(&self->courses, month))
            post_all(self);
        course_pool_month(&self->courses, month);
        cohort_visit(plan, &plan->offspring, month, COHORT_ACTUAL, take_cohort, self);
        if (self->status != OK)
            return;
        for (size_t signer = 0; signer < plan->signers; signer++) {
            struct stretch *stretch = &self->stretches.of[signer];
            if (stretch_goes_on(stretch)) {
                stretch_add(stretch);
            } else {
                post_stretch(self, signer);
                stretch_begin(stretch, month);
            }
        }
    }
    post_all(self);
}

enum status signup_posting_add(struct expected *to, const struct plan *plan)
{
    struct signing self = {.to = to, .plan = plan};

    self.status = course_pool_init(&self.courses, plan);
    if (self.status == OK)
        self.status = stretch_init(&self.stretches, plan, plan->months);
    if (self.status == OK)
        self.status = posting_init(&self.posting, plan);
    if (self.status == OK) {
        self.so_far = memory_array((size_t)plan->months + 1, sizeof(double));
        self.status = self.so_far ? OK : ERR_MEMORY;
    }
    if (self.status == OK)
        walk(&self);
    course_pool_free(&self.courses);
    stretch_free(&self.stretches);
    posting_free(&self.posting);
    free(self.so_far);
    return self.status;
}
