/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/scenario/variant.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/support/fingerprint.h"
#include "sim/support/memory.h"

/* ---- the copy --------------------------------------------------------------------------------------------- */

/* Own steps for every setting with a draw in it; the changes stay the base's. */
static enum status copy_settings(struct variant *self)
{
    const struct scenario *base = self->base;
    struct setting *copy = memory_array(base->setting_count, sizeof *copy);
    if (!copy)
        return ERR_MEMORY;
    if (base->setting_count > 0)
        memcpy(copy, base->settings, base->setting_count * sizeof *copy);
    self->scenario.settings = copy;
    for (size_t i = 0; i < self->unsure.uses; i++) {
        size_t s = self->unsure.use[i].setting;
        const struct setting *from = &base->settings[s];
        if (copy[s].step != from->step)
            continue;
        copy[s].step = memory_array(from->steps, sizeof *from->step);
        if (!copy[s].step)
            return ERR_MEMORY;
        memcpy(copy[s].step, from->step, from->steps * sizeof *from->step);
    }
    return OK;
}

/* "contract.month.share@7 *= normal(0.9, 0.1)" */
static uint64_t hash_input(const struct scenario *scenario, const struct unsure_input *input)
{
    char name[SCENARIO_NAME], amount[AMOUNT_TEXT], text[SCENARIO_NAME + AMOUNT_TEXT + 32];
    const struct change *change = input->change;
    scenario_parameter_name(scenario, change->id, input->item, name);
    snprintf(text, sizeof text, "%s@%d %c %s", name, change->month, change->operation,
             amount_text(&change->amount, amount));
    return fingerprint_of(text, strlen(text));
}

/* Backwards, so that the hashes of earlier rows still stand for what these say. */
static void make_keys(struct variant *self)
{
    for (size_t i = 0; i < self->unsure.count; i++)
        self->key[i] = hash_input(self->base, &self->unsure.input[i]);
    for (size_t i = self->unsure.count; i-- > 0;) {
        uint64_t alike[2] = {self->key[i], 0};
        for (size_t j = 0; j < i; j++)
            alike[1] += self->key[j] == self->key[i];
        self->key[i] = fingerprint_of(alike, sizeof alike);
    }
}

enum status variant_init(struct variant *self, const struct scenario *base)
{
    *self = (struct variant){.base = base, .scenario = *base};
    self->scenario.settings = NULL;
    enum status status = unsure_init(&self->unsure, base);
    if (status == OK)
        status = copy_settings(self);
    if (status == OK) {
        self->key = memory_array(self->unsure.count, sizeof *self->key);
        self->drawn = memory_array(self->unsure.count, sizeof *self->drawn);
        status = self->key && self->drawn ? OK : ERR_MEMORY;
    }
    if (status == OK)
        make_keys(self);
    else
        variant_free(self);
    return status;
}

void variant_free(struct variant *self)
{
    for (size_t i = 0; self->scenario.settings && i < self->base->setting_count; i++)
        if (self->scenario.settings[i].step != self->base->settings[i].step)
            free(self->scenario.settings[i].step);
    free(self->scenario.settings);
    unsure_free(&self->unsure);
    free(self->key);
    free(self->drawn);
    *self = (struct variant){0};
}

size_t variant_count(const struct variant *self)
{
    return self->unsure.count;
}

uint64_t variant_key(const struct variant *self, size_t input)
{
    bug_assert(input < self->unsure.count);
    return self->key[input];
}

/* ---- the draw --------------------------------------------------------------------------------------------- */

/* The value itself, or the end of the range it has left, with *held set. at_means: what it is at the means. */
static double hold(const struct parameter *parameter, double value, double at_means, bool *held)
{
    bool share = parameter->id >= CONTRACT_SHARE_Q1 && parameter->id <= CONTRACT_SHARE_Q4;
    bool above = parameter->open_low || (share && at_means > 0);
    if (parameter_accepts(parameter, value) && (!above || value > parameter->low))
        return value;
    *held = true;
    if (isnan(value))
        return at_means;
    if (value > parameter->low)
        return parameter->high;
    return above ? parameter->low + (at_means - parameter->low) / 1000 : parameter->low;
}

/* Makes one step anew, from its first use; returns the first use that is not its own. */
static size_t draw_step(struct variant *self, size_t first, bool *held)
{
    const struct unsure_use *use = self->unsure.use;
    struct setting *setting = &self->scenario.settings[use[first].setting];
    const struct parameter *parameter = parameter_of(setting->id);
    struct step *step = &setting->step[use[first].step];
    size_t next = first;
    double value = parameter->fallback;
    for (size_t c = 0; c < step->changes; c++) {
        const struct change *change = &step->change[c];
        bool drawn = next < self->unsure.uses && use[next].setting == use[first].setting &&
                     use[next].step == use[first].step && use[next].change == c;
        value = drawn ? setting_changed_by(value, change, self->drawn[use[next].input])
                      : setting_changed(value, change);
        next += drawn;
    }
    double at_means = self->base->settings[use[first].setting].step[use[first].step].value;
    step->value = hold(parameter, value, at_means, held);
    return next;
}

/* The spend bound number i, or NULL if it is blank. *own: it is one that is drawn. */
static struct step *bound_step(struct variant *self, int i, bool *own)
{
    size_t slot = self->scenario.slot[self->scenario.first_slot[SPEND_Q1 + i]];
    if (slot == 0 || self->scenario.settings[slot - 1].steps == 0)
        return NULL;
    struct step *step = &self->scenario.settings[slot - 1].step[0];
    *own = setting_is_unsure(step);
    return isnan(step->value) ? NULL : step;
}

/* A drawn bound stays between the one below it and the next that is sure. Returns how many had to be moved. */
static size_t hold_bounds(struct variant *self)
{
    struct step *step[3];
    bool own[3];
    size_t moved = 0;
    for (int i = 0; i < 3; i++) {
        step[i] = bound_step(self, i, &own[i]);
        if (!step[i])
            return 0;
    }
    for (int i = 0; i < 3; i++) {
        double value = step[i]->value;
        if (!own[i])
            continue;
        if (i > 0)
            value = fmax(value, step[i - 1]->value);
        for (int above = i + 1; above < 3; above++)
            if (!own[above])
                value = fmin(value, step[above]->value);
        moved += value != step[i]->value;
        step[i]->value = value;
    }
    return moved;
}

static struct setting *own_setting(struct variant *self, enum parameter_id id)
{
    size_t slot = self->scenario.slot[self->scenario.first_slot[id]];
    return slot ? &self->scenario.settings[slot - 1] : NULL;
}

/* The largest value of a path in the months from first to before behind; sure: of what is not drawn. */
static double largest(const struct setting *setting, int first, int behind, bool sure)
{
    double most = 0;
    for (size_t i = 0; i < setting->steps; i++) {
        const struct step *step = &setting->step[i];
        bool over = i + 1 < setting->steps && setting->step[i + 1].month <= first;
        if (step->month < behind && !over && !(sure && setting_is_unsure(step)))
            most = fmax(most, step->value);
    }
    return most;
}

/* Holds what is drawn of one share at what the other leaves of 100 %. Returns 1 if something had to be moved. */
static size_t hold_beside(struct setting *own, const struct setting *other, bool sure)
{
    size_t moved = 0;
    for (size_t i = 0; own && other && i < own->steps; i++) {
        struct step *step = &own->step[i];
        int behind = i + 1 < own->steps ? own->step[i + 1].month : INT_MAX;
        if (!setting_is_unsure(step))
            continue;
        double room = 1 - largest(other, step->month, behind, sure);
        if (step->value > room) {
            step->value = room;
            moved = 1;
        }
    }
    return moved;
}

/* Promoters and detractors are at most all: promoters give way to detractors that are sure, then these to them. */
static size_t hold_satisfaction(struct variant *self)
{
    struct setting *promoters = own_setting(self, NPS_PROMOTERS), *detractors = own_setting(self, NPS_DETRACTORS);
    size_t moved = hold_beside(promoters, detractors, true);
    return moved + hold_beside(detractors, promoters, false);
}

size_t variant_draw(struct variant *self, const double *u)
{
    const struct unsure *unsure = &self->unsure;
    size_t paths = 0;
    for (size_t i = 0; i < unsure->count; i++)
        self->drawn[i] = amount_quantile(&unsure->input[i].change->amount, u[i]);
    for (size_t i = 0; i < unsure->uses;) {
        size_t setting = unsure->use[i].setting;
        bool held = false;
        while (i < unsure->uses && unsure->use[i].setting == setting)
            i = draw_step(self, i, &held);
        paths += held;
    }
    return paths + hold_bounds(self) + hold_satisfaction(self);
}
