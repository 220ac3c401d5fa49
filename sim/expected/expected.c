/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/expected/expected.h"

#include <stdbool.h>
#include <stdlib.h>

#include "sim/support/memory.h"

/* Clients who start together on one life table: how many are expected, and what they pay together. */
struct cohort {
    int month; /* of the first bill */
    bool book; /* they were clients before the plan */
    double clients;
    double revenue;
};

/* Posts a cohort's whole path: who is there, who is lost, and what they pay. */
static void post(struct expected *self, const struct life_table *table, struct cohort cohort)
{
    double *clients = self->series[SERIES_CLIENTS], *revenue = self->series[SERIES_REVENUE];
    double *lost = self->series[SERIES_LOST], *revenue_lost = self->series[SERIES_REVENUE_LOST];
    int last = self->months - cohort.month;

    for (int k = 0; k <= last; k++) {
        clients[cohort.month + k] += cohort.clients * table->alive[k];
        revenue[cohort.month + k] += cohort.revenue * table->alive[k];
        lost[cohort.month + k] += cohort.clients * table->leave[k];
        revenue_lost[cohort.month + k] += cohort.revenue * table->leave[k];
    }
    /* Month H shows who outlived H - s decisions; those signed by month H - 12 are the ones kept. */
    if (cohort.month <= self->months - 12 || cohort.book) {
        self->quantity[QUANTITY_CLIENTS_KEPT] += cohort.clients * table->alive[last];
        self->quantity[QUANTITY_REVENUE_KEPT] += cohort.revenue * table->alive[last];
        self->quantity[QUANTITY_REVENUE_GROWN] += cohort.revenue * table->alive[last];
    }
}

/* The life table of a cell: who reached bill k with a loss that would still fall in the plan, and who was lost. */
static void count_lives(struct expected *self, const struct life_table *table, size_t cell, struct cohort cohort)
{
    double *at_risk = self->at_risk + cell * ((size_t)self->months + 1);
    double *leaving = self->leaving + cell * ((size_t)self->months + 1);

    for (int k = 1; k <= self->months - cohort.month; k++) {
        at_risk[k] += cohort.clients * table->alive[k - 1];
        leaving[k] += cohort.clients * table->leave[k];
    }
}

/*
 * The sign-ups of one month and cell, over the rep classes: most classes share their life tables, and what shares a
 * table is one cohort. cohorts has one place a table, all empty before and after.
 */
static void post_cell(struct expected *self, const struct plan *plan, size_t cell, int month, struct cohort *cohorts)
{
    size_t cells = QUARTILES * plan->contracts, row = (size_t)plan->months + 2;

    for (size_t g = cell; g < plan->group_count; g += cells) {
        double clients = plan_group_signups(plan, g, month, false);
        struct cohort *cohort = &cohorts[plan->table_of[g * row + (size_t)month]];
        cohort->month = month;
        cohort->clients += clients;
        cohort->revenue += clients * plan_group_fee(plan, g, month);
    }
    for (size_t g = cell; g < plan->group_count; g += cells) {
        struct cohort *cohort = &cohorts[plan->table_of[g * row + (size_t)month]];
        if (cohort->clients > 0) {
            const struct life_table *table = plan_table(plan, g, month);
            self->series[SERIES_SIGNUPS][month] += cohort->clients;
            self->series[SERIES_REVENUE_NEW][month] += cohort->revenue;
            post(self, table, *cohort);
            count_lives(self, table, cell, *cohort);
        }
        *cohort = (struct cohort){0};
    }
}

static enum status post_signups(struct expected *self, const struct plan *plan)
{
    struct cohort *cohorts = memory_array(plan->lives.count, sizeof *cohorts);
    if (cohorts == NULL)
        return ERR_MEMORY;

    for (int month = 1; month <= plan->months; month++) {
        for (size_t cell = 0; cell < QUARTILES * plan->contracts; cell++)
            post_cell(self, plan, cell, month, cohorts);
        for (size_t c = 0; c < plan->classes; c++)
            self->series[SERIES_REPS][month] += plan->seats[c].count[month];
    }
    free(cohorts);
    return OK;
}

/* Book clients by life table: they all start in month 1. */
static enum status post_book(struct expected *self, const struct plan *plan)
{
    struct cohort *cohorts = memory_array(plan->lives.count, sizeof *cohorts);
    if (cohorts == NULL)
        return ERR_MEMORY;

    for (size_t i = 0; i < plan->book_count; i++) {
        struct cohort *cohort = &cohorts[plan->book[i].table];
        cohort->month = 1;
        cohort->book = true;
        cohort->clients += 1;
        cohort->revenue += (double)plan->book[i].fee / 100.0;
        self->series[SERIES_CLIENTS][0] += 1;
        self->series[SERIES_REVENUE][0] += (double)plan->book[i].fee / 100.0;
    }
    for (size_t i = 0; i < plan->lives.count; i++)
        if (cohorts[i].month > 0)
            post(self, &plan->lives.item[i], cohorts[i]);
    free(cohorts);
    return OK;
}

static void sum_quantities(struct expected *self)
{
    for (int q = 0; q < QUANTITY_COUNT; q++) {
        struct quantity_window window = quantity_window((enum quantity)q, self->months);
        for (int month = window.from; month <= window.to; month++)
            self->quantity[q] += self->series[window.series][month];
        if (window.by_lives && self->months < 12)
            self->quantity[q] = 0.0;
    }
}

enum status expected_init(struct expected *self, const struct plan *plan)
{
    size_t cells = QUARTILES * plan->contracts, length = (size_t)plan->months + 1;

    *self = (struct expected){.months = plan->months};
    self->at_risk = memory_grid(cells, length, sizeof(double));
    self->leaving = memory_grid(cells, length, sizeof(double));
    enum status status = self->at_risk && self->leaving ? OK : ERR_MEMORY;
    for (int s = 0; status == OK && s < SERIES_COUNT; s++) {
        self->series[s] = memory_array(length, sizeof(double));
        status = self->series[s] ? OK : ERR_MEMORY;
    }
    if (status == OK)
        status = post_book(self, plan);
    if (status == OK)
        status = post_signups(self, plan);
    if (status == OK)
        sum_quantities(self);
    else
        expected_free(self);
    return status;
}

void expected_free(struct expected *self)
{
    for (int s = 0; s < SERIES_COUNT; s++)
        free(self->series[s]);
    free(self->at_risk);
    free(self->leaving);
    *self = (struct expected){0};
}

/*
 * Smooth revenue: what the sign-ups of all months and the book pay, life table by life table, so that each
 * table is extended past the plan only once.
 */
struct smooth {
    double *revenue; /* [0..months], to be filled */
    int months;
    double *weight;        /* [signing month 1..H]: fees signed on the current table */
    double later;          /* the same of every month past the plan */
    double *alive, *leave; /* scratch, [0..months] */
};

/* Adds what the current table's weights pay, and empties them. */
static void smooth_post(struct smooth *self, const struct plan *plan, const struct life_table *table)
{
    survival_fill(self->alive, self->leave, self->months, &table->law, table->start, plan_path(plan, table),
                  table->first);
    for (int month = 1; month <= plan->months && month <= self->months; month++) {
        if (self->weight[month] == 0)
            continue;
        for (int k = 0; k <= self->months - month; k++)
            self->revenue[month + k] += self->weight[month] * self->alive[k];
        self->weight[month] = 0.0;
    }
    double sum = 0.0;
    for (int month = plan->months + 1; self->later > 0 && month <= self->months; month++) {
        sum += self->alive[month - plan->months - 1];
        self->revenue[month] += self->later * sum;
    }
    self->later = 0.0;
}

/* The sign-ups of one group and month: their place in table_of, by table. */
static void smooth_weigh(struct smooth *self, const struct plan *plan, size_t place)
{
    size_t group = place / ((size_t)plan->months + 2);
    int month = (int)(place % ((size_t)plan->months + 2));
    double fees = plan_group_signups(plan, group, month, true) * plan_group_fee(plan, group, month);

    self->weight[month] += fees;
    if (month == plan->months)
        self->later += fees;
}

/* Counting sort of all (group, month) by their table: start[t] .. start[t + 1] are the places of table t. */
static void sort_by_table(const struct plan *plan, size_t *start, size_t *place)
{
    size_t row = (size_t)plan->months + 2;

    for (size_t g = 0; g < plan->group_count; g++)
        for (size_t month = 1; month <= (size_t)plan->months; month++)
            start[plan->table_of[g * row + month] + 2]++;
    for (size_t t = 2; t < plan->lives.count + 2; t++)
        start[t] += start[t - 1];
    for (size_t g = 0; g < plan->group_count; g++)
        for (size_t month = 1; month <= (size_t)plan->months; month++)
            place[start[plan->table_of[g * row + month] + 1]++] = g * row + month;
}

enum status expected_smooth_revenue(double *revenue, const struct plan *plan, int months)
{
    struct smooth smooth = {.revenue = revenue, .months = months};
    smooth.weight = memory_array((size_t)plan->months + 2, sizeof(double));
    smooth.alive = memory_array((size_t)months + 1, sizeof(double));
    smooth.leave = memory_array((size_t)months + 1, sizeof(double));
    double *book = memory_array(plan->lives.count, sizeof(double));
    size_t *start = memory_array(plan->lives.count + 2, sizeof(size_t));
    size_t *place = memory_grid(plan->group_count, (size_t)plan->months, sizeof(size_t));
    enum status status = smooth.weight && smooth.alive && smooth.leave && book && start && place ? OK : ERR_MEMORY;

    if (status == OK) {
        for (int month = 0; month <= months; month++)
            revenue[month] = 0.0;
        for (size_t i = 0; i < plan->book_count; i++) {
            book[plan->book[i].table] += (double)plan->book[i].fee / 100.0;
            revenue[0] += (double)plan->book[i].fee / 100.0;
        }
        sort_by_table(plan, start, place);
        for (size_t t = 0; t < plan->lives.count; t++) {
            for (size_t i = start[t]; i < start[t + 1]; i++)
                smooth_weigh(&smooth, plan, place[i]);
            smooth.weight[1] += book[t];
            smooth_post(&smooth, plan, &plan->lives.item[t]);
        }
    }
    free(smooth.weight);
    free(smooth.alive);
    free(smooth.leave);
    free(book);
    free(start);
    free(place);
    return status;
}
