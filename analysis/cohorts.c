/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/cohorts.h"

#include <math.h>

#include "sim/plan/cohort.h"
#include "sim/support/memory.h"

/* Ages for plans of up to so many months. */
static const struct {
    int months;
    int age[COHORT_AGES];
} scales[] = {{72, {0, 1, 3, 6, 9, 12, 18, 24, 36, 48, 60}},
              {144, {0, 3, 6, 12, 24, 36, 48, 60, 72, 96, 120}},
              {360, {0, 6, 12, 24, 48, 72, 96, 120, 180, 240, 300}},
              {1200, {0, 12, 24, 60, 120, 180, 240, 360, 480, 720, 960}}};
enum { SCALES = sizeof scales / sizeof scales[0] };

/* The shortest natural span that gives few enough of them; a plan has 1200 months at most. */
static int span_of(int months)
{
    static const int spans[] = {1, 3, 6, 12, 24, 36, 60, 120};
    size_t i = 0;
    while (i + 1 < sizeof spans / sizeof spans[0] && months > spans[i] * COHORT_SPANS)
        i++;
    return spans[i];
}

static void choose_ages(struct findings *self)
{
    size_t scale = 0;
    while (scale + 1 < SCALES && self->months > scales[scale].months)
        scale++;
    self->cohort_ages = 0;
    for (size_t i = 0; i < COHORT_AGES; i++) {
        bool within = scales[scale].age[i] < self->months;
        self->cohort_age[i] = within ? scales[scale].age[i] : 0;
        self->cohort_ages += within;
    }
}

/* The sign-ups of one span, and how many of them are there at each age. */
struct span {
    const struct findings *findings;
    double signups, there[COHORT_AGES];
};

/* Adds a cohort to its span. Its table reaches the plan's end. */
static void add_cohort(void *context, const struct cohort *cohort)
{
    struct span *self = context;
    const struct findings *findings = self->findings;
    if (cohort->source == SOURCE_WINBACK) /* no sign-up */
        return;
    self->signups += cohort->clients;
    for (size_t i = 0; i < findings->cohort_ages; i++)
        if (cohort->month + findings->cohort_age[i] <= findings->months)
            self->there[i] += cohort->clients * cohort->table->alive[findings->cohort_age[i]];
}

enum status cohorts_fill(struct findings *self)
{
    int months = self->months, length = span_of(months);
    self->cohorts = memory_array(COHORT_SPANS, sizeof *self->cohorts);
    if (!self->cohorts)
        return ERR_MEMORY;
    choose_ages(self);
    for (int from = 1; from <= months; from += length) {
        int to = from + length - 1 < months ? from + length - 1 : months;
        struct span span = {.findings = self};
        for (int month = from; month <= to; month++)
            cohort_visit(self->plan, &self->plan->offspring, month, COHORT_ACTUAL, add_cohort, &span);
        if (!(span.signups > 0))
            continue;
        struct cohort_row row = {.from = from, .to = to, .signups = span.signups};
        for (size_t i = 0; i < COHORT_AGES; i++) {
            bool reached = i < self->cohort_ages && to + self->cohort_age[i] <= months;
            row.share[i] = reached ? span.there[i] / span.signups : (double)NAN;
        }
        self->cohorts[self->cohort_count++] = row;
    }
    return OK;
}
