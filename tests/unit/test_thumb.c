/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rule of thumb for hires (fact A3): what a rep costs against what a client pays, and what the plays say. */
#include "analysis_support.h"

#include <math.h>

#include "analysis/comparison.h"
#include "analysis/thumb.h"

enum { MONTHS = 4 };

static int base_seats[MONTHS + 1] = {0, 2, 2, 2, 2}, more_seats[MONTHS + 1] = {0, 2, 2, 3, 3};

/* A plan with one rep class; its figures are set by the test. */
static struct made *with_seats(int *count)
{
    struct made *made = made_new(MONTHS, 0);
    made->plan.classes = 1;
    made->plan.seats = made_zeros(1, sizeof *made->plan.seats);
    made->plan.seats[0].count = count;
    made->findings.monthly = made_zeros(SERIES_COUNT * (MONTHS + 1), sizeof *made->findings.monthly);
    return made;
}

static void set(struct made *made, enum series series, const double expected[MONTHS])
{
    for (int month = 1; month <= MONTHS; month++)
        made->findings.monthly[(int)series * (MONTHS + 1) + month].expected = expected[month - 1];
}

static void free_seats(struct made *made)
{
    free(made->plan.seats);
    made_free(made);
}

static struct made *base_agency(void)
{
    struct made *base = with_seats(base_seats);
    set(base, SERIES_REPS, (double[]){2, 1.9, 1.8, 1.7});
    set(base, SERIES_SALARIES, (double[]){8000, 7600, 7200, 6800});
    set(base, SERIES_LEADS_COST, (double[]){100, 90, 80, 70});
    set(base, SERIES_REVENUE, (double[]){3000, 7000, 11000, 17113});
    set(base, SERIES_CLIENTS, (double[]){1, 2, 2.5, 3.5});
    return base;
}

/*
 * Two months with a third seat: salaries 3610 + 3330 and leads 47 + 61 more, for 0.95 + 0.9 reps more:
 * 7048 / 1.85. A client of the base pays 38113 / 9. What month 1 costs more is no rep.
 */
static void cost_of_a_rep(void **state)
{
    struct made *base = base_agency(), *other = with_seats(more_seats);
    const struct difference npv = {
        .baseline_mean = 5000, .scenario_mean = 4000, .mean = -1000, .expected = -1013, .mcse = 511};
    (void)state;
    set(other, SERIES_REPS, (double[]){2, 1.9, 2.75, 2.6});
    set(other, SERIES_SALARIES, (double[]){8137, 7600, 10810, 10130});
    set(other, SERIES_LEADS_COST, (double[]){100, 90, 127, 131});
    struct thumb thumb = thumb_of(&base->findings, &other->findings, &npv);
    assert_true(thumb.hires);
    ASSERT_CLOSE(thumb.rep_cost, 7048 / 1.85, 1e-12);
    ASSERT_CLOSE(thumb.fee, 38113 / 9.0, 1e-12);
    assert_int_equal(thumb.rule, THUMB_WORTH_IT);                      /* 3,810 against 4,235 */
    assert_int_equal(thumb.simulated, THUMB_UNDECIDED);                /* 1.957 standard errors below 0 */
    set(other, SERIES_SALARIES, (double[]){8000, 7600, 11210, 10530}); /* 800 more: 4,242 a rep */
    thumb = thumb_of(&base->findings, &other->findings,
                     &(struct difference){.baseline_mean = 1, .scenario_mean = 1, .mean = -1000, .mcse = 510});
    assert_int_equal(thumb.rule, THUMB_NOT_WORTH_IT);
    assert_int_equal(thumb.simulated, THUMB_NOT_WORTH_IT); /* 1.961 */
    free_seats(base);
    free_seats(other);
}

/* Reps who quit less are no hires; nor is a seat that nobody ever takes. */
static void no_hires(void **state)
{
    struct made *base = base_agency(), *loyal = with_seats(base_seats), *empty = with_seats(more_seats);
    const struct difference npv = {.baseline_mean = 5, .scenario_mean = 6, .mean = 1, .mcse = 0.1};
    (void)state;
    set(loyal, SERIES_REPS, (double[]){2, 2, 2, 2});
    set(empty, SERIES_REPS, (double[]){2, 1.9, 1.8, 1.7});
    assert_false(thumb_of(&base->findings, &base->findings, &npv).hires);
    assert_false(thumb_of(&base->findings, &loyal->findings, &npv).hires);
    assert_false(thumb_of(&base->findings, &empty->findings, &npv).hires);
    free_seats(base);
    free_seats(loyal);
    free_seats(empty);
}

/* Without a client in the base there is nothing to hold a rep against; without plays the exact npv decides. */
static void nothing_to_compare_with(void **state)
{
    struct made *base = with_seats(base_seats), *other = with_seats(more_seats);
    const struct difference npv = {
        .baseline_mean = 5000, .scenario_mean = 5000.01, .mean = NAN, .expected = 0.01, .mcse = NAN};
    (void)state;
    set(other, SERIES_REPS, (double[]){0, 0, 1, 1});
    set(other, SERIES_SALARIES, (double[]){0, 0, 3000, 3000});
    struct thumb thumb = thumb_of(&base->findings, &other->findings, &npv);
    assert_true(thumb.hires && isnan(thumb.fee));
    assert_int_equal(thumb.rule, THUMB_UNDECIDED);
    assert_int_equal(thumb.simulated, THUMB_WORTH_IT);
    free_seats(base);
    free_seats(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cost_of_a_rep),
        cmocka_unit_test(no_hires),
        cmocka_unit_test(nothing_to_compare_with),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
