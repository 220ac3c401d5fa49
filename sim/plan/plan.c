/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/plan/plan.h"

#include <math.h>
#include <stdlib.h>

#include "sim/plan/influence.h"
#include "sim/plan/plan_tables.h"
#include "sim/support/memory.h"

static int within(const struct plan *self, int month)
{
    return month < self->months ? month : self->months;
}

size_t plan_signer(const struct plan *self, enum source source, size_t rep_class)
{
    return source == SOURCE_REP ? rep_class : self->signer_of[source];
}

size_t plan_class(const struct plan *self, size_t signer)
{
    return signer < self->classes ? signer : SOURCE_NO_CLASS;
}

enum source plan_source(const struct plan *self, size_t signer)
{
    for (int source = 0; source < SOURCE_COUNT; source++)
        if (source != SOURCE_REP && self->signer_of[source] == signer)
            return (enum source)source;
    bug_assert(signer < self->classes);
    return SOURCE_REP;
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
    size_t group = (signer * self->latents.count + latent) * QUARTILES * self->contracts + cell;
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

const struct offer *plan_referred_offer(const struct plan *self, int month)
{
    return &self->offers[self->referred_offer_of[within(self, month)]];
}

double plan_referral_rate(const struct plan *self, int month)
{
    return self->referral_rate == NULL ? 0.0 : self->referral_rate[within(self, month)];
}

struct winback plan_winback(const struct plan *self, int month)
{
    if (self->winback == NULL)
        return (struct winback){0};
    return self->winback[within(self, month)];
}

double plan_takes_back(const struct plan *self, size_t quartile, size_t old_contract, size_t contract, int month)
{
    const struct offer *offer = plan_offer(self, month);

    if (offer->offered[old_contract])
        return contract == old_contract ? 1.0 : 0.0;
    return offer->switch_share[old_contract] * offer->instead[quartile * self->contracts + contract];
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

int plan_turned_away(const struct plan *self, int month)
{
    return month - (self->returning[self->months].month - self->months);
}

int plan_last_return(const struct plan *self)
{
    int last = self->months;

    for (int month = 1; self->returning != NULL && month <= self->months; month++)
        last = self->returning[month].month > last ? self->returning[month].month : last;
    return last;
}

struct latent_care plan_care(const struct plan *self, size_t latent, int month)
{
    return latent_care(&self->latents, &self->satisfaction, latent, month, 0);
}

struct latent_care plan_book_care(const struct plan *self, const struct book_entry *entry, size_t latent)
{
    return latent_care(&self->latents, &self->satisfaction, latent, 1, entry->tenure);
}

struct multiplier_path plan_path(const struct plan *self, const struct life_table *table)
{
    return life_table_path_of(&self->lives, table);
}

/* Room for an offer of each month, one of each month's returning leads, and one of each month's referred ones. */
static enum status make_offers(struct plan *self)
{
    self->offers = memory_grid(3, (size_t)self->months, sizeof *self->offers);
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

/* True if some interval of z is of promoters in a month. */
static bool has_promoters(const struct plan *self, int month)
{
    for (size_t i = 0; i < self->satisfaction.intervals; i++)
        if (satisfaction_class(&self->satisfaction, i, month) == CLASS_PROMOTER)
            return true;
    return false;
}

/* A lead of the month signs in the next one, under that one's chances. */
static double referral_rate_of(const struct scenario *scenario, int month, int next)
{
    double chance = scenario_number(scenario, SALES_CLOSE, 0, next) *
                    scenario_number(scenario, REFERRAL_CLOSE_RATIO, 0, next);
    return scenario_number(scenario, REFERRAL_LEADS, 0, month) * fmin(1.0, chance);
}

/* Referrals, where some promoter may bring a client: their rates, and what referred leads meet. */
static enum status make_referrals(struct plan *self)
{
    bool some = false;
    for (int month = 1; month <= self->months; month++)
        some = some ||
               (referral_rate_of(self->scenario, month, within(self, month + 1)) > 0 && has_promoters(self, month));
    if (!some)
        return OK;
    self->referral_rate = memory_array((size_t)self->months + 2, sizeof *self->referral_rate);
    self->referred_offer_of = memory_array((size_t)self->months + 2, sizeof *self->referred_offer_of);
    if (self->referral_rate == NULL || self->referred_offer_of == NULL)
        return ERR_MEMORY;
    for (int month = 1; month <= self->months; month++) {
        self->referral_rate[month] = referral_rate_of(self->scenario, month, within(self, month + 1));
        if (month == 1 || self->offer_of[month] != self->offer_of[month - 1]) {
            struct offer *offer = &self->offers[self->offer_count];
            if (offer_init_referred(offer, self->scenario, self->bounds, month) != OK)
                return ERR_MEMORY;
            self->offer_count++;
        }
        self->referred_offer_of[month] = self->offer_count - 1;
    }
    return OK;
}

static enum status make_winback(struct plan *self)
{
    bool some = false;
    for (int month = 1; month <= self->months; month++)
        some = some || scenario_number(self->scenario, WINBACK_SHARE, 0, month) > 0;
    if (!some)
        return OK;
    self->winback = memory_array((size_t)self->months + 2, sizeof *self->winback);
    if (self->winback == NULL)
        return ERR_MEMORY;
    for (int month = 1; month <= self->months; month++)
        self->winback[month] = (struct winback){.share = scenario_number(self->scenario, WINBACK_SHARE, 0, month),
                                                .after = (int)scenario_number(self->scenario, WINBACK_AFTER, 0, month)};
    return OK;
}

static void name_signers(struct plan *self)
{
    self->signers = self->classes;
    for (int source = 0; source < SOURCE_COUNT; source++)
        self->signer_of[source] = SIZE_MAX;
    if (self->returning != NULL)
        self->signer_of[SOURCE_RETURNED] = self->signers++;
    if (self->referral_rate != NULL)
        self->signer_of[SOURCE_REFERRED] = self->signers++;
    if (self->winback != NULL)
        self->signer_of[SOURCE_WINBACK] = self->signers++;
}

static enum status make_latents(struct plan *self)
{
    enum status status = satisfaction_init(&self->satisfaction, self->scenario);
    if (status == OK)
        status = latent_init(&self->latents, self->scenario, &self->satisfaction);
    if (status == OK && self->latents.onboarding)
        status = influence_onboarding(&self->lives, self->scenario);
    if (status == OK)
        status = influence_rescue(&self->lives, self->scenario);
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

    enum status status = make_latents(self);
    if (status == OK)
        status = make_offers(self);
    if (status == OK)
        status = make_returning(self);
    if (status == OK)
        status = make_referrals(self);
    if (status == OK)
        status = make_winback(self);
    name_signers(self);
    if (status == OK)
        status = make_seats(self);
    if (status == OK)
        status = payments_init(&self->payments, scenario);
    if (status == OK)
        status = book_entry_init(&self->book, scenario, self->bounds, &self->satisfaction, &self->latents,
                                 &self->lives);
    if (status == OK)
        status = plan_tables_make(self);
    if (status == OK)
        status = offspring_init(&self->offspring, self);
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
    book_entry_free(&self->book);
    offspring_free(&self->offspring);
    latent_free(&self->latents);
    satisfaction_free(&self->satisfaction);
    life_table_free(&self->lives);
    free(self->offers);
    free(self->offer_of);
    free(self->referred_offer_of);
    free(self->referral_rate);
    free(self->winback);
    free(self->qualification);
    free(self->returning);
    free(self->table_of);
    free(self->seats);
    *self = (struct plan){0};
}
