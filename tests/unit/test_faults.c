/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/support.h"

#include "sim/support/text.h"

static void the_place_comes_first(void **state)
{
    struct faults faults = {0};
    (void)state;
    faults_add(&faults, (struct place){"a.csv", 7, 22}, "%s is %g", "x", 1.4);
    faults_note(&faults, (struct place){"a.csv", 0, 0}, "for the file");
    faults_note(&faults, (struct place){0}, "for nothing");
    assert_string_equal(faults.item[0].text, "a.csv: note: for the file");
    assert_string_equal(faults.item[1].text, "a.csv:7:22: error: x is 1.4");
    assert_string_equal(faults.item[2].text, "note: for nothing");
}

/* Files in the order of their first fault, each by line and column, equal places as they came. */
static void sorted_within_a_file(void **state)
{
    static const struct {
        const char *file;
        size_t line, column;
    } given[] = {{"b", 5, 1}, {"a", 9, 1}, {"b", 2, 8}, {"a", 1, 1}, {"b", 2, 3}, {"b", 5, 1}};
    static const char *const wanted[] = {"b:2:3: error: 4", "b:2:8: error: 2", "b:5:1: error: 0",
                                         "b:5:1: error: 5", "a:1:1: error: 3", "a:9:1: error: 1"};
    struct faults faults = {0};
    (void)state;
    for (size_t i = 0; i < 6; i++)
        faults_add(&faults, (struct place){given[i].file, given[i].line, given[i].column}, "%zu", i);
    for (size_t i = 0; i < 6; i++)
        assert_string_equal(faults.item[i].text, wanted[i]);
}

static void the_first_in_order_are_kept(void **state)
{
    struct faults faults = {0};
    (void)state;
    for (size_t line = 100; line > 0; line--)
        faults_add(&faults, (struct place){"a", line, 1}, "x");
    assert_int_equal(faults.total, 100);
    assert_int_equal(faults.kept, FAULTS_SHOWN);
    for (size_t i = 0; i < FAULTS_SHOWN; i++)
        assert_int_equal(faults.item[i].line, i + 1);
}

static void long_texts_are_cut_at_a_character(void **state)
{
    char text[1200] = "";
    struct faults faults = {0};
    (void)state;
    for (int i = 0; i < 390; i++)
        strcat(text, "\xE2\x82\xAC");
    for (int shift = 0; shift < 3; shift++)
        faults_add(&faults, (struct place){0}, "%.*s%s", shift, "ab", text);
    for (size_t i = 0; i < faults.kept; i++) {
        const char *cut = faults.item[i].text;
        assert_true(text_is_utf8((const unsigned char *)cut, strlen(cut)));
        assert_string_equal(cut + strlen(cut) - 3, "...");
    }
}

static void control_characters_are_hidden(void **state)
{
    struct faults faults = {0};
    (void)state;
    faults_add(&faults, (struct place){0}, "a\x1b[31mb\n\x7f\xC2\x9B");
    assert_string_equal(faults.item[0].text, "error: a?[31mb????");
}

/* What several scenarios have in common is told once; what did not fit is counted. */
static void merged(void **state)
{
    static struct faults all, other;
    (void)state;
    faults_add(&all, (struct place){"base.csv", 3, 1}, "x");
    faults_add(&other, (struct place){"base.csv", 3, 1}, "x");
    faults_add(&other, (struct place){"base.csv", 4, 1}, "x");
    faults_add(&other, (struct place){"base.csv", 3, 1}, "y");
    faults_merge(&all, &other);
    assert_int_equal(all.kept, 3);
    assert_int_equal(all.total, 3);
    assert_string_equal(all.item[1].text, "base.csv:3:1: error: y");
    assert_string_equal(all.item[2].text, "base.csv:4:1: error: x");
    other = (struct faults){0};
    for (size_t line = 1; line <= 30; line++)
        faults_add(&other, (struct place){"more.csv", line, 1}, "z");
    faults_merge(&all, &other);
    assert_int_equal(all.kept, FAULTS_SHOWN);
    assert_int_equal(all.total, 33);
    assert_string_equal(all.item[FAULTS_SHOWN - 1].text, "more.csv:17:1: error: z");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_place_comes_first),         cmocka_unit_test(sorted_within_a_file),
        cmocka_unit_test(the_first_in_order_are_kept),   cmocka_unit_test(long_texts_are_cut_at_a_character),
        cmocka_unit_test(control_characters_are_hidden), cmocka_unit_test(merged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
