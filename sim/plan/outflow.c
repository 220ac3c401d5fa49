/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/plan/outflow.h"

#include <math.h>
#include <stdlib.h>

#include "sim/support/cents.h"
#include "sim/support/memory.h"
#include "sim/support/wide.h"

/* Of who is likelier gone than this nothing is left to count. */
static const double nobody = 1e-18;

/* A change of size smaller than this, relative, is put off until it has grown. */
static const double no_change = 1e-12;

static size_t row_of(const struct outflow *self)
{
    return (size_t)self->months + 1;
}

static enum status make_changes(struct outflow *self)
{
    struct outflow_change *change = &self->change;

    if (self->promoters != NULL) {
        change->promoters = memory_array(row_of(self), sizeof(double));
        if (change->promoters == NULL)
            return ERR_MEMORY;
    }
    if (self->lost == NULL)
        return OK;
    change->lost = memory_grid(self->types, row_of(self), sizeof(double));
    change->fees = memory_grid(self->types, row_of(self), sizeof(double));
    change->lost_now = memory_array(self->types, sizeof(double));
    change->fees_now = memory_array(self->types, sizeof(double));
    return change->lost && change->fees && change->lost_now && change->fees_now ? OK : ERR_MEMORY;
}

enum status outflow_init(struct outflow *self, const struct plan *plan, bool smooth, bool kept, int months)
{
    size_t types = comeback_types(plan);
    enum status status = OK;

    *self = (struct outflow){.plan = plan, .months = months, .smooth = smooth, .types = types};
    if (plan->referral_rate != NULL) {
        self->promoters = memory_array(row_of(self), sizeof(double));
        status = self->promoters ? OK : ERR_MEMORY;
    }
    if (status == OK && plan->winback != NULL) {
        self->lost = memory_grid(types, row_of(self), sizeof(double));
        self->fees = memory_grid(types, row_of(self), sizeof(double));
        status = self->lost && self->fees ? OK : ERR_MEMORY;
    }
    if (status == OK && plan->winback != NULL && kept) {
        self->kept = memory_grid(types, row_of(self), sizeof(double));
        self->kept_fees = memory_grid(types, row_of(self), sizeof(double));
        status = self->kept && self->kept_fees ? OK : ERR_MEMORY;
    }
    if (status == OK && smooth) {
        self->leave = memory_array(row_of(self), sizeof(double));
        status = self->leave ? make_changes(self) : ERR_MEMORY;
        if (status == OK)
            status = long_life_init(&self->lives, plan, months);
    }
    if (status != OK)
        outflow_free(self);
    return status;
}

void outflow_free(struct outflow *self)
{
    free(self->promoters);
    free(self->lost);
    free(self->fees);
    free(self->kept);
    free(self->kept_fees);
    free(self->leave);
    free(self->change.promoters);
    free(self->change.lost);
    free(self->change.fees);
    free(self->change.lost_now);
    free(self->change.fees_now);
    long_life_free(&self->lives);
    *self = (struct outflow){0};
}

/* The life of who has its first bill in a month: alive[0..bills] and leave[0..bills], to the last month asked for. */
struct life {
    const double *alive, *leave;
    int bills;
};

/* The last bill after which somebody may still be there. S never rises. */
static int last_bill(const double *alive, int bills)
{
    int low = 0, high = bills;

    if (alive[bills] >= nobody)
        return bills;
    while (low < high) {
        int middle = (low + high) / 2;
        if (alive[middle] >= nobody)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static enum status life_of(struct outflow *self, const struct life_table *table, int first, struct life *life)
{
    *life = (struct life){table->alive, table->leave, self->months - first};
    if (!self->smooth)
        return OK;
    if (long_life_of(&self->lives, table, &life->alive) != OK)
        return ERR_MEMORY;
    life->bills = last_bill(life->alive, life->bills);
    if (self->lost == NULL)
        return OK;
    self->leave[0] = 0.0;
    for (int k = 1; k <= life->bills; k++)
        self->leave[k] = life->alive[k - 1] - life->alive[k];
    life->leave = self->leave;
    return OK;
}

/* to[i] += factor x from[i], n of them. */
WIDEST static void add(double *restrict to, double factor, const double *restrict from, int n)
{
    for (int i = 0; i < n; i++)
        to[i] += factor * from[i];
}

/* The same to two arrays at once. */
WIDEST static void add_both(double *restrict to, double factor, double *restrict other, double other_factor,
                            const double *restrict from, int n)
{
    for (int i = 0; i < n; i++) {
        to[i] += factor * from[i];
        other[i] += other_factor * from[i];
    }
}

static bool promotes(const struct plan *plan, const struct cohort *cohort, int bill)
{
    const struct latent *kind = &plan->latents.item[cohort->latent];
    bool saved = kind->saved && cohort->care_bill > 0 && bill >= cohort->care_bill;

    return !saved &&
           satisfaction_class(&plan->satisfaction, kind->interval, cohort->month + bill - 1) == CLASS_PROMOTER;
}

/* to[k] += promoters among so many clients at their bill k + 1. */
static void add_promoters(double *to, const struct plan *plan, const struct cohort *cohort, const struct life *life)
{
    for (int k = 0; k <= life->bills; k++)
        if (promotes(plan, cohort, k + 1))
            to[k] += cohort->clients * life->alive[k];
}

enum status outflow_add(struct outflow *self, const struct cohort *cohort)
{
    size_t place = cohort_type(self->plan, cohort) * row_of(self) + (size_t)cohort->month;
    struct life life;

    enum status status = life_of(self, cohort->table, cohort->month, &life);
    if (status != OK)
        return status;
    if (self->promoters != NULL)
        add_promoters(self->promoters + cohort->month, self->plan, cohort, &life);
    if (self->lost != NULL) {
        add_both(self->lost + place, cohort->clients, self->fees + place, cohort->clients * cohort->fee, life.leave,
                 life.bills + 1);
    }
    if (self->kept != NULL && cohort->kept > 0) {
        add_both(self->kept + place, cohort->kept, self->kept_fees + place, cohort->kept * cohort->kept_fee, life.leave,
                 life.bills + 1);
    }
    return OK;
}

enum status outflow_add_book(struct outflow *self)
{
    const struct plan *plan = self->plan;
    enum status status = OK;

    for (size_t i = 0; i < plan->book.count; i++) {
        const struct book_entry *entry = &plan->book.item[i];
        struct cohort cohort = {.source = SOURCE_BOOK,
                                .quartile = entry->quartile,
                                .contract = entry->contract,
                                .month = 1,
                                .fee = cents_money(entry->fee)};
        for (cohort.latent = 0; status == OK && cohort.latent < plan->latents.count; cohort.latent++) {
            cohort.clients = entry->weight[cohort.latent];
            cohort.table = &plan->lives.item[entry->table[cohort.latent]];
            cohort.care_bill = plan_book_care(plan, entry, cohort.latent).month;
            if (cohort.clients > 0)
                status = outflow_add(self, &cohort);
        }
        if (self->smooth)
            long_life_tidy(&self->lives);
    }
    return status;
}

void outflow_keep(struct outflow *self, int month)
{
    for (size_t type = 0; self->kept != NULL && type < self->types; type++)
        for (int later = month + 1; later <= self->months; later++) {
            size_t place = type * row_of(self) + (size_t)later;
            self->kept[place] = self->lost[place];
            self->kept_fees[place] = self->fees[place];
        }
}

void outflow_reach(struct outflow *self, int month)
{
    struct outflow_change *change = &self->change;

    if (!self->smooth)
        return;
    if (self->promoters != NULL)
        self->promoters[month] += change->promoters_now += change->promoters[month];
    for (size_t type = 0; self->lost != NULL && month < self->months && type < self->types; type++) {
        size_t place = type * row_of(self) + (size_t)month + 1;
        self->lost[place] += change->lost_now[type] += change->lost[place];
        self->fees[place] += change->fees_now[type] += change->fees[place];
    }
}

/* ---- moulds ------------------------------------------------------------------------------------------------- */

static enum status find_part(struct outflow_mould *mould, const struct outflow *self, size_t type,
                             struct outflow_part **part)
{
    void *parts = mould->part;

    for (size_t i = mould->count; i-- > 0;)
        if (mould->part[i].type == type) {
            *part = &mould->part[i];
            return OK;
        }
    if (memory_grow(&parts, mould->count, &mould->room, sizeof *mould->part) != OK)
        return ERR_MEMORY;
    mould->part = parts;
    *part = &mould->part[mould->count];
    **part = (struct outflow_part){.type = type, .lost = memory_array(row_of(self), sizeof(double))};
    if ((*part)->lost == NULL)
        return ERR_MEMORY;
    mould->count++;
    return OK;
}

enum status outflow_mould_add(struct outflow_mould *mould, struct outflow *self, const struct cohort *cohort)
{
    struct outflow_part *part = NULL;
    struct life life;

    enum status status = life_of(self, cohort->table, cohort->month, &life);
    if (status == OK && self->promoters != NULL && promotes(self->plan, cohort, 1)) {
        if (mould->promoters == NULL)
            mould->promoters = memory_array(row_of(self), sizeof(double));
        if (mould->promoters == NULL)
            return ERR_MEMORY;
        add_promoters(mould->promoters, self->plan, cohort, &life);
        mould->bills = life.bills > mould->bills ? life.bills : mould->bills;
    }
    if (status == OK && self->lost != NULL) {
        status = find_part(mould, self, cohort_type(self->plan, cohort), &part);
        if (status != OK)
            return status;
        part->fee = cohort->fee; /* the same for all latent kinds */
        part->bills = life.bills > part->bills ? life.bills : part->bills;
        add(part->lost, cohort->clients, life.leave, life.bills + 1);
    }
    return status;
}

void outflow_mould_free(struct outflow_mould *mould)
{
    for (size_t i = 0; i < mould->count; i++)
        free(mould->part[i].lost);
    free(mould->part);
    free(mould->promoters);
    *mould = (struct outflow_mould){0};
}

static bool changes(double before, double now)
{
    return fabs(now - before) > no_change * fabs(now);
}

/* Months to post, of a mould's bills 0..bills, from a month on. */
static int reach(const struct outflow *self, int bills, int month)
{
    int months = self->months - month;
    return (bills < months ? bills : months) + 1;
}

void outflow_pour(struct outflow *self, struct outflow_mould *mould, int month, const struct comeback *size,
                  bool by_fees)
{
    struct comeback more = *size;
    bool smooth = self->smooth;

    if (smooth && !changes(mould->before.clients, size->clients) && !changes(mould->before.fees, size->fees))
        return;
    if (smooth) { /* what changes in size, changes in all months to come: sums are taken in outflow_reach */
        more.clients -= mould->before.clients;
        more.fees -= mould->before.fees;
        mould->before = *size;
    }
    if (more.clients == 0 && more.fees == 0)
        return;
    if (mould->promoters != NULL)
        add((smooth ? self->change.promoters : self->promoters) + month, more.clients, mould->promoters,
            reach(self, mould->bills, month));
    for (size_t i = 0; i < mould->count; i++) {
        const struct outflow_part *part = &mould->part[i];
        size_t place = part->type * row_of(self) + (size_t)month;
        int n = reach(self, part->bills, month);
        add_both((smooth ? self->change.lost : self->lost) + place, more.clients,
                 (smooth ? self->change.fees : self->fees) + place, by_fees ? more.fees : more.clients * part->fee,
                 part->lost, n);
        if (self->kept != NULL && more.kept > 0)
            add_both(self->kept + place, more.kept, self->kept_fees + place, more.kept_fees, part->lost, n);
    }
}
