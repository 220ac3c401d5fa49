/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a batch of lives adds to the ledger beside heads and fees, computed by hand. Shares are eighths and sixteenths
 * where a half cent is to be met exactly.
 */
#include "play_support.h"

#include <string.h>

#include "sim/play/billing.h"

/* Lives of one month and signer; client i is alone in lane i. */
struct batch {
    size_t count;
    int month;
    size_t signer;
    bool book;
    int tenure; /* of the book */
    uint32_t gone[8];
    int64_t fee[8];
    int64_t last[8]; /* what billing_post says */
};

static void bill(struct kit *kit, struct batch *batch)
{
    static const uint32_t lane[8] = {0, 1, 2, 3, 4, 5, 6, 7};
    const struct terms_book *book = &kit->engine.terms;
    const struct terms *terms = batch->book ? terms_kept(book, batch->tenure)
                                            : terms_signed(book, &kit->made->plan, batch->signer, batch->month);
    struct billing_lives lives = {.count = batch->count,
                                  .signer = batch->signer,
                                  .book = batch->book,
                                  .month = batch->month,
                                  .terms = terms,
                                  .lane = lane,
                                  .gone = batch->gone,
                                  .fee = batch->fee};
    ledger_clear(&kit->ledger);
    assert_true(billing_needed(terms, &kit->ledger));
    billing_post(&lives, &kit->engine, &kit->ledger, batch->last);
}

/* A line's amount in each of the months from..to. running: the line holds changes. */
static void check(const struct kit *kit, enum ledger_line line, size_t lane, int from, int to, int64_t cents)
{
    for (int month = from; month <= to; month++) {
        int64_t amount = (int)line < LEDGER_RUNNING ? kit_sum(kit, line, month, lane)
                                                    : kit_posted(kit, line, month, lane);
        if (amount != cents)
            fail_msg("line %d of lane %zu in month %d: %lld, not %lld", (int)line, lane, month, (long long)amount,
                     (long long)cents);
    }
}

/* Bills 1 to 8, so months 3 to 10: an eighth up to month 5, a sixteenth from month 6 on. */
static void commissions(void **state)
{
    struct kit kit;
    (void)state;
    kit_make(&kit,
             KIT_ROWS "plan.months,20\nrep.a.commission,12.5%\nrep.a.commission,6.25%,6\nrep.a.commission_months,8\n",
             NULL, NULL);
    struct batch batch = {3, 3, 0, .gone = {21, 9, 4}, .fee = {100004, 100008, 100004}};
    bill(&kit, &batch);
    check(&kit, LINE_COMMISSIONS, 0, 0, 2, 0);
    check(&kit, LINE_COMMISSIONS, 0, 3, 5, 12501); /* 12,500.5: half away from zero */
    check(&kit, LINE_COMMISSIONS, 0, 6, 10, 6250); /* 6,250.25 */
    check(&kit, LINE_COMMISSIONS, 0, 11, 20, 0);
    check(&kit, LINE_COMMISSIONS, 1, 3, 5, 12501); /* 12,501 */
    check(&kit, LINE_COMMISSIONS, 1, 6, 8, 6251);  /* 6,250.5 */
    check(&kit, LINE_COMMISSIONS, 1, 9, 20, 0);    /* lost in month 9 */
    check(&kit, LINE_COMMISSIONS, 2, 3, 3, 12501); /* one bill */
    check(&kit, LINE_COMMISSIONS, 2, 4, 20, 0);
    check(&kit, LINE_COMMISSIONS, 3, 0, 20, 0); /* nobody is there */
    assert_true(batch.last[0] == 100004 && batch.last[1] == 100008);
    kit_free(&kit);
}

/* Months of signing before and after a dated commission_months: it counts in the month of the bill. */
static void dated_commission_months(void **state)
{
    struct kit kit;
    (void)state;
    kit_make(&kit,
             KIT_ROWS "plan.months,12\nrep.a.commission,25%\nrep.a.commission_months,2\nrep.a.commission_months,5,7\n",
             NULL, NULL);
    struct batch batch = {1, 4, 0, .gone = {13}, .fee = {1002}};
    bill(&kit, &batch); /* bills 1, 2 in months 4, 5; bill 3 in month 6 is past 2; bills 4, 5 in 7, 8 are within 5 */
    check(&kit, LINE_COMMISSIONS, 0, 4, 5, 251); /* 250.5 */
    check(&kit, LINE_COMMISSIONS, 0, 6, 6, 0);
    check(&kit, LINE_COMMISSIONS, 0, 7, 8, 251);
    check(&kit, LINE_COMMISSIONS, 0, 9, 12, 0);
    kit_free(&kit);
}

/* Growth 1, 1.25 from bill 13 on, min(1.5625, 1.5) from bill 25 on; from month 30 on at most 1.1. */
static void growth(void **state)
{
    struct kit kit;
    (void)state;
    kit_make(&kit,
             KIT_ROWS "plan.months,40\nexpansion.yearly,25%\nexpansion.limit,50%\nexpansion.limit,10%,30\n"
                      "cost.serve,12.5%\n",
             NULL, NULL);
    struct batch batch = {4, 2, 0, .gone = {41, 26, 14, 40}, .fee = {1002, 1002, 1002, 1004}};
    bill(&kit, &batch);
    check(&kit, LINE_EXPANSION, 0, 0, 13, 0);
    check(&kit, LINE_EXPANSION, 0, 14, 14, 251); /* 1,252.5 cents become 1,253 */
    check(&kit, LINE_EXPANSION, 0, 15, 25, 0);
    check(&kit, LINE_EXPANSION, 0, 26, 26, 250);  /* 1,503: from the first fee, not from 1,253 */
    check(&kit, LINE_EXPANSION, 0, 30, 30, -401); /* 1,102.2 */
    check(&kit, LINE_EXPANSION, 0, 31, 40, 0);    /* bill 37 finds it at its limit */
    check(&kit, LINE_EXPANSION, 1, 14, 14, 251);
    check(&kit, LINE_EXPANSION, 1, 15, 40, 0); /* lost in month 26, before its third year's bill */
    check(&kit, LINE_EXPANSION, 2, 0, 40, 0);  /* lost in the month in which it would have grown */
    assert_true(batch.last[0] == 1102 && batch.last[1] == 1253 && batch.last[2] == 1002);
    assert_true(batch.last[3] == 1104); /* 1,104.4 */

    /* An eighth of the bill: 125.25, 156.625, 187.875, 137.75; of 1,004: 125.5, 156.875 of 1,255, 188.25 of 1,506, 138
     */
    check(&kit, LINE_SERVING, 0, 2, 13, 125);
    check(&kit, LINE_SERVING, 0, 14, 25, 157);
    check(&kit, LINE_SERVING, 0, 26, 29, 188);
    check(&kit, LINE_SERVING, 0, 30, 40, 138);
    check(&kit, LINE_SERVING, 3, 2, 13, 126);
    check(&kit, LINE_SERVING, 3, 14, 25, 157);
    check(&kit, LINE_SERVING, 3, 26, 29, 188);
    check(&kit, LINE_SERVING, 3, 30, 39, 138);
    check(&kit, LINE_SERVING, 3, 40, 40, 0);
    kit_free(&kit);
}

/* What those pay in month 40 who were there in month 28, at most what each paid then. */
static void kept_least(void **state)
{
    struct kit kit;
    (void)state;
    kit_make(&kit, KIT_ROWS "plan.months,40\nexpansion.yearly,25%\nexpansion.limit,50%\nexpansion.limit,10%,30\n", NULL,
             NULL);
    struct batch early = {3, 2, 0, .gone = {41, 40, 29}, .fee = {1002, 1002, 1002}};
    bill(&kit, &early); /* then 1,503, now 1,102 */
    assert_true(kit.ledger.kept_least[0] == 1102 && kit.ledger.kept_least[1] == 0 && kit.ledger.kept_least[2] == 0);
    struct batch just = {1, 28, 0, .gone = {41}, .fee = {1002}};
    bill(&kit, &just); /* its first bill then; its 13th, in month 40, is 1,102 */
    assert_true(kit.ledger.kept_least[0] == 1002 && just.last[0] == 1102);
    struct batch late = {1, 29, 0, .gone = {41}, .fee = {1002}};
    bill(&kit, &late);
    assert_true(kit.ledger.kept_least[0] == 0);
    kit_free(&kit);
}

/* Month 0 is the year before of a plan of 12 months: the book is there, at its listed fee. */
static void the_book_grows(void **state)
{
    struct kit kit;
    (void)state;
    kit_make(&kit,
             KIT_ROWS "plan.months,12\nexpansion.yearly,25%\nexpansion.limit,50%\nbook.file,any\nbook.tenure,t\n"
                      "book.fee,f\nbook.contract,c\nrep.a.commission,10%\nbonus.every,1\nbonus.share,10%\n"
                      "cost.serve,12.5%\n",
             "t,f,c\n12,10.02,month\n5,10.02,month\n", NULL);
    /* Tenure 12: bill 13 in month 1. Tenure 5: bill 13 in month 8. */
    struct batch twelve = {2, 1, 0, true, 12, .gone = {13, 1}, .fee = {1002, 1002}};
    twelve.gone[1] = 2;
    bill(&kit, &twelve);
    check(&kit, LINE_EXPANSION, 0, 1, 1, 251);
    check(&kit, LINE_EXPANSION, 0, 2, 12, 0);
    check(&kit, LINE_EXPANSION, 1, 1, 1, 251);
    assert_true(twelve.last[0] == 1253 && twelve.last[1] == 1253);
    assert_true(kit.ledger.kept_least[0] == 1002 && kit.ledger.kept_least[1] == 0);
    check(&kit, LINE_SERVING, 0, 1, 12, 157); /* 156.625 */
    check(&kit, LINE_SERVING, 1, 1, 1, 157);
    check(&kit, LINE_SERVING, 1, 2, 12, 0);
    struct batch five = {2, 1, 0, true, 5, .gone = {13, 8}, .fee = {1002, 1002}};
    bill(&kit, &five);
    check(&kit, LINE_EXPANSION, 0, 0, 7, 0);
    check(&kit, LINE_EXPANSION, 0, 8, 8, 251);
    check(&kit, LINE_EXPANSION, 1, 0, 12, 0);
    check(&kit, LINE_SERVING, 0, 1, 7, 125);
    for (size_t lane = 0; lane < 2; lane++) { /* no rep signed them */
        check(&kit, LINE_COMMISSIONS, lane, 0, 12, 0);
        check(&kit, LINE_BONUSES, lane, 0, 12, 0);
    }
    kit_free(&kit);
}

/* 1,000 / 16 = 62.50 a client; the bonus of 30 % in thirds: 68.75 from bill 13, 75 from 25, 81.25 from 37 on. */
static void service(void **state)
{
    struct kit kit;
    (void)state;
    kit_make(&kit,
             KIT_ROWS "plan.months,40\nservice.accounts,16\nservice.salary,1000\nservice.bonus,30%\nbook.file,any\n"
                      "book.tenure,t\nbook.fee,f\nbook.contract,c\nservice.salary,2000,39\n",
             "t,f,c\n30,10.02,month\n", NULL);
    struct batch fresh = {2, 2, 0, .gone = {41, 14}, .fee = {1002, 555}};
    bill(&kit, &fresh);
    check(&kit, LINE_SERVICE, 0, 0, 1, 0);
    check(&kit, LINE_SERVICE, 0, 2, 13, 6250);
    check(&kit, LINE_SERVICE, 0, 14, 25, 6875);
    check(&kit, LINE_SERVICE, 0, 26, 37, 7500);
    check(&kit, LINE_SERVICE, 0, 38, 38, 8125);
    check(&kit, LINE_SERVICE, 0, 39, 40, 16250);
    check(&kit, LINE_SERVICE, 1, 2, 13, 6250);
    check(&kit, LINE_SERVICE, 1, 14, 40, 0);
    struct batch old = {1, 1, 0, true, 30, .gone = {41}, .fee = {1002}};
    bill(&kit, &old); /* bill 31 in month 1, bill 37 in month 7 */
    check(&kit, LINE_SERVICE, 0, 0, 0, 0);
    check(&kit, LINE_SERVICE, 0, 1, 6, 7500);
    check(&kit, LINE_SERVICE, 0, 7, 38, 8125);
    kit_free(&kit);
}

/* Bills 6, 11, 16 up to month 8; from month 9 on bills 8, 15, 22. An eighth of the first fee, whatever it grew to. */
static void bonuses(void **state)
{
    struct kit kit;
    (void)state;
    kit_make(&kit,
             KIT_ROWS "plan.months,20\nbonus.every,5\nbonus.every,7,9\nbonus.share,12.5%\nexpansion.yearly,25%\n"
                      "expansion.limit,50%\n",
             NULL, NULL);
    struct batch batch = {3, 2, 0, .gone = {21, 7, 8}, .fee = {1004, 1004, 1004}};
    bill(&kit, &batch);
    static const int paid[] = {7, 9, 16}; /* bills 6, 8 and 15; bill 11 in month 12 is none of seven's */
    for (int month = 0; month <= 20; month++) {
        bool is = month == paid[0] || month == paid[1] || month == paid[2];
        check(&kit, LINE_BONUSES, 0, month, month, is ? 126 : 0); /* 125.5 */
    }
    check(&kit, LINE_BONUSES, 1, 0, 20, 0); /* lost in month 7: bill 6 never was */
    check(&kit, LINE_BONUSES, 2, 7, 7, 126);
    check(&kit, LINE_BONUSES, 2, 8, 20, 0);
    kit_free(&kit);
}

/* Fewer than 6 bills up to month 7, fewer than 3 from month 8 on. An eighth of 1,004 is 125.5, a sixteenth 62.75. */
static void clawbacks(void **state)
{
    struct kit kit;
    (void)state;
    kit_make(&kit,
             KIT_ROWS "plan.months,12\nrep.a.commission,12.5%\nrep.a.commission,6.25%,6\nrep.a.commission_months,2\n"
                      "rep.a.commission_months,9,6\nrep.a.clawback,6\nrep.a.clawback,3,8\n",
             NULL, NULL);
    struct batch four = {5, 4, 0, .gone = {6, 7, 8, 5, 13}, .fee = {1004, 1004, 1004, 1004, 1004}};
    bill(&kit, &four);
    check(&kit, LINE_CLAWBACKS, 0, 6, 6, 252); /* T = 2: 126 + 126 */
    check(&kit, LINE_CLAWBACKS, 1, 7, 7, 315); /* T = 3 in month 7: 126 + 126 + 63 */
    check(&kit, LINE_CLAWBACKS, 2, 0, 12, 0);  /* T = 4 in month 8: over */
    check(&kit, LINE_CLAWBACKS, 3, 5, 5, 126);
    check(&kit, LINE_CLAWBACKS, 3, 6, 12, 0);
    check(&kit, LINE_CLAWBACKS, 4, 0, 12, 0);
    struct batch six = {3, 6, 0, .gone = {8, 9, 13}, .fee = {1004, 1004, 1004}};
    bill(&kit, &six);
    check(&kit, LINE_CLAWBACKS, 0, 8, 8, 126); /* T = 2: 63 + 63 */
    check(&kit, LINE_CLAWBACKS, 1, 0, 12, 0);  /* T = 3 is not fewer than 3 */
    struct batch last = {2, 12, 0, .gone = {13, 13}, .fee = {1004, 1004}};
    bill(&kit, &last); /* lost after the plan: nobody knows */
    check(&kit, LINE_CLAWBACKS, 0, 0, 12, 0);
    /* Bills 1 and 2 in months 2 and 3; bill 3 in month 4 is beyond 2, and so are bills 4 ... */
    struct batch gap = {1, 2, 0, .gone = {6}, .fee = {1004}};
    bill(&kit, &gap);
    check(&kit, LINE_CLAWBACKS, 0, 6, 6, 252); /* T = 4: 126 + 126 + 0 + 0 */
    check(&kit, LINE_COMMISSIONS, 0, 2, 3, 126);
    check(&kit, LINE_COMMISSIONS, 0, 4, 12, 0);
    kit_free(&kit);
}

/* The whole commission on a grown fee comes back: 12 bills of 126 cents, one of 157 (a quarter more). */
static void clawback_of_grown_fees(void **state)
{
    struct kit kit;
    (void)state;
    kit_make(&kit,
             KIT_ROWS "plan.months,30\nrep.a.commission,12.5%\nrep.a.clawback,20\nexpansion.yearly,25%\n"
                      "expansion.limit,50%\n",
             NULL, NULL);
    struct batch batch = {1, 3, 0, .gone = {16}, .fee = {1004}};
    bill(&kit, &batch);
    check(&kit, LINE_CLAWBACKS, 0, 16, 16, 12 * 126 + 157); /* an eighth of 1,255: 156.875 */
    assert_int_equal(kit_sum(&kit, LINE_CLAWBACKS, 30, 0), 12 * 126 + 157);
    kit_free(&kit);
}

/* Returned leads have no rep: neither commission nor bonus, but they are served and they grow. */
static void nobody_signed_them(void **state)
{
    struct kit kit;
    (void)state;
    kit_make(&kit,
             KIT_FIRM "plan.months,20\nspend.mean,10000\nspend.cv,0.7\nqualify.min_spend,9000\n"
                      "qualify.return_share,30%\nrep.a.commission,12.5%\nrep.a.clawback,9\nbonus.every,2\n"
                      "bonus.share,10%\ncost.serve,12.5%\nexpansion.yearly,25%\nexpansion.limit,50%\n",
             NULL, NULL);
    assert_int_equal(kit.made->plan.signers, 2);
    struct batch batch = {2, 2, 1, .gone = {21, 5}, .fee = {1004, 1004}};
    bill(&kit, &batch);
    for (size_t lane = 0; lane < 2; lane++) {
        check(&kit, LINE_COMMISSIONS, lane, 0, 20, 0);
        check(&kit, LINE_CLAWBACKS, lane, 0, 20, 0);
        check(&kit, LINE_BONUSES, lane, 0, 20, 0);
    }
    check(&kit, LINE_SERVING, 0, 2, 13, 126);
    check(&kit, LINE_SERVING, 1, 5, 20, 0);
    check(&kit, LINE_EXPANSION, 0, 14, 14, 251);
    kit_free(&kit);
}

/* Salaries and what a loss costs are no matter of bills. Where others' fees change, what is kept has to be noted. */
static void nothing_to_bill(void **state)
{
    struct kit kit;
    struct ledger plain = {.months = 20};
    (void)state;
    kit_make(&kit, KIT_ROWS "plan.months,20\nrep.a.salary,1000\ncost.lost,289\n", NULL, NULL);
    const struct terms *terms = terms_signed(&kit.engine.terms, &kit.made->plan, 0, 7);
    assert_false(billing_needed(terms, &plain));
    assert_true(billing_needed(terms, &kit.ledger));
    struct batch batch = {3, 7, 0, .gone = {21, 20, 21}, .fee = {1004, 1004, 1002}};
    bill(&kit, &batch);
    assert_true(kit.ledger.kept_least[0] == 1004 && kit.ledger.kept_least[1] == 0);
    assert_true(kit.ledger.kept_least[2] == 1002);
    kit_free(&kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commissions),
        cmocka_unit_test(dated_commission_months),
        cmocka_unit_test(growth),
        cmocka_unit_test(kept_least),
        cmocka_unit_test(the_book_grows),
        cmocka_unit_test(service),
        cmocka_unit_test(bonuses),
        cmocka_unit_test(clawbacks),
        cmocka_unit_test(clawback_of_grown_fees),
        cmocka_unit_test(nobody_signed_them),
        cmocka_unit_test(nothing_to_bill),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
