/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/expected/stretch.h"

#include <math.h>
#include <stdlib.h>

#include "sim/support/memory.h"

static const double same_size = 1e-14; /* relative: cohorts of one signer are products of the same few numbers */

enum status stretch_init(struct stretch *self, const struct plan *plan, int months)
{
    size_t signers = plan->classes + 1;

    *self = (struct stretch){.plan = plan, .months = months};
    self->mould = memory_array(signers, sizeof *self->mould);
    self->fresh = memory_array(signers, sizeof *self->fresh);
    self->size = memory_grid(signers, (size_t)months + 1, sizeof(double));
    if (self->mould && self->fresh && self->size)
        return OK;
    stretch_free(self);
    return ERR_MEMORY;
}

void stretch_free(struct stretch *self)
{
    for (size_t signer = 0; self->plan != NULL && signer <= self->plan->classes; signer++) {
        if (self->mould != NULL)
            free(self->mould[signer].item);
        if (self->fresh != NULL)
            free(self->fresh[signer].item);
    }
    free(self->mould);
    free(self->fresh);
    free(self->size);
    *self = (struct stretch){0};
}

enum status stretch_take(struct stretch *self, const struct cohort *cohort, size_t course)
{
    struct stretch_parts *parts = &self->fresh[plan_signer(self->plan, cohort->rep_class)];
    enum status status = memory_grow((void **)&parts->item, parts->count, &parts->room, sizeof *parts->item);

    if (status == OK)
        parts->item[parts->count++] = (struct stretch_part){
            .table = cohort->table,
            .course = course,
            .cell = (size_t)cohort->quartile * self->plan->contracts + cohort->contract,
            .clients = cohort->clients,
            .fee = cohort->fee,
        };
    return status;
}

/* True if one signer's sign-ups are a mould in another size. None at all fit any mould. */
static bool fits(const struct stretch_parts *fresh, const struct stretch_parts *mould)
{
    if (fresh->count == 0)
        return true;
    if (fresh->count != mould->count)
        return false;
    double size = fresh->item[0].clients / mould->item[0].clients;
    for (size_t i = 0; i < fresh->count; i++) {
        const struct stretch_part *a = &fresh->item[i], *b = &mould->item[i];
        if (a->table != b->table || a->course != b->course || a->cell != b->cell || a->fee != b->fee ||
            !(fabs(a->clients - size * b->clients) <= same_size * a->clients))
            return false;
    }
    return true;
}

bool stretch_goes_on(const struct stretch *self)
{
    if (self->first == 0)
        return false;
    for (size_t signer = 0; signer <= self->plan->classes; signer++)
        if (!fits(&self->fresh[signer], &self->mould[signer]))
            return false;
    return true;
}

static double *size_of(struct stretch *self, size_t signer)
{
    return self->size + signer * ((size_t)self->months + 1);
}

void stretch_add(struct stretch *self)
{
    self->last++;
    for (size_t signer = 0; signer <= self->plan->classes; signer++) {
        struct stretch_parts *fresh = &self->fresh[signer];
        if (fresh->count > 0)
            size_of(self, signer)[self->last] = fresh->item[0].clients / self->mould[signer].item[0].clients;
        fresh->count = 0;
    }
}

void stretch_resize(struct stretch *self, size_t signer, double size)
{
    size_of(self, signer)[self->last] = size;
}

void stretch_end(struct stretch *self)
{
    for (size_t signer = 0; self->first > 0 && signer <= self->plan->classes; signer++)
        for (int month = self->first; month <= self->last; month++)
            size_of(self, signer)[month] = 0.0;
    self->first = self->last = 0;
}

void stretch_begin(struct stretch *self, int month)
{
    bug_assert(self->first == 0);
    for (size_t signer = 0; signer <= self->plan->classes; signer++) {
        struct stretch_parts empty = self->mould[signer];
        self->mould[signer] = self->fresh[signer];
        self->fresh[signer] = empty;
        self->fresh[signer].count = 0;
        size_of(self, signer)[month] = self->mould[signer].count > 0 ? 1.0 : 0.0;
    }
    self->first = self->last = month;
}

const double *stretch_size(const struct stretch *self, size_t signer)
{
    return self->size + signer * ((size_t)self->months + 1);
}
