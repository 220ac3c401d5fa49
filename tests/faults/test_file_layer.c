/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file layer itself: folders, large files, signals in the midst of a call, and reads that fail. */
#include "tests/unit/support.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <sys/stat.h>

#include "sim/support/whole_file.h"
#include "tests/faults/digest.h"
#include "tests/faults/failing_files.h"
#include "tests/faults/world.h"

static uint64_t digest_of(const char *path)
{
    uint64_t digest = 0;
    digest_add_file(&digest, path);
    return digest;
}

static void folders_that_cannot_be_made(void **state)
{
    struct faults faults = {0};
    struct stat about;
    (void)state;
    static const char *const path[] = {"deep", "deep/er", "deep/er/est"};
    for (size_t n = 1; n <= 3; n++) {
        faults = (struct faults){0};
        failing_files_start(CALL_MKDIR, n, ENOSPC);
        assert_int_equal(whole_file_make_folder("deep/er/est", &faults), ERR_FILE);
        assert_int_equal(failing_files_stop(), 1);
        assert_string_equal(faults.item[0].text,
                            "deep/er/est: error: the folder cannot be made: No space left on device");
        assert_int_not_equal(stat(path[n - 1], &about), 0);
    }
    assert_int_equal(whole_file_make_folder("deep/er/est", &faults), OK);
    /* What is there already need not be made, whatever mkdir thinks of the place. */
    for (size_t n = 1; n <= 3; n++) {
        failing_files_start(CALL_MKDIR, n, EROFS);
        assert_int_equal(whole_file_make_folder("deep/er/est", &faults), OK);
        assert_int_equal(failing_files_stop(), 1);
    }
    assert_int_equal(faults.total, 1);
}

/* A file much larger than stdio's buffer, which is written while it is being printed. */
static void a_large_file_ends_early(void **state)
{
    struct new_file fresh = {0};
    struct faults faults;
    (void)state;
    put_file("large", "old");
    uint64_t old = digest_of("large");
    for (size_t limit = 0; limit < 100000; limit = limit * 3 + 1000) {
        faults = (struct faults){0};
        assert_int_equal(whole_file_begin(&fresh, "large", &faults), OK);
        failing_files_limit(limit);
        for (int i = 0; i < 100000; i++)
            putc('a' + i % 23, fresh.out);
        enum status status = whole_file_commit(&fresh, &faults);
        failing_files_limit(SIZE_MAX);
        assert_int_equal(status, ERR_FILE);
        assert_string_equal(faults.item[0].text, "large: error: cannot be written: File too large");
        assert_true(!fresh.out && !fresh.path && !fresh.temporary);
        assert_true(digest_of("large") == old);
        world_files_in(".");
    }
}

static void files_abandoned_after_a_failure_leave_nothing(void **state)
{
    struct new_file fresh = {0};
    struct faults faults = {0};
    (void)state;
    assert_int_equal(whole_file_begin(&fresh, "given-up", &faults), OK);
    fputs("half", fresh.out);
    failing_files_start(CALL_FCLOSE, 1, EIO);
    whole_file_abandon(&fresh);
    assert_int_equal(failing_files_stop(), 1);
    assert_int_not_equal(access("given-up", F_OK), 0);
    world_files_in(".");
}

static size_t files_after_signal; /* what the handler saw: temporary files */

/* As main's handler, but instead of ending the process it looks at what would be left of it. */
static void on_signal(int number)
{
    (void)number;
    whole_file_on_signal();
    DIR *here = opendir(".");
    assert_non_null(here);
    for (struct dirent *entry; (entry = readdir(here)) != NULL;)
        files_after_signal += strstr(entry->d_name, ".tmp") != NULL;
    closedir(here);
}

static void a_signal_in_any_call_leaves_no_half_file(void **state)
{
    static const enum file_call calls[] = {CALL_OPEN, CALL_FFLUSH, CALL_FSYNC, CALL_FCLOSE, CALL_RENAME};
    struct sigaction action = {.sa_handler = on_signal}, before;
    (void)state;
    sigfillset(&action.sa_mask);
    assert_int_equal(sigaction(SIGTERM, &action, &before), 0);
    for (size_t c = 0; c < sizeof calls / sizeof calls[0]; c++) {
        struct new_file fresh = {0};
        struct faults faults = {0};
        files_after_signal = 0;
        failing_files_signal(calls[c], 1, SIGTERM);
        assert_int_equal(whole_file_begin(&fresh, "struck", &faults), OK);
        fputs("whole", fresh.out);
        enum status status = whole_file_commit(&fresh, &faults);
        assert_int_equal(failing_files_stop(), 1);
        if (files_after_signal > 0)
            fail_msg("a signal during %s left a temporary file", failing_files_name(calls[c]));
        /* Before the rename the file was taken away from under it; after it the file has its name. */
        assert_int_equal(status, calls[c] == CALL_RENAME ? OK : ERR_FILE);
    }
    sigaction(SIGTERM, &before, NULL);
    unlink("struck");
}

/* The main file, then those it names: the message stands where the file is named. */
static void reads_that_fail(void **state)
{
    static const char *const wanted[] = {
        "plan.csv: error: cannot be read: Input/output error",
        "plan.csv:2:6: error: the base file ground.csv cannot be read: Input/output error",
        "plan.csv:3:6: error: the file more.csv cannot be read: Input/output error",
        "plan.csv:4:6: error: the file pay.csv cannot be read: Input/output error",
        "plan.csv:9:11: error: the client list clients.csv cannot be read: Input/output error",
    };
    struct scenario scenario;
    size_t failed = 1, n = 1;
    (void)state;
    for (; failed > 0; n++) {
        /* A file takes two reads: its bytes, and its end. */
        struct faults faults = {0};
        int open = world_files_open();
        failing_files_start(CALL_READ, n, EIO);
        enum status status = scenario_read(&scenario, "plan.csv", NULL, 0, &faults);
        failed = failing_files_stop();
        assert_int_equal(world_files_open(), open);
        if (failed > 0) {
            assert_int_equal(status, n <= 2 ? ERR_FILE : ERR_INPUT);
            assert_null(scenario.settings);
            assert_true(n <= 10);
            assert_string_equal(faults.item[0].text, wanted[(n - 1) / 2]);
            assert_int_equal(faults.total, 1);
            failing_files_start(CALL_READ, n, EINTR);
            assert_int_equal(scenario_read(&scenario, "plan.csv", NULL, 0, &faults), ERR_STOPPED);
            failing_files_stop();
        } else {
            assert_int_equal(status, OK);
        }
        scenario_free(&scenario);
    }
    assert_int_equal(n, 12);
}

static int end(void **state)
{
    (void)state;
    failing_files_stop();
    failing_files_limit(SIZE_MAX);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(folders_that_cannot_be_made, end),
        cmocka_unit_test_teardown(a_large_file_ends_early, end),
        cmocka_unit_test_teardown(files_abandoned_after_a_failure_leave_nothing, end),
        cmocka_unit_test_teardown(a_signal_in_any_call_leaves_no_half_file, end),
        cmocka_unit_test_teardown(reads_that_fail, end),
    };
    return cmocka_run_group_tests_name("file layer", tests, world_files_enter, leave_folder) != 0;
}
