/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who sits where when reps quit at moments of our choice, and what they are paid. Each lane is a story of its own. */
#include "play_support.h"

#include <string.h>

#include "sim/play/staff.h"

#define TWO_SEATS                                                                                      \
    "contract.month.term,1\ncontract.month.fee,10%\ncontract.month.nonrenewal,0.1\nspend.mean,10000\n" \
    "sales.close,7%\nrep.a.count,2\nrep.a.leads,12\n"

/* The rep in a seat quits at the end of a month, in one lane. */
struct quits {
    uint32_t lane;
    int seat, month;
};

struct story {
    const struct quits *quits;
    size_t count;
    uint32_t stays;  /* the word of all others */
    uint32_t refine; /* what refines it in an end cell */
};

/* Blocks of four months; 0 is below every chance, UINT32_MAX - 1 above. */
static void fill(const void *context, const struct draw_batch *batch, uint32_t *const word[WORDS])
{
    const struct story *self = context;
    for (size_t i = 0; i < batch->count; i++)
        for (int w = 0; w < WORDS; w++) {
            int seat = (int)(batch->third[i] >> 11), month = (int)(batch->third[i] & 0x7ff) * WORDS + w + 1;
            word[w][i] = batch->purpose == PURPOSE_QUIT ? self->stays : self->refine;
            for (size_t q = 0; q < self->count && batch->purpose == PURPOSE_QUIT; q++)
                if (self->quits[q].lane == batch->replicate[i] && self->quits[q].seat == seat &&
                    self->quits[q].month == month)
                    word[w][i] = 1;
        }
}

enum { MONTHS = 24, SEATS = 3, SOME = 6 };

/* Ages of all seats in all months, as the staff says. */
static int32_t age[SOME][SEATS][MONTHS + 1];

static void move_all(struct kit *kit)
{
    const struct plan *plan = &kit->made->plan;
    struct lanes lanes = {.source = &kit->engine.source, .first = 0, .count = SOME};
    struct staff staff;
    assert_int_equal(staff_init(&staff, plan, true), OK);
    ledger_clear(&kit->ledger);
    memset(age, 0, sizeof age);
    for (int month = 1; month <= plan->months; month++) {
        staff_move(&staff, &kit->engine, &lanes, 0, month, &kit->ledger);
        for (int seat = 0; seat < plan->seats[0].count[month]; seat++)
            for (size_t lane = 0; lane < SOME; lane++)
                age[lane][seat][month] = staff_seat_of(&staff, plan, 0, seat)->age[lane];
    }
    staff_free(&staff);
    staff_free(&staff);
}

/* One seat in one lane: an age for each month from 1; R: there since before the plan; 0: vacant, or no such seat. */
#define R SEATS_RAMPED
static void check_ages(size_t lane, int seat, const int32_t *wanted, int months)
{
    for (int month = 1; month <= months; month++)
        if (age[lane][seat][month] != wanted[month - 1])
            fail_msg("lane %zu, seat %d, month %d: age %d, not %d", lane, seat, month, (int)age[lane][seat][month],
                     (int)wanted[month - 1]);
}

/* Vacant for exactly `refill` months of the month of quitting, then a hire of age 1. */
static void quitting_and_refilling(void **state)
{
    static const struct quits quits[] = {
        {0, 0, 3},                         /* within a block of words */
        {1, 0, 4},  {1, 0, 12},            /* the last word of one; a second time, under another refill */
        {2, 0, 5},  {2, 0, 8},             /* the first of the next; again in the very month of the hire */
        {3, 0, 1},  {3, 0, 2},  {3, 0, 3}, /* who is not there cannot quit: only the first counts */
        {4, 1, 6},                         /* another seat */
        {5, 0, 11},                        /* under the refill of the month of quitting */
    };
    struct story story = {quits, sizeof quits / sizeof quits[0], UINT32_MAX - 1, 0};
    struct draw_source source = {fill, &story};
    struct kit kit;
    (void)state;
    kit_make(&kit, TWO_SEATS "plan.months,15\nrep.a.quit,7.3%\nrep.a.refill,2\nrep.a.refill,0,12\n", NULL, &source);
    move_all(&kit);
    check_ages(0, 0, (const int32_t[]){R, R, R, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 15);
    check_ages(1, 0, (const int32_t[]){R, R, R, R, 0, 0, 1, 2, 3, 4, 5, 6, 1, 2, 3}, 15);
    check_ages(2, 0, (const int32_t[]){R, R, R, R, R, 0, 0, 1, 0, 0, 1, 2, 3, 4, 5}, 15);
    check_ages(3, 0, (const int32_t[]){R, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, 15);
    check_ages(4, 0, (const int32_t[]){R, R, R, R, R, R, R, R, R, R, R, R, R, R, R}, 15);
    check_ages(4, 1, (const int32_t[]){R, R, R, R, R, R, 0, 0, 1, 2, 3, 4, 5, 6, 7}, 15);
    check_ages(5, 0, (const int32_t[]){R, R, R, R, R, R, R, R, R, R, R, 0, 0, 1, 2}, 15);
    kit_free(&kit);
}

/*
 * Seats 2 (months 1-4), 3 (5-8), 1 (9-11), 2 (from 12 on). A cut takes the newest, vacant or not; a later rise hires,
 * whatever was to be refilled.
 */
static void cuts_and_hires(void **state)
{
    static const struct quits quits[] = {
        {0, 1, 8},             /* quits as the seat is cut: it is there again in month 12, with a hire */
        {1, 1, 7},  {1, 2, 7}, /* vacant when cut */
        {2, 0, 8},             /* seat 0 is vacant in month 9 and stays in the plan */
        {3, 2, 5},             /* hired in month 5, quits at once, refilled in month 8 */
        {4, 1, 10},            /* a seat that is not there */
    };
    struct story story = {quits, sizeof quits / sizeof quits[0], UINT32_MAX - 1, 0};
    struct draw_source source = {fill, &story};
    struct kit kit;
    (void)state;
    kit_make(&kit,
             TWO_SEATS "plan.months,15\nrep.a.count,3,5\nrep.a.count,1,9\nrep.a.count,2,12\n"
                       "rep.a.quit,7.3%\nrep.a.refill,2\n",
             NULL, &source);
    move_all(&kit);
    check_ages(5, 0, (const int32_t[]){R, R, R, R, R, R, R, R, R, R, R, R, R, R, R}, 15);
    check_ages(5, 1, (const int32_t[]){R, R, R, R, R, R, R, R, 0, 0, 0, 1, 2, 3, 4}, 15);
    check_ages(5, 2, (const int32_t[]){0, 0, 0, 0, 1, 2, 3, 4, 0, 0, 0, 0, 0, 0, 0}, 15);
    check_ages(0, 1, (const int32_t[]){R, R, R, R, R, R, R, R, 0, 0, 0, 1, 2, 3, 4}, 15);
    check_ages(1, 1, (const int32_t[]){R, R, R, R, R, R, R, 0, 0, 0, 0, 1, 2, 3, 4}, 15);
    check_ages(1, 2, (const int32_t[]){0, 0, 0, 0, 1, 2, 3, 0, 0, 0, 0, 0, 0, 0, 0}, 15);
    check_ages(2, 0, (const int32_t[]){R, R, R, R, R, R, R, R, 0, 0, 1, 2, 3, 4, 5}, 15);
    check_ages(3, 2, (const int32_t[]){0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0}, 15);
    check_ages(4, 1, (const int32_t[]){R, R, R, R, R, R, R, R, 0, 0, 0, 1, 2, 3, 4}, 15);
    kit_free(&kit);
}

/*
 * Salary 1,234.56, from month 6 on 2,000.01; 345.67 a hire, 400 from month 7 on; leads 12 at 10 each, in a ramp of 3
 * months 40, 80, 120 of them. Each seat is paid for itself.
 */
static void pay_by_lane(void **state)
{
    static const struct quits quits[] = {{0, 0, 2}, {0, 1, 4}};
    static const struct {
        int month;
        int64_t reps, salaries, hiring, leads;
    } wanted[] = {
        {1, 2, 246912, 0, 24000},     {2, 2, 246912, 0, 24000}, {3, 1, 123456, 0, 12000},
        {4, 2, 246912, 34567, 16000}, {5, 1, 123456, 0, 8000}, /* seat 0 hired in 4; seat 1 gone in 5 */
        {6, 2, 400002, 34567, 16000}, {7, 2, 400002, 0, 20000}, {8, 2, 400002, 0, 24000},
        {9, 3, 600003, 40000, 28000}, /* a third seat */
    };
    struct story story = {quits, 2, UINT32_MAX - 1, 0};
    struct draw_source source = {fill, &story};
    struct kit kit;
    (void)state;
    kit_make(&kit,
             TWO_SEATS
             "plan.months,9\nrep.a.count,3,9\nrep.a.quit,7.3%\n"
             "rep.a.refill,1\nrep.a.ramp,3\nrep.a.salary,1234.56\nrep.a.salary,2000.01,6\nrep.a.hiring_cost,345.67\n"
             "rep.a.hiring_cost,400,7\ncost.lead,10\n",
             NULL, &source);
    move_all(&kit);
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        int month = wanted[i].month;
        assert_int_equal(kit_posted(&kit, LINE_REPS, month, 0), wanted[i].reps);
        assert_int_equal(kit_posted(&kit, LINE_SALARIES, month, 0), wanted[i].salaries);
        assert_int_equal(kit_posted(&kit, LINE_HIRING, month, 0), wanted[i].hiring);
        assert_int_equal(kit_posted(&kit, LINE_LEADS, month, 0), wanted[i].leads);
        assert_int_equal(kit_posted(&kit, LINE_REPS, month, 1), month < 9 ? 2 : 3); /* where nobody quits */
    }
    kit_free(&kit);
}

/* Everybody quits at every month's end: there every second month. Words in end cells are decided exactly. */
static void certain_to_quit(void **state)
{
    static const uint32_t words[] = {UINT32_MAX, UINT32_MAX - 1, 0, 0x80000000};
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        struct story story = {NULL, 0, words[i], UINT32_MAX};
        struct draw_source source = {fill, &story};
        struct kit kit;
        kit_make(&kit, KIT_ROWS "plan.months,9\nrep.a.quit,100%\nrep.a.refill,1\n", NULL, &source);
        move_all(&kit);
        check_ages(3, 0, (const int32_t[]){R, 0, 1, 0, 1, 0, 1, 0, 1}, 9);
        kit_free(&kit);
        kit_make(&kit, KIT_ROWS "plan.months,9\nrep.a.quit,100%\n", NULL, &source); /* refilled at once */
        move_all(&kit);
        check_ages(3, 0, (const int32_t[]){R, 1, 1, 1, 1, 1, 1, 1, 1}, 9);
        kit_free(&kit);
    }
}

/* 1e-11 lies within the lowest word's cell (2^-32): the refining word decides, 2^-32 (x + 1/2) 2^-32 < 1e-11. */
static void hardly_ever(void **state)
{
    static const struct {
        uint32_t word, refine;
        bool quits;
    } row[] = {{0, 0, true}, {0, 184467440, true}, {0, 184467442, false}, {0, UINT32_MAX, false}, {1, 0, false}};
    (void)state;
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        struct story story = {NULL, 0, row[i].word, row[i].refine};
        struct draw_source source = {fill, &story};
        struct kit kit;
        kit_make(&kit, KIT_ROWS "plan.months,2\nrep.a.quit,0.00000000001\nrep.a.quit,100%,2\nrep.a.refill,1\n", NULL,
                 &source);
        move_all(&kit);
        check_ages(0, 0, row[i].quits ? (const int32_t[]){R, 0} : (const int32_t[]){R, R}, 2);
        kit_free(&kit);
    }
}

/* The chance of the month at whose end it is: only at the end of month 4 does a word of a half quit. */
static void the_chance_is_dated(void **state)
{
    struct story story = {NULL, 0, 0x80000000, 0};
    struct draw_source source = {fill, &story};
    struct kit kit;
    (void)state;
    kit_make(&kit, KIT_ROWS "plan.months,9\nrep.a.quit,49.99%\nrep.a.quit,50.01%,4\nrep.a.quit,3%,5\nrep.a.refill,3\n",
             NULL, &source);
    move_all(&kit);
    check_ages(1, 0, (const int32_t[]){R, R, R, R, 0, 0, 0, 1, 2}, 9);
    kit_free(&kit);
}

/* A class where nobody quits is certain.c's: nothing is posted, and there is no seat to look at. */
static void who_never_quits_is_not_here(void **state)
{
    struct kit kit;
    struct staff staff;
    (void)state;
    kit_make(&kit, KIT_ROWS "plan.months,9\nrep.a.salary,1000\nrep.b.count,1\nrep.b.leads,3\nrep.b.quit,5%\n", NULL,
             NULL);
    struct lanes lanes = {.source = &kit.engine.source, .count = LANES};
    assert_int_equal(staff_init(&staff, &kit.made->plan, true), OK);
    for (int month = 1; month <= 9; month++)
        staff_move(&staff, &kit.engine, &lanes, 0, month, &kit.ledger);
    assert_null(staff_seat_of(&staff, &kit.made->plan, 0, 0));
    assert_non_null(staff_seat_of(&staff, &kit.made->plan, 1, 0));
    for (size_t lane = 0; lane < LANES; lane++)
        assert_true(kit_sum(&kit, LINE_REPS, 9, lane) == 0 && kit_sum(&kit, LINE_SALARIES, 9, lane) == 0);
    staff_free(&staff);
    kit_free(&kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quitting_and_refilling),
        cmocka_unit_test(cuts_and_hires),
        cmocka_unit_test(pay_by_lane),
        cmocka_unit_test(certain_to_quit),
        cmocka_unit_test(hardly_ever),
        cmocka_unit_test(the_chance_is_dated),
        cmocka_unit_test(who_never_quits_is_not_here),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
