/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Seats: how many there are, their rates, and the schedule of steady arrivals. */
#include "tests/verify/verify_support.h"

#include <stdio.h>

#define AGENCY          \
    "plan.months,40\n"  \
    "sales.close,1\n"   \
    "spend.mean,1000\n" \
    "contract.a.term,1\ncontract.a.fee,10%\ncontract.a.nonrenewal,0.1\n"

static int signups(const struct verify *made, size_t c, int seat, int month)
{
    return made->plan.seats[c].schedule[seat * (made->plan.months + 2) + month];
}

/* The n-th sign-up comes in the first month in which the accumulated rate exceeds n - 1 by more than 1e-6. */
static void schedules(void **state)
{
    static const double rate[] = {1.0 / 6, 1.0 / 7, 0.37, 0.1, 1, 2.5, 1e-7, 13.999};
    (void)state;
    for (size_t i = 0; i < sizeof rate / sizeof rate[0]; i++) {
        char sets[80];
        snprintf(sets, sizeof sets, "rep.r.leads=%.17g", rate[i]);
        struct verify *made = verify_new(AGENCY "sales.arrivals,steady\nrep.r.count,2\n", NULL, sets);
        for (int month = 1, so_far = 0; month <= 40; month++) {
            so_far += signups(made, 0, 0, month);
            int due = 0;
            while (rate[i] * month > due + 1e-6)
                due++;
            assert_int_equal(so_far, due);
            assert_int_equal(signups(made, 0, 1, month), signups(made, 0, 0, month));
            assert_true(made->plan.seats[0].signups[month] == 2 * signups(made, 0, 0, month));
        }
        verify_free(made);
    }
}

/* One every six months means months 1, 7, 13, ...; so does one every three with every other lead. */
static void one_in_six_months(void **state)
{
    static const char *const sets[] = {"rep.r.leads=1/6", "rep.r.leads=1/3;sales.close=1/2"};
    (void)state;
    for (int i = 0; i < 2; i++) {
        struct verify *made = verify_new(AGENCY "sales.arrivals,steady\nrep.r.count,1\n", NULL, sets[i]);
        for (int month = 1; month <= 40; month++)
            assert_int_equal(signups(made, 0, 0, month), month % 6 == 1);
        verify_free(made);
    }
}

/* A new seat begins its own count; one that was taken away signs nothing; the newest go first. */
static void seats_come_and_go(void **state)
{
    (void)state;
    struct verify *made = verify_new(AGENCY "sales.arrivals,steady\nrep.r.count,1\nrep.r.count,3,4\nrep.r.count,2,9\n"
                                            "rep.r.leads,0.25\n",
                                     NULL, NULL);
    const struct seats *seats = &made->plan.seats[0];
    assert_int_equal(seats->most, 3);
    for (int month = 1; month <= 40; month++) {
        assert_int_equal(seats->count[month], month < 4 ? 1 : month < 9 ? 3 : 2);
        assert_int_equal(signups(made, 0, 0, month), month % 4 == 1);
        assert_int_equal(signups(made, 0, 1, month), month >= 4 && month % 4 == 0); /* months 4, 8, 12, ... */
        assert_int_equal(signups(made, 0, 2, month), month == 4 || month == 8);
        assert_true(made->expected.series[SERIES_REPS][month] == seats->count[month]);
    }
    verify_free(made);
}

/* The accumulated rate follows dated leads. */
static void dated_rates(void **state)
{
    (void)state;
    struct verify *made = verify_new(AGENCY "sales.arrivals,steady\nrep.r.count,1\nrep.r.leads,0.5\nrep.r.leads,0,4\n"
                                            "rep.r.leads,0.75,10\n",
                                     NULL, NULL);
    /* 0.5, 1, 1.5 to month 9, then 2.25, 3, 3.75, 4.5, 5.25, 6: each rounded up. */
    static const int due[] = {0, 1, 1, 2, 2, 2, 2, 2, 2, 2, 3, 3, 4, 5, 6, 6};
    for (int month = 1, so_far = 0; month <= 15; month++) {
        so_far += signups(made, 0, 0, month);
        assert_int_equal(so_far, due[month]);
    }
    verify_free(made);
}

static void poisson_rates(void **state)
{
    (void)state;
    struct verify *made = verify_new(
        AGENCY "rep.r.count,3\nrep.r.leads,8.3\nrep.s.count,1\nrep.s.leads,2\nrep.s.leads,*=1.5,6\n", NULL,
        "sales.close=0.07;sales.close@11=0.09");
    for (int month = 1; month <= 40; month++) {
        double close = month < 11 ? 0.07 : 0.09;
        assert_close(made->plan.seats[0].rate[month], 8.3 * close, 1e-15);
        assert_close(made->plan.seats[1].rate[month], (month < 6 ? 2 : 3) * close, 1e-15);
        assert_close(made->plan.seats[0].signups[month], 3 * 8.3 * close, 1e-15);
    }
    assert_null(made->plan.seats[0].schedule);
    verify_free(made);
}

/* A class is its name: the same key in every scenario, another for another name. */
static void keys(void **state)
{
    (void)state;
    struct verify *a = verify_new(AGENCY "rep.r.count,3\nrep.s.count,1\n", NULL, NULL);
    struct verify *b = verify_new(AGENCY "rep.t.count,1\nrep.s.count,7\nrep.r.leads,1\n", NULL, NULL);
    assert_true(a->plan.seats[0].key == b->plan.seats[2].key);
    assert_true(a->plan.seats[1].key == b->plan.seats[1].key);
    assert_true(a->plan.seats[0].key != a->plan.seats[1].key && b->plan.seats[0].key != b->plan.seats[1].key);
    verify_free(a);
    verify_free(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(schedules),   cmocka_unit_test(one_in_six_months), cmocka_unit_test(seats_come_and_go),
        cmocka_unit_test(dated_rates), cmocka_unit_test(poisson_rates),     cmocka_unit_test(keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
