/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Would the check notice? Each parameter of leaving, of clients and of reps, and of what clients think and bring, is in
 * turn moved by 5 % (months by one), the moved scenario is played against the exact figures of the unmoved one, and the
 * check must fail; unmoved, it must pass. The number of plays is what gives the clearest figure 99.9 % power at the
 * limit in use: with a gap of d standard deviations of one play, n = ((limit + 3.09) / d)^2; d from the two exact
 * calculations and the variances of a pilot.
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

/* What clients think. */
#define OPINIONS            \
    "nps.promoters,0.35\n"  \
    "nps.detractors,0.3\n"  \
    "promoter.churn,0.55\n" \
    "detractor.churn,2.1\n" \
    "service.lift,0.23\n"
#define CARE               \
    OPINIONS               \
    "care.coverage,0.61\n" \
    "care.success,0.67\n"  \
    "care.after,3\n"       \
    "care.cost,200\n"
#define RESCUE              \
    "rescue.share,0.47\n"   \
    "rescue.success,0.61\n" \
    "rescue.cost,150\n"
#define WINBACK            \
    "winback.share,0.83\n" \
    "winback.churn,1.9\n"  \
    "winback.after,2\n"
#define REFERRALS                \
    OPINIONS                     \
    "referral.leads,0.71\n"      \
    "referral.close_ratio,2.3\n" \
    "referral.churn,1.6\n"       \
    "referral.spend,1.2\n"

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
    char rows[sizeof agency + 400];
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
NOTICES_WITH(promoter_churn, OPINIONS, "promoter.churn=*=1.05")
NOTICES_WITH(detractor_churn, OPINIONS, "detractor.churn=*=1.05")
NOTICES_WITH(promoters, OPINIONS, "nps.promoters=*=1.05")
NOTICES_WITH(detractors, OPINIONS, "nps.detractors=*=1.05")
NOTICES_WITH(service_lift, OPINIONS, "service.lift=*=1.05")
NOTICES_WITH(care_coverage, CARE, "care.coverage=*=1.05")
NOTICES_WITH(care_success, CARE, "care.success=*=1.05")
NOTICES_WITH(care_later, CARE, "care.after=4")
NOTICES_WITH(care_sooner, CARE, "care.after=2")
NOTICES_WITH(rescue_share, RESCUE, "rescue.share=*=1.05")
NOTICES_WITH(rescue_success, RESCUE, "rescue.success=*=1.05")
NOTICES_WITH(winback_share, WINBACK, "winback.share=*=1.05")
NOTICES_WITH(winback_churn, WINBACK, "winback.churn=*=1.05")
NOTICES_WITH(winback_later, WINBACK, "winback.after=3")
NOTICES_WITH(winback_sooner, WINBACK, "winback.after=1")
NOTICES_WITH(referral_leads, REFERRALS, "referral.leads=*=1.05")
NOTICES_WITH(referral_close_ratio, REFERRALS, "referral.close_ratio=*=1.05")
NOTICES_WITH(referral_churn, REFERRALS, "referral.churn=*=1.05")
NOTICES_WITH(referral_spend, REFERRALS, "referral.spend=*=1.05")

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
        cmocka_unit_test(promoter_churn),
        cmocka_unit_test(detractor_churn),
        cmocka_unit_test(promoters),
        cmocka_unit_test(detractors),
        cmocka_unit_test(service_lift),
        cmocka_unit_test(care_coverage),
        cmocka_unit_test(care_success),
        cmocka_unit_test(care_later),
        cmocka_unit_test(care_sooner),
        cmocka_unit_test(rescue_share),
        cmocka_unit_test(rescue_success),
        cmocka_unit_test(winback_share),
        cmocka_unit_test(winback_churn),
        cmocka_unit_test(winback_later),
        cmocka_unit_test(winback_sooner),
        cmocka_unit_test(referral_leads),
        cmocka_unit_test(referral_close_ratio),
        cmocka_unit_test(referral_churn),
        cmocka_unit_test(referral_spend),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
