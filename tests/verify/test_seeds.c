/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The plays against the exact calculation: seeds 1-20 over scenarios that turn on every part of the model. Every
 * series and month and every quantity with at least 100 expected events must lie within the Bonferroni limit for
 * all checks of the file together (a false alarm in 1 of 1,000 programs, but the seeds are fixed: it never changes).
 */
#include "tests/verify/verify_cases.h"

#include <stdio.h>

#include "sim/support/workers.h"

enum { SEEDS = 20, REPLICATES = 1500 };

typedef void compare_function(struct verify_gaps *, const struct verify *, const struct sample *, const char *);

static struct verify_gaps compare_all(compare_function *compare, size_t replicates)
{
    struct verify_gaps gaps = {0};
    size_t count;
    const struct verify_case *item = verify_cases(&count);

    for (size_t i = 0; i < count; i++) {
        struct verify *made = verify_case_new(&item[i], NULL);
        for (uint64_t seed = 1; seed <= SEEDS; seed++) {
            char what[80];
            snprintf(what, sizeof what, "%s, seed %d", item[i].name, (int)seed);
            verify_play(made, seed, replicates, workers_available());
            compare(&gaps, made, &made->sample, what);
        }
        verify_free(made);
    }
    return gaps;
}

static void judge(const struct verify_gaps *gaps, const char *what)
{
    double limit = verify_limit(gaps->checked), spread = gaps->squares / (double)gaps->random;
    print_message("# %zu %s: widest %.2f of %.2f standard errors, mean square %.3f (%s)\n", gaps->checked, what,
                  gaps->widest, limit, spread, gaps->where);
    if (!(gaps->widest < limit))
        fail_msg("%s", gaps->where);
    /* Standard errors that are too wide would let anything pass: gaps must be as wide as chance makes them. */
    assert_near(spread, 1, 0.1);
}

static void series_and_quantities(void **state)
{
    (void)state;
    struct verify_gaps gaps = compare_all(verify_compare, verify_long() ? 10 * REPLICATES : REPLICATES);
    assert_true(gaps.checked > 50000);
    judge(&gaps, "figures");
}

static void life_tables(void **state)
{
    (void)state;
    struct verify_gaps gaps = compare_all(verify_compare_lives, REPLICATES);
    assert_true(gaps.checked > 20000);
    judge(&gaps, "counts of lives");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(series_and_quantities),
        cmocka_unit_test(life_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
