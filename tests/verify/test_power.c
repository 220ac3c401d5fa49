/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Would the check notice? Each parameter of leaving, of clients and of reps, is in turn moved by 5 % (months by one),
 * the moved scenario is played against the exact figures of the unmoved one, and the check must fail; unmoved, it must
 * pass. The number of plays is what gives the clearest figure 99.9 % power at the limit in use: with a gap of d
 * standard deviations of one play, n = ((limit + 3.09) / d)^2; d from the two exact calculations and the variances of a
 * pilot.
 */
#include "tests/verify/verify_support.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>

#include "sim/support/workers.h"

enum { PILOT = 3000, PILOT_EVENTS = 300, MOST_PLAYS = 400000 };

/* Everything that leaving depends on, in one agency of about four sign-ups a month. */
static const char agency[] = "plan.months,24\n"
                             "sales.close,0.1\n"
                             "rep.standard.count,2\n"
                             "rep.standard.leads,11.3\n"
                             "rep.senior.count,1\n"
                             "rep.senior.leads,19.1\n"
                             "rep.senior.churn,0.87\n"
                             "spend.mean,37000\n"
                             "spend.cv,0.4\n"
                             "quartile.1.churn,1.23\n"
                             "quartile.2.churn,1.07\n"
                             "quartile.3.churn,0.93\n"
                             "quartile.4.churn,0.81\n"
                             "churn.multiplier,1.09\n"
                             "contract.month.term,1\n"
                             "contract.month.fee,0.1\n"
                             "contract.month.nonrenewal,0.13\n"
                             "contract.month.concentration,0.71\n"
                             "contract.half.term,6\n"
                             "contract.half.fee,0.08\n"
                             "contract.half.nonrenewal,0.33\n"
                             "contract.half.early_exit,0.031\n"
                             "contract.half.share,1.3\n";

/* The same, where some clients are slow to start. */
#define ONBOARDING                 \
    "onboarding.activation,0.55\n" \
    "onboarding.churn,3.1\n"       \
    "onboarding.months,5\n"

/* Reps who come and go. */
#define LEAVING_REPS             \
    "rep.standard.quit,0.061\n"  \
    "rep.standard.refill,4\n"    \
    "rep.standard.ramp,5\n"      \
    "rep.standard.salary,4000\n" \
    "rep.standard.hiring_cost,3000\n"

/* The clearest gap of a monthly figure, in standard deviations of one play. */
static double clearest(const struct verify *base, const struct verify *moved)
{
    double widest = 0;
    for (int s = 0; s < SERIES_COUNT; s++)
        for (int month = 1; month <= base->plan.months; month++) {
            double variance = verify_variance(&moved->sample, (enum series)s, month);
            if (variance > 0 && base->expected.events[s][month] * PILOT >= PILOT_EVENTS)
                widest = fmax(widest, fabs(moved->expected.series[s][month] - base->expected.series[s][month]) /
                                          sqrt(variance));
        }
    return widest;
}

static void must_notice(const char *more, const char *set)
{
    char rows[sizeof agency + 200];
    snprintf(rows, sizeof rows, "%s%s", agency, more);
    struct verify *base = verify_new(rows, NULL, NULL), *moved = verify_new(rows, NULL, set);
    struct verify_gaps quiet = {0}, loud = {0};
    size_t checks = SERIES_COUNT * (size_t)base->plan.months + QUANTITY_COUNT;

    verify_play(moved, 5, PILOT, workers_available());
    double d = clearest(base, moved);
    double plays = ceil(pow((verify_limit(checks) + gsl_cdf_ugaussian_Qinv(0.001)) / d, 2));
    assert_true(plays > 0 && plays < MOST_PLAYS);

    verify_play(moved, 6, (size_t)plays, workers_available());
    verify_compare(&loud, base, &moved->sample, set);
    verify_play(base, 7, (size_t)plays, workers_available());
    verify_compare(&quiet, base, &base->sample, "unmoved");
    print_message("# %-40s %7.0f plays: limit %.2f, moved %.2f, unmoved %.2f\n", set, plays,
                  verify_limit(quiet.checked), loud.widest, quiet.widest);
    assert_true(loud.widest > verify_limit(loud.checked));
    assert_true(quiet.widest < verify_limit(quiet.checked));
    verify_free(base);
    verify_free(moved);
}

#define NOTICES_WITH(name, more, set) \
    static void name(void **state)    \
    {                                 \
        (void)state;                  \
        must_notice(more, set);       \
    }
#define NOTICES(name, set) NOTICES_WITH(name, "", set)

NOTICES(monthly_nonrenewal, "contract.month.nonrenewal=*=1.05")
NOTICES(term_nonrenewal, "contract.half.nonrenewal=*=1.05")
NOTICES(early_exit, "contract.half.early_exit=*=1.05")
NOTICES(concentration, "contract.month.concentration=*=1.05")
NOTICES(quartile_1, "quartile.1.churn=*=1.05")
NOTICES(quartile_2, "quartile.2.churn=*=1.05")
NOTICES(quartile_3, "quartile.3.churn=*=1.05")
NOTICES(quartile_4, "quartile.4.churn=*=1.05")
NOTICES(standard_reps, "rep.standard.churn=1.05")
NOTICES(senior_reps, "rep.senior.churn=*=1.05")
NOTICES(everybody, "churn.multiplier=*=1.05")
NOTICES(everybody_less, "churn.multiplier=*=0.95")
NOTICES(term, "contract.half.term=7")
NOTICES(shorter_term, "contract.half.term=5")
NOTICES_WITH(onboarding_churn, ONBOARDING, "onboarding.churn=*=1.05")
NOTICES_WITH(activation, ONBOARDING, "onboarding.activation=*=1.05")
NOTICES_WITH(onboarding_months, ONBOARDING, "onboarding.months=6")
NOTICES_WITH(fewer_onboarding_months, ONBOARDING, "onboarding.months=4")
NOTICES_WITH(quit, LEAVING_REPS, "rep.standard.quit=*=1.05")
NOTICES_WITH(refill, LEAVING_REPS, "rep.standard.refill=5")
NOTICES_WITH(ramp, LEAVING_REPS, "rep.standard.ramp=6")

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(monthly_nonrenewal),
        cmocka_unit_test(term_nonrenewal),
        cmocka_unit_test(early_exit),
        cmocka_unit_test(concentration),
        cmocka_unit_test(quartile_1),
        cmocka_unit_test(quartile_2),
        cmocka_unit_test(quartile_3),
        cmocka_unit_test(quartile_4),
        cmocka_unit_test(standard_reps),
        cmocka_unit_test(senior_reps),
        cmocka_unit_test(everybody),
        cmocka_unit_test(everybody_less),
        cmocka_unit_test(term),
        cmocka_unit_test(shorter_term),
        cmocka_unit_test(onboarding_churn),
        cmocka_unit_test(activation),
        cmocka_unit_test(onboarding_months),
        cmocka_unit_test(fewer_onboarding_months),
        cmocka_unit_test(quit),
        cmocka_unit_test(refill),
        cmocka_unit_test(ramp),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
