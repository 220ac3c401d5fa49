/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The files of a run: every call that writes one fails in turn, and files end early as on a full disk. What must hold
 * each time: the function says which file could not be written and why; every file is wholly old or wholly new; no
 * temporary file and no open file is left; and a second try succeeds.
 */
#include "tests/unit/support.h"

#include <errno.h>

#include "analysis/tables.h"
#include "tests/faults/digest.h"
#include "tests/faults/failing_files.h"
#include "tests/faults/world.h"

static const char *const table[TABLES_COUNT] = {WORLD_TABLES "/summary.csv", WORLD_TABLES "/monthly.csv",
                                                WORLD_TABLES "/ltv.csv", WORLD_TABLES "/retention.csv",
                                                WORLD_TABLES "/manifest.csv"};

/* The scripts of all charts, which are saved first, and then their pictures. */
enum { CHART_FILES = 2 * WORLD_CHART_COUNT, FILES_MOST = CHART_FILES };
static const char *chart[CHART_FILES];

static int name_charts(void **state)
{
    static char name[CHART_FILES][64];
    for (size_t i = 0; i < WORLD_CHART_COUNT; i++) {
        size_t picture = WORLD_CHART_COUNT + i;
        snprintf(name[i], sizeof name[i], WORLD_CHARTS "/charts/%s.gp", world_charts[i]);
        snprintf(name[picture], sizeof name[picture], WORLD_CHARTS "/%s.png", world_charts[i]);
        chart[i] = name[i];
        chart[picture] = name[picture];
    }
    return world_files_enter(state);
}

/* What the files of a stage are before and after it. */
struct files {
    const char *const *path;
    size_t count;
    uint64_t fresh[FILES_MOST];
    uint64_t old;
};

static uint64_t digest_of(const char *path)
{
    uint64_t digest = 0;
    digest_add_file(&digest, path);
    return digest;
}

static void put_old(struct files *files)
{
    for (size_t i = 0; i < files->count; i++)
        put_file(files->path[i], "old");
    files->old = digest_of(files->path[0]);
}

/* How many files, from one on, are new; the rest must be old, to the byte. */
static size_t count_new_from(const struct files *files, size_t first)
{
    size_t count = 0;
    for (size_t i = first; i < files->count; i++) {
        uint64_t digest = digest_of(files->path[i]);
        if (digest != files->old && digest != files->fresh[i])
            fail_msg("%s is neither the old file nor the new one", files->path[i]);
        count += digest == files->fresh[i];
    }
    return count;
}

static size_t count_new(const struct files *files)
{
    return count_new_from(files, 0);
}

/* The world of the test that runs; freed after it, however it ends. */
static struct world the_world;

static int end(void **state)
{
    (void)state;
    failing_files_stop();
    failing_files_limit(SIZE_MAX);
    world_free(&the_world);
    return 0;
}

/* A world that is ready for a stage, which has been done once; then its files were replaced by old ones. */
static struct world *make_world(enum stage_id stage, struct files *files)
{
    struct world *world = &the_world;
    *world = (struct world){.path = "plan.csv", .replicates = 30, .threads = 1};
    world_make_until(world, stage);
    assert_int_equal(world_stages[stage].make(world), OK);
    *files = stage == STAGE_TABLES ? (struct files){.path = table, .count = TABLES_COUNT}
                                   : (struct files){.path = chart, .count = CHART_FILES};
    for (size_t i = 0; i < files->count; i++)
        files->fresh[i] = digest_of(files->path[i]);
    put_old(files);
    return world;
}

/* The n-th call fails in a stage. Returns its status, or STATUS_COUNT if there was no n-th call. */
static enum status fail_once(struct world *world, enum stage_id stage, enum file_call call, size_t n, int error)
{
    int open = world_files_open();
    world->faults = (struct faults){0};
    failing_files_start(call, n, error);
    enum status status = world_stages[stage].make(world);
    size_t failed = failing_files_stop();
    assert_int_equal(world_files_open(), open);
    world_files_in(WORLD_TABLES);
    world_files_in(WORLD_CHARTS);
    if (failed == 0)
        assert_int_equal(status, OK);
    return failed > 0 ? status : STATUS_COUNT;
}

/* One fault, which begins with the name of one of the files and ends with the reason. */
static void check_fault(const struct files *files, const struct faults *faults, int error)
{
    char wanted[256];
    bool found = false;
    assert_int_equal(faults->total, 1);
    for (size_t i = 0; i < files->count; i++) {
        snprintf(wanted, sizeof wanted, "%s: error: cannot be written: %s", files->path[i], strerror(error));
        found = found || strcmp(wanted, faults->item[0].text) == 0;
    }
    if (!found)
        fail_msg("the fault is: %s", faults->item[0].text);
}

static void again(struct world *world, enum stage_id stage, const struct files *files)
{
    world->faults = (struct faults){0};
    assert_int_equal(world_stages[stage].make(world), OK);
    assert_int_equal(world->faults.total, 0);
    assert_int_equal(count_new(files), files->count);
}

/* Every call of these kinds fails in turn, in the stage; then it is done again. */
static void each_call_fails(enum stage_id stage, int error)
{
    static const enum file_call calls[] = {CALL_OPEN, CALL_FFLUSH, CALL_FSYNC, CALL_FCLOSE, CALL_RENAME};
    struct files files;
    struct world *world = make_world(stage, &files);
    for (size_t c = 0; c < sizeof calls / sizeof calls[0]; c++) {
        size_t n = 1;
        for (;; n++) {
            put_old(&files);
            enum status status = fail_once(world, stage, calls[c], n, error);
            if (status == STATUS_COUNT)
                break;
            /* A chart's script is written in memory first, and messages are read from a file of no name. */
            bool elsewhere = stage == STAGE_CHARTS && calls[c] == CALL_FCLOSE;
            if (!elsewhere || status == ERR_FILE) {
                if (status != ERR_FILE)
                    fail_msg("%s %zu failed: %s", failing_files_name(calls[c]), n, status_text(status));
                check_fault(&files, &world->faults, error);
            }
            size_t fresh = count_new(&files);
            if (status != OK && fresh == files.count)
                fail_msg("%s %zu failed, and all is new", failing_files_name(calls[c]), n);
            again(world, stage, &files);
        }
        if (n <= files.count)
            fail_msg("there were only %zu calls of %s", n - 1, failing_files_name(calls[c]));
    }
}

static void tables_survive_each_failing_call(void **state)
{
    (void)state;
    each_call_fails(STAGE_TABLES, ENOSPC);
}

static void charts_survive_each_failing_call(void **state)
{
    (void)state;
    each_call_fails(STAGE_CHARTS, EDQUOT);
}

/* tables.h: "All are complete before the first takes its name, and the manifest comes last." */
static void no_table_is_new_unless_all_are_complete(void **state)
{
    static const enum file_call calls[] = {CALL_OPEN, CALL_FFLUSH, CALL_FSYNC, CALL_FCLOSE};
    struct files files;
    struct world *world = make_world(STAGE_TABLES, &files);
    (void)state;
    for (size_t c = 0; c < sizeof calls / sizeof calls[0]; c++)
        for (size_t n = 1; n <= TABLES_COUNT; n++) {
            put_old(&files);
            assert_int_equal(fail_once(world, STAGE_TABLES, calls[c], n, EIO), ERR_FILE);
            if (count_new(&files) != 0)
                fail_msg("%s %zu failed, and %zu of the old tables are gone", failing_files_name(calls[c]), n,
                         count_new(&files));
        }
    for (size_t n = 1; n <= TABLES_COUNT; n++) {
        put_old(&files);
        assert_int_equal(fail_once(world, STAGE_TABLES, CALL_RENAME, n, EIO), ERR_FILE);
        assert_true(digest_of(table[TABLES_COUNT - 1]) == files.old); /* the manifest */
    }
}

static void a_file_system_without_fsync_will_do(void **state)
{
    struct files files;
    struct world *world = make_world(STAGE_TABLES, &files);
    (void)state;
    assert_int_equal(fail_once(world, STAGE_TABLES, CALL_FSYNC, 1, EINVAL), OK);
    assert_int_equal(count_new(&files), files.count);
}

/* Files end after so many bytes, from 0 until the stage succeeds. */
static void files_end_early(enum stage_id stage)
{
    struct files files;
    struct world *world = make_world(stage, &files);
    enum status status = ERR_FILE;
    size_t limit = 0;
    for (; status == ERR_FILE; limit = limit + 1 + limit / 5) {
        int open = world_files_open();
        put_old(&files);
        world->faults = (struct faults){0};
        failing_files_limit(limit);
        status = world_stages[stage].make(world);
        failing_files_limit(SIZE_MAX);
        assert_int_equal(world_files_open(), open);
        world_files_in(stage == STAGE_TABLES ? WORLD_TABLES : WORLD_CHARTS);
        if (status == OK)
            break;
        assert_int_equal(status, ERR_FILE);
        check_fault(&files, &world->faults, EFBIG);
        if (stage == STAGE_TABLES && count_new(&files) != 0)
            fail_msg("files ended after %zu bytes, and %zu of the old tables are gone", limit, count_new(&files));
        if (stage == STAGE_CHARTS && count_new_from(&files, WORLD_CHART_COUNT) != 0)
            fail_msg("files ended after %zu bytes, and a picture was drawn", limit);
    }
    assert_int_equal(status, OK);
    assert_true(limit > 1000);
    assert_int_equal(count_new(&files), files.count);
}

static void tables_survive_a_full_disk(void **state)
{
    (void)state;
    files_end_early(STAGE_TABLES);
}

/* All scripts are saved before the first picture is drawn, and the fake gnuplot's pictures are smaller than any. */
static void charts_survive_a_full_disk(void **state)
{
    (void)state;
    files_end_early(STAGE_CHARTS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(tables_survive_each_failing_call, end),
        cmocka_unit_test_teardown(charts_survive_each_failing_call, end),
        cmocka_unit_test_teardown(no_table_is_new_unless_all_are_complete, end),
        cmocka_unit_test_teardown(a_file_system_without_fsync_will_do, end),
        cmocka_unit_test_teardown(tables_survive_a_full_disk, end),
        cmocka_unit_test_teardown(charts_survive_a_full_disk, end),
    };
    return cmocka_run_group_tests_name("writes", tests, name_charts, leave_folder) != 0;
}
