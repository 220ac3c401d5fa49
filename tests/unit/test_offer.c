/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a lead meets: quartiles, wishes, what is taken instead, and fees, worked out by hand. */
#include "tests/verify/verify_support.h"

#include <math.h>

static const char three[] = "sales.close,1\n"
                            "spend.mean,40000\n"
                            "spend.cv,0.8\n"
                            "contract.month.term,1\n"
                            "contract.month.fee,10%\n"
                            "contract.month.nonrenewal,0.1\n"
                            "contract.month.share,3\n"
                            "contract.month.share.q4,0\n"
                            "contract.half.term,6\n"
                            "contract.half.fee,8%\n"
                            "contract.half.nonrenewal,0.1\n"
                            "contract.half.share,2\n"
                            "contract.year.term,12\n"
                            "contract.year.fee,6%\n"
                            "contract.year.nonrenewal,0.1\n"
                            "contract.year.share.q1,0\n";

static void expect_row(const double *row, double month, double half, double year)
{
    assert_close(row[0], month, 1e-14);
    assert_close(row[1], half, 1e-14);
    assert_close(row[2], year, 1e-14);
}

/* Shares 3 : 2 : 1, with .q1 and .q4 acting after them. */
static void wishes(void **state)
{
    (void)state;
    struct verify *made = verify_new(three, NULL, NULL);
    const struct offer *offer = plan_offer(&made->plan, 1);
    assert_int_equal(offer->contracts, 3);
    expect_row(offer->want, 0.6, 0.4, 0);
    expect_row(offer->want + 3, 0.5, 1.0 / 3, 1.0 / 6);
    expect_row(offer->want + 9, 0, 2.0 / 3, 1.0 / 3);
    for (size_t i = 0; i < 12; i++)
        assert_true(offer->sign[i] == offer->want[i]);
    verify_free(made);
}

/* Half of those who want the month switch, in proportion to the others; a quarter of those who want the year. */
static void instead(void **state)
{
    (void)state;
    struct verify *made = verify_new(three, NULL, "contract.month.offered=no;contract.month.switch_share=0.5");
    const struct offer *offer = plan_offer(&made->plan, 1);
    expect_row(offer->instead + 3, 0, 2.0 / 3, 1.0 / 3);
    expect_row(offer->sign, 0, 0.4 + 0.3, 0);
    expect_row(offer->sign + 3, 0, 1.0 / 3 + 0.25 * 2 / 3, 1.0 / 6 + 0.25 / 3);
    expect_row(offer->sign + 9, 0, 2.0 / 3, 1.0 / 3);
    verify_free(made);

    made = verify_new(three, NULL,
                      "contract.month.offered=no;contract.month.switch_share=0.5;"
                      "contract.year.offered=no;contract.year.switch_share=0.25");
    offer = plan_offer(&made->plan, 1);
    expect_row(offer->sign + 3, 0, 1.0 / 3 + 0.5 * 0.5 + 0.25 / 6, 0);
    verify_free(made);

    made = verify_new(three, NULL,
                      "contract.month.offered=no;contract.month.switch_share=0.5;contract.half.offered=no;"
                      "contract.half.switch_share=1;contract.year.offered=no");
    for (size_t i = 0; i < 12; i++)
        assert_true(plan_offer(&made->plan, 1)->sign[i] == 0); /* nothing to take */
    verify_free(made);

    /* In quartile 1 nobody wants the year: when only that is offered there is nothing in proportion to take. */
    made = verify_new(three, NULL,
                      "contract.month.offered=no;contract.month.switch_share=1;contract.half.offered=no;"
                      "contract.half.switch_share=1");
    expect_row(plan_offer(&made->plan, 1)->sign, 0, 0, 0);
    expect_row(plan_offer(&made->plan, 1)->sign + 3, 0, 0, 1);
    verify_free(made);
}

/* A quarter each at first; after the market has moved up the bounds stay where they were. */
static void quartiles(void **state)
{
    double sigma = sqrt(log(1.64)), shift = log(1.5) / sigma, z = 0.67448975019608174;
    (void)state;
    struct verify *made = verify_new(three, NULL, "spend.mean@7=*=1.5");
    const struct offer *first = plan_offer(&made->plan, 1), *later = plan_offer(&made->plan, 7);
    assert_true(plan_offer(&made->plan, 6) == first && plan_offer(&made->plan, 999) == later);
    double mean = 0;
    for (int q = 0; q < QUARTILES; q++) {
        assert_close(first->quartile_share[q], 0.25, 1e-13);
        assert_close(first->below[q], 0.25 * (q + 1), 1e-13);
        mean += first->quartile_share[q] * first->quartile_spend[q];
    }
    assert_close(mean, 40000, 1e-13);
    assert_true(later->below[QUARTILES - 1] == 1);
    assert_close(later->quartile_share[0], 0.5 * erfc((z + shift) / sqrt(2)), 1e-12);
    assert_close(later->quartile_share[3], 0.5 * erfc((z - shift) / sqrt(2)), 1e-12);
    assert_close(first->mean_fee[3 * 3 + 1], 0.08 * first->quartile_spend[3], 1e-14);
    verify_free(made);
}

/* 1 + the number of bounds that the spend exceeds: on a bound is below it. */
static void quartile_of_spend(void **state)
{
    static const double bounds[3] = {20000, 40000, 40000}, none[3] = {NAN, NAN, NAN};
    (void)state;
    assert_int_equal(offer_quartile(bounds, 0), 0);
    assert_int_equal(offer_quartile(bounds, 20000), 0);
    assert_int_equal(offer_quartile(bounds, 20000.01), 1);
    assert_int_equal(offer_quartile(bounds, 40000), 1);
    assert_int_equal(offer_quartile(bounds, 40000.01), 3);
    assert_int_equal(offer_quartile(none, 1e12), 0);
}

static void fixed_spend(void **state)
{
    static const char rows[] = "spend.shape,fixed\nspend.mean,41237.19\ncontract.a.term,1\ncontract.a.fee,7.77%\n"
                               "contract.a.nonrenewal,0.1\n";
    (void)state;
    struct verify *made = verify_new(rows, NULL, NULL);
    assert_true(plan_offer(&made->plan, 1)->quartile_share[0] == 1);       /* no bounds: quartile 1 */
    assert_close(plan_offer(&made->plan, 1)->mean_fee[0], 3204.13, 1e-15); /* 3,204.1297 in whole cents */
    verify_free(made);
    made = verify_new(rows, NULL, "spend.q1=1000;spend.q2=41237.19;spend.q3=50000");
    assert_true(plan_offer(&made->plan, 1)->quartile_share[1] == 1 && plan_offer(&made->plan, 1)->below[0] == 0);
    verify_free(made);
}

/*
 * A minimum of 45,000 in the upper half: log spend is normal, sigma^2 = log 1.64, mu = log 40,000 - sigma^2 / 2. Nobody
 * of quartiles 1 and 2 is left, and the fees are those of who is.
 */
static void qualified(void **state)
{
    double sigma = sqrt(log(1.64)), mu = log(40000) - sigma * sigma / 2, bound = mu + sigma * 0.67448975019608174;
    double left = 0.5 * erfc((log(45000) - mu) / sigma / sqrt(2));
    (void)state;
    struct verify *made = verify_new(three, NULL, "qualify.min_spend=45000");
    const struct offer *offer = plan_offer(&made->plan, 1);
    assert_true(offer->quartile_share[0] == 0 && offer->quartile_share[1] == 0);
    assert_true(offer->quartile_spend[0] == 0 && offer->mean_fee[0] == 0 && offer->below[1] == 0);
    assert_close(offer->quartile_share[3], 0.25 / left, 1e-12);
    assert_close(offer->quartile_share[2], 1 - 0.25 / left, 1e-12);
    double above = 40000 * 0.5 * erfc(((bound - mu) / sigma - sigma) / sqrt(2)) / 0.25;
    double all = 40000 * 0.5 * erfc(((log(45000) - mu) / sigma - sigma) / sqrt(2)) / left;
    assert_close(offer->quartile_spend[3], above, 1e-12);
    assert_close(offer->quartile_share[2] * offer->quartile_spend[2] + offer->quartile_share[3] * above, all, 1e-12);
    verify_free(made);
}

/* Where nobody qualifies every figure is still a number: the point at the minimum. */
static void nobody_qualifies(void **state)
{
    (void)state;
    struct verify *made = verify_new(three, NULL, "qualify.min_spend=1000000000");
    const struct offer *offer = plan_offer(&made->plan, 1);
    assert_true(offer->spend.sigma == 0 && offer->quartile_share[3] == 1 && offer->quartile_spend[3] == 1e9);
    for (size_t i = 0; i < 12; i++)
        assert_true(isfinite(offer->mean_fee[i]) && isfinite(offer->sign[i]));
    verify_free(made);
}

/* Who returns spends just the minimum: one quartile, fees in whole cents, contracts by the shares of that month. */
static void returning(void **state)
{
    static const double bounds[3] = {20000, 30000.07, 60000};
    (void)state;
    struct verify *made = verify_new(three, NULL, "contract.half.offered@4=no;contract.half.switch_share=0.5");
    for (int month = 1; month <= 6; month++) {
        struct offer offer;
        assert_int_equal(offer_init_returning(&offer, &made->scenario, bounds, month, 30000.07), OK);
        assert_true(offer.quartile_share[1] == 1 && offer.below[0] == 0 && offer.below[1] == 1);
        assert_true(offer.spend.sigma == 0 && offer.quartile_spend[1] == 30000.07);
        if (month < 4)
            expect_row(offer.sign + 3, 0.5, 1.0 / 3, 1.0 / 6);
        else
            expect_row(offer.sign + 3, 0.5 + 1.0 / 8, 0, 1.0 / 6 + 1.0 / 24); /* 1/6 switches, as 3 : 1 */
        assert_close(offer.mean_fee[3], 3000.01, 1e-15);                      /* 3,000.007 */
        assert_close(offer.mean_fee[5], 1800.00, 1e-15);                      /* 1,800.0042 */
        offer_free(&offer);
    }
    verify_free(made);
}

/* Half away from zero of 100 x spend x share. */
static void fees(void **state)
{
    (void)state;
    assert_int_equal(offer_fee_cents(12345.6, 0.1), 123456);
    assert_int_equal(offer_fee_cents(0.125, 1), 13);
    assert_int_equal(offer_fee_cents(0.375, 1), 38);
    assert_int_equal(offer_fee_cents(50000, 0), 0);
    assert_int_equal(offer_fee_cents(1e9, 1), INT64_C(100000000000));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wishes),      cmocka_unit_test(instead),
        cmocka_unit_test(quartiles),   cmocka_unit_test(quartile_of_spend),
        cmocka_unit_test(fixed_spend), cmocka_unit_test(fees),
        cmocka_unit_test(qualified),   cmocka_unit_test(nobody_qualifies),
        cmocka_unit_test(returning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
