/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/support.h"

#include <dirent.h>
#include <sys/stat.h>

#include "sim/support/fingerprint.h"
#include "sim/support/whole_file.h"

static size_t files_here(void)
{
    DIR *folder = opendir(".");
    size_t count = 0;
    assert_non_null(folder);
    while (readdir(folder))
        count++;
    closedir(folder);
    return count - 2; /* . and .. */
}

static void fingerprints(void **state)
{
    (void)state;
    assert_true(fingerprint_of("", 0) == UINT64_C(0xcbf29ce484222325));
    assert_true(fingerprint_of("a", 1) == UINT64_C(0xaf63dc4c8601ec8c));
    assert_true(fingerprint_of("foobar", 6) == UINT64_C(0x85944171f73967e8));
}

static void reads_a_file(void **state)
{
    struct whole_file file = {0};
    struct faults faults = {0};
    (void)state;
    put_file("a", "hello");
    assert_int_equal(whole_file_read(&file, "a", &faults), OK);
    assert_int_equal(file.size, 5);
    assert_string_equal(file.bytes, "hello");
    assert_true(file.fingerprint == fingerprint_of("hello", 5));
    whole_file_free(&file);
    whole_file_free(&file);
    put_file("empty", "");
    assert_int_equal(whole_file_read(&file, "empty", &faults), OK);
    assert_int_equal(file.size, 0);
    assert_string_equal(file.bytes, "");
    whole_file_free(&file);
}

static void reads_across_its_buffer(void **state)
{
    struct whole_file file = {0};
    struct faults faults = {0};
    enum { SIZE = 300001 };
    (void)state;
    FILE *out = fopen("big", "w");
    assert_non_null(out);
    for (int i = 0; i < SIZE; i++)
        putc('a' + i % 23, out);
    assert_int_equal(fclose(out), 0);
    assert_int_equal(whole_file_read(&file, "big", &faults), OK);
    assert_int_equal(file.size, SIZE);
    for (int i = 0; i < SIZE; i++)
        assert_true(file.bytes[i] == 'a' + i % 23);
    whole_file_free(&file);
}

static void refuses_what_is_no_file(void **state)
{
    struct whole_file file = {0};
    struct faults faults = {0};
    (void)state;
    assert_int_equal(whole_file_read(&file, "nothere", &faults), ERR_FILE);
    assert_int_equal(whole_file_read(&file, ".", &faults), ERR_FILE);
    put_file("a", "12345");
    assert_int_equal(whole_file_read_at_most(&file, "a", 4, &faults), ERR_FILE);
    assert_null(file.bytes);
    assert_string_equal(faults.item[0].text, "nothere: error: cannot be opened: No such file or directory");
    assert_string_equal(faults.item[1].text, ".: error: is a folder, not a file");
    assert_int_equal(whole_file_read_at_most(&file, "a", 5, &faults), OK);
    whole_file_free(&file);
}

static void writes_whole_or_not_at_all(void **state)
{
    struct new_file fresh = {0};
    struct whole_file file = {0};
    struct faults faults = {0};
    (void)state;
    put_file("out", "old");
    assert_int_equal(whole_file_begin(&fresh, "out", &faults), OK);
    fputs("new", fresh.out);
    fflush(fresh.out);
    assert_int_equal(files_here(), 2);
    whole_file_abandon(&fresh);
    whole_file_abandon(&fresh);
    assert_int_equal(files_here(), 1);
    assert_int_equal(whole_file_read(&file, "out", &faults), OK);
    assert_string_equal(file.bytes, "old");
    whole_file_free(&file);

    assert_int_equal(whole_file_begin(&fresh, "out", &faults), OK);
    fputs("new", fresh.out);
    assert_int_equal(whole_file_commit(&fresh, &faults), OK);
    assert_null(fresh.out);
    assert_int_equal(files_here(), 1);
    assert_int_equal(whole_file_read(&file, "out", &faults), OK);
    assert_string_equal(file.bytes, "new");
    whole_file_free(&file);
    assert_int_equal(faults.total, 0);
}

static void keeps_the_old_where_the_new_cannot_go(void **state)
{
    struct new_file fresh = {0};
    struct faults faults = {0};
    (void)state;
    assert_int_equal(mkdir("folder", 0777), 0);
    assert_int_equal(whole_file_begin(&fresh, "folder", &faults), OK);
    assert_int_equal(whole_file_commit(&fresh, &faults), ERR_FILE);
    assert_int_equal(files_here(), 1);
    assert_string_equal(faults.item[0].text, "folder: error: cannot be written: Is a directory");
    assert_int_equal(whole_file_begin(&fresh, "nothere/x", &faults), ERR_FILE);
    assert_null(fresh.path);
}

static void a_signal_removes_what_is_not_whole(void **state)
{
    struct new_file one = {0}, two = {0}, three = {0};
    struct faults faults = {0};
    (void)state;
    assert_int_equal(whole_file_begin(&one, "a", &faults), OK);
    assert_int_equal(whole_file_begin(&two, "b", &faults), OK);
    assert_int_equal(whole_file_begin(&three, "c", &faults), OK);
    assert_int_equal(whole_file_commit(&two, &faults), OK);
    whole_file_on_signal();
    assert_int_equal(files_here(), 1);
    assert_int_equal(access("b", F_OK), 0);
    whole_file_abandon(&one);
    whole_file_abandon(&three);
}

static void makes_folders(void **state)
{
    struct faults faults = {0};
    struct stat about;
    (void)state;
    assert_int_equal(whole_file_make_folder("a/b/c", &faults), OK);
    assert_int_equal(whole_file_make_folder("a/b/c/", &faults), OK);
    assert_int_equal(stat("a/b/c", &about), 0);
    put_file("a/file", "");
    assert_int_equal(whole_file_make_folder("a/file", &faults), ERR_FILE);
    assert_int_equal(whole_file_make_folder("a/file/d", &faults), ERR_FILE);
    assert_string_equal(faults.item[0].text, "a/file: error: the folder cannot be made: Not a directory");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fingerprints),
        cmocka_unit_test_setup_teardown(reads_a_file, enter_folder, leave_folder),
        cmocka_unit_test_setup_teardown(reads_across_its_buffer, enter_folder, leave_folder),
        cmocka_unit_test_setup_teardown(refuses_what_is_no_file, enter_folder, leave_folder),
        cmocka_unit_test_setup_teardown(writes_whole_or_not_at_all, enter_folder, leave_folder),
        cmocka_unit_test_setup_teardown(keeps_the_old_where_the_new_cannot_go, enter_folder, leave_folder),
        cmocka_unit_test_setup_teardown(a_signal_removes_what_is_not_whole, enter_folder, leave_folder),
        cmocka_unit_test_setup_teardown(makes_folders, enter_folder, leave_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
