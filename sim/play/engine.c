/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/play/engine.h"

#include <math.h>
#include <stdlib.h>

#include "sim/support/memory.h"
#include "sim/support/text.h"

/*
 * A month's sum is at most the clients of a play times the largest fee; half of 2^62 leaves room for plays with more
 * clients than expected. Fees are rounded by adding 1.5 x 2^52. Every seat keeps its arrival words for each lane.
 */
static const double MOST_TOGETHER = 0x1p61, MOST_CENTS = 0x1p50, MOST_CLIENTS = 0x1p21, MOST_SEATS = 100000;

static enum status find_spend(struct engine *self, double sigma, const struct spend_table **table)
{
    *table = NULL;
    if (sigma == 0)
        return OK;
    for (size_t i = 0; i < self->spend_count; i++)
        if (self->spends[i].sigma == sigma) {
            *table = &self->spends[i];
            return OK;
        }
    *table = &self->spends[self->spend_count];
    return spend_table_init(&self->spends[self->spend_count++], sigma);
}

static enum status make_prospects(struct engine *self)
{
    const struct plan *plan = self->plan;
    self->prospects = memory_array(plan->offer_count, sizeof *self->prospects);
    self->spends = memory_array(plan->offer_count, sizeof *self->spends); /* enough: one sigma an offer at most */
    enum status status = self->prospects && self->spends ? OK : ERR_MEMORY;
    for (size_t i = 0; status == OK && i < plan->offer_count; i++) {
        const struct spend_table *table = NULL;
        status = find_spend(self, plan->offers[i].spend.sigma, &table);
        if (status == OK)
            status = prospect_init(&self->prospects[i], &plan->offers[i], plan->bounds, table);
    }
    return status;
}

static enum status find_arrivals(struct engine *self, double rate, size_t *index)
{
    for (*index = 0; *index < self->arrival_count; (*index)++)
        if (self->arrivals[*index].rate == rate)
            return OK;
    void *list = self->arrivals;
    if (memory_grow(&list, self->arrival_count, &self->arrival_room, sizeof *self->arrivals) != OK)
        return ERR_MEMORY;
    self->arrivals = list;
    if (arrivals_init(&self->arrivals[self->arrival_count], rate) != OK)
        return ERR_MEMORY;
    self->arrival_count++;
    return OK;
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

static enum status make_arrivals(struct engine *self)
{
    const struct plan *plan = self->plan;
    size_t row = (size_t)plan->months + 2;

    if (plan->steady)
        return OK;
    self->arrivals_of = memory_grid(plan->classes, row, sizeof *self->arrivals_of);
    enum status status = self->arrivals_of ? OK : ERR_MEMORY;
    for (size_t c = 0; status == OK && c < plan->classes; c++)
        for (int month = 1; status == OK && month <= plan->months; month++)
            status = find_arrivals(self, plan->seats[c].rate[month], &self->arrivals_of[c * row + (size_t)month]);
    return status;
}

static enum status make_table_of_cell(struct engine *self)
{
    const struct plan *plan = self->plan;
    size_t cells = QUARTILES * plan->contracts, row = (size_t)plan->months + 2;

    self->table_of_cell = memory_grid(plan->classes * row, cells + 1, sizeof *self->table_of_cell);
    if (self->table_of_cell == NULL)
        return ERR_MEMORY;
    for (size_t c = 0; c < plan->classes; c++)
        for (size_t month = 1; month <= (size_t)plan->months; month++)
            for (size_t cell = 0; cell < cells; cell++)
                self->table_of_cell[(c * row + month) * (cells + 1) + cell] =
                    plan->table_of[(c * cells + cell) * row + month];
    return OK;
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

/* Are the sums of this plan sure to fit? */
static enum status check_size(const struct plan *plan, const struct prospect *prospects, struct faults *faults)
{
    double clients = (double)plan->book_count, seats = 0.0, highest = 0.0;

    for (size_t c = 0; c < plan->classes; c++) {
        seats += plan->seats[c].most;
        for (int month = 1; month <= plan->months; month++)
            clients += plan->seats[c].signups[month];
    }
    for (size_t i = 0; i < plan->offer_count; i++)
        highest = prospects[i].highest > highest ? prospects[i].highest : highest;
    for (size_t i = 0; i < plan->book_count; i++)
        highest = (double)plan->book[i].fee > highest ? (double)plan->book[i].fee : highest;
    if (seats > MOST_SEATS)
        return too_large(plan, faults, "the reps' seats number", seats, MOST_SEATS);
    if (clients > MOST_CLIENTS)
        return too_large(plan, faults, "the clients expected in one play number", clients, MOST_CLIENTS);
    if (highest > MOST_CENTS || highest * clients > MOST_TOGETHER)
        return too_large(plan, faults, "a client of this plan could pay as much a month as", highest / 100,
                         (clients > 0 ? fmin(MOST_CENTS, MOST_TOGETHER / clients) : MOST_CENTS) / 100);
    return OK;
}

enum status engine_init(struct engine *self, const struct plan *plan, struct draw_source source, struct faults *faults)
{
    *self = (struct engine){.plan = plan, .source = source};
    enum status status = make_prospects(self);
    if (status == OK)
        status = check_size(plan, self->prospects, faults);
    if (status == OK)
        status = life_init(&self->lives, &plan->lives);
    if (status == OK)
        status = number_seats(self);
    if (status == OK)
        status = make_arrivals(self);
    if (status == OK)
        status = make_table_of_cell(self);
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
    for (size_t i = 0; i < self->arrival_count; i++)
        arrivals_free(&self->arrivals[i]);
    free(self->prospects);
    free(self->spends);
    free(self->arrivals);
    free(self->first_seat);
    free(self->arrivals_of);
    free(self->table_of_cell);
    *self = (struct engine){0};
}
