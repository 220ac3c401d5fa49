/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The revenue fan: its headline, and the whole script, of findings made by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plots/headline.h"
#include "plots/revenue_fan.h"

/* ---- findings made by hand -------------------------------------------------------------------------------- */

enum { MONTHS_MOST = 60 };

struct made {
    struct findings findings;
    struct plan plan;
    struct scenario scenario;
    struct figure figure[SERIES_COUNT][MONTHS_MOST + 1];
    double smooth[MONTHS_MOST + 1];
    char path[80];
};

/* Revenue that goes from start towards plateau by 1/12 of the rest each month; the plays swing by 20 % round it. */
static struct made *make(int months, double start, double plateau)
{
    struct made *self = calloc(1, sizeof *self);
    assert_non_null(self);
    struct findings *f = &self->findings;
    *f = (struct findings){.plan = &self->plan,
                           .name = "Textbook",
                           .slug = "textbook",
                           .currency = "$",
                           .seed = 7,
                           .replicates = 10000,
                           .months = months,
                           .smooth_revenue = self->smooth,
                           .agreement = {.checked = 4320, .largest = 2.14}};
    snprintf(self->path, sizeof self->path, "scenarios/three.csv");
    self->scenario.path = self->path;
    self->plan.scenario = &self->scenario;
    /* findings_month wants [series][month 0..H] without gaps. */
    f->monthly = &self->figure[0][0];
    struct figure *revenue = f->monthly + (size_t)SERIES_REVENUE * (size_t)(months + 1);
    for (int m = 0; m <= months; m++) {
        double value = plateau + (start - plateau) * pow(11.0 / 12, m);
        self->smooth[m] = value;
        revenue[m] = (struct figure){.expected = value, .mean = value};
        for (int q = 0; q < QUANTILE_COUNT; q++)
            revenue[m].quantile[q] = value * (1 + 0.1 * (q - P50));
    }
    f->metric[METRIC_PLATEAU_REVENUE].expected = plateau;
    f->metric[METRIC_PLATEAU_MONTH95].expected = 35;
    return self;
}

static struct figure *revenue_of(struct made *self, int month)
{
    return self->findings.monthly + (size_t)SERIES_REVENUE * (size_t)(self->findings.months + 1) + month;
}

static void expect_headline(struct made *self, const char *headline)
{
    char out[HEADLINE_SIZE];
    headline_revenue(&self->findings, out);
    assert_string_equal(out, headline);
    free(self);
}

static void test_headlines(void **state)
{
    struct made *m;
    (void)state;
    expect_headline(make(60, 0, 20000), "Revenue flattens at $20,000 a month; 95 % of the way by month 35");
    expect_headline(make(60, 84000, 31000), "Revenue falls to $31,000 a month; 95 % of the way by month 35");
    expect_headline(make(24, 0, 20000), "By month 24 revenue is 87 % of the way to its $20,000 plateau");
    expect_headline(make(12, 50000, 10000), "By month 12 revenue is 64 % of the way down to its $10,000 plateau");
    expect_headline(make(48, 52000, 0), "Revenue runs off to nothing; 95 % of it is gone by month 35");
    expect_headline(make(60, 0, 0), "No revenue in any month of the plan");
    expect_headline(make(1, 0, 24000), "Month 1 brings $2,000; the plateau is $24,000 a month");
    expect_headline(make(60, 20500, 21000), "Revenue holds at about $21,000 a month");
    /* 8 % below the plateau, but the plays' band at the end covers the start: no claim of a rise. */
    expect_headline(make(60, 20000, 21700), "Revenue holds at about $21,700 a month");
    m = make(60, 20000, 21700);
    for (int q = 0; q < QUANTILE_COUNT; q++)
        revenue_of(m, 60)->quantile[q] = 21700; /* without luck it is one */
    expect_headline(m, "Revenue flattens at $21,700 a month; 95 % of the way by month 35");
    m = make(60, 0, 20000);
    m->findings.metric[METRIC_PLATEAU_MONTH95].expected = NAN;
    expect_headline(m, "Revenue ends the plan at $19,890 a month; its plateau is $20,000");
    m = make(60, 1000, 20000);
    m->findings.metric[METRIC_PLATEAU_MONTH95].expected = 70;
    for (int month = 1; month <= 60; month++)
        m->smooth[month] = 1000 - 10 * month; /* away from the plateau: no share of a way */
    expect_headline(m, "Revenue ends the plan at $400 a month; its plateau is $20,000");
}

static void test_headlines_without_a_straight_way(void **state)
{
    struct made *m;
    (void)state;
    m = make(60, 0, 20000);
    m->smooth[20] = 60000;
    expect_headline(m, "Revenue peaks at $60,000 in month 20, then settles at $20,000");
    m = make(60, 30000, 20000);
    m->smooth[9] = 4000;
    expect_headline(m, "Revenue dips to $4,000 in month 9, then settles at $20,000");
    m = make(60, 0, 20000);
    for (int month = 1; month <= 60; month++)
        revenue_of(m, month)->expected = m->smooth[month] * (month % 2 ? 1.2 : 0.8); /* a saw */
    assert_true(headline_cycles(&m->findings));
    expect_headline(m, "Revenue settles around $20,000 a month; 95 % of the way by month 35");
    m = make(60, 0, 0); /* from nothing to nothing, with something in between */
    m->smooth[20] = 46000;
    m->smooth[60] = 8300;
    m->findings.metric[METRIC_PLATEAU_MONTH95].expected = NAN;
    expect_headline(m, "Revenue peaks at $46,000 in month 20 and ends the plan at $8,300");
    m = make(60, 2000, 53000);
    m->findings.metric[METRIC_PLATEAU_REVENUE] = (struct figure){.expected = NAN, .why = "some clients never leave"};
    m->findings.metric[METRIC_PLATEAU_MONTH95].expected = NAN;
    expect_headline(m, "Revenue grows to $52,700 a month by month 60 and has no plateau");
    m = make(60, 0, 412370);
    m->findings.currency = "EUR";
    expect_headline(m, "Revenue flattens at 412,000 EUR a month; 95 % of the way by month 35");
}

/* ---- the script ------------------------------------------------------------------------------------------- */

static char *script_of(const struct findings *findings)
{
    char *script = NULL;
    size_t size;
    FILE *out = open_memstream(&script, &size);
    assert_non_null(out);
    revenue_fan_write(out, findings);
    assert_int_equal(fclose(out), 0);
    return script;
}

static void expect_in(const char *script, const char *part, int times)
{
    int found = 0;
    for (const char *at = script; (at = strstr(at, part)); at++)
        found++;
    if (found != times)
        fail_msg("%d times instead of %d: %s", found, times, part);
}

/* Look at the chart before you change this: every run draws it. */
/* clang-format off */
static const char golden[] =
    "# Drawn by plateau. To draw it again, in the folder above this one: gnuplot -d charts/revenue.gp\n"
    "# plateau itself says what it wants ('png' or 'svg') and takes it from standard output,\n"
    "# so that a failure leaves the old file alone\n"
    "if (!exists('plateau_draws')) plateau_draws = ''\n"
    "if (plateau_draws eq 'svg') set terminal svg size 1920,1080 fixed fontscale 1.3333 font 'DejaVu Sans,20' background rgb 'white' noenhanced\n"
    "if (plateau_draws ne 'svg') set terminal pngcairo size 1920,1080 font 'DejaVu Sans,20' background rgb 'white' noenhanced\n"
    "if (plateau_draws eq '') set output 'revenue.png'\n"
    "set encoding utf8\n"
    "set datafile separator \"\\t\"\n"
    "set border 0\n"
    "set tics scale 0 textcolor rgb '#5b6672'\n"
    "set grid noxtics ytics back linetype 1 linecolor rgb '#e4e7eb' linewidth 1.5\n"
    "set key noautotitle\n"
    "unset key\n"
    "set lmargin at screen 0.0850\n"
    "set rmargin at screen 0.8000\n"
    "set bmargin at screen 0.1350\n"
    "set tmargin at screen 0.7200\n"
    "# month, the plays' 10 % quantile, median and 90 % quantile, exact mean\n"
    "$fan << PLATEAU_EOD_7f3a\n"
    "1\t1333.333333\t1666.666667\t2000\t1666.666667\n"
    "2\t2555.555556\t3194.444444\t3833.333333\t3194.444444\n"
    "3\t3675.925926\t4594.907407\t5513.888889\t4594.907407\n"
    "PLATEAU_EOD_7f3a\n"
    "set label 'By month 3 revenue is 22 % of the way to its $20,000 plateau' at screen 0.0300,0.9550 left font 'DejaVu Sans Bold,32' textcolor rgb '#1f2933' front\n"
    "set label 'Textbook: revenue a month' at screen 0.0300,0.9026 left font 'DejaVu Sans,20' textcolor rgb '#5b6672' front\n"
    "set label 'Line: median; band: middle 80 % of 10,000 plays (luck only); dashed: exact mean' at screen 0.0300,0.8730 left font 'DejaVu Sans,20' textcolor rgb '#5b6672' front\n"
    "set label 'Revenue is 95 % of the way to the plateau in month 35, after the plan’s end' at screen 0.0300,0.8433 left font 'DejaVu Sans,20' textcolor rgb '#5b6672' front\n"
    "set label 'Textbook (three.csv) · seed 7 · 10,000 plays · plateau " PLATEAU_VERSION " · plays agree with the exact calculation (4,320 figures within 2.1 standard errors)' at screen 0.0300,0.0300 left font 'DejaVu Sans,15' textcolor rgb '#5b6672' front\n"
    "set yrange [0:21600]\n"
    "set ytics ('$0' 0, '$5k' 5000, '$10k' 10000, '$15k' 15000, '$20k' 20000)\n"
    "set label '$ a month' at screen 0.0300,0.7500 left font 'DejaVu Sans,20' textcolor rgb '#5b6672' front\n"
    "set arrow from graph 0, first 0 to graph 1, first 0 nohead linecolor rgb '#1f2933' linewidth 2 back\n"
    "set xrange [1:3]\n"
    "set xtics ('1' 1, '2' 2, '3' 3)\n"
    "set xlabel 'Plan month' textcolor rgb '#5b6672'\n"
    "set arrow from graph 0, first 20000 to graph 1, first 20000 nohead dashtype (18,9) linecolor rgb '#D55E00' linewidth 3 front\n"
    "set label 'Plateau $20,000' at screen 0.8080,0.6767 left font 'DejaVu Sans Bold,18' textcolor rgb '#D55E00' front\n"
    "set label 'Band top $5,510' at screen 0.8080,0.2994 left font 'DejaVu Sans,18' textcolor rgb '#0072B2' front\n"
    "set arrow from screen 0.8000,0.2843 to screen 0.8065,0.2994 nohead linecolor rgb '#0072B2' linewidth 1.5\n"
    "set label 'Median $4,590' at screen 0.8080,0.2728 left font 'DejaVu Sans Bold,18' textcolor rgb '#0072B2' front\n"
    "set arrow from screen 0.8000,0.2594 to screen 0.8065,0.2728 nohead linecolor rgb '#0072B2' linewidth 1.5\n"
    "set label 'Exact mean $4,590' at screen 0.8080,0.2461 left font 'DejaVu Sans,18' textcolor rgb '#1f2933' front\n"
    "set arrow from screen 0.8000,0.2594 to screen 0.8065,0.2461 nohead linecolor rgb '#1f2933' linewidth 1.5\n"
    "set label 'Band bottom $3,680' at screen 0.8080,0.2194 left font 'DejaVu Sans,18' textcolor rgb '#0072B2' front\n"
    "set arrow from screen 0.8000,0.2346 to screen 0.8065,0.2194 nohead linecolor rgb '#0072B2' linewidth 1.5\n"
    "plot $fan using 1:2:4 with filledcurves fillcolor rgb '#0072B2' fillstyle transparent solid 0.20 noborder, \\\n"
    "     $fan using 1:3 with lines linecolor rgb '#0072B2' linewidth 6, \\\n"
    "     $fan using 1:5 with lines linecolor rgb '#1f2933' linewidth 2.5 dashtype (10,7)\n"
    "unset output\n";
/* clang-format on */

static void test_the_whole_script(void **state)
{
    struct made *m = make(3, 0, 20000);
    char *script = script_of(&m->findings);
    (void)state;
    assert_string_equal(script, golden);
    free(script);
    free(m);
}

static void test_what_is_on_the_chart(void **state)
{
    struct made *m = make(60, 0, 20000);
    char *script = script_of(&m->findings);
    (void)state;
    expect_in(script, "'Month 35: 95 % of the way'", 1);
    expect_in(script, "'Plateau $20,000'", 1);
    expect_in(script, "with filledcurves", 1);
    expect_in(script, "set xrange [1:60]", 1);
    free(script);
    m->findings.metric[METRIC_PLATEAU_MONTH95].expected = 71;
    script = script_of(&m->findings);
    expect_in(script, "of the way'", 0);
    expect_in(script, "'Revenue is 95 % of the way to the plateau in month 71, after the plan’s end'", 1);
    free(script);
    m->findings.metric[METRIC_PLATEAU_REVENUE] = (struct figure){.expected = NAN, .why = "some clients never leave"};
    m->findings.metric[METRIC_PLATEAU_MONTH95].expected = NAN;
    script = script_of(&m->findings);
    expect_in(script, "'No plateau: some clients never leave'", 1);
    expect_in(script, "'Plateau ", 0);
    free(script);
    free(m);
}

static void test_without_plays(void **state)
{
    struct made *m = make(60, 30000, 20000);
    m->findings.replicates = 0;
    m->findings.agreement = (struct agreement){0};
    for (int month = 0; month <= 60; month++)
        for (int q = 0; q < QUANTILE_COUNT; q++)
            revenue_of(m, month)->quantile[q] = NAN;
    char *script = script_of(&m->findings);
    (void)state;
    expect_in(script, "nothing was simulated (-n 0), so there is no band of luck", 1);
    expect_in(script, "with filledcurves", 0);
    expect_in(script, "'Median", 0);
    expect_in(script, "'Exact mean $20,100'", 1);
    expect_in(script, "set xrange [0:60]", 1); /* a book: month 0 is on the chart */
    expect_in(script, "\n0\tNaN\tNaN\tNaN\t30000\n", 1);
    free(script);
    free(m);
}

static void test_one_play_and_one_month(void **state)
{
    struct made *m = make(60, 0, 20000);
    m->findings.replicates = 1;
    char *script = script_of(&m->findings);
    (void)state;
    expect_in(script, "Line: the only play, so there is no band of luck; dashed: exact mean", 1);
    expect_in(script, "'The play $", 1);
    expect_in(script, "'Band", 0);
    free(script);
    free(m);
    m = make(1, 0, 240000);
    script = script_of(&m->findings);
    expect_in(script, "Dot: median; bar: middle 80 % of 10,000 plays (luck only); ring: exact mean", 1);
    expect_in(script, "with yerrorbars", 1);
    expect_in(script, "with lines", 0);
    expect_in(script, "'Plateau $240,000 ↑'", 1); /* too high to draw */
    free(script);
    free(m);
}

static void test_a_million_plays_and_words_for_money(void **state)
{
    struct made *m = make(60, 0, 20000);
    m->findings.replicates = 1000000;
    m->findings.currency = "EUR";
    char *script = script_of(&m->findings);
    (void)state;
    expect_in(script, "middle 80 % of the first 10,000 plays", 1);
    expect_in(script, " · 1,000,000 plays · ", 1);
    expect_in(script, "'EUR a month'", 1);
    expect_in(script, "'Plateau 20,000'", 1);
    expect_in(script, "'20k' 20000", 1);
    free(script);
    free(m);
}

/* Few clients for ten years at most: every month as wide as its neighbours. */
static void test_steps_where_there_are_few_clients(void **state)
{
    struct made *m = make(3, 0, 20000);
    struct figure *clients = m->findings.monthly + (size_t)SERIES_CLIENTS * 4;
    (void)state;
    clients[3].expected = 9.7;
    char *script = script_of(&m->findings);
    expect_in(script, "\n0.5\t1333.333333\t1666.666667\t2000\t1666.666667\n1.5\t1333.333333\t", 1);
    expect_in(script, "\n3.5\t3675.925926\t", 1);
    expect_in(script, "set xrange [0.5:3.5]\nset xtics ('1' 1, '2' 2, '3' 3)", 1);
    free(script);
    clients[3].expected = 10.1;
    script = script_of(&m->findings);
    expect_in(script, "set xrange [1:3]", 1);
    free(script);
    free(m);
}

/* Unsure inputs put the mean of the months 3.1 % below the smooth course at the inputs' means: that is no cycle. */
static void test_unsure_inputs_are_no_cycle(void **state)
{
    struct made *m = make(60, 0, 20000);
    (void)state;
    m->findings.uncertain = true;
    for (int month = 1; month <= 60; month++)
        revenue_of(m, month)->expected = 0.969 * m->smooth[month];
    assert_false(headline_cycles(&m->findings));
    m->findings.uncertain = false;
    assert_true(headline_cycles(&m->findings));
    m->findings.uncertain = true;
    for (int month = 1; month <= 60; month++) /* a swing of 2.3 % round that */
        revenue_of(m, month)->expected *= month % 2 ? 1.023 : 0.977;
    assert_true(headline_cycles(&m->findings));
    free(m);
}

static void test_the_subtitle_names_the_scenario_and_the_luck(void **state)
{
    struct made *m = make(60, 0, 20000);
    (void)state;
    m->findings.name = "Hire\nanother rep";
    m->findings.uncertain = true;
    char *script = script_of(&m->findings);
    expect_in(script, "'Hire another rep: revenue a month'", 1);
    expect_in(script, "plays (luck and unsure inputs); dashed: mean of exact results'", 1);
    expect_in(script, "lateau: inputs at their means'", 1); /* the months are not */
    free(script);
    m->findings.uncertain = false;
    script = script_of(&m->findings);
    expect_in(script, "inputs at their means", 0);
    free(script);
    m->findings.uncertain = true;
    m->findings.name =
        "A name that somebody wrote out in full: hire two more reps in the north, drop month-to-month at "
        "last, and look whether the plateau is any higher";
    script = script_of(&m->findings);
    expect_in(script, "…: revenue a month'", 1);
    free(script);
    free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_headlines),
        cmocka_unit_test(test_headlines_without_a_straight_way),
        cmocka_unit_test(test_the_whole_script),
        cmocka_unit_test(test_what_is_on_the_chart),
        cmocka_unit_test(test_without_plays),
        cmocka_unit_test(test_one_play_and_one_month),
        cmocka_unit_test(test_a_million_plays_and_words_for_money),
        cmocka_unit_test(test_steps_where_there_are_few_clients),
        cmocka_unit_test(test_unsure_inputs_are_no_cycle),
        cmocka_unit_test(test_the_subtitle_names_the_scenario_and_the_luck),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
