/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What charts are made of: widths of texts and wrapping, figures in words, tics, labels at the ends of lines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "plots/labels.h"
#include "plots/letters.h"
#include "plots/tics.h"
#include "plots/words.h"

static void assert_near(double a, double b, double slack)
{
    if (!(fabs(a - b) <= slack))
        fail_msg("%.17g is not %.17g", a, b);
}

/* ---- letters, words --------------------------------------------------------------------------------------- */

static void test_widths(void **state)
{
    (void)state;
    /* "$20,000": six letters of 0.636 em, a comma of 0.318; 18 points are 24 pixels. */
    assert_near(letters_width("$20,000", (struct letters_face){18, false}), 24 * (6 * 0.636 + 0.318), 1e-9);
    assert_true(letters_width("$20,000", (struct letters_face){18, true}) >
                letters_width("$20,000", (struct letters_face){18, false}));
    assert_near(letters_width("", (struct letters_face){18, true}), 0, 0);
    assert_near(letters_width("\xff", (struct letters_face){18, true}), 24, 1e-9);
}

static void test_cutting(void **state)
{
    const struct letters_face face = {18, false};
    char out[LETTERS_LINE], longest[2 * LETTERS_LINE];
    (void)state;
    assert_string_equal(letters_cut("fits", 1000, face, out), "fits");
    assert_string_equal(letters_cut("words and words", 120, face, out), "words a…");
    assert_string_equal(letters_cut("words, more", 105, face, out), "words…");
    memset(longest, 'i', sizeof longest);
    longest[sizeof longest - 1] = '\0';
    letters_cut(longest, 1e9, face, out);
    assert_true(strlen(out) < LETTERS_LINE);
    assert_string_equal(out + strlen(out) - strlen("i…"), "i…");
    /* Never within a character. */
    for (double pixels = 0; pixels < 100; pixels++) {
        letters_cut("äöüäöü", pixels, face, out);
        assert_true(text_is_utf8((const unsigned char *)out, strlen(out)));
    }
}

static void test_wrapping(void **state)
{
    const struct letters_face title = {32, true};
    char line[3][LETTERS_LINE];
    (void)state;
    assert_int_equal(letters_wrap("Short", 1800, title, line, 2), 1);
    assert_string_equal(line[0], "Short");
    assert_int_equal(letters_wrap("", 1800, title, line, 2), 1);
    assert_string_equal(line[0], "");
    /* About 62 letters of 32 points on a page; the lines come out even. */
    assert_int_equal(letters_wrap("Revenue is a long way from the plateau that it tends to when the plan ends", 1800,
                                  title, line, 2),
                     2);
    assert_string_equal(line[0], "Revenue is a long way from the plateau");
    assert_string_equal(line[1], "that it tends to when the plan ends");
    /* A per cent sign stays with its number. */
    assert_int_equal(letters_wrap("aaaa 95 % bb", letters_width("95 % bb", title) + 1, title, line, 3), 2);
    assert_string_equal(line[0], "aaaa");
    assert_string_equal(line[1], "95 % bb");
    /* What is too much ends in an ellipsis; a newline begins a line. */
    assert_int_equal(letters_wrap("one two three four five six", letters_width("one two", title) + 1, title, line, 2),
                     2);
    assert_string_equal(line[0], "one two");
    assert_string_equal(line[1] + strlen(line[1]) - strlen("…"), "…");
    assert_int_equal(letters_wrap("one\ntwo three", 1800, title, line, 2), 2);
    assert_string_equal(line[0], "one");
    assert_string_equal(line[1], "two three");
    /* A word wider than the page is broken. */
    assert_int_equal(letters_wrap("Donaudampfschifffahrt", letters_width("Donaudampf", title) + 1, title, line, 3), 2);
    assert_true(letters_width(line[0], title) <= letters_width("Donaudampf", title) + 1);
}

static void test_money_is_rounded_once(void **state)
{
    static const struct {
        double value;
        const char *currency, *words;
    } cases[] = {
        {20372, "$", "$20,400"},      {0, "$", "$0"},
        {0.5, "$", "$0.50"},          {12.346, "$", "$12.35"},
        {999.7, "$", "$1,000"},       {101500, "$", "$101,500"},
        {999600, "$", "$1M"},         {1234567, "$", "$1.23M"},
        {3.1e9, "$", "$3.1B"},        {-12346, "$", "−$12,350"},
        {41237, "EUR", "41,200 EUR"}, {1e6, "kr", "1M kr"},
        {(double)NAN, "$", ""},
    };
    char out[WORDS_SIZE];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_string_equal(words_money(cases[i].value, cases[i].currency, out), cases[i].words);
    assert_int_equal(words_percent_below(0.9496), 94);
    assert_int_equal(words_percent_below(0.29), 29);
    assert_int_equal(words_percent_below(0), 0);
}

/* 412345 - 371108 = 41237: rounded to hundreds they still add up, 4123 - 3711 = 412. */
static void test_figures_on_one_scale(void **state)
{
    static const struct {
        double largest, value;
        bool change;
        const char *currency, *words;
    } cases[] = {
        {412345, 412345, true, "$", "+$412,300"},
        {412345, -371108, true, "$", "−$371,100"},
        {412345, 41237, false, "$", "$41,200"},
        {412345, 31, true, "$", "$0"},
        {4123456, 371108, false, "$", "$0.371M"},
        {41234567, -371108, true, "EUR", "−0.37M EUR"},
        {9.996e8, 9.996e8, false, "$", "$999.6M"},
        {3.1e15, 3.1e15, false, "$", "$3,100T"},
        {83.7, 12.345, true, "$", "+$12.35"}, /* half away from zero, were 12.345 not a little more in binary */
        {1234, 56.4, false, "", "56"},
        {0, 0, false, "$", "$0"},
    };
    char out[WORDS_SIZE];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct words_scale scale = words_scale_of(cases[i].largest);
        assert_string_equal(words_scaled(&scale, cases[i].value, cases[i].change, cases[i].currency, out),
                            cases[i].words);
    }
    struct words_scale scale = words_scale_of(412345);
    assert_near(words_on_scale(&scale, 412345) - words_on_scale(&scale, 371108), words_on_scale(&scale, 41237), 1e-6);
}

static void test_other_words(void **state)
{
    char out[WORDS_SIZE];
    (void)state;
    assert_string_equal(words_change(20372, "$", out), "+$20,400");
    assert_string_equal(words_change(-12346, "kr", out), "−12,350 kr");
    assert_string_equal(words_change(0, "$", out), "$0");
    assert_string_equal(words_times(2.43, out), "2.4");
    assert_string_equal(words_times(9.04, out), "9");
    assert_string_equal(words_times(31.7, out), "32");
    assert_string_equal(words_times(1234.4, out), "1,234");
    assert_int_equal(words_percent(0.61349), 61);
    assert_int_equal(words_percent(0.9996), 99);
    assert_int_equal(words_percent(1), 100);
    assert_int_equal(words_percent(0.0004), 0);
    assert_int_equal(words_percent(0), 0);
    assert_string_equal(words_percent_text(0, out), "0");
    assert_string_equal(words_percent_text(0.0004, out), "<1");
    assert_string_equal(words_percent_text(0.00499, out), "<1");
    assert_string_equal(words_percent_text(0.00501, out), "1");
    assert_string_equal(words_percent_text(0.61349, out), "61");
    assert_string_equal(words_percent_text(0.9996, out), "99");
    assert_true(words_currency_behind("EUR") && !words_currency_behind("$"));
}

static void test_shares_of_a_whole(void **state)
{
    int share[4];
    (void)state;
    words_shares((const double[]){2, 1, 3}, 3, share); /* 33.3, 16.7, 50 */
    assert_int_equal(share[0], 33);
    assert_int_equal(share[1], 17);
    assert_int_equal(share[2], 50);
    words_shares((const double[]){0.872, 0.058, 0.07, -1}, 4, share); /* 87.2, 5.8, 7 */
    assert_int_equal(share[0], 87);
    assert_int_equal(share[1], 6);
    assert_int_equal(share[2], 7);
    assert_int_equal(share[3], 0);
    words_shares((const double[]){0, 0}, 2, share);
    assert_int_equal(share[0] + share[1], 0);
}

static void test_points(void **state)
{
    char out[WORDS_SIZE];
    (void)state;
    assert_string_equal(words_points(23.6, out), "24");
    assert_string_equal(words_points(-3.2, out), "−3");
    assert_string_equal(words_points(-0.3, out), "0");
    assert_string_equal(words_points(NAN, out), "");
    assert_string_equal(words_error(2509.3, out), "2,500");
    assert_string_equal(words_error(0, out), "0");
    assert_string_equal(words_points(19.85, out), "19.9"); /* 20 would be good */
    assert_string_equal(words_points(19.97, out), "19.97");
    assert_string_equal(words_points(20.0, out), "20");
    assert_string_equal(words_points(0.3, out), "0.3"); /* and 0 is bad */
}

/* ---- tics, labels ----------------------------------------------------------------------------------------- */

static void expect_tics(const struct tics *tics, const char *texts)
{
    char all[400] = "";
    for (size_t i = 0; i < tics->count; i++)
        snprintf(all + strlen(all), sizeof all - strlen(all), "%s%s", i ? " " : "", tics->text[i]);
    assert_string_equal(all, texts);
}

static void test_money_tics(void **state)
{
    static const struct {
        double largest;
        const char *currency, *texts;
    } cases[] = {
        {20000, "$", "$0 $5k $10k $15k $20k"},
        {19999, "$", "$0 $5k $10k $15k $20k"},
        {40000, "$", "$0 $10k $20k $30k $40k"},
        {30000, "EUR", "0 10k 20k 30k"},
        {0.5, "$", "$0 $0.10 $0.20 $0.30 $0.40 $0.50"},
        {0.02, "$", "$0 0.005 0.01 0.015 0.02"},
        {7.9, "$", "$0 $2.5 $5 $7.5"},
        {3.3e9, "$", "$0 $1B $2B $3B"},
        {0, "$", "$0"},
        {0, "EUR", "0"},
    };
    struct tics tics;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        tics_money(&tics, 0, cases[i].largest, cases[i].currency);
        expect_tics(&tics, cases[i].texts);
    }
    tics_money(&tics, 0, 30000, "EUR");
    assert_true(tics.bare);
    tics_money(&tics, 0, 30000, "WWWW$");
    assert_true(tics.bare); /* too wide for the margin */
    tics_money(&tics, 0, 30000, "$");
    assert_false(tics.bare);
    for (double largest = 1e-3; largest < 1e14; largest *= 1.13) {
        tics_money(&tics, 0, largest, "$");
        assert_true(tics.count >= 4 && tics.count <= 7);
        assert_true(tics.high >= 1.07 * largest && tics.at[tics.count - 1] <= tics.high * (1 + 1e-9));
    }
}

static void test_money_tics_below_zero(void **state)
{
    static const struct {
        double lowest, largest;
        size_t most;
        const char *currency, *texts;
    } cases[] = {
        {-100000, 100000, TICS_MOST, "$", "−$100k −$50k $0 $50k $100k"},
        {-22345, 137000, TICS_MOST, "$", "$0 $50k $100k"},
        {-52345, 137000, TICS_MOST, "$", "−$50k $0 $50k $100k $150k"},
        {-123000, 0, TICS_MOST, "EUR", "−125k −100k −75k −50k −25k 0"},
        {-123000, 0, 4, "EUR", "−100k −50k 0"},
        {-0.37, 0.01, TICS_MOST, "$", "−$0.40 −$0.30 −$0.20 −$0.10 $0"},
    };
    struct tics tics;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        tics_few_money(&tics, cases[i].lowest, cases[i].largest, cases[i].most, cases[i].currency);
        expect_tics(&tics, cases[i].texts);
    }
    for (double lowest = -1e-3; lowest > -1e14; lowest *= 1.37)
        for (double largest = 0; largest < 1e14; largest = largest * 1.83 + 1e-3) {
            tics_money(&tics, lowest, largest, "$");
            assert_true(tics.count >= 2 && tics.count <= 8);
            /* 8 % of the span free below, and above too unless nothing is there. */
            double free = 0.0799 * (largest - lowest);
            assert_true(tics.low <= lowest - free && tics.high >= largest + (largest > 0 ? free : 0));
            assert_true(tics.at[0] >= tics.low * (1 + 1e-9) && tics.at[tics.count - 1] <= tics.high * (1 + 1e-9));
            tics_few_money(&tics, lowest, largest, 6, "$");
            assert_true(tics.count >= 1 && tics.count <= 6);
        }
}

static void test_share_tics(void **state)
{
    struct tics tics;
    (void)state;
    tics_share(&tics);
    expect_tics(&tics, "0 % 25 % 50 % 75 % 100 %");
    assert_near(tics.low, 0, 0);
    assert_near(tics.high, 1, 0);
}

static void test_month_tics(void **state)
{
    struct tics tics;
    (void)state;
    tics_months(&tics, 0, 60, TICS_MONTHS);
    expect_tics(&tics, "0 6 12 18 24 30 36 42 48 54 60");
    tics_months(&tics, 1, 60, TICS_MONTHS);
    expect_tics(&tics, "1 6 12 18 24 30 36 42 48 54 60");
    tics_months(&tics, 1, 1, TICS_MONTHS);
    expect_tics(&tics, "1");
    tics_months(&tics, 0, 1, TICS_MONTHS);
    expect_tics(&tics, "0 1");
    tics_months(&tics, 1, 50, TICS_MONTHS);
    expect_tics(&tics, "1 6 12 18 24 30 36 42 50");
    tics_months(&tics, 0, 1200, TICS_MONTHS);
    expect_tics(&tics, "0 120 240 360 480 600 720 840 960 1,080 1,200");
    tics_months(&tics, 0, 60, 5);
    expect_tics(&tics, "0 12 24 36 48 60");
    for (int last = 1; last <= 1200; last++) {
        tics_months(&tics, 1, last, TICS_MONTHS);
        assert_true(tics.count <= TICS_MOST && tics.at[tics.count - 1] == last);
    }
}

static void test_labels_are_pushed_apart(void **state)
{
    (void)state;
    double apart[] = {0.1, 0.5, 0.9};
    labels_push(apart, 3, 0.1, 0, 1);
    assert_near(apart[0], 0.1, 0);
    assert_near(apart[1], 0.5, 0);
    assert_near(apart[2], 0.9, 0);
    double equal[] = {0.5, 0.5, 0.5}; /* the first on top, the middle one stays */
    labels_push(equal, 3, 0.1, 0, 1);
    assert_near(equal[0], 0.6, 1e-12);
    assert_near(equal[1], 0.5, 1e-12);
    assert_near(equal[2], 0.4, 1e-12);
    double top[] = {1, 0.99, 0.2};
    labels_push(top, 3, 0.1, 0, 1);
    assert_near(top[0], 1, 1e-12);
    assert_near(top[1], 0.9, 1e-12);
    assert_near(top[2], 0.2, 1e-12);
    double chain[] = {0, 0.01, 0.11, 0.5}; /* pushed up from the bottom, one after the other */
    labels_push(chain, 4, 0.1, 0, 1);
    assert_near(chain[0], 0, 1e-12);
    assert_near(chain[1], 0.1, 1e-12);
    assert_near(chain[2], 0.2, 1e-12);
    assert_near(chain[3], 0.5, 1e-12);
    double crowd[] = {0.3, 0.3, 0.3, 0.3};
    labels_push(crowd, 4, 0.5, 0, 0.9);
    assert_near(crowd[0], 0.9, 1e-12);
    assert_near(crowd[1], 0.6, 1e-12);
    assert_near(crowd[3], 0, 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_widths),
        cmocka_unit_test(test_cutting),
        cmocka_unit_test(test_wrapping),
        cmocka_unit_test(test_money_is_rounded_once),
        cmocka_unit_test(test_figures_on_one_scale),
        cmocka_unit_test(test_other_words),
        cmocka_unit_test(test_shares_of_a_whole),
        cmocka_unit_test(test_points),
        cmocka_unit_test(test_money_tics),
        cmocka_unit_test(test_money_tics_below_zero),
        cmocka_unit_test(test_share_tics),
        cmocka_unit_test(test_month_tics),
        cmocka_unit_test(test_labels_are_pushed_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
