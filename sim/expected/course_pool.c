/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/expected/course_pool.h"

#include <stdlib.h>

#include "sim/support/memory.h"

/* Where fees are new in every month, those of months gone by are forgotten from this many on. */
enum { MOST_KEPT = 64 };

/* True if a rep class ever has a commission or a bonus. */
static bool is_paid(const struct plan *plan, size_t rep_class)
{
    for (int month = 1; month <= plan->months; month++) {
        const struct payments_of_all *all = payments_month(&plan->payments, month);
        if (all->bonus_every > 0 || payments_class(&plan->payments, rep_class, month)->commission > 0)
            return true;
    }
    return false;
}

static bool are_paid_alike(const struct plan *plan, size_t one, size_t other)
{
    for (int month = 1; month <= plan->months; month++) {
        const struct payments_of_class *a = payments_class(&plan->payments, one, month);
        const struct payments_of_class *b = payments_class(&plan->payments, other, month);
        if (a->commission != b->commission || a->commission_months != b->commission_months ||
            a->clawback != b->clawback)
            return false;
    }
    return true;
}

/* Where a rep class stands in exact; clients whom no rep signed are all paid alike: nothing. */
static size_t row_of(const struct course_pool *self, size_t rep_class)
{
    return rep_class == SOURCE_NO_CLASS ? self->plan->classes : rep_class;
}

enum status course_pool_init(struct course_pool *self, const struct plan *plan)
{
    *self = (struct course_pool){.plan = plan, .grows = payments_fees_grow(&plan->payments)};
    self->paid_as = memory_array(plan->classes + 1, sizeof *self->paid_as);
    self->exact = memory_array(plan->classes + 1, sizeof *self->exact);
    if (self->paid_as == NULL || self->exact == NULL) {
        course_pool_free(self);
        return ERR_MEMORY;
    }
    self->paid_as[plan->classes] = SOURCE_NO_CLASS;
    for (size_t c = 0; c < plan->classes; c++) {
        self->paid_as[c] = is_paid(plan, c) ? c : SOURCE_NO_CLASS;
        for (size_t before = 0; self->paid_as[c] == c && before < c; before++)
            if (self->paid_as[before] == before && are_paid_alike(plan, before, c))
                self->paid_as[c] = before;
    }
    return OK;
}

void course_pool_free(struct course_pool *self)
{
    for (size_t i = 0; i < self->made; i++)
        course_free(&self->item[i].course);
    free(self->item);
    free(self->paid_as);
    free(self->exact);
    *self = (struct course_pool){0};
}

bool course_pool_holds(const struct course_pool *self, int month)
{
    bool same = self->month == month || (self->month < month && self->month >= self->plan->payments.settled);

    return same && self->count <= MOST_KEPT;
}

void course_pool_month(struct course_pool *self, int month)
{
    bool holds = course_pool_holds(self, month);

    self->month = month;
    if (holds)
        return;
    self->count = 0;
    for (size_t c = 0; c <= self->plan->classes; c++)
        self->exact[c] = 0;
}

/* Room for one more; what was forgotten is used again. */
static enum status add(struct course_pool *self, size_t rep_class, double fee)
{
    if (self->count == self->made) {
        enum status status = memory_grow((void **)&self->item, self->made, &self->room, sizeof *self->item);
        if (status != OK)
            return status;
        status = course_init(&self->item[self->made].course, self->plan->months);
        if (status != OK)
            return status;
        self->made++;
    }
    self->item[self->count].rep_class = rep_class;
    self->item[self->count].fee = fee;
    self->count++;
    return OK;
}

static enum status find_exact(struct course_pool *self, size_t rep_class, size_t *index)
{
    size_t *found = &self->exact[row_of(self, rep_class)];

    if (*found == 0) {
        enum status status = add(self, rep_class, 0.0);
        if (status != OK)
            return status;
        *found = self->count;
        course_fill(&self->item[self->count - 1].course, &self->plan->payments, rep_class, self->month, 0,
                    self->plan->months - self->month + 1);
    }
    *index = *found - 1;
    return OK;
}

enum status course_pool_find(struct course_pool *self, size_t rep_class, double fee, bool certain, size_t *index)
{
    size_t as = self->paid_as[row_of(self, rep_class)];
    enum status status = find_exact(self, as, index);

    if (status != OK || !certain || !self->grows || !(fee > 0))
        return status;
    size_t exact = *index;
    for (size_t i = 0; i < self->count; i++) {
        if (self->item[i].rep_class == as && self->item[i].fee == fee) {
            *index = i;
            return OK;
        }
    }
    status = add(self, as, fee);
    if (status == OK) {
        *index = self->count - 1;
        course_round(&self->item[*index].course, &self->item[exact].course, fee);
    }
    return status;
}
