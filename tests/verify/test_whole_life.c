/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole lives in closed form against the plain sum over months, for multipliers other than 1 and any start. */
#include "tests/verify/verify_support.h"

#include <math.h>

#include "tests/verify/verify_walk.h"

enum { MONTHS = 17, LONGEST = 400000 };

/* Multipliers that change until month 12. */
static const double changing[MONTHS + 1] = {NAN,  1.3,  1.3,  0.6,  0,    2.7,  1,    1,    0.83,
                                            0.83, 1.91, 0.44, 1.37, 1.37, 1.37, 1.37, 1.37, 1.37};

/*
 * Sum over k of discount^k S(k), for a client with `renewed` behind it, whose next renewal ends the month after
 * term - phase bills. Stops when what is left cannot matter.
 */
static double plain_sum(const struct survival_law *law, struct survival_start start, const double *value, int months,
                        int first, double discount)
{
    struct walk walk = walk_begin(law);
    walk.renewed = isnan(law->concentration) ? 0 : start.renewed;
    long double before = walk_alive(&walk), sum = 0, worth = 1;

    for (int k = 0; k < LONGEST; k++) {
        long double term = worth * walk_alive(&walk) / before;
        sum += term;
        if (term < 1e-22L * sum)
            break;
        int month = first + k < months ? first + k : months;
        walk_decide(&walk, (start.phase + k + 1) % law->term == 0, value[month]);
        worth *= discount;
    }
    return (double)sum;
}

static void check(struct survival_law law, struct survival_start start, const double *value, int months, int first,
                  double discount)
{
    double fast = survival_whole_life(&law, start, (struct multiplier_path){.value = value, .months = months}, first,
                                      discount);
    assert_close(fast, plain_sum(&law, start, value, months, first, discount), 1e-9);
}

static void constant_multipliers(void **state)
{
    static const double multiplier[] = {0.031, 0.47, 1, 1.83, 6.2}, discount[] = {1, 0.992, 0.83};
    (void)state;
    for (size_t m = 0; m < 5; m++)
        for (size_t d = 0; d < 3; d++) {
            double value[2] = {NAN, multiplier[m]};
            for (int term = 1; term <= 13; term += 4) {
                double early = term > 1 ? 0.0137 : 0;
                check((struct survival_law){term, 0.217, early, NAN}, (struct survival_start){0}, value, 1, 1,
                      discount[d]);
                check((struct survival_law){term, 0.31, early, 21.3}, (struct survival_start){0}, value, 1, 1,
                      discount[d]);
            }
        }
}

/* a below 1: the mean life is infinite, what it is worth is not. */
static void few_alike(void **state)
{
    static const double concentration[] = {0.019, 0.31, 1.7, 5.3}, discount[] = {0.999, 0.992, 0.83};
    (void)state;
    for (size_t c = 0; c < 4; c++)
        for (size_t d = 0; d < 3; d++)
            for (int term = 1; term <= 12; term += 11)
                for (double m = 0.4; m < 2.5; m *= 2.1) {
                    double value[2] = {NAN, m};
                    check((struct survival_law){term, 0.173, 0, concentration[c]}, (struct survival_start){0}, value, 1,
                          1, discount[d]);
                }
}

/* An early exit makes the mean life finite whatever the concentration. */
static void few_alike_but_early_exits(void **state)
{
    double value[2] = {NAN, 1.37};
    (void)state;
    for (double k = 0.05; k < 30; k *= 3.1)
        check((struct survival_law){7, 0.29, 0.023, k}, (struct survival_start){0}, value, 1, 1, 1);
}

static void dated_multipliers(void **state)
{
    (void)state;
    for (int first = 1; first <= MONTHS + 3; first++)
        for (int term = 1; term <= 6; term += 5) {
            double early = term > 1 ? 0.019 : 0;
            check((struct survival_law){term, 0.21, early, NAN}, (struct survival_start){0}, changing, MONTHS, first,
                  1);
            check((struct survival_law){term, 0.21, early, 3.7}, (struct survival_start){0}, changing, MONTHS, first,
                  0.99);
        }
}

/* Clients who come with a history: part of a term behind them, and renewals. */
static void starts(void **state)
{
    (void)state;
    for (int phase = 0; phase < 12; phase++)
        for (double renewed = 0; renewed < 20; renewed = 1.7 * renewed + 0.83) {
            struct survival_start start = {.phase = phase, .renewed = renewed};
            check((struct survival_law){12, 0.34, 0.011, 2.9}, start, changing, MONTHS, 1, 1);
            check((struct survival_law){12, 0.34, 0, 0.9}, start, changing, MONTHS, 5, 0.97);
            check((struct survival_law){12, 0.34, 0.011, NAN}, start, changing, MONTHS, 16, 1);
        }
}

static void edges(void **state)
{
    double one[2] = {NAN, 1}, none[2] = {NAN, 0}, ends[3] = {NAN, 3, 0};
    struct survival_start new = {0};
    struct multiplier_path path = {.value = one, .months = 1}, still = {.value = none, .months = 1},
                           stops = {.value = ends, .months = 2};
    (void)state;
    struct survival_law certain = {1, 1, 0, NAN}, yearly = {12, 1, 0, NAN}, at_once = {12, 0.3, 1, NAN},
                        forever = {5, 0, 0, NAN}, spread = {1, 0.4, 0, 5}, some = {1, 0.4, 0, NAN};
    assert_true(survival_whole_life(&certain, new, path, 1, 1) == 1);
    assert_close(survival_whole_life(&yearly, new, path, 1, 1), 12, 1e-14);
    assert_close(survival_whole_life(&at_once, new, path, 1, 1), 1, 1e-14);
    assert_close(survival_whole_life(&at_once, (struct survival_start){.phase = 11}, path, 1, 1), 1 + 0.7, 1e-14);
    assert_true(isinf(survival_whole_life(&forever, new, path, 1, 1)));
    assert_true(isinf(survival_whole_life(&certain, new, still, 1, 1)));
    assert_true(isinf(survival_whole_life(&spread, new, still, 1, 1)));
    assert_close(survival_whole_life(&spread, new, still, 1, 0.9), 10, 1e-12);
    assert_true(isinf(survival_whole_life(&some, new, stops, 1, 1))); /* leaving stops in month 2 */
    assert_close(survival_whole_life(&some, new, stops, 1, 0.5), 1 + 0.5 * pow(0.6, 3) * 2, 1e-13);
    assert_true(survival_whole_life(&certain, new, stops, 1, 1) == 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(constant_multipliers),
        cmocka_unit_test(few_alike),
        cmocka_unit_test(few_alike_but_early_exits),
        cmocka_unit_test(dated_multipliers),
        cmocka_unit_test(starts),
        cmocka_unit_test(edges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
