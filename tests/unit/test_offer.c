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
    assert_true(made->expected.series[SERIES_SIGNUPS][1] == 0);
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
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
