/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/agreement.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>

#include "analysis/event_size.h"
#include "analysis/metrics.h"
#include "sim/support/text.h"

enum { EVENTS_WANTED = 100, PLAYS_WANTED = 10 };

static const double no_events = 0.01; /* in the run: what is that rare does not happen in it */

static const double most_errors = 6;   /* standard errors */
static const double half_cent = 0.005; /* money, per posting */
static const double rounding = 1e-9;   /* relative */
static const double tiny = 1e-9;       /* absolute, in the cell's unit */

/* One figure to be compared. */
struct cell {
    double expected, played, mcse;
    bool enough;    /* events in the run to be checked */
    double allowed; /* rounding of money, in the figure's unit */
    double size;    /* what one event moves the figure by, at most */
};

/* Expected events behind a figure. */
struct events {
    double count; /* a play */
    bool enough;  /* in the run, of every line that has any */
};

/* What all comparisons need. */
struct check {
    struct findings *findings;
    double size[SERIES_COUNT];
    double wanted;        /* events in the run before anything is checked */
    double wanted_by_fee; /* and what goes by fees */
    double worst;         /* so far, in standard errors */
};

/*
 * Events before a mean is near enough to normal that the spread of the plays tells of the tail they have not seen: 100
 * where the skewness of a sum of n events is at most 0.28 at n = 100, and more where it is larger. A sum of n
 * lognormal fees has (1 + cv^2)^(3/2) / sqrt(n): 0.28 at cv 1.
 */
static double skewness_of_fees(const struct plan *plan)
{
    double most = 1;
    for (size_t i = 0; i < plan->offer_count; i++) {
        double one_cv2 = exp(plan->offers[i].spend.sigma * plan->offers[i].spend.sigma); /* 1 + cv^2 */
        most = fmax(most, one_cv2 * sqrt(one_cv2));
    }
    return most;
}

/*
 * Clients whom clients bring come in families, so that n of them are fewer strokes of luck. Where each brings a Poisson
 * number with mean m, families (of 1 / (1 - m) on average) are Borel distributed, and the skewness of the n clients of
 * a Poisson number of families is (1 + 2 m) / (1 - m) / sqrt(n), by the cumulants of that law. m is that of the plan's
 * months: of all clients in it the share that was brought.
 */
static double skewness_of_families(const struct expected *expected)
{
    double all = expected->series[SERIES_CLIENTS][0], brought = 0;
    for (int month = 1; month <= expected->months; month++) {
        all += expected->series[SERIES_SIGNUPS][month] + expected->series[SERIES_WINBACKS][month];
        brought += expected->series[SERIES_SIGNUPS_REFERRED][month] + expected->series[SERIES_WINBACKS][month];
    }
    double m = brought > 0 ? brought / all : 0;
    return m < 1 ? (1 + 2 * m) / (1 - m) : (double)INFINITY;
}

static double events_wanted(double skewness)
{
    const double most = 8; /* the square of what 100 events allow, 2^(3/2) */
    return EVENTS_WANTED * fmax(1, skewness * skewness / most);
}

/* True if what makes the series is a share of random fees: the size of an event differs from one to the next. */
static bool goes_by_fees(enum series series)
{
    switch (series) {
    case SERIES_REVENUE:
    case SERIES_REVENUE_NEW:
    case SERIES_REVENUE_LOST:
    case SERIES_REVENUE_EXPANSION:
    case SERIES_REVENUE_REACTIVATED:
    case SERIES_COMMISSIONS:
    case SERIES_CLAWBACKS:
    case SERIES_BONUSES:
    case SERIES_SERVING:
        return true;
    default:
        return false;
    }
}

/* Adds the events of a line, `count` a play, to what a figure is made of. */
static void add_line(struct events *events, const struct check *check, enum series line, double count)
{
    double in_run = count * (double)check->findings->replicates;
    events->count += count;
    if (in_run > no_events && in_run < (goes_by_fees(line) ? check->wanted_by_fee : check->wanted))
        events->enough = false;
}

/* Of profit, or of cash where so_far are the events of all months so far: every line counts. */
static struct events events_of_lines(const struct check *check, const double so_far[SERIES_COUNT])
{
    struct events events = {.enough = true};
    for (int s = 0; s < SERIES_COUNT; s++)
        if (series_info((enum series)s)->in_profit != 0)
            add_line(&events, check, (enum series)s, so_far[s]);
    return events;
}

/*
 * A gap as many standard errors as would be this rare if the error were known. It is estimated from the plays, and from
 * few of them badly: of ten plays, gaps of six such errors are one in five thousand, not one in a billion.
 */
static double as_if_known(double errors, double plays)
{
    double rare = gsl_cdf_tdist_Q(errors, plays - 1);
    return rare > 0 ? gsl_cdf_ugaussian_Qinv(rare) : errors;
}

/* How many standard errors a gap beyond what is allowed is, by the spread of the plays or by rare events. */
static double errors_of(double over, const struct cell *cell, double plays)
{
    double rare_events = sqrt(over * cell->size / plays);
    double errors = INFINITY; /* neither spread nor size: any gap is wrong */
    if (cell->mcse > 0)
        errors = as_if_known(over / cell->mcse, plays);
    if (rare_events > 0)
        errors = fmin(errors, over / rare_events);
    return over > 0 ? errors : 0;
}

/* Compares one cell. True if it is the worst so far and should be named. */
static bool compare(struct check *check, const struct cell *cell)
{
    struct agreement *agreement = &check->findings->agreement;
    double n = (double)check->findings->replicates;
    if (isnan(cell->expected) || isnan(cell->played) || !cell->enough)
        return false;
    agreement->checked++;
    double gap = fabs(cell->played - cell->expected);
    double over = fmax(gap - cell->allowed - rounding * fabs(cell->expected) - tiny, 0);
    double errors = errors_of(over, cell, n);
    agreement->failed = agreement->failed || errors > most_errors;
    if (cell->mcse > 0)
        agreement->largest = fmax(agreement->largest, errors);
    if (errors <= check->worst)
        return false;
    check->worst = errors;
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

/* One series in one month, which the events of `now` make. */
static void check_cell(struct check *check, enum series series, int month, struct events now, double size)
{
    const struct series_info *info = series_info(series);
    const struct figure *figure = findings_month(check->findings, series, month);
    struct cell cell = {
        .expected = figure->expected,
        .played = figure->mean,
        .mcse = figure->mcse,
        .enough = now.enough && now.count * (double)check->findings->replicates > no_events,
        .allowed = info->money ? half_cent * now.count : 0,
        .size = size,
    };
    if (now.count == 0 && figure->expected == 0 && figure->mean != 0)
        cell = (struct cell){.played = figure->mean, .enough = true}; /* what cannot happen did */
    if (compare(check, &cell))
        name_worst(&check->findings->agreement, info->name, month, &cell, info->money ? 2 : 6);
}

static void check_series(struct check *check)
{
    const struct findings *self = check->findings;
    double so_far[SERIES_COUNT] = {0}, now[SERIES_COUNT];
    for (int month = 1; month <= self->months; month++) {
        for (int s = 0; s < SERIES_COUNT; s++) {
            now[s] = self->expected->events[s][month];
            so_far[s] += now[s];
        }
        for (int s = 0; s < SERIES_COUNT; s++) {
            struct events events = {.enough = true};
            if (series_info((enum series)s)->derived)
                continue;
            if (s == SERIES_PROFIT)
                events = events_of_lines(check, now);
            else if (s == SERIES_CASH)
                events = events_of_lines(check, so_far);
            else
                add_line(&events, check, (enum series)s, now[s]);
            /* A client more or less this month is one more or less in the cash of every month to come. */
            check_cell(check, (enum series)s, month, events, check->size[s] * (s == SERIES_CASH ? month : 1));
        }
    }
}

/* The events of a play that make a quantity: those of its series over its months. size: of the largest. */
static struct events quantity_events(const struct check *check, enum quantity quantity, double *size)
{
    const struct findings *self = check->findings;
    struct quantity_window window = quantity_window(quantity, self->months);
    struct events events = {.enough = true};
    *size = 0;
    if (window.by_lives) {
        enum series line = quantity_is_money(quantity) ? SERIES_REVENUE : SERIES_CLIENTS;
        *size = check->size[line];
        add_line(&events, check, line, self->expected->quantity[QUANTITY_CLIENTS_KEPT]);
        return events;
    }
    for (size_t i = 0; i < window.terms; i++) {
        double count = 0;
        for (int month = window.from; month <= window.to; month++)
            count += self->expected->events[window.series[i]][month];
        add_line(&events, check, window.series[i], count);
        *size = fmax(*size, check->size[window.series[i]]);
    }
    return events;
}

/*
 * The events of the sum above a ratio. Of clients who are back there is no count: what they pay is worth so many of the
 * last month's average fees.
 */
static struct events top_events(const struct check *check, const struct metrics_ratio *ratio, double *size)
{
    const double *quantity = check->findings->expected->quantity;
    struct events events = quantity_events(check, ratio->top, size);
    double revived = quantity[QUANTITY_REVENUE_REVIVED];
    if (ratio->revived && revived > 0)
        add_line(&events, check, SERIES_REVENUE_REACTIVATED,
                 revived / quantity[QUANTITY_REVENUE_END] * quantity[QUANTITY_CLIENTS_END]);
    return events;
}

static void check_ratios(struct check *check)
{
    struct findings *self = check->findings;
    size_t count;
    const struct metrics_ratio *ratio = metrics_ratios(&count);
    for (size_t i = 0; i < count; i++) {
        const struct figure *figure = &self->metric[ratio[i].metric];
        double top = metrics_top(&ratio[i], self->expected->quantity, 1);
        double bottom = self->expected->quantity[ratio[i].bottom];
        double top_size, bottom_size;
        struct events above = top_events(check, &ratio[i], &top_size);
        struct events below = quantity_events(check, ratio[i].bottom, &bottom_size);
        double least = fmin(above.count, below.count) * (double)self->replicates;
        if (!(bottom > 0) || isnan(top))
            continue;
        double cents = (quantity_is_money(ratio[i].top) ? above.count : 0) +
                       (quantity_is_money(ratio[i].bottom) ? fabs(top / bottom) * below.count : 0);
        const struct cell cell = {
            .expected = figure->expected,
            .played = figure->mean,
            .mcse = figure->mcse,
            .enough = above.enough && below.enough && least > no_events,
            .allowed = ratio[i].times * half_cent * cents / bottom,
            .size = ratio[i].times * fmax(top_size, fabs(top / bottom) * bottom_size) / bottom,
        };
        if (compare(check, &cell))
            name_worst(&self->agreement, metrics_info(ratio[i].metric)->name, 0, &cell, 6);
    }
}

void agreement_fill(struct findings *self)
{
    self->agreement = (struct agreement){0};
    if (!self->sample || self->replicates < PLAYS_WANTED)
        return;
    double families = skewness_of_families(self->expected), fees = skewness_of_fees(self->plan);
    struct check check = {
        .findings = self, .wanted = events_wanted(families), .wanted_by_fee = events_wanted(families * fees)};
    event_size_fill(check.size, self->plan);
    check_series(&check);
    check_ratios(&check);
}
