/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/support.h"

#include "sim/scenario/csv_rows.h"

/* What was visited: "line:column text|line:column text\n" for each row. */
static char seen[128 * 1024];

static enum status note(void *context, const struct csv_row *row)
{
    size_t *rows = context;
    char *end = seen + strlen(seen);
    ++*rows;
    for (size_t i = 0; i < row->count; i++)
        end += snprintf(end, sizeof seen - (size_t)(end - seen), "%s%zu:%zu %s", i ? "|" : "", row->field[i].line,
                        row->field[i].column, row->field[i].text);
    snprintf(end, sizeof seen - (size_t)(end - seen), "\n");
    return OK;
}

static enum status read_sized(const char *text, size_t size, bool comments, bool newlines, struct faults *faults)
{
    struct csv_rows_options options = {"f", comments, newlines};
    size_t rows = 0;
    seen[0] = '\0';
    *faults = (struct faults){0};
    return csv_rows_read(text, size, &options, note, &rows, faults);
}

static void gives(const char *text, const char *wanted)
{
    struct faults faults;
    assert_int_equal(read_sized(text, strlen(text), true, false, &faults), OK);
    assert_int_equal(faults.total, 0);
    assert_string_equal(seen, wanted);
}

static void fields_have_their_places(void **state)
{
    (void)state;
    gives("a,bc,d\n", "1:1 a|1:3 bc|1:6 d\n");
    gives("  a , b\t,\"c,d\"\n", "1:3 a|1:7 b|1:10 c,d\n");
    gives("\"a\"\"b\",\" c \"\n", "1:1 a\"b|1:8  c \n");
    gives("a,,\n,b,\n", "1:1 a|1:3 |1:4 \n2:1 |2:2 b|2:4 \n");
}

static void line_ends_and_blank_rows(void **state)
{
    (void)state;
    gives("a,b", "1:1 a|1:3 b\n");
    gives("a\r\nb\r\n", "1:1 a\n2:1 b\n");
    gives("\n\n a\n  \n,,\nb\n", "3:2 a\n6:1 b\n");
    gives("", "");
    gives("\n\r\n", "");
    gives("a,\"\"", "1:1 a|1:3 \n");
}

static void a_mark_is_no_text(void **state)
{
    (void)state;
    gives("\xEF\xBB\xBFpar,\xC3\xA9\n", "1:1 par|1:5 \xC3\xA9\n");
    gives("\xEF\xBB\xBF", "");
}

static void comments(void **state)
{
    struct faults faults;
    const char text[] = "# one, \"two\" three\r\na,#b\n  # more\nc\n#";
    (void)state;
    gives(text, "2:1 a|2:3 #b\n4:1 c\n");
    assert_int_equal(read_sized("#1,a\n", 5, false, false, &faults), OK);
    assert_string_equal(seen, "1:1 #1|1:4 a\n");
}

static void newlines_in_quotes_where_allowed(void **state)
{
    struct faults faults;
    const char text[] = "\"a\r\nb\",c\n#d,\"e\n#f\"\n";
    (void)state;
    assert_int_equal(read_sized(text, strlen(text), false, true, &faults), OK);
    assert_string_equal(seen, "1:1 a\r\nb|2:4 c\n3:1 #d|3:4 e\n#f\n");
    assert_int_equal(read_sized(text, strlen(text), true, false, &faults), ERR_INPUT);
    assert_int_equal(faults.item[0].line, 1);
    assert_int_equal(faults.item[0].column, 1);
}

static void refused_files(void **state)
{
    static const struct {
        const char *text;
        size_t size, line, column;
    } bad[] = {
        {"a,b\nc\0d", 7, 2, 2}, {"a\rb", 3, 1, 2},          {"a,\"b\nc", 6, 1, 3},    {"a,b\"c", 5, 1, 4},
        {"\"a\"b", 4, 1, 4},    {"a,\xE9", 3, 1, 3},        {"\xFF\xFE\0a", 4, 0, 0}, {"a\0b\0", 4, 0, 0},
        {"a;b\n", 4, 1, 1},     {"\"a\";\"b\"\n", 8, 1, 4}, {"a\tb\n", 4, 1, 1},      {"a\n\"b", 4, 2, 1},
        {"# \x01\n", 4, 1, 3},  {"a,\xC2\x85", 4, 1, 3},    {"a\x7F", 2, 1, 2},       {"# \r#", 4, 1, 3},
    };
    struct faults faults;
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(read_sized(bad[i].text, bad[i].size, true, false, &faults), ERR_INPUT);
        assert_int_equal(faults.total, 1);
        assert_int_equal(faults.item[0].line, bad[i].line);
        assert_int_equal(faults.item[0].column, bad[i].column);
    }
}

static void rows_before_a_fault_are_seen(void **state)
{
    struct faults faults;
    (void)state;
    assert_int_equal(read_sized("a,b\nc,\"d\n", 9, true, false, &faults), ERR_INPUT);
    assert_string_equal(seen, "1:1 a|1:3 b\n");
}

static void long_fields_and_rows(void **state)
{
    enum { SIZE = 70000 };
    struct faults faults;
    char *text = malloc(SIZE);
    (void)state;
    assert_non_null(text);
    memset(text, 'x', SIZE);
    assert_int_equal(read_sized(text, CSV_ROWS_FIELD, true, false, &faults), OK);
    assert_int_equal(read_sized(text, SIZE, true, false, &faults), ERR_INPUT);
    assert_int_equal(faults.item[0].column, 1);
    memset(text, ',', SIZE);
    text[0] = 'x';
    assert_int_equal(read_sized(text, CSV_ROWS_FIELDS, true, false, &faults), OK);
    assert_int_equal(read_sized(text, CSV_ROWS_FIELDS + 1, true, false, &faults), ERR_INPUT);
    assert_int_equal(faults.total, 1);
    free(text);
}

static enum status stop(void *context, const struct csv_row *row)
{
    (void)row;
    ++*(size_t *)context;
    return ERR_STOPPED;
}

static void a_visitor_can_stop(void **state)
{
    struct csv_rows_options options = {.path = "f"};
    struct faults faults = {0};
    size_t rows = 0;
    (void)state;
    assert_int_equal(csv_rows_read("a\nb\nc", 5, &options, stop, &rows, &faults), ERR_STOPPED);
    assert_int_equal(rows, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_have_their_places),
        cmocka_unit_test(line_ends_and_blank_rows),
        cmocka_unit_test(a_mark_is_no_text),
        cmocka_unit_test(comments),
        cmocka_unit_test(newlines_in_quotes_where_allowed),
        cmocka_unit_test(refused_files),
        cmocka_unit_test(rows_before_a_fault_are_seen),
        cmocka_unit_test(long_fields_and_rows),
        cmocka_unit_test(a_visitor_can_stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
