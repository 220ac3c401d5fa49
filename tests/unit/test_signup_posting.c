/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Contracts with first fees of their own, which grow by cents of their own: each is posted once, whoever shares it. */
#include "tests/verify/verify_support.h"

#include <math.h>
#include <stdio.h>

enum { MONTHS = 41 };

static const double a = 3 * 21 * 0.047, q = 0.927; /* sign-ups a month; who stays another one */

/* 37,102.9 x 10 %, twice, and x 7 %, in cents; and the orders they may stand in. */
static const double fees[3] = {3710.29, 3710.29, 2597.20};
static const char *const orders[] = {"10%,10%,7%", "10%,7%,10%", "7%,10%,10%"};

/* Bill k, on average over the contracts: 7.3 % a year, at most 17 %, in cents from the first fee. */
static double mean_bill(int k)
{
    int years = (k - 1) / 12;
    double growth = fmin(pow(1.073, years), 1.17), sum = 0.0;
    for (int i = 0; i < 3; i++)
        sum += floor(fees[i] * growth * 100 + 0.5) / 100;
    return sum / 3;
}

static struct verify *of_order(const char *order)
{
    char text[1024], first[8], second[8], third[8];
    assert_int_equal(sscanf(order, "%7[^,],%7[^,],%7s", first, second, third), 3);
    int length = snprintf(text, sizeof text,
                          "plan.months,41\nspend.shape,fixed\nspend.mean,37102.9\nsales.close,4.7%%\n"
                          "rep.a.count,3\nrep.a.leads,21\nexpansion.yearly,7.3%%\nexpansion.limit,17%%\n"
                          "contract.x.term,1\ncontract.x.nonrenewal,7.3%%\ncontract.x.fee,%s\n"
                          "contract.y.term,1\ncontract.y.nonrenewal,7.3%%\ncontract.y.fee,%s\n"
                          "contract.z.term,1\ncontract.z.nonrenewal,7.3%%\ncontract.z.fee,%s\n",
                          first, second, third);
    assert_true(length > 0 && (size_t)length < sizeof text);
    return verify_new(text, NULL, NULL);
}

static void paid_alike(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++) {
        struct verify *made = of_order(orders[i]);
        for (int m = 1; m <= MONTHS; m++) {
            double clients = 0.0, revenue = 0.0;
            for (int k = 1; k <= m; k++) {
                clients += a * pow(q, k - 1);
                revenue += a * pow(q, k - 1) * mean_bill(k);
            }
            assert_close(made->expected.series[SERIES_CLIENTS][m], clients, 1e-12);
            assert_close(made->expected.series[SERIES_REVENUE][m], revenue, 1e-12);
        }
        verify_free(made);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(paid_alike)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
