/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/ltv.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/figure.h"
#include "analysis/metrics.h"
#include "sim/support/memory.h"

/* Sums over sign-ups; money in whole units. */
struct sums {
    double signups;
    double fees;         /* a month */
    double bills;        /* of their whole lives */
    double paid;         /* in their whole lives */
    double present;      /* the same, discounted to the signing month */
    double within;       /* in their first H bills */
    const char *endless; /* why bills is infinite, or NULL */
};

static void add(struct sums *self, const struct sums *other)
{
    self->signups += other->signups;
    self->fees += other->fees;
    self->bills += other->bills;
    self->paid += other->paid;
    self->present += other->present;
    self->within += other->within;
    if (!self->endless)
        self->endless = other->endless;
}

/* The sign-ups of one group in one month. */
static struct sums sign_up(const struct plan *plan, struct lifetimes *lives, size_t group, int month)
{
    double signups = plan_group_signups(plan, group, month, false);
    if (signups <= 0)
        return (struct sums){0};
    const struct lifetime *life = lifetime_of(lives, group, month);
    double fees = signups * plan_group_fee(plan, group, month);
    struct sums sums = {.signups = signups, .fees = fees, .endless = life->endless};
    /* Infinite sums are not shown; leaving them out keeps 0 x infinity (a fee of 0) from the others. */
    if (!life->endless) {
        sums.bills = signups * life->bills;
        sums.paid = fees * life->bills;
    }
    if (isfinite(life->present))
        sums.present = fees * life->present;
    sums.within = fees * life->within;
    return sums;
}

static double ratio(double top, double bottom)
{
    return bottom > 0 ? top / bottom : NAN;
}

static struct ltv_row make_row(const struct findings *self, const struct sums *sums, int contract, int quartile)
{
    bool total = contract < 0 || quartile < 0;
    /* With a discount even an endless life has a present value; without one it has none. */
    bool no_present = sums->endless && self->plan->monthly_discount >= 1;
    struct ltv_row row = {
        .contract = contract,
        .quartile = quartile,
        .source = total ? -1 : SOURCE_REP,
        .signups = sums->signups / (self->months - metrics_last_year(self->months) + 1),
        .mean_fee = ratio(sums->fees, sums->signups),
        .mean_lifetime = sums->endless ? NAN : ratio(sums->bills, sums->signups),
        .ltv = sums->endless ? NAN : ratio(sums->paid, sums->signups),
        .ltv_discounted = no_present ? NAN : ratio(sums->present, sums->signups),
        .ltv_plan = ratio(sums->within, sums->signups),
    };
    row.rating = lifetime_rating(row.mean_lifetime);
    return row;
}

/* Fills the metrics from the row of all sign-ups. */
static void fill_metrics(struct findings *self, const struct ltv_row *all, const char *endless)
{
    const char *why = endless              ? endless
                      : self->plan->steady ? "no sign-up falls due in the plan's last 12 months"
                                           : "nobody signs up in the plan's last 12 months";
    self->metric[METRIC_LIFETIME_MEAN] = figure_exact(all->mean_lifetime, why);
    self->metric[METRIC_LTV] = figure_exact(all->ltv, why);
    self->metric[METRIC_LTV_DISCOUNTED] = figure_exact(all->ltv_discounted, why);
    self->metric[METRIC_LTV_PLAN] = figure_exact(all->ltv_plan, why);
}

/* Sums the sign-ups of the last 12 months by cell: contract * QUARTILES + quartile. */
static void sum_cells(struct sums *cell, const struct plan *plan, struct lifetimes *lives)
{
    for (size_t g = 0; g < plan->group_count; g++) {
        const struct group *group = &plan->groups[g];
        for (int month = metrics_last_year(plan->months); month <= plan->months; month++) {
            struct sums more = sign_up(plan, lives, g, month);
            add(&cell[group->contract * QUARTILES + (size_t)group->quartile], &more);
        }
    }
}

enum status ltv_fill(struct findings *self, struct lifetimes *lives)
{
    int contracts = (int)self->plan->contracts;
    size_t cells = self->plan->contracts * QUARTILES;
    struct sums *cell = memory_array(cells, sizeof *cell), all = {0};
    self->ltv = memory_array(cells + self->plan->contracts + QUARTILES + 1, sizeof *self->ltv);
    if (!cell || !self->ltv) {
        free(cell);
        return ERR_MEMORY;
    }
    sum_cells(cell, self->plan, lives);
    for (int c = 0; c < contracts; c++)
        for (int q = 0; q < QUARTILES; q++)
            self->ltv[self->ltv_count++] = make_row(self, &cell[c * QUARTILES + q], c, q);
    for (int c = 0; c < contracts; c++) {
        struct sums sums = {0};
        for (int q = 0; q < QUARTILES; q++)
            add(&sums, &cell[c * QUARTILES + q]);
        self->ltv[self->ltv_count++] = make_row(self, &sums, c, -1);
        add(&all, &sums);
    }
    for (int q = 0; q < QUARTILES; q++) {
        struct sums sums = {0};
        for (int c = 0; c < contracts; c++)
            add(&sums, &cell[c * QUARTILES + q]);
        self->ltv[self->ltv_count++] = make_row(self, &sums, -1, q);
    }
    self->ltv[self->ltv_count] = make_row(self, &all, -1, -1);
    fill_metrics(self, &self->ltv[self->ltv_count++], all.endless);
    free(cell);
    return OK;
}
