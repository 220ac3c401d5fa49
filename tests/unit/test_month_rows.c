/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Monthly series from a ledger full of numbers: the identities of series.h hold, and each line enters profit once. */
#include "play_support.h"

#include "sim/play/month_rows.h"

enum { MONTHS = 9 };

static const char all_rules[] = KIT_FIRM "plan.months,9\nspend.mean,10000\nspend.cv,0.7\n"
                                         "rep.a.quit,3%\nrep.a.salary,1000\nrep.a.commission,3%\nrep.a.clawback,3\n"
                                         "rep.b.count,2\nrep.b.leads,3\nrep.b.salary,77.01\nrep.b.salary,80.03,4\n"
                                         "rep.b.count,3,5\nrep.b.hiring_cost,31.13\ncost.lead,2.11\n"
                                         "qualify.min_spend,9000\nqualify.return_share,10%\nexpansion.yearly,3%\n"
                                         "expansion.limit,20%\nbonus.every,3\nbonus.share,3%\ncost.serve,2%\n"
                                         "service.accounts,30\nservice.salary,4000\ncost.fixed,99.99\n"
                                         "cost.fixed,11.11,7\ncost.signup,30.31\ncost.lost,28.9\ncost.lost,0,6\n"
                                         "nps.promoters,20%\nnps.detractors,30%\ncare.coverage,10%\ncare.cost,5\n"
                                         "rescue.share,10%\nrescue.cost,5\nwinback.share,10%\nwinback.cost,7.03\n"
                                         "winback.cost,9.01,3\nwinback.share,0,8\nreferral.leads,0.1\n"
                                         "referral.reward,11.17\nreferral.reward,0,4\n";

/* Any number of cents, also negative; each of its own. */
static int64_t number(size_t which, int month, size_t lane)
{
    uint64_t x = (which * 1000 + (size_t)month) * 64 + lane + 1;
    x *= UINT64_C(0x9e3779b97f4a7c15);
    x ^= x >> 29;
    return (int64_t)(x % 2000003) - 700001;
}

enum { ENTERED = LEDGER_LINES, ENTERED_FEE, GONE, GONE_FEE };

static void fill(struct ledger *ledger)
{
    for (int month = 0; month <= MONTHS; month++)
        for (size_t lane = 0; lane < LANES; lane++) {
            ledger_row(ledger->entered, month)[lane] = (struct ledger_post){number(ENTERED_FEE, month, lane),
                                                                            number(ENTERED, month, lane)};
            ledger_row(ledger->gone, month)[lane] = (struct ledger_post){number(GONE_FEE, month, lane),
                                                                         number(GONE, month, lane)};
            for (int line = 0; line < LEDGER_LINES; line++)
                ledger_line(ledger, (enum ledger_line)line, month)[lane] = month > 0 ? number((size_t)line, month, lane)
                                                                                     : 0;
        }
}

/* The sum of a number over months 1 .. month. */
static int64_t sum(size_t which, int month, size_t lane)
{
    int64_t all = 0;
    for (int m = 1; m <= month; m++)
        all += number(which, m, lane);
    return all;
}

/* What class b, which never quits, and the fixed cost add: by hand, cents. Leads: 3 x 2.11 = 6.33 a seat. */
static int64_t certain_part(enum series series, int month)
{
    int64_t seats = month < 5 ? 2 : 3;
    switch (series) {
    case SERIES_REPS:
        return seats;
    case SERIES_SALARIES:
        return seats * (month < 4 ? 7701 : 8003);
    case SERIES_HIRING:
        return month == 5 ? 3113 : 0;
    case SERIES_LEADS_COST:
        return seats * 633;
    case SERIES_FIXED:
        return month < 7 ? 9999 : 1111;
    default:
        return 0;
    }
}

/* The series that one line makes alone. */
static const struct {
    enum ledger_line line;
    enum series series;
} made_of[] = {{LINE_COMMISSIONS, SERIES_COMMISSIONS},
               {LINE_SERVING, SERIES_SERVING},
               {LINE_SERVICE, SERIES_SERVICE},
               {LINE_PROMOTERS, SERIES_PROMOTERS},
               {LINE_DETRACTORS, SERIES_DETRACTORS},
               {LINE_EXPANSION, SERIES_REVENUE_EXPANSION},
               {LINE_CLAWBACKS, SERIES_CLAWBACKS},
               {LINE_BONUSES, SERIES_BONUSES},
               {LINE_RETURNED, SERIES_SIGNUPS_RETURNED},
               {LINE_REPS, SERIES_REPS},
               {LINE_SALARIES, SERIES_SALARIES},
               {LINE_HIRING, SERIES_HIRING},
               {LINE_LEADS, SERIES_LEADS_COST},
               {LINE_REFERRED, SERIES_SIGNUPS_REFERRED},
               {LINE_WINBACKS, SERIES_WINBACKS},
               {LINE_REACTIVATED, SERIES_REVENUE_REACTIVATED},
               {LINE_CARE, SERIES_CARE},
               {LINE_RESCUE, SERIES_RESCUE}};
_Static_assert(sizeof made_of / sizeof made_of[0] == LEDGER_LINES, "every line");

/* Of such a series; false for all others. */
static bool of_one_line(enum series series, int month, size_t lane, int64_t *value)
{
    for (size_t i = 0; i < LEDGER_LINES; i++)
        if (made_of[i].series == series) {
            *value = (i < LEDGER_RUNNING ? sum(made_of[i].line, month, lane) : number(made_of[i].line, month, lane)) +
                     certain_part(series, month);
            return true;
        }
    return false;
}

/* A month's value from its definition. */
static int64_t value_of(enum series series, int month, size_t lane)
{
    int64_t value;
    if (of_one_line(series, month, lane, &value))
        return value;
    switch (series) {
    case SERIES_CLIENTS:
        return number(ENTERED, 0, lane) - number(GONE, 0, lane) + sum(ENTERED, month, lane) - sum(GONE, month, lane);
    case SERIES_SIGNUPS: /* who comes back does not sign up */
        return number(ENTERED, month, lane) - number(LINE_WINBACKS, month, lane);
    case SERIES_LOST:
        return number(GONE, month, lane);
    case SERIES_REVENUE:
        return number(ENTERED_FEE, 0, lane) - number(GONE_FEE, 0, lane) + sum(ENTERED_FEE, month, lane) -
               sum(GONE_FEE, month, lane) + sum(LINE_EXPANSION, month, lane);
    case SERIES_REVENUE_NEW:
        return number(ENTERED_FEE, month, lane) - number(LINE_REACTIVATED, month, lane);
    case SERIES_REVENUE_LOST:
        return number(GONE_FEE, month, lane);
    case SERIES_FIXED:
        return certain_part(series, month);
    case SERIES_SIGNUP_COST:
        return 3031 * value_of(SERIES_SIGNUPS, month, lane);
    case SERIES_LOST_COST:
        return (month < 6 ? 2890 : 0) * number(GONE, month, lane);
    case SERIES_WINBACK: /* nobody is approached from month 8 on */
        return (month < 3 ? 703 : month < 8 ? 901 : 0) * number(GONE, month, lane);
    case SERIES_REFERRAL:
        return (month < 4 ? 1117 : 0) * number(LINE_REFERRED, month, lane);
    case SERIES_NPS: /* no ledger has it */
        return 0;
    case SERIES_PROFIT:
        return value_of(SERIES_REVENUE, month, lane) + value_of(SERIES_CLAWBACKS, month, lane) -
               value_of(SERIES_SALARIES, month, lane) - value_of(SERIES_HIRING, month, lane) -
               value_of(SERIES_LEADS_COST, month, lane) - value_of(SERIES_COMMISSIONS, month, lane) -
               value_of(SERIES_BONUSES, month, lane) - value_of(SERIES_SERVICE, month, lane) -
               value_of(SERIES_SERVING, month, lane) - value_of(SERIES_SIGNUP_COST, month, lane) -
               value_of(SERIES_FIXED, month, lane) - value_of(SERIES_LOST_COST, month, lane) -
               value_of(SERIES_CARE, month, lane) - value_of(SERIES_RESCUE, month, lane) -
               value_of(SERIES_WINBACK, month, lane) - value_of(SERIES_REFERRAL, month, lane);
    default:
        return month < 1 ? 0 : value_of(SERIES_CASH, month - 1, lane) + value_of(SERIES_PROFIT, month, lane);
    }
}

static void every_series(void **state)
{
    static struct month_rows rows;
    struct kit kit;
    (void)state;
    kit_make(&kit, all_rules, NULL, NULL);
    fill(&kit.ledger);
    for (int month = 0; month <= MONTHS; month++) {
        month_rows_step(&rows, &kit.ledger, &kit.engine.certain, &kit.made->plan.payments, month);
        for (int s = 0; s < SERIES_COUNT; s++)
            for (size_t lane = 0; lane < LANES; lane++) {
                bool book = s == SERIES_CLIENTS || s == SERIES_REVENUE;
                bool gone = s == SERIES_LOST || s == SERIES_REVENUE_LOST; /* nobody is lost in month 0 */
                if (month == 0 && gone)
                    continue;
                int64_t wanted = month > 0 || book ? value_of((enum series)s, month, lane) : 0;
                if (rows.value[s][lane] != wanted)
                    fail_msg("%s of month %d", series_info((enum series)s)->name, month);
            }
    }
    for (size_t lane = 0; lane < LANES; lane++) {
        int64_t lowest = INT64_MAX;
        for (int month = 1; month <= MONTHS; month++)
            lowest = value_of(SERIES_CASH, month, lane) < lowest ? value_of(SERIES_CASH, month, lane) : lowest;
        assert_int_equal(rows.cash_min[lane], lowest);
    }
    kit_free(&kit);
}

/* A plan without any rule has no lines: profit is revenue less what is certain. */
static void without_lines(void **state)
{
    static struct month_rows rows;
    struct kit kit;
    struct ledger bare;
    const bool none[LEDGER_LINES] = {false};
    (void)state;
    kit_make(&kit, KIT_ROWS "plan.months,9\nrep.a.salary,1234.56\ncost.fixed,100\n", NULL, NULL);
    assert_int_equal(ledger_init(&bare, MONTHS, none), OK);
    for (int month = 0; month <= MONTHS; month++) {
        ledger_row(bare.entered, month)[7] = (struct ledger_post){1000 + month, 1};
        ledger_row(bare.entered, month)[8] = (struct ledger_post){1000000, 1};
        month_rows_step(&rows, &bare, &kit.engine.certain, &kit.made->plan.payments, month);
        int64_t revenue = 1000 * (month + 1) + month * (month + 1) / 2;
        assert_int_equal(rows.value[SERIES_REVENUE][7], revenue);
        assert_int_equal(rows.value[SERIES_PROFIT][7], month > 0 ? revenue - 123456 - 10000 : 0);
        assert_int_equal(rows.value[SERIES_FIXED][7], month > 0 ? 10000 : 0);
        assert_int_equal(rows.value[SERIES_SIGNUP_COST][7], 0);
    }
    assert_int_equal(rows.cash_min[7], rows.value[SERIES_CASH][7]); /* it only ever fell */
    assert_int_equal(rows.cash_min[8], 2000000 - 123456 - 10000);   /* it only ever rose, from month 1 on */
    ledger_free(&bare);
    kit_free(&kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_series),
        cmocka_unit_test(without_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
