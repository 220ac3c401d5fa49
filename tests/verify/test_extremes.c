/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The smallest and the largest plans: played, agreeing with the exact figures, or refused with a reason. */
#include "tests/verify/verify_agency.h"
#include "tests/verify/verify_loyalty.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/support/workers.h"

#define CONTRACT               \
    "spend.mean,20000\n"       \
    "spend.cv,0.6\n"           \
    "contract.month.term,1\n"  \
    "contract.month.fee,10%\n" \
    "contract.month.nonrenewal,0.13\n"

static void play_and_compare(struct verify *made, size_t replicates)
{
    struct verify_gaps gaps = {0};
    verify_play(made, 31, replicates, workers_available());
    verify_compare(&gaps, made, &made->sample, "extreme");
    verify_compare_lives(&gaps, made, &made->sample, "extreme");
    if (gaps.checked > 0 && !(gaps.widest < verify_limit(gaps.checked)))
        fail_msg("%s", gaps.where);
}

/* No reps, or reps without leads: nothing happens, for as long as it may. */
static void nothing(void **state)
{
    static const char *const sets[] = {NULL, "rep.a.count=2", "rep.a.leads=3", "plan.months=1", "plan.months=1200"};
    (void)state;
    for (size_t i = 0; i < 5; i++) {
        struct verify *made = verify_new(CONTRACT, NULL, sets[i]);
        verify_play(made, 1, 3, 2);
        for (int month = 0; month <= made->plan.months; month++) {
            assert_true(made->expected.series[SERIES_CLIENTS][month] == 0);
            assert_true(verify_mean(&made->sample, SERIES_REVENUE, month) == 0);
        }
        verify_free(made);
    }
}

/* One month: everybody who signs is there at its end, and the quantities of a year before are empty. */
static void one_month(void **state)
{
    (void)state;
    struct verify *made = verify_new(CONTRACT "plan.months,1\nrep.a.count,2\nrep.a.leads,40\n", NULL, NULL);
    assert_close(made->expected.series[SERIES_CLIENTS][1], 4, 1e-14);
    assert_true(made->expected.series[SERIES_LOST][1] == 0);
    assert_close(made->expected.quantity[QUANTITY_CLIENTS_BEFORE_12], 0, 0);
    play_and_compare(made, 5000);
    verify_free(made);
}

static void long_plan(void **state)
{
    (void)state;
    struct verify *made = verify_new(CONTRACT "plan.months,1200\nrep.a.count,1\nrep.a.leads,40\n", NULL,
                                     "contract.month.nonrenewal=0.002;churn.multiplier@700=1.3");
    play_and_compare(made, 300);
    verify_free(made);
}

/* Seats of a few thousand sign-ups a month each: Poisson laws of large rates. */
static void many_clients(void **state)
{
    (void)state;
    struct verify *made = verify_new(CONTRACT "plan.months,6\nrep.a.count,3\nrep.a.leads,100000\n", NULL, NULL);
    play_and_compare(made, 64);
    verify_free(made);
}

/* Many seats that sign next to nothing. */
static void many_seats(void **state)
{
    (void)state;
    struct verify *made = verify_new(CONTRACT "plan.months,3\nrep.a.count,4000\nrep.a.leads,0.07\n", NULL, NULL);
    play_and_compare(made, 200);
    verify_free(made);
}

/* As many contracts as a scenario can have, each of one lead in 256. */
static void many_contracts(void **state)
{
    char *rows = verify_zeros(1, 40000);
    size_t length = (size_t)sprintf(rows,
                                    "plan.months,9\nspend.mean,1000\nspend.cv,1\nrep.a.count,1\nrep.a.leads,900\n");
    (void)state;
    for (int g = 0; g < 256; g++)
        length += (size_t)snprintf(rows + length, 40000 - length,
                                   "contract.c%d.term,%d\ncontract.c%d.fee,0.1\ncontract.c%d.nonrenewal,0.3\n", g,
                                   1 + g % 7, g, g);
    struct verify *made = verify_new(rows, NULL, NULL);
    assert_int_equal(made->plan.contracts, 256);
    play_and_compare(made, 1500);
    verify_free(made);
    free(rows);
}

/* A book of a few thousand, from the first to the last word of its blocks. */
static void large_book(void **state)
{
    char *list = verify_zeros(1, 60000);
    size_t length = (size_t)sprintf(list, "t,p\n");
    (void)state;
    for (int i = 0; i < 3001; i++)
        length += (size_t)snprintf(list + length, 60000 - length, "%d,%d\n", i % 37, 1000 + i);
    struct verify *made = verify_new(CONTRACT "plan.months,15\nbook.file,l\nbook.tenure,t\nbook.fee,p\n", list, NULL);
    play_and_compare(made, 200);
    verify_free(made);
    free(list);
}

/* Every rule at once, at the ends of what it may be. */
static void ends_of_the_rules(void **state)
{
    static const struct {
        const char *set;
        size_t replicates;
    } plan[] = {
        {"plan.months=1", 4000},
        {"plan.months=2", 4000},
        {"plan.months=12", 2000},
        {"plan.months=13", 2000},
        {"plan.months=1200;expansion.yearly=0.01;expansion.limit=100;service.bonus=1", 100},
        {"rep.standard.quit=1;rep.standard.refill=0", 2000},
        {"rep.standard.quit=1;rep.standard.refill=120", 2000},
        {"rep.standard.quit=0.01;rep.standard.refill=120;plan.months=200", 300},
        {"rep.standard.ramp=120;rep.senior.ramp=1", 2000},
        {"rep.standard.ramp=120;plan.months=300", 400},
        {"onboarding.activation=0;onboarding.months=1200;onboarding.churn=1000", 2000},
        {"onboarding.activation=0;onboarding.churn=0", 2000},
        {"onboarding.activation=1", 2000},
        {"qualify.min_spend=1000000000", 2000},
        {"qualify.min_spend=1000000000;qualify.return_share=1;qualify.return_after=1", 2000},
        {"qualify.min_spend=150000;qualify.time_reused=1;qualify.return_share=1;qualify.return_after=1", 2000},
        {"qualify.min_spend=0.01", 2000},
        {"qualify.return_after=1200;qualify.return_share=1", 2000},
        {"expansion.limit=0", 2000},
        {"expansion.yearly=1;expansion.limit=100", 2000},
        {"rep.standard.commission=1;rep.standard.commission_months=0;rep.standard.clawback=1200", 2000},
        {"rep.standard.commission=1;rep.standard.commission_months=1200;rep.standard.clawback=1200", 2000},
        {"bonus.every=1;bonus.share=100", 2000},
        {"bonus.every=1200", 2000},
        {"service.accounts=0.001;service.bonus=1", 2000},
        {"cost.serve=1", 2000},
        {"rep.standard.count=0", 2000},
        {"churn.multiplier=0;churn.multiplier@18=0", 2000},
        {"churn.multiplier=1000;churn.multiplier@18=1000", 2000},
    };
    (void)state;
    for (size_t i = 0; i < sizeof plan / sizeof plan[0]; i++) {
        struct verify *made = verify_case_new(verify_agency_whole(), plan[i].set);
        print_message("# %s\n", plan[i].set);
        play_and_compare(made, plan[i].replicates);
        verify_free(made);
    }
}

/* The same of what clients think and bring, and of how they are kept. */
static void ends_of_loyalty(void **state)
{
    static const struct {
        const char *set;
        size_t replicates;
    } plan[] = {
        {"plan.months=1", 4000},
        {"plan.months=2", 4000},
        {"plan.months=12", 2000},
        {"nps.promoters=1;nps.detractors=0;referral.leads=0.2", 2000},
        {"nps.promoters=0;nps.detractors=1;care.coverage=1;care.success=1;care.after=0", 2000},
        {"nps.promoters=0.5;nps.detractors=0.5", 2000},
        {"service.lift=10", 2000},
        {"service.lift=-10;service.weight=1000", 2000},
        {"care.coverage=1;care.success=0", 2000},
        {"care.after=1200", 2000},
        {"promoter.churn=0;detractor.churn=1000", 2000},
        {"rescue.share=1;rescue.share@10=1;rescue.share@14=1;rescue.success=1", 1000},
        {"rescue.share=1;rescue.share@10=1;rescue.share@14=1;rescue.success=0.99", 1000},
        {"rescue.share=1;rescue.success=0", 2000},
        {"winback.share=1;winback.after=1", 1000},
        {"winback.after=1200", 2000},
        {"winback.churn=0", 2000},
        {"winback.churn=1000;winback.share=0.9;winback.after=1", 1000},
        {"referral.leads=0", 2000},
        {"referral.close_ratio=1000;referral.leads=0.2", 1000},
        {"referral.close_ratio=0", 2000},
        {"referral.spend=1000", 1000},
        {"referral.churn=0", 1000},
        {"referral.churn=1000", 2000},
        {"churn.multiplier=0;churn.multiplier@18=0", 1000},
        {"churn.multiplier=1000;churn.multiplier@18=1000", 1000},
        {"rep.standard.count=0;rep.senior.count=0", 2000},
    };
    (void)state;
    for (size_t i = 0; i < sizeof plan / sizeof plan[0]; i++) {
        struct verify *made = verify_case_new(verify_loyalty_whole(), plan[i].set);
        print_message("# %s\n", plan[i].set);
        play_and_compare(made, plan[i].replicates);
        verify_free(made);
    }
}

/*
 * Leads of whom one in a million qualifies, with all the time going into those: their spend lies in the last word's
 * neighbourhood of all leads, and is right there too.
 */
static void few_qualify(void **state)
{
    static const char *const least[] = {"100000", "170000", "230000", "400000"}; /* x = 0.994 ... 1 - 3e-8 */
    char sets[120];
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        snprintf(sets, sizeof sets, "qualify.min_spend=%s;qualify.time_reused=1", least[i]);
        struct verify *made = verify_new(CONTRACT "plan.months,6\nrep.a.count,2\nrep.a.leads,200\n", NULL, sets);
        print_message("# turned away: 1 - %.3g\n", 1 - made->plan.qualification[1].turned);
        play_and_compare(made, 3000);
        verify_free(made);
    }
}

/* Refused, with a message and an empty sample. */
static void expect_refusal(const char *rows, const char *about)
{
    struct verify *made = verify_new(rows, NULL, NULL);
    struct faults *faults = verify_zeros(1, sizeof *faults);
    struct play_options options = {.seed = 1, .replicates = 5, .threads = 1, .faults = faults};
    assert_int_equal(play_run(&made->sample, &made->plan, &options), ERR_RANGE);
    assert_true(faults->total == 1 && strstr(faults->item[0].text, about) != NULL);
    assert_null(made->sample.value);
    options.faults = NULL; /* nobody listens: refused all the same */
    assert_int_equal(play_run(&made->sample, &made->plan, &options), ERR_RANGE);
    free(faults);
    verify_free(made);
}

static void refused(void **state)
{
    (void)state;
    expect_refusal(CONTRACT "plan.months,60\nrep.a.count,100\nrep.a.leads,10000\n", "clients");
    expect_refusal("spend.mean,1000000000\nspend.cv,20\nrep.a.count,1\nrep.a.leads,1\ncontract.a.term,1\n"
                   "contract.a.fee,100%\ncontract.a.nonrenewal,0.1\n",
                   "pay");
    expect_refusal(CONTRACT "rep.a.count,10000\nrep.b.count,10000\nrep.c.count,10000\nrep.d.count,10000\n"
                            "rep.e.count,10000\nrep.f.count,10000\nrep.g.count,10000\nrep.h.count,10000\n"
                            "rep.i.count,10000\nrep.j.count,10000\nrep.k.count,1\n",
                   "seats");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing),         cmocka_unit_test(one_month),   cmocka_unit_test(long_plan),
        cmocka_unit_test(many_clients),    cmocka_unit_test(many_seats),  cmocka_unit_test(many_contracts),
        cmocka_unit_test(large_book),      cmocka_unit_test(refused),     cmocka_unit_test(ends_of_the_rules),
        cmocka_unit_test(ends_of_loyalty), cmocka_unit_test(few_qualify),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
