/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/expected/course.h"

#include <stdlib.h>
#include <string.h>

#include "sim/support/memory.h"

enum status course_init(struct course *self, int bills)
{
    size_t length = (size_t)bills + 1;

    *self = (struct course){0};
    self->lines = memory_grid(COURSE_LINES, length, sizeof(double));
    self->bill = memory_array(length, sizeof *self->bill);
    if (self->lines == NULL || self->bill == NULL) {
        course_free(self);
        return ERR_MEMORY;
    }
    for (size_t i = 0; i < COURSE_LINES; i++)
        self->line[i] = self->lines + i * length;
    return OK;
}

void course_free(struct course *self)
{
    free(self->lines);
    free(self->bill);
    *self = (struct course){0};
}

/* The growth of every bill, and where it changed: by the exact factor, for a step may round to nothing. */
static void fill_growth(struct course *self, double fee)
{
    double *growth = self->line[COURSE_GROWTH], *step = self->line[COURSE_STEP], *steps = self->line[COURSE_STEPS];
    double before = 1.0;

    growth[0] = 1.0;
    for (int k = 1; k <= self->bills; k++) {
        double factor = self->bill[k].growth;
        if (factor == before)
            growth[k] = growth[k - 1];
        else
            growth[k] = fee > 0 ? tariff_expected_fee(fee, factor, true) / fee : factor;
        step[k] = growth[k] - growth[k - 1];
        steps[k] = factor == before ? 0.0 : 1.0;
        before = factor;
    }
}

/* Commissions, and what of them comes back in the month after each bill. */
static void fill_commission(struct course *self)
{
    const double *growth = self->line[COURSE_GROWTH];
    double *commission = self->line[COURSE_COMMISSION], *commissioned = self->line[COURSE_COMMISSIONED];
    double *clawback = self->line[COURSE_CLAWBACK], *clawed = self->line[COURSE_CLAWED];
    double paid = 0.0;

    for (int k = 1; k <= self->bills; k++) {
        commission[k] = self->bill[k].commission * (self->grows ? growth[k] : 1.0);
        commissioned[k] = commission[k] > 0 ? 1.0 : 0.0;
        paid += commission[k];
        bool back = k < payments_class(self->payments, self->rep_class, self->first + k)->clawback && paid > 0;
        clawback[k] = back ? paid : 0.0;
        clawed[k] = back ? 1.0 : 0.0;
        self->claws_back = self->claws_back || back;
    }
}

/* Lays out the bills. fee 0: not rounded. */
static void lay_out(struct course *self, double fee)
{
    self->grows = self->pays_commission = self->claws_back = self->pays_bonus = self->has_service = false;
    for (int k = 1; k <= self->bills; k++) {
        const struct tariff_bill *bill = &self->bill[k];
        self->grows = self->grows || bill->growth != 1.0;
        self->pays_commission = self->pays_commission || bill->commission > 0;
        self->pays_bonus = self->pays_bonus || bill->bonus > 0;
        self->has_service = self->has_service || bill->service > 0;
    }
    if (self->grows)
        fill_growth(self, fee);
    if (self->pays_commission)
        fill_commission(self);
    for (int k = 1; self->pays_bonus && k <= self->bills; k++) {
        self->line[COURSE_BONUS][k] = self->bill[k].bonus;
        self->line[COURSE_BONUSES][k] = self->bill[k].bonus > 0 ? 1.0 : 0.0;
    }
    for (int k = 1; self->has_service && k <= self->bills; k++)
        self->line[COURSE_SERVICE][k] = self->bill[k].service;
}

void course_fill(struct course *self, const struct payments *payments, size_t rep_class, int first, int tenure,
                 int bills)
{
    self->payments = payments;
    self->rep_class = rep_class;
    self->first = first;
    self->bills = bills;
    tariff_fill(self->bill, bills, payments, rep_class, first, tenure);
    lay_out(self, 0.0);
}

void course_round(struct course *self, const struct course *exact, double fee)
{
    self->payments = exact->payments;
    self->rep_class = exact->rep_class;
    self->first = exact->first;
    self->bills = exact->bills;
    memcpy(self->bill, exact->bill, ((size_t)exact->bills + 1) * sizeof *self->bill);
    lay_out(self, fee);
}
