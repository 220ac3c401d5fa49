/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/play/kinds.h"

#include <stdlib.h>
#include <string.h>

#include "sim/support/memory.h"
#include "sim/support/wide.h"

/* Threshold of each month below which a client is activated at once. */
static enum status make_activated(struct kinds *self)
{
    const struct latents *latents = &self->plan->latents;
    bool all = true;

    for (size_t i = 0; i < latents->count; i++)
        all = all && latents->item[i].activated;
    if (all)
        return OK;
    self->activated = memory_array((size_t)latents->months + 2, sizeof *self->activated);
    if (self->activated == NULL)
        return ERR_MEMORY;
    for (int month = 1; month <= latents->months; month++)
        self->activated[month] = draw_threshold(scenario_number(self->plan->scenario, ONBOARDING_ACTIVATION, 0, month));
    return OK;
}

static enum status make_bounds(struct kinds *self)
{
    self->bound = memory_array(self->intervals, sizeof *self->bound);
    for (size_t i = 1; self->bound != NULL && i < self->intervals; i++)
        self->bound[i - 1] = draw_threshold(self->plan->satisfaction.below[i]);
    return self->bound ? OK : ERR_MEMORY;
}

/* What care is like in a month, past the plan as in its last. */
static const struct satisfaction_care *care_in(const struct plan *plan, int month)
{
    return &plan->satisfaction.care[month < plan->months ? month : plan->months];
}

static enum status make_care(struct kinds *self)
{
    const struct plan *plan = self->plan;

    if (!plan->satisfaction.cares)
        return OK;
    self->care = memory_grid((size_t)plan->months + 2, self->intervals, sizeof *self->care);
    if (self->care == NULL)
        return ERR_MEMORY;
    for (int month = 1; month <= plan->months; month++)
        for (size_t i = 0; i < self->intervals; i++) {
            struct kinds_care *care = &self->care[(size_t)month * self->intervals + i];
            care->month = satisfaction_care_month(&plan->satisfaction, i, month, 0);
            if (care->month == 0)
                continue;
            const struct satisfaction_care *then = care_in(plan, care->month);
            care->handled = draw_threshold(then->coverage);
            care->saved = draw_threshold(then->coverage * then->success);
        }
    return OK;
}

static enum status make_index(struct kinds *self)
{
    const struct latents *latents = &self->plan->latents;

    self->latent = memory_grid(2 * self->intervals, 2, sizeof *self->latent);
    if (self->latent == NULL)
        return ERR_MEMORY;
    for (size_t i = 0; i < latents->count; i++) {
        const struct latent *kind = &latents->item[i];
        self->latent[((kind->activated ? self->intervals : 0) + kind->interval) * 2 + kind->saved] = (uint16_t)i;
    }
    return OK;
}

static enum status make_book_care(struct kinds *self)
{
    const struct plan *plan = self->plan;
    int most = 0;

    for (size_t i = 0; i < plan->book.count; i++)
        most = plan->book.item[i].tenure > most ? plan->book.item[i].tenure : most;
    if (!plan->satisfaction.cares || plan->book.count == 0)
        return OK;
    self->book_care = memory_grid((size_t)most + 1, self->intervals, sizeof *self->book_care);
    for (int tenure = 0; self->book_care != NULL && tenure <= most; tenure++)
        for (size_t i = 0; i < self->intervals; i++)
            self->book_care[(size_t)tenure * self->intervals + i] = satisfaction_care_month(&plan->satisfaction, i, 1,
                                                                                            tenure);
    return self->book_care ? OK : ERR_MEMORY;
}

static enum status make_book(struct kinds *self)
{
    const struct plan *plan = self->plan;
    size_t latents = plan->latents.count;

    if (plan->book.count == 0 || latents == 1)
        return OK;
    self->book = memory_grid(plan->book.count, latents, sizeof *self->book);
    if (self->book == NULL)
        return ERR_MEMORY;
    for (size_t e = 0; e < plan->book.count; e++) {
        const struct book_entry *entry = &plan->book.item[e];
        double sum = 0.0;
        for (size_t i = 0; i < latents; i++) {
            double handled = plan_book_care(plan, entry, i).handled;
            self->book[e * latents + i].handled = draw_threshold(sum + entry->weight[i] * handled);
            sum += entry->weight[i];
            self->book[e * latents + i].to = i + 1 == latents ? UINT32_MAX : draw_threshold(sum);
        }
    }
    return OK;
}

enum status kinds_init(struct kinds *self, const struct plan *plan)
{
    *self = (struct kinds){.plan = plan, .several = plan->latents.count > 1, .intervals = plan->satisfaction.intervals};
    enum status status = make_activated(self);
    if (status == OK)
        status = make_bounds(self);
    if (status == OK)
        status = make_care(self);
    if (status == OK)
        status = make_index(self);
    if (status == OK)
        status = make_book_care(self);
    if (status == OK)
        status = make_book(self);
    if (status != OK)
        kinds_free(self);
    return status;
}

void kinds_free(struct kinds *self)
{
    free(self->activated);
    free(self->bound);
    free(self->care);
    free(self->book_care);
    free(self->latent);
    free(self->book);
    *self = (struct kinds){0};
}

/* How many bounds each word reaches. */
WIDEST static void find_intervals(const uint32_t *restrict bound, size_t bounds, const uint32_t *restrict word,
                                  size_t count, uint16_t *restrict interval)
{
    memset(interval, 0, count * sizeof *interval);
    for (size_t b = 0; b < bounds; b++)
        for (size_t i = 0; i < count; i++)
            interval[i] = (uint16_t)(interval[i] + (word[i] >= bound[b]));
}

/* From intervals to places in the index of kinds, whose last bit is whether care saves. */
static void find_cared(const struct kinds_care *restrict care, const uint32_t *restrict word, size_t count,
                       uint16_t *restrict place, uint8_t *restrict handled)
{
    for (size_t i = 0; i < count; i++) {
        const struct kinds_care *own = &care[place[i]];
        handled[i] = word[i] < own->handled;
        place[i] = (uint16_t)(2 * place[i] + (word[i] < own->saved));
    }
}

WIDEST static void double_places(size_t count, uint16_t *place)
{
    for (size_t i = 0; i < count; i++)
        place[i] = (uint16_t)(2 * place[i]);
}

/* Those who are activated come in the second half. */
WIDEST static void find_activated(uint32_t bound, uint16_t half, const uint32_t *restrict word, size_t count,
                                  uint16_t *restrict place)
{
    for (size_t i = 0; i < count; i++)
        place[i] = (uint16_t)(place[i] + (word[i] < bound ? half : 0));
}

void kinds_decide(const struct kinds *self, int month, uint32_t *const trait[WORDS], const uint16_t *fixed,
                  size_t count, uint16_t *latent, uint8_t *handled)
{
    const uint16_t *restrict kind = self->latent;
    uint16_t half = (uint16_t)(2 * self->intervals);

    if (fixed != NULL)
        memcpy(latent, fixed, count * sizeof *latent);
    else
        find_intervals(self->bound, self->intervals - 1, trait[TRAIT_SATISFACTION], count, latent);
    if (self->care != NULL) {
        find_cared(self->care + (size_t)month * self->intervals, trait[TRAIT_CARE], count, latent, handled);
    } else {
        double_places(count, latent);
        memset(handled, 0, count * sizeof *handled);
    }
    if (self->activated != NULL)
        find_activated(self->activated[month], half, trait[TRAIT_ACTIVATION], count, latent);
    else
        kind += half;
    for (size_t i = 0; i < count; i++)
        latent[i] = kind[latent[i]];
}

void kinds_decide_book(const struct kinds *self, size_t entry, const uint32_t *word, size_t count, uint16_t *latent,
                       uint8_t *handled)
{
    const struct kinds_book *kinds = self->book + entry * self->plan->latents.count;

    for (size_t i = 0; i < count; i++) {
        uint16_t kind = 0;
        while (word[i] >= kinds[kind].to && kinds[kind].to != UINT32_MAX)
            kind++;
        latent[i] = kind;
        handled[i] = word[i] < kinds[kind].handled;
    }
}
