/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/play/engine.h"

#include <math.h>
#include <stdlib.h>

#include "sim/support/memory.h"
#include "sim/support/text.h"

/*
 * A sum is at most the clients of a play times the largest fee (for cash: times the months), seats times their pay and
 * the fixed cost; half of 2^62 leaves room for plays with more clients than expected. Fees are rounded by adding
 * 1.5 x 2^52. Every seat keeps its arrival words for each lane.
 */
static const double MOST_TOGETHER = 0x1p61, MOST_CENTS = 0x1p50, MOST_CLIENTS = 0x1p21, MOST_SEATS = 100000,
                    MOST_BROUGHT = 100000;

/* Finds the table of a sigma, or makes it: of `like`, if that has it, since making one takes a millisecond. */
static enum status find_spend(struct engine *self, const struct engine *like, double sigma,
                              const struct spend_table **table)
{
    *table = NULL;
    if (sigma == 0)
        return OK;
    for (size_t i = 0; i < self->spend_count; i++)
        if (self->spends[i].sigma == sigma) {
            *table = &self->spends[i];
            return OK;
        }
    struct spend_table *made = &self->spends[self->spend_count++];
    *table = made;
    for (size_t i = 0; like != NULL && i < like->spend_count; i++)
        if (like->spends[i].sigma == sigma)
            return spend_table_copy(made, &like->spends[i]);
    return spend_table_init(made, sigma);
}

static enum status make_prospects(struct engine *self, const struct engine *like)
{
    const struct plan *plan = self->plan;
    self->prospects = memory_array(plan->offer_count, sizeof *self->prospects);
    self->spends = memory_array(plan->offer_count, sizeof *self->spends); /* enough: one sigma an offer at most */
    enum status status = self->prospects && self->spends ? OK : ERR_MEMORY;
    for (size_t i = 0; status == OK && i < plan->offer_count; i++) {
        const struct spend_table *table = NULL;
        status = find_spend(self, like, plan->offers[i].spend.sigma, &table);
        if (status == OK)
            status = prospect_init(&self->prospects[i], &plan->offers[i], plan->bounds, table);
    }
    return status;
}

static enum status number_seats(struct engine *self)
{
    const struct plan *plan = self->plan;
    self->first_seat = memory_array(plan->classes + 1, sizeof *self->first_seat);
    if (self->first_seat == NULL)
        return ERR_MEMORY;
    for (size_t c = 0; c < plan->classes; c++)
        self->first_seat[c + 1] = self->first_seat[c] + (size_t)plan->seats[c].most;
    return OK;
}

static void fill_tables(const struct plan *plan, size_t signer, int month, size_t latent, uint32_t *table)
{
    for (size_t cell = 0; cell < QUARTILES * plan->contracts; cell++)
        table[cell] = plan->table_of[plan_place(plan, signer, latent, cell, month)];
}

static enum status make_table_of_cell(struct engine *self)
{
    const struct plan *plan = self->plan;
    size_t cells = QUARTILES * plan->contracts + 1, row = (size_t)plan->months + 2;

    size_t latents = plan->latents.count;
    self->table_of_cell = memory_grid(plan->signers * row, latents * cells, sizeof *self->table_of_cell);
    if (self->table_of_cell == NULL)
        return ERR_MEMORY;
    for (size_t signer = 0; signer < plan->signers; signer++)
        for (size_t month = 1; month <= (size_t)plan->months; month++)
            for (size_t latent = 0; latent < latents; latent++)
                fill_tables(plan, signer, (int)month, latent,
                            self->table_of_cell + ((signer * row + month) * latents + latent) * cells);
    return OK;
}

/* What clients think, and what follows from it. */
static enum status make_loyalty(struct engine *self)
{
    enum status status = kinds_init(&self->kinds, self->plan);
    if (status == OK)
        status = rescue_init(&self->rescue, self->plan);
    if (status == OK)
        status = opinion_init(&self->opinions, self->plan);
    if (status == OK)
        status = family_init(&self->families, self->plan);
    self->follows = self->rescue.offer != NULL || self->families.brings != NULL || self->families.back != NULL;
    return status;
}

/* Says that something is too large to be played. */
static enum status too_large(const struct plan *plan, struct faults *faults, const char *what, double value,
                             double most)
{
    char is[TEXT_NUMBER], limit[TEXT_NUMBER];
    faults_add(faults, (struct place){.file = plan->scenario->path},
               "%s %s, and at most %s can be played; -n 0 gives the exact means without plays", what,
               text_grouped(value, 0, is), text_grouped(most, 0, limit));
    return ERR_RANGE;
}

/* The most that a bill can bring or cost in one line, in first fees: the fee when it has grown, or a bonus. */
static double highest_share(const struct plan *plan)
{
    double growth = 1.0, limit = 0.0, bonus = 0.0;
    for (int month = 1; month <= plan->months; month++) {
        const struct payments_of_all *paid = payments_month(&plan->payments, month);
        growth *= 1 + paid->yearly; /* more than any client sees */
        limit = growth > 1 ? fmax(limit, paid->limit) : limit;
        bonus = paid->bonus_every > 0 ? fmax(bonus, paid->bonus_share) : bonus;
    }
    return fmax(fmin(growth, 1 + limit), bonus);
}

/* The most that the seats, a sign-up, a loss and a month can cost, cents a month and expected client. */
static double highest_costs(const struct plan *plan, double clients)
{
    double most = 0.0;
    for (int month = 1; month <= plan->months; month++) {
        const struct payments_of_all *all = payments_month(&plan->payments, month);
        double of_client = all->signup + all->lost + 2 * all->service + all->care + all->rescue + all->winback +
                           all->referral;
        double cost = all->fixed + clients * of_client;
        for (size_t c = 0; c < plan->classes; c++) {
            const struct payments_of_class *paid = payments_class(&plan->payments, c, month);
            cost += plan->seats[c].count[month] *
                    (paid->salary + paid->hiring_cost + all->lead * plan->seats[c].leads[month]);
        }
        most = fmax(most, cost);
    }
    return 100 * most;
}

/* Expected referred and returning clients of a play. */
static double clients_brought(const struct plan *plan)
{
    const struct offspring *offspring = &plan->offspring;
    size_t row = (size_t)plan->months + 1;
    size_t types = plan->satisfaction.intervals * QUARTILES * plan->contracts;
    double sum = 0.0;

    for (size_t month = 1; month < row; month++) {
        sum += offspring->referred ? offspring->referred[month] : 0.0;
        for (size_t type = 0; offspring->returns != NULL && type < types; type++)
            sum += offspring->returns[type * row + month];
    }
    return sum;
}

/* Expected clients of a play, without those whom clients bring. */
static double clients_signed(const struct plan *plan)
{
    double clients = (double)plan->book.count;
    for (int month = 1; month <= plan->months; month++) {
        for (size_t c = 0; c < plan->classes; c++)
            clients += plan->seats[c].signups[month];
        clients += plan_returning_leads(plan, month, false);
    }
    return clients;
}

/* The largest bill or cost of a client in a month, in cents. */
static double highest_bill(const struct plan *plan, const struct prospect *prospects)
{
    double highest = 0.0;
    for (size_t i = 0; i < plan->offer_count; i++)
        highest = fmax(highest, prospects[i].highest);
    for (size_t i = 0; i < plan->book.count; i++)
        highest = fmax(highest, (double)plan->book.item[i].fee);
    return highest * highest_share(plan);
}

/* Are the sums of this plan sure to fit? */
static enum status check_size(const struct plan *plan, const struct prospect *prospects, struct faults *faults)
{
    double brought = clients_brought(plan), clients = clients_signed(plan) + brought, seats = 0.0;
    double highest = highest_bill(plan, prospects);

    for (size_t c = 0; c < plan->classes; c++)
        seats += plan->seats[c].most;
    if (seats > MOST_SEATS)
        return too_large(plan, faults, "the reps' seats number", seats, MOST_SEATS);
    if (!(brought <= MOST_BROUGHT))
        return too_large(plan, faults, "the referred and returning clients expected in one play number", brought,
                         MOST_BROUGHT);
    if (clients > MOST_CLIENTS)
        return too_large(plan, faults, "the clients expected in one play number", clients, MOST_CLIENTS);
    double together = MOST_TOGETHER / plan->months,
           most = clients > 0 ? fmin(MOST_CENTS, together / clients) : MOST_CENTS;
    if (highest > most)
        return too_large(plan, faults, "a client of this plan could pay or cost as much a month as", highest / 100,
                         most / 100);
    double costs = highest_costs(plan, clients);
    if (costs > together)
        return too_large(plan, faults, "the costs of a month could reach", costs / 100, together / 100);
    return OK;
}

enum status engine_init(struct engine *self, const struct plan *plan, struct draw_source source,
                        const struct engine *like, struct faults *faults)
{
    *self = (struct engine){.plan = plan, .source = source};
    enum status status = make_prospects(self, like);
    if (status == OK)
        status = check_size(plan, self->prospects, faults);
    if (status == OK)
        status = life_init(&self->lives, &plan->lives);
    if (status == OK)
        status = number_seats(self);
    if (status == OK)
        status = seat_rates_init(&self->rates, plan);
    if (status == OK)
        status = terms_init(&self->terms, plan);
    if (status == OK)
        status = certain_init(&self->certain, plan);
    if (status == OK)
        status = make_table_of_cell(self);
    if (status == OK)
        status = make_loyalty(self);
    if (status != OK)
        engine_free(self);
    return status;
}

void engine_free(struct engine *self)
{
    life_free(&self->lives);
    for (size_t i = 0; self->prospects != NULL && i < self->plan->offer_count; i++)
        prospect_free(&self->prospects[i]);
    for (size_t i = 0; i < self->spend_count; i++)
        spend_table_free(&self->spends[i]);
    seat_rates_free(&self->rates);
    terms_free(&self->terms);
    certain_free(&self->certain);
    free(self->prospects);
    free(self->spends);
    free(self->first_seat);
    free(self->table_of_cell);
    kinds_free(&self->kinds);
    rescue_free(&self->rescue);
    opinion_free(&self->opinions);
    family_free(&self->families);
    *self = (struct engine){0};
}
