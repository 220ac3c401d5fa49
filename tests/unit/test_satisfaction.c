/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Intervals of z and their classes; when care comes. */
#include "tests/verify/verify_support.h"

#include <math.h>

static const char rows[] = "plan.months,24\nspend.mean,40000\nspend.cv,0.7\n"
                           "contract.a.term,1\ncontract.a.fee,10%\ncontract.a.nonrenewal,0.09\n"
                           "rep.r.count,1\nrep.r.leads,1\n";

/* Share of the standard normal below z. */
static double below(double z)
{
    return 0.5 * erfc(-z / sqrt(2));
}

/* Bounds 0.2 and 0.7 without a lift: z = -0.8416212335729143 and 0.5244005127080407 (tables of the normal law). */
static const double z20 = -0.8416212335729143, z70 = 0.5244005127080407;

static void nothing_known(void **state)
{
    (void)state;
    struct verify *made = verify_new(rows, NULL, "promoter.churn=1;service.lift=1");
    const struct satisfaction *self = &made->plan.satisfaction;
    assert_true(!self->known && !self->cares);
    assert_int_equal(self->intervals, 1);
    assert_true(self->below[0] == 0 && self->below[1] == 1);
    for (int month = 1; month <= 30; month++) {
        assert_int_equal(satisfaction_class(self, 0, month), CLASS_PASSIVE);
        assert_true(satisfaction_nps(self, month) == 0);
    }
    assert_int_equal(satisfaction_care_month(self, 0, 3, 0), 0);
    verify_free(made);
}

static void thirds(void **state)
{
    (void)state;
    struct verify *made = verify_new(rows, NULL, "nps.promoters=0.31;nps.detractors=0.23");
    const struct satisfaction *self = &made->plan.satisfaction;
    assert_true(self->known);
    assert_int_equal(self->intervals, 3);
    assert_close(self->below[1], 0.23, 1e-15);
    assert_close(self->below[2], 0.69, 1e-15);
    assert_true(self->below[0] == 0 && self->below[3] == 1);
    for (int i = 0; i < 3; i++)
        assert_int_equal(satisfaction_class(self, (size_t)i, 99), i - 1);
    assert_close(satisfaction_nps(self, 7), 8, 1e-13);
    verify_free(made);
}

/* The example of satisfaction.h: a lift of half a standard deviation from month 7. */
static void lifted(void **state)
{
    static const int before[5] = {-1, -1, 0, 0, 1}, after[5] = {-1, 0, 0, 1, 1};
    (void)state;
    struct verify *made = verify_new(rows, NULL, "nps.promoters=0.3;nps.detractors=0.2;service.lift@7=0.5");
    const struct satisfaction *self = &made->plan.satisfaction;
    assert_int_equal(self->intervals, 5);
    assert_close(self->below[1], below(z20 - 0.5), 1e-12);
    assert_close(self->below[2], 0.2, 1e-15);
    assert_close(self->below[3], below(z70 - 0.5), 1e-12);
    assert_close(self->below[4], 0.7, 1e-15);
    for (size_t i = 0; i < 5; i++)
        for (int month = 1; month <= 26; month++)
            assert_int_equal(satisfaction_class(self, i, month), month < 7 ? before[i] : after[i]);
    assert_int_equal(self->class_of[1 * 26 + 0], -1); /* month 0 as month 1, month 25 as month 24 */
    assert_int_equal(self->class_of[1 * 26 + 25], 0);
    assert_close(satisfaction_nps(self, 6), 10, 1e-12);
    assert_close(satisfaction_nps(self, 7), 100 * (1 - below(z70 - 0.5) - below(z20 - 0.5)), 1e-12);
    verify_free(made);
}

/* Weight x lift, service and performance added; below 0 too. */
static void weights(void **state)
{
    (void)state;
    struct verify *made = verify_new(rows, NULL,
                                     "nps.promoters=0.3;nps.detractors=0.2;service.lift=0.37;service.weight=1.3;"
                                     "performance.lift=-0.4;performance.weight=0.5");
    const struct satisfaction *self = &made->plan.satisfaction;
    assert_int_equal(self->intervals, 3);
    assert_close(self->below[1], below(z20 - 0.281), 1e-12);
    assert_close(self->below[2], below(z70 - 0.281), 1e-12);
    verify_free(made);
}

static size_t intervals(const char *sets)
{
    struct verify *made = verify_new(rows, NULL, sets);
    size_t count = made->plan.satisfaction.intervals;
    verify_free(made);
    return count;
}

/* No interval for nobody: bounds that only rounding tells apart, shares of 0, promoters and detractors that touch. */
static void as_few_as_can_be(void **state)
{
    (void)state;
    assert_int_equal(intervals("nps.promoters=0.3;nps.detractors=0.2;service.lift=0.1;performance.lift=0.2;"
                               "service.lift@5=0.3;performance.lift@5=0;service.lift@9=0.7;performance.lift@9=-0.4"),
                     3);
    assert_int_equal(intervals("nps.promoters=0.3;nps.detractors=0.7;service.lift=0.2"), 2);
    assert_int_equal(intervals("nps.promoters=0.3"), 2);
    assert_int_equal(intervals("nps.promoters=1;service.lift=0.3"), 1);
    assert_int_equal(intervals("nps.promoters=0;nps.promoters@9=0.3"), 2);
    assert_int_equal(intervals("nps.promoters=0.3;nps.detractors=0.2;nps.promoters@9=0.25;nps.promoters@14=0.3"), 4);
}

/* The first month of a detractor that is covered and late enough; past the plan by the last values. */
static void care_months(void **state)
{
    (void)state;
    struct verify *made = verify_new(rows, NULL,
                                     "nps.promoters=0.3;nps.detractors=0.2;service.lift@7=0.5;care.coverage@3=0.6;"
                                     "care.coverage@5=0;care.coverage@10=0.4;care.after=2;care.after@12=4;"
                                     "care.success=0.5");
    const struct satisfaction *self = &made->plan.satisfaction;
    assert_true(self->cares);
    /* Interval 0 is of detractors always, 1 until month 6, the others never. */
    assert_int_equal(satisfaction_care_month(self, 0, 1, 0), 3);
    assert_int_equal(satisfaction_care_month(self, 0, 3, 0), 4); /* its second bill */
    assert_int_equal(satisfaction_care_month(self, 0, 4, 0), 10);
    assert_int_equal(satisfaction_care_month(self, 0, 4, 1), 4);
    assert_int_equal(satisfaction_care_month(self, 0, 10, 0), 11);
    assert_int_equal(satisfaction_care_month(self, 0, 11, 0), 14); /* month 12 asks for four bills */
    assert_int_equal(satisfaction_care_month(self, 0, 22, 0), 25);
    assert_int_equal(satisfaction_care_month(self, 0, 22, 50), 22);
    assert_int_equal(satisfaction_care_month(self, 0, 40, 0), 43);
    assert_int_equal(satisfaction_care_month(self, 0, 40, 3), 40);
    assert_int_equal(satisfaction_care_month(self, 1, 1, 0), 3);
    assert_int_equal(satisfaction_care_month(self, 1, 4, 0), 0);
    for (size_t i = 2; i < 5; i++)
        assert_int_equal(satisfaction_care_month(self, i, 1, 9), 0);
    verify_free(made);
    made = verify_new(rows, NULL, "nps.detractors=0.2;care.coverage=0.6;care.coverage@24=0;care.after=9");
    assert_int_equal(satisfaction_care_month(&made->plan.satisfaction, 0, 15, 0), 23);
    assert_int_equal(satisfaction_care_month(&made->plan.satisfaction, 0, 16, 0), 0); /* it would be month 24 */
    assert_int_equal(satisfaction_care_month(&made->plan.satisfaction, 0, 30, 90), 0);
    verify_free(made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_known), cmocka_unit_test(thirds),           cmocka_unit_test(lifted),
        cmocka_unit_test(weights),       cmocka_unit_test(as_few_as_can_be), cmocka_unit_test(care_months),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
