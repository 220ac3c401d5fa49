/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/play/own_memo.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "sim/plan/beta_law.h"
#include "sim/support/memory.h"

enum { ENTRIES = 1 << 12, MOST_ENTRIES = ENTRIES / 2, NUMBERS = 1 << 18 };

enum status own_memo_init(struct own_memo *self)
{
    *self = (struct own_memo){.entry = memory_array(ENTRIES, sizeof *self->entry),
                              .number = memory_array(NUMBERS, sizeof *self->number)};
    if (self->entry != NULL && self->number != NULL)
        return OK;
    own_memo_free(self);
    return ERR_MEMORY;
}

void own_memo_free(struct own_memo *self)
{
    free(self->entry);
    free(self->number);
    *self = (struct own_memo){0};
}

/* Bits of the numbers that pasts differ in, mixed. */
static size_t hash(const struct survival_past *past)
{
    const double numbers[] = {past->nonrenewal, past->concentration, past->before, past->renewed, past->multiplier};
    uint64_t sum = 0;

    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        uint64_t bits;
        memcpy(&bits, &numbers[i], sizeof bits);
        sum = (sum ^ bits) * UINT64_C(0x9e3779b97f4a7c15);
        sum ^= sum >> 32;
    }
    return (size_t)sum % ENTRIES;
}

static int equal(const struct survival_past *a, const struct survival_past *b)
{
    return a->renewed == b->renewed && a->multiplier == b->multiplier && a->before == b->before &&
           a->nonrenewal == b->nonrenewal && a->concentration == b->concentration;
}

/* The entry of a past: its own, or the free one where it belongs. */
static struct own_entry *find(const struct own_memo *self, const struct survival_past *past)
{
    size_t at = hash(past);
    while (self->entry[at].count > 0 && !equal(&self->entry[at].past, past))
        at = (at + 1) % ENTRIES;
    return &self->entry[at];
}

static const struct own_entry *remember(struct own_memo *self, struct survival_past past)
{
    if (self->entries == MOST_ENTRIES || self->numbers + 2 * BETA_NODES > NUMBERS) {
        memset(self->entry, 0, ENTRIES * sizeof *self->entry);
        self->entries = self->numbers = 0;
    }
    struct own_entry *entry = find(self, &past);
    double *log_stay = self->number + self->numbers, so_far[BETA_NODES];
    *entry = (struct own_entry){past, self->numbers, survival_past_nodes(past, log_stay, so_far)};
    memcpy(log_stay + entry->count, so_far, (size_t)entry->count * sizeof *so_far);
    self->entries++;
    self->numbers += 2 * (size_t)entry->count;
    return entry;
}

double own_memo_draw(struct own_memo *self, struct survival_past past, double u)
{
    const struct own_entry *entry = find(self, &past);
    if (entry->count == 0)
        entry = remember(self, past);
    const double *log_stay = self->number + entry->at;
    return survival_past_own(entry->count, log_stay, log_stay + entry->count, u);
}
