/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/verify/verify_support.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/plan/contract_law.h"
#include "sim/scenario/book_read.h"

enum { SETS_MOST = 24, EVENTS_WANTED = 100 };

static const double exact_enough = 1e-9; /* relative: where plays do not differ */
static const double half_a_cent = 0.005; /* what rounding an amount in a play can add to it */

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

void verify_play_uncertain(struct verify *self, uint64_t seed, size_t replicates, size_t threads)
{
    verify_play_with(
        self, &(struct play_options){.seed = seed, .replicates = replicates, .threads = threads, .uncertain = true});
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

int64_t verify_value(const struct sample *sample, enum series series, int month, size_t replicate)
{
    const int64_t *values = sample_values(sample, series, month);
    return values != NULL ? values[replicate] : (int64_t)llround(sample->mean[cell_of(sample, series, month)]);
}

void verify_same_values(const struct sample *a, const struct sample *b, size_t replicates)
{
    assert_int_equal(a->months, b->months);
    assert_true(replicates <= a->kept && replicates <= b->kept);
    for (int s = 0; s < SERIES_COUNT; s++)
        for (int month = 0; month <= a->months; month++)
            for (size_t r = 0; r < replicates; r++)
                if (verify_value(a, (enum series)s, month, r) != verify_value(b, (enum series)s, month, r))
                    fail_msg("%s of month %d differs in play %zu", series_info((enum series)s)->name, month, r);
}

double verify_whole_life(const struct verify *self, size_t contract, int month, double discount)
{
    struct survival_law law = contract_law(&self->scenario, contract, month);
    const struct life_table *table = plan_table(&self->plan, 0, 0, contract, month);
    return survival_whole_life(&law, (struct survival_start){0}, plan_path(&self->plan, table), month, discount);
}

/* One comparison: error is the standard error of played, allowed what rounding in the plays may add. */
struct comparison {
    double exact, played, error, allowed;
    const char *what, *part;
    int month;
};

/* Takes it in; returns the gap in standard errors. */
static double note(struct verify_gaps *gaps, const struct comparison *of)
{
    double gap = fmax(fabs(of->played - of->exact) - of->allowed, 0);
    double errors = of->error > 0 ? gap / of->error : gap > exact_enough * fabs(of->exact) ? INFINITY : 0;
    errors = isnan(of->exact) || isnan(of->played) ? INFINITY : errors;

    gaps->checked++;
    gaps->random += of->error > 0;
    gaps->squares += of->error > 0 ? errors * errors : 0;
    if (errors > gaps->widest) {
        gaps->widest = errors;
        snprintf(gaps->where, sizeof gaps->where, "%.60s, %.30s %d: %.10g exact, %.10g played", of->what, of->part,
                 of->month, of->exact, of->played);
    }
    return errors;
}

/* Expected events behind a quantity, a play. */
static double quantity_events(const struct expected *expected, enum quantity quantity)
{
    struct quantity_window window = quantity_window(quantity, expected->months);
    double events = 0;
    if (quantity == QUANTITY_REVENUE_REVIVED) /* so many of the clients as it has of their revenue, about */
        return expected->quantity[quantity] * expected->quantity[QUANTITY_CLIENTS_END] /
               expected->quantity[QUANTITY_REVENUE_END];
    if (window.by_lives)
        return expected->quantity[QUANTITY_CLIENTS_KEPT];
    for (size_t i = 0; i < window.terms; i++)
        for (int month = window.from; month <= window.to; month++)
            events += expected->events[window.series[i]][month];
    return events;
}

bool verify_is_expected(enum quantity quantity)
{
    return quantity != QUANTITY_CASH_MIN && quantity != QUANTITY_TOP_FIFTH;
}

static void compare_quantities(struct verify_gaps *gaps, const struct expected *expected, const struct sample *sample,
                               const char *what)
{
    double n = (double)sample->replicates;

    for (int q = 0; q < QUANTITY_COUNT; q++) {
        bool money = quantity_is_money((enum quantity)q);
        double unit = money ? 100 : 1, events = quantity_events(expected, (enum quantity)q);
        if (!verify_is_expected((enum quantity)q) || !(events * n >= EVENTS_WANTED))
            continue;
        note(gaps, &(struct comparison){.exact = expected->quantity[q],
                                        .played = sample->quantity_mean[q] / unit,
                                        .error = sqrt(sample->quantity_covariance[q][q] / n) / unit,
                                        .allowed = (money ? half_a_cent : exact_enough) * events,
                                        .what = what,
                                        .part = "quantity",
                                        .month = q});
    }
}

/* Profit and cash are as sure as the rarest line they are made of: each that happens at all must happen often. */
static bool often_enough(const struct expected *expected, enum series series, int month, double n)
{
    if (series != SERIES_PROFIT && series != SERIES_CASH)
        return expected->events[series][month] * n >= EVENTS_WANTED;
    for (int s = 0; s < SERIES_COUNT; s++) {
        double events = 0;
        for (int m = series == SERIES_CASH ? 1 : month; m <= month; m++)
            events += expected->events[s][m];
        if (series_info((enum series)s)->in_profit != 0 && s != SERIES_FIXED && events > 0 &&
            events * n < EVENTS_WANTED)
            return false;
    }
    return expected->events[series][month] > 0;
}

void verify_compare_with(struct verify_gaps *gaps, const struct expected *expected, const struct sample *sample,
                         const char *what)
{
    double n = (double)sample->replicates;

    assert_int_equal(expected->months, sample->months);
    for (int s = 0; s < SERIES_COUNT; s++)
        for (int month = 1; month <= sample->months; month++) {
            enum series series = (enum series)s;
            double events = expected->events[s][month];
            if (events == 0 && expected->series[s][month] != 0)
                fail_msg("%s, %s %d: no events make %g", what, series_info(series)->name, month,
                         expected->series[s][month]);
            if (!often_enough(expected, series, month, n) && !(events == 0 && verify_mean(sample, series, month) != 0))
                continue; /* but what cannot happen must not have happened: there is no gap that would be small */
            struct comparison of = {.exact = expected->series[s][month],
                                    .played = verify_mean(sample, series, month),
                                    .error = events > 0 ? sqrt(verify_variance(sample, series, month) / n) : 0,
                                    .allowed = series_info(series)->money ? half_a_cent * events : 0,
                                    .what = what,
                                    .part = series_info(series)->name,
                                    .month = month};
            double errors = note(gaps, &of);
            gaps->widest_of[s] = fmax(gaps->widest_of[s], errors);
            gaps->of_series[s]++;
        }
    compare_quantities(gaps, expected, sample, what);
}

void verify_compare(struct verify_gaps *gaps, const struct verify *exact, const struct sample *sample, const char *what)
{
    verify_compare_with(gaps, &exact->expected, sample, what);
}

void verify_compare_lives(struct verify_gaps *gaps, const struct verify *exact, const struct sample *sample,
                          const char *what)
{
    size_t cells = QUARTILES * exact->plan.contracts * ((size_t)sample->months + 1);
    double n = (double)sample->replicates;

    if (exact->plan.referral_rate != NULL)
        return;
    for (size_t i = 0; i < cells; i++) {
        double at_risk = exact->expected.at_risk[i] * n, leaving = exact->expected.leaving[i] * n;
        int k = (int)(i % ((size_t)sample->months + 1));
        if (at_risk >= EVENTS_WANTED)
            note(gaps, &(struct comparison){at_risk, (double)sample->at_risk[i], sqrt(at_risk), 0, what,
                                            "at risk after bill", k});
        if (leaving >= EVENTS_WANTED)
            note(gaps, &(struct comparison){leaving, (double)sample->leaving[i], sqrt(leaving), 0, what,
                                            "leaving after bill", k});
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
