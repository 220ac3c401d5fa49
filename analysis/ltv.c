/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/ltv.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/figure.h"
#include "analysis/lifetime.h"
#include "sim/plan/quantity.h"
#include "sim/support/memory.h"

/* Where sign-ups come from. Clients of the book are none, nor are those who were lost and come back. */
static const enum source sources[] = {SOURCE_REP, SOURCE_RETURNED, SOURCE_REFERRED};
enum { SOURCES = sizeof sources / sizeof sources[0] };

/* Sums over sign-ups; money in whole units. */
struct sums {
    double signups;
    double fees;         /* first ones, a month */
    double bills;        /* of their whole lives */
    double paid;         /* in their whole lives */
    double present;      /* the same, discounted to the signing month */
    double within;       /* in their first H bills */
    double margin;       /* paid less all that is paid for them */
    const char *endless; /* why bills is infinite, or NULL */
};

/* The sums of every cell: (contract * QUARTILES + quartile) * SOURCES + place in sources. */
struct cells {
    struct sums *sums; /* owned */
    size_t contracts;
    bool there[SOURCES]; /* the plan has this source; a rep is one always */
    bool several;        /* more than one */
};

/* Which cells a row covers; -1: all. source is a place in sources. */
struct scope {
    int contract, quartile, source;
};

static void add(struct sums *self, const struct sums *other)
{
    self->signups += other->signups;
    self->fees += other->fees;
    self->bills += other->bills;
    self->paid += other->paid;
    self->present += other->present;
    self->within += other->within;
    self->margin += other->margin;
    if (!self->endless)
        self->endless = other->endless;
}

/* A worth_visitor: adds a cohort to its cell. */
static void add_cohort(void *context, const struct cohort *cohort, const struct worth *worth, size_t kind)
{
    struct cells *cells = context;
    double signups = cohort->clients;
    struct sums more = {.signups = signups, .fees = signups * cohort->fee, .endless = worth->endless};
    size_t cell = (cohort->contract * QUARTILES + (size_t)cohort->quartile) * SOURCES;
    (void)kind;
    /* Infinite sums are not shown, and are left out. */
    if (!worth->endless) {
        more.bills = signups * worth->bills;
        more.paid = signups * worth->fees;
        more.margin = signups * (worth_margin(worth) - worth->commission + worth->clawback - worth->bonus);
    }
    if (isfinite(worth->discounted))
        more.present = signups * worth->discounted;
    more.within = signups * worth->within;
    for (size_t i = 0; i < SOURCES; i++)
        if (sources[i] == cohort->source)
            add(&cells->sums[cell + i], &more);
}

static struct sums sum_scope(const struct cells *cells, struct scope scope)
{
    struct sums sums = {0};
    for (int c = 0; c < (int)cells->contracts; c++)
        for (int q = 0; q < QUARTILES; q++)
            for (int s = 0; s < SOURCES; s++)
                if ((scope.contract < 0 || scope.contract == c) && (scope.quartile < 0 || scope.quartile == q) &&
                    (scope.source < 0 || scope.source == s))
                    add(&sums, &cells->sums[(c * QUARTILES + q) * SOURCES + s]);
    return sums;
}

static double ratio(double top, double bottom)
{
    return bottom > 0 ? top / bottom : NAN;
}

/* Adds a row; returns its sums. */
static struct sums add_row(struct findings *self, const struct cells *cells, struct scope scope)
{
    struct sums sums = sum_scope(cells, scope);
    /* With a discount even an endless life has a present value; without one it has none. */
    bool no_present = sums.endless && self->plan->monthly_discount >= 1;
    struct ltv_row row = {
        .contract = scope.contract,
        .quartile = scope.quartile,
        .source = scope.source < 0 ? -1 : (int)sources[scope.source],
        .signups = sums.signups / (self->months - quantity_last_year(self->months) + 1),
        .mean_fee = ratio(sums.fees, sums.signups),
        .mean_lifetime = sums.endless ? NAN : ratio(sums.bills, sums.signups),
        .ltv = sums.endless ? NAN : ratio(sums.paid, sums.signups),
        .ltv_discounted = no_present ? NAN : ratio(sums.present, sums.signups),
        .ltv_plan = ratio(sums.within, sums.signups),
    };
    row.rating = lifetime_rating(row.mean_lifetime);
    self->ltv[self->ltv_count++] = row;
    return sums;
}

/* The rows of one contract and quartile. */
static void add_cell(struct findings *self, const struct cells *cells, int contract, int quartile)
{
    for (int s = 0; s < SOURCES; s++)
        if (cells->there[s])
            add_row(self, cells, (struct scope){contract, quartile, s});
    if (cells->several)
        add_row(self, cells, (struct scope){contract, quartile, -1});
}

/* All rows; returns the sums of the last one, which is of all sign-ups. */
static struct sums add_rows(struct findings *self, const struct cells *cells)
{
    int contracts = (int)cells->contracts;
    for (int c = 0; c < contracts; c++)
        for (int q = 0; q < QUARTILES; q++)
            add_cell(self, cells, c, q);
    for (int c = 0; c < contracts; c++)
        add_row(self, cells, (struct scope){c, -1, -1});
    for (int q = 0; q < QUARTILES; q++)
        add_row(self, cells, (struct scope){-1, q, -1});
    for (int s = 0; s < SOURCES; s++)
        if (cells->several && cells->there[s])
            add_row(self, cells, (struct scope){-1, -1, s});
    return add_row(self, cells, (struct scope){-1, -1, -1});
}

/* Fills the metrics from the row of all sign-ups, the last one. */
static void fill_metrics(struct findings *self, const struct sums *sums)
{
    const struct ltv_row *all = &self->ltv[self->ltv_count - 1];
    const char *why = sums->endless        ? sums->endless
                      : self->plan->steady ? "no sign-up falls due in the plan's last 12 months"
                                           : "nobody signs up in the plan's last 12 months";
    self->metric[METRIC_LIFETIME_MEAN] = figure_exact(all->mean_lifetime, why);
    self->metric[METRIC_LTV] = figure_exact(all->ltv, why);
    self->metric[METRIC_LTV_DISCOUNTED] = figure_exact(all->ltv_discounted, why);
    self->metric[METRIC_LTV_PLAN] = figure_exact(all->ltv_plan, why);
    self->metric[METRIC_LTV_MARGIN] = figure_exact(sums->endless ? NAN : ratio(sums->margin, sums->signups), why);
}

enum status ltv_fill(struct findings *self, struct worths *worths)
{
    const struct plan *plan = self->plan;
    size_t cells_count = plan->contracts * QUARTILES * SOURCES;
    size_t rows = plan->contracts * QUARTILES * (SOURCES + 1) + plan->contracts + QUARTILES + SOURCES + 1;
    struct cells cells = {.contracts = plan->contracts,
                          .there = {true, plan->returning != NULL, plan->referral_rate != NULL},
                          .several = plan->returning || plan->referral_rate};

    cells.sums = memory_array(cells_count, sizeof *cells.sums);
    self->ltv = memory_array(rows, sizeof *self->ltv);
    enum status status = cells.sums && self->ltv ? OK : ERR_MEMORY;
    for (int month = quantity_last_year(plan->months); status == OK && month <= plan->months; month++)
        status = worth_visit_signups(worths, month, add_cohort, &cells);
    if (status == OK) {
        struct sums all = add_rows(self, &cells);
        fill_metrics(self, &all);
    }
    free(cells.sums);
    return status;
}
