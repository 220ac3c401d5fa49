/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/plan/plan.h"

#include <math.h>
#include <stdlib.h>

#include "sim/plan/contract_law.h"
#include "sim/plan/influence.h"
#include "sim/support/memory.h"

size_t plan_group(const struct plan *self, size_t rep_class, int quartile, size_t contract)
{
    return (rep_class * QUARTILES + (size_t)quartile) * self->contracts + contract;
}

static int within(const struct plan *self, int month)
{
    return month < self->months ? month : self->months;
}

const struct life_table *plan_table(const struct plan *self, size_t group, int month)
{
    return &self->lives.item[self->table_of[group * ((size_t)self->months + 2) + (size_t)within(self, month)]];
}

const struct offer *plan_offer(const struct plan *self, int month)
{
    return &self->offers[self->offer_of[within(self, month)]];
}

double plan_group_signups(const struct plan *self, size_t group, int month, bool smooth)
{
    const struct group *g = &self->groups[group];
    const struct seats *seats = &self->seats[g->rep_class];
    const struct offer *offer = plan_offer(self, month);
    int m = within(self, month);
    double leads_won = smooth ? seats->count[m] * seats->rate[m] : seats->signups[m];
    size_t cell = (size_t)g->quartile * self->contracts + g->contract;

    return leads_won * offer->quartile_share[g->quartile] * offer->sign[cell];
}

double plan_group_fee(const struct plan *self, size_t group, int month)
{
    const struct group *g = &self->groups[group];
    return plan_offer(self, month)->mean_fee[(size_t)g->quartile * self->contracts + g->contract];
}

struct multiplier_path plan_path(const struct plan *self, const struct life_table *table)
{
    return (struct multiplier_path){self->lives.path[table->path], self->months};
}

static enum status make_offers(struct plan *self)
{
    self->offers = memory_array((size_t)self->months, sizeof *self->offers);
    self->offer_of = memory_array((size_t)self->months + 2, sizeof *self->offer_of);
    if (self->offers == NULL || self->offer_of == NULL)
        return ERR_MEMORY;
    for (int month = 1; month <= self->months; month++) {
        if (month == 1 || !scenario_same_month(self->scenario, MONTH_SIGNING, month - 1, month)) {
            if (offer_init(&self->offers[self->offer_count], self->scenario, self->bounds, month) != OK)
                return ERR_MEMORY;
            self->offer_count++;
        }
        self->offer_of[month] = self->offer_count - 1;
    }
    return OK;
}

static enum status make_seats(struct plan *self)
{
    self->seats = memory_array(self->classes, sizeof *self->seats);
    if (self->seats == NULL)
        return ERR_MEMORY;
    for (size_t c = 0; c < self->classes; c++)
        if (seats_init(&self->seats[c], self->scenario, c, self->steady) != OK)
            return ERR_MEMORY;
    return OK;
}

static enum status make_groups(struct plan *self)
{
    self->group_count = self->classes * QUARTILES * self->contracts;
    self->groups = memory_array(self->group_count, sizeof *self->groups);
    if (self->groups == NULL)
        return ERR_MEMORY;
    struct group *group = self->groups;
    for (size_t c = 0; c < self->classes; c++)
        for (int q = 0; q < QUARTILES; q++)
            for (size_t g = 0; g < self->contracts; g++)
                *group++ = (struct group){.source = SOURCE_REP, .rep_class = c, .quartile = q, .contract = g};
    return OK;
}

/* The multipliers of every class and quartile; [class][quartile] -> path. */
static enum status make_paths(struct plan *self, size_t *path_of)
{
    enum status status = OK;
    for (size_t c = 0; status == OK && c < self->classes; c++)
        for (size_t q = 0; status == OK && q < QUARTILES; q++)
            status = influence_path(&self->lives, self->scenario, q, c, &path_of[c * QUARTILES + q]);
    return status;
}

/* The table of a group's clients of one month; mostly that of the month before. */
static enum status find_table(struct plan *self, size_t g, size_t path, int month, bool as_before)
{
    const struct group *group = &self->groups[g];
    uint32_t *table_of = self->table_of + g * ((size_t)self->months + 2);
    size_t table = 0;

    if (as_before && self->lives.item[table_of[month - 1]].settled) {
        table_of[month] = table_of[month - 1];
        return OK;
    }
    struct survival_law law = contract_law(self->scenario, group->contract, month);
    enum status status = life_table_find(&self->lives, &law, (struct survival_start){0}, path, month, &table);
    table_of[month] = (uint32_t)table;
    return status;
}

static enum status make_tables(struct plan *self)
{
    size_t *path_of = memory_grid(self->classes, QUARTILES, sizeof *path_of);
    self->table_of = memory_grid(self->group_count, (size_t)self->months + 2, sizeof *self->table_of);
    enum status status = path_of && self->table_of ? make_paths(self, path_of) : ERR_MEMORY;

    for (int month = 1; status == OK && month <= self->months; month++) {
        bool as_before = month > 1 && self->offer_of[month] == self->offer_of[month - 1];
        for (size_t g = 0; status == OK && g < self->group_count; g++) {
            const struct group *group = &self->groups[g];
            size_t path = path_of[group->rep_class * QUARTILES + (size_t)group->quartile];
            status = find_table(self, g, path, month, as_before);
        }
    }
    free(path_of);
    return status;
}

enum status plan_init(struct plan *self, const struct scenario *scenario)
{
    double rate = scenario_number(scenario, PLAN_DISCOUNT_RATE, 0, 1);

    *self = (struct plan){.scenario = scenario,
                          .months = scenario_months(scenario),
                          .steady = scenario_number(scenario, SALES_ARRIVALS, 0, 1) == ARRIVALS_STEADY,
                          .monthly_discount = pow(1 + rate, -1.0 / 12),
                          .classes = scenario->classes.count,
                          .contracts = scenario->contracts.count};
    self->lives.months = self->months;
    offer_bounds(self->bounds, scenario);

    enum status status = make_offers(self);
    if (status == OK)
        status = make_seats(self);
    if (status == OK)
        status = make_groups(self);
    if (status == OK)
        status = book_entry_make(&self->book, &self->book_count, scenario, self->bounds, &self->lives);
    if (status == OK)
        status = make_tables(self);
    if (status != OK)
        plan_free(self);
    return status;
}

void plan_free(struct plan *self)
{
    for (size_t i = 0; i < self->offer_count; i++)
        offer_free(&self->offers[i]);
    for (size_t c = 0; self->seats != NULL && c < self->classes; c++)
        seats_free(&self->seats[c]);
    life_table_free(&self->lives);
    free(self->groups);
    free(self->offers);
    free(self->offer_of);
    free(self->table_of);
    free(self->seats);
    free(self->book);
    *self = (struct plan){0};
}
