/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is turned away, what becomes of the time, and who comes back. */
#include "tests/verify/verify_support.h"

#include <math.h>

#define CONTRACT "contract.a.term,1\ncontract.a.fee,10%\ncontract.a.nonrenewal,0.1\n"

static const char rows[] = "plan.months,20\nspend.mean,41237\nspend.cv,0.83\n" CONTRACT;

static struct qualification of(const char *sets, int month)
{
    struct verify *made = verify_new(rows, NULL, sets);
    struct qualification self = qualification_of(&made->scenario, month);
    verify_free(made);
    return self;
}

/* P(spend < 13,700): log spend is normal, sigma^2 = log(1 + cv^2), mu = log(mean) - sigma^2 / 2. */
static double below(double minimum, double mean)
{
    double sigma = sqrt(log(1 + 0.83 * 0.83)), mu = log(mean) - sigma * sigma / 2;
    return 0.5 * erfc((mu - log(minimum)) / (sigma * sqrt(2)));
}

static void nobody_turned_away(void **state)
{
    (void)state;
    struct qualification self = of("qualify.time_reused=0.7;qualify.return_share=0.3", 1);
    assert_true(self.minimum == 0 && self.turned == 0 && self.worked == 1 && self.returning == 0);
}

static void shares(void **state)
{
    double x = below(13700, 41237);
    (void)state;
    assert_true(x > 0.1 && x < 0.15);
    struct qualification self = of("qualify.min_spend=13700", 1);
    assert_close(self.turned, x, 1e-13);
    assert_close(self.worked, 1 - x, 1e-13);
    assert_true(self.returning == 0 && self.after == 1);
    self = of("qualify.min_spend=13700;qualify.time_reused=0.37;qualify.return_share=0.23;qualify.return_after=5", 1);
    assert_close(self.worked, 1 - x + 0.37 * x, 1e-13);
    assert_close(self.returning, 0.23 * x, 1e-13);
    assert_int_equal(self.after, 5);
}

/* All of the month of the lead: minimum, market, shares. */
static void dated(void **state)
{
    static const char sets[] = "qualify.min_spend@3=13700;qualify.min_spend@9=20100;spend.mean@6=*=1.3;"
                               "qualify.time_reused@9=0.5";
    (void)state;
    assert_true(of(sets, 2).turned == 0);
    assert_close(of(sets, 5).turned, below(13700, 41237), 1e-13);
    assert_close(of(sets, 6).turned, below(13700, 41237 * 1.3), 1e-13);
    assert_close(of(sets, 9).worked, 1 - 0.5 * below(20100, 41237 * 1.3), 1e-13);
}

/* In the far tail what is left keeps its figures; where nothing is left nobody signs, reused time or not. */
static void tails(void **state)
{
    double sigma = sqrt(log(1 + 0.83 * 0.83)), mu = log(41237) - sigma * sigma / 2;
    (void)state;
    struct qualification self = of("qualify.min_spend=2500000", 1);
    assert_close(self.worked, 0.5 * erfc((log(2.5e6) - mu) / (sigma * sqrt(2))), 1e-11);
    assert_true(self.worked < 1e-8 && self.worked > 1e-12);
    self = of("qualify.min_spend=1000000000;qualify.time_reused=1;qualify.return_share=0.5", 1);
    assert_true(self.turned == 1 && self.worked == 0 && self.returning == 0.5);
}

static void fixed_spend(void **state)
{
    static const char *const minimum[] = {"qualify.min_spend=41237;qualify.time_reused=1",
                                          "qualify.min_spend=41237.01;qualify.time_reused=1"};
    (void)state;
    for (int i = 0; i < 2; i++) {
        struct verify *made = verify_new("spend.shape,fixed\nspend.mean,41237\n" CONTRACT, NULL, minimum[i]);
        struct qualification self = qualification_of(&made->scenario, 1);
        assert_true(self.turned == i && self.worked == 1 - i);
        assert_true(qualification_all_spend(&made->scenario, 1).mean == 41237);
        assert_true(qualification_spend(&made->scenario, 1).sigma == 0);
        verify_free(made);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_turned_away),
        cmocka_unit_test(shares),
        cmocka_unit_test(dated),
        cmocka_unit_test(tails),
        cmocka_unit_test(fixed_spend),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
