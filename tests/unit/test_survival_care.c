/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clients whom care has helped: from decision cared_from on they go by other multipliers. */
#include "tests/verify/verify_support.h"

#include <math.h>

#include "sim/plan/beta_law.h"

enum { MONTHS = 40, FAR = 60000 };

static double alive[FAR + 1], leave[FAR + 1];
static const double value[] = {NAN, 1.3, 0.6, 1.9, 2.1, 1.9}, cared[] = {NAN, 0.9, 0.5, 0.7, 0.8, 0.7};
static const double churn[] = {NAN, 2.1, 1.7, 1.7, 1.4, 1.4}, rescued[] = {NAN, 0.2, 0.5, 0.3, 0.3, 0.1};
static const int early[] = {0, 2, 5, 9, 9, 9};

static struct multiplier_path path_from(int cared_from)
{
    return (struct multiplier_path){
        .value = value, .months = 5, .cared = cared_from > 0 ? cared : NULL, .cared_from = cared_from};
}

static double multiplier_of(const struct multiplier_path *path, int first, int tenure, int k)
{
    int m = first + k - 1 < 5 ? first + k - 1 : 5;
    double plain = path->cared_from > 0 && k >= path->cared_from ? cared[m] : value[m];
    return plain * (path->early_churn != NULL && tenure + k <= early[m] ? churn[m] : 1) * (1 - path->less);
}

/* Bill by bill, early months and `less` on both sides. */
static void products(void **state)
{
    struct survival_law law = {4, 0.31, 0.023, NAN};
    struct survival_start start = {.phase = 1, .tenure = 5};
    (void)state;
    for (int from = 0; from <= 13; from++)
        for (int first = 1; first <= 7; first++) {
            struct multiplier_path path = path_from(from);
            path.early_churn = from % 3 == 0 ? NULL : churn;
            path.early_months = early;
            path.less = from % 2 == 0 ? 0.01 : 0;
            survival_fill(alive, leave, MONTHS, &law, start, path, first);
            double want = 1;
            for (int k = 1; k <= MONTHS; k++) {
                double stay = pow((1 + k) % 4 == 0 ? 0.69 : 0.977, multiplier_of(&path, first, 5, k));
                assert_close(leave[k], want * (1 - stay), 1e-12);
                assert_close(alive[k], want *= stay, 1e-13);
            }
        }
}

/* Clients who differ: B(a, b + m) / B(a, b), m the sum of whatever M they went by. */
static void spread(void **state)
{
    struct survival_law law = {1, 0.29, 0, 3.1};
    (void)state;
    for (int from = 0; from <= 9; from += 3) {
        struct multiplier_path path = path_from(from);
        double sum = 2.7;
        survival_fill(alive, leave, MONTHS, &law, (struct survival_start){.renewed = 2.7}, path, 2);
        for (int k = 1; k <= MONTHS; k++) {
            sum += multiplier_of(&path, 2, 0, k);
            assert_close(alive[k], exp(beta_law_log_stay(&law, 2.7, sum - 2.7)), 1e-12);
        }
    }
}

/* S(every) + S(2 every) + ... of the table. */
static double every_so_many(int every)
{
    double sum = 0;
    for (int k = FAR / every * every; k > 0; k -= every)
        sum += alive[k];
    return sum;
}

/* Whole lives and spans are the sums of their tables, wherever care comes: in the changing months or long after. */
static void sums(void **state)
{
    static const int every[] = {1, 6, 7};
    struct survival_law laws[] = {{1, 0.07, 0, NAN}, {6, 0.31, 0.02, NAN}, {6, 0.31, 0.02, 3.3}};
    (void)state;
    for (int offers = 0; offers < 2; offers++)
        for (size_t l = 0; l < 3; l++)
            for (int from = 0; from <= 60; from = 3 * from + 2)
                for (int first = 1; first <= 7; first += 3) {
                    struct multiplier_path path = path_from(from);
                    path.early_churn = churn;
                    path.early_months = early;
                    path.rescued = offers ? rescued : NULL;
                    survival_fill(alive, leave, FAR, &laws[l], (struct survival_start){0}, path, first);
                    double sum = 0, discounted = 0;
                    for (int k = FAR; k >= 0; k--) {
                        sum += alive[k];
                        discounted = discounted * 0.98 + alive[k];
                    }
                    assert_close(survival_whole_life(&laws[l], (struct survival_start){0}, path, first, 1), sum, 1e-11);
                    assert_close(survival_whole_life(&laws[l], (struct survival_start){0}, path, first, 0.98),
                                 discounted, 1e-11);
                    for (size_t e = 0; e < 3; e++) {
                        double spans = every_so_many(every[e]);
                        assert_close(survival_spans(&laws[l], (struct survival_start){0}, path, first, every[e]), spans,
                                     1e-11);
                    }
                }
}

/* Care for ever is the other path; a detractor who would leave at once may be saved to stay for ever. */
static void edges(void **state)
{
    static const double none[] = {NAN, 0, 0, 0, 0, 0};
    struct survival_law law = {1, 0.13, 0, NAN};
    struct multiplier_path all = path_from(1), only = {.value = cared, .months = 5}, saved = path_from(3);
    (void)state;
    assert_true(survival_whole_life(&law, (struct survival_start){0}, all, 1, 1) ==
                survival_whole_life(&law, (struct survival_start){0}, only, 1, 1));
    saved.cared = none;
    double two = pow(0.87, 1.3 + 0.6);
    assert_true(isinf(survival_whole_life(&law, (struct survival_start){0}, saved, 1, 1)));
    assert_close(survival_whole_life(&law, (struct survival_start){0}, saved, 1, 0.9),
                 1 + 0.9 * pow(0.87, 1.3) + 0.81 * two * 10, 1e-13);
    assert_true(multiplier_path_last(&saved) == 0 && multiplier_path_last(&all) == 0.7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(products),
        cmocka_unit_test(spread),
        cmocka_unit_test(sums),
        cmocka_unit_test(edges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
