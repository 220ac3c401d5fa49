/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is remembered is what would have been worked out, also when more is asked for than there is room for. */
#include "support.h"

#include "sim/play/own_memo.h"

static double rates[61];

/* A client's past under these rates: wavered first at decision k. */
static void check(struct own_memo *memo, const struct survival_law *law, double renewed, int k, double u)
{
    const struct survival_start start = {.renewed = renewed};
    const struct multiplier_path path = {.value = rates, .months = 60};
    double wanted = survival_own_log_stay(law, start, path, 1, k, u);
    double own = own_memo_draw(memo, survival_past(law, start, path, 1, k), u);
    if (own != wanted)
        fail_msg("term %d, K %g, %g renewed, decision %d: %.17g, not %.17g", law->term, law->concentration, renewed, k,
                 own, wanted);
}

/* Twice each, in an order that mixes them: laws, pasts, decisions at renewals and within terms. */
static void the_same_as_without(void **state)
{
    static const struct survival_law laws[] = {
        {1, 0.13, 0, 3.7}, {1, 0.13, 0, 3.8}, {1, 0.14, 0, 3.7}, {6, 0.31, 0.01, 0.9}, {12, 0.37, 0.02, 41}};
    struct own_memo memo;
    (void)state;
    for (int month = 1; month <= 60; month++)
        rates[month] = month < 20 ? 1.07 : month < 30 ? 0.71 : 1.3;
    assert_int_equal(own_memo_init(&memo), OK);
    for (int round = 0; round < 2; round++)
        for (int k = 1; k <= 24; k++)
            for (size_t law = 0; law < 5; law++)
                for (int renewed = 0; renewed < 2; renewed++)
                    for (double u = 0.031; u < 1; u += 0.237)
                        check(&memo, &laws[law], 2.3 * renewed, k, u);
    size_t entries = memo.entries;
    /* Monthly: 24 decisions. Terms of 6: four renewals, and within a term one for each of the terms; of 12: 2 and 2. */
    assert_int_equal(entries, 2 * (3 * 24 + (4 + 4) + (2 + 2)));
    rates[3] = 0.43; /* the same before decision 3, another rate at it */
    check(&memo, &laws[0], 0, 3, 0.37);
    assert_int_equal(memo.entries, entries + 1);
    own_memo_free(&memo);
    own_memo_free(&memo);
}

/* Each of 20,000 has a past of its own: all is forgotten now and then. */
static void forgets(void **state)
{
    const struct survival_law law = {1, 0.13, 0, 3.7};
    struct own_memo memo;
    size_t most = 0, forgotten = 0;
    (void)state;
    for (int month = 1; month <= 60; month++)
        rates[month] = 1.07;
    assert_int_equal(own_memo_init(&memo), OK);
    for (int i = 0; i < 20000; i++) {
        size_t before = memo.entries;
        check(&memo, &law, 0.001 * (i % 7919), 1 + i % 3, 0.37);
        forgotten += memo.entries < before;
        most = memo.entries > most ? memo.entries : most;
    }
    assert_true(forgotten > 5 && most > 300);
    own_memo_free(&memo);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_as_without),
        cmocka_unit_test(forgets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
