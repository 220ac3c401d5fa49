/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/play/opinion.h"

#include <stdlib.h>

#include "sim/support/cents.h"
#include "sim/support/memory.h"

enum status opinion_init(struct opinions *self, const struct plan *plan)
{
    const struct satisfaction *satisfaction = &plan->satisfaction;
    size_t row = (size_t)plan->months + 2;

    *self = (struct opinions){.plan = plan, .until = memory_grid(satisfaction->intervals, row, sizeof *self->until)};
    if (self->until == NULL)
        return ERR_MEMORY;
    for (size_t i = 0; i < satisfaction->intervals; i++) {
        int until = plan->months + 1;
        for (int month = plan->months; month >= 1; month--) {
            if (month < plan->months &&
                satisfaction_class(satisfaction, i, month) != satisfaction_class(satisfaction, i, month + 1))
                until = month + 1;
            self->until[i * row + (size_t)month] = (uint16_t)until;
        }
    }
    return OK;
}

void opinion_free(struct opinions *self)
{
    free(self->until);
    *self = (struct opinions){0};
}

int opinion_care_month(const struct lot *lot, const struct kinds *kinds, size_t interval)
{
    return lot->book ? kinds_book_care_month(kinds, interval, lot->tenure)
                     : kinds_care_month(kinds, interval, lot->month);
}

/* A client of an interval holds its classes from its first bill to the month before `end`. */
static void post_classes(const struct opinions *self, struct ledger *ledger, size_t interval, int first, int end,
                         uint32_t lane)
{
    const uint16_t *until = self->until + interval * ((size_t)self->plan->months + 2);

    for (int month = first, next; month < end; month = next) {
        int class = satisfaction_class(&self->plan->satisfaction, interval, month);
        next = until[month] < end ? until[month] : end;
        if (class == CLASS_PASSIVE)
            continue;
        int64_t *line = ledger->line[class == CLASS_PROMOTER ? LINE_PROMOTERS : LINE_DETRACTORS];
        line[(size_t)month * LANES + lane] += 1;
        line[(size_t)next * LANES + lane] -= 1;
    }
}

void opinion_post(const struct opinions *self, const struct lot *lot, const struct kinds *kinds, struct ledger *ledger)
{
    const struct plan *plan = self->plan;
    bool counts = plan->satisfaction.known && ledger->line[LINE_PROMOTERS] != NULL;

    for (size_t i = 0; counts && i < lot->count; i++) {
        const struct latent *kind = &plan->latents.item[lot->latent[i]];
        int care = plan->satisfaction.cares ? opinion_care_month(lot, kinds, kind->interval) : 0;
        int gone = (int)lot->gone[i];
        bool comes = care > 0 && care < gone; /* it is billed in that month */
        post_classes(self, ledger, kind->interval, lot->month, comes && kind->saved ? care : gone, lot->lane[i]);
        if (comes && lot->handled[i] && ledger->line[LINE_CARE] != NULL)
            ledger_line(ledger, LINE_CARE, care)[lot->lane[i]] += cents_of(payments_month(&plan->payments, care)->care);
    }
}
