/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who sits where in plays whose every word is written here, and what comes of it, by hand: two seats, of which the
 * first loses its rep when the script says so. Nobody signs unless a test lets somebody.
 */
#include "tests/verify/verify_lives.h"
#include "tests/verify/verify_script.h"

#include <stdio.h>

enum { PLAYS = 3 };

static const uint32_t HIGHEST = UINT32_MAX;

/* Twenty leads of a rep in full strength at 10.07 each. */
static const char plain[] = "plan.months,16\n"
                            "sales.close,0.1\n"
                            "rep.standard.count,2\n"
                            "rep.standard.leads,20\n"
                            "rep.standard.quit,0.2\n"
                            "rep.standard.refill,2\n"
                            "rep.standard.ramp,4\n"
                            "rep.standard.salary,3000.01\n"
                            "rep.standard.hiring_cost,777.77\n"
                            "cost.lead,10.07\n"
                            "spend.shape,fixed\n"
                            "spend.mean,10000\n"
                            "contract.month.term,1\n"
                            "contract.month.fee,10%\n"
                            "contract.month.nonrenewal,0.3\n";

/* A rule for the words of a seat's block of four months. */
static struct script_rule seat_words(enum purpose purpose, uint32_t seat, uint32_t block, double a, double b, double c,
                                     double d)
{
    return (struct script_rule){
        purpose, seat << 11 | block, SCRIPT_ANY, {script_word(a), script_word(b), script_word(c), script_word(d)}};
}

static struct script_rule nobody(enum purpose purpose)
{
    uint32_t none = script_word(1e-6);
    return (struct script_rule){purpose, SCRIPT_ANY, SCRIPT_ANY, {none, none, none, none}};
}

/* The first seat's rep quits at the end of month 2 and, hired in month 5, of month 7; vacant seats cannot quit. */
static struct verify *play(const char *sets)
{
    struct script_rule rule[] = {
        nobody(PURPOSE_ARRIVALS),
        nobody(PURPOSE_RETURNED),
        seat_words(PURPOSE_QUIT, 0, 0, 0.21, 0.19, 0.1, 0.1),
        seat_words(PURPOSE_QUIT, 0, 1, 0.21, 0.5, 0.0, 0.1),
    };
    struct script script = {rule, sizeof rule / sizeof rule[0]};
    struct draw_source source = script_source(&script);
    struct verify *made = verify_new(plain, NULL, sets);
    verify_play_with(made, &(struct play_options){.seed = 1, .replicates = PLAYS, .threads = 1, .draws = &source});
    return made;
}

static void expect(const struct verify *made, enum series series, const int64_t *value)
{
    for (int month = 1; month <= 16; month++)
        for (size_t r = 0; r < PLAYS; r++)
            if (verify_value(&made->sample, series, month, r) != value[month - 1])
                fail_msg("%s of month %d is %lld, not %lld", series_info(series)->name, month,
                         (long long)verify_value(&made->sample, series, month, r), (long long)value[month - 1]);
}

static void a_rep_quits(void **state)
{
    static const int64_t reps[16] = {2, 2, 1, 1, 2, 2, 2, 1, 1, 2, 2, 2, 2, 2, 2, 2};
    /* 201.40 for each rep in full strength, 50.35, 100.70 and 151.05 in the first three months of the new one. */
    static const int64_t leads[16] = {40280, 40280, 20140, 20140, 25175, 30210, 35245, 20140,
                                      20140, 25175, 30210, 35245, 40280, 40280, 40280, 40280};
    int64_t salaries[16], hiring[16] = {[4] = 77777, [9] = 77777};
    (void)state;
    for (int i = 0; i < 16; i++)
        salaries[i] = reps[i] * 300001;
    struct verify *made = play(NULL);
    expect(made, SERIES_REPS, reps);
    expect(made, SERIES_SALARIES, salaries);
    expect(made, SERIES_HIRING, hiring);
    expect(made, SERIES_LEADS_COST, leads);
    verify_free(made);
}

/* The refill is that of the month of quitting, the ramp that of each month. */
static void dated(void **state)
{
    static const int64_t reps[16] = {2, 2, 2, 2, 1, 2, 2, 1, 1, 1, 1, 2, 2, 2, 2, 2};
    static const int64_t leads[16] = {40280, 40280, 25175, 25175, 20140, 25175, 30210, 20140,
                                      20140, 20140, 20140, 23497, 40280, 40280, 40280, 40280};
    int64_t hiring[16] = {[2] = 77777, [3] = 77777, [5] = 77777, [11] = 50000};
    (void)state;
    /* Refilled at once in months 3 and 4, whose reps quit in their first month too; after a month in 6. In month 12 the
     * new rep does 1/6 of 201.40, 33.5667; in month 13 there is no ramp any more. */
    struct verify *made = play(
        "rep.standard.refill=0;rep.standard.refill@4=1;rep.standard.refill@7=4;rep.standard.refill@8=1;"
        "rep.standard.ramp@12=6;rep.standard.ramp@13=0;rep.standard.hiring_cost@12=500");
    expect(made, SERIES_REPS, reps);
    expect(made, SERIES_HIRING, hiring);
    expect(made, SERIES_LEADS_COST, leads);
    verify_free(made);
}

/* A cut takes the newest seat, whoever sits there, and a vacant one as well; what comes back is a hire. */
static void cuts(void **state)
{
    static const int64_t reps[16] = {2, 2, 1, 0, 1, 1, 2, 1, 0, 1, 2, 2, 2, 2, 2, 2};
    int64_t hiring[16] = {[4] = 77777, [6] = 77777, [9] = 77777, [10] = 77777};
    static const int64_t none_left[16] = {2, 2, 1, 0, 2, 2, 2, 1, 1, 2, 2, 2, 2, 2, 2, 2};
    int64_t rehired[16] = {[4] = 2 * 77777, [9] = 77777};
    (void)state;
    struct verify *made = play("rep.standard.count@4=1;rep.standard.count@7=2;rep.standard.count@9=1;"
                               "rep.standard.count@11=2");
    expect(made, SERIES_REPS, reps);
    expect(made, SERIES_HIRING, hiring);
    verify_free(made);

    made = play("rep.standard.count@4=0;rep.standard.count@5=2"); /* the vacancy is forgotten with its seat */
    expect(made, SERIES_REPS, none_left);
    expect(made, SERIES_HIRING, rehired);
    verify_free(made);
}

/* Reps of the plays if one rep in 10^10 quits, or all but one, and the words of month 1 lie in an end cell. */
static int64_t reps_after(const char *quit, uint32_t word, double refined)
{
    char sets[60];
    struct script_rule rule[] = {nobody(PURPOSE_ARRIVALS),
                                 {PURPOSE_QUIT, SCRIPT_ANY, SCRIPT_ANY, {word, word, word, word}},
                                 {PURPOSE_QUIT + PURPOSE_REFINE, SCRIPT_ANY, SCRIPT_ANY, {0, 0, 0, 0}}};
    for (int w = 0; w < WORDS; w++)
        rule[2].word[w] = script_word(refined);
    struct script script = {rule, 3};
    struct draw_source source = script_source(&script);
    snprintf(sets, sizeof sets, "plan.months=2;rep.standard.quit=%s", quit);
    struct verify *made = verify_new(plain, NULL, sets);
    verify_play_with(made, &(struct play_options){.seed = 1, .replicates = PLAYS, .threads = 1, .draws = &source});
    int64_t reps = verify_value(&made->sample, SERIES_REPS, 2, 0);
    for (size_t r = 1; r < PLAYS; r++)
        assert_int_equal(verify_value(&made->sample, SERIES_REPS, 2, r), reps);
    verify_free(made);
    return reps;
}

static void quits_in_the_end_cells(void **state)
{
    (void)state;
    assert_int_equal(reps_after("1e-10", 0, 0.42), 0); /* u = 0.42 x 2.328e-10 = 0.98e-10 */
    assert_int_equal(reps_after("1e-10", 0, 0.44), 2); /* 1.02e-10 */
    assert_int_equal(reps_after("1e-10", 1, 0), 2);
    assert_int_equal(reps_after("0.9999999999", HIGHEST, 0.56), 0);
    assert_int_equal(reps_after("0.9999999999", HIGHEST, 0.58), 2);
    assert_int_equal(reps_after("0.9999999999", HIGHEST - 1, 0), 0);
    assert_int_equal(reps_after("1", HIGHEST, 1 - 0x1p-32), 0);
}

/*
 * Fixed spend of 10,000 under a minimum of 12,000: nobody signs, and half of the two leads a month a full rep would
 * sign come back, 3 months later, with 12,000; Poisson(1) at u = 0.5: one (P(0) = 0.3679, P(1) = 0.7358); at half
 * strength Poisson(0.5): none (P(0) = 0.6065).
 */
static void they_come_back(void **state)
{
    struct script_rule rule[] = {
        nobody(PURPOSE_RETURNED),
        seat_words(PURPOSE_QUIT, 0, 0, 0.19, 0.5, 0.5, 0.5),
        seat_words(PURPOSE_RETURNED, 0, 0, 0.1, 0.5, 0.5, 0.7), /* months 1-4: vacant in 2, 3 */
        seat_words(PURPOSE_RETURNED, 0, 1, 0.5, 0.5, 0.5, 0.1), /* 5-8: half strength in month 5, then three quarters */
        seat_words(PURPOSE_RETURNED, 1, 0, 0.5, 0.1, 0.1, 0.1),
    };
    struct script script = {rule, sizeof rule / sizeof rule[0]};
    struct draw_source source = script_source(&script);
    int64_t back[16] = {[3] = 1, [8] = 1, [9] = 1};
    (void)state;
    struct verify *made = verify_new(plain, NULL,
                                     "qualify.min_spend=12000;qualify.return_share=0.5;qualify.return_after=3;"
                                     "rep.standard.commission=0.3;bonus.every=1;bonus.share=0.3;rep.standard.churn=2");
    struct verify_lives lives = verify_lives_play(made, 1, PLAYS, &source);
    /* Month 4 of seat 0 is the first of a hire: Poisson(0.25) at 0.7 is none. Month 6: Poisson(0.75), P(0) = 0.4724;
       month 7: Poisson(1). Seat 1: month 1. */
    expect(made, SERIES_SIGNUPS_RETURNED, back);
    expect(made, SERIES_SIGNUPS, back);
    assert_int_equal(lives.count, 3 * PLAYS);
    for (size_t i = 0; i < lives.count; i++) {
        assert_true(lives.life[i].source == SOURCE_RETURNED && lives.life[i].signer == 1);
        assert_int_equal(lives.life[i].fee, 120000);
        assert_int_equal(lives.life[i].gone, lives.life[i].month + 2); /* at 0.5: S(1) = 0.7, S(2) = 0.49 */
        assert_int_equal(verify_value(&made->sample, SERIES_COMMISSIONS, lives.life[i].month, 0), 0);
        assert_int_equal(verify_value(&made->sample, SERIES_BONUSES, lives.life[i].month + 1, 0), 0);
    }
    verify_lives_free(&lives);
    verify_free(made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rep_quits),    cmocka_unit_test(dated),
        cmocka_unit_test(cuts),           cmocka_unit_test(quits_in_the_end_cells),
        cmocka_unit_test(they_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
