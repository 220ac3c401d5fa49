/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/support.h"

#include "sim/support/text.h"

static void numbers_for_a_cell(void **state)
{
    static const struct {
        double value;
        const char *text;
    } row[] = {
        {0, "0"},
        {-0.0, "0"},
        {1.0 / 3, "0.3333333333"},
        {-2.5, "-2.5"},
        {1234567890, "1234567890"},
        {12345678901, "12345678900"}, /* ten digits, no exponent */
        {1e22, "10000000000000000000000"},
        {-9.8765e11, "-987650000000"},
        {1e-7, "1e-07"},
        {2.5e40, "2.5e+40"},
        {(double)NAN, ""},
        {(double)INFINITY, ""},
    };
    char out[TEXT_NUMBER];
    (void)state;
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++)
        assert_string_equal(text_number(row[i].value, out), row[i].text);
}

static void numbers_in_groups(void **state)
{
    char out[TEXT_NUMBER];
    (void)state;
    assert_string_equal(text_grouped(1234567.0, 0, out), "1,234,567");
    assert_string_equal(text_grouped(-1234.56, 1, out), "-1,234.6");
    assert_string_equal(text_grouped(999, 0, out), "999");
    assert_string_equal(text_grouped(-0.4, 0, out), "0");
    assert_string_equal(text_grouped((double)NAN, 0, out), "");
    assert_string_equal(text_grouped(1e300, 2, out), "1e+300");
}

static void money(void **state)
{
    char out[TEXT_NUMBER];
    (void)state;
    assert_string_equal(text_money(41200, "$", out), "$41,200");
    assert_string_equal(text_money(-22000.4, "$", out), "-$22,000");
    assert_string_equal(text_money(3.5, "$", out), "$3.50");
    assert_string_equal(text_money(99.996, "$", out), "$100");
    assert_string_equal(text_money(-0.001, "$", out), "$0");
    assert_string_equal(text_money(41200, "EUR", out), "41,200 EUR");
    assert_string_equal(text_money(41200, "R$", out), "R$41,200");
    assert_string_equal(text_money(41200, "\xE2\x82\xAC", out), "\xE2\x82\xAC"
                                                                "41,200");
    assert_string_equal(text_money(41200, "", out), "41,200");
    assert_string_equal(text_money((double)INFINITY, "$", out), "");
}

static void short_money(void **state)
{
    char out[TEXT_NUMBER];
    (void)state;
    assert_string_equal(text_money_short(950, "$", out), "$950");
    assert_string_equal(text_money_short(41000, "$", out), "$41k");
    assert_string_equal(text_money_short(41234, "$", out), "$41.2k");
    assert_string_equal(text_money_short(1250000, "$", out), "$1.25M");
    assert_string_equal(text_money_short(999600, "$", out), "$1M");
    assert_string_equal(text_money_short(999.7, "$", out), "$1k");
    assert_string_equal(text_money_short(-2.3e9, "EUR", out), "-2.3B EUR");
    assert_string_equal(text_money_short(0, "$", out), "$0");
    assert_string_equal(text_money_short(-0.004, "$", out), "$0");
}

static void percent(void **state)
{
    char out[TEXT_NUMBER];
    (void)state;
    assert_string_equal(text_percent(0.91667, 1, out), "91.7 %");
    assert_string_equal(text_percent(-0.0001, 1, out), "0.0 %");
    assert_string_equal(text_percent(12.5, 0, out), "1,250 %");
}

static void slugs(void **state)
{
    char out[32];
    (void)state;
    assert_string_equal(text_slug("Hire another rep!", out, sizeof out), "hire-another-rep");
    assert_string_equal(text_slug("../a  b/", out, sizeof out), "a-b");
    assert_string_equal(text_slug("\xC3\xA9\xC3\xA9", out, sizeof out), "scenario");
    assert_string_equal(text_slug("abc def", out, 5), "abc");
}

static void distances(void **state)
{
    char far[200];
    memset(far, 'x', sizeof far - 1);
    far[sizeof far - 1] = '\0';
    (void)state;
    assert_int_equal(text_distance("", ""), 0);
    assert_int_equal(text_distance("", "abc"), 3);
    assert_int_equal(text_distance("count", "cuont"), 1); /* neighbours swapped */
    assert_int_equal(text_distance("close", "clse"), 1);
    assert_int_equal(text_distance("kitten", "sitting"), 3);
    assert_int_equal(text_distance(far, "x"), TEXT_FAR);
}

static bool well_formed(const char *text)
{
    return text_is_utf8((const unsigned char *)text, strlen(text));
}

static void utf8(void **state)
{
    (void)state;
    assert_true(well_formed("plain, \xC3\xA9, \xE2\x82\xAC, \xF0\x9F\x98\x80"));
    assert_false(well_formed("\xE9t\xE9"));        /* Latin-1 */
    assert_false(well_formed("\xC0\xAF"));         /* overlong */
    assert_false(well_formed("\xE0\x80\xAF"));     /* overlong */
    assert_false(well_formed("\xED\xA0\x80"));     /* a surrogate */
    assert_false(well_formed("\xF4\x90\x80\x80")); /* above U+10FFFF */
    assert_false(well_formed("\xE2\x82"));         /* cut short */
    assert_int_equal(text_utf8_prefix((const unsigned char *)"ab\xC3\xA9\xFFz", 6), 4);
}

static void quotes(void **state)
{
    char out[TEXT_QUOTE], long_text[300] = "";
    (void)state;
    assert_string_equal(text_quote("abc", out), "'abc'");
    for (int i = 0; i < 60; i++)
        strcat(long_text, "\xE2\x82\xAC"); /* three bytes each: the cut must not fall inside one */
    text_quote(long_text, out);
    assert_true(well_formed(out));
    assert_string_equal(out + strlen(out) - 4, "...'");
}

static void csv_fields(void **state)
{
    static const char *const field[][2] = {{"plain", "plain"},
                                           {"a,b", "\"a,b\""},
                                           {"a\"b", "\"a\"\"b\""},
                                           {" x", "\" x\""},
                                           {"=1+1", "'=1+1"},
                                           {"-x,y", "\"'-x,y\""},
                                           {"", ""}};
    (void)state;
    for (size_t i = 0; i < sizeof field / sizeof field[0]; i++) {
        char *text = NULL;
        size_t size = 0;
        FILE *out = open_memstream(&text, &size);
        assert_non_null(out);
        text_put_csv(out, field[i][0]);
        assert_int_equal(fclose(out), 0);
        assert_string_equal(text, field[i][1]);
        free(text);
    }
}

static void every_status_has_a_sentence(void **state)
{
    (void)state;
    for (int a = 0; a < STATUS_COUNT; a++) {
        assert_true(strlen(status_text((enum status)a)) > 3);
        for (int b = 0; b < a; b++)
            assert_string_not_equal(status_text((enum status)a), status_text((enum status)b));
    }
    assert_string_equal(status_text(STATUS_COUNT), "unknown status");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_for_a_cell),
        cmocka_unit_test(numbers_in_groups),
        cmocka_unit_test(money),
        cmocka_unit_test(short_money),
        cmocka_unit_test(percent),
        cmocka_unit_test(slugs),
        cmocka_unit_test(distances),
        cmocka_unit_test(utf8),
        cmocka_unit_test(quotes),
        cmocka_unit_test(csv_fields),
        cmocka_unit_test(every_status_has_a_sentence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
