/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several gnuplots at once, the other format, and what becomes of files of earlier runs. */
#include "tests/unit/fake_gnuplot.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plots/chart_file.h"
#include "plots/gnuplot.h"
#include "plots/style.h"

/* ---- several at once -------------------------------------------------------------------------------------- */

enum { MANY = 4 };
static const struct gnuplot_picture many[MANY] = {
    {"a", PICTURE_PNG}, {"b", PICTURE_PNG}, {"c", PICTURE_PNG}, {"d", PICTURE_PNG}};

/* Four scripts, each its own name; the fake answers by what it reads. The old pictures are text. */
static enum status draw_many(size_t at_once, size_t *drawn, struct faults *faults)
{
    char run[PATH_SIZE], script[8], name[16];
    *faults = (struct faults){0};
    for (int i = 0; i < MANY; i++) {
        snprintf(script, sizeof script, "%s\n", many[i].name);
        assert_int_equal(chart_file_save(in("run", run), many[i].name, script, strlen(script), faults), OK);
        snprintf(name, sizeof name, "run/%s.png", many[i].name);
        write_text(name, "old");
    }
    return gnuplot_draw(run, many, MANY, GNUPLOT_SECONDS, at_once, drawn, faults);
}

/* A fake that keeps count of how many of it run, draws the smallest thing that passes for a picture, and does `more`.
 */
static void fake_artist(const char *more)
{
    char body[1500];
    snprintf(body, sizeof body,
             "read name; cd \"${0%%/*}\"; mkdir run.$name; ls -d run.* | wc -l >>most; %s\n"
             "printf '\\211PNG\\r\\n\\032\\n%%s\\0\\0\\0\\0IEND\\256\\102\\140\\202' $name; sleep 0.3; rmdir run.$name",
             more);
    fake(body);
}

static void test_as_many_at_once_as_allowed(void **state)
{
    struct faults faults;
    size_t drawn;
    (void)state;
    for (size_t at_once = 1; at_once <= 2; at_once++) {
        fake_artist("");
        assert_int_equal(draw_many(at_once, &drawn, &faults), OK);
        assert_int_equal(drawn, MANY);
        shell(at_once == 1 ? "test $(sort -n bin/most | tail -n 1) -eq 1"
                           : "test $(sort -n bin/most | tail -n 1) -eq 2");
        shell("for n in a b c d; do grep -q \"$n\" run/$n.png || exit 1; done; rm bin/most");
    }
}

/* b fails at once, a takes its time and is fine: a is new, b is blamed, c (which was under way) and d stay old. */
static void test_the_first_failure_in_order_is_told(void **state)
{
    struct faults faults;
    size_t drawn;
    char path[PATH_SIZE], expected[2 * PATH_SIZE];
    (void)state;
    fake_artist("case $name in a) sleep 1;; b) echo so bad >&2; exit 5;; c) exit 6;; esac");
    assert_int_equal(draw_many(3, &drawn, &faults), ERR_CHART);
    assert_int_equal(drawn, 1);
    assert_int_equal(faults.total, 1);
    snprintf(expected, sizeof expected, "%s: error: gnuplot failed with exit status 5: so bad",
             in("run/charts/b.gp", path));
    assert_string_equal(faults.item[0].text, expected);
    shell("grep -q a run/a.png && test ! -e bin/run.d");
    expect_text("run/b.png", "old");
    expect_text("run/c.png", "old");
    shell("test $(ls run | wc -l) -eq 5"); /* four pictures and charts: no temporary file */
}

/* a fails while b hangs: b is ended with all it started. */
static void test_a_failure_ends_the_others(void **state)
{
    struct faults faults;
    size_t drawn;
    (void)state;
    fake_artist("case $name in a) exit 5;; *) (sleep 2; touch survived) & sleep 600;; esac");
    assert_int_equal(draw_many(MANY, &drawn, &faults), ERR_CHART);
    assert_int_equal(drawn, 0);
    shell("sleep 2 && test ! -e bin/survived");
}

/* ---- SVG -------------------------------------------------------------------------------------------------- */

static void write_head(char **script)
{
    size_t size;
    FILE *out = open_memstream(script, &size);
    style_begin(out, "x");
    fputs("plot [0:1] x\n", out);
    style_end(out);
    fclose(out);
}

static void test_svg(void **state)
{
    const struct gnuplot_picture svg = {"x", PICTURE_SVG};
    struct faults faults = {0};
    char run[PATH_SIZE], *script = NULL;
    size_t drawn;
    (void)state;
    write_head(&script);
    assert_int_equal(chart_file_save(in("run", run), "x", script, strlen(script), &faults), OK);
    assert_int_equal(gnuplot_draw(run, &svg, 1, GNUPLOT_SECONDS, 1, &drawn, &faults), OK);
    shell("head -c 5 run/x.svg | grep -q '<?xml' && grep -q 'viewBox=\"0 0 1920 1080\"' run/x.svg && test ! -e "
          "run/x.png");
    free(script);
    /* Cut short, as on a full disk. */
    write_text("run/x.svg", "old picture");
    fake("printf '<?xml version=\"1.0\"?>\\n<svg>'");
    assert_int_equal(gnuplot_draw(run, &svg, 1, GNUPLOT_SECONDS, 1, &drawn, &faults), ERR_CHART);
    assert_non_null(strstr(faults.item[0].text, "gnuplot left no whole picture but 27 bytes (is the disk full?)"));
    expect_text("run/x.svg", "old picture");
    /* A PNG is no SVG. */
    fake_artist("");
    assert_int_equal(gnuplot_draw(run, &svg, 1, GNUPLOT_SECONDS, 1, &drawn, &faults), ERR_CHART);
}

static void test_removing(void **state)
{
    struct faults faults = {0};
    char run[PATH_SIZE], path[PATH_SIZE], expected[2 * PATH_SIZE];
    (void)state;
    write_text("run/x.png", "old");
    assert_int_equal(chart_file_save(in("run", run), "x", "1\n", 2, &faults), OK);
    assert_int_equal(chart_file_remove(run, "x", "png", &faults), OK);
    assert_int_equal(chart_file_remove(run, "x", "gp", &faults), OK);
    assert_int_equal(chart_file_remove(run, "x", "gp", &faults), OK); /* not there any more: nothing to do */
    shell("test ! -e run/x.png && test ! -e run/charts/x.gp && mkdir run/x.svg");
    assert_int_equal(chart_file_remove(run, "x", "svg", &faults), ERR_FILE);
    snprintf(expected, sizeof expected, "%s: error: is of an earlier run and cannot be removed: Is a directory",
             in("run/x.svg", path));
    assert_string_equal(faults.item[0].text, expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(test_as_many_at_once_as_allowed),
        WITH_FOLDER(test_the_first_failure_in_order_is_told),
        WITH_FOLDER(test_a_failure_ends_the_others),
        WITH_FOLDER(test_svg),
        WITH_FOLDER(test_removing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
