/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/agreement.h"

#include <math.h>
#include <stdio.h>

#include "analysis/metrics.h"
#include "sim/support/text.h"

enum { EVENTS_WANTED = 100 };

static const double most_errors = 6;   /* standard errors */
static const double half_cent = 0.005; /* money, per posting */
static const double rounding = 1e-9;   /* relative */
static const double tiny = 1e-9;       /* absolute, in the cell's unit */

/* One figure to be compared. */
struct cell {
    double expected, played, mcse;
    double events;  /* expected, a play */
    double wanted;  /* events in the run before it is checked */
    double allowed; /* rounding of money, in the figure's unit */
    double size;    /* what one event moves the figure by, at most */
};

/* The largest fee a client of the plan can be expected to pay, money a month. */
static double largest_fee(const struct plan *plan)
{
    double largest = 0;
    for (size_t i = 0; i < plan->book_count; i++)
        largest = fmax(largest, (double)plan->book[i].fee / 100);
    for (size_t g = 0; g < plan->group_count; g++)
        for (int month = 1; month <= plan->months; month++)
            if (plan_group_signups(plan, g, month, false) > 0)
                largest = fmax(largest, plan_group_fee(plan, g, month));
    return largest;
}

/*
 * Events before the mean of money is near enough to normal. A sum of n lognormal fees has the skewness
 * (1 + cv^2)^(3/2) / sqrt(n), which at cv 1 and 100 events is 0.28: at larger cv that takes (1 + cv^2)^3 / 8 times
 * the events, and before that the spread of the plays says little about the tail they have not seen.
 */
static double events_for_money(const struct plan *plan)
{
    double wanted = EVENTS_WANTED;
    for (size_t i = 0; i < plan->offer_count; i++) {
        double one_cv2 = exp(plan->offers[i].spend.sigma * plan->offers[i].spend.sigma); /* 1 + cv^2 */
        wanted = fmax(wanted, EVENTS_WANTED * one_cv2 * one_cv2 * one_cv2 / 8);
    }
    return wanted;
}

/* Compares one cell. True if it is the worst so far and should be named. */
static bool compare(struct agreement *self, const struct cell *cell, size_t plays, double *worst)
{
    double n = (double)plays;
    if (isnan(cell->expected) || isnan(cell->played) || cell->events * n < cell->wanted)
        return false;
    self->checked++;
    double gap = fabs(cell->played - cell->expected);
    double over = fmax(gap - cell->allowed - rounding * fabs(cell->expected) - tiny, 0);
    double error = fmax(cell->mcse, sqrt(over * cell->size / n));
    double errors = over > 0 ? over / error : 0;
    if (over > 0 && !(error > 0)) /* neither spread nor size: any gap is wrong */
        errors = INFINITY;
    self->failed = self->failed || errors > most_errors;
    if (cell->mcse > 0)
        self->largest = fmax(self->largest, errors);
    if (errors <= *worst)
        return false;
    *worst = errors;
    return true;
}

static void name_worst(struct agreement *self, const char *what, int month, const struct cell *cell, int decimals)
{
    char expected[TEXT_NUMBER], played[TEXT_NUMBER], of_month[32] = "";
    if (month > 0)
        snprintf(of_month, sizeof of_month, " of month %d", month);
    snprintf(self->worst, sizeof self->worst, "%s%s: %s expected, %s played", what, of_month,
             text_grouped(cell->expected, decimals, expected), text_grouped(cell->played, decimals, played));
}

static void check_series(struct findings *self, double fee, double *worst)
{
    struct agreement *agreement = &self->agreement;
    double money_events = events_for_money(self->plan);
    for (int s = 0; s < SERIES_COUNT; s++) {
        const struct series_info *info = series_info((enum series)s);
        for (int month = 1; month <= self->months; month++) {
            const struct figure *figure = findings_month(self, (enum series)s, month);
            double postings = self->expected->series[info->postings][month];
            struct cell cell = {
                .expected = figure->expected,
                .played = figure->mean,
                .mcse = figure->mcse,
                .events = postings,
                .wanted = info->money ? money_events : EVENTS_WANTED,
                .allowed = info->money ? half_cent * postings : 0,
                .size = info->money ? fee : 1,
            };
            if (compare(agreement, &cell, self->replicates, worst))
                name_worst(agreement, info->name, month, &cell, info->money ? 2 : 6);
        }
    }
}

/* Expected events of a play that make a quantity: the postings of its series over its months. */
static double quantity_events(const struct findings *self, enum quantity quantity)
{
    struct quantity_window window = quantity_window(quantity, self->months);
    double events = 0;
    if (window.by_lives)
        return self->expected->quantity[QUANTITY_CLIENTS_KEPT];
    for (int month = window.from; month <= window.to; month++)
        events += self->expected->series[series_info(window.series)->postings][month];
    return events;
}

static void check_ratios(struct findings *self, double fee, double *worst)
{
    size_t count;
    const struct metrics_ratio *ratio = metrics_ratios(&count);
    for (size_t i = 0; i < count; i++) {
        const struct figure *figure = &self->metric[ratio[i].metric];
        double top = self->expected->quantity[ratio[i].top], bottom = self->expected->quantity[ratio[i].bottom];
        double top_events = quantity_events(self, ratio[i].top), bottom_events = quantity_events(self, ratio[i].bottom);
        bool money = quantity_is_money(ratio[i].bottom);
        if (!(bottom > 0))
            continue;
        struct cell cell = {
            .expected = figure->expected,
            .played = figure->mean,
            .mcse = figure->mcse,
            .events = fmin(top_events, bottom_events),
            .wanted = money ? events_for_money(self->plan) : EVENTS_WANTED,
            .allowed = money ? half_cent * (top_events + top / bottom * bottom_events) / bottom : 0,
            .size = (money ? fee : 1) / bottom * fmax(1, top / bottom),
        };
        if (compare(&self->agreement, &cell, self->replicates, worst))
            name_worst(&self->agreement, metrics_info(ratio[i].metric)->name, 0, &cell, 6);
    }
}

void agreement_fill(struct findings *self)
{
    double worst = 0;
    self->agreement = (struct agreement){0};
    if (!self->sample || self->replicates < 2)
        return;
    double fee = largest_fee(self->plan);
    check_series(self, fee, &worst);
    check_ratios(self, fee, &worst);
}
