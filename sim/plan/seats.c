/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/plan/seats.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/support/fingerprint.h"
#include "sim/support/memory.h"

/* Sign-ups are due a little after their exact month, so that sums such as six times 1/6 count as 1. */
static const double SLACK = 1e-6;

static enum status make_schedule(struct seats *self, int months)
{
    self->schedule = memory_grid((size_t)self->most, (size_t)months + 2, sizeof *self->schedule);
    if (self->schedule == NULL)
        return ERR_MEMORY;

    for (int seat = 0; seat < self->most; seat++) {
        int32_t *row = self->schedule + (size_t)seat * ((size_t)months + 2);
        double accumulated = 0.0, signed_so_far = 0.0;
        for (int month = 1; month <= months; month++) {
            accumulated += seat < self->count[month] ? self->rate[month] : 0.0;
            double due = ceil(accumulated - SLACK);
            if (seat < self->count[month] && due > signed_so_far) {
                row[month] = (int32_t)(due - signed_so_far);
                signed_so_far = due;
            }
        }
    }
    return OK;
}

static void add_up(struct seats *self, int months)
{
    for (int month = 1; month <= months; month++) {
        self->signups[month] = self->count[month] * self->rate[month];
        if (self->schedule != NULL) {
            self->signups[month] = 0.0;
            for (int seat = 0; seat < self->count[month]; seat++)
                self->signups[month] += self->schedule[(size_t)seat * ((size_t)months + 2) + (size_t)month];
        }
    }
}

enum status seats_init(struct seats *self, const struct scenario *scenario, size_t rep_class, bool steady)
{
    int months = scenario_months(scenario);
    const char *name = scenario->classes.item[rep_class];

    *self = (struct seats){.key = fingerprint_of(name, strlen(name))};
    self->count = memory_array((size_t)months + 2, sizeof *self->count);
    self->rate = memory_array((size_t)months + 2, sizeof *self->rate);
    self->signups = memory_array((size_t)months + 2, sizeof *self->signups);
    enum status status = self->count && self->rate && self->signups ? OK : ERR_MEMORY;
    for (int month = 1; status == OK && month <= months; month++) {
        self->count[month] = (int)scenario_number(scenario, REP_COUNT, rep_class, month);
        self->rate[month] = scenario_number(scenario, REP_LEADS, rep_class, month) *
                            scenario_number(scenario, SALES_CLOSE, 0, month);
        self->most = self->count[month] > self->most ? self->count[month] : self->most;
    }
    if (status == OK && steady)
        status = make_schedule(self, months);
    if (status == OK)
        add_up(self, months);
    else
        seats_free(self);
    return status;
}

void seats_free(struct seats *self)
{
    free(self->count);
    free(self->rate);
    free(self->schedule);
    free(self->signups);
    *self = (struct seats){0};
}
