/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The charts of satisfaction and of where clients come from, of findings made by hand. */
#include "tests/unit/chart_support.h"

#include <math.h>
#include <stdlib.h>

#include "plots/inflow.h"
#include "plots/nps_fan.h"
#include "plots/signup_bars.h"

/* ---- NPS -------------------------------------------------------------------------------------------------- */

/* New clients: 31.3 % promoters, 21.4 % detractors, so 9.9; in month m 9.9 + 14.3 (1 - exp(-m / 12)). */
static struct recipe with_nps(void)
{
    struct recipe recipe = MADE_PLAIN;
    recipe.promoters = 0.313;
    recipe.detractors = 0.214;
    recipe.drift = 14.3;
    return recipe;
}

static void expect_nps(struct recipe recipe, const char *title)
{
    struct made *made = made_agency(recipe);
    expect_title(nps_fan_write, made, title);
    made_free(made);
}

static void test_nps_titles(void **state)
{
    struct recipe recipe = with_nps();
    (void)state;
    /* 9.9 + 14.3 x 0.0800 = 11.04; 9.9 + 14.3 x 0.9933 = 24.10 */
    expect_nps(recipe, "NPS drifts from 11 to 24 (good): unhappy clients leave sooner");
    recipe.drift = -14.3;
    expect_nps(recipe, "NPS falls from 9 to −4 (bad)");
    recipe.drift = 1.1;
    expect_nps(recipe, "NPS stays at about 11 (needs work)");
    recipe.months = 1;
    recipe.drift = 14.3;
    expect_nps(recipe, "NPS is 11 in month 1 (needs work)");
    struct made *made = made_agency(with_nps());
    made->plan.satisfaction.cares = true;
    expect_title(nps_fan_write, made, "NPS rises from 11 to 24 (good): unhappy clients leave sooner or are cared for");
    /* A lift in month 7 makes all passives promoters: new clients are at 100 x (1 - 2 x 0.214) = 57.2 from then on. */
    for (int month = 7; month <= recipe.months + 60; month++)
        made->class_of[62 + month] = 1;
    expect_title(nps_fan_write, made, "NPS rises from 11 to 24 (good): lifts and care change what clients think");
    made->plan.satisfaction.cares = false;
    expect_title(nps_fan_write, made, "NPS rises from 11 to 24 (good): lifts change what clients think");
    made_free(made);
}

static void test_nps_marks(void **state)
{
    struct made *made = made_agency(with_nps());
    char *script = made_script(nps_fan_write, &made->findings);
    (void)state;
    expect_in(script, "'A three-rep agency: NPS of the clients of each month, in points'", 1);
    expect_in(script, "'Line: exact mean; band: middle 80 % of 10,000 plays (luck only)'", 1);
    expect_in(script, "zones: a rating for agencies; where clients are few the band is cut'", 1);
    expect_in(script, "'New clients 10' ", 1);
    expect_in(script, "'Exact mean 24' ", 1);
    expect_in(script, "'needs work' ", 1);
    expect_in(script, "'unicorn' ", 1); /* the band reaches it */
    expect_in(script, "set object rectangle", 4);
    expect_in(script, "\n60\t9.9\n", 1); /* new clients */
    free(script);
    made->findings.replicates = 0;
    script = made_script(nps_fan_write, &made->findings);
    expect_in(script, "nothing was simulated (-n 0), so there is no band of luck'", 1);
    expect_in(script, "filledcurves", 0);
    expect_in(script, "band is cut", 0);
    free(script);
    /* Nobody is there until month 4. */
    for (int month = 1; month < 4; month++)
        made_month(made, SERIES_NPS, month)->expected = NAN;
    script = made_script(nps_fan_write, &made->findings);
    expect_in(script, "'NPS drifts from 14 to 24 (good)", 1); /* 9.9 + 14.3 x 0.2835 = 13.95 */
    expect_in(script, "set xrange [4:60]", 1);
    free(script);
    made_free(made);
}

static void test_nps_wanted(void **state)
{
    struct made *made = made_agency(with_nps());
    (void)state;
    assert_true(nps_fan_wanted(&made->findings));
    for (int month = 0; month <= 60; month++)
        made_month(made, SERIES_NPS, month)->expected = NAN;
    assert_false(nps_fan_wanted(&made->findings));
    made_free(made);
    made = made_agency(MADE_PLAIN);
    assert_false(nps_fan_wanted(&made->findings));
    made_free(made);
}

/* ---- sign-ups --------------------------------------------------------------------------------------------- */

static void test_inflow_of_100(void **state)
{
    char out[INFLOW_WORDS];
    (void)state;
    const double all[INFLOW_COUNT] = {87, 7, 43, 13}; /* 58, 4.67, 28.67 and 8.67 of 100: 2 over */
    assert_string_equal(inflow_of_100(all, out),
                        "58 come from reps, 5 are leads who return, 29 are referred and 8 are won back");
    const double few[INFLOW_COUNT] = {98.8, 0, 1, 0.2}; /* 98.8, 1 and 0.2 */
    assert_string_equal(inflow_of_100(few, out), "99 come from reps and 1 is referred");
    const double one[INFLOW_COUNT] = {0, 0, 3.7, 0};
    assert_string_equal(inflow_of_100(one, out), "100 are referred");
    const double none[INFLOW_COUNT] = {0};
    assert_string_equal(inflow_of_100(none, out), "");
    assert_int_equal(inflow_present(few), 3);
    assert_int_equal(inflow_present(none), 0);
}

/* 1.37 sign-ups a month, of which 0.07 returned and 0.43 referred; and 0.13 won back. */
static struct recipe with_sources(void)
{
    struct recipe recipe = MADE_PLAIN;
    recipe.returned = 0.07;
    recipe.referred = 0.43;
    recipe.won_back = 0.13;
    return recipe;
}

static void test_signup_bars(void **state)
{
    struct made *made = made_agency(with_sources());
    char *script = made_script(signup_bars_write, &made->findings);
    (void)state;
    assert_true(signup_bars_wanted(&made->findings));
    expect_title(
        signup_bars_write, made,
        "Of 100 new clients in year 5, 58 come from reps, 5 are leads who return, 29 are referred and 8 are won "
        "back");
    expect_in(script, "'Reps 10.4' ", 1); /* 12 x 0.87 */
    expect_in(script, "'Referred 5.2' ", 1);
    expect_in(script, "'Won back 1.6' ", 1);
    expect_in(script, "'New clients a year' ", 1);
    expect_in(script, "\n5\t17.22\t4.62\t5.38\t16.44\t18\t", 1); /* won back in year 5, on 16.44 others */
    free(script);
    /* In year 1 nobody is referred or comes back, and reps sign the more. */
    for (int month = 1; month <= 12; month++)
        for (int s = 0; s < 3; s++)
            made_month(made, (enum series[]){SERIES_SIGNUPS_RETURNED, SERIES_SIGNUPS_REFERRED, SERIES_WINBACKS}[s],
                       month)
                ->expected = 0;
    expect_title(
        signup_bars_write, made,
        "Of 100 new clients in year 5, 58 come from reps, 5 are leads who return, 29 are referred and 8 are won "
        "back; in year 1 it is 100 from reps");
    made_free(made);
}

static void test_signup_bars_by_month(void **state)
{
    struct recipe recipe = with_sources();
    struct made *made;
    char *script;
    (void)state;
    recipe.months = 17;
    made = made_agency(recipe);
    script = made_script(signup_bars_write, &made->findings);
    expect_in(script, "'Returned leads 0.07' ", 1);
    expect_in(script, "'Plan month'", 1);
    expect_in(script, "Of 100 new clients in month 17, ", 1);
    free(script);
    made_free(made);
    recipe.months = 64; /* the sixth year has four months */
    made = made_agency(recipe);
    script = made_script(signup_bars_write, &made->findings);
    expect_in(script, "'6 (4 months)' 6", 1);
    expect_in(script, "'Reps 3.5' ", 1);
    free(script);
    made_free(made);
}

static void test_signup_bars_wanted(void **state)
{
    struct recipe recipe = MADE_PLAIN;
    struct made *made = made_agency(recipe);
    (void)state;
    assert_false(signup_bars_wanted(&made->findings));
    made_free(made);
    recipe.referred = recipe.signups; /* no rep */
    made = made_agency(recipe);
    assert_false(signup_bars_wanted(&made->findings));
    made_free(made);
    recipe.won_back = 0.01;
    made = made_agency(recipe);
    assert_true(signup_bars_wanted(&made->findings));
    made_free(made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nps_titles),         cmocka_unit_test(test_nps_marks),
        cmocka_unit_test(test_nps_wanted),         cmocka_unit_test(test_inflow_of_100),
        cmocka_unit_test(test_signup_bars),        cmocka_unit_test(test_signup_bars_by_month),
        cmocka_unit_test(test_signup_bars_wanted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
