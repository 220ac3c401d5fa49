/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/plan/seats.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/plan/qualification.h"
#include "sim/plan/seats_course.h"
#include "sim/support/fingerprint.h"
#include "sim/support/memory.h"

/* Sign-ups are due a little after their exact month, so that sums such as six times 1/6 count as 1. */
static const double SLACK = 1e-6;

double seats_output(const struct seats *self, int age, int month)
{
    int ramp = self->ramp[month < self->months ? month : self->months];
    return age < ramp ? (double)age / ramp : 1.0;
}

/* Nobody quits where arrivals are steady: a seat is empty only while it is not there. */
static enum status make_schedule(struct seats *self)
{
    int months = self->months;
    self->schedule = memory_grid((size_t)self->most, (size_t)months + 2, sizeof *self->schedule);
    if (self->schedule == NULL)
        return ERR_MEMORY;

    for (int seat = 0; seat < self->most; seat++) {
        int32_t *row = self->schedule + (size_t)seat * ((size_t)months + 2);
        double accumulated = 0.0, signed_so_far = 0.0;
        int age = SEATS_RAMPED - 1; /* at the end of the month before */
        for (int month = 1; month <= months; month++) {
            if (seat >= self->count[month]) {
                age = 0;
                continue;
            }
            age = age < SEATS_RAMPED - 1 ? age + 1 : age;
            accumulated += self->rate[month] * seats_output(self, age, month);
            double due = ceil(accumulated - SLACK);
            if (due > signed_so_far) {
                row[month] = (int32_t)(due - signed_so_far);
                signed_so_far = due;
            }
        }
    }
    return OK;
}

static void add_up(struct seats *self)
{
    for (int month = 1; month <= self->months; month++) {
        self->signups[month] = self->expected[month].output * self->rate[month];
        if (self->schedule != NULL) {
            self->signups[month] = 0.0;
            for (int seat = 0; seat < self->count[month]; seat++)
                self->signups[month] += self->schedule[(size_t)seat * ((size_t)self->months + 2) + (size_t)month];
        }
    }
}

static void read_month(struct seats *self, const struct scenario *scenario, size_t rep_class, int month)
{
    struct qualification qualification = qualification_of(scenario, month);

    self->count[month] = (int)scenario_number(scenario, REP_COUNT, rep_class, month);
    self->ramp[month] = (int)scenario_number(scenario, REP_RAMP, rep_class, month);
    self->refill[month] = (int)scenario_number(scenario, REP_REFILL, rep_class, month);
    self->quit[month] = scenario_number(scenario, REP_QUIT, rep_class, month);
    self->leads[month] = scenario_number(scenario, REP_LEADS, rep_class, month);
    double base = self->leads[month] * scenario_number(scenario, SALES_CLOSE, 0, month);
    self->rate[month] = base * qualification.worked;
    self->returning[month] = base * qualification.returning;

    self->most = self->count[month] > self->most ? self->count[month] : self->most;
    self->quits = self->quits || self->quit[month] > 0;
}

static enum status make_room(struct seats *self)
{
    size_t length = (size_t)self->months + 2;

    self->count = memory_array(length, sizeof *self->count);
    self->ramp = memory_array(length, sizeof *self->ramp);
    self->refill = memory_array(length, sizeof *self->refill);
    self->quit = memory_array(length, sizeof *self->quit);
    self->leads = memory_array(length, sizeof *self->leads);
    self->rate = memory_array(length, sizeof *self->rate);
    self->returning = memory_array(length, sizeof *self->returning);
    self->signups = memory_array(length, sizeof *self->signups);
    bool all = self->count && self->ramp && self->refill && self->quit && self->leads && self->rate &&
               self->returning && self->signups;
    return all ? OK : ERR_MEMORY;
}

enum status seats_init(struct seats *self, const struct scenario *scenario, size_t rep_class, bool steady)
{
    const char *name = scenario->classes.item[rep_class];

    *self = (struct seats){.key = fingerprint_of(name, strlen(name)), .months = scenario_months(scenario)};
    enum status status = make_room(self);
    for (int month = 1; status == OK && month <= self->months; month++)
        read_month(self, scenario, rep_class, month);
    if (status == OK)
        status = seats_course(self);
    if (status == OK && steady)
        status = make_schedule(self);
    if (status == OK)
        add_up(self);
    else
        seats_free(self);
    return status;
}

void seats_free(struct seats *self)
{
    free(self->count);
    free(self->ramp);
    free(self->refill);
    free(self->quit);
    free(self->leads);
    free(self->rate);
    free(self->returning);
    free(self->signups);
    free(self->expected);
    free(self->schedule);
    *self = (struct seats){0};
}
