/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The charts of clients: survival, the map of lifetime value, the map of cohorts. Of findings made by hand. */
#include "tests/unit/chart_support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plots/cohort_map.h"
#include "plots/contract_pick.h"
#include "plots/ltv_map.h"
#include "plots/survival_steps.h"

/* Of 100 clients of a scope, how many are still there at an age. */
static int of_100(const struct made *made, int contract, int quartile, int age)
{
    struct made_sums sums = made_sum(&made->recipe, contract, quartile, age);
    return (int)round(100 * sums.alive / sums.weight);
}

static void expect_part(void (*write)(FILE *, const struct findings *), const struct made *made, const char *part,
                        int times)
{
    char *script = made_script(write, &made->findings);
    expect_in(script, part, times);
    free(script);
}

/* ---- which contracts ------------------------------------------------------------------------------------- */

/* 12 contracts; the odd ones sign 6 of each 11, the even ones 5 of 11 unless they are changed. */
static void test_the_most_signed_contracts_are_shown(void **state)
{
    struct recipe recipe = MADE_PLAIN;
    recipe.contracts = 12;
    struct made *made = made_agency(recipe);
    int contract[5];
    size_t all;
    (void)state;
    for (size_t i = 0; i < made->findings.ltv_count; i++)
        if (made->findings.ltv[i].quartile == -1 && made->findings.ltv[i].contract >= 0)
            made->findings.ltv[i].signups = (7 * made->findings.ltv[i].contract) % 12; /* 0 7 2 9 4 11 6 1 8 3 10 5 */
    assert_int_equal(contract_pick(&made->findings, 5, contract, &all), 5);
    const int most[] = {1, 3, 5, 8, 10}; /* 7, 9, 11, 8, 10 */
    assert_memory_equal(contract, most, sizeof most);
    assert_int_equal(all, 12); /* contract 0 signs nobody in the last year, but did before */
    assert_string_equal(contract_pick_name(&made->findings, 1), "half");
    assert_string_equal(contract_pick_name(&made->findings, 12), "?");
    made_free(made);
}

/* ---- survival --------------------------------------------------------------------------------------------- */

static void test_survival_titles(void **state)
{
    struct made *made = made_agency(MADE_PLAIN);
    char title[200];
    (void)state;
    snprintf(title, sizeof title,
             "Of 100 new clients %d are still there after 12 months: %d of 100 on “year”, %d of 100 on “month”",
             of_100(made, -1, -1, 12), of_100(made, 2, -1, 12), of_100(made, 0, -1, 12));
    expect_title(survival_steps_write, made, title);
    made_free(made);

    struct recipe recipe = MADE_PLAIN; /* one contract: the quartiles tell the difference */
    recipe.contracts = 1;
    made = made_agency(recipe);
    snprintf(title, sizeof title,
             "Of 100 new clients %d are still there after 12 months: %d of 100 in Q4, %d of 100 in Q1",
             of_100(made, -1, -1, 12), of_100(made, -1, 3, 12), of_100(made, -1, 0, 12));
    expect_title(survival_steps_write, made, title);
    made_free(made);

    recipe.quartiles = 1; /* all alike; (1 - 0.083)^4 = 0.707 */
    recipe.months = 5;
    made = made_agency(recipe);
    expect_title(survival_steps_write, made, "Of 100 new clients 71 are still there after 4 months");
    made_free(made);

    recipe.leave = 0;
    made = made_agency(recipe);
    expect_title(survival_steps_write, made, "All new clients are still there after 4 months");
    made_free(made);
}

static void test_survival_panels(void **state)
{
    struct made *made = made_agency(MADE_PLAIN);
    char *script = made_script(survival_steps_write, &made->findings), label[80];
    (void)state;
    expect_in(script, "'By contract: share after 12 → 48 months'", 1);
    expect_in(script, "'By ad spend (Q4 highest): share after 12 → 48 months'", 1);
    expect_in(script, "with steps", 7);
    expect_in(script, "with points", 7);
    snprintf(label, sizeof label, "'%d → %d %% year'", of_100(made, 2, -1, 12), of_100(made, 2, -1, 48));
    expect_in(script, label, 1);
    expect_in(script, "rings: as it went in 10,000 plays (Kaplan-Meier)'", 1);
    expect_in(script, "'All sign-ups of the plan, before and after any change'", 1);
    free(script);
    made->findings.replicates = 0;
    script = made_script(survival_steps_write, &made->findings);
    expect_in(script, "with points", 0);
    expect_in(script, "nothing was simulated (-n 0)'", 1);
    free(script);
    made_free(made);

    struct recipe recipe = MADE_PLAIN;
    recipe.contracts = 8;
    made = made_agency(recipe);
    expect_part(survival_steps_write, made, "; the 5 contracts that sign most, 3 more in retention.csv'", 1);
    made_free(made);

    recipe.contracts = 1; /* nothing to compare by contract: one panel */
    recipe.leave = 0.2;
    recipe.quartiles = 1;
    made = made_agency(recipe);
    script = made_script(survival_steps_write, &made->findings);
    expect_in(script, "with steps", 1);
    expect_in(script, "set xrange [0:48]", 1); /* also where nobody is left: two scenarios' charts line up */
    expect_in(script, "'7 → <1 % month'", 1);  /* 0.8^12 = 0.069, 0.8^48 = 0.00002 */
    free(script);
    made_free(made);

    recipe.months = 31; /* the axis is as long as the plan, also where the first client signs in month 10 */
    made = made_agency(recipe);
    for (size_t i = 0; i < made->findings.retention_count; i++)
        if (made->findings.retention[i].month > 21)
            made->findings.retention[i].expected = NAN;
    script = made_script(survival_steps_write, &made->findings);
    expect_in(script, "set xrange [0:30]", 1);
    expect_in(script, "share after 12 → 21 months'", 1);
    free(script);
    made_free(made);
}

/* ---- lifetime value --------------------------------------------------------------------------------------- */

/* Fee x (1 + c)(1 + q) over hazard / ((1 + c / 2)(1 + q / 3)): for c = 2, q = 3 that is 12 x 4 = 48 times c = q = 0. */
static void test_ltv_titles(void **state)
{
    struct recipe recipe = MADE_PLAIN;
    struct made *made = made_agency(recipe);
    (void)state;
    /* 48 x 413 / 0.083 = 238,843 */
    expect_title(ltv_map_write, made,
                 "A Q4 client on “year” is worth $239,000, 48\xc2\xa0times as much as a Q1 client on “month”");
    made_free(made);
    recipe.quartiles = 1; /* 3 x 2 = 6 times; 6 x 4975.9 = 29,855 */
    made = made_agency(recipe);
    expect_title(ltv_map_write, made,
                 "A client on “year” is worth $29,900, 6\xc2\xa0times as much as a client on “month”");
    expect_part(ltv_map_write, made, "'All clients' at", 1);
    expect_part(ltv_map_write, made, "'Q1' at", 0);
    made_free(made);
    recipe.quartiles = 4;
    recipe.contracts = 1; /* 4 x 2 = 8 times; 39,807 */
    made = made_agency(recipe);
    expect_title(ltv_map_write, made, "A Q4 client is worth $39,800, 8\xc2\xa0times as much as a Q1 client");
    made_free(made);
    recipe.leave = 0; /* the plan's 60 bills of 413 */
    made = made_agency(recipe);
    expect_title(ltv_map_write, made, "New clients of all kinds pay about $24,800 in 60 bills");
    expect_part(ltv_map_write, made, "'Some clients never leave, so a whole life has no end to add up to'", 1);
    expect_part(ltv_map_write, made, " · no end' at", 5); /* Q1 to Q4 and all */
    made_free(made);
}

static void test_ltv_cells(void **state)
{
    struct made *made = made_agency(MADE_PLAIN);
    char *script;
    (void)state;
    /* Nobody of Q2 takes "half" any more. */
    for (size_t i = 0; i < made->findings.ltv_count; i++)
        if (made->findings.ltv[i].contract == 1 && made->findings.ltv[i].quartile == 1) {
            made->findings.ltv[i].signups = 0;
            made->findings.ltv[i].ltv = NAN;
        }
    script = made_script(ltv_map_write, &made->findings);
    expect_in(script, "'n/a' at", 1);
    expect_in(script, "'$4,980' at", 1);            /* 413 / 0.083 */
    expect_in(script, "'6 % · 12.0 months' at", 1); /* weight 1 of 18; 1 / 0.083 */
    expect_in(script, "'All contracts' at", 1);
    expect_in(script, "'Below each value", 0);
    free(script);
    made_free(made);
}

/* The columns say what their clients spend; where nobody's spend is random there are no bounds to say. */
static void test_ltv_columns(void **state)
{
    static const double bounds[] = {8170.4, 16013, 30190};
    struct made *made = made_agency(MADE_PLAIN);
    (void)state;
    for (int i = 0; i < QUARTILES - 1; i++)
        made->plan.bounds[i] = bounds[i];
    char *script = made_script(ltv_map_write, &made->findings);
    expect_in(script, "'Ad spend a month' at", 1);
    expect_in(script, "'up to $8,170' at", 1);
    expect_in(script, "'$8,170 to $16,010' at", 1);
    expect_in(script, "'$16,010 to $30,200' at", 1);
    expect_in(script, "'above $30,200' at", 1);
    expect_in(script, "Quarter of", 0);
    free(script);
    made->findings.currency = "EUR";
    script = made_script(ltv_map_write, &made->findings);
    expect_in(script, "'up to 8,170 EUR' at", 1);
    expect_in(script, "'8,170 to 16,010 EUR' at", 1);
    expect_in(script, "'above 30,200 EUR' at", 1);
    free(script);
    for (int i = 0; i < QUARTILES - 1; i++)
        made->plan.bounds[i] = NAN;
    script = made_script(ltv_map_write, &made->findings);
    expect_in(script, "'Quarter of the leads by ad spend' at", 1);
    expect_in(script, "'lowest ad spend' at", 1);
    expect_in(script, "'highest ad spend' at", 1);
    free(script);
    made_free(made);
}

/*
 * By the definition of WCAG: on #3182bd (70 %) white has a contrast of 4.15 and black one of 5.06; on #2d7ab5 (73
 * %) 4.60 and 4.57.
 */
static void test_numbers_stand_out_from_their_cells(void **state)
{
    static const struct {
        double share;
        const char *colour;
    } cases[] = {{0.1, "#000000"}, {0.55, "#000000"}, {0.70, "#000000"}, {0.73, "#ffffff"}, {0.97, "#ffffff"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct made *made = made_agency(MADE_PLAIN);
        char text[40];
        made->findings.cohort_count = 1;
        for (size_t age = 0; age < COHORT_AGES; age++)
            made->findings.cohorts[0].share[age] = cases[i].share;
        snprintf(text, sizeof text, "'%.0f' at", 100 * cases[i].share);
        char *script = made_script(cohort_map_write, &made->findings), *at = strstr(script, text);
        assert_non_null(at);
        *strchr(at, '\n') = '\0';
        expect_in(at, cases[i].colour, 1);
        free(script);
        made_free(made);
    }
}

static void test_ltv_is_wanted_where_there_is_something_to_compare(void **state)
{
    struct recipe recipe = MADE_PLAIN;
    struct made *made = made_agency(recipe);
    (void)state;
    assert_true(ltv_map_wanted(&made->findings));
    made_free(made);
    recipe.contracts = 1;
    recipe.quartiles = 1;
    made = made_agency(recipe);
    assert_false(ltv_map_wanted(&made->findings));
    assert_true(survival_steps_wanted(&made->findings) && cohort_map_wanted(&made->findings));
    made_free(made);
    recipe.signups = 0;
    made = made_agency(recipe);
    assert_false(ltv_map_wanted(&made->findings) || survival_steps_wanted(&made->findings) ||
                 cohort_map_wanted(&made->findings));
    made_free(made);
    recipe = MADE_PLAIN;
    recipe.months = 1; /* nobody can have left */
    made = made_agency(recipe);
    assert_false(survival_steps_wanted(&made->findings) || cohort_map_wanted(&made->findings));
    made_free(made);
}

/* ---- cohorts ---------------------------------------------------------------------------------------------- */

static void test_cohort_titles(void **state)
{
    struct made *made = made_agency(MADE_PLAIN);
    char title[200];
    int before = of_100(made, -1, -1, 12);
    (void)state;
    snprintf(title, sizeof title,
             "Early and late sign-ups stay equally long: after 12 months about %d\xc2\xa0of\xc2\xa0"
             "100 are there",
             before);
    expect_title(cohort_map_write, made, title);
    /* Spans of 10 months: the fourth, 31-40, is the last one of which all are 12 months old (40 + 12 <= 60). */
    made->findings.cohorts[3].share[5] = 0.7137;
    snprintf(title, sizeof title,
             "Later sign-ups stay longer: after 12 months 71\xc2\xa0of\xc2\xa0"
             "100 are there in months 31–40, %d in months 1–10",
             before);
    expect_title(cohort_map_write, made, title);
    made->findings.cohorts[3].share[5] = 0.3137;
    snprintf(title, sizeof title,
             "Later sign-ups stay less long: after 12 months 31\xc2\xa0of\xc2\xa0"
             "100 are there in months 31–40, %d in months 1–10",
             before);
    expect_title(cohort_map_write, made, title);
    /* What is shown decides: 31.6 and 33.4 are 32 and 33. */
    made->findings.cohorts[0].share[5] = 0.316;
    made->findings.cohorts[3].share[5] = 0.334;
    expect_title(cohort_map_write, made,
                 "Early and late sign-ups stay equally long: after 12 months about 33\xc2\xa0of\xc2\xa0"
                 "100 are there");
    made->findings.cohorts[0].share[5] = 0.3249; /* 32 and 34, 1.02 points apart */
    made->findings.cohorts[3].share[5] = 0.3351;
    expect_title(cohort_map_write, made,
                 "Later sign-ups stay longer: after 12 months 34\xc2\xa0of\xc2\xa0"
                 "100 are there in months 31–40, 32 in months 1–10");
    made->findings.cohorts[3].share[5] = 0.0031;
    expect_title(cohort_map_write, made,
                 "Later sign-ups stay less long: after 12 months <1\xc2\xa0of\xc2\xa0"
                 "100 are there in months 31–40, 32 in months 1–10");
    made->findings.cohorts[0].share[5] = made_sum(&made->recipe, -1, -1, 12).alive;
    made->findings.cohort_count = 1;
    snprintf(title, sizeof title, "Of 100 clients signed in months 1–10 %d are still there 12 months later", before);
    expect_title(cohort_map_write, made, title);
    made->findings.cohorts[0].to = 1;
    snprintf(title, sizeof title, "Of 100 clients signed in month 1 %d are still there 12 months later", before);
    expect_title(cohort_map_write, made, title);
    for (size_t age = 1; age < COHORT_AGES; age++)
        made->findings.cohorts[0].share[age] = NAN;
    expect_title(cohort_map_write, made, "The plan is too short to see who stays");
    made_free(made);
}

static void test_cohort_cells(void **state)
{
    struct made *made = made_agency(MADE_PLAIN);
    char *script = made_script(cohort_map_write, &made->findings), cell[40];
    (void)state;
    expect_in(script, "'Months 51–60' at", 1);
    expect_in(script, "'13.7 sign-ups' at", 6); /* 10 x 1.37 */
    expect_in(script, "'100' at", 6);
    snprintf(cell, sizeof cell, "'%d' at", of_100(made, -1, -1, 48));
    expect_in(script, cell, 1); /* months 1-10 only: 10 + 48 <= 60 */
    expect_in(script, "'nan", 0);
    free(script);
    made_free(made);
}

/* Names that would be commands, markup or too long. */
static void test_names_are_only_names(void **state)
{
    struct recipe recipe = MADE_PLAIN;
    recipe.contracts = 5;
    recipe.name = "'; system 'touch PWNED'\n`id`";
    struct made *made = made_agency(recipe);
    (void)state;
    expect_part(ltv_map_write, made, "'’; system \"touch PWNED\" `id` & <b>' at", 0); /* too wide: cut */
    expect_part(ltv_map_write, made, "'’; system \"touch PW", 1);
    expect_part(ltv_map_write, made, "'’; system ’touch PWNED’ `id`: lifetime value", 1);
    expect_part(survival_steps_write, made, " % ’; ", 1);
    made_free(made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_most_signed_contracts_are_shown),
        cmocka_unit_test(test_survival_titles),
        cmocka_unit_test(test_survival_panels),
        cmocka_unit_test(test_ltv_titles),
        cmocka_unit_test(test_ltv_cells),
        cmocka_unit_test(test_ltv_columns),
        cmocka_unit_test(test_numbers_stand_out_from_their_cells),
        cmocka_unit_test(test_ltv_is_wanted_where_there_is_something_to_compare),
        cmocka_unit_test(test_cohort_titles),
        cmocka_unit_test(test_cohort_cells),
        cmocka_unit_test(test_names_are_only_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
