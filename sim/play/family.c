/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/play/family.h"

#include <math.h>
#include <stdlib.h>

#include "sim/play/opinion.h"
#include "sim/support/memory.h"

/* What promoters bring in the month H would sign after the plan. */
static void sum_referrals(struct families *self)
{
    const struct plan *plan = self->plan;
    size_t row = (size_t)plan->months + 1;

    for (size_t i = 0; i < plan->satisfaction.intervals; i++)
        for (int month = 1; month <= plan->months; month++) {
            bool brings = month < plan->months && satisfaction_class(&plan->satisfaction, i, month) == CLASS_PROMOTER;
            double *brought = &self->brings[i * row + (size_t)month];
            *brought = brought[-1] + (brings ? plan_referral_rate(plan, month) : 0.0);
        }
}

enum status family_init(struct families *self, const struct plan *plan)
{
    size_t row = (size_t)plan->months + 1;

    *self = (struct families){.plan = plan};
    if (plan->referral_rate != NULL) {
        self->brings = memory_grid(plan->satisfaction.intervals, row, sizeof *self->brings);
        if (self->brings == NULL)
            return ERR_MEMORY;
        sum_referrals(self);
    }
    if (plan->winback == NULL)
        return OK;
    self->back = memory_array(row, sizeof *self->back);
    if (self->back == NULL) {
        family_free(self);
        return ERR_MEMORY;
    }
    for (int month = 1; month <= plan->months; month++)
        self->back[month] = draw_threshold(plan_winback(plan, month).share);
    return OK;
}

void family_free(struct families *self)
{
    free(self->brings);
    free(self->back);
    *self = (struct families){0};
}

/* The clients of a lot who bring somebody, one round after the other. */
struct round {
    uint16_t at[BATCH]; /* places in the lot */
    size_t count;
    double clock[BATCH]; /* by place: when the next referral comes, on the clock of referrals brought */
    uint32_t word[WORDS][BATCH];
};

/* How long to the next referral. */
static double gap(uint32_t word)
{
    return -log(((double)word + 0.5) * 0x1p-32);
}

/* The interval's clock, and what it shows when the client has brought all it will; it starts at the month before. */
static const double *clock_of(const struct families *self, const struct lot *lot, const struct kinds *kinds, size_t i,
                              double *end)
{
    const struct plan *plan = self->plan;
    const struct latent *kind = &plan->latents.item[lot->latent[i]];
    const double *clock = self->brings + kind->interval * ((size_t)plan->months + 1);
    int last = (int)lot->gone[i] - 1;

    if (kind->saved) {
        int care = opinion_care_month(lot, kinds, kind->interval);
        last = care > 0 && care - 1 < last ? care - 1 : last;
    }
    *end = last >= lot->month ? clock[last] : clock[lot->month - 1];
    return clock;
}

/* The month in which the clock reaches a time: one month later the lead signs. */
static int month_of(const double *clock, int month, double time)
{
    while (clock[month] < time)
        month++;
    return month;
}

static enum status bring_referrals(const struct families *self, const struct lot *lot, const struct kinds *kinds,
                                   const struct draw_source *source, struct waiting *waiting)
{
    struct round round; /* every place is written before it is read */
    /* cppcheck-suppress uninitvar ; addresses, not values */
    uint32_t *const word[WORDS] = {round.word[0], round.word[1], round.word[2], round.word[3]};

    round.count = 0;
    for (size_t i = 0; i < lot->count; i++) {
        double end, start = clock_of(self, lot, kinds, i, &end)[lot->month - 1];
        if (end == start)
            continue;
        round.clock[i] = start + gap(lot->family[FAMILY_REFERRAL][i]);
        round.at[round.count] = (uint16_t)i;
        round.count += round.clock[i] <= end;
    }
    for (uint32_t n = 1; round.count > 0; n++) {
        size_t left = 0;
        lot_fill_family(lot, source, PURPOSE_CHILD, n, round.at, round.count, word);
        for (size_t r = 0; r < round.count; r++) {
            size_t i = round.at[r];
            double end;
            const double *clock = clock_of(self, lot, kinds, i, &end);
            int month = month_of(clock, lot->month, round.clock[i]) + 1;
            struct waiting_client child = {
                .lane = lot->lane[i], .low = word[CHILD_LOW][r], .high = word[CHILD_HIGH][r]};
            enum status status = waiting_add(waiting, &waiting->referred[month], child);
            if (status != OK)
                return status;
            round.clock[i] += gap(word[CHILD_NEXT][r]);
            if (round.clock[i] <= end)
                round.at[left++] = (uint16_t)i;
        }
        round.count = left;
    }
    return OK;
}

/* True if a client was there in month H - 12, in this life or one before. */
static uint8_t was_there(const struct lot *lot, size_t i, int months)
{
    int year_ago = months - 12, came = lot->book ? 0 : lot->month;
    bool now = year_ago >= 0 && came <= year_ago && (int)lot->gone[i] > year_ago;
    return now || (lot->kept != NULL && lot->kept[i]);
}

static enum status bring_back(const struct families *self, const struct lot *lot, const struct draw_source *source,
                              struct waiting *waiting)
{
    const struct plan *plan = self->plan;
    struct round round; /* every place is written before it is read */
    /* cppcheck-suppress uninitvar ; addresses, not values */
    uint32_t *const word[WORDS] = {round.word[0], round.word[1], round.word[2], round.word[3]};

    round.count = 0;
    for (size_t i = 0; i < lot->count; i++) {
        int gone = (int)lot->gone[i];
        if (gone > plan->months || lot->family[FAMILY_RETURN][i] >= self->back[gone])
            continue;
        if (gone + plan_winback(plan, gone).after <= plan->months)
            round.at[round.count++] = (uint16_t)i;
    }
    lot_fill_family(lot, source, PURPOSE_CHILD, 0, round.at, round.count, word);
    for (size_t r = 0; r < round.count; r++) {
        size_t i = round.at[r];
        int gone = (int)lot->gone[i], month = gone + plan_winback(plan, gone).after;
        struct waiting_client child = {.lane = lot->lane[i],
                                       .low = word[CHILD_LOW][r],
                                       .high = word[CHILD_HIGH][r],
                                       .cell = lot->cell[i],
                                       .fee = lot->fee[i],
                                       .interval = (uint16_t)plan->latents.item[lot->latent[i]].interval,
                                       .kept = was_there(lot, i, plan->months)};
        enum status status = waiting_add(waiting, &waiting->winback[month], child);
        if (status != OK)
            return status;
    }
    return OK;
}

enum status family_bring(const struct families *self, const struct lot *lot, const struct kinds *kinds,
                         const struct draw_source *source, struct waiting *waiting)
{
    enum status status = OK;

    if (self->brings != NULL)
        status = bring_referrals(self, lot, kinds, source, waiting);
    if (status == OK && self->back != NULL)
        status = bring_back(self, lot, source, waiting);
    return status;
}
