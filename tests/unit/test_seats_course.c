/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Expected reps, output and hires against another way to count them: by hire. A rep hired in month s is there in month
 * m with the product of (1 - quit) of the months between; a quit in month j is a hire in month j + refill(j) + 1.
 */
#include "tests/verify/verify_support.h"

#include <math.h>
#include <stdio.h>

#define AGENCY "plan.months,40\nspend.mean,1000\ncontract.a.term,1\ncontract.a.fee,10%\ncontract.a.nonrenewal,0.1\n"

enum { LONG = 300 };

/* Of the seat with this number, months 1..LONG, added to what is there. */
static void count_by_hire(const struct seats *seats, int seat, struct seats_state *state)
{
    static double hires[2 * LONG]; /* [0]: there since before the plan */
    for (int month = 0; month < 2 * LONG; month++)
        hires[month] = 0;
    hires[0] = seat < seats->count[1];
    for (int from = 1; from <= LONG; from++) {
        int f = from < 40 ? from : 40;
        if (seat >= seats->count[f]) { /* the seat goes, whatever its state */
            for (int month = 0; month < 2 * LONG; month++)
                hires[month] = 0;
            continue;
        }
        if (from > 1 && seat >= seats->count[from - 1 < 40 ? from - 1 : 40])
            hires[from] = 1;
        state[from].hires += hires[from];
        double leaving = 0;
        for (int s = 0; s <= from; s++) {
            double there = hires[s];
            for (int month = s ? s : 1; month < from; month++)
                there *= 1 - seats->quit[month < 40 ? month : 40];
            int ramp = seats->ramp[f], age = from - s + 1;
            state[from].occupied += there;
            state[from].output += there * (s == 0 || age >= ramp ? 1 : (double)age / ramp);
            leaving += there * seats->quit[f];
        }
        if (from + seats->refill[f] + 1 < 2 * LONG)
            hires[from + seats->refill[f] + 1] += leaving;
    }
}

static void compare(const char *rows)
{
    static struct seats_state want[LONG + 1];
    struct verify *made = verify_new(rows, NULL, NULL);
    const struct seats *seats = &made->plan.seats[0];
    for (int month = 0; month <= LONG; month++)
        want[month] = (struct seats_state){0};
    for (int seat = 0; seat < seats->most; seat++)
        count_by_hire(seats, seat, want);
    for (int month = 1; month <= LONG; month++) {
        assert_near(seats->expected[month].occupied, want[month].occupied, 1e-12);
        assert_near(seats->expected[month].output, want[month].output, 1e-12);
        assert_near(seats->expected[month].hires, want[month].hires, 1e-12);
        if (month <= 40)
            assert_close(seats->signups[month], seats->rate[month] * want[month].output, 1e-12);
    }
    verify_free(made);
}

static void transients(void **state)
{
    (void)state;
    compare(AGENCY "rep.r.count,1\nrep.r.quit,0.07\nrep.r.leads,3\n");
    compare(AGENCY "rep.r.count,2\nrep.r.quit,0.07\nrep.r.refill,3\nrep.r.ramp,5\nrep.r.leads,3\n");
    compare(AGENCY "rep.r.count,1\nrep.r.quit,1\nrep.r.refill,2\nrep.r.ramp,4\n");
    compare(AGENCY "rep.r.count,3\nrep.r.quit,0.93\n");
    compare(AGENCY "rep.r.count,2\nrep.r.ramp,1\nrep.r.quit,0.013\nrep.r.refill,1\n");
}

/* Seats come, go whatever their state, and come again; values change on the way. */
static void dated(void **state)
{
    (void)state;
    compare(AGENCY "rep.r.count,1\nrep.r.count,4,5\nrep.r.count,2,11\nrep.r.count,3,14\nrep.r.count,0,20\n"
                   "rep.r.count,5,21\nrep.r.quit,0.11\nrep.r.quit,0.04,9\nrep.r.quit,0.19,24\nrep.r.refill,4\n"
                   "rep.r.refill,1,8\nrep.r.refill,2,23\nrep.r.ramp,6\nrep.r.ramp,3,7\nrep.r.ramp,9,22\n"
                   "rep.r.leads,3\nrep.r.leads,4,12\n");
    compare(AGENCY "rep.r.count,0\nrep.r.count,2,3\nrep.r.ramp,3\nrep.r.quit,0.2,10\nrep.r.quit,0,30\n"
                   "rep.r.refill,7\n");
}

/* For ever: (1/q) / (1/q + refill) occupied; hires per month x sum over j of (1-q)^(j-1) min(1, j / ramp) output. */
static void duty_cycle(void **state)
{
    static const double quit[] = {0.003, 0.047, 0.31, 1};
    static const int refill[] = {0, 2, 11}, ramp[] = {0, 1, 4, 9};
    (void)state;
    for (int i = 0; i < 4 * 3 * 4; i++) {
        double q = quit[i % 4], wait = refill[i / 4 % 3];
        int r = ramp[i / 12];
        char sets[120];
        snprintf(sets, sizeof sets, "rep.r.quit@9=%g;rep.r.refill=%g;rep.r.ramp=%d", q, wait, r);
        struct verify *made = verify_new(AGENCY "rep.r.count,7\nrep.r.count,3,30\n", NULL, sets);
        const struct seats *seats = &made->plan.seats[0];
        double hires = 3 / (1 / q + wait), output = 0;
        for (int j = 1; j < 20000; j++)
            output += hires * pow(1 - q, j - 1) * (j < r ? (double)j / r : 1);
        assert_close(seats->steady.hires, hires, 1e-13);
        assert_close(seats->steady.occupied, hires / q, 1e-13);
        assert_close(seats->steady.output, output, 1e-12);
        if (q < 1) { /* who quits for sure keeps going round */
            assert_close(seats->expected[SEATS_MONTHS].output, output, 1e-12);
            assert_close(seats->expected[SEATS_MONTHS].hires, hires, 1e-12);
        }
        verify_free(made);
    }
}

/* Nobody quits in the last month: all are there and ramped in the end, whatever was before. */
static void nobody_quits(void **state)
{
    (void)state;
    struct verify *made = verify_new(AGENCY "rep.r.count,2\nrep.r.count,3,4\nrep.r.ramp,5\n", NULL, NULL);
    const struct seats *seats = &made->plan.seats[0];
    for (int month = 1; month <= SEATS_MONTHS; month++) {
        double third = month < 4 ? 0 : month < 8 ? (month - 3) / 5.0 : 1;
        assert_close(seats->expected[month].output, 2 + third, 1e-15);
        assert_true(seats->expected[month].occupied == (month < 4 ? 2 : 3));
        assert_true(seats->expected[month].hires == (month == 4));
    }
    assert_true(seats->steady.occupied == 3 && seats->steady.output == 3 && seats->steady.hires == 0);
    assert_false(seats->quits);
    verify_free(made);
    made = verify_new(AGENCY "rep.r.count,2\nrep.r.quit,0.2\nrep.r.refill,3\nrep.r.quit,0,40\n", NULL, NULL);
    assert_true(made->plan.seats[0].steady.output == 2 && made->plan.seats[0].steady.hires == 0);
    assert_close(made->plan.seats[0].expected[44].occupied, 2, 1e-13);
    assert_true(made->plan.seats[0].quits);
    verify_free(made);
    /* Both quit at the end of month 39; nothing changes then until both seats are filled again, in month 60. */
    made = verify_new(AGENCY "rep.r.count,2\nrep.r.quit,0\nrep.r.quit,1,39\nrep.r.quit,0,40\nrep.r.refill,20\n", NULL,
                      NULL);
    for (int month = 38; month <= SEATS_MONTHS; month++)
        assert_true(made->plan.seats[0].expected[month].output == (month > 39 && month < 60 ? 0 : 2));
    verify_free(made);
}

/* 10,000 seats are as good as one. */
static void many_seats(void **state)
{
    (void)state;
    struct verify *one = verify_new(AGENCY "rep.r.count,1\nrep.r.quit,0.07\nrep.r.refill,3\nrep.r.ramp,5\n", NULL,
                                    NULL);
    struct verify *many = verify_new(AGENCY "rep.r.count,10000\nrep.r.quit,0.07\nrep.r.refill,3\nrep.r.ramp,5\n", NULL,
                                     NULL);
    for (int month = 1; month <= SEATS_MONTHS; month += 13)
        assert_close(many->plan.seats[0].expected[month].output, 1e4 * one->plan.seats[0].expected[month].output,
                     1e-15);
    verify_free(one);
    verify_free(many);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(transients),   cmocka_unit_test(dated),      cmocka_unit_test(duty_cycle),
        cmocka_unit_test(nobody_quits), cmocka_unit_test(many_seats),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
