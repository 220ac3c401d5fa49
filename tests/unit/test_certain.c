/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is the same in every play, by hand. */
#include "play_support.h"

#include <stdio.h>

#include "sim/play/certain.h"

static void check(const struct certain *self, enum series series, const int64_t *wanted, int months)
{
    for (int month = 0; month <= months; month++)
        if (certain_value(self, series, month) != wanted[month])
            fail_msg("%s of month %d: %lld, not %lld", series_info(series)->name, month,
                     (long long)certain_value(self, series, month), (long long)wanted[month]);
}

/*
 * Seats 2, from month 3 on 3, from 5 on 1, from 6 on 2; ramp 4. Leads 12 at 2.50: 30.00 a seat; in the ramp a quarter
 * of it, a half, ... Salary 1,000.01, from month 4 on 1,100; 500 a hire; fixed 77.77, from month 7 on 0.
 */
static void seats_and_fixed(void **state)
{
    struct kit kit;
    (void)state;
    kit_make(&kit,
             "contract.month.term,1\ncontract.month.fee,10%\ncontract.month.nonrenewal,0.1\nspend.mean,10000\n"
             "sales.close,7%\nplan.months,7\nrep.a.count,2\nrep.a.count,3,3\nrep.a.count,1,5\nrep.a.count,2,6\n"
             "rep.a.leads,12\nrep.a.ramp,4\nrep.a.salary,1000.01\nrep.a.salary,1100,4\nrep.a.hiring_cost,500\n"
             "cost.lead,2.5\ncost.fixed,77.77\ncost.fixed,0,7\nrep.b.count,3\nrep.b.leads,9\nrep.b.salary,555\n"
             "rep.b.quit,1%\nrep.b.hiring_cost,99\n",
             NULL, NULL);
    const struct certain *certain = &kit.engine.certain;
    /* Class b quits: it is no part of this. Month:      0  1       2       3       4       5       6       7 */
    check(certain, SERIES_REPS, (const int64_t[]){0, 2, 2, 3, 3, 1, 2, 2}, 7);
    check(certain, SERIES_SALARIES, (const int64_t[]){0, 200002, 200002, 300003, 330000, 110000, 220000, 220000}, 7);
    check(certain, SERIES_HIRING, (const int64_t[]){0, 0, 0, 50000, 0, 0, 50000, 0}, 7);
    check(certain, SERIES_LEADS_COST, (const int64_t[]){0, 6000, 6000, 6750, 7500, 3000, 3750, 4500}, 7);
    check(certain, SERIES_FIXED, (const int64_t[]){0, 7777, 7777, 7777, 7777, 7777, 7777, 0}, 7);
    check(certain, SERIES_COMMISSIONS, (const int64_t[]){0, 0, 0, 0, 0, 0, 0, 0}, 7);
    static const int64_t profit[] = {0,
                                     -200002 - 6000 - 7777,
                                     -200002 - 6000 - 7777,
                                     -300003 - 50000 - 6750 - 7777,
                                     -330000 - 7500 - 7777,
                                     -110000 - 3000 - 7777,
                                     -220000 - 50000 - 3750 - 7777,
                                     -220000 - 4500};
    for (int month = 0; month <= 7; month++)
        assert_int_equal(certain->profit[month], profit[month]);
    assert_true(certain->same[SERIES_FIXED] && !certain->same[SERIES_REPS]);
    kit_free(&kit);
}

/* Each seat's leads are rounded for themselves: 3.7 x 1.3512 = 4.99944 are 5.00 a seat and 15.00 for three, not 14.998.
 */
static void rounded_by_seat(void **state)
{
    struct kit kit;
    (void)state;
    kit_make(&kit,
             "contract.month.term,1\ncontract.month.fee,10%\ncontract.month.nonrenewal,0.1\nspend.mean,10000\n"
             "sales.close,7%\nplan.months,2\nrep.a.count,3\nrep.a.leads,3.7\ncost.lead,1.3512\n",
             NULL, NULL);
    assert_int_equal(certain_value(&kit.engine.certain, SERIES_LEADS_COST, 1), 3 * 500);
    assert_int_equal(certain_lead_cents(&kit.made->plan, 0, 1, 0.25), 125); /* 1.24986 */
    kit_free(&kit);
}

/* Rows of a scenario, and the series that they make different from play to play. */
static const struct {
    const char *rows;
    enum series differ[6];
    size_t count;
} row[] = {
    {"cost.fixed,3\nrep.a.salary,5\nrep.a.hiring_cost,3\ncost.lead,2\nrep.a.ramp,3\n", {0}, 0},
    {"rep.a.quit,1%,7\n", {SERIES_REPS, SERIES_SALARIES, SERIES_HIRING, SERIES_LEADS_COST}, 4},
    {"qualify.min_spend,9000\nqualify.return_share,20%\n", {SERIES_SIGNUPS_RETURNED}, 1},
    {"qualify.min_spend,9000\n", {0}, 0},
    {"expansion.yearly,3%,11\nexpansion.limit,20%\n", {SERIES_REVENUE_EXPANSION}, 1},
    {"expansion.limit,20%\n", {0}, 0},
    {"rep.a.commission,3%,12\n", {SERIES_COMMISSIONS}, 1},
    {"rep.a.commission,3%,12\nrep.a.clawback,5\n", {SERIES_COMMISSIONS, SERIES_CLAWBACKS}, 2},
    {"rep.a.commission,3%,12\nrep.a.clawback,1\n", {SERIES_COMMISSIONS}, 1}, /* nobody has fewer than one bill */
    {"rep.a.clawback,5\n", {0}, 0},
    {"bonus.every,6\nbonus.share,3%\n", {SERIES_BONUSES}, 1},
    {"bonus.share,3%\n", {0}, 0},
    {"bonus.every,6\n", {0}, 0},
    {"cost.serve,3%\n", {SERIES_SERVING}, 1},
    {"service.accounts,30\nservice.salary,4000\n", {SERIES_SERVICE}, 1},
    {"service.salary,4000\n", {0}, 0},
    {"cost.signup,30,12\n", {SERIES_SIGNUP_COST}, 1},
    {"cost.lost,30\n", {SERIES_LOST_COST}, 1},
    {"nps.promoters,20%,12\n", {SERIES_PROMOTERS, SERIES_DETRACTORS}, 2},
    {"nps.detractors,20%\nservice.lift,0.3\n", {SERIES_PROMOTERS, SERIES_DETRACTORS}, 2},
    {"service.lift,0.3\npromoter.churn,0.5\n", {0}, 0},
    {"nps.detractors,20%\ncare.coverage,10%,12\ncare.cost,3\n", {SERIES_PROMOTERS, SERIES_DETRACTORS, SERIES_CARE}, 3},
    {"nps.detractors,20%\ncare.coverage,10%\n", {SERIES_PROMOTERS, SERIES_DETRACTORS}, 2},
    {"nps.promoters,20%\ncare.coverage,10%\ncare.cost,3\n", {SERIES_PROMOTERS, SERIES_DETRACTORS}, 2},
    {"care.coverage,10%\ncare.cost,3\n", {0}, 0},
    {"rescue.share,10%\nrescue.share,0,2\nrescue.cost,3\n", {SERIES_RESCUE}, 1},
    {"rescue.share,10%\nrescue.success,20%\n", {0}, 0},
    {"rescue.success,10%\nrescue.cost,3\n", {0}, 0},
    {"rescue.share,10%\nrescue.share,0,2\nrescue.cost,3,2\n", {0}, 0}, /* no offer ever costs anything */
    {"winback.share,10%,12\n", {SERIES_WINBACKS, SERIES_REVENUE_REACTIVATED}, 2},
    {"winback.share,10%,12\nwinback.cost,3\n", {SERIES_WINBACKS, SERIES_REVENUE_REACTIVATED, SERIES_WINBACK}, 3},
    {"winback.cost,3\n", {0}, 0},
    {"nps.promoters,20%\nreferral.leads,0.1\n", {SERIES_PROMOTERS, SERIES_DETRACTORS, SERIES_SIGNUPS_REFERRED}, 3},
    {"nps.promoters,20%\nreferral.leads,0.1\nreferral.reward,3,12\n",
     {SERIES_PROMOTERS, SERIES_DETRACTORS, SERIES_SIGNUPS_REFERRED, SERIES_REFERRAL},
     4},
    {"referral.leads,0.1\nreferral.reward,3\n", {0}, 0}, /* nobody is a promoter */
    {"nps.promoters,20%\nreferral.reward,3\n", {SERIES_PROMOTERS, SERIES_DETRACTORS}, 2},
};

/* Which series a rule makes different from play to play, beside those that always are. */
static void which_series_are_the_same(void **state)
{
    static const enum series always[] = {SERIES_CLIENTS,     SERIES_SIGNUPS,      SERIES_LOST,   SERIES_REVENUE,
                                         SERIES_REVENUE_NEW, SERIES_REVENUE_LOST, SERIES_PROFIT, SERIES_CASH};
    (void)state;
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        char rows[1024];
        bool differs[SERIES_COUNT] = {false}, wanted[LEDGER_LINES];
        struct kit kit;
        snprintf(rows, sizeof rows, "%s%s", KIT_FIRM "plan.months,12\nspend.mean,10000\nspend.cv,0.7\n", row[i].rows);
        kit_make(&kit, rows, NULL, NULL);
        for (size_t s = 0; s < sizeof always / sizeof always[0]; s++)
            differs[always[s]] = true;
        for (size_t s = 0; s < row[i].count; s++)
            differs[row[i].differ[s]] = true;
        for (int s = 0; s < SERIES_COUNT; s++)
            if (kit.engine.certain.same[s] == differs[s])
                fail_msg("%s: %s", row[i].rows, series_info((enum series)s)->name);
        certain_lines(&kit.engine.certain, wanted);
        for (int line = 0; line < LEDGER_LINES; line++)
            assert_int_equal(wanted[line], differs[ledger_series((enum ledger_line)line)]);
        kit_free(&kit);
    }
}

/* A firm that lives on its book has nobody to pay a bonus to. */
static void no_reps(void **state)
{
    struct kit kit;
    (void)state;
    kit_make(&kit,
             "contract.month.term,1\ncontract.month.fee,10%\ncontract.month.nonrenewal,0.1\nspend.mean,10000\n"
             "plan.months,3\nbonus.every,6\nbonus.share,3%\nbook.file,any\nbook.tenure,t\nbook.fee,f\n"
             "book.contract,c\ncost.fixed,1\n",
             "t,f,c\n12,10.02,month\n", NULL);
    assert_true(kit.engine.certain.same[SERIES_BONUSES] && kit.engine.certain.same[SERIES_REPS]);
    assert_int_equal(kit.engine.certain.profit[2], -100);
    kit_free(&kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(seats_and_fixed),
        cmocka_unit_test(rounded_by_seat),
        cmocka_unit_test(which_series_are_the_same),
        cmocka_unit_test(no_reps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
