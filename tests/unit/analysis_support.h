/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Help for the tests of analysis/: findings over small hand-made results of both engines, so that a test depends on
 * neither. Include it first and alone: it brings support.h and cmocka along.
 */
#ifndef PLATEAU_TESTS_ANALYSIS_SUPPORT_H
#define PLATEAU_TESTS_ANALYSIS_SUPPORT_H

#include "support.h"

#include "analysis/findings.h"

/* A scenario with two contracts, a plan of it in which nobody signs and nothing is paid, and results that are all 0
   until a test sets them. */
struct made {
    char *contract[2];
    struct scenario scenario;
    struct plan plan;
    struct expected expected;
    struct sample sample;
    struct findings findings;
};

static inline void *made_zeros(size_t count, size_t size)
{
    void *zeros = calloc(count, size);
    assert_non_null(zeros);
    return zeros;
}

/* replicates 0: no plays. All replicates are kept. Free with made_free. */
static inline struct made *made_new(int months, size_t replicates)
{
    struct made *made = made_zeros(1, sizeof *made);
    size_t row = (size_t)months + 1, cells = 2 * QUARTILES;
    made->contract[0] = "month";
    made->contract[1] = "a, year"; /* a name that needs quotes in a file */
    made->scenario.contracts = (struct names){.item = made->contract, .count = 2};
    made->plan = (struct plan){.scenario = &made->scenario, .months = months, .contracts = 2, .monthly_discount = 0.99};
    made->expected.months = months;
    for (int s = 0; s < SERIES_COUNT; s++) {
        made->expected.series[s] = made_zeros(row, sizeof(double));
        made->expected.events[s] = made_zeros(row, sizeof(double));
        made->sample.slot[s] = (size_t)s;
    }
    made->plan.payments = (struct payments){.months = months, .settled = 1};
    made->plan.payments.of_all = made_zeros(row + 1, sizeof *made->plan.payments.of_all);
    made->expected.at_risk = made_zeros(cells * row, sizeof(double));
    made->expected.leaving = made_zeros(cells * row, sizeof(double));
    made->sample.months = months;
    made->sample.replicates = made->sample.kept = replicates;
    made->sample.mean = made_zeros(SERIES_COUNT * row, sizeof(double));
    made->sample.variance = made_zeros(SERIES_COUNT * row, sizeof(double));
    made->sample.value = made_zeros(SERIES_COUNT * row * replicates + 1, sizeof(int64_t));
    made->sample.quantity_value = made_zeros(QUANTITY_COUNT * replicates + 1, sizeof(double));
    made->sample.at_risk = made_zeros(cells * row, sizeof(uint64_t));
    made->sample.leaving = made_zeros(cells * row, sizeof(uint64_t));
    made->findings = (struct findings){
        .plan = &made->plan,
        .expected = &made->expected,
        .sample = replicates ? &made->sample : NULL,
        .name = "A small agency",
        .slug = "small",
        .currency = "$",
        .seed = 1,
        .replicates = replicates,
        .months = months,
    };
    return made;
}

static inline void made_free(struct made *made)
{
    findings_free(&made->findings);
    for (int s = 0; s < SERIES_COUNT; s++) {
        free(made->expected.series[s]);
        free(made->expected.events[s]);
    }
    free(made->plan.payments.of_all);
    free(made->expected.at_risk);
    free(made->expected.leaving);
    free(made->sample.mean);
    free(made->sample.variance);
    free(made->sample.value);
    free(made->sample.quantity_value);
    free(made->sample.at_risk);
    free(made->sample.leaving);
    free(made);
}

/* Sets a monthly cell: exact value, and mean and variance of the plays (cents where it is money). */
static inline void made_cell(struct made *made, enum series series, int month, double expected, double mean,
                             double variance)
{
    size_t at = (size_t)series * (size_t)(made->plan.months + 1) + (size_t)month;
    made->expected.series[series][month] = expected;
    made->sample.mean[at] = mean;
    made->sample.variance[at] = variance;
}

/* Sets the expected number of events behind a monthly cell. */
static inline void made_events(struct made *made, enum series series, int month, double events)
{
    made->expected.events[series][month] = events;
}

/* Sets what each of the `plays` plays gave for a quantity, and its mean; variances are the test's to set. */
static inline void made_quantity(struct made *made, enum quantity quantity, double expected, const double *value,
                                 size_t plays)
{
    double sum = 0;
    assert_int_equal(plays, made->sample.kept);
    made->expected.quantity[quantity] = expected;
    for (size_t r = 0; r < plays; r++) {
        made->sample.quantity_value[quantity * plays + r] = value[r];
        sum += value[r];
    }
    made->sample.quantity_mean[quantity] = sum / (double)plays;
}

#endif
