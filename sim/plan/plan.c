/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/plan/plan.h"

#include <math.h>
#include <stdlib.h>

#include "sim/plan/contract_law.h"
#include "sim/plan/influence.h"
#include "sim/support/memory.h"

static int within(const struct plan *self, int month)
{
    return month < self->months ? month : self->months;
}

size_t plan_signer(const struct plan *self, size_t rep_class)
{
    return rep_class == SOURCE_NO_CLASS ? self->classes : rep_class;
}

size_t plan_class(const struct plan *self, size_t signer)
{
    return signer < self->classes ? signer : SOURCE_NO_CLASS;
}

bool plan_reps_quit(const struct plan *self)
{
    for (size_t c = 0; c < self->classes; c++)
        if (self->seats[c].quits)
            return true;
    return false;
}

size_t plan_place(const struct plan *self, size_t signer, size_t latent, size_t cell, int month)
{
    size_t group = (signer * self->latents + latent) * QUARTILES * self->contracts + cell;
    return group * ((size_t)self->months + 2) + (size_t)within(self, month);
}

const struct life_table *plan_table(const struct plan *self, size_t signer, size_t latent, size_t cell, int month)
{
    return &self->lives.item[self->table_of[plan_place(self, signer, latent, cell, month)]];
}

const struct offer *plan_offer(const struct plan *self, int month)
{
    return &self->offers[self->offer_of[within(self, month)]];
}

double plan_returning_leads(const struct plan *self, int month, bool steady)
{
    double leads = 0.0;

    if (self->returning == NULL)
        return 0.0;
    for (size_t c = 0; c < self->classes; c++) {
        const struct seats *seats = &self->seats[c];
        leads += steady ? seats->returning[self->months] * seats->steady.output
                        : seats->returning[within(self, month)] * seats->expected[month].output;
    }
    return leads;
}

struct returning plan_returning(const struct plan *self, int month)
{
    int m = within(self, month);
    struct returning returning = self->returning[m];

    returning.month += month - m;
    return returning;
}

int plan_last_return(const struct plan *self)
{
    int last = self->months;

    for (int month = 1; self->returning != NULL && month <= self->months; month++)
        last = self->returning[month].month > last ? self->returning[month].month : last;
    return last;
}

struct multiplier_path plan_path(const struct plan *self, const struct life_table *table)
{
    return life_table_multipliers(&self->lives, table->path);
}

/* Room for an offer of each month, and one of each month's returning leads. */
static enum status make_offers(struct plan *self)
{
    self->offers = memory_grid(2, (size_t)self->months, sizeof *self->offers);
    self->offer_of = memory_array((size_t)self->months + 2, sizeof *self->offer_of);
    self->qualification = memory_array((size_t)self->months + 2, sizeof *self->qualification);
    if (self->offers == NULL || self->offer_of == NULL || self->qualification == NULL)
        return ERR_MEMORY;
    for (int month = 1; month <= self->months; month++) {
        if (month == 1 || !scenario_same_month(self->scenario, MONTH_SIGNING, month - 1, month)) {
            if (offer_init(&self->offers[self->offer_count], self->scenario, self->bounds, month) != OK)
                return ERR_MEMORY;
            self->offer_count++;
            self->qualification[month] = qualification_of(self->scenario, month);
        } else {
            self->qualification[month] = self->qualification[month - 1];
        }
        self->offer_of[month] = self->offer_count - 1;
    }
    return OK;
}

/* Leads that return meet the offer of the month in which they do; one offer serves those who meet the same. */
static enum status make_returning(struct plan *self)
{
    bool some = false;
    for (int month = 1; month <= self->months; month++)
        some = some || self->qualification[month].returning > 0;
    if (!some)
        return OK;
    self->returning = memory_array((size_t)self->months + 2, sizeof *self->returning);
    if (self->returning == NULL)
        return ERR_MEMORY;

    int before = 0; /* the last month from which some return */
    for (int month = 1; month <= self->months; month++) {
        const struct qualification *now = &self->qualification[month];
        struct returning *returning = &self->returning[month];
        returning->month = month + now->after;
        if (now->returning == 0)
            continue;
        int then = within(self, returning->month);
        if (before > 0 && self->qualification[before].minimum == now->minimum &&
            self->offer_of[within(self, self->returning[before].month)] == self->offer_of[then]) {
            returning->offer = self->returning[before].offer;
        } else {
            struct offer *offer = &self->offers[self->offer_count];
            if (offer_init_returning(offer, self->scenario, self->bounds, then, now->minimum) != OK)
                return ERR_MEMORY;
            returning->offer = self->offer_count++;
        }
        before = month;
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

static enum status make_latents(struct plan *self)
{
    size_t row = (size_t)self->months + 2;

    self->latent_share = memory_grid(self->latents, row, sizeof *self->latent_share);
    if (self->latent_share == NULL)
        return ERR_MEMORY;
    for (size_t i = 0; i < self->latents; i++)
        for (int month = 1; month <= self->months; month++)
            self->latent_share[i * row + (size_t)month] = influence_latent_share(self->scenario, self->latents, i,
                                                                                 month);
    return self->latents > 1 ? influence_onboarding(&self->lives, self->scenario) : OK;
}

/* The multipliers of every signer, latent kind and quartile: [signer][latent][quartile] -> path. */
static enum status make_paths(struct plan *self, size_t *path_of)
{
    enum status status = OK;
    for (size_t s = 0; s < self->signers; s++)
        for (size_t i = 0; i < self->latents; i++)
            for (size_t q = 0; status == OK && q < QUARTILES; q++)
                status = influence_path(&self->lives, self->scenario, q, plan_class(self, s), i, path_of++);
    return status;
}

/* The table of a group's clients of one month, at this place; mostly that of the month before. */
static enum status find_table(struct plan *self, size_t place, size_t contract, size_t path, int month, bool as_before)
{
    size_t table = 0;

    if (as_before && self->lives.item[self->table_of[place - 1]].settled) {
        self->table_of[place] = self->table_of[place - 1];
        return OK;
    }
    struct survival_law law = contract_law(self->scenario, contract, month);
    enum status status = life_table_find(&self->lives, &law, (struct survival_start){0}, path, month, &table);
    self->table_of[place] = (uint32_t)table;
    return status;
}

static enum status make_tables(struct plan *self)
{
    size_t rows = self->signers * self->latents * QUARTILES; /* of contracts each */
    size_t *path_of = memory_array(rows, sizeof *path_of);
    self->table_of = memory_grid(rows * self->contracts, (size_t)self->months + 2, sizeof *self->table_of);
    enum status status = path_of && self->table_of ? make_paths(self, path_of) : ERR_MEMORY;

    for (int month = 1; status == OK && month <= self->months; month++) {
        bool as_before = month > 1 && self->offer_of[month] == self->offer_of[month - 1];
        for (size_t group = 0; status == OK && group < rows * self->contracts; group++)
            status = find_table(self, group * ((size_t)self->months + 2) + (size_t)month, group % self->contracts,
                                path_of[group / self->contracts], month, as_before);
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
                          .contracts = scenario->contracts.count,
                          .latents = influence_latents(scenario)};
    self->lives.months = self->months;
    offer_bounds(self->bounds, scenario);

    enum status status = make_offers(self);
    if (status == OK)
        status = make_returning(self);
    self->signers = self->classes + (self->returning != NULL);
    if (status == OK)
        status = make_seats(self);
    if (status == OK)
        status = payments_init(&self->payments, scenario);
    if (status == OK)
        status = make_latents(self);
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
    payments_free(&self->payments);
    life_table_free(&self->lives);
    free(self->offers);
    free(self->offer_of);
    free(self->latent_share);
    free(self->qualification);
    free(self->returning);
    free(self->table_of);
    free(self->seats);
    free(self->book);
    *self = (struct plan){0};
}
