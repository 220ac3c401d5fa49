/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Seats: how many there are, their rates, and the schedule of steady arrivals. */
#include "tests/verify/verify_support.h"

#include <math.h>
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
        assert_true(seats->expected[month].occupied == seats->count[month]);
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

/* A hire ramps, and its schedule with it: 0.25, 0.5, 0.75, 1, ... of 0.8 a month, from month 5 on. */
static void ramps(void **state)
{
    (void)state;
    struct verify *made = verify_new(AGENCY "sales.arrivals,steady\nrep.r.count,1\nrep.r.count,2,5\nrep.r.ramp,4\n"
                                            "rep.r.leads,0.8\n",
                                     NULL, NULL);
    /* Accumulated: 0.2, 0.6, 1.2, 2, 2.8, 3.6, 4.4, 5.2, 6, 6.8. */
    static const int due[] = {1, 1, 2, 2, 3, 4, 5, 6, 6, 7};
    for (int month = 5, so_far = 0; month <= 14; month++) {
        so_far += signups(made, 0, 1, month);
        assert_int_equal(so_far, due[month - 5]);
    }
    const struct seats *seats = &made->plan.seats[0];
    for (int age = 1; age <= 6; age++)
        assert_true(seats_output(seats, age, 99) == (age < 4 ? age / 4.0 : 1));
    assert_true(seats_output(seats, SEATS_RAMPED, 1) == 1);
    verify_free(made);
}

/* A ramp of its month: a hire of month 3 that would need 6 months needs only 2 from month 5 on. */
static void dated_ramps(void **state)
{
    (void)state;
    struct verify *made = verify_new(AGENCY "rep.r.count,0\nrep.r.count,1,3\nrep.r.ramp,6\nrep.r.ramp,2,5\n"
                                            "rep.r.ramp,10,8\nrep.r.leads,1\n",
                                     NULL, NULL);
    static const double output[] = {0, 0, 1.0 / 6, 2.0 / 6, 1, 1, 1, 0.6, 0.7, 0.8, 0.9, 1, 1};
    for (int month = 1; month <= 13; month++)
        assert_close(made->plan.seats[0].signups[month], output[month - 1], 1e-15);
    verify_free(made);
}

/* When the rep in a seat came: before the plan, or in the first month of the stretch in which the seat is there. */
static void hires(void **state)
{
    (void)state;
    struct verify *made = verify_new(AGENCY "rep.r.count,1\nrep.r.count,3,4\nrep.r.count,1,9\nrep.r.count,2,12\n", NULL,
                                     NULL);
    const struct seats *seats = &made->plan.seats[0];
    int hired[3] = {0};
    for (int month = 1; month <= made->plan.months; month++) {
        for (int seat = 0; seat < 3; seat++)
            hired[seat] = seats_hired(seats, seat, month, hired[seat]);
        assert_int_equal(hired[0], 0);
        if (month >= 4 && month < 9)
            assert_true(hired[1] == 4 && hired[2] == 4);
        if (month >= 12)
            assert_int_equal(hired[1], 12);
    }
    verify_free(made);
}

/* Leads turned away: sign-ups and returning leads of a ramped rep, by the month's qualification. */
static void qualified_rates(void **state)
{
    (void)state;
    struct verify *made = verify_new(AGENCY "rep.r.count,2\nrep.r.leads,7.1\nspend.cv,0.6\n", NULL,
                                     "sales.close=0.09;qualify.min_spend@4=800;qualify.time_reused=0.3;"
                                     "qualify.return_share=0.2");
    double variance = log(1.36), x = 0.5 * erfc((log(1000) - variance / 2 - log(800)) / sqrt(2 * variance));
    for (int month = 1; month <= 40; month++) {
        double turned = month < 4 ? 0 : x;
        assert_true(made->plan.seats[0].leads[month] == 7.1);
        assert_close(made->plan.seats[0].rate[month], 7.1 * 0.09 * (1 - turned + 0.3 * turned), 1e-13);
        assert_close(made->plan.seats[0].returning[month], 7.1 * 0.09 * 0.2 * turned, 1e-13);
        assert_close(made->plan.seats[0].signups[month], 2 * made->plan.seats[0].rate[month], 1e-15);
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
        cmocka_unit_test(schedules),
        cmocka_unit_test(one_in_six_months),
        cmocka_unit_test(seats_come_and_go),
        cmocka_unit_test(dated_rates),
        cmocka_unit_test(ramps),
        cmocka_unit_test(dated_ramps),
        cmocka_unit_test(hires),
        cmocka_unit_test(poisson_rates),
        cmocka_unit_test(keys),
        cmocka_unit_test(qualified_rates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
