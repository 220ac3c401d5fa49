/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/expected/totals.h"

#include <math.h>

/* Occupied seats, and what they cost. */
static void add_seats(struct expected *self, const struct plan *plan, size_t rep_class, int month)
{
    const struct seats *seats = &plan->seats[rep_class];
    const struct seats_state *state = &seats->expected[month];
    const struct payments_of_class *pay = payments_class(&plan->payments, rep_class, month);
    double lead = payments_month(&plan->payments, month)->lead * seats->leads[month]; /* a ramped rep's, a month */

    self->series[SERIES_REPS][month] += state->occupied;
    self->series[SERIES_SALARIES][month] += pay->salary * state->occupied;
    self->series[SERIES_HIRING][month] += pay->hiring_cost * state->hires;
    self->series[SERIES_LEADS_COST][month] += lead * state->output;
    self->events[SERIES_SALARIES][month] += pay->salary > 0 ? state->occupied : 0.0;
    self->events[SERIES_HIRING][month] += pay->hiring_cost > 0 ? state->hires : 0.0;
    self->events[SERIES_LEADS_COST][month] += lead > 0 ? state->occupied : 0.0;
}

/* An amount for each of so many clients. */
static void add_each(struct expected *self, enum series series, int month, double amount, double clients)
{
    self->series[series][month] = amount * clients;
    self->events[series][month] = amount > 0 ? clients : 0.0;
}

/* An amount for each of the clients counted in the series' events. */
static void add_counted(struct expected *self, enum series series, int month, double amount)
{
    add_each(self, series, month, amount, self->events[series][month]);
}

static void fill_month(struct expected *self, const struct plan *plan, int month)
{
    const struct payments_of_all *all = payments_month(&plan->payments, month);
    double clients = self->series[SERIES_CLIENTS][month];

    for (size_t c = 0; c < plan->classes; c++)
        add_seats(self, plan, c, month);
    add_each(self, SERIES_SIGNUP_COST, month, all->signup, self->series[SERIES_SIGNUPS][month]);
    add_each(self, SERIES_LOST_COST, month, all->lost, self->series[SERIES_LOST][month]);
    add_each(self, SERIES_FIXED, month, all->fixed, 1.0);
    add_each(self, SERIES_WINBACK, month, all->winback, self->series[SERIES_LOST][month]);
    add_each(self, SERIES_REFERRAL, month, all->referral, self->series[SERIES_SIGNUPS_REFERRED][month]);
    add_counted(self, SERIES_CARE, month, all->care);
    self->events[SERIES_RESCUE][month] *= all->rescue_share; /* of those who wavered */
    add_counted(self, SERIES_RESCUE, month, all->rescue);
    self->series[SERIES_SERVING][month] = all->serving * self->series[SERIES_REVENUE][month];
    self->events[SERIES_SERVING][month] = all->serving > 0 ? clients : 0.0;
    self->events[SERIES_SERVICE][month] = all->service > 0 ? clients : 0.0;
}

/* Of the series whose events are the clients who make them. */
static void count_events(struct expected *self, int month)
{
    static const enum series counted[][2] = {
        {SERIES_CLIENTS, SERIES_CLIENTS},
        {SERIES_SIGNUPS, SERIES_SIGNUPS},
        {SERIES_LOST, SERIES_LOST},
        {SERIES_REVENUE, SERIES_CLIENTS},
        {SERIES_REVENUE_NEW, SERIES_SIGNUPS},
        {SERIES_REVENUE_LOST, SERIES_LOST},
        {SERIES_REPS, SERIES_REPS},
        {SERIES_SIGNUPS_RETURNED, SERIES_SIGNUPS_RETURNED},
        {SERIES_WINBACKS, SERIES_WINBACKS},
        {SERIES_SIGNUPS_REFERRED, SERIES_SIGNUPS_REFERRED},
        {SERIES_PROMOTERS, SERIES_PROMOTERS},
        {SERIES_REVENUE_REACTIVATED, SERIES_WINBACKS},
        {SERIES_DETRACTORS, SERIES_DETRACTORS},
    };

    for (size_t i = 0; i < sizeof counted / sizeof *counted; i++)
        self->events[counted[i][0]][month] = self->series[counted[i][1]][month];
}

static void fill_profit(struct expected *self)
{
    for (int month = 1; month <= self->months; month++) {
        double profit = 0.0, events = 0.0;
        for (int s = 0; s < SERIES_COUNT; s++) {
            int sign = series_info((enum series)s)->in_profit;
            profit += sign * self->series[s][month];
            events += sign != 0 ? self->events[s][month] : 0.0;
        }
        self->series[SERIES_PROFIT][month] = profit;
        self->events[SERIES_PROFIT][month] = events;
        self->series[SERIES_CASH][month] = self->series[SERIES_CASH][month - 1] + profit;
        self->events[SERIES_CASH][month] = self->events[SERIES_CASH][month - 1] + events;
    }
}

static void sum_quantities(struct expected *self, double monthly_discount)
{
    for (int q = 0; q < QUANTITY_COUNT; q++) {
        struct quantity_window window = quantity_window((enum quantity)q, self->months);
        for (size_t i = 0; i < window.terms; i++) {
            const double *series = self->series[window.series[i]];
            for (int month = window.from; month <= window.to; month++)
                self->quantity[q] += window.sign[i] * series[month] *
                                     (window.discounted ? pow(monthly_discount, month - 1) : 1.0);
        }
    }
    self->quantity[QUANTITY_CASH_MIN] = NAN;
    self->quantity[QUANTITY_TOP_FIFTH] = NAN;
}

void totals_fill(struct expected *self, const struct plan *plan)
{
    for (int month = 1; month <= self->months; month++)
        fill_month(self, plan, month);
    for (int month = 0; month <= self->months; month++)
        count_events(self, month);
    fill_profit(self);
    sum_quantities(self, plan->monthly_discount);
}
