/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The smallest and the largest plans: played, agreeing with the exact figures, or refused with a reason. */
#include "tests/verify/verify_support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/support/workers.h"

#define CONTRACT               \
    "spend.mean,20000\n"       \
    "spend.cv,0.6\n"           \
    "contract.month.term,1\n"  \
    "contract.month.fee,10%\n" \
    "contract.month.nonrenewal,0.13\n"

static void play_and_compare(struct verify *made, size_t replicates)
{
    struct verify_gaps gaps = {0};
    verify_play(made, 31, replicates, workers_available());
    verify_compare(&gaps, made, &made->sample, "extreme");
    verify_compare_lives(&gaps, made, &made->sample, "extreme");
    if (gaps.checked > 0 && !(gaps.widest < verify_limit(gaps.checked)))
        fail_msg("%s", gaps.where);
}

/* No reps, or reps without leads: nothing happens, for as long as it may. */
static void nothing(void **state)
{
    static const char *const sets[] = {NULL, "rep.a.count=2", "rep.a.leads=3", "plan.months=1", "plan.months=1200"};
    (void)state;
    for (size_t i = 0; i < 5; i++) {
        struct verify *made = verify_new(CONTRACT, NULL, sets[i]);
        verify_play(made, 1, 3, 2);
        for (int month = 0; month <= made->plan.months; month++) {
            assert_true(made->expected.series[SERIES_CLIENTS][month] == 0);
            assert_true(verify_mean(&made->sample, SERIES_REVENUE, month) == 0);
        }
        verify_free(made);
    }
}

/* One month: everybody who signs is there at its end, and the quantities of a year before are empty. */
static void one_month(void **state)
{
    (void)state;
    struct verify *made = verify_new(CONTRACT "plan.months,1\nrep.a.count,2\nrep.a.leads,40\n", NULL, NULL);
    assert_close(made->expected.series[SERIES_CLIENTS][1], 4, 1e-14);
    assert_true(made->expected.series[SERIES_LOST][1] == 0);
    assert_close(made->expected.quantity[QUANTITY_CLIENTS_BEFORE_12], 0, 0);
    play_and_compare(made, 5000);
    verify_free(made);
}

static void long_plan(void **state)
{
    (void)state;
    struct verify *made = verify_new(CONTRACT "plan.months,1200\nrep.a.count,1\nrep.a.leads,40\n", NULL,
                                     "contract.month.nonrenewal=0.002;churn.multiplier@700=1.3");
    play_and_compare(made, 300);
    verify_free(made);
}

/* Seats of a few thousand sign-ups a month each: Poisson laws of large rates. */
static void many_clients(void **state)
{
    (void)state;
    struct verify *made = verify_new(CONTRACT "plan.months,6\nrep.a.count,3\nrep.a.leads,100000\n", NULL, NULL);
    play_and_compare(made, 64);
    verify_free(made);
}

/* Many seats that sign next to nothing. */
static void many_seats(void **state)
{
    (void)state;
    struct verify *made = verify_new(CONTRACT "plan.months,3\nrep.a.count,4000\nrep.a.leads,0.07\n", NULL, NULL);
    play_and_compare(made, 200);
    verify_free(made);
}

/* As many contracts as a scenario can have, each of one lead in 256. */
static void many_contracts(void **state)
{
    char *rows = verify_zeros(1, 40000);
    size_t length = (size_t)sprintf(rows,
                                    "plan.months,9\nspend.mean,1000\nspend.cv,1\nrep.a.count,1\nrep.a.leads,900\n");
    (void)state;
    for (int g = 0; g < 256; g++)
        length += (size_t)snprintf(rows + length, 40000 - length,
                                   "contract.c%d.term,%d\ncontract.c%d.fee,0.1\ncontract.c%d.nonrenewal,0.3\n", g,
                                   1 + g % 7, g, g);
    struct verify *made = verify_new(rows, NULL, NULL);
    assert_int_equal(made->plan.contracts, 256);
    play_and_compare(made, 1500);
    verify_free(made);
    free(rows);
}

/* A book of a few thousand, from the first to the last word of its blocks. */
static void large_book(void **state)
{
    char *list = verify_zeros(1, 60000);
    size_t length = (size_t)sprintf(list, "t,p\n");
    (void)state;
    for (int i = 0; i < 3001; i++)
        length += (size_t)snprintf(list + length, 60000 - length, "%d,%d\n", i % 37, 1000 + i);
    struct verify *made = verify_new(CONTRACT "plan.months,15\nbook.file,l\nbook.tenure,t\nbook.fee,p\n", list, NULL);
    play_and_compare(made, 200);
    verify_free(made);
    free(list);
}

/* Refused, with a message and an empty sample. */
static void expect_refusal(const char *rows, const char *about)
{
    struct verify *made = verify_new(rows, NULL, NULL);
    struct faults *faults = verify_zeros(1, sizeof *faults);
    struct play_options options = {.seed = 1, .replicates = 5, .threads = 1, .faults = faults};
    assert_int_equal(play_run(&made->sample, &made->plan, &options), ERR_RANGE);
    assert_true(faults->total == 1 && strstr(faults->item[0].text, about) != NULL);
    assert_null(made->sample.value);
    options.faults = NULL; /* nobody listens: refused all the same */
    assert_int_equal(play_run(&made->sample, &made->plan, &options), ERR_RANGE);
    free(faults);
    verify_free(made);
}

static void refused(void **state)
{
    (void)state;
    expect_refusal(CONTRACT "plan.months,60\nrep.a.count,100\nrep.a.leads,10000\n", "clients");
    expect_refusal("spend.mean,1000000000\nspend.cv,20\nrep.a.count,1\nrep.a.leads,1\ncontract.a.term,1\n"
                   "contract.a.fee,100%\ncontract.a.nonrenewal,0.1\n",
                   "pay");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing),      cmocka_unit_test(one_month),  cmocka_unit_test(long_plan),
        cmocka_unit_test(many_clients), cmocka_unit_test(many_seats), cmocka_unit_test(many_contracts),
        cmocka_unit_test(large_book),   cmocka_unit_test(refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
