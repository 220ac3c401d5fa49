/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/play/terms.h"

#include <stdlib.h>

#include "sim/support/cents.h"
#include "sim/support/memory.h"

/* Does this bill differ from the one before in anything but a bonus? */
static bool changes(const struct tariff_bill *bill, const struct tariff_bill *before)
{
    return bill->growth != before->growth || bill->commission != before->commission ||
           bill->serving != before->serving || bill->service != before->service;
}

/* Makes room for the spans and events of so many bills. */
static enum status make_room(struct terms *self, const struct tariff_bill *bill, int bills)
{
    size_t spans = 1, events = 1;
    for (int k = 2; k <= bills; k++) {
        bool begins = changes(&bill[k], &bill[k - 1]);
        spans += begins;
        events += begins || bill[k].bonus > 0;
    }
    self->span = memory_array(spans, sizeof *self->span);
    self->event = memory_array(events, sizeof *self->event);
    return self->span && self->event ? OK : ERR_MEMORY;
}

static const struct terms_span *add_span(struct terms *self, const struct tariff_bill *bill, int first)
{
    struct terms_span *span = &self->span[self->spans++];
    *span = (struct terms_span){first, bill->growth, bill->commission, bill->serving, cents_of(bill->service)};
    self->grows = self->grows || bill->growth != 1;
    self->pays_commission = self->pays_commission || bill->commission > 0;
    self->pays_serving = self->pays_serving || bill->serving > 0;
    self->pays_service = self->pays_service || bill->service > 0;
    return span;
}

static enum status compile(struct terms *self, const struct tariff_bill *bill, int bills)
{
    enum status status = make_room(self, bill, bills);
    for (int k = 1; status == OK && k <= bills; k++) {
        bool begins = k == 1 || changes(&bill[k], &bill[k - 1]);
        if (!begins && bill[k].bonus == 0)
            continue;
        self->event[self->events++] = (struct terms_event){k, begins ? add_span(self, &bill[k], k) : NULL,
                                                           bill[k].bonus};
        self->pays_bonus = self->pays_bonus || bill[k].bonus > 0;
    }
    return status;
}

/* Signing months from payments.settled on share one tariff; the others have their own. */
static size_t months_apart(const struct plan *plan)
{
    return (size_t)(plan->payments.settled < plan->months ? plan->payments.settled : plan->months);
}

static enum status compile_signed(struct terms_book *self, const struct plan *plan, struct tariff_bill *bill)
{
    size_t row = (size_t)plan->months + 2, apart = months_apart(plan);
    enum status status = OK;

    for (size_t signer = 0; status == OK && signer < plan->signers; signer++)
        for (size_t month = 1; status == OK && month <= (size_t)plan->months; month++) {
            if (month > apart) {
                self->of_signer[signer * row + month] = self->of_signer[signer * row + month - 1];
                continue;
            }
            int bills = month == apart ? plan->months : plan->months + 1 - (int)month;
            tariff_fill(bill, bills, &plan->payments, plan_class(plan, signer), (int)month, 0);
            self->of_signer[signer * row + month] = self->count;
            status = compile(&self->item[self->count++], bill, bills);
        }
    return status;
}

/* Book clients of equal tenure share their terms. */
static enum status compile_kept(struct terms_book *self, const struct plan *plan, struct tariff_bill *bill)
{
    enum status status = OK;
    for (size_t i = 0; status == OK && i < plan->book.count; i++) {
        int tenure = plan->book.item[i].tenure;
        if (self->of_tenure[tenure] != SIZE_MAX)
            continue;
        tariff_fill(bill, plan->months, &plan->payments, SOURCE_NO_CLASS, 1, tenure);
        self->of_tenure[tenure] = self->count;
        status = compile(&self->item[self->count++], bill, plan->months);
    }
    return status;
}

enum status terms_init(struct terms_book *self, const struct plan *plan)
{
    *self = (struct terms_book){0};
    for (size_t i = 0; i < plan->book.count; i++)
        self->most_tenure = plan->book.item[i].tenure > self->most_tenure ? plan->book.item[i].tenure
                                                                          : self->most_tenure;
    size_t tenures = plan->book.count ? (size_t)self->most_tenure + 1 : 0;
    size_t tables = tenures < plan->book.count ? tenures : plan->book.count;

    self->item = memory_array(plan->signers * months_apart(plan) + tables, sizeof *self->item);
    self->of_signer = memory_grid(plan->signers, (size_t)plan->months + 2, sizeof *self->of_signer);
    self->of_tenure = memory_array(tenures, sizeof *self->of_tenure);
    struct tariff_bill *bill = memory_array((size_t)plan->months + 1, sizeof *bill);
    enum status status = self->item && self->of_signer && self->of_tenure && bill ? OK : ERR_MEMORY;
    for (size_t i = 0; status == OK && i < tenures; i++)
        self->of_tenure[i] = SIZE_MAX;
    if (status == OK)
        status = compile_signed(self, plan, bill);
    if (status == OK)
        status = compile_kept(self, plan, bill);
    free(bill);
    if (status != OK)
        terms_free(self);
    return status;
}

void terms_free(struct terms_book *self)
{
    for (size_t i = 0; self->item != NULL && i < self->count; i++) {
        free(self->item[i].span);
        free(self->item[i].event);
    }
    free(self->item);
    free(self->of_signer);
    free(self->of_tenure);
    *self = (struct terms_book){0};
}

const struct terms *terms_signed(const struct terms_book *self, const struct plan *plan, size_t signer, int month)
{
    return &self->item[self->of_signer[signer * ((size_t)plan->months + 2) + (size_t)month]];
}

const struct terms *terms_kept(const struct terms_book *self, int tenure)
{
    return &self->item[self->of_tenure[tenure]];
}
