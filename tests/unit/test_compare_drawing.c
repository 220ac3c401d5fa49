/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All charts of a comparison by the real gnuplot: which are drawn, in which formats, and what becomes of those that an
 * earlier comparison left.
 */
#include "tests/unit/compare_support.h"
#include "tests/unit/fake_gnuplot.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "plots/chart_set.h"
#include "plots/compare_charts.h"
#include "plots/leftovers.h"

static size_t draw(const struct duel *duel, unsigned formats, const char *currency)
{
    struct comparison *comparison = duel_made(duel);
    struct faults faults = {0};
    char run[PATH_SIZE];
    size_t drawn = 0;
    comparison->currency = currency;
    enum status status = compare_charts_draw(comparison, in("run", run), formats, &drawn, &faults);
    faults_print(&faults, stderr);
    assert_int_equal(status, OK);
    duel_free(comparison);
    return drawn;
}

static void test_every_chart_in_both_formats(void **state)
{
    (void)state;
    assert_int_equal(draw(&DUEL_PLAIN, CHART_SET_PNG | CHART_SET_SVG, "$"), 10);
    shell("test \"$(ls run/*.png | wc -l) $(ls run/*.svg | wc -l) $(ls run/charts | wc -l)\" = '10 10 10'");
    shell("test \"$(cd run && echo *.png)\" = 'compare-nps.png compare-revenue.png compare-sources.png "
          "difference-ask.png difference-hire.png difference-train.png scoreboard.png waterfall-ask.png "
          "waterfall-hire.png waterfall-train.png'");
    /* Plain gnuplot makes the same picture of the same script. */
    shell("cd run && for n in scoreboard difference-ask waterfall-hire; do mv $n.png first.png && "
          "gnuplot -d charts/$n.gp && cmp $n.png first.png || exit 1; done");
}

/* No NPS, reps alone and no costs: two charts are left, and the others' pictures go. */
static void test_what_is_not_wanted_is_removed(void **state)
{
    struct duel duel = DUEL_PLAIN;
    (void)state;
    draw(&duel, CHART_SET_PNG, "$");
    for (size_t i = 0; i < duel.count; i++) {
        duel.rival[i].nps = NAN;
        duel.rival[i].free_of_costs = true;
        duel.rival[i].sources[SOURCE_REFERRED] = duel.rival[i].sources[SOURCE_WINBACK] = 0;
    }
    assert_int_equal(draw(&duel, CHART_SET_SVG, "$"), 2);
    shell("test \"$(cd run && echo * charts/*)\" = "
          "'charts compare-revenue.svg scoreboard.svg charts/compare-revenue.gp charts/scoreboard.gp'");
}

/* Of a scenario that is no longer compared nothing stays; what is not ours stays in any case. */
static void test_leftovers_are_removed(void **state)
{
    struct duel duel = DUEL_PLAIN;
    (void)state;
    draw(&duel, CHART_SET_PNG | CHART_SET_SVG, "$");
    shell("cd run && echo x >difference-mine.png && echo x >waterfall-hand.png && "
          "echo '# my own' >charts/waterfall-hand.gp && cp charts/waterfall-ask.gp charts/other-ask.gp && "
          "cp charts/waterfall-ask.gp 'charts/waterfall-Ask 2.gp' && cp charts/waterfall-ask.gp "
          "charts/waterfall-ask.gp~");
    duel.count = 2;                                       /* the base and "hire" */
    assert_int_equal(draw(&duel, CHART_SET_PNG, "$"), 5); /* reps are the only source now */
    shell("test \"$(cd run && echo *)\" = 'charts compare-nps.png compare-revenue.png difference-hire.png "
          "difference-mine.png scoreboard.png waterfall-hand.png waterfall-hire.png'");
    shell("test \"$(cd run/charts && LC_ALL=C && echo *)\" = 'compare-nps.gp compare-revenue.gp difference-hire.gp "
          "other-ask.gp scoreboard.gp waterfall-Ask 2.gp waterfall-ask.gp~ waterfall-hand.gp waterfall-hire.gp'");
}

static void test_leftovers_that_cannot_be_removed(void **state)
{
    static const char *const prefix[] = {"difference-"}, *const keep[] = {"difference-b"};
    struct faults faults = {0};
    char run[PATH_SIZE];
    (void)state;
    in("run", run);
    assert_int_equal(leftovers_remove(run, prefix, 1, keep, 1, &faults), OK); /* no charts were ever drawn */
    shell("mkdir -p run/charts run/difference-a.png && echo '# Drawn by plateau. ' >run/charts/difference-a.gp && "
          "cp run/charts/difference-a.gp run/charts/difference-b.gp");
    assert_int_equal(leftovers_remove(run, prefix, 1, keep, 1, &faults), ERR_FILE); /* the picture is a folder */
    shell("test -e run/charts/difference-a.gp -a -e run/charts/difference-b.gp");
    shell("rmdir run/difference-a.png");
    assert_int_equal(leftovers_remove(run, prefix, 1, keep, 1, &faults), OK);
    shell("test ! -e run/charts/difference-a.gp -a -e run/charts/difference-b.gp");
}

/* Names and currencies of the user's, in every chart and both formats: nothing runs, and every SVG is XML. */
static void test_hostile_names(void **state)
{
    struct duel duel = DUEL_PLAIN;
    (void)state;
    for (size_t i = 0; i < duel.count; i++)
        duel.rival[i].name =
            "'; !touch PWNED\n`touch PWNED` $(touch PWNED) ]]> &x; \xef\xbf\xbf <script>\" \\ {a}_b^c @M %s %d";
    assert_int_equal(draw(&duel, CHART_SET_PNG | CHART_SET_SVG, "`'&<"), 10);
    shell("test -z \"$(find . -name 'PWNED*')\"");
    shell("if command -v python3 >/dev/null; then for f in run/*.svg; do "
          "python3 -c 'import sys, xml.dom.minidom as x; x.parse(sys.argv[1])' $f || exit 1; done; fi");
}

/* One month, a hundred years, no plays, one play, huge and tiny amounts, no difference: gnuplot draws them all. */
static void test_shapes(void **state)
{
    struct duel duel[7];
    (void)state;
    for (int i = 0; i < 7; i++)
        duel[i] = DUEL_PLAIN;
    duel[0].months = 1;
    duel[1].months = 1200;
    duel[2].replicates = 0;
    duel[3].replicates = 1;
    duel[4].level = 5.1e11;
    duel[4].rival[1].lift = 7.3e11;
    duel[5].level = 1e-4;
    duel[5].rival[1].cost = 0;
    duel[5].rival[1].lift = duel[5].rival[2].lift = 1e-4;
    for (size_t r = 1; r < 4; r++)
        duel[6].rival[r].lift = duel[6].rival[r].cost = duel[6].rival[r].luck = 0;
    for (int i = 0; i < 7; i++)
        assert_int_equal(draw(&duel[i], CHART_SET_PNG, "kr"), 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(test_every_chart_in_both_formats),
        WITH_FOLDER(test_what_is_not_wanted_is_removed),
        WITH_FOLDER(test_leftovers_are_removed),
        WITH_FOLDER(test_leftovers_that_cannot_be_removed),
        WITH_FOLDER(test_hostile_names),
        WITH_FOLDER(test_shapes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
