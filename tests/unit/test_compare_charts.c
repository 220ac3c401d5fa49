/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The charts of all scenarios of a comparison: what their titles and figures say. Of comparisons made by hand. */
#include "tests/unit/chart_support.h"
#include "tests/unit/compare_support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plots/compare_nps.h"
#include "plots/compare_revenue.h"
#include "plots/compare_sources.h"
#include "plots/scoreboard.h"

enum { HIRE = 1, ASK, TRAIN };

static char *script_of(void (*write)(FILE *, const struct comparison *), const struct comparison *comparison)
{
    char *script = NULL;
    size_t size;
    FILE *out = open_memstream(&script, &size);
    assert_non_null(out);
    write(out, comparison);
    assert_int_equal(fclose(out), 0);
    return script;
}

static void expect_all(void (*write)(FILE *, const struct comparison *), const struct duel *duel, const char *title)
{
    struct comparison *comparison = duel_made(duel);
    char *script = script_of(write, comparison);
    expect_script_title(script, title);
    free(script);
    duel_free(comparison);
}

/* One rival only. */
static struct duel two(size_t i)
{
    struct duel duel = DUEL_PLAIN;
    duel.rival[1] = duel.rival[i];
    duel.count = 2;
    return duel;
}

/* ---- revenue of all --------------------------------------------------------------------------------------- */

/*
 * Month 60: 41370 (1 - exp(-60/18)) = 39,894.2 of the base; 12345 (1 - exp(-60/9)) = 12,329.3 more of "hire",
 * -1543 x the same = -1,541.0 of "ask", 13.7 of "train", whose luck of 9,000 leaves +-176 open.
 */
static void test_revenue_titles(void **state)
{
    struct duel duel = DUEL_PLAIN;
    (void)state;
    expect_all(compare_revenue_write, &duel,
               "“Hire another rep” ends highest: $52,200 a month in month 60, the base $39,900");
    duel = two(HIRE);
    expect_all(compare_revenue_write, &duel,
               "“Hire another rep” ends higher: $52,200 a month in month 60, the base $39,900");
    duel = two(ASK);
    expect_all(compare_revenue_write, &duel,
               "“Ask promoters for referrals” ends lower: $38,400 a month in month 60, the base $39,900");
    duel = two(TRAIN);
    expect_all(compare_revenue_write, &duel,
               "No clear difference: by month 60 the other brings about the base’s $39,900 a month");
    duel = DUEL_PLAIN;
    duel.rival[HIRE].lift = 0;
    expect_all(compare_revenue_write, &duel, "No scenario ends clearly above the base’s $39,900 a month");
    duel.rival[ASK].lift = 0;
    expect_all(compare_revenue_write, &duel,
               "No clear difference: by month 60 all bring about the base’s $39,900 a month");
    /* Without plays what differs differs. */
    duel = two(TRAIN);
    duel.replicates = 0;
    expect_all(compare_revenue_write, &duel,
               "“Train the overpromiser” ends higher: $39,900 a month in month 60, the base $39,900");
}

static void test_revenue_lines(void **state)
{
    struct comparison *comparison = duel_made(&DUEL_PLAIN);
    char *script = script_of(compare_revenue_write, comparison);
    (void)state;
    expect_in(script, "'A four-rep agency and 3 other scenarios: revenue a month'", 1);
    expect_in(
        script,
        "'Lines: exact mean, the base dark; grey: no clear difference in the last month, or not among the largest'", 1);
    expect_in(script, "'Hire another rep: $52,200' ", 1);
    expect_in(script, "'A four-rep agency: $39,900' ", 1);
    expect_in(script, "'Train the overpromiser: $39,900' ", 1);
    /* By npv: hire, train, ask. The clear one is blue, the unclear one grey, the worse one orange, the base dark. */
    expect_in(script, "$paths using 1:3 with lines linecolor rgb '#0072B2'", 1);
    expect_in(script, "$paths using 1:4 with lines linecolor rgb '#8b97a3'", 1);
    expect_in(script, "$paths using 1:5 with lines linecolor rgb '#D55E00'", 1);
    expect_in(script, "$paths using 1:2 with lines linecolor rgb '#1f2933'", 1);
    expect_in(script, "\n1\t2235.", 1); /* 41370 (1 - exp(-1/18)); nobody pays in month 0, which is not drawn */
    expect_in(script, "\n0\t", 0);
    free(script);
    comparison->item[HIRE].revenue[0] = 1; /* a book */
    script = script_of(compare_revenue_write, comparison);
    expect_in(script, "\n0\t0\t1\t0\t0\n", 1);
    free(script);
    duel_free(comparison);
}

/* ---- the scoreboard --------------------------------------------------------------------------------------- */

/*
 * Profit differences over the plan: the sum over the months of 0.65 x lift x (1 - exp(-m/9)) - cost. The sum of
 * 1 - exp(-m/9) is 60 - (1 - exp(-60/9)) / (exp(1/9) - 1) = 51.5016. Hire: 0.65 x 12345 x 51.5016 - 60 x 4210
 * = 160,661; ask: -51,654; train: 459. Npv is 0.8 of them: 128,529, -41,323 and 367; errors 0.8 x luck x sqrt(60) /
 * 100.
 */
static void test_scoreboard_titles(void **state)
{
    struct duel duel = DUEL_PLAIN;
    (void)state;
    expect_all(scoreboard_write, &duel, "“Hire another rep” is worth most, $128,500 more than the base");
    duel = two(HIRE); /* Phi(128529 / (0.8 x 9000 x sqrt(60))) = Phi(2.30) */
    expect_all(scoreboard_write, &duel,
               "“Hire another rep” is worth $128,500 more than the base, better in 99 % of plays");
    duel = two(ASK);
    expect_all(scoreboard_write, &duel,
               "“Ask promoters for referrals” is worth $41,300 less than the base, better in 0 % of plays");
    duel = two(TRAIN);
    expect_all(scoreboard_write, &duel, "No clear difference in value between “Train the overpromiser” and the base");
    duel = DUEL_PLAIN;
    duel.rival[HIRE].cost = 7210; /* 180,000 less */
    expect_all(scoreboard_write, &duel, "No scenario is clearly worth more than the base; some are worth less");
    duel.rival[TRAIN].lift = -100;
    duel.rival[TRAIN].luck = 10;
    expect_all(scoreboard_write, &duel, "Every scenario is worth less than the base");
    duel = DUEL_PLAIN;
    duel.rival[ASK].lift = 4810; /* 0.8 x 0.65 x 4810 x 51.5016 = 128,816, +-1,093 as the other */
    duel.rival[ASK].luck = 9000;
    expect_all(scoreboard_write, &duel,
               "“Ask promoters for r…” and “Hire another rep” are worth most, about $128,800 more than the base");
    duel.rival[TRAIN] = duel.rival[ASK];
    expect_all(scoreboard_write, &duel,
               "“Ask promoters for referrals” and 2 others are worth most, with no clear difference between them");
    duel.rival[TRAIN].luck = duel.rival[ASK].luck = 10;
    duel.rival[ASK].lift = 5000;
    expect_all(
        scoreboard_write, &duel,
        "“Ask promoters for r…” is worth most, $133,900 more than the base; by plateau revenue “Hire another rep” "
        "leads");
}

static void test_scoreboard_figures(void **state)
{
    struct comparison *comparison = duel_made(&DUEL_PLAIN);
    char *script;
    (void)state;
    comparison->item[TRAIN].metric[METRIC_PLATEAU_REVENUE].expected = NAN;
    script = script_of(scoreboard_write, comparison);
    expect_in(script, "'+$128,500 ± 1,100' ", 1); /* 1.96 x 0.8 x 9000 x sqrt(60) / 100 = 1,093 */
    expect_in(script, "'−$41,300 ± 240' ", 1);
    expect_in(script, "'99 %' ", 1);
    expect_in(script, "'50 %' ", 1);
    expect_in(script, "'no plateau' ", 1);
    expect_in(script, "'+$12,340' ", 1);
    /* In the order of npv; the unclear one is grey. */
    assert_true(strstr(script, "'Hire another rep' at") < strstr(script, "'Train the overpromiser' at"));
    assert_true(strstr(script, "'Train the overpromiser' at") < strstr(script, "'Ask promoters for referrals' at"));
    expect_in(script, "\t9148323\t", 1); /* #8b97a3 */
    expect_in(script, "with vectors", 1);
    free(script);
    comparison->item[TRAIN].metric[METRIC_NPV].p_equal = 1;
    script = script_of(scoreboard_write, comparison);
    expect_in(script, "'all equal' ", 1);
    free(script);
    duel_free(comparison);
    struct duel exact = DUEL_PLAIN;
    exact.replicates = 0;
    comparison = duel_made(&exact);
    script = script_of(scoreboard_write, comparison);
    expect_in(script, "'+$128,500' ", 1);
    expect_in(script, "it is better", 0);
    expect_in(script, "with vectors", 0);
    expect_in(script, "nothing was simulated (-n 0)", 1);
    free(script);
    duel_free(comparison);
}

/* ---- NPS, sources ----------------------------------------------------------------------------------------- */

static void test_nps_titles(void **state)
{
    struct duel duel = DUEL_PLAIN;
    (void)state;
    expect_all(compare_nps_write, &duel,
               "“Ask promoters for referrals” ends the plan at an NPS of 24 (good), the base at 12");
    duel.rival[ASK].nps = 19.85; /* not 20, which is good */
    expect_all(compare_nps_write, &duel,
               "“Ask promoters for referrals” ends the plan at an NPS of 19.9 (needs work), the base at 12");
    duel.rival[ASK].nps = NAN; /* the others are nearer than a point and a half */
    expect_all(compare_nps_write, &duel, "NPS hardly differs: about 12 (needs work) at the end of the plan");
    duel.rival[ASK].nps = 3.1;
    expect_all(compare_nps_write, &duel, "No scenario lifts NPS above the base’s 12 (needs work)");
    duel.rival[0].nps = NAN;
    expect_all(compare_nps_write, &duel,
               "“Train the overpromiser” ends the plan at an NPS of 13 (needs work); the base has none");
    for (size_t i = 0; i < duel.count; i++)
        duel.rival[i].nps = NAN;
    struct comparison *comparison = duel_made(&duel);
    assert_false(compare_nps_wanted(comparison));
    duel_free(comparison);
    comparison = duel_made(&DUEL_PLAIN);
    assert_true(compare_nps_wanted(comparison));
    duel_free(comparison);
}

static void test_sources(void **state)
{
    struct duel duel = DUEL_PLAIN;
    struct comparison *comparison = duel_made(&duel);
    char *script = script_of(compare_sources_write, comparison);
    (void)state;
    assert_true(compare_sources_wanted(comparison));
    /* 214.3, 61.7, 9.4 of 285.4: 75.09, 21.62 and 3.29 of 100; 22 go to the referred, whose remainder is largest. */
    expect_script_title(script,
                        "Of 100 new clients of “Ask promoters for referrals”, 25 come without a rep; in the base "
                        "none do");
    expect_in(script, "'285' ", 1);
    expect_in(script, "'61.7' ", 1);
    expect_in(script, "'214 new clients' ", 1);
    expect_in(script, "'Won back' ", 1);
    expect_in(script, "'Returned leads' ", 0);
    free(script);
    duel_free(comparison);
    duel.rival[ASK].sources[SOURCE_REFERRED] = 0; /* 4 of 100 */
    expect_all(compare_sources_write, &duel,
               "Reps sign nearly all: in no scenario more than 4 of 100 come without one");
    duel.rival[ASK].sources[SOURCE_WINBACK] = 0;
    comparison = duel_made(&duel);
    assert_false(compare_sources_wanted(comparison));
    duel_free(comparison);
}

/* ---- many ------------------------------------------------------------------------------------------------- */

/* Twenty scenarios: the base and the eleven best are shown, and the rest is counted; long names are cut. */
static void test_many_scenarios(void **state)
{
    struct duel duel = DUEL_PLAIN;
    char name[20][120];
    (void)state;
    duel.count = 20;
    for (size_t i = 4; i < duel.count; i++) {
        snprintf(name[i], sizeof name[i], "%02zu “Zusammenarbeit” auf unbestimmte Zeit, größer & 'bunter' noch", i);
        duel.rival[i] = (struct rival){
            .name = name[i], .slug = name[i], .lift = -137.0 * (double)i, .luck = 7, .nps = NAN};
    }
    struct comparison *comparison = duel_made(&duel);
    void (*const write[])(FILE *, const struct comparison *) = {compare_revenue_write, scoreboard_write,
                                                                compare_sources_write};
    for (size_t w = 0; w < sizeof write / sizeof write[0]; w++) {
        char *script = script_of(write[w], comparison);
        expect_in(script, "'Shown: the 11 best by NPV; 8 more are in compare.csv'", 1);
        expect_in(script, "'Hire another rep", 1);
        expect_in(script, "'11 “Zusammenarbeit” auf", 1); /* -1,507 a month: the tenth, after hire, train, 4 to 10 */
        expect_in(script, "'Ask promoters for referrals", 1); /* -1,543 */
        expect_in(script, "'12 “Zus", 0);
        expect_in(script, "bunter", 0);
        free(script);
    }
    duel_free(comparison);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_revenue_titles),    cmocka_unit_test(test_revenue_lines),
        cmocka_unit_test(test_scoreboard_titles), cmocka_unit_test(test_scoreboard_figures),
        cmocka_unit_test(test_nps_titles),        cmocka_unit_test(test_sources),
        cmocka_unit_test(test_many_scenarios),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
