/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/plan/satisfaction.h"

#include <gsl/gsl_cdf.h>
#include <stdlib.h>
#include <string.h>

#include "sim/support/memory.h"

/*
 * Everything is told by chances: instead of z, the share of all clients with a lower one. So shares that are given come
 * out as they are, and months that ask for the same bound by other ways (a lift of 0.1 + 0.2, or of 0.3) get the same.
 */

/* Bounds nearer than this are one: rounding, not people. */
static const double rounding = 1e-14;

/* The bounds of a month: detractors below the lower, promoters above the upper. */
struct bounds {
    double lower, upper;
};

static size_t row_of(const struct satisfaction *self)
{
    return (size_t)self->months + 2;
}

static double lift_of(const struct scenario *scenario, int month)
{
    return scenario_number(scenario, SERVICE_WEIGHT, 0, month) * scenario_number(scenario, SERVICE_LIFT, 0, month) +
           scenario_number(scenario, PERFORMANCE_WEIGHT, 0, month) *
               scenario_number(scenario, PERFORMANCE_LIFT, 0, month);
}

static struct bounds bounds_of(const struct scenario *scenario, int month)
{
    double promoters = scenario_number(scenario, NPS_PROMOTERS, 0, month);
    double detractors = scenario_number(scenario, NPS_DETRACTORS, 0, month);
    double lift = lift_of(scenario, month);
    struct bounds bounds = {detractors, 1 - promoters};

    if (lift != 0) {
        bounds.lower = gsl_cdf_ugaussian_P(gsl_cdf_ugaussian_Pinv(detractors) - lift);
        bounds.upper = gsl_cdf_ugaussian_P(gsl_cdf_ugaussian_Qinv(promoters) - lift);
    }
    return bounds;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The bounds of all months, each once, between 0 and 1: fills below. Returns the number of intervals. */
static size_t cut(double *below, const struct bounds *bounds, int months)
{
    size_t count = 0, intervals = 0;

    for (int month = 1; month <= months; month++) {
        below[count++] = bounds[month].lower;
        below[count++] = bounds[month].upper;
    }
    qsort(below, count, sizeof *below, ascending);
    double last = 0.0;
    for (size_t i = 0; i < count; i++)
        if (below[i] > last + rounding && below[i] < 1 - rounding)
            below[intervals++] = last = below[i];
    memmove(below + 1, below, intervals * sizeof *below);
    below[0] = 0.0;
    below[++intervals] = 1.0;
    return intervals;
}

/* The class of an interval by month, told by its middle. */
static void classify(struct satisfaction *self, size_t interval, const struct bounds *bounds)
{
    int8_t *class_of = self->class_of + interval * row_of(self);
    double middle = 0.5 * (self->below[interval] + self->below[interval + 1]);

    for (int month = 1; month <= self->months; month++)
        class_of[month] = (int8_t)(middle < bounds[month].lower   ? CLASS_DETRACTOR
                                   : middle > bounds[month].upper ? CLASS_PROMOTER
                                                                  : CLASS_PASSIVE);
    class_of[0] = class_of[1];
    class_of[self->months + 1] = class_of[self->months];
}

/* Two bounds of one month may be all that parts two intervals for a class that nobody is in: one interval then. */
static void merge(struct satisfaction *self)
{
    size_t row = row_of(self), kept = 0;

    for (size_t i = 1; i < self->intervals; i++) {
        if (memcmp(self->class_of + kept * row, self->class_of + i * row, row) == 0)
            continue;
        kept++;
        memmove(self->class_of + kept * row, self->class_of + i * row, row);
        self->below[kept] = self->below[i];
    }
    self->intervals = kept + 1;
    self->below[self->intervals] = 1.0;
}

static enum status make_intervals(struct satisfaction *self, const struct bounds *bounds)
{
    self->below = memory_array(2 * (size_t)self->months + 2, sizeof *self->below);
    if (self->below == NULL)
        return ERR_MEMORY;
    self->intervals = self->known ? cut(self->below, bounds, self->months) : 1;
    self->below[self->intervals] = 1.0;
    self->class_of = memory_grid(self->intervals, row_of(self), sizeof *self->class_of);
    if (self->class_of == NULL)
        return ERR_MEMORY;
    for (size_t i = 0; i < self->intervals; i++)
        classify(self, i, bounds);
    merge(self);
    return OK;
}

static void read_care(struct satisfaction *self, const struct scenario *scenario)
{
    for (int month = 1; month <= self->months; month++) {
        self->care[month] = (struct satisfaction_care){.coverage = scenario_number(scenario, CARE_COVERAGE, 0, month),
                                                       .success = scenario_number(scenario, CARE_SUCCESS, 0, month),
                                                       .after = (int)scenario_number(scenario, CARE_AFTER, 0, month)};
        for (size_t i = 0; self->care[month].coverage > 0 && i < self->intervals; i++)
            self->cares = self->cares || satisfaction_class(self, i, month) == CLASS_DETRACTOR;
    }
}

/* Backwards: the next month in which detractors of an interval are called on. */
static void plan_calls(struct satisfaction *self)
{
    for (size_t i = 0; i < self->intervals; i++) {
        int *calls = self->calls + i * row_of(self);
        for (int month = self->months; month >= 1; month--) {
            bool called = self->care[month].coverage > 0 && satisfaction_class(self, i, month) == CLASS_DETRACTOR;
            calls[month] = called ? month : calls[month + 1];
        }
    }
}

enum status satisfaction_init(struct satisfaction *self, const struct scenario *scenario)
{
    *self = (struct satisfaction){.months = scenario_months(scenario)};
    struct bounds *bounds = memory_array((size_t)self->months + 1, sizeof *bounds);
    self->care = memory_array((size_t)self->months + 2, sizeof *self->care);
    enum status status = bounds && self->care ? OK : ERR_MEMORY;

    for (int month = 1; status == OK && month <= self->months; month++) {
        bounds[month] = bounds_of(scenario, month);
        self->known = self->known || scenario_number(scenario, NPS_PROMOTERS, 0, month) > 0 ||
                      scenario_number(scenario, NPS_DETRACTORS, 0, month) > 0;
    }
    if (status == OK)
        status = make_intervals(self, bounds);
    if (status == OK) {
        self->calls = memory_grid(self->intervals, row_of(self), sizeof *self->calls);
        status = self->calls ? OK : ERR_MEMORY;
    }
    if (status == OK) {
        read_care(self, scenario);
        plan_calls(self);
    }
    free(bounds);
    if (status != OK)
        satisfaction_free(self);
    return status;
}

void satisfaction_free(struct satisfaction *self)
{
    free(self->below);
    free(self->class_of);
    free(self->care);
    free(self->calls);
    *self = (struct satisfaction){0};
}

int satisfaction_care_month(const struct satisfaction *self, size_t interval, int first, int tenure)
{
    const int *calls = self->calls + interval * row_of(self);
    int before = tenure - first + 1; /* bills of month 0, so to say: in month m it has its bill before + m */

    for (int month = first; month <= self->months; month++) {
        month = calls[month];
        if (month == 0)
            return 0;
        if (before + month >= self->care[month].after)
            return month;
    }
    if (calls[self->months] == 0)
        return 0;
    int old_enough = self->care[self->months].after - before, past = self->months + 1;
    past = first > past ? first : past;
    return old_enough > past ? old_enough : past;
}

double satisfaction_nps(const struct satisfaction *self, int month)
{
    double balance = 0.0;

    for (size_t i = 0; i < self->intervals; i++)
        balance += satisfaction_class(self, i, month) * (self->below[i + 1] - self->below[i]);
    return 100 * balance;
}
