/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/expected/smooth_growth.h"

#include <stdlib.h>

#include "sim/expected/book_posting.h"
#include "sim/support/memory.h"

enum { YEAR = 12 };

static double *row(const struct smooth_growth *self, int course)
{
    return self->grows ? self->course + (size_t)course * ((size_t)self->months + 1) : NULL;
}

enum status smooth_growth_init(struct smooth_growth *self, const struct plan *plan, int months)
{
    *self = (struct smooth_growth){
        .grows = payments_fees_grow(&plan->payments), .months = months, .settled = plan->payments.settled};
    if (!self->grows)
        return OK;
    int courses = YEAR + self->settled + 1;
    self->course = memory_grid((size_t)courses, (size_t)months + 1, sizeof *self->course);
    struct tariff_bill *bill = memory_array((size_t)months + 1, sizeof *bill);
    enum status status = self->course && bill ? OK : ERR_MEMORY;
    for (int i = 0; status == OK && i < courses; i++) {
        int month = i <= YEAR ? 1 : i - YEAR, tenure = i <= YEAR ? i : 0;
        tariff_fill(bill, months, &plan->payments, SOURCE_NO_CLASS, month, tenure);
        for (int k = 1; k <= months; k++)
            row(self, i)[k] = bill[k].growth;
    }
    free(bill);
    if (status != OK)
        smooth_growth_free(self);
    return status;
}

void smooth_growth_free(struct smooth_growth *self)
{
    free(self->course);
    *self = (struct smooth_growth){0};
}

const double *smooth_growth_new(const struct smooth_growth *self, int month)
{
    return row(self, YEAR + (month < self->settled ? month : self->settled));
}

const double *smooth_growth_book(const struct smooth_growth *self, int tenure)
{
    return row(self, book_posting_tenure(tenure, 0));
}
