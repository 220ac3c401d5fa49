/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/scenario/setting.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/support/memory.h"

double setting_changed(double value, const struct change *change)
{
    return setting_changed_by(value, change, amount_mean(&change->amount));
}

double setting_changed_by(double value, const struct change *change, double operand)
{
    switch (change->operation) {
    case '+':
        return value + operand;
    case '-':
        return value - operand;
    case '*':
        return value * operand;
    default:
        return operand;
    }
}

bool setting_is_unsure(const struct step *step)
{
    for (size_t i = 0; step && i < step->changes; i++)
        if (step->change[i].amount.distribution != EXACTLY)
            return true;
    return false;
}

/* How many steps begin at or before month. */
static size_t steps_until(const struct setting *self, int month)
{
    size_t low = 0, high = self->steps;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (self->step[middle].month <= month)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct step *setting_step(const struct setting *self, int month)
{
    size_t count = steps_until(self, month);
    return count ? &self->step[count - 1] : NULL;
}

double setting_value(const struct setting *self, double fallback, int month)
{
    const struct step *step = setting_step(self, month);
    return step ? step->value : fallback;
}

static void drop_steps(struct setting *self, size_t from)
{
    for (size_t i = from; i < self->steps; i++)
        free(self->step[i].change);
    if (from < self->steps)
        self->steps = from;
}

/* Opens a place for a step at position `at`; it has no changes yet. */
static enum status open_step(struct setting *self, size_t at, int month, double value)
{
    struct step *grown = realloc(self->step, (self->steps + 1) * sizeof *grown);
    if (!grown)
        return ERR_MEMORY;
    self->step = grown;
    memmove(&grown[at + 1], &grown[at], (self->steps - at) * sizeof *grown);
    grown[at] = (struct step){.month = month, .value = value};
    self->steps++;
    return OK;
}

static enum status append(struct step *step, const struct change *change)
{
    struct change *grown = realloc(step->change, (step->changes + 1) * sizeof *grown);
    if (!grown)
        return ERR_MEMORY;
    step->change = grown;
    grown[step->changes++] = *change;
    step->value = setting_changed(step->value, change);
    return OK;
}

/* Makes sure a step begins in month: a copy of the one in force there. *at is its position. */
static enum status split(struct setting *self, double fallback, int month, size_t *at)
{
    size_t before = steps_until(self, month);
    *at = before ? before - 1 : 0;
    if (before && self->step[before - 1].month == month)
        return OK;
    *at = before;
    enum status status = open_step(self, before, month, fallback);
    if (status != OK || before == 0)
        return status;
    const struct step *from = &self->step[before - 1];
    struct step *to = &self->step[before];
    to->value = from->value;
    if (from->changes == 0)
        return OK;
    to->change = memory_array(from->changes, sizeof *to->change);
    if (!to->change)
        return ERR_MEMORY;
    memcpy(to->change, from->change, from->changes * sizeof *to->change);
    to->changes = from->changes;
    return OK;
}

/* Nothing from month on is blank or has all the changes it may have. */
static enum status can_change(const struct setting *self, double fallback, int month)
{
    size_t before = steps_until(self, month);
    if (isnan(before ? self->step[before - 1].value : fallback))
        return ERR_RANGE;
    for (size_t i = before ? before - 1 : 0; i < self->steps; i++) {
        if (isnan(self->step[i].value))
            return ERR_RANGE;
        if (self->step[i].changes >= SETTING_CHANGES)
            return ERR_CHECK;
    }
    return OK;
}

enum status setting_change(struct setting *self, double fallback, int month, const struct change *change)
{
    bool absolute = change->operation == '=';
    size_t at = 0;
    enum status status = absolute ? OK : can_change(self, fallback, month);
    if (status != OK)
        return status;
    if (absolute) {
        size_t before = steps_until(self, month - 1);
        drop_steps(self, before);
        status = open_step(self, before, month, fallback);
        return status == OK ? append(&self->step[before], change) : status;
    }
    status = split(self, fallback, month, &at);
    for (; status == OK && at < self->steps; at++)
        status = append(&self->step[at], change);
    return status;
}

struct place setting_place(const struct origin *origin)
{
    return (struct place){origin->file, origin->line, origin->column};
}

void setting_free(struct setting *self)
{
    drop_steps(self, 0);
    free(self->step);
    free(self->text);
    *self = (struct setting){0};
}
