/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ledger of plays whose every word is written here, against sums done by hand, in cents. Two clients sign in month
 * 1, at 1,234.56 a month; S(k) = 0.7^k, so that a word at 0.4 gives three bills, at 1e-9 more than the plan's 48.
 */
#include "tests/verify/verify_script.h"
#include "tests/verify/verify_support.h"

enum { PLAYS = 3, FEE = 123456 };

static const char plain[] = "plan.months,48\n"
                            "sales.close,1\n"
                            "rep.standard.count,1\n"
                            "rep.standard.leads,2.3\n"
                            "spend.shape,fixed\n"
                            "spend.mean,12345.6\n"
                            "contract.month.term,1\n"
                            "contract.month.fee,10%\n"
                            "contract.month.nonrenewal,0.3\n";

/* Nobody signs but in month 1 (Poisson(2.3): P(1) = 0.3309, P(2) = 0.5960): client 1 stays, client 2 has three bills.
 */
static struct verify *play(const char *sets)
{
    uint32_t half = script_word(0.5), none = script_word(0.05), never = script_word(1e-9), three = script_word(0.4);
    struct script_rule rule[] = {
        {PURPOSE_ARRIVALS, SCRIPT_ANY, SCRIPT_ANY, {none, none, none, none}},
        {PURPOSE_ARRIVALS, 0, SCRIPT_ANY, {half, none, none, none}},
        {PURPOSE_CLIENT, SCRIPT_ANY, 1, {half, half, half, never}},
        {PURPOSE_CLIENT, SCRIPT_ANY, 2, {half, half, half, three}},
    };
    struct script script = {rule, sizeof rule / sizeof rule[0]};
    struct draw_source source = script_source(&script);
    struct verify *made = verify_new(plain, NULL, sets);
    verify_play_with(made, &(struct play_options){.seed = 1, .replicates = PLAYS, .threads = 1, .draws = &source});
    return made;
}

/* An amount of the months from..to, in all plays. */
static void expect(const struct verify *made, enum series series, int from, int to, int64_t cents)
{
    for (int month = from; month <= to; month++)
        for (size_t r = 0; r < PLAYS; r++)
            if (verify_value(&made->sample, series, month, r) != cents)
                fail_msg("%s of month %d is %lld, not %lld", series_info(series)->name, month,
                         (long long)verify_value(&made->sample, series, month, r), (long long)cents);
}

/* 13.7 % of 1,234.56 is 169.13472: 169.13 for each client and bill, to bill 5. */
static void commissions(void **state)
{
    (void)state;
    struct verify *made = play(
        "rep.standard.commission=0.137;rep.standard.commission_months=5;rep.standard.clawback=4");
    expect(made, SERIES_SIGNUPS, 1, 1, 2);
    expect(made, SERIES_CLIENTS, 1, 3, 2);
    expect(made, SERIES_CLIENTS, 4, 48, 1);
    expect(made, SERIES_COMMISSIONS, 1, 3, 2 * 16913);
    expect(made, SERIES_COMMISSIONS, 4, 5, 16913);
    expect(made, SERIES_COMMISSIONS, 6, 48, 0);
    expect(made, SERIES_CLAWBACKS, 1, 3, 0);
    expect(made, SERIES_CLAWBACKS, 4, 4, 3 * 16913); /* lost after three bills, fewer than four */
    expect(made, SERIES_CLAWBACKS, 5, 48, 0);
    expect(made, SERIES_PROFIT, 1, 3, 2 * (FEE - 16913));
    expect(made, SERIES_PROFIT, 4, 4, FEE - 16913 + 3 * 16913);
    expect(made, SERIES_PROFIT, 6, 48, FEE);
    expect(made, SERIES_CASH, 4, 4, 6 * (FEE - 16913) + FEE + 2 * 16913);
    verify_free(made);

    made = play("rep.standard.commission=0.137;rep.standard.clawback=3"); /* three bills are enough; paid for ever */
    expect(made, SERIES_CLAWBACKS, 1, 48, 0);
    expect(made, SERIES_COMMISSIONS, 4, 48, 16913);
    verify_free(made);
}

/* The share is that of the bill's month, the months are those in force then, and the clawback that of the loss. */
static void dated_commissions(void **state)
{
    (void)state;
    struct verify *made = play(
        "rep.standard.commission=0.1;rep.standard.commission@3=0.2;rep.standard.commission@9=0.05;"
        "rep.standard.commission_months=2;rep.standard.commission_months@3=4;"
        "rep.standard.commission_months@9=10;rep.standard.clawback=1;"
        "rep.standard.clawback@4=9;rep.standard.clawback@5=0");
    expect(made, SERIES_COMMISSIONS, 1, 2, 2 * 12346); /* 123.456 */
    expect(made, SERIES_COMMISSIONS, 3, 3, 2 * 24691); /* 246.912 */
    expect(made, SERIES_COMMISSIONS, 4, 4, 24691);
    expect(made, SERIES_COMMISSIONS, 5, 8, 0);
    expect(made, SERIES_COMMISSIONS, 9, 10, 6173); /* 61.728 */
    expect(made, SERIES_COMMISSIONS, 11, 48, 0);
    expect(made, SERIES_CLAWBACKS, 4, 4, 2 * 12346 + 24691);
    verify_free(made);
}

/* 23 % of the first fee, 283.9488, with bills 7, 13, 19, ...: whatever the fee has grown to. */
static void bonuses(void **state)
{
    (void)state;
    struct verify *made = play("bonus.every=6;bonus.share=0.23;expansion.yearly=0.05;expansion.limit=0.2");
    for (int month = 1; month <= 48; month++)
        expect(made, SERIES_BONUSES, month, month, month > 1 && (month - 1) % 6 == 0 ? 28395 : 0);
    verify_free(made);

    made = play("bonus.every=6;bonus.every@14=10;bonus.share=0.23;bonus.share@8=0.31;bonus.share@32=0"); /* 382.7136 */
    expect(made, SERIES_BONUSES, 7, 7, 28395);
    expect(made, SERIES_BONUSES, 13, 13, 38271);
    expect(made, SERIES_BONUSES, 14, 20, 0);
    expect(made, SERIES_BONUSES, 21, 21, 38271);
    expect(made, SERIES_BONUSES, 22, 30, 0);
    expect(made, SERIES_BONUSES, 31, 31, 38271);
    expect(made, SERIES_BONUSES, 32, 48, 0);
    verify_free(made);
}

/*
 * 3.7 % a year: 1,280.23872, 1,327.6076 and, from the first fee as well, 1,376.729: 12 % more, 1,382.7072, is not
 * reached. A limit of 6 % from month 40 on: 1,308.6336.
 */
static void growth(void **state)
{
    (void)state;
    struct verify *made = play("expansion.yearly=0.037;expansion.limit=0.12;expansion.limit@40=0.06;cost.serve=0.1");
    expect(made, SERIES_REVENUE, 1, 3, 2 * FEE);
    expect(made, SERIES_REVENUE, 4, 12, FEE);
    expect(made, SERIES_REVENUE, 13, 24, 128024);
    expect(made, SERIES_REVENUE, 25, 36, 132761);
    expect(made, SERIES_REVENUE, 37, 39, 137673);
    expect(made, SERIES_REVENUE, 40, 48, 130863);
    expect(made, SERIES_REVENUE_EXPANSION, 1, 12, 0);
    expect(made, SERIES_REVENUE_EXPANSION, 13, 13, 128024 - FEE);
    expect(made, SERIES_REVENUE_EXPANSION, 37, 37, 137673 - 132761);
    expect(made, SERIES_REVENUE_EXPANSION, 40, 40, 130863 - 137673);
    expect(made, SERIES_SERVING, 4, 12, 12346);
    expect(made, SERIES_SERVING, 13, 24, 12802);
    expect(made, SERIES_SERVING, 37, 39, 13767);
    assert_true(made->sample.quantity_mean[QUANTITY_REVENUE_GROWN] == 130863);
    assert_true(made->sample.quantity_mean[QUANTITY_REVENUE_KEPT] == 130863); /* it paid 132,761 then */
    verify_free(made);

    made = play("expansion.yearly=0.037;expansion.limit=0.12"); /* kept: what it paid then, not what it pays now */
    assert_true(made->sample.quantity_mean[QUANTITY_REVENUE_GROWN] == 137673);
    assert_true(made->sample.quantity_mean[QUANTITY_REVENUE_KEPT] == 132761);
    verify_free(made);
}

/* Where growth is allowed but never happens, those who stay still pay what they paid. */
static void no_growth(void **state)
{
    static const char *const sets[] = {"expansion.yearly=0.037;expansion.limit=0",
                                       "expansion.yearly=0.037;expansion.limit=0.2;expansion.yearly@5=0",
                                       "expansion.yearly=0"};
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct verify *made = play(sets[i]);
        expect(made, SERIES_REVENUE, 4, 48, FEE);
        assert_true(made->sample.quantity_mean[QUANTITY_REVENUE_GROWN] == FEE);
        assert_true(made->sample.quantity_mean[QUANTITY_REVENUE_KEPT] == FEE);
        verify_free(made);
    }
}

/* 3,777.77 / 17 = 222.221765 a month; with one, two, three thirds of 15 %: 233.33285, 244.44394, 255.55503. */
static void service(void **state)
{
    (void)state;
    struct verify *made = play("service.accounts=17;service.salary=3777.77;service.bonus=0.15;service.accounts@45=34");
    expect(made, SERIES_SERVICE, 1, 3, 2 * 22222);
    expect(made, SERIES_SERVICE, 4, 12, 22222);
    expect(made, SERIES_SERVICE, 13, 24, 23333);
    expect(made, SERIES_SERVICE, 25, 36, 24444);
    expect(made, SERIES_SERVICE, 37, 44, 25556);
    expect(made, SERIES_SERVICE, 45, 48, 12778); /* 127.7775 */
    verify_free(made);
}

/*
 * Half a cent goes away from zero, for each client and line by itself. 100.04 x 12.5 % = 12.505 in exact binary; two
 * clients pay 2 x 12.51 and not 25.01.
 */
static void half_a_cent(void **state)
{
    (void)state;
    struct verify *made = play("spend.mean=1000.4;cost.serve=0.125;rep.standard.commission=0.125;bonus.every=1;"
                               "bonus.share=0.125;rep.standard.salary=100.125;cost.fixed=200.375;cost.signup=50.625;"
                               "cost.lost=70.875");
    expect(made, SERIES_REVENUE, 1, 3, 2 * 10004);
    expect(made, SERIES_SERVING, 1, 3, 2 * 1251);
    expect(made, SERIES_COMMISSIONS, 4, 48, 1251);
    expect(made, SERIES_BONUSES, 1, 1, 0);
    expect(made, SERIES_BONUSES, 2, 3, 2 * 1251);
    expect(made, SERIES_SALARIES, 1, 48, 10013);
    expect(made, SERIES_FIXED, 1, 48, 20038);
    expect(made, SERIES_SIGNUP_COST, 1, 1, 2 * 5063);
    expect(made, SERIES_SIGNUP_COST, 2, 48, 0);
    expect(made, SERIES_LOST_COST, 4, 4, 7088);
    expect(made, SERIES_LOST_COST, 5, 48, 0);
    expect(made, SERIES_PROFIT, 1, 1, 2 * (10004 - 1251 - 1251 - 5063) - 10013 - 20038);
    expect(made, SERIES_PROFIT, 4, 4, 10004 - 3 * 1251 - 10013 - 20038 - 7088);
    verify_free(made);
}

/* The lowest cash, and what the best paying fifth of one client is: a fifth of its fee. */
static void lowest_cash_and_best_fifth(void **state)
{
    (void)state;
    struct verify *made = play("cost.signup=3000;cost.fixed=1000"); /* -4,530.88, -3,061.76, -1,592.64, -1,358.08 */
    int64_t first = 2 * FEE - 600000 - 100000;
    expect(made, SERIES_CASH, 1, 1, first);
    expect(made, SERIES_CASH, 2, 2, first + 2 * FEE - 100000);
    assert_true(made->sample.quantity_mean[QUANTITY_CASH_MIN] == (double)first);
    assert_near(made->sample.quantity_mean[QUANTITY_TOP_FIFTH], FEE / 5.0, 1e-9);
    verify_free(made);

    made = play(NULL); /* never below 0: the lowest is that of month 1, not 0 */
    assert_true(made->sample.quantity_mean[QUANTITY_CASH_MIN] == 2 * FEE);
    verify_free(made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commissions), cmocka_unit_test(dated_commissions),
        cmocka_unit_test(bonuses),     cmocka_unit_test(growth),
        cmocka_unit_test(no_growth),   cmocka_unit_test(service),
        cmocka_unit_test(half_a_cent), cmocka_unit_test(lowest_cash_and_best_fifth),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
