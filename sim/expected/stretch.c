/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/expected/stretch.h"

#include <math.h>
#include <stdlib.h>

#include "sim/support/memory.h"

static const double same_size = 1e-14; /* relative: cohorts of one signer are products of the same few numbers */

enum status stretch_init(struct stretches *self, const struct plan *plan, int months)
{
    *self = (struct stretches){.plan = plan, .of = memory_array(plan->signers, sizeof *self->of)};
    if (self->of == NULL)
        return ERR_MEMORY;
    for (size_t signer = 0; signer < plan->signers; signer++) {
        self->of[signer].size = memory_array((size_t)months + 1, sizeof(double));
        if (self->of[signer].size == NULL) {
            stretch_free(self);
            return ERR_MEMORY;
        }
    }
    return OK;
}

void stretch_free(struct stretches *self)
{
    for (size_t signer = 0; self->of != NULL && signer < self->plan->signers; signer++) {
        free(self->of[signer].mould.item);
        free(self->of[signer].fresh.item);
        free(self->of[signer].size);
    }
    free(self->of);
    *self = (struct stretches){0};
}

enum status stretch_take(struct stretches *self, const struct cohort *cohort, size_t course)
{
    struct stretch_parts *parts = &self->of[cohort->signer].fresh;
    enum status status = memory_grow((void **)&parts->item, parts->count, &parts->room, sizeof *parts->item);

    if (status == OK)
        parts->item[parts->count++] = (struct stretch_part){
            .table = cohort->table,
            .course = course,
            .latent = cohort->latent,
            .cell = (size_t)cohort->quartile * self->plan->contracts + cohort->contract,
            .clients = cohort->clients,
            .fee = cohort->fee,
            .care_bill = cohort->care_bill,
            .handled = cohort->handled,
        };
    return status;
}

static bool are_alike(const struct stretch_part *a, const struct stretch_part *b)
{
    return a->table == b->table && a->course == b->course && a->latent == b->latent && a->cell == b->cell &&
           a->fee == b->fee && a->care_bill == b->care_bill && a->handled == b->handled;
}

/* True if a month's sign-ups are the mould in another size. None at all fit any mould. */
static bool fits(const struct stretch_parts *fresh, const struct stretch_parts *mould)
{
    if (fresh->count == 0)
        return true;
    if (fresh->count != mould->count)
        return false;
    double size = fresh->item[0].clients / mould->item[0].clients;
    for (size_t i = 0; i < fresh->count; i++) {
        const struct stretch_part *a = &fresh->item[i], *b = &mould->item[i];
        if (!are_alike(a, b) || !(fabs(a->clients - size * b->clients) <= same_size * a->clients))
            return false;
    }
    return true;
}

bool stretch_goes_on(const struct stretch *self)
{
    return self->first > 0 && fits(&self->fresh, &self->mould);
}

void stretch_add(struct stretch *self)
{
    self->last++;
    if (self->fresh.count > 0)
        self->size[self->last] = self->fresh.item[0].clients / self->mould.item[0].clients;
    self->fresh.count = 0;
}

void stretch_resize(struct stretch *self, double size)
{
    self->size[self->last] = size;
}

void stretch_end(struct stretch *self)
{
    for (int month = self->first; self->first > 0 && month <= self->last; month++)
        self->size[month] = 0.0;
    self->first = self->last = 0;
}

void stretch_begin(struct stretch *self, int month)
{
    bug_assert(self->first == 0);
    struct stretch_parts empty = self->mould;
    self->mould = self->fresh;
    self->fresh = empty;
    self->fresh.count = 0;
    self->size[month] = self->mould.count > 0 ? 1.0 : 0.0;
    self->first = self->last = month;
}
