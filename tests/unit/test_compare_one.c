/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The charts of one scenario against the base: payback and waterfall. Of comparisons made by hand. */
#include "tests/unit/chart_support.h"
#include "tests/unit/compare_support.h"

#include <stdlib.h>

#include "plots/difference_fan.h"
#include "plots/waterfall.h"

enum { HIRE = 1, ASK, TRAIN };

static char *script_of_one(void (*write)(FILE *, const struct comparison *, size_t, const char *),
                           const struct comparison *comparison, size_t i)
{
    char *script = NULL;
    size_t size;
    FILE *out = open_memstream(&script, &size);
    assert_non_null(out);
    write(out, comparison, i, "some-chart");
    assert_int_equal(fclose(out), 0);
    return script;
}

static void expect_one(void (*write)(FILE *, const struct comparison *, size_t, const char *), const struct duel *duel,
                       size_t i, const char *title)
{
    struct comparison *comparison = duel_made(duel);
    char *script = script_of_one(write, comparison, i);
    expect_script_title(script, title);
    free(script);
    duel_free(comparison);
}

/* ---- the difference --------------------------------------------------------------------------------------- */

/*
 * Hire: after 14 months the sum of 1 - exp(-m/9) is 14 - (1 - exp(-14/9)) / (exp(1/9) - 1) = 7.2868, and 0.65 x 12345 x
 * 7.2868 - 14 x 4210 = -469; after 15 it is 8.0979, and 1,830. Lowest after 6: 1.8595, and -10,339.
 */
static void test_difference_titles(void **state)
{
    struct duel duel = DUEL_PLAIN;
    (void)state;
    expect_one(difference_fan_write, &duel, HIRE,
               "On average “Hire another rep” pays back in month 15 and ends $160,700 ahead of the base");
    expect_one(
        difference_fan_write, &duel, ASK,
        "“Ask promoters for referrals” does not pay back within the plan: $51,700 behind the base after month 60");
    expect_one(difference_fan_write, &duel, TRAIN,
               "No clear difference in profit between “Train the overpromiser” and the base after month 60");
    duel.rival[HIRE].luck = 200000;
    expect_one(difference_fan_write, &duel, HIRE, /* +-30,000 */
               "On average “Hire another rep” pays back in month 15 and ends $160,700 ahead of the base");
    duel.rival[HIRE].luck = 2000000;
    expect_one(difference_fan_write, &duel, HIRE,
               "No clear difference after month 60; on average “Hire another rep” is back at the base in month 15");
    duel.rival[HIRE].cost = 0;
    duel.rival[HIRE].luck = 9000;
    expect_one(difference_fan_write, &duel, HIRE, /* 252,600 more */
               "On average “Hire another rep” is never behind the base, and $413,000 ahead after month 60");
    duel.replicates = 0;
    expect_one(difference_fan_write, &duel, HIRE,
               "“Hire another rep” is never behind the base, and $413,000 ahead after month 60");
    duel.rival[HIRE].lift = 0;
    expect_one(difference_fan_write, &duel, HIRE,
               "“Hire another rep” makes the same profit as the base in every month");
}

static void test_difference_marks(void **state)
{
    struct comparison *comparison = duel_made(&DUEL_PLAIN);
    char *script = script_of_one(difference_fan_write, comparison, HIRE);
    (void)state;
    expect_in(script, "'Hire another rep: cumulative profit less the base’s, play by play with the same luck'", 1);
    expect_in(script, "'Line: mean; band: middle 80 % of 10,000 plays (luck only)'", 1);
    expect_in(
        script,
        "'Plays: 80 % pay back, 14 % are never behind, 6 % end behind; 9 in 10 are level or ahead from month 37 on'",
        1);
    expect_in(script, "'Paid back in month 15' ", 1);
    expect_in(script, "'Lowest: −$10,340, month 6' ", 1);
    expect_in(script, "set output 'some-chart.png'", 1);
    free(script);
    /* 3 + 0 + 96 are not 100: what is missing is told, and each share is what the memo has. */
    comparison->item[HIRE].payoff.within = 0.0333;
    comparison->item[HIRE].payoff.none_needed = 0.0026;
    comparison->item[HIRE].payoff.later = 0.9641;
    comparison->item[HIRE].payoff.month90 = NAN;
    script = script_of_one(difference_fan_write, comparison, HIRE);
    expect_in(script, "'Plays: 3 % pay back, <1 % are never behind, 96 % end behind'", 1);
    free(script);
    script = script_of_one(difference_fan_write, comparison, ASK); /* lowest at the end, where the line is labelled */
    expect_in(script, "'Lowest: ", 0);
    expect_in(script, "'Paid back ", 0);
    expect_in(script, "'Mean −$51,700' ", 1);
    free(script);
    duel_free(comparison);
}

static void test_no_costs_no_profit(void **state)
{
    struct duel duel = DUEL_PLAIN;
    (void)state;
    for (size_t i = 0; i < duel.count; i++)
        duel.rival[i].free_of_costs = i != TRAIN;
    struct comparison *comparison = duel_made(&duel);
    assert_false(difference_fan_wanted(comparison, HIRE));
    assert_false(waterfall_wanted(comparison, HIRE));
    assert_true(difference_fan_wanted(comparison, TRAIN));
    assert_true(waterfall_wanted(comparison, TRAIN));
    comparison->item[0].has_costs = true;
    assert_true(waterfall_wanted(comparison, HIRE));
    duel_free(comparison);
}

/* ---- the waterfall ---------------------------------------------------------------------------------------- */

/* Hire: revenue 12345 x 51.5016 = 635,787, of which 35 % are 222,525; salaries 252,600. Train: 706 - 247, but from
 * 439,514 to 439,972 in whole dollars it is 458, and revenue as the largest gives up one. */
static void test_waterfall_titles(void **state)
{
    struct duel duel = DUEL_PLAIN;
    (void)state;
    expect_one(waterfall_write, &duel, HIRE,
               "“Hire another rep” makes $160,700 more profit than the base: revenue +$635,800, salaries −$252,600");
    expect_one(
        waterfall_write, &duel, ASK,
        "“Ask promoters for referrals” makes $51,650 less profit than the base: revenue −$79,460, serving clients "
        "+$27,810");
    expect_one(waterfall_write, &duel, TRAIN,
               "No clear difference in profit between “Train the overpromiser” and the base: revenue +$705, serving "
               "clients −$247");
    duel.rival[TRAIN].lift = 0;
    expect_one(waterfall_write, &duel, TRAIN,
               "“Train the overpromiser” makes the same profit as the base, in every line");
}

/* Bars as "middle, row, from, to": each begins where the one before ended, the last one spans the sum. */
static void test_the_waterfall_adds_up(void **state)
{
    struct comparison *comparison = duel_made(&DUEL_PLAIN);
    double *ledger = comparison->item[HIRE].ledger;
    char *script;
    (void)state;
    /*
     * 635,787 - 252,600 - 222,525 - 21,149 - 1,049 - 849 + 30,951 = 168,565. Small against the first: two lines. In
     * hundreds the parts are 100 too much, which the largest gives up.
     */
    ledger[SERIES_CARE] = 21149;
    ledger[SERIES_RESCUE] = 1049;
    ledger[SERIES_WINBACK] = 849;
    ledger[SERIES_COMMISSIONS] = 9049;
    ledger[SERIES_CLAWBACKS] = 40000;
    comparison->item[HIRE].metric[METRIC_PROFIT_TOTAL].mean = 170213.7; /* 1.96 x 9000 x sqrt(60) / 100 = 1366.4 */
    script = script_of_one(waterfall_write, comparison, HIRE);
    expect_in(script, "'In the plays, with their luck, the difference is +$170,200 ± 1,400 on average (95 % interval)'",
              1);
    expect_in(script, "'Commissions, net' ", 1);
    expect_in(script, "'+$31,000' ", 1);
    expect_in(script, "'Care for detractors' ", 1);
    expect_in(script, "'−$21,100' ", 1);
    expect_in(script, "'Other' ", 1);
    expect_in(script, "'−$1,900' ", 1);
    expect_in(script, "'Rescue offers' ", 0);
    expect_in(script, "\t1\t0\t635700\t", 1);
    expect_in(script, "\t2\t383100\t635700\t", 1); /* salaries */
    expect_in(script, "\t3\t383100\t414100\t", 1); /* commissions */
    expect_in(script, "\t4\t191600\t414100\t", 1); /* serving */
    expect_in(script, "\t5\t170500\t191600\t", 1); /* care */
    expect_in(script, "\t6\t168600\t170500\t", 1); /* other */
    expect_in(script, "\t7\t0\t168600\t", 1);
    free(script);
    ledger[SERIES_WINBACK] = 0; /* one small line keeps its name */
    script = script_of_one(waterfall_write, comparison, HIRE);
    expect_in(script, "'Other' ", 0);
    expect_in(script, "'Rescue offers' ", 1);
    free(script);
    duel_free(comparison);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_difference_titles),     cmocka_unit_test(test_difference_marks),
        cmocka_unit_test(test_no_costs_no_profit),    cmocka_unit_test(test_waterfall_titles),
        cmocka_unit_test(test_the_waterfall_adds_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
