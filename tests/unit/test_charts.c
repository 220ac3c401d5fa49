/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All charts of a run by the real gnuplot: which are drawn, in which formats, and what becomes of those that are not.
 */
#include "tests/unit/chart_support.h"
#include "tests/unit/fake_gnuplot.h"

#include "plots/charts.h"

static size_t draw(struct recipe recipe, unsigned formats)
{
    struct made *made = made_agency(recipe);
    struct faults faults = {0};
    char run[PATH_SIZE];
    size_t drawn = 0;
    enum status status = charts_draw(&made->findings, in("run", run), formats, &drawn, &faults);
    faults_print(&faults, stderr);
    assert_int_equal(status, OK);
    made_free(made);
    return drawn;
}

static void test_every_chart_in_both_formats(void **state)
{
    (void)state;
    assert_int_equal(draw(MADE_PLAIN, CHARTS_PNG | CHARTS_SVG), 7);
    shell("test \"$(ls run/*.png | wc -l) $(ls run/*.svg | wc -l) $(ls run/charts | wc -l)\" = '7 7 7'");
    /* Plain gnuplot makes the same picture of the same script. */
    shell("cd run && for n in profit survival ltv; do mv $n.png first.png && gnuplot -d charts/$n.gp && "
          "cmp $n.png first.png || exit 1; done");
}

/* With satisfaction and with several sources of clients two more. */
static void test_nps_and_signups(void **state)
{
    struct recipe recipe = MADE_PLAIN;
    (void)state;
    recipe.promoters = 0.313;
    recipe.detractors = 0.214;
    recipe.won_back = 0.13;
    assert_int_equal(draw(recipe, CHARTS_PNG | CHARTS_SVG), 9);
    shell("cd run && test -s nps.png -a -s nps.svg -a -s signups.png -a -s signups.svg");
    recipe.months = 1;
    assert_int_equal(draw(recipe, CHARTS_PNG), 7);
    shell("cd run && test -s nps.png -a ! -e nps.svg -a -s signups.png");
    recipe.won_back = 0;
    assert_int_equal(draw(recipe, CHARTS_PNG), 6);
    shell("cd run && test ! -e signups.png -a ! -e charts/signups.gp");
}

static void test_what_is_not_drawn_is_removed(void **state)
{
    struct recipe recipe = MADE_PLAIN;
    (void)state;
    assert_int_equal(draw(recipe, CHARTS_PNG | CHARTS_SVG), 7);
    shell("touch run/mine.png run/charts/mine.gp");
    recipe.serving = recipe.fixed = recipe.salaries = 0; /* nothing costs: no profit, no ledger */
    assert_int_equal(draw(recipe, CHARTS_PNG), 5);
    shell("test \"$(cd run && echo *)\" = "
          "'bridge.png charts cohorts.png ltv.png mine.png revenue.png survival.png'");
    shell("test \"$(cd run/charts && echo *)\" = "
          "'bridge.gp cohorts.gp ltv.gp mine.gp revenue.gp survival.gp'");
    recipe.signups = 0;
    assert_int_equal(draw(recipe, CHARTS_SVG), 1); /* "No revenue in any month" */
    shell("test \"$(cd run && echo *)\" = 'charts mine.png revenue.svg'");
}

/* Names and currencies of the user's, in every chart and both formats: nothing runs, and every SVG is XML. */
static void test_hostile_names(void **state)
{
    struct recipe recipe = MADE_PLAIN;
    (void)state;
    recipe.contracts = 7;
    recipe.name = "'; !touch PWNED\n`touch PWNED` $(touch PWNED) ]]> &x; \xef\xbf\xbf <script>\" \\ {a}_b^c @M %s %d";
    recipe.currency = "`'&<";
    assert_int_equal(draw(recipe, CHARTS_PNG | CHARTS_SVG), 7);
    shell("test -z \"$(find . -name 'PWNED*')\"");
    shell("if command -v python3 >/dev/null; then for f in run/*.svg; do "
          "python3 -c 'import sys, xml.dom.minidom as x; x.parse(sys.argv[1])' $f || exit 1; done; fi");
}

/* One month, a hundred years, a tiny agency and a huge one, losses, no end: gnuplot draws them all without a word. */
static void test_shapes(void **state)
{
    struct recipe recipe[7];
    (void)state;
    for (int i = 0; i < 7; i++)
        recipe[i] = MADE_PLAIN;
    recipe[0].months = 1;
    recipe[1].months = 1200;
    recipe[2].signups = 0.017;
    recipe[3].fee = 5.1e11;
    recipe[4].fixed = 6e4;
    recipe[5].leave = 0;
    recipe[6].replicates = 1;
    recipe[6].book = 84000;
    static const size_t charts[] = {5, 7, 7, 7, 7, 6, 7};
    for (int i = 0; i < 7; i++)
        assert_int_equal(draw(recipe[i], CHARTS_PNG), charts[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(test_every_chart_in_both_formats),
        WITH_FOLDER(test_nps_and_signups),
        WITH_FOLDER(test_what_is_not_drawn_is_removed),
        WITH_FOLDER(test_hostile_names),
        WITH_FOLDER(test_shapes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
