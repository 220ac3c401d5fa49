/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/worth.h"

#include <math.h>
#include <stdlib.h>

#include "sim/plan/endless.h"
#include "sim/support/memory.h"

struct worth_kind {
    const struct life_table *table;
    size_t rep_class;
    int month;    /* of signing, for the tariff */
    double fee;   /* worth is of a client with this first fee */
    bool certain; /* fee is the clients' own, and grown fees are rounded; else fee is 1 and what they pay scales */
    size_t older; /* another kind of this table, plus 1; 0 = none */
    struct worth worth;
};

/* Bills that have to be looked at one by one: from the last of them on all are the same, bonuses apart. */
static int settles_after(const struct plan *plan, size_t rep_class, int month)
{
    const struct payments *payments = &plan->payments;
    int dated = payments->settled > month ? payments->settled - month : 0;
    return dated + tariff_settles(payments, rep_class);
}

static int longer(int a, int b)
{
    return a > b ? a : b;
}

static void look_at_payments(struct worths *self)
{
    const struct plan *plan = self->plan;
    self->longest = longer(WORTH_BILLS, longer(plan->months, settles_after(plan, SOURCE_NO_CLASS, 1)));
    for (size_t c = 0; c < plan->classes; c++)
        self->longest = longer(self->longest, settles_after(plan, c, 1));
    for (int month = 1; month <= plan->months; month++)
        for (size_t c = 0; c < plan->classes; c++)
            self->clawback = longer(self->clawback, payments_class(&plan->payments, c, month)->clawback);
    self->longest = longer(self->longest, self->clawback);
}

enum status worth_init(struct worths *self, const struct plan *plan, double less)
{
    *self = (struct worths){.plan = plan, .less = less, .grows = payments_fees_grow(&plan->payments)};
    look_at_payments(self);
    size_t length = (size_t)self->longest + 1;
    self->newest = memory_array(plan->lives.count, sizeof *self->newest);
    self->alive = memory_array(length, sizeof *self->alive);
    self->leave = memory_array(length, sizeof *self->leave);
    self->bill = memory_array(length, sizeof *self->bill);
    if (!self->newest || !self->alive || !self->leave || !self->bill) {
        worth_free(self);
        return ERR_MEMORY;
    }
    return OK;
}

void worth_free(struct worths *self)
{
    free(self->kind);
    free(self->newest);
    free(self->alive);
    free(self->leave);
    free(self->bill);
    *self = (struct worths){0};
}

double worth_last_rescued(const struct plan *plan)
{
    return plan->lives.rescued ? plan->lives.rescued[plan->months] : 0;
}

double worth_margin(const struct worth *self)
{
    return self->fees - self->serving - self->service;
}

/* ---- one kind ----------------------------------------------------------------------------------------------- */

static struct multiplier_path path_of(const struct worths *self, const struct life_table *table)
{
    struct multiplier_path path = plan_path(self->plan, table);
    path.less = self->less;
    return path;
}

/* Fills self->bill, unless it is there already: kinds that follow each other mostly share their tariff. */
static void fill_tariff(struct worths *self, const struct worth_kind *kind, int bills)
{
    if (self->bill_month == kind->month && self->bill_class == kind->rep_class && self->bills >= bills)
        return;
    tariff_fill(self->bill, bills, &self->plan->payments, kind->rep_class, kind->month, 0);
    self->bill_month = kind->month;
    self->bill_class = kind->rep_class;
    self->bills = bills;
}

static void fill_life(struct worths *self, const struct life_table *table, struct survival_start start, int bills)
{
    survival_fill(self->alive, self->leave, bills, &table->law, start, path_of(self, table), table->first);
}

static double fee_of(const struct worth_kind *kind, const struct tariff_bill *bill)
{
    return tariff_expected_fee(kind->fee, bill->growth, kind->certain);
}

/*
 * A sum over a whole life: `early` of the bills one by one, each less what a bill is worth at last (`last`), plus
 * last x the whole life's bills. Where last is 0 even an endless life's sum is finite.
 */
static double whole(double early, double last, double bills)
{
    return last == 0 ? early : early + last * bills;
}

/* Everything that is paid bill by bill. */
static void sum_bills(const struct worths *self, struct worth_kind *kind, int settles)
{
    struct worth *worth = &kind->worth;
    const struct tariff_bill *last = &self->bill[settles];
    double discount = self->plan->monthly_discount, factor = 1, present = 0, before = kind->fee;
    double last_fee = fee_of(kind, last);
    struct worth early = {0};

    for (int k = 1; k <= settles; k++) {
        const struct tariff_bill *bill = &self->bill[k];
        double alive = self->alive[k - 1], fee = fee_of(kind, bill);
        early.fees += alive * (fee - last_fee);
        present += factor * alive * (fee - last_fee);
        early.expansion += alive * (fee - before);
        early.serving += alive * (bill->serving * fee - last->serving * last_fee);
        early.service += alive * (bill->service - last->service);
        early.commission += alive * (bill->commission * fee - last->commission * last_fee);
        factor *= discount;
        before = fee;
    }
    for (int k = 1; k <= self->plan->months; k++)
        worth->within += self->alive[k - 1] * fee_of(kind, &self->bill[k]);
    worth->expansion = early.expansion;
    worth->fees = whole(early.fees, last_fee, worth->bills);
    worth->discounted = whole(present, last_fee, worth->discounted);
    worth->serving = whole(early.serving, last->serving * last_fee, worth->bills);
    worth->service = whole(early.service, last->service, worth->bills);
    worth->commission = whole(early.commission, last->commission * last_fee, worth->bills);
}

/* Commissions of clients who leave after bill k < clawback come back in the month they are lost. */
static double sum_clawbacks(const struct worths *self, const struct worth_kind *kind)
{
    double paid = 0, back = 0;
    if (kind->rep_class == SOURCE_NO_CLASS)
        return 0;
    for (int k = 1; k < self->clawback; k++) {
        paid += self->bill[k].commission * fee_of(kind, &self->bill[k]);
        if (k < payments_class(&self->plan->payments, kind->rep_class, kind->month + k)->clawback)
            back += self->leave[k] * paid;
    }
    return back;
}

/* Bonuses: those of dated months one by one, then every `every` bills for ever. */
static double sum_bonuses(const struct worths *self, const struct worth_kind *kind)
{
    const struct payments *payments = &self->plan->payments;
    const struct payments_of_all *last = payments_month(payments, self->plan->months);
    const struct life_table *table = kind->table;
    int dated = payments->settled > kind->month ? payments->settled - kind->month : 0;
    double sum = 0;

    if (kind->rep_class == SOURCE_NO_CLASS)
        return 0;
    for (int k = 1; k <= dated; k++)
        sum += self->alive[k - 1] * self->bill[k].bonus;
    if (last->bonus_every > 0) {
        double spans = survival_spans(&table->law, table->start, path_of(self, table), table->first, last->bonus_every);
        for (int k = last->bonus_every; k < dated; k += last->bonus_every) /* bill k + 1 was dated */
            spans -= self->alive[k];
        sum += last->bonus_share * spans;
    }
    return sum * kind->fee;
}

static void work_out(struct worths *self, struct worth_kind *kind)
{
    const struct life_table *table = kind->table;
    struct multiplier_path path = path_of(self, table);
    int settles = settles_after(self->plan, kind->rep_class, kind->month);
    int bills = longer(settles, longer(self->plan->months, self->clawback));

    fill_tariff(self, kind, bills);
    fill_life(self, table, table->start, bills);
    kind->worth = (struct worth){
        .bills = survival_whole_life(&table->law, table->start, path, table->first, 1),
        .discounted = survival_whole_life(&table->law, table->start, path, table->first, self->plan->monthly_discount),
    };
    if (isinf(kind->worth.bills))
        kind->worth.endless = endless_why(&table->law, worth_last_rescued(self->plan));
    sum_bills(self, kind, settles);
    kind->worth.clawback = sum_clawbacks(self, kind);
    kind->worth.bonus = sum_bonuses(self, kind);
}

/* ---- finding a cohort's kind -------------------------------------------------------------------------------- */

static bool same_kind(const struct worth_kind *a, const struct worth_kind *b)
{
    return a->rep_class == b->rep_class && a->month == b->month && a->fee == b->fee && a->certain == b->certain;
}

/* The kind of a cohort, worked out if it is new. */
static enum status find_kind(struct worths *self, const struct cohort *cohort, size_t *index)
{
    size_t table = (size_t)(cohort->table - self->plan->lives.item);
    int settled = self->plan->payments.settled;
    bool certain = cohort->certain && self->grows; /* what does not grow is whole cents as it is */
    struct worth_kind wanted = {
        .table = cohort->table,
        .rep_class = cohort->rep_class,
        .month = cohort->month < settled ? cohort->month : settled,
        .fee = certain ? cohort->fee : 1,
        .certain = certain,
        .older = self->newest[table],
    };

    for (size_t i = self->newest[table]; i > 0; i = self->kind[i - 1].older)
        if (same_kind(&self->kind[i - 1], &wanted)) {
            *index = i - 1;
            return OK;
        }
    void *kinds = self->kind;
    if (memory_grow(&kinds, self->kinds, &self->room, sizeof *self->kind) != OK)
        return ERR_MEMORY;
    self->kind = kinds;
    work_out(self, &wanted);
    *index = self->kinds;
    self->kind[self->kinds++] = wanted;
    self->newest[table] = self->kinds;
    return OK;
}

/* 0 x infinity: who pays nothing pays nothing, however long. */
static double times(double fee, double of_one)
{
    return fee == 0 ? 0 : fee * of_one;
}

/* What a client with another first fee is worth: all but the bills and the service for them scales. */
static struct worth scaled(const struct worth *one, double fee)
{
    return (struct worth){
        .bills = one->bills,
        .fees = times(fee, one->fees),
        .discounted = times(fee, one->discounted),
        .within = times(fee, one->within),
        .expansion = times(fee, one->expansion),
        .serving = times(fee, one->serving),
        .service = one->service,
        .commission = times(fee, one->commission),
        .clawback = times(fee, one->clawback),
        .bonus = times(fee, one->bonus),
        .endless = one->endless,
    };
}

struct visit {
    struct worths *worths;
    worth_visitor *visit;
    void *context;
    enum status status;
};

static void visit_cohort(void *context, const struct cohort *cohort)
{
    struct visit *self = context;
    size_t index;
    if (self->status == OK)
        self->status = find_kind(self->worths, cohort, &index);
    if (self->status != OK)
        return;
    const struct worth_kind *kind = &self->worths->kind[index];
    struct worth worth = kind->certain ? kind->worth : scaled(&kind->worth, cohort->fee);
    self->visit(self->context, cohort, &worth, index);
}

/* The same of sign-ups alone. */
static void visit_signup(void *context, const struct cohort *cohort)
{
    if (cohort->source != SOURCE_WINBACK)
        visit_cohort(context, cohort);
}

enum status worth_visit_signups(struct worths *self, int month, worth_visitor *visit, void *context)
{
    struct visit state = {.worths = self, .visit = visit, .context = context};
    cohort_visit(self->plan, &self->plan->offspring, month, COHORT_ACTUAL, visit_signup, &state);
    return state.status;
}

enum status worth_visit_steady(struct worths *self, const struct offspring *offspring, worth_visitor *visit,
                               void *context)
{
    struct visit state = {.worths = self, .visit = visit, .context = context};
    cohort_visit(self->plan, offspring, self->plan->months, COHORT_STEADY, visit_cohort, &state);
    return state.status;
}

/* Where a life begins whose past multipliers were lower, too. */
static struct survival_start start_of(const struct worths *self, const struct life_table *table)
{
    struct survival_start start = table->start;
    start.renewed *= 1 - self->less;
    return start;
}

const double *worth_alive(struct worths *self, const struct life_table *table, int bills)
{
    fill_life(self, table, start_of(self, table), bills);
    return self->alive;
}

void worth_waver(const struct worths *self, const struct life_table *table, double *firm, double *waver, int bills)
{
    survival_fill_waver(firm, waver, bills, &table->law, start_of(self, table), path_of(self, table), table->first);
}

void worth_margins(struct worths *self, size_t kind, double clients, double fees, double *margin, int bills)
{
    const struct worth_kind *one = &self->kind[kind];
    double size = one->certain ? clients : fees; /* clients with the first fee that the kind was worked out for */
    fill_tariff(self, one, bills);
    fill_life(self, one->table, one->table->start, bills);
    for (int k = 1; k <= bills; k++) {
        const struct tariff_bill *bill = &self->bill[k];
        margin[k] += self->alive[k - 1] * (size * fee_of(one, bill) * (1 - bill->serving) - clients * bill->service);
    }
}
