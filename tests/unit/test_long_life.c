/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Long lives: against the product of their decisions, against tables that are filled bill by bill to the end, and where
 * nobody stays or nobody goes.
 */
#include "sim/plan/long_life.h"
#include "tests/verify/verify_support.h"

#include <math.h>
#include <stdlib.h>

enum { LONG = 391 };

#define LAW                                                                                                            \
    "plan.months,17\nspend.mean,41237\nspend.cv,0.73\nsales.close,4.7%\nrep.a.count,3\nrep.a.leads,21\ncontract.some." \
    "fee,10%\n"

/* Every table of the plan, every M lowered by `less`. */
static void check_all(const char *rows, const char *sets, double less)
{
    struct verify *made = verify_new(rows, NULL, sets);
    const struct plan *plan = &made->plan;
    double *wanted = verify_zeros(LONG + 1, sizeof *wanted), *leave = verify_zeros(LONG + 1, sizeof *leave);
    struct long_life lives;
    const double *alive = NULL;

    assert_int_equal(long_life_init(&lives, plan, LONG), OK);
    lives.less = less;
    for (size_t i = 0; i < plan->lives.count; i++) {
        const struct life_table *table = &plan->lives.item[i];
        struct multiplier_path path = plan_path(plan, table);
        path.less = less;
        assert_int_equal(long_life_of(&lives, table, &alive), OK);
        survival_fill(wanted, leave, LONG, &table->law, table->start, path, table->first);
        for (int k = 0; k <= LONG; k++)
            assert_close(alive[k], wanted[k], 1e-13);
        long_life_tidy(&lives);
    }
    long_life_free(&lives);
    free(leave);
    free(wanted);
    verify_free(made);
}

/* Terms of 5 months; who signs in month 9 or later sees M = 1.3 from month 13 on, and offers from month 15 on. */
static void product(void **state)
{
    struct verify *made = verify_new(LAW "contract.some.term,5\ncontract.some.nonrenewal,31%\n"
                                         "contract.some.early_exit,1.7%\nchurn.multiplier,1.3,13\n"
                                         "rescue.share,43%,15\nrescue.success,29%,15\n",
                                     NULL, NULL);
    const double r = 0.43 * 0.29;
    struct long_life lives;
    const double *alive = NULL;
    double wanted = 1.0;

    (void)state;
    assert_int_equal(long_life_init(&lives, &made->plan, LONG), OK);
    assert_int_equal(long_life_of(&lives, plan_table(&made->plan, 0, 0, 0, 9), &alive), OK);
    for (int k = 0; k <= LONG; k++) {
        int month = 9 + k; /* of the decision after bill k + 1 */
        double leaves = 1 - pow(1 - ((k + 1) % 5 == 0 ? 0.31 : 0.017), month < 13 ? 1 : 1.3);
        assert_close(alive[k], wanted, 1e-12);
        wanted *= 1 - leaves * (month < 15 ? 1 : 1 - r);
    }
    long_life_free(&lives);
    verify_free(made);
}

#define RICH                                                                               \
    LAW "contract.some.term,1\ncontract.some.nonrenewal,7.3%\n"                            \
        "contract.year.term,12\ncontract.year.fee,6%\ncontract.year.nonrenewal,41%\n"      \
        "contract.year.early_exit,1.3%\ncontract.year.early_exit,2.1%,6\n"                 \
        "contract.long.term,37\ncontract.long.fee,5%\ncontract.long.nonrenewal,53%\n"      \
        "quartile.1.churn,1.4\nchurn.multiplier,1.1\nchurn.multiplier,0.93,11\n"           \
        "onboarding.activation,71%\nonboarding.churn,2.3\nonboarding.months,5\n"           \
        "nps.promoters,31%\nnps.detractors,17%\npromoter.churn,0.6\ndetractor.churn,1.9\n" \
        "care.coverage,43%,12\ncare.success,59%\ncare.after,23\nrescue.share,21%\n"        \
        "rescue.success,46%\nrescue.success,33%,8\n"

static void all_rules(void **state)
{
    (void)state;
    check_all(RICH, NULL, 0);
    check_all(RICH, "onboarding.months=29;care.after=2", 0.01);
    check_all(RICH, "contract.year.concentration=2.7;rescue.share=0", 0);
    check_all(RICH, "contract.year.concentration=2.7", 0.01);
}

/* Nobody leaves; nobody stays from the start, or from some month on. */
static void extremes(void **state)
{
    (void)state;
    check_all(RICH, "churn.multiplier=0", 0);
    check_all(RICH, "contract.some.nonrenewal=100%;contract.year.early_exit=100%;rescue.share=0", 0);
    check_all(RICH, "contract.some.nonrenewal@7=100%;contract.long.nonrenewal=100%;rescue.share=0", 0);
    check_all(RICH, "rescue.share@9=1;rescue.success@9=1", 0.01);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(product),
        cmocka_unit_test(all_rules),
        cmocka_unit_test(extremes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
