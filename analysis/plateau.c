/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/plateau.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/figure.h"
#include "analysis/monthly.h"
#include "sim/expected/smooth.h"
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

/* The ledger: the three parts of the level together, and nps made of them. */
static void fill_ledger(struct plateau_ledger *ledger, const struct plateau_level *level, bool knows_nps)
{
    for (int s = 0; s < SERIES_COUNT; s++)
        ledger->line[s] = level->none ? (double)NAN : level->signups[s] + level->stays[s] + level->house[s];
    if (!level->none) {
        const double *line = ledger->line;
        ledger->line[SERIES_PROFIT] = plateau_level_profit(line);
        ledger->line[SERIES_NPS] = knows_nps ? monthly_nps(line[SERIES_PROMOTERS], line[SERIES_DETRACTORS],
                                                           line[SERIES_CLIENTS])
                                             : (double)NAN;
    }
    ledger->line[SERIES_CASH] = NAN;
}

static void fill_levels(struct findings *self, const char *none)
{
    const double *line = self->plateau.line;
    self->metric[METRIC_PLATEAU_REVENUE] = figure_exact(line[SERIES_REVENUE], none);
    self->metric[METRIC_PLATEAU_CLIENTS] = figure_exact(line[SERIES_CLIENTS], none);
    self->metric[METRIC_PLATEAU_PROFIT] = figure_exact(line[SERIES_PROFIT], none);
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

enum status plateau_fill(struct findings *self, const struct plateau_level *level)
{
    /* Without a plateau nothing is searched for, and the curve of the plan's own months is enough. */
    int months = level->none || self->months > PLATEAU_SEARCH ? self->months : PLATEAU_SEARCH;
    self->smooth_revenue = memory_array((size_t)months + 1, sizeof *self->smooth_revenue);
    if (!self->smooth_revenue)
        return ERR_MEMORY;
    enum status status = smooth_revenue(self->smooth_revenue, self->plan, months);
    if (status != OK)
        return status;
    fill_ledger(&self->plateau, level, self->plan->satisfaction.known);
    fill_levels(self, level->none);
    self->metric[METRIC_OFFSPRING] = figure_exact(level->none ? (double)NAN : level->offspring,
                                                  level->none ? level->none
                                                              : "nobody signs up any more at the plan's end");
    for (int i = 0; i < MILESTONES; i++)
        self->metric[milestones[i].metric] = figure_exact(NAN, level->none);
    if (!level->none)
        fill_months(self, self->smooth_revenue, months, self->plateau.line[SERIES_REVENUE]);
    return OK;
}
