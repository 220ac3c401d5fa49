/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/plateau.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/figure.h"
#include "sim/support/memory.h"

/* What is still missing of the way to the plateau, by metric. */
static const struct {
    enum metric metric;
    double part;
} milestones[] = {{METRIC_PLATEAU_MONTH50, 0.50}, {METRIC_PLATEAU_MONTH80, 0.20}, {METRIC_PLATEAU_MONTH95, 0.05}};
enum { MILESTONES = sizeof milestones / sizeof milestones[0] };

/* What rounding may hide: differences below this are none. */
static double slack_of(double level, double start)
{
    return 1e-12 * fmax(fabs(level), fabs(start));
}

bool plateau_at_start(double level, double start)
{
    return fabs(level - start) <= slack_of(level, start);
}

int plateau_month(const double *revenue, int months, double level, double part)
{
    double most = part * fabs(level - revenue[0]) + slack_of(level, revenue[0]);
    int month = months;

    if (plateau_at_start(level, revenue[0]))
        return 0;
    while (month >= 1 && fabs(level - revenue[month]) <= most)
        month--;
    return month == months ? 0 : month + 1;
}

/* A level of clients and the fees they pay together. */
struct level {
    double clients, revenue;
};

static bool is_endless(const struct plan *plan, const struct life_table *table)
{
    return survival_is_endless(&table->law, plan_path(plan, table).value[plan->months]);
}

/*
 * Who never leaves any more under the last values adds to the level for good: clients of the book, and of earlier
 * months that signed on other terms. Decisions after month H - 1 cost none of them.
 */
static struct level level_that_stays(const struct plan *plan)
{
    struct level level = {0};

    for (size_t i = 0; i < plan->book_count; i++) {
        const struct life_table *table = &plan->lives.item[plan->book[i].table];
        double alive = is_endless(plan, table) ? table->alive[plan->months - 1] : 0;
        level.clients += alive;
        level.revenue += alive * (double)plan->book[i].fee / 100;
    }
    for (size_t g = 0; g < plan->group_count; g++)
        for (int month = 1; month <= plan->months; month++) {
            const struct life_table *table = plan_table(plan, g, month);
            if (!is_endless(plan, table))
                continue;
            double clients = plan_group_signups(plan, g, month, true) * table->alive[plan->months - month];
            level.clients += clients;
            level.revenue += clients * plan_group_fee(plan, g, month);
        }
    return level;
}

/* Clients and revenue of the steady state; returns why there is none, or NULL. */
static const char *find_level(const struct findings *self, struct lifetimes *lives, double *clients, double *revenue)
{
    const struct plan *plan = self->plan;
    struct level stays = level_that_stays(plan);

    *clients = stays.clients;
    *revenue = stays.revenue;
    for (size_t g = 0; g < plan->group_count; g++) {
        double signups = plan_group_signups(plan, g, plan->months, true);
        if (signups <= 0)
            continue;
        const struct lifetime *life = lifetime_of(lives, g, plan->months);
        if (life->endless)
            return life->endless;
        *clients += signups * life->bills;
        *revenue += signups * life->bills * plan_group_fee(plan, g, plan->months);
    }
    return NULL;
}

static void fill_none(struct findings *self, const char *why)
{
    self->metric[METRIC_PLATEAU_REVENUE] = figure_exact(NAN, why);
    self->metric[METRIC_PLATEAU_CLIENTS] = figure_exact(NAN, why);
    for (int i = 0; i < MILESTONES; i++)
        self->metric[milestones[i].metric] = figure_exact(NAN, why);
}

static void fill_months(struct findings *self, const double *revenue, int months, double level)
{
    const char *why = plateau_at_start(level, revenue[0])
                          ? "revenue starts at the plateau: there is no way to go"
                          : "revenue does not come that near the plateau to stay within 1200 months";
    for (int i = 0; i < MILESTONES; i++) {
        int month = plateau_month(revenue, months, level, milestones[i].part);
        double found = month > 0 ? (double)month : (double)NAN;
        self->metric[milestones[i].metric] = figure_exact(found, why);
    }
}

enum status plateau_fill(struct findings *self, struct lifetimes *lives)
{
    double clients, level;
    const char *none = find_level(self, lives, &clients, &level);
    /* Without a plateau nothing is searched for, and the curve of the plan's own months is enough. */
    int months = none || self->months > PLATEAU_SEARCH ? self->months : PLATEAU_SEARCH;
    self->smooth_revenue = memory_array((size_t)months + 1, sizeof *self->smooth_revenue);
    if (!self->smooth_revenue)
        return ERR_MEMORY;
    enum status status = expected_smooth_revenue(self->smooth_revenue, self->plan, months);
    if (status != OK)
        return status;
    if (none) {
        fill_none(self, none);
        return OK;
    }
    self->metric[METRIC_PLATEAU_REVENUE] = figure_exact(level, NULL);
    self->metric[METRIC_PLATEAU_CLIENTS] = figure_exact(clients, NULL);
    fill_months(self, self->smooth_revenue, months, level);
    return OK;
}
