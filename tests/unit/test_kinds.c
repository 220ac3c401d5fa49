/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which latent kind a client's words make of it: every threshold at its own two words. */
#include "play_support.h"

#include "sim/play/kinds.h"

/*
 * Detractors 20 %, from month 4 on 37 %; promoters 30 %: intervals of z 0 to 20 %, to 37 %, to 70 %, to 100 %. Care
 * from month 2 on, at a client's third bill: half of them and a quarter of these saved, from month 5 on 80 % and 35 %,
 * in month 6 45 %.
 * Interval 0: signed in month 1 and cared for in month 3; in month 3, 5; in month 6, 8, under the last month's values.
 * Interval 1: in month 1, 4; in month 4, 6. The others: never.
 */
static const char rows[] = KIT_ROWS "plan.months,6\nnps.promoters,30%\nnps.detractors,20%\nnps.detractors,37%,4\n"
                                    "onboarding.months,2\nonboarding.churn,1.7\nonboarding.activation,60%\n"
                                    "onboarding.activation,45%,3\ncare.coverage,50%,2\ncare.coverage,80%,5\n"
                                    "care.success,25%\ncare.success,35%,5\ncare.success,45%,6\ncare.after,3\n";

/* Its kind, told by hand: activated before not; intervals upwards; saved after not saved, where care may come. */
static uint16_t kind(bool activated, size_t interval, bool saved)
{
    static const uint16_t first[] = {0, 2, 4, 5};
    return (uint16_t)((activated ? 0 : 6) + first[interval] + saved);
}

struct words {
    uint32_t activation, satisfaction, care;
};

static void check(const struct kit *kit, int month, const uint16_t *fixed, struct words words, uint16_t wanted,
                  bool handled)
{
    uint32_t *const trait[WORDS] = {
        [TRAIT_ACTIVATION] = &words.activation, [TRAIT_SATISFACTION] = &words.satisfaction, [TRAIT_CARE] = &words.care};
    uint16_t latent = 99;
    uint8_t cared = 99;

    kinds_decide(&kit->engine.kinds, month, trait, fixed, 1, &latent, &cared);
    if (latent != wanted || cared != handled)
        fail_msg("month %d, words %08x %08x %08x: kind %d, handled %d", month, words.activation, words.satisfaction,
                 words.care, latent, cared);
}

static void the_kinds(void **state)
{
    struct kit kit;
    (void)state;
    kit_make(&kit, rows, NULL, NULL);
    const struct latents *latents = &kit.made->plan.latents;
    assert_true(kit.engine.kinds.several);
    assert_int_equal(latents->count, 12);
    for (size_t interval = 0; interval < 4; interval++)
        for (int saved = 0; saved <= (interval < 2 ? 1 : 0); saved++)
            for (int activated = 0; activated <= 1; activated++) {
                const struct latent *item = &latents->item[kind(activated, interval, saved)];
                assert_true(item->activated == activated && item->interval == interval && item->saved == saved);
            }
    kit_free(&kit);
    kinds_free(&kit.engine.kinds); /* twice is fine */
}

static void activation(void **state)
{
    const uint32_t low = kit_first_no(0.45), high = kit_first_no(0.6), passive = kit_first_no(0.5), late = 4000000000u;
    struct kit kit;
    (void)state;
    kit_make(&kit, rows, NULL, NULL);
    for (int month = 1; month <= 6; month++) {
        uint32_t bound = month < 3 ? high : low;
        check(&kit, month, NULL, (struct words){bound - 1, passive, late}, kind(true, 2, false), false);
        check(&kit, month, NULL, (struct words){bound, passive, late}, kind(false, 2, false), false);
        check(&kit, month, NULL, (struct words){0, passive, late}, kind(true, 2, false), false);
        check(&kit, month, NULL, (struct words){UINT32_MAX, passive, late}, kind(false, 2, false), false);
    }
    kit_free(&kit);
}

static void intervals(void **state)
{
    static const double bound[] = {0.2, 0.37, 1 - 0.3};
    const uint32_t late = 4000000000u; /* u = 0.93: not called on */
    struct kit kit;
    (void)state;
    kit_make(&kit, rows, NULL, NULL);
    for (size_t i = 0; i < 3; i++) {
        uint32_t first = kit_first_no(bound[i]);
        check(&kit, 2, NULL, (struct words){7, first - 1, late}, kind(true, i, false), false);
        check(&kit, 2, NULL, (struct words){7, first, late}, kind(true, i + 1, false), false);
        for (uint16_t fixed = 0; fixed < 4; fixed++) /* who comes back is who it was, whatever the word */
            check(&kit, 2, &fixed, (struct words){7, first, late}, kind(true, fixed, false), false);
    }
    check(&kit, 2, NULL, (struct words){7, 0, late}, kind(true, 0, false), false);
    check(&kit, 2, NULL, (struct words){7, UINT32_MAX, late}, kind(true, 3, false), false);
    kit_free(&kit);
}

/* Signed in a month: when care comes to an interval, whom it handles and whom it saves. */
static void care(void **state)
{
    static const struct {
        int month;
        uint16_t interval;
        int comes;
        double coverage, success;
    } row[] = {
        {1, 0, 3, 0.5, 0.25}, {2, 0, 4, 0.5, 0.25}, {3, 0, 5, 0.8, 0.35}, {4, 0, 6, 0.8, 0.45},
        {5, 0, 7, 0.8, 0.45}, {6, 0, 8, 0.8, 0.45}, {1, 1, 4, 0.5, 0.25}, {2, 1, 4, 0.5, 0.25},
        {3, 1, 5, 0.8, 0.35}, {4, 1, 6, 0.8, 0.45}, {1, 2, 0, 0, 0},      {6, 3, 0, 0, 0},
    };
    struct kit kit;
    (void)state;
    kit_make(&kit, rows, NULL, NULL);
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        const uint16_t *fixed = &row[i].interval;
        bool called = row[i].coverage > 0, never = row[i].comes == 0;
        uint32_t saved = kit_first_no(row[i].coverage * row[i].success), handled = kit_first_no(row[i].coverage);
        assert_int_equal(kinds_care_month(&kit.engine.kinds, row[i].interval, row[i].month), row[i].comes);
        check(&kit, row[i].month, fixed, (struct words){7, 7, never ? 0 : saved - 1},
              kind(true, row[i].interval, called), called);
        check(&kit, row[i].month, fixed, (struct words){7, 7, saved}, kind(true, row[i].interval, false), called);
        check(&kit, row[i].month, fixed, (struct words){7, 7, never ? 1 : handled - 1},
              kind(true, row[i].interval, false), called);
        check(&kit, row[i].month, fixed, (struct words){7, 7, handled}, kind(true, row[i].interval, false), false);
    }
    kit_free(&kit);
}

/* Handled for nothing, in months without success: there is no saved kind of interval 1, which only comes to be then. */
static void no_success(void **state)
{
    struct kit kit;
    (void)state;
    kit_make(&kit,
             KIT_ROWS "plan.months,6\nnps.detractors,20%\nnps.detractors,37%,4\ncare.coverage,50%\ncare.success,25%\n"
                      "care.success,0,4\n",
             NULL, NULL);
    assert_int_equal(kit.made->plan.latents.count, 4); /* saved or not; 20 to 37 %; the rest */
    check(&kit, 1, NULL, (struct words){7, 7, 7}, 1, true);
    check(&kit, 4, NULL, (struct words){7, 7, 7}, 0, true);
    check(&kit, 1, NULL, (struct words){7, kit_first_no(0.3), 7}, 2, true);
    check(&kit, 4, NULL, (struct words){7, kit_first_no(0.3), kit_first_no(0.5) - 1}, 2, true);
    check(&kit, 4, NULL, (struct words){7, kit_first_no(0.3), kit_first_no(0.5)}, 2, false);
    check(&kit, 1, NULL, (struct words){7, kit_first_no(0.4), 7}, 3, false);
    kit_free(&kit);
}

static void check_book(const struct kit *kit, size_t entry, uint32_t word, uint16_t wanted, bool handled)
{
    uint16_t latent = 99;
    uint8_t cared = 99;
    kinds_decide_book(&kit->engine.kinds, entry, &word, 1, &latent, &cared);
    if (latent != wanted || cared != handled)
        fail_msg("entry %zu, word %08x: kind %d, handled %d", entry, word, latent, cared);
}

/*
 * Whoever stays is no likelier to be of one kind than another (all factors are 1), so kinds weigh as their shares: 0.2
 * of which care will save some, 0.17 likewise, 0.33, 0.3. Care comes to interval 0 in month 3 if month 1's bill is the
 * first (half, a quarter saved: 0.125), in month 2 (the first with care) if it is a later one; from month 5 on 0.8 x
 * 0.35 = 0.28. Interval 1: month 4.
 */
static void the_book(void **state)
{
    struct kit kit;
    (void)state;
    kit_make(&kit,
             KIT_ROWS
             "plan.months,6\nnps.promoters,30%\nnps.detractors,20%\nnps.detractors,37%,4\ncare.coverage,50%,2\n"
             "care.coverage,80%,5\ncare.success,25%\ncare.success,35%,5\ncare.after,3\nbook.file,any\n"
             "book.tenure,t\nbook.fee,f\nbook.contract,c\n",
             "t,f,c\n12,10.02,month\n0,10.02,month\n1,10.02,month\n", NULL);
    const struct kinds *kinds = &kit.engine.kinds;
    assert_int_equal(kinds_book_care_month(kinds, 0, 12), 2);
    assert_int_equal(kinds_book_care_month(kinds, 0, 1), 2);
    assert_int_equal(kinds_book_care_month(kinds, 0, 0), 3);
    assert_int_equal(kinds_book_care_month(kinds, 1, 12), 4);
    assert_int_equal(kinds_book_care_month(kinds, 2, 12), 0);
    for (size_t entry = 0; entry < 3; entry++) {
        struct {
            double from, unsaved, share;
            uint16_t kind;
        } row[] = {{0, 0.2 * 0.875, 0.2, 0}, {0.2, 0.17 * 0.875, 0.17, 2}};
        for (size_t i = 0; i < 2; i++) {
            double from = row[i].from, missed = from + row[i].share * 0.5 * 0.75, saved = from + row[i].unsaved;
            /* Sums of shares are off by some 1e-16 of a word at most: a word away is far enough. */
            uint32_t slack = 1;
            check_book(&kit, entry, kit_first_no(from) + slack, row[i].kind, true);
            check_book(&kit, entry, kit_first_no(missed) - slack, row[i].kind, true);
            check_book(&kit, entry, kit_first_no(missed) + slack, row[i].kind, false);
            check_book(&kit, entry, kit_first_no(saved) - slack, row[i].kind, false);
            check_book(&kit, entry, kit_first_no(saved) + slack, (uint16_t)(row[i].kind + 1), true);
            check_book(&kit, entry, kit_first_no(from + row[i].share) - slack, (uint16_t)(row[i].kind + 1), true);
        }
        check_book(&kit, entry, 0, 0, true);
        check_book(&kit, entry, kit_first_no(0.37) + 1, 4, false);
        check_book(&kit, entry, kit_first_no(0.7) - 1, 4, false);
        check_book(&kit, entry, kit_first_no(0.7) + 1, 5, false);
        check_book(&kit, entry, UINT32_MAX, 5, false);
    }
    kit_free(&kit);
}

/* Care by month of the book's bills: tenure 0 is handled only from month 5 on where care waits for five bills. */
static void the_books_care_by_tenure(void **state)
{
    struct kit kit;
    (void)state;
    kit_make(&kit,
             KIT_ROWS "plan.months,6\nnps.detractors,20%\ncare.coverage,50%\ncare.coverage,80%,5\ncare.success,25%\n"
                      "care.after,5\nbook.file,any\nbook.tenure,t\nbook.fee,f\nbook.contract,c\n",
             "t,f,c\n0,10.02,month\n1,10.02,month\n5,10.02,month\n", NULL);
    static const int comes[] = {5, 4, 1};
    static const double coverage[] = {0.8, 0.5, 0.5};
    for (size_t entry = 0; entry < 3; entry++) {
        int tenure = kit.made->plan.book.item[entry].tenure;
        uint32_t unsaved = kit_first_no(0.2 * (1 - coverage[entry] * 0.25));
        uint32_t missed = kit_first_no(0.2 * coverage[entry] * 0.75);
        assert_int_equal(kinds_book_care_month(&kit.engine.kinds, 0, tenure), comes[entry]);
        check_book(&kit, entry, missed - 1, 0, true);
        check_book(&kit, entry, missed + 1, 0, false);
        check_book(&kit, entry, unsaved - 1, 0, false);
        check_book(&kit, entry, unsaved + 1, 1, true);
        check_book(&kit, entry, kit_first_no(0.2) + 1, 2, false);
    }
    kit_free(&kit);
}

static void one_kind(void **state)
{
    struct kit kit;
    (void)state;
    kit_make(&kit, KIT_ROWS "plan.months,6\ncare.coverage,50%\ncare.success,25%\n", NULL, NULL);
    assert_true(!kit.engine.kinds.several && kit.engine.kinds.care == NULL && kit.engine.kinds.book == NULL);
    assert_int_equal(kinds_care_month(&kit.engine.kinds, 0, 1), 0);
    assert_int_equal(kinds_book_care_month(&kit.engine.kinds, 0, 12), 0);
    kit_free(&kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_kinds),
        cmocka_unit_test(activation),
        cmocka_unit_test(intervals),
        cmocka_unit_test(care),
        cmocka_unit_test(no_success),
        cmocka_unit_test(the_book),
        cmocka_unit_test(the_books_care_by_tenure),
        cmocka_unit_test(one_kind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
