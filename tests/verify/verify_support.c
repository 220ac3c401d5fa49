/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/verify/verify_support.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/plan/contract_law.h"
#include "sim/scenario/book_read.h"

enum { SETS_MOST = 16, EVENTS_WANTED = 100 };

static const double exact_enough = 1e-9; /* relative: where plays do not differ */

void *verify_zeros(size_t count, size_t size)
{
    void *zeros = calloc(count ? count : 1, size);
    assert_non_null(zeros);
    return zeros;
}

/* The rows under a header. The caller frees it. */
static char *with_header(const char *rows)
{
    static const char header[] = "parameter,value,month\n";
    char *text = verify_zeros(sizeof header + strlen(rows), 1);
    strcpy(text, header);
    strcat(text, rows);
    return text;
}

/* Cuts "a=1;b=2" into its parts, in place; returns how many. */
static size_t split_sets(char *sets, const char *part[SETS_MOST])
{
    size_t count = 0;
    char *save = NULL;
    for (char *set = strtok_r(sets, ";", &save); set != NULL; set = strtok_r(NULL, ";", &save)) {
        assert_true(count < SETS_MOST);
        part[count++] = set;
    }
    return count;
}

static void expect_ok(enum status status, const struct faults *faults)
{
    if (status != OK)
        fail_msg("%s: %s", status_text(status), faults->total ? faults->item[0].text : "no fault was named");
}

struct verify *verify_new(const char *rows, const char *book, const char *sets)
{
    struct verify *self = verify_zeros(1, sizeof *self);
    struct faults *faults = verify_zeros(1, sizeof *faults);
    const char *part[SETS_MOST] = {0};
    char *text = with_header(rows), *own_sets = verify_zeros(sets ? strlen(sets) + 1 : 1, 1);
    if (sets)
        strcpy(own_sets, sets);
    size_t set_count = split_sets(own_sets, part);

    expect_ok(scenario_read_bytes(&self->scenario, "test.csv", text, strlen(text), part, set_count, faults), faults);
    if (book)
        expect_ok(book_read_bytes(&self->scenario, "list.csv", book, strlen(book), faults), faults);
    assert_int_equal(plan_init(&self->plan, &self->scenario), OK);
    assert_int_equal(expected_init(&self->expected, &self->plan), OK);
    free(text);
    free(own_sets);
    free(faults);
    return self;
}

void verify_free(struct verify *self)
{
    sample_free(&self->sample);
    expected_free(&self->expected);
    plan_free(&self->plan);
    scenario_free(&self->scenario);
    free(self);
}

void verify_play_with(struct verify *self, const struct play_options *options)
{
    sample_free(&self->sample);
    assert_int_equal(play_run(&self->sample, &self->plan, options), OK);
}

void verify_play(struct verify *self, uint64_t seed, size_t replicates, size_t threads)
{
    verify_play_with(self, &(struct play_options){.seed = seed, .replicates = replicates, .threads = threads});
}

static size_t cell_of(const struct sample *sample, enum series series, int month)
{
    return (size_t)series * ((size_t)sample->months + 1) + (size_t)month;
}

double verify_mean(const struct sample *sample, enum series series, int month)
{
    return sample->mean[cell_of(sample, series, month)] / (series_info(series)->money ? 100 : 1);
}

double verify_variance(const struct sample *sample, enum series series, int month)
{
    return sample->variance[cell_of(sample, series, month)] / (series_info(series)->money ? 1e4 : 1);
}

double verify_whole_life(const struct verify *self, size_t contract, int month, double discount)
{
    struct survival_law law = contract_law(&self->scenario, contract, month);
    const struct life_table *table = plan_table(&self->plan, plan_group(&self->plan, 0, 0, contract), month);
    return survival_whole_life(&law, (struct survival_start){0}, plan_path(&self->plan, table), month, discount);
}

/* Takes one comparison in; error is the standard error of played. */
static void note(struct verify_gaps *gaps, double exact, double played, double error, const char *what,
                 const char *part, int month)
{
    double gap = fabs(played - exact);
    double errors = error > 0 ? gap / error : gap > exact_enough * fabs(exact) ? INFINITY : 0;

    gaps->checked++;
    gaps->random += error > 0;
    gaps->squares += error > 0 ? errors * errors : 0;
    if (!(errors > gaps->widest) && !isnan(errors))
        return;
    gaps->widest = isnan(errors) ? INFINITY : errors;
    snprintf(gaps->where, sizeof gaps->where, "%.60s, %.30s %d: %.10g exact, %.10g played", what, part, month, exact,
             played);
}

/* Expected postings behind a quantity, a play. */
static double quantity_events(const struct expected *expected, enum quantity quantity)
{
    struct quantity_window window = quantity_window(quantity, expected->months);
    double events = 0;
    if (window.by_lives)
        return expected->quantity[QUANTITY_CLIENTS_KEPT];
    for (int month = window.from; month <= window.to; month++)
        events += expected->series[series_info(window.series)->postings][month];
    return events;
}

void verify_compare(struct verify_gaps *gaps, const struct verify *exact, const struct sample *sample, const char *what)
{
    const struct expected *expected = &exact->expected;
    double n = (double)sample->replicates;

    assert_int_equal(expected->months, sample->months);
    for (int s = 0; s < SERIES_COUNT; s++) {
        const struct series_info *info = series_info((enum series)s);
        for (int month = 1; month <= sample->months; month++)
            if (expected->series[info->postings][month] * n >= EVENTS_WANTED)
                note(gaps, expected->series[s][month], verify_mean(sample, (enum series)s, month),
                     sqrt(verify_variance(sample, (enum series)s, month) / n), what, info->name, month);
    }
    for (int q = 0; q < QUANTITY_COUNT; q++) {
        double unit = quantity_is_money((enum quantity)q) ? 100 : 1;
        if (quantity_events(expected, (enum quantity)q) * n >= EVENTS_WANTED)
            note(gaps, expected->quantity[q], sample->quantity_mean[q] / unit,
                 sqrt(sample->quantity_covariance[q][q] / n) / unit, what, "quantity", q);
    }
}

void verify_compare_lives(struct verify_gaps *gaps, const struct verify *exact, const struct sample *sample,
                          const char *what)
{
    size_t cells = QUARTILES * exact->plan.contracts * ((size_t)sample->months + 1);
    double n = (double)sample->replicates;

    for (size_t i = 0; i < cells; i++) {
        double at_risk = exact->expected.at_risk[i] * n, leaving = exact->expected.leaving[i] * n;
        int k = (int)(i % ((size_t)sample->months + 1));
        if (at_risk >= EVENTS_WANTED)
            note(gaps, at_risk, (double)sample->at_risk[i], sqrt(at_risk), what, "at risk after bill", k);
        if (leaving >= EVENTS_WANTED)
            note(gaps, leaving, (double)sample->leaving[i], sqrt(leaving), what, "leaving after bill", k);
        else if (leaving == 0) /* what cannot happen did not */
            assert_int_equal(sample->leaving[i], 0);
    }
}

double verify_limit(size_t checks)
{
    return gsl_cdf_ugaussian_Qinv(0.001 / 2 / (double)checks);
}

void verify_assert_close(double a, double b, double rtol, const char *what, const char *file, int line)
{
    if (!(fabs(a - b) <= rtol * fmax(fabs(a), fabs(b)))) {
        print_error("%s is %.17g, not %.17g (off by %.3g relative)\n", what, a, b, fabs(a - b) / fabs(b));
        _fail(file, line);
    }
}

void verify_assert_near(double a, double b, double tolerance, const char *what, const char *file, int line)
{
    if (!(fabs(a - b) <= tolerance)) {
        print_error("%s is %.17g, not %.17g (off by %.3g)\n", what, a, b, fabs(a - b));
        _fail(file, line);
    }
}

bool verify_long(void)
{
    const char *wish = getenv("PLATEAU_VERIFY");
    return wish != NULL && strcmp(wish, "long") == 0;
}
