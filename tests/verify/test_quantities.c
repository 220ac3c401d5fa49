/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The quantities that are sums of series, by their definitions, for plans shorter, as long as and longer than a year.
 */
#include "tests/verify/verify_cases.h"

#include <math.h>

/* Sums over the last 12 months, or all if there are fewer. */
static void last_12(double want[QUANTITY_COUNT], double *const *series, int end)
{
    for (int t = end > 12 ? end - 11 : 1; t <= end; t++) {
        want[QUANTITY_LOST_12] += series[SERIES_LOST][t];
        want[QUANTITY_CLIENTS_BEFORE_12] += series[SERIES_CLIENTS][t - 1];
        want[QUANTITY_REVENUE_LOST_12] += series[SERIES_REVENUE_LOST][t];
        want[QUANTITY_REVENUE_BEFORE_12] += series[SERIES_REVENUE][t - 1];
        want[QUANTITY_REVENUE_GAINED_12] += series[SERIES_REVENUE_NEW][t] + series[SERIES_REVENUE_EXPANSION][t] +
                                            series[SERIES_REVENUE_REACTIVATED][t];
    }
}

static void whole_plan(double want[QUANTITY_COUNT], double *const *series, int end, double yearly_rate)
{
    for (int t = 1; t <= end; t++) {
        want[QUANTITY_REVENUE_TOTAL] += series[SERIES_REVENUE][t];
        want[QUANTITY_SALES_COST] += series[SERIES_SALARIES][t] + series[SERIES_HIRING][t] +
                                     series[SERIES_LEADS_COST][t] + series[SERIES_COMMISSIONS][t] -
                                     series[SERIES_CLAWBACKS][t] + series[SERIES_BONUSES][t];
        want[QUANTITY_REP_SIGNUPS] += series[SERIES_SIGNUPS][t] - series[SERIES_SIGNUPS_RETURNED][t] -
                                      series[SERIES_SIGNUPS_REFERRED][t];
        want[QUANTITY_KEEPING_COST] += series[SERIES_SERVICE][t] + series[SERIES_CARE][t] + series[SERIES_RESCUE][t];
        want[QUANTITY_CLIENT_MONTHS] += series[SERIES_CLIENTS][t];
        want[QUANTITY_PROFIT_TOTAL] += series[SERIES_PROFIT][t];
        want[QUANTITY_NPV] += series[SERIES_PROFIT][t] * pow(1 + yearly_rate, -(t - 1) / 12.0);
    }
}

static void sums(void **state)
{
    size_t count;
    const struct verify_case *item = verify_cases(&count);
    (void)state;
    for (size_t i = 0; i < count; i++) {
        struct verify *made = verify_case_new(&item[i], NULL);
        double *const *series = made->expected.series, want[QUANTITY_COUNT] = {0};
        int end = made->plan.months;
        last_12(want, series, end);
        whole_plan(want, series, end, scenario_number(&made->scenario, PLAN_DISCOUNT_RATE, 0, 1));
        want[QUANTITY_NPS_BALANCE_END] = series[SERIES_PROMOTERS][end] - series[SERIES_DETRACTORS][end];
        want[QUANTITY_CLIENTS_END] = series[SERIES_CLIENTS][end];
        want[QUANTITY_REVENUE_END] = series[SERIES_REVENUE][end];
        want[QUANTITY_CLIENTS_THEN] = end >= 12 ? series[SERIES_CLIENTS][end - 12] : 0;
        want[QUANTITY_REVENUE_THEN] = end >= 12 ? series[SERIES_REVENUE][end - 12] : 0;
        for (int q = 0; q < QUANTITY_COUNT; q++)
            if (!quantity_window((enum quantity)q, end).by_lives)
                assert_near(made->expected.quantity[q], want[q],
                            1e-12 * (fabs(want[q]) + want[QUANTITY_REVENUE_TOTAL]));
        assert_true(isnan(made->expected.quantity[QUANTITY_CASH_MIN]));
        assert_true(isnan(made->expected.quantity[QUANTITY_TOP_FIFTH]));
        verify_free(made);
    }
}

/* Costs are taken, clawbacks come in; what is a part of something else counts once. */
static void signs_in_profit(void **state)
{
    (void)state;
    int sum = 0;
    for (int s = 0; s < SERIES_COUNT; s++) {
        assert_true(series_info((enum series)s)->in_profit == 0 || series_info((enum series)s)->money);
        sum += series_info((enum series)s)->in_profit;
    }
    assert_int_equal(series_info(SERIES_REVENUE)->in_profit, 1);
    assert_int_equal(series_info(SERIES_CLAWBACKS)->in_profit, 1);
    assert_int_equal(sum, 2 - 14); /* salaries, hiring, leads, commissions, bonuses, service, serving, three costs,
                                     care, rescue, winback, referral */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums),
        cmocka_unit_test(signs_in_profit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
