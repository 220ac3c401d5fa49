/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What reaches gnuplot, and what becomes of a chart when gnuplot is missing, fails, hangs or leaves rubbish. The
 * fakes are shell scripts that stand before the real one on the PATH.
 */
#include "tests/unit/fake_gnuplot.h"

#include <dirent.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "plots/chart_file.h"
#include "plots/gnuplot.h"
#include "plots/style.h"
#include "sim/support/whole_file.h"

static int limit = GNUPLOT_SECONDS;

static enum status draw(const char *script, struct faults *faults)
{
    char run[PATH_SIZE];
    size_t drawn = 99;
    const struct gnuplot_picture x = {"x", PICTURE_PNG};
    *faults = (struct faults){0};
    assert_int_equal(chart_file_save(in("run", run), "x", script, strlen(script), faults), OK);
    enum status status = gnuplot_draw(run, &x, 1, limit, 1, &drawn, faults);
    assert_int_equal(drawn, status == OK);
    return status;
}

/* Draws over an old picture; it must survive, with nothing beside it, and the message must be this one. */
static void expect_failure(const char *message)
{
    struct faults faults;
    char run[PATH_SIZE], expected[2 * PATH_SIZE];
    int files = 0;
    write_text("run/x.png", "old picture");
    assert_int_equal(draw("plot x\n", &faults), ERR_CHART);
    assert_int_equal(faults.total, 1);
    snprintf(expected, sizeof expected, message, in("run/charts/x.gp", run));
    assert_string_equal(faults.item[0].text, expected);
    expect_text("run/x.png", "old picture");
    expect_text("run/charts/x.gp", "plot x\n");
    DIR *entries = opendir(in("run", run));
    assert_non_null(entries);
    for (struct dirent *e; (e = readdir(entries));)
        files += e->d_name[0] != '.';
    closedir(entries);
    assert_int_equal(files, 2); /* x.png and charts: no temporary file */
}

/* ---- texts ---------------------------------------------------------------------------------------------- */

static void written(void (*write)(FILE *, const char *), const char *text, char out[300])
{
    char *bytes = NULL;
    size_t size = 0;
    FILE *memory = open_memstream(&bytes, &size);
    assert_non_null(memory);
    write(memory, text);
    fclose(memory);
    snprintf(out, 300, "%s", bytes);
    free(bytes);
}

static void test_text_is_one_quoted_string(void **state)
{
    static const struct {
        const char *text, *quoted;
    } cases[] = {
        {"", "''"},
        {"plain $20,000", "'plain $20,000'"},
        {"it's", "'it’s'"},
        {"'; system 'id", "'’; system ’id'"},
        {"''", "'’’'"},
        {"`id`", "'`id`'"},
        {"$(id) @M \\ %d {x}_^", "'$(id) @M \\ %d {x}_^'"},
        {"a\n! id", "'a ! id'"},
        {"a\r\nplot '< id'", "'a  plot ’< id’'"},
        {"tab\there\x7f\x01", "'tab here  '"},
        {"gr\xc3\xbc\xc3\x9f \xe2\x82\xac", "'grüß €'"},
        {"a\xc3\x28", "'a?('"},
        {"\xff\xfe", "'?"
                     "?'"},
        {"cut \xe2\x82", "'cut ?"
                         "?'"},
        {"next\xc2\x85line", "'next line'"},
        {"line\xe2\x80\xa8separator", "'line separator'"},
        {"turned\xe2\x80\xaeround\xe2\x81\xa6", "'turned round '"},
        {"no\xef\xbf\xbe character \xef\xbf\xbd", "'no  character \xef\xbf\xbd'"},
        {"<b>&amp; ]]> ]>", "'<b>&amp; ] ]> ]>'"},
    };
    char out[300];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        written(style_text, cases[i].text, out);
        assert_string_equal(out, cases[i].quoted);
    }
}

static void test_cell_cannot_end_itself_or_the_block(void **state)
{
    char out[300];
    (void)state;
    written(style_cell, "a\tb\nPLATEAU_EOD_7f3a\n", out);
    assert_string_equal(out, "a b PLATEAU_EOD_7f3a ");
    written(style_cell, "it's `id`", out);
    assert_string_equal(out, "it's `id`");
}

/* Every case of traps.md, drawn by the real gnuplot: the command in it must not run, and the chart must be there. */
static void test_no_text_runs_a_command(void **state)
{
    static const char *const evil[] = {
        "`touch PWNED1`",
        "'; !touch PWNED2",
        "'.system('touch PWNED3').'",
        "a\n!touch PWNED4\n",
        "a'\n!touch PWNED5\n",
        "$(touch PWNED6)",
        "@ARGV `touch PWNED7`",
        "' \"`touch PWNED8`\"",
        "''`touch PWNED9`",
        "\\'\nsystem 'touch PWNED0'",
    };
    const struct gnuplot_picture both[] = {{"x", PICTURE_PNG}, {"x", PICTURE_SVG}};
    char *script = NULL, old[PATH_SIZE];
    size_t size = 0, drawn;
    struct faults faults;
    struct tics tics = {.count = 1, .high = 1};
    (void)state;
    FILE *out = open_memstream(&script, &size);
    style_begin(out, "x");
    for (size_t i = 0; i < sizeof evil / sizeof evil[0]; i++) {
        style_titles(out, evil[i], evil[i], evil[i], false);
        snprintf(tics.text[0], sizeof tics.text[0], "%s%%", evil[i]);
        style_vertical(out, &STYLE_FRAME, &tics, evil[i]);
        style_horizontal(out, &tics, evil[i]);
    }
    style_data(out, "cells");
    for (size_t i = 0; i < sizeof evil / sizeof evil[0]; i++) {
        fprintf(out, "%zu\t", i);
        style_cell(out, evil[i]);
        putc('\n', out);
    }
    style_data_end(out);
    fputs("plot $cells using 1:1:2 with labels\n", out);
    style_end(out);
    fclose(out);
    assert_non_null(getcwd(old, sizeof old));
    assert_int_equal(chdir(fake_folder()), 0);
    assert_int_equal(chart_file_save("run", "x", script, size, &(struct faults){0}), OK);
    faults = (struct faults){0};
    enum status status = gnuplot_draw("run", both, 2, GNUPLOT_SECONDS, 2, &drawn, &faults);
    assert_int_equal(chdir(old), 0);
    faults_print(&faults, stderr);
    assert_int_equal(status, OK);
    shell("test -z \"$(find . -name 'PWNED*')\"");
    free(script);
}

/* ---- the process ------------------------------------------------------------------------------------------ */

static void write_head(char **script)
{
    size_t size;
    FILE *out = open_memstream(script, &size);
    style_begin(out, "x");
    fputs("plot [0:1] x\n", out);
    style_end(out);
    fclose(out);
}

static void test_a_chart_is_whole_and_redrawable(void **state)
{
    unsigned char head[24];
    char path[PATH_SIZE], *script = NULL;
    struct faults faults;
    (void)state;
    write_head(&script);
    assert_int_equal(draw(script, &faults), OK);
    FILE *png = fopen(in("run/x.png", path), "rb");
    assert_non_null(png);
    assert_int_equal(fread(head, 1, sizeof head, png), sizeof head);
    fclose(png);
    assert_memory_equal(head, "\x89PNG\r\n\x1a\n", 8);
    assert_int_equal(head[18] * 256 + head[19], STYLE_WIDTH);
    assert_int_equal(head[22] * 256 + head[23], STYLE_HEIGHT);
    shell("cd run && mv x.png first.png && gnuplot -d charts/x.gp && cmp x.png first.png");
    free(script);
}

static void test_missing(void **state)
{
    char path[PATH_SIZE];
    (void)state;
    setenv("PATH", in("bin", path), 1);
    expect_failure("error: gnuplot is not installed or not on the PATH; the tables are written. "
                   "On Debian: apt install gnuplot-nox");
}

static void test_not_a_program(void **state)
{
    char path[PATH_SIZE];
    (void)state;
    write_text("bin/gnuplot", "no program\n");
    setenv("PATH", in("bin", path), 1);
    expect_failure("error: gnuplot cannot be started: Permission denied; the tables are written");
}

static void test_its_own_words_are_passed_on(void **state)
{
    (void)state;
    fake("printf '\\n\"/dev/stdin\" line 7: undefined\\033[31m variable\\n         ^\\nmore\\nand more\\nnot this\\n' "
         ">&2\n"
         "exit 3");
    expect_failure("%s: error: gnuplot failed with exit status 3: line 7: undefined?[31m variable; more; and more");
}

static void test_the_real_ones_words(void **state)
{
    struct faults faults;
    char path[PATH_SIZE], expected[2 * PATH_SIZE];
    (void)state;
    assert_int_equal(draw("set terminal pngcairo\nplot nothing\n", &faults), ERR_CHART);
    snprintf(expected, sizeof expected, "%s: error: gnuplot failed with exit status 1: ", in("run/charts/x.gp", path));
    assert_memory_equal(faults.item[0].text, expected, strlen(expected));
    assert_non_null(strstr(faults.item[0].text, "line 2: undefined variable: nothing"));
}

static void test_no_picture(void **state)
{
    (void)state;
    fake("exit 0");
    expect_failure("%s: error: gnuplot left no whole picture but 0 bytes (is the disk full?)");
}

static void test_half_a_picture(void **state)
{
    (void)state;
    fake("printf '\\211PNG\\r\\n\\032\\n and then nothing more came'; echo short of space >&2");
    expect_failure("%s: error: gnuplot left no whole picture but 35 bytes (is the disk full?): short of space");
}

static void test_something_else(void **state)
{
    (void)state;
    fake("echo this is no picture at all, only text that is long enough");
    expect_failure("%s: error: gnuplot left no whole picture but 57 bytes (is the disk full?)");
}

static void test_killed(void **state)
{
    (void)state;
    fake("kill -SEGV $$");
    expect_failure("%s: error: gnuplot was ended by signal 11");
}

/* It hangs, and so does a child of its own: both are ended. */
static void test_hanging(void **state)
{
    (void)state;
    fake("(sleep 2; touch \"${0%/*}/survived\") & sleep 600");
    limit = 1;
    expect_failure("%s: error: gnuplot did not finish within 1 s and was stopped");
    limit = GNUPLOT_SECONDS;
    shell("sleep 2 && test ! -e bin/survived");
}

static void test_a_script_bigger_than_a_pipe(void **state)
{
    enum { SIZE = 1000000 };
    char *script = malloc(SIZE + 1);
    struct faults faults;
    (void)state;
    assert_non_null(script);
    memset(script, '#', SIZE);
    script[SIZE] = '\0';
    fake("exit 0"); /* reads nothing of it */
    assert_int_equal(draw(script, &faults), ERR_CHART);
    free(script);
}

/* What gnuplot is told: no start-up files, the script on its standard input, SIGPIPE as programs expect it. */
static void test_how_it_is_started(void **state)
{
    struct faults faults;
    (void)state;
    signal(SIGPIPE, SIG_IGN);
    fake("{ echo \"$@\"; cat; (trap - PIPE; kill -PIPE $(exec sh -c 'echo $PPID'); echo ignored); } "
         ">\"${0%/*}/seen\"; exit 9");
    assert_int_equal(draw("plot 1\n", &faults), ERR_CHART);
    expect_text("bin/seen", "-d -e plateau_draws = 'png' /dev/stdin\nplot 1\n");
    signal(SIGPIPE, SIG_DFL);
}

static void test_a_folder_that_cannot_be_written(void **state)
{
    struct faults faults = {0};
    char path[PATH_SIZE];
    (void)state;
    write_text("run/charts", "a file where the folder should be");
    assert_int_equal(chart_file_save(in("run", path), "x", "plot 1\n", 7, &faults), ERR_FILE);
    assert_int_equal(faults.total, 1);
    const struct gnuplot_picture x = {"x", PICTURE_PNG};
    size_t drawn;
    assert_int_equal(gnuplot_draw(path, &x, 1, 1, 1, &drawn, &faults), ERR_FILE);
    assert_int_equal(drawn, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_is_one_quoted_string),
        cmocka_unit_test(test_cell_cannot_end_itself_or_the_block),
        WITH_FOLDER(test_no_text_runs_a_command),
        WITH_FOLDER(test_a_chart_is_whole_and_redrawable),
        WITH_FOLDER(test_missing),
        WITH_FOLDER(test_not_a_program),
        WITH_FOLDER(test_its_own_words_are_passed_on),
        WITH_FOLDER(test_the_real_ones_words),
        WITH_FOLDER(test_no_picture),
        WITH_FOLDER(test_half_a_picture),
        WITH_FOLDER(test_something_else),
        WITH_FOLDER(test_killed),
        WITH_FOLDER(test_hanging),
        WITH_FOLDER(test_a_script_bigger_than_a_pipe),
        WITH_FOLDER(test_how_it_is_started),
        WITH_FOLDER(test_a_folder_that_cannot_be_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
