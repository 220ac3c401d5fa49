/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/play/seat_rates.h"

#include <stdlib.h>

#include "sim/play/certain.h"
#include "sim/support/cents.h"
#include "sim/support/memory.h"

static enum status find_arrivals(struct seat_rates *self, double rate, size_t *index)
{
    /* From the last one back: neighbouring months and ages mostly share their rates. */
    for (*index = self->arrival_count; (*index)-- > 0;)
        if (self->arrivals[*index].rate == rate)
            return OK;
    void *list = self->arrivals;
    if (memory_grow(&list, self->arrival_count, &self->arrival_room, sizeof *self->arrivals) != OK)
        return ERR_MEMORY;
    self->arrivals = list;
    if (arrivals_init(&self->arrivals[self->arrival_count], rate) != OK)
        return ERR_MEMORY;
    *index = self->arrival_count++;
    return OK;
}

static enum status fill_month(struct seat_rates *self, size_t c, int month, size_t at)
{
    const struct plan *plan = self->plan;
    const struct seats *seats = &plan->seats[c];
    enum status status = OK;

    bug_assert(seat_rates_full(self, c, month) <= SEAT_RATES_FULL); /* signing.c has room for so many ages */
    for (int age = 1; status == OK && age <= seat_rates_full(self, c, month); age++) {
        struct seat_rate *rate = &self->rate[at + (size_t)age - 1];
        double output = seats_output(seats, age, month);
        rate->leads = certain_lead_cents(plan, c, month, output);
        if (plan->steady) /* sign-ups follow the schedule, and nobody returns */
            continue;
        status = find_arrivals(self, seats->rate[month] * output, &rate->signups);
        if (status == OK)
            status = find_arrivals(self, seats->returning[month] * output, &rate->returning);
    }
    return status;
}

enum status seat_rates_init(struct seat_rates *self, const struct plan *plan)
{
    size_t row = (size_t)plan->months + 2, count = 0;

    *self = (struct seat_rates){.plan = plan};
    for (size_t c = 0; c < plan->classes; c++)
        for (int month = 1; month <= plan->months; month++)
            count += (size_t)seat_rates_full(self, c, month);
    self->rate = memory_array(count, sizeof *self->rate);
    self->first = memory_grid(plan->classes, row, sizeof *self->first);
    self->price = memory_grid(plan->classes, row, sizeof *self->price);
    size_t none;
    enum status status = self->rate && self->first && self->price ? find_arrivals(self, 0, &none) : ERR_MEMORY;

    count = 0;
    for (size_t c = 0; status == OK && c < plan->classes; c++)
        for (int month = 1; status == OK && month <= plan->months; month++) {
            const struct payments_of_class *paid = payments_class(&plan->payments, c, month);
            self->first[c * row + (size_t)month] = count;
            self->price[c * row + (size_t)month] = (struct seat_prices){cents_of(paid->salary),
                                                                        cents_of(paid->hiring_cost), paid->clawback};
            status = fill_month(self, c, month, count);
            count += (size_t)seat_rates_full(self, c, month);
        }
    if (status != OK)
        seat_rates_free(self);
    return status;
}

void seat_rates_free(struct seat_rates *self)
{
    for (size_t i = 0; i < self->arrival_count; i++)
        arrivals_free(&self->arrivals[i]);
    free(self->arrivals);
    free(self->rate);
    free(self->first);
    free(self->price);
    *self = (struct seat_rates){0};
}
