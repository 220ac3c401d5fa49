/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The exact words of the memo, of comparisons made by hand; and that it stays short whatever is compared. */
#include "support.h"

#include <math.h>

#include "analysis/compare_memo.h"
#include "analysis/compare_ranking.h"
#include "analysis/figure.h"
#include "sim/support/text.h"

enum { MOST = 64 };

/* A comparison of `count` scenarios with room for all that a memo looks at. The base is "Our agency". */
struct memo {
    struct comparison comparison;
    struct contender item[MOST];
    size_t by_npv[MOST], by_plateau[MOST];
    char name[MOST][160];
};

static struct difference played(double base, double mean, double mcse, double p_better)
{
    return (struct difference){.baseline_mean = base,
                               .scenario_mean = base + mean,
                               .expected = mean + 0.137,
                               .mean = mean,
                               .mcse = mcse,
                               .p_better = p_better};
}

static struct difference exact(double base, double expected)
{
    return (struct difference){.baseline_mean = base,
                               .scenario_mean = base + expected,
                               .expected = expected,
                               .mean = NAN,
                               .mcse = NAN,
                               .p_better = NAN,
                               .p_equal = NAN};
}

/* A scenario by its npv and plateau (NaN: none). */
static void add(struct memo *memo, const char *name, struct difference npv, double plateau)
{
    struct contender *item = &memo->item[memo->comparison.count];
    double base = memo->item[0].figure[METRIC_PLATEAU_REVENUE].expected;
    snprintf(memo->name[memo->comparison.count], sizeof memo->name[0], "%s", name);
    item->name = memo->name[memo->comparison.count];
    item->has_costs = true;
    item->metric[METRIC_NPV] = npv;
    item->figure[METRIC_PLATEAU_REVENUE] = figure_exact(plateau, "none");
    item->metric[METRIC_PLATEAU_REVENUE] = exact(base, plateau - base);
    item->metric[METRIC_PLATEAU_REVENUE].scenario_mean = plateau;
    item->figure[METRIC_NPV].expected = npv.baseline_mean;
    item->figure[METRIC_NPS_END].expected = NAN;
    memo->comparison.count++;
}

static struct memo *memo_new(double plateau)
{
    struct memo *memo = calloc(1, sizeof *memo);
    assert_non_null(memo);
    memo->comparison = (struct comparison){
        .currency = "$", .months = 60, .replicates = 10000, .kept = 10000, .seed = 7};
    memo->comparison.item = memo->item;
    memo->comparison.by_npv = memo->by_npv;
    memo->comparison.by_plateau = memo->by_plateau;
    memo->item[0].figure[METRIC_PLATEAU_REVENUE].expected = plateau;
    add(memo, "Our agency", played(268247.1, 0, 0, 0), plateau);
    memo->item[0].figure[METRIC_REVENUE_END].expected = 39211.3;
    return memo;
}

/* Ranks, writes, and gives back what was written; the caller frees it. */
static char *written(struct memo *memo)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    assert_int_equal(comparison_end(&memo->comparison), OK);
    compare_memo_write(out, &memo->comparison);
    assert_int_equal(fclose(out), 0);
    return text;
}

static void assert_memo(struct memo *memo, const char *want)
{
    char *text = written(memo);
    assert_string_equal(text, want);
    free(text);
    free(memo);
}

#define LUCK_ONLY                                                                                                      \
    "npv: profit of the plan, discounted; +- is what luck leaves open of the mean (95 %). Luck is in these figures;\n" \
    "doubt about the inputs is not: they stand at their means (--uncertain draws those given as distributions).\n"

/* 1.96 x 1280 = 2508.8; 1.96 x 1,400,000 = 2.744 million; 1.96 x 1100 = 2156. */
static void everything(void **state)
{
    struct memo *memo = memo_new(41237.4);
    (void)state;
    memo->item[0].figure[METRIC_NPS_END].expected = 30.6;
    add(memo, "Drop month to month", played(268247.1, -1234.7, 1100, 0.434), NAN);
    memo->item[1].payoff = (struct payoff){PAYOFF_LATER, 0, 0.1, 0.3, 0.6, {0}, NAN};
    add(memo, "Hire another rep", played(268247.1, 147457.3, 1280, 0.934), 49537.4);
    memo->item[2].payoff = (struct payoff){PAYOFF_MONTH, 14, 0, 0.97, 0.031, {0}, 22};
    memo->item[2].thumb = (struct thumb){true, 6200.3, 4800.4, THUMB_NOT_WORTH_IT, THUMB_WORTH_IT};
    add(memo, "Raise fees", played(268247.1, 12345678, 1400000, 0.9997), 47000);
    memo->item[3].metric[METRIC_NPV].p_equal = 0.0001;
    memo->item[3].payoff = (struct payoff){PAYOFF_NONE_NEEDED, 0, 1, 0, 0, {0}, 0};
    assert_memo(
        memo, /* clang-format off */
"3 scenarios against Our agency: 60 months, 10,000 plays with the same luck, seed 7\n"
"The base: npv $268,247; plateau $41,237 a month; month 60 $39,211; NPS 31\n"
"                        npv against          plays with           plateau  pays back  9 in 10   not in\n"
"   Scenario             the base             the same luck        a month  in month   by month  the plan\n"
" 1 Raise fees           +$12.3M +- $2.74M    better in over 99 %  +$5,763  at once    at once   0 %\n"
" 2 Hire another rep     +$147,457 +- $2,509  better in 93 %       +$8,300  14         22        3 %\n"
" 3 Drop month to month  -$1,235 +- $2,156    no clear difference  none     later      later     60 %\n"
"Best: Raise fees is better in over 99 % of plays with the same luck.\n"
"On average its cash is never behind the base's.\n"
"Rule of thumb: a rep is worth it who costs less a month than the base's average client pays\n"
"  Hire another rep: a rep costs $6,200, a client pays $4,800: not worth it; disagrees with the plays\n"
"By plateau revenue the order differs: Hire another rep, Raise fees, Drop month to month\n" LUCK_ONLY
        /* clang-format on */);
}

/* One other, which hires: its own words instead of "Best". */
static void one_other(void **state)
{
    struct memo *memo = memo_new(41237.4);
    (void)state;
    add(memo, "Hire another rep", played(268247.1, 147457.3, 1280, 0.934), 41237.4);
    memo->comparison.uncertain = true;
    memo->item[1].metric[METRIC_NPV].p_equal = 0.051;
    memo->item[1].payoff = (struct payoff){PAYOFF_MONTH, 14, 0, 0.87, 0.13, {0}, NAN};
    memo->item[1].thumb = (struct thumb){true, 4200.3, 4800.4, THUMB_WORTH_IT, THUMB_WORTH_IT};
    assert_memo(
        memo, /* clang-format off */
"1 scenario against Our agency: 60 months, 10,000 plays with the same luck, seed 7\n"
"The base: npv $268,247; plateau $41,237 a month; month 60 $39,211\n"
"                     npv against          plays with                    plateau  pays back  9 in 10   not in\n"
"   Scenario          the base             the same luck                 a month  in month   by month  the plan\n"
" 1 Hire another rep  +$147,457 +- $2,509  better in 93 %, equal in 5 %  $0       14         later     13 %\n"
"Hire another rep is better in 93 % of plays with the same luck.\n"
"It pays back in month 14; 13 % not within the plan.\n"
"Rule of thumb: a rep is worth it who costs less a month than the base's average client pays\n"
"  Hire another rep: a rep costs $4,200, a client pays $4,800: worth it; agrees with the plays\n"
"npv: profit of the plan, discounted; +- is what luck leaves open of the mean (95 %). Luck and the inputs given as\n"
"distributions are in these figures; doubt about the other inputs is not.\n"
        /* clang-format on */);
}

/* The closing sentence about a base, one other, and what is worst or best among several. */
static void assert_says(double mean, double mcse, size_t others, const char *want)
{
    struct memo *memo = memo_new(41237.4);
    for (size_t i = 0; i < others; i++)
        add(memo, i ? "B" : "A", played(268247.1, mean - (double)i, mcse, 0.5), 41237.4);
    char *text = written(memo);
    if (!strstr(text, want))
        fail_msg("'%s' is not in\n%s", want, text);
    assert_null(strstr(text, "Best"));
    assert_null(strstr(text, "pays back in month "));
    free(text);
    free(memo);
}

static void neutral_words(void **state)
{
    (void)state;
    assert_says(1000, 511, 1, "\nNo clear difference from the base by npv.\n");
    assert_says(1000, 511, 2, "\nNone is clearly better than the base by npv.\n");
    assert_says(-1000, 511, 2, "\nNone is clearly better than the base by npv.\n");
    assert_says(-1000, 499, 2, "\nAll scenarios are worse than the base by npv.\n");
    assert_says(-1000, 499, 1, "\nThe scenario is worse than the base by npv.\n");
    assert_says(0, 0, 1, "  $0           no clear difference"); /* no interval where every play says the same */
}

/* Without costs there is nothing to pay back; without plays, neither chances nor intervals. */
static void exact_and_free(void **state)
{
    struct memo *memo = memo_new(NAN);
    (void)state;
    memo->comparison.replicates = memo->comparison.kept = 0;
    memo->comparison.months = 1;
    memo->comparison.currency = "EUR";
    memo->item[0].has_costs = false;
    add(memo, "A", exact(1000, -3.5), 4000);
    add(memo, "B", exact(1000, 0), NAN);
    add(memo, "C", exact(1000, 2000), 3000);
    for (int i = 1; i < 4; i++)
        memo->item[i].has_costs = false;
    assert_memo(memo, /* clang-format off */
"3 scenarios against Our agency: 1 month, exact differences only: nothing was played\n"
"The base: npv 268,247 EUR; no plateau; month 1 39,211 EUR\n"
"                 npv against                 plateau\n"
"   Scenario      the base                    a month\n"
" 1 C             +2,000 EUR   better         -\n"
" 2 B             0 EUR        no difference  none\n"
" 3 A             -3.50 EUR    worse          -\n"
"Best: C is better than the base by npv.\n"
"By plateau revenue the order differs: A, C, B\n"
"npv: revenue of the plan, discounted.\n"
"Exact means: no chances and no ranges without plays. Doubt about the inputs is not in them.\n"
                /* clang-format on */);
}

static void rules_of_thumb(void **state)
{
    static const struct {
        enum thumb_view rule, simulated;
        const char *want;
    } cases[] = {
        {THUMB_WORTH_IT, THUMB_UNDECIDED, "a client pays $4,800: worth it; undecided by the plays\n"},
        {THUMB_WORTH_IT, THUMB_NOT_WORTH_IT, "a client pays $4,800: worth it; disagrees with the plays\n"},
        {THUMB_NOT_WORTH_IT, THUMB_NOT_WORTH_IT, "a client pays $4,800: not worth it; agrees with the plays\n"},
        {THUMB_UNDECIDED, THUMB_WORTH_IT, "  Hire: a rep costs $6,200; the base has no client to hold it against\n"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct memo *memo = memo_new(41237.4);
        add(memo, "Hire", played(268247.1, 147457.3, 1280, 0.934), 41237.4);
        memo->item[1].thumb = (struct thumb){true, 6200.3, 4800.4, cases[i].rule, cases[i].simulated};
        char *text = written(memo);
        if (!strstr(text, cases[i].want))
            fail_msg("'%s' is not in\n%s", cases[i].want, text);
        free(text);
        free(memo);
    }
}

/* No line is longer than 110 characters, of UTF-8; and there are at most 23, one less than may be with the files'. */
static void assert_short(const char *text)
{
    size_t lines = 0, letters = 0;
    assert_true(text_is_utf8((const unsigned char *)text, strlen(text)));
    for (const char *at = text; *at; at++) {
        letters += ((unsigned char)*at & 0xC0) != 0x80 && *at != '\n';
        if (letters > 110)
            fail_msg("too long: ...%s", at);
        if (*at == '\n') {
            lines++;
            letters = 0;
        }
    }
    if (lines > 23)
        fail_msg("%zu lines:\n%s", lines, text);
}

static void always_short(void **state)
{
    (void)state;
    for (size_t others = 1; others < MOST; others++) {
        struct memo *memo = memo_new(41237123.4);
        memo->comparison.seed = UINT64_MAX;
        memo->comparison.replicates = 100000000;
        memo->comparison.months = 1200;
        strcpy(memo->name[0],
               "Ausbau der Gesch\303\244ftsst\303\274cke in \303\234bersee, mit vielen \342\202\254 und noch "
               "viel mehr Worten, als je in eine Zeile passen");
        for (size_t i = 0; i < others; i++) {
            char name[160];
            snprintf(name, sizeof name,
                     "%02zu \xC3\x84\xC3\x96\xC3\x9C \xE2\x82\xAC\xE2\x82\xAC\xE2\x82\xAC a name that has "
                     "no end and goes on and on beyond what anybody would like to read",
                     i);
            add(memo, name, played(268247.1, 999999.4 - (double)i, 12345.6, 0.993), 41237123.4 + (double)i * 1e6);
            memo->item[i + 1].metric[METRIC_NPV].p_equal = 0.006;
            memo->item[i + 1].payoff = (struct payoff){PAYOFF_MONTH, 1138, 0, 0.993, 0.007, {0}, 1199};
            memo->item[i + 1].thumb = (struct thumb){true, 123456.7, 234567.8, THUMB_NOT_WORTH_IT, THUMB_WORTH_IT};
        }
        char *text = written(memo), more[64];
        assert_short(text);
        snprintf(more, sizeof more, "\n   and %zu more, in compare.csv\n", others - 11);
        assert_int_equal(others > 12, strstr(text, " more, in compare.csv") != NULL);
        assert_true(others <= 12 || strstr(text, more) != NULL);
        assert_int_equal(others >= 12, strstr(text, "\n12 11") != NULL || strstr(text, more) != NULL);
        free(text);
        free(memo);
    }
}

static void names_and_shares(void **state)
{
    char out[64];
    (void)state;
    assert_string_equal(compare_ranking_name("abcdef", 6, out), "abcdef");
    assert_string_equal(compare_ranking_name("abcdefg", 6, out), "abc...");
    assert_string_equal(compare_ranking_name("ab cdefg", 6, out), "ab..."); /* no blank before the dots */
    assert_string_equal(compare_ranking_name("\xC3\xA4\xC3\xB6\xC3\xBC\xC3\x9F", 4, out),
                        "\xC3\xA4\xC3\xB6\xC3\xBC\xC3\x9F");
    assert_string_equal(compare_ranking_name("\xC3\xA4\xC3\xB6\xC3\xBC\xC3\x9F!", 4, out), "\xC3\xA4...");
    assert_string_equal(compare_ranking_share(0, out), "0 %");
    assert_string_equal(compare_ranking_share(0.0049, out), "under 1 %");
    assert_string_equal(compare_ranking_share(0.137, out), "14 %");
    assert_string_equal(compare_ranking_share(0.9951, out), "over 99 %");
    assert_string_equal(compare_ranking_share(1, out), "100 %");
    assert_string_equal(compare_ranking_change(-0.004, "$", out), "$0");
    assert_string_equal(compare_ranking_change(0.137, "$", out), "+$0.14");
    assert_string_equal(compare_ranking_change(-41237, "$", out), "-$41,237");
    assert_string_equal(compare_ranking_change(1234567, "$", out), "+$1.23M");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything),       cmocka_unit_test(one_other),      cmocka_unit_test(neutral_words),
        cmocka_unit_test(exact_and_free),   cmocka_unit_test(rules_of_thumb), cmocka_unit_test(always_short),
        cmocka_unit_test(names_and_shares),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
