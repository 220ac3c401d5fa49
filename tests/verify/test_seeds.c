/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The plays against the exact calculation: seeds 1-20 over scenarios that turn on every part of the model. Every
 * series and month and every quantity with at least 100 expected events must lie within the Bonferroni limit for
 * all checks of the file together (a false alarm in 1 of 1,000 programs, but the seeds are fixed: it never changes).
 */
#include "tests/verify/verify_agency.h"
#include "tests/verify/verify_loyalty.h"

#include <stdio.h>

#include "sim/support/workers.h"

enum { SEEDS = 20, REPLICATES = 1500, SLIP_PLAYS = 4000 };

/* All seeds and cases: figures, and the counts of lives. */
static struct verify_gaps figures, lives;

static void play_all(size_t replicates)
{
    size_t count;
    const struct verify_case *item = verify_cases(&count);

    for (size_t i = 0; i < count; i++) {
        struct verify *made = verify_case_new(&item[i], NULL);
        for (uint64_t seed = 1; seed <= SEEDS; seed++) {
            char what[80];
            snprintf(what, sizeof what, "%s, seed %d", item[i].name, (int)seed);
            verify_play(made, seed, replicates, workers_available());
            verify_compare(&figures, made, &made->sample, what);
            verify_compare_lives(&lives, made, &made->sample, what);
        }
        verify_free(made);
    }
}

static void judge(const struct verify_gaps *gaps, const char *what)
{
    double limit = verify_limit(gaps->checked), spread = gaps->squares / (double)gaps->random;
    print_message("# %zu %s: widest %.2f of %.2f standard errors, mean square %.3f (%s)\n", gaps->checked, what,
                  gaps->widest, limit, spread, gaps->where);
    if (!(gaps->widest < limit))
        fail_msg("%s", gaps->where);
    /* Standard errors that are too wide would let anything pass: gaps must be as wide as chance makes them. */
    assert_near(spread, 1, 0.1);
}

static int play_once(void **state)
{
    (void)state;
    play_all(verify_long() ? 10 * REPLICATES : REPLICATES);
    return 0;
}

static void series_and_quantities(void **state)
{
    (void)state;
    assert_true(figures.checked > 100000);
    for (int s = 0; s < SERIES_COUNT; s++)
        if (!series_info((enum series)s)->derived && figures.of_series[s] < SEEDS)
            fail_msg("%s is compared in %zu months", series_info((enum series)s)->name, figures.of_series[s]);
    judge(&figures, "figures");
}

static void life_tables(void **state)
{
    (void)state;
    assert_true(lives.checked > 20000);
    judge(&lives, "counts of lives");
}

/*
 * Plays of a plan that differs a little, against the figures of the one that does not: it must show, in the series that
 * the change is about, and not only in what that is part of.
 */
static void expect_seen(const struct verify_case *item, const char *both, const char *set, enum series series)
{
    char sets[160];
    snprintf(sets, sizeof sets, "%s;%s", set, both);
    struct verify *made = verify_case_new(item, both), *moved = verify_case_new(item, sets);
    struct verify_gaps gaps = {0};

    verify_play(moved, 3, SLIP_PLAYS, workers_available());
    verify_compare(&gaps, made, &moved->sample, set);
    print_message("# %-38s %5.1f standard errors in %s\n", set, gaps.widest_of[series], series_info(series)->name);
    assert_true(gaps.widest_of[series] > verify_limit(figures.checked));
    verify_free(made);
    verify_free(moved);
}

/* Every line of the ledger, wrong by what a slip would make it wrong by, is seen. */
static void slips_are_seen(void **state)
{
    static const struct {
        const char *set;
        enum series series;
    } slip[] = {
        {"rep.standard.ramp=0", SERIES_SIGNUPS},
        {"rep.standard.quit=0", SERIES_REPS},
        {"rep.standard.refill=1", SERIES_REPS},
        {"rep.standard.salary=3458", SERIES_SALARIES},
        {"rep.standard.hiring_cost=4000", SERIES_HIRING},
        {"cost.lead=11.5", SERIES_LEADS_COST},
        {"rep.standard.commission_months=12", SERIES_COMMISSIONS},
        {"rep.standard.clawback=5", SERIES_CLAWBACKS},
        {"bonus.every=5", SERIES_BONUSES},
        {"bonus.share=0.27", SERIES_BONUSES},
        {"qualify.return_share=0.6", SERIES_SIGNUPS_RETURNED},
        {"qualify.time_reused=0.8", SERIES_SIGNUPS},
        {"onboarding.activation=0.5", SERIES_CLIENTS},
        {"service.accounts=20", SERIES_SERVICE},
        {"service.bonus=0.3", SERIES_SERVICE},
        {"expansion.yearly=0.06", SERIES_REVENUE_EXPANSION},
        {"cost.serve=0.33", SERIES_SERVING},
        {"cost.fixed=2000.04", SERIES_FIXED},
        {"cost.signup=135", SERIES_SIGNUP_COST},
        {"cost.lost=75", SERIES_LOST_COST},
    };
    (void)state;
    for (size_t i = 0; i < sizeof slip / sizeof slip[0]; i++)
        expect_seen(verify_agency_whole(), "", slip[i].set, slip[i].series);
}

/* The same of what clients think, and of those who are kept, come back and are brought. */
static void slips_of_loyalty_are_seen(void **state)
{
    static const struct {
        const char *set;
        enum series series;
    } slip[] = {
        {"nps.promoters=0.34", SERIES_PROMOTERS},
        {"nps.detractors=0.34", SERIES_DETRACTORS},
        {"service.lift@12=0.15", SERIES_PROMOTERS},
        {"performance.weight=1", SERIES_DETRACTORS},
        {"care.cost=240", SERIES_CARE},
        {"care.after=4", SERIES_CARE},
        {"care.coverage@12=0.5", SERIES_CARE},
        {"care.success=0.2", SERIES_DETRACTORS},
        {"rescue.cost=95", SERIES_RESCUE},
        {"rescue.share@14=0.45", SERIES_RESCUE},
        {"rescue.success=0.35", SERIES_LOST},
        {"winback.share=0.21", SERIES_WINBACKS},
        {"winback.share=0.2", SERIES_REVENUE_REACTIVATED},
        {"winback.after=4", SERIES_WINBACKS},
        {"winback.cost=50", SERIES_WINBACK},
        {"winback.churn=3.3", SERIES_LOST},
        {"referral.leads=0.22", SERIES_SIGNUPS_REFERRED},
        {"referral.close_ratio=1.4", SERIES_SIGNUPS_REFERRED},
        {"referral.spend=1.9", SERIES_REVENUE_NEW},
        {"referral.churn=2.7", SERIES_LOST},
        {"referral.reward=245", SERIES_REFERRAL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof slip / sizeof slip[0]; i++)
        /* all alike: offers to clients who differ take the exact engine ten times as long */
        expect_seen(verify_loyalty_whole(), "contract.half.concentration=", slip[i].set, slip[i].series);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(series_and_quantities),
        cmocka_unit_test(life_tables),
        cmocka_unit_test(slips_are_seen),
        cmocka_unit_test(slips_of_loyalty_are_seen),
    };
    return cmocka_run_group_tests(tests, play_once, NULL) != 0;
}
