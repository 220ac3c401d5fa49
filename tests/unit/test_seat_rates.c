/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Poisson rates, leads and prices of a seat, by class, month and age of its rep. */
#include "play_support.h"

#include <math.h>

#include "sim/play/seat_rates.h"

static double signups_of(const struct seat_rates *self, size_t rep_class, int month, int age)
{
    return self->arrivals[seat_rates_of(self, rep_class, month, age)->signups].rate;
}

/* A ramp of 4 months up to month 5, of 2 from month 6 on: in its j-th month a rep does j / ramp of 13.7 x 7.3 %. */
static void ramps(void **state)
{
    static const double output[2][6] = {{0.25, 0.5, 0.75, 1, 1, 1}, {0.5, 1, 1, 1, 1, 1}};
    struct kit kit;
    (void)state;
    kit_make(&kit, KIT_ROWS "plan.months,9\nrep.a.ramp,4\nrep.a.ramp,2,6\ncost.lead,10\n", NULL, NULL);
    const struct seat_rates *rates = &kit.engine.rates;
    for (int month = 1; month <= 9; month++) {
        assert_int_equal(seat_rates_full(rates, 0, month), month < 6 ? 4 : 2);
        for (int age = 1; age <= 6; age++) {
            double part = output[month >= 6][age - 1];
            assert_close(signups_of(rates, 0, month, age), 13.7 * 0.073 * part, 1e-14);
            /* 137.00, 34.25, 68.50, 102.75 */
            assert_int_equal(seat_rates_of(rates, 0, month, age)->leads, (int64_t)(13700 * part));
        }
        assert_ptr_equal(seat_rates_of(rates, 0, month, SEATS_RAMPED), seat_rates_of(rates, 0, month, 4));
    }
    /* Equal rates share their table: 0, and 1/4, 1/2, 3/4 and all of it. */
    assert_int_equal(rates->arrival_count, 5);
    assert_true(rates->arrivals[0].rate == 0);
    kit_free(&kit);
}

/* Without a ramp, or with one of a month, everybody works at full strength; close and leads are dated. */
static void dated_rates(void **state)
{
    struct kit kit;
    (void)state;
    kit_make(&kit,
             KIT_ROWS "plan.months,9\nsales.close,*=1.1,4\nrep.b.count,1\nrep.b.leads,3.1\nrep.b.leads,2.9,7\n"
                      "rep.b.ramp,1\n",
             NULL, NULL);
    const struct seat_rates *rates = &kit.engine.rates;
    for (int month = 1; month <= 9; month++) {
        double close = month < 4 ? 0.073 : 0.0803;
        assert_int_equal(seat_rates_full(rates, 0, month), 1);
        assert_int_equal(seat_rates_full(rates, 1, month), 1);
        assert_close(signups_of(rates, 0, month, 1), 13.7 * close, 1e-14);
        assert_close(signups_of(rates, 1, month, 5), (month < 7 ? 3.1 : 2.9) * close, 1e-14);
    }
    assert_int_equal(rates->arrival_count, 1 + 2 + 3);
    kit_free(&kit);
}

/* x = P(spend < 9,000) of a lognormal of mean 10,000 and cv 0.7; sign-ups (1 - x) + 0.43 x, returning 0.29 x. */
static void qualified_and_returning(void **state)
{
    struct kit kit;
    (void)state;
    kit_make(&kit,
             KIT_FIRM "plan.months,9\nspend.mean,10000\nspend.cv,0.7\nrep.a.ramp,2\nqualify.min_spend,9000\n"
                      "qualify.time_reused,43%\nqualify.return_share,29%\nqualify.return_share,0,7\n",
             NULL, NULL);
    const struct seat_rates *rates = &kit.engine.rates;
    double sigma = sqrt(log(1 + 0.49)), x = 0.5 * erfc(-(log(0.9) / sigma + sigma / 2) / sqrt(2));
    for (int month = 1; month <= 9; month++)
        for (int age = 1; age <= 2; age++) {
            double base = 13.7 * 0.073 * age / 2;
            const struct seat_rate *rate = seat_rates_of(rates, 0, month, age);
            assert_close(rates->arrivals[rate->signups].rate, base * (1 - x + 0.43 * x), 1e-12);
            assert_close(rates->arrivals[rate->returning].rate, month < 7 ? base * 0.29 * x : 0, 1e-12);
        }
    kit_free(&kit);
}

/* Cents, half away from zero; after the plan there is no clawback any more. */
static void prices(void **state)
{
    struct kit kit;
    (void)state;
    kit_make(&kit,
             KIT_ROWS "plan.months,5\nrep.a.salary,1234.125\nrep.a.salary,2000,3\nrep.a.hiring_cost,77.77\n"
                      "rep.a.clawback,6\nrep.a.clawback,4,5\nrep.b.count,1\nrep.b.leads,1\nrep.b.salary,3\n",
             NULL, NULL);
    const struct seat_rates *rates = &kit.engine.rates;
    for (int month = 1; month <= 5; month++) {
        const struct seat_prices *price = seat_rates_prices(rates, 0, month);
        assert_int_equal(price->salary, month < 3 ? 123413 : 200000);
        assert_int_equal(price->hiring, 7777);
        assert_int_equal(price->clawback, month < 5 ? 6 : 4);
        assert_int_equal(seat_rates_prices(rates, 1, month)->salary, 300);
        assert_int_equal(seat_rates_prices(rates, 1, month)->clawback, 0);
    }
    assert_int_equal(seat_rates_prices(rates, 0, 6)->clawback, 0);
    kit_free(&kit);
}

/* On a schedule nothing is drawn, but leads cost what they cost. */
static void steady(void **state)
{
    struct kit kit;
    (void)state;
    kit_make(&kit, KIT_ROWS "plan.months,5\nsales.arrivals,steady\ncost.lead,10\nrep.a.ramp,2\n", NULL, NULL);
    assert_int_equal(kit.engine.rates.arrival_count, 1);
    assert_int_equal(seat_rates_of(&kit.engine.rates, 0, 3, 1)->leads, 6850);
    kit_free(&kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ramps),  cmocka_unit_test(dated_rates), cmocka_unit_test(qualified_and_returning),
        cmocka_unit_test(prices), cmocka_unit_test(steady),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
