/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one client pays and costs, bill by bill, worked out by hand. */
#include "tests/verify/verify_support.h"

#include <math.h>

enum { BILLS = 60 };

static const char rows[] = "plan.months,30\n"
                           "spend.mean,40000\n"
                           "contract.a.term,1\ncontract.a.fee,10%\ncontract.a.nonrenewal,0.1\n"
                           "rep.r.count,2\n";

static struct tariff_bill bill[BILLS + 1];

static struct verify *fill(const char *sets, size_t rep_class, int first, int tenure)
{
    struct verify *made = verify_new(rows, NULL, sets);
    bill[0].growth = -7;
    tariff_fill(bill, BILLS, &made->plan.payments, rep_class, first, tenure);
    assert_true(bill[0].growth == -7);
    return made;
}

/* The example of the header: yearly 5 %, limit 12 %, commission 10 % for 12 bills. */
static void example(void **state)
{
    (void)state;
    struct verify *made = fill("expansion.yearly=0.05;expansion.limit=0.12;rep.r.commission=0.1;"
                               "rep.r.commission_months=12",
                               0, 1, 0);
    for (int b = 1; b <= BILLS; b++) {
        assert_close(bill[b].growth, b <= 12 ? 1 : b <= 24 ? 1.05 : b <= 36 ? 1.1025 : 1.12, 1e-15);
        assert_true(bill[b].commission == (b <= 12 ? 0.1 : 0));
        assert_true(bill[b].bonus == 0 && bill[b].serving == 0 && bill[b].service == 0);
    }
    assert_int_equal(tariff_settles(&made->plan.payments, 0), 37);
    assert_int_equal(tariff_settles(&made->plan.payments, SOURCE_NO_CLASS), 37);
    verify_free(made);
}

/* Yearly of the anniversary's bill, limit of every bill: growth falls when the limit does, and comes back with it. */
static void dated_growth(void **state)
{
    (void)state;
    verify_free(fill("expansion.yearly=0.07;expansion.yearly@20=0.11;expansion.limit=0.5;"
                     "expansion.limit@24=0.03;expansion.limit@28=0.31",
                     0, 3, 0));
    /* Bill b falls in month b + 2: anniversaries in months 15, 27, 39 (yearly 7 %, then 11 %). */
    for (int b = 1; b <= BILLS; b++) {
        int month = b + 2;
        double product = b < 13 ? 1 : b < 25 ? 1.07 : b < 37 ? 1.07 * 1.11 : 1.07 * 1.11 * 1.11;
        if (b >= 49)
            product *= 1.11;
        double limit = month < 24 ? 1.5 : month < 28 ? 1.03 : 1.31;
        assert_close(bill[b].growth, fmin(product, limit), 1e-15);
    }
}

/* A book client's growth counts from its listed fee: with 12 bills behind it, it grows in month 1. */
static void tenures(void **state)
{
    static const int tenure[] = {0, 11, 12, 13, 24, 41};
    (void)state;
    for (size_t i = 0; i < sizeof tenure / sizeof *tenure; i++) {
        verify_free(fill("expansion.yearly=0.03;expansion.limit=99;service.salary=3000;service.accounts=20;"
                         "service.bonus=0.12",
                         SOURCE_NO_CLASS, 1, tenure[i]));
        double growth = 1;
        for (int b = 1; b <= BILLS; b++) {
            int own = tenure[i] + b, years = (own - 1) / 12;
            if (own > 1 && own % 12 == 1)
                growth *= 1.03;
            assert_close(bill[b].growth, growth, 1e-15);
            assert_close(bill[b].service, 150 * (1 + 0.04 * (years < 3 ? years : 3)), 1e-15);
        }
    }
}

/* Commission while the bill is within that month's commission_months; the bonus of the bill's month. */
static void pay(void **state)
{
    (void)state;
    verify_free(fill("rep.r.commission=0.137;rep.r.commission@6=0.211;rep.r.commission_months=9;"
                     "rep.r.commission_months@14=13;bonus.share=0.3;bonus.every=6;bonus.every@21=5;"
                     "bonus.share@25=0.17;cost.serve=0.043;cost.serve@8=0.057",
                     0, 2, 0));
    for (int b = 1; b <= BILLS; b++) {
        int month = b + 1;
        bool paid = b <= (month < 14 ? 9 : 13);
        bool spans = b > 1 && (b - 1) % (month < 21 ? 6 : 5) == 0; /* bills 7, 13, 19, then 21, 26, 31, ... */
        assert_true(bill[b].commission == (paid ? month < 6 ? 0.137 : 0.211 : 0));
        assert_true(bill[b].bonus == (spans ? month < 25 ? 0.3 : 0.17 : 0));
        assert_true(bill[b].serving == (month < 8 ? 0.043 : 0.057));
    }
    assert_true(bill[7].bonus == 0.3 && bill[21].bonus == 0.3 && bill[25].bonus == 0 && bill[26].bonus == 0.17);
    /* Whom no rep signed, for them neither is paid. */
    verify_free(fill("rep.r.commission=0.137;bonus.share=0.3;bonus.every=6", SOURCE_NO_CLASS, 2, 0));
    for (int b = 1; b <= BILLS; b++)
        assert_true(bill[b].commission == 0 && bill[b].bonus == 0);
    verify_free(fill("rep.r.commission=0.137", 0, 2, 0));
    assert_true(bill[BILLS].commission == 0.137); /* blank: all bills */
}

static int settles(const char *sets, size_t rep_class)
{
    struct verify *made = verify_new(rows, NULL, sets);
    int bill_of = tariff_settles(&made->plan.payments, rep_class);
    verify_free(made);
    return bill_of;
}

static void settling(void **state)
{
    (void)state;
    assert_int_equal(settles("bonus.share=1;bonus.every=6;cost.serve=0.1;rep.r.commission=0.1", 0), 1);
    assert_int_equal(settles("rep.r.commission=0.1;rep.r.commission_months=17", 0), 18);
    assert_int_equal(settles("rep.r.commission=0.1;rep.r.commission_months=17", SOURCE_NO_CLASS), 1);
    assert_int_equal(settles("rep.r.commission=0;rep.r.commission_months=17", 0), 1);
    assert_int_equal(settles("service.salary=1;service.accounts=9;service.bonus=0.1", 0), 37);
    assert_int_equal(settles("service.salary=1;service.accounts=9", 0), 1);
    assert_int_equal(settles("service.salary=1;service.accounts=9;service.bonus=0.1;"
                             "rep.r.commission=0.1;rep.r.commission_months=37",
                             0),
                     38); /* both change, one bill after the other */
    assert_int_equal(settles("expansion.yearly=0.03;expansion.limit=0", 0), 1);
    assert_int_equal(settles("expansion.yearly=0.25;expansion.limit=0.5625", 0), 25); /* 1.25^2 to the last bit */
    assert_int_equal(settles("expansion.yearly=1e-9;expansion.limit=100", 0), TARIFF_LONGEST);
    assert_int_equal(settles("expansion.yearly=0.9;expansion.yearly@30=0.01;expansion.limit=0.02", 0), 25);
}

/* Cents, half away from zero, from the first fee; a random fee's mean is not rounded. */
static void fees(void **state)
{
    (void)state;
    assert_int_equal(tariff_fee(10010, 1.05), 10511); /* 10,510.5 */
    assert_int_equal(tariff_fee(333333, 1), 333333);
    assert_int_equal(tariff_fee(0, 1.3), 0);
    assert_true(tariff_expected_fee(100.10, 1.05, 1) == 105.11);
    assert_close(tariff_expected_fee(100.10, 1.05, 0), 105.105, 1e-15);
    assert_true(tariff_expected_fee(3204.13, 1, 1) == 3204.13);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(example), cmocka_unit_test(dated_growth), cmocka_unit_test(tenures),
        cmocka_unit_test(pay),     cmocka_unit_test(settling),     cmocka_unit_test(fees),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
