/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quartile, contract and fee of a lead: the fast way over a batch against the exact one, and shares over many words. */
#include "tests/verify/verify_support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/play/prospect.h"

enum { LEADS = PROSPECT_BATCH, ROUNDS = 120 };

/* Contracts a, b, c, ... with shares and terms of their own; every third not offered where some_missing. */
static struct verify *market(int contracts, const char *spend, bool some_missing)
{
    char rows[4000];
    int length = snprintf(rows, sizeof rows, "%s", spend);
    for (int g = 0; g < contracts; g++) {
        char name = (char)('a' + g);
        length += snprintf(rows + length, sizeof rows - (size_t)length,
                           "contract.%c.term,1\ncontract.%c.fee,%g\ncontract.%c.nonrenewal,0.1\ncontract.%c.share,%g\n",
                           name, name, 0.12 - 0.013 * g, name, name, 0.3 + 0.41 * ((g * 7) % 5));
        if (g == 1)
            length += snprintf(rows + length, sizeof rows - (size_t)length,
                               "contract.b.share.q1,0\ncontract.b.share.q4,5.5\n");
        if (some_missing && g % 3 == 0)
            length += snprintf(rows + length, sizeof rows - (size_t)length,
                               "contract.%c.offered,no\ncontract.%c.switch_share,%g\n", name, name, 0.2 + 0.11 * g);
    }
    return verify_new(rows, NULL, NULL);
}

static const char lognormal[] = "spend.mean,41237.19\nspend.cv,0.8\n";
static const char upmarket[] = "spend.mean,91237.19\nspend.cv,0.5\nspend.q1,20000\nspend.q2,30000\nspend.q3,50000\n";
static const char fixed[] =
    "spend.shape,fixed\nspend.mean,41237.19\nspend.q1,20000\nspend.q2,41237.19\nspend.q3,50000\n";

static uint32_t state_of_words = 12345;

static uint32_t next_word(void)
{
    state_of_words = state_of_words * UINT32_C(1664525) + UINT32_C(1013904223);
    uint32_t x = state_of_words;
    x ^= x >> 15; /* the low bits of such a generator are poor */
    return x * UINT32_C(0x2c1b3c6d) ^ x >> 13;
}

static double uniform(uint32_t word)
{
    return ((double)word + 0.5) / 4294967296.0;
}

/* Both ways for many leads; counts[cell] of them. */
static void compare(const struct prospect *prospect, size_t *counts)
{
    static uint32_t words[WORDS][LEADS], cell[LEADS];
    static int64_t fee[LEADS];
    uint32_t *const word[WORDS] = {words[0], words[1], words[2], words[3]};

    for (size_t i = 0; i < LEADS; i++)
        for (int w = 0; w < WORDS; w++)
            words[w][i] = next_word();
    prospect_decide(prospect, word, LEADS, cell, fee);
    for (size_t i = 0; i < LEADS; i++) {
        uint32_t sure = 0;
        int64_t price = 0;
        prospect_exact(prospect, uniform(words[WORD_SPEND][i]), uniform(words[WORD_CONTRACT][i]),
                       uniform(words[WORD_SWITCH][i]), &sure, &price);
        assert_int_equal(cell[i], sure);
        assert_true(cell[i] <= prospect->none);
        if (cell[i] != prospect->none)
            assert_near((double)fee[i], (double)price, 1 + 3e-6 * (double)price);
        assert_true((double)fee[i] <= prospect->highest + 0.5);
        counts[cell[i]]++;
    }
}

/* Counts of a chance p in n draws lie within five standard errors. */
static void check_counts(const struct offer *offer, const size_t *counts)
{
    double n = LEADS * ROUNDS, nothing = 1;
    for (size_t q = 0; q < QUARTILES; q++)
        for (size_t g = 0; g < offer->contracts; g++) {
            double p = offer->quartile_share[q] * offer->sign[q * offer->contracts + g];
            nothing -= p;
            assert_near((double)counts[q * offer->contracts + g], n * p, 5 * sqrt(n * p * (1 - p)));
        }
    assert_near((double)counts[QUARTILES * offer->contracts], n * nothing, 5 * sqrt(n * fabs(nothing)) + 1e-6);
}

static void check_market(struct verify *made)
{
    const struct offer *offer = plan_offer(&made->plan, 1);
    struct spend_table table = {0};
    struct prospect prospect = {0};
    size_t *counts = verify_zeros(QUARTILES * offer->contracts + 1, sizeof *counts);

    if (offer->spend.sigma > 0)
        assert_int_equal(spend_table_init(&table, offer->spend.sigma), OK);
    assert_int_equal(prospect_init(&prospect, offer, made->plan.bounds, table.node ? &table : NULL), OK);
    assert_int_equal(prospect.none, QUARTILES * offer->contracts);
    for (int round = 0; round < ROUNDS; round++)
        compare(&prospect, counts);
    check_counts(offer, counts);
    prospect_free(&prospect);
    prospect_free(&prospect);
    spend_table_free(&table);
    free(counts);
    verify_free(made);
}

static void all_offered(void **state)
{
    (void)state;
    for (int contracts = 1; contracts <= 8; contracts++)
        check_market(market(contracts, lognormal, false));
    check_market(market(3, upmarket, false));
    check_market(market(2, fixed, false));
    check_market(market(5, fixed, false));
}

static void some_missing(void **state)
{
    (void)state;
    for (int contracts = 1; contracts <= 8; contracts++)
        check_market(market(contracts, lognormal, true));
    check_market(market(4, upmarket, true));
    check_market(market(3, fixed, true));
}

/* ---- a law that is cut at a minimum ----------------------------------------------------------------------- */

/* E[spend | spend >= minimum] of a lognormal, by its textbook formula. */
static double mean_above(double mean, double cv, double minimum)
{
    double sigma = sqrt(log(1 + cv * cv)), z = (log(minimum / mean) + sigma * sigma / 2) / sigma;
    return mean * erfc((z - sigma) / sqrt(2)) / erfc(z / sqrt(2));
}

/* Fees over an even grid of words: none below the minimum's, and their mean is that of the cut law. */
static void check_cut(double minimum, double tolerance)
{
    enum { GRID = 1 << 20 };
    static uint32_t words[WORDS][LEADS], cell[LEADS];
    static int64_t fee[LEADS];
    uint32_t *const word[WORDS] = {words[0], words[1], words[2], words[3]};
    struct spend_table table = {0};
    struct prospect prospect = {0};
    char rows[512];
    double sum = 0;

    snprintf(rows, sizeof rows,
             "spend.mean,40000\nspend.cv,0.73\ncontract.a.term,1\ncontract.a.fee,10%%\ncontract.a.nonrenewal,0.1\n"
             "qualify.min_spend,%.17g\nqualify.time_reused,100%%\n",
             minimum);
    struct verify *made = verify_new(rows, NULL, NULL);
    const struct offer *offer = plan_offer(&made->plan, 1);
    assert_int_equal(spend_table_init(&table, offer->spend.sigma), OK);
    assert_int_equal(prospect_init(&prospect, offer, made->plan.bounds, &table), OK);
    for (size_t done = 0; done < GRID; done += LEADS) {
        for (size_t i = 0; i < LEADS; i++)
            words[WORD_SPEND][i] = (uint32_t)((done + i) << 12 | 0x800);
        prospect_decide(&prospect, word, LEADS, cell, fee);
        for (size_t i = 0; i < LEADS; i++) {
            assert_true((double)fee[i] >= 10 * minimum * (1 - 3e-6) - 1);
            sum += (double)fee[i];
        }
    }
    double wanted = 10 * mean_above(40000, 0.73, minimum); /* cents: 100 x 10 % */
    assert_close(sum / GRID, wanted, tolerance);
    prospect_free(&prospect);
    spend_table_free(&table);
    verify_free(made);
}

/* From a cut of a thousandth of all leads to one that leaves 2 in 10^11: z = -3.1, -0.6, 0.8, 2.5, 4, 5, 6.6. */
static void cut_laws(void **state)
{
    static const double minimum[] = {4200, 21000, 53000, 160000, 400000, 800000, 2000000};
    (void)state;
    for (size_t i = 0; i < sizeof minimum / sizeof minimum[0]; i++)
        check_cut(minimum[i], 2e-5); /* the grid's own error, and the table's */
}

/* The fast way, the exact one, quartile and contract shares, for leads that qualify. */
static void cut_markets(void **state)
{
    (void)state;
    check_market(market(1, "spend.mean,41237.19\nspend.cv,0.8\nqualify.min_spend,29000\n", false));
    check_market(market(3, "spend.mean,41237.19\nspend.cv,0.8\nqualify.min_spend,29000\n", true));
    check_market(market(4, "spend.mean,41237.19\nspend.cv,0.8\nqualify.min_spend,700000\n", false));
    check_market(market(2, "spend.mean,41237.19\nspend.cv,0.8\nqualify.min_spend,900\n", true));
    check_market(market(2, "spend.shape,fixed\nspend.mean,41237.19\nqualify.min_spend,41237\n", false));
}

/* Fees below, at and above a cent's half, by the exact way: half away from zero; the batch is within a table's error.
 */
static void fixed_fees(void **state)
{
    uint32_t words[WORDS][2] = {{UINT32_C(1) << 31, 7}, {5, 5}, {5, 5}, {5, 5}}, cell[2];
    uint32_t *const word[WORDS] = {words[0], words[1], words[2], words[3]};
    int64_t fee[2];
    struct prospect prospect = {0};
    (void)state;
    struct verify *made = verify_new("spend.shape,fixed\nspend.mean,333.35\ncontract.a.term,1\ncontract.a.fee,10%\n"
                                     "contract.a.nonrenewal,0.1\n",
                                     NULL, NULL);
    assert_int_equal(prospect_init(&prospect, plan_offer(&made->plan, 1), made->plan.bounds, NULL), OK);
    prospect_decide(&prospect, word, 2, cell, fee);
    assert_true(fee[0] == fee[1] && cell[0] == 0 && cell[1] == 0);
    assert_true((double)fee[0] == round(100 * plan_offer(&made->plan, 1)->mean_fee[0]));
    prospect_free(&prospect);
    verify_free(made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_offered), cmocka_unit_test(some_missing), cmocka_unit_test(cut_laws),
        cmocka_unit_test(cut_markets), cmocka_unit_test(fixed_fees),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
