/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The charts of money: the revenue bridge, the profit fan, the ledger of the plateau. Of findings made by hand. */
#include "tests/unit/chart_support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plots/ledger_bars.h"
#include "plots/profit_fan.h"
#include "plots/revenue_bridge.h"

/* ---- the bridge ------------------------------------------------------------------------------------------- */

/* A plan of two months: what stands in the first is a third of it, the rest in the second. */
static struct made *make_bridge(double start, double won, double growth, double lost)
{
    struct recipe recipe = MADE_PLAIN;
    recipe.months = 2;
    struct made *made = made_agency(recipe);
    const double sums[] = {won, growth, lost};
    static const enum series series[] = {SERIES_REVENUE_NEW, SERIES_REVENUE_EXPANSION, SERIES_REVENUE_LOST};
    for (int i = 0; i < 3; i++) {
        made_month(made, series[i], 1)->expected = sums[i] / 3;
        made_month(made, series[i], 2)->expected = sums[i] - sums[i] / 3;
    }
    made_month(made, SERIES_REVENUE, 0)->expected = start;
    struct figure *end = made_month(made, SERIES_REVENUE, 2);
    *end = (struct figure){.expected = start + won + growth - lost};
    for (int q = 0; q < QUANTILE_COUNT; q++)
        end->quantile[q] = end->expected * (1 + 0.1 * (q - P50)); /* P10 is 80 %, P90 120 % */
    return made;
}

static void expect_bridge(double start, double won, double growth, double lost, const char *title)
{
    struct made *made = make_bridge(start, won, growth, lost);
    expect_title(revenue_bridge_write, made, title);
    made_free(made);
}

static void test_bridge_titles(void **state)
{
    (void)state;
    expect_bridge(0, 412345, 0, 371108, "Of $412,300 a month won, $371,100 is lost again; $41,200 is left");
    expect_bridge(0, 412345, 0, 0, "$412,300 a month is won, and nothing of it is lost");
    expect_bridge(84000, 0, 0, 52137, "Nothing is won, and of the $84,000 a month at the start $52,140 is lost");
    expect_bridge(84000, 0, 0, 0, "Nothing is won and nothing lost: revenue stays at $84,000 a month");
    expect_bridge(10000, 23456, 1234, 5678, "$24,690 a month is won and $5,680 lost: revenue grows by $19,010");
    expect_bridge(40000, 2348, 0, 31234, "$2,350 a month is won and $31,240 lost: revenue shrinks by $28,890");
    expect_bridge(40000, 13456, 0, 9678, "$13,460 a month is won and $9,680 lost; the plan ends about where it began");
    expect_bridge(10000, 23456, 0, 0, "$23,460 a month is won and nothing lost: revenue grows by $23,460");
}

/* 1004 + 10004 + 1004 - 1 = 12011 in tens: 1000 + 10000 + 1000 - 0 is ten short of 12010, which the largest gets. */
static void test_the_bridge_adds_up(void **state)
{
    struct made *made = make_bridge(1004, 10004, 1004, 1);
    char *script = made_script(revenue_bridge_write, &made->findings);
    (void)state;
    expect_in(script, "'$1,000' at", 1);
    expect_in(script, "'+$10,010' at", 1);
    expect_in(script, "'+$1,000' at", 1);
    expect_in(script, "'$12,010' at", 1);
    /* Place, middle, left, right, bottom, top: the second bar stands on the first, the third on the second. */
    expect_in(script, "\n1\t6005\t0.66\t1.34\t1000\t11010\t", 1);
    expect_in(script, "\n2\t11510\t1.66\t2.34\t11010\t12010\t", 1);
    free(script);
    made_free(made);
}

static void test_bridge_bars(void **state)
{
    struct made *made = make_bridge(40000, 13456, -2348, 9678);
    char *script = made_script(revenue_bridge_write, &made->findings);
    (void)state;
    expect_in(script, "'Lower fees' at", 1);
    expect_in(script, "'−$2,350' at", 1);
    expect_in(script, "'Start' at", 1);
    expect_in(script, "'existing clients' at", 1);
    expect_in(script, "'2.7 sign-ups' at", 1); /* 2 x 1.37 */
    expect_in(script, "'A three-rep agency: monthly revenue, from start to end'", 1);
    expect_in(script, "8 in 10 are between $33,100 and $49,700 (luck only)'", 1); /* 41430 x 0.8, x 1.2 */
    free(script);
    made->findings.replicates = 0;
    script = made_script(revenue_bridge_write, &made->findings);
    expect_in(script, "8 in 10", 0);
    expect_in(script, "revenue grows by $1,430'", 1); /* 3.6 % without a word on luck */
    free(script);
    made_free(made);
    made = make_bridge(0, 0, 0, 0);
    made_month(made, SERIES_REVENUE, 1)->expected = 0;
    assert_false(revenue_bridge_wanted(&made->findings));
    made_month(made, SERIES_REVENUE, 0)->expected = 1;
    assert_true(revenue_bridge_wanted(&made->findings));
    made_free(made);
}

/* 40000 + 13456 + 2345 of lost clients who came back - 9678 = 46123. */
static void test_bridge_with_win_backs(void **state)
{
    struct made *made = make_bridge(40000, 13456, 0, 9678);
    char *script;
    (void)state;
    made_month(made, SERIES_REVENUE_REACTIVATED, 2)->expected = 2345;
    made_month(made, SERIES_WINBACKS, 2)->expected = 3.2;
    made_month(made, SERIES_REVENUE, 2)->expected += 2345;
    made->findings.replicates = 0;
    script = made_script(revenue_bridge_write, &made->findings);
    expect_in(script, "'Won back' at", 1);
    expect_in(script, "'3.2 clients' at", 1);
    expect_in(script, "'+$2,350' at", 1);
    expect_in(script, "'+$13,450' at", 1); /* 46,120 is ten less than 40,000 + 13,460 + 2,350 - 9,680 */
    expect_in(script, "$15,800 a month is won and $9,680 lost: revenue grows by $6,120'", 1);
    free(script);
    made_free(made);
}

/* ---- profit ----------------------------------------------------------------------------------------------- */

/* Cash month by month; at the end the plays lie round it so that P10 is 80 % and P90 120 % of it. */
static struct made *make_cash(const double *cash, int months)
{
    struct recipe recipe = MADE_PLAIN;
    recipe.months = months;
    struct made *made = made_agency(recipe);
    for (int m = 1; m <= months; m++) {
        struct figure *f = made_month(made, SERIES_CASH, m);
        *f = (struct figure){.expected = cash[m - 1]};
        for (int q = 0; q < QUANTILE_COUNT; q++)
            f->quantile[q] = cash[m - 1] * (1 + 0.1 * (q - P50));
    }
    return made;
}

static void test_profit_titles(void **state)
{
    static const struct {
        double cash[5];
        const char *title;
    } cases[] = {
        {{-100, -22345, -500, 10, 300},
         "On average cash falls to −$22,300 in month 2 and is above zero from month 4 on; 9 plays in 10 from month 4 "
         "on"},
        {{5, -22345, 30, -10, 300},
         "On average cash falls to −$22,300 in month 2 and is above zero from month 5 on; 9 plays in 10 from month 5 "
         "on"},
        {{5, 7, 3, 137, 8912}, "On average cash never falls below zero, and is $8,910 after month 5"},
        {{0, 0, 0, 0, 0}, "On average cash never falls below zero, and is $0 after month 5"},
        {{-100, -22345, -500, -90, -87},
         "On average cash falls to −$22,300 in month 2 and is still at −$87.00 in month 5"},
        {{-100, -200, -500, -901, -8712}, "On average cash is at its lowest when the plan ends: −$8,710 in month 5"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct made *made = make_cash(cases[i].cash, 5);
        expect_title(profit_fan_write, made, cases[i].title);
        made_free(made);
    }
}

/* Where the plays end on both sides of zero the title says so. */
static void test_profit_titles_and_luck(void **state)
{
    static const double cash[] = {-100, -22345, 700};
    struct made *made = make_cash(cash, 3);
    double *quantile = made_month(made, SERIES_CASH, 3)->quantile;
    (void)state;
    quantile[P10] = -1;
    expect_title(
        profit_fan_write, made,
        "On average cash falls to −$22,300 in month 2 and is above zero from month 3 on; at least 1 play in 10 "
        "ends below zero");
    quantile[P25] = -1;
    expect_title(
        profit_fan_write, made,
        "On average cash falls to −$22,300 in month 2 and is above zero from month 3 on; at least 1 play in 4 ends "
        "below zero");
    quantile[P50] = -1;
    expect_title(profit_fan_write, made,
                 "On average cash falls to −$22,300 in month 2 and is above zero from month 3 on; at least half of the "
                 "plays end below zero");
    made_free(made);
    static const double below[] = {-100, -700};
    made = make_cash(below, 2);
    made_month(made, SERIES_CASH, 2)->quantile[P90] = 3;
    expect_title(
        profit_fan_write, made,
        "On average cash is at its lowest when the plan ends: −$700 in month 2; at least 1 play in 10 ends above zero");
    made->findings.replicates = 0;
    made_month(made, SERIES_CASH, 2)->quantile[P50] = 5; /* not looked at */
    expect_title(profit_fan_write, made, "Expected cash is at its lowest when the plan ends: −$700 in month 2");
    made_free(made);
}

/* The mean is above zero from month 4 on; the band's bottom dips below once more, or ends at zero. */
static void test_profit_titles_and_most_plays(void **state)
{
    static const double cash[] = {-100, -22345, -500, 10, 300, 412};
    struct made *made = make_cash(cash, 6);
    double *later = made_month(made, SERIES_CASH, 5)->quantile, *end = made_month(made, SERIES_CASH, 6)->quantile;
    (void)state;
    later[P10] = -1;
    expect_title(profit_fan_write, made,
                 "On average cash falls to −$22,300 in month 2 and is above zero from month 4 on; 9 plays in 10 from "
                 "month 6 on");
    end[P10] = 0; /* not above, nor below */
    expect_title(profit_fan_write, made,
                 "On average cash falls to −$22,300 in month 2 and is above zero from month 4 on");
    end[P10] = -1;
    expect_title(profit_fan_write, made,
                 "On average cash falls to −$22,300 in month 2 and is above zero from month 4 on; at least 1 play in "
                 "10 ends below zero");
    made->findings.replicates = 0;
    expect_title(profit_fan_write, made,
                 "Expected cash falls to −$22,300 in month 2 and is above zero from month 4 on");
    made_free(made);
}

static void test_profit_marks(void **state)
{
    static const double cash[] = {-100, -22345, -500, 10, 300};
    struct made *made = make_cash(cash, 5);
    char *script = made_script(profit_fan_write, &made->findings);
    (void)state;
    expect_in(script, "'Lowest: −$22,300, month 2'", 1);
    expect_in(script, "'Above zero from month 4 on'", 1);
    expect_in(script, "at first 2,-22345 point", 1);
    expect_in(script, "at first 4,10 point", 1);
    expect_in(script, "'−$20k' -20000", 1);
    expect_in(script, "'Profit, $ a month'", 1);
    expect_in(script, "Cash, $", 1);
    expect_in(script, "A play’s own lowest point is −$22,300 on average; in 1 play of 20 it is below −$61,200'", 1);
    expect_in(script, "\nset multiplot", 1);
    expect_in(script, "\nunset multiplot", 1);
    free(script);
    made_free(made);
    static const double none[] = {1, 2};
    made = make_cash(none, 2);
    made->findings.metric[METRIC_CASH_MIN].quantile[P5] = 0;
    script = made_script(profit_fan_write, &made->findings);
    expect_in(script, "'Lowest:", 0);
    expect_in(script, "Cash stays above zero in 19 plays of 20", 1);
    free(script);
    made_free(made);
}

static void test_profit_is_wanted_where_something_costs(void **state)
{
    struct recipe recipe = MADE_PLAIN;
    recipe.serving = recipe.fixed = recipe.salaries = 0;
    struct made *made = made_agency(recipe);
    (void)state;
    assert_false(profit_fan_wanted(&made->findings));
    assert_false(ledger_bars_wanted(&made->findings));
    made_month(made, SERIES_LOST_COST, 60)->expected = 289;
    assert_true(profit_fan_wanted(&made->findings));
    made_month(made, SERIES_LOST_COST, 60)->expected = 0;
    made_month(made, SERIES_CLAWBACKS, 60)->expected = 289; /* income */
    assert_false(profit_fan_wanted(&made->findings));
    made_free(made);
}

/* ---- the ledger ------------------------------------------------------------------------------------------- */

/* Of 2,000 a month: serving 702, commissions 240 of which 40 come back, salaries 600, fixed costs. */
static struct made *make_ledger(double fixed)
{
    struct made *made = made_agency(MADE_PLAIN);
    double *line = made->findings.plateau.line;
    for (int s = 0; s < SERIES_COUNT; s++)
        line[s] = 0;
    line[SERIES_REVENUE] = 2000;
    line[SERIES_SERVING] = 702;
    line[SERIES_COMMISSIONS] = 240;
    line[SERIES_CLAWBACKS] = 40;
    line[SERIES_SALARIES] = 600;
    line[SERIES_FIXED] = fixed;
    line[SERIES_PROFIT] = 2000 - 702 - 200 - 600 - fixed;
    return made;
}

static void test_ledger_titles(void **state)
{
    static const struct {
        double fixed;
        const char *currency, *title;
    } cases[] = {
        {137, "$",
         "Of every $100 of fees $18.05 is left as profit at the plateau; serving clients takes most, $35.10"}, /* 361 /
                                                                                                                  20 */
        {1234, "$",
         "At the plateau $100 of fees costs $137: a loss every month; fixed costs take most, $61.70"}, /* 2736 / 20 =
                                                                                                          136.8 */
        {497, "$", "At the plateau fees just cover the costs; serving clients takes most, $35.10 of every $100"},
        {137, "EUR",
         "Of every 100 EUR of fees 18.05 EUR is left as profit at the plateau; serving clients takes most, 35.10 EUR"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct made *made = make_ledger(cases[i].fixed);
        made->findings.currency = cases[i].currency;
        expect_title(ledger_bars_write, made, cases[i].title);
        made_free(made);
    }
}

static void test_ledger_bars(void **state)
{
    static const char *const order[] = {"'Serving clients' at", "'Salaries of reps' at", "'Commissions, net' at",
                                        "'Fixed costs' at", "'Profit' at"};
    struct made *made = make_ledger(137);
    char *script = made_script(ledger_bars_write, &made->findings), *at = script;
    (void)state;
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        expect_in(script, order[i], 1);
        at = strstr(at, order[i]);
        assert_non_null(at); /* by size, what is left last */
    }
    expect_in(script, "'$35.10' at", 1); /* 702 / 20 */
    expect_in(script, "'$10.00' at", 1); /* (240 - 40) / 20 */
    expect_in(script, "'$200' at", 1);
    expect_in(script, "'Leads' at", 0);
    expect_in(script, "'A three-rep agency: where the fees of a typical month go, $2,000 a month'", 1);
    free(script);
    made_free(made);
    made = make_ledger(1234);
    script = made_script(ledger_bars_write, &made->findings);
    expect_in(script, "'Loss' at", 1);
    expect_in(script, "'−$36.80' at", 1);
    expect_in(script, "'−$736' at", 1);
    expect_in(script, "set xrange [-36.8:61.7]", 1);
    free(script);
    made_free(made);
}

static void test_ledger_is_wanted_at_a_plateau(void **state)
{
    struct made *made = make_ledger(137);
    (void)state;
    assert_true(ledger_bars_wanted(&made->findings));
    made->findings.plateau.line[SERIES_REVENUE] = 0;
    assert_false(ledger_bars_wanted(&made->findings));
    made_free(made);
    struct recipe endless = MADE_PLAIN;
    endless.leave = 0;
    made = made_agency(endless);
    assert_false(ledger_bars_wanted(&made->findings));
    made_free(made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bridge_titles),
        cmocka_unit_test(test_the_bridge_adds_up),
        cmocka_unit_test(test_bridge_bars),
        cmocka_unit_test(test_bridge_with_win_backs),
        cmocka_unit_test(test_profit_titles),
        cmocka_unit_test(test_profit_titles_and_luck),
        cmocka_unit_test(test_profit_titles_and_most_plays),
        cmocka_unit_test(test_profit_marks),
        cmocka_unit_test(test_profit_is_wanted_where_something_costs),
        cmocka_unit_test(test_ledger_titles),
        cmocka_unit_test(test_ledger_bars),
        cmocka_unit_test(test_ledger_is_wanted_at_a_plateau),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
