/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a client is worth, against sums worked out by hand. Everybody pays 81,230.64 x 11 % = 8,935.37 (F) unless spend
 * is random; q = 0.927 stay every month; v = the monthly discount.
 */
#include "tests/verify/verify_support.h"

#include <math.h>
#include <string.h>

#include "analysis/worth.h"
#include "sim/plan/offspring_steady.h"

#define ROWS                                                                                \
    "plan.months,30\nsales.close,0.31\nrep.a.count,2\nrep.a.leads,1.7\nspend.shape,fixed\n" \
    "spend.mean,81230.64\ncontract.m.term,1\ncontract.m.fee,11%\ncontract.m.nonrenewal,7.3%\n"
#define GROWS "expansion.yearly=5%;expansion.limit=12%"

static const double F = 8935.37, q = 0.927;

/* The last cohort of a month, and what one of its clients is worth. */
struct seen {
    size_t count, kind;
    struct cohort cohort;
    struct worth worth;
};

static void note(void *context, const struct cohort *cohort, const struct worth *worth, size_t kind)
{
    struct seen *seen = context;
    *seen = (struct seen){seen->count + 1, kind, *cohort, *worth};
}

static struct seen worth_of(const char *sets, int month, double less)
{
    struct verify *made = verify_new(ROWS, NULL, sets);
    struct worths worths;
    struct seen seen = {0};
    assert_int_equal(worth_init(&worths, &made->plan, less), OK);
    assert_int_equal(worth_visit_signups(&worths, month, note, &seen), OK);
    assert_true(seen.count > 0);
    worth_free(&worths);
    worth_free(&worths); /* safe twice */
    verify_free(made);
    return seen;
}

static void plain(void **state)
{
    double v = pow(1.137, -1.0 / 12);
    struct seen seen = worth_of("plan.discount_rate=13.7%", 7, 0);
    (void)state;
    assert_close(seen.cohort.fee, F, 1e-15);
    assert_close(seen.worth.bills, 1 / (1 - q), 1e-12);
    assert_close(seen.worth.fees, F / (1 - q), 1e-12);
    assert_close(seen.worth.discounted, F / (1 - q * v), 1e-12);
    assert_close(seen.worth.within, F * (1 - pow(q, 30)) / (1 - q), 1e-12);
    assert_true(seen.worth.expansion == 0 && seen.worth.serving == 0 && seen.worth.service == 0);
    assert_true(seen.worth.commission == 0 && seen.worth.clawback == 0 && seen.worth.bonus == 0);
    assert_null(seen.worth.endless);
    seen = worth_of("", 30, 0.01); /* every M lower: the month of signing does not matter */
    assert_close(seen.worth.bills, 1 / (1 - pow(q, 0.99)), 1e-12);
}

/* 1, 1.05, 1.1025, then 1.12: in cents 8,935.37, 9,382.14 (9,382.1385), 9,851.25 (9,851.2454), 10,007.61 (...6144). */
static void growth(void **state)
{
    static const double fee[] = {8935.37, 9382.14, 9851.25, 10007.61};
    double year = (1 - pow(q, 12)) / (1 - q), q12 = pow(q, 12), v = pow(1.1, -1.0 / 12), qv = q * v;
    double fees = year * (fee[0] + q12 * fee[1] + q12 * q12 * fee[2]) + pow(q, 36) / (1 - q) * fee[3];
    double present = (1 - pow(qv, 12)) / (1 - qv) * (fee[0] + pow(qv, 12) * fee[1] + pow(qv, 24) * fee[2]) +
                     pow(qv, 36) / (1 - qv) * fee[3];
    struct seen seen = worth_of(GROWS, 11, 0);
    (void)state;
    assert_close(seen.worth.fees, fees, 1e-12);
    assert_close(seen.worth.discounted, present, 1e-12);
    assert_close(seen.worth.within, year * (fee[0] + q12 * fee[1]) + pow(q, 24) * (1 - pow(q, 6)) / (1 - q) * fee[2],
                 1e-12);
    assert_close(seen.worth.expansion,
                 (fee[1] - fee[0]) * q12 + (fee[2] - fee[1]) * q12 * q12 + (fee[3] - fee[2]) * pow(q, 36), 1e-10);
    /* Random fees are not rounded. */
    seen = worth_of(GROWS ";spend.shape=lognormal;spend.cv=0.6;spend.q1=1;spend.q2=1;spend.q3=1", 11, 0);
    assert_close(seen.worth.fees / seen.cohort.fee,
                 year * (1 + 1.05 * q12 + 1.1025 * q12 * q12) + 1.12 * pow(q, 36) / (1 - q), 1e-12);
    /* A limit that falls past the plan's first year, signed in month 3: 1.05 from month 15, 1.02 from month 21. */
    seen = worth_of(GROWS ";expansion.limit@21=2%;expansion.yearly@21=0;spend.shape=lognormal;spend.cv=0.6;spend.q1=1;"
                          "spend.q2=1;spend.q3=1",
                    3, 0);
    assert_close(seen.worth.fees / seen.cohort.fee, (1 + 0.05 * q12 - 0.03 * pow(q, 18)) / (1 - q), 1e-12);
    assert_close(seen.worth.expansion / seen.cohort.fee, 0.05 * q12 - 0.03 * pow(q, 18), 1e-10);
}

static void commission(void **state)
{
    struct seen seen = worth_of("rep.a.commission=13%;rep.a.commission_months=7;rep.a.clawback=5", 4, 0);
    double back = 0;
    (void)state;
    for (int k = 1; k < 5; k++) /* k bills paid for, then lost */
        back += (1 - q) * pow(q, k - 1) * 0.13 * F * k;
    assert_close(seen.worth.commission, 0.13 * F * (1 - pow(q, 7)) / (1 - q), 1e-12);
    assert_close(seen.worth.clawback, back, 1e-12);
    /* 13 % until month 11, then 4 %; signed in month 9; clawed back in months from 12 on alone, T < 6. */
    seen = worth_of("rep.a.commission=13%;rep.a.commission@12=4%;rep.a.clawback@12=6", 9, 0);
    assert_close(seen.worth.commission, F * (0.13 * (1 - pow(q, 3)) + 0.04 * pow(q, 3)) / (1 - q), 1e-12);
    assert_close(seen.worth.clawback, (1 - q) * F * (q * q * 0.39 + pow(q, 3) * 0.43 + pow(q, 4) * 0.47), 1e-12);
    /* All bills, growing. */
    seen = worth_of(GROWS ";rep.a.commission=13%", 9, 0);
    assert_close(seen.worth.commission, 0.13 * seen.worth.fees, 1e-12);
}

static void bonus(void **state)
{
    struct seen seen = worth_of(GROWS ";bonus.every=6;bonus.share=31%", 17, 0);
    const char *dated = "bonus.every=6;bonus.share=31%;bonus.every@20=4;bonus.share@20=11%";
    (void)state;
    assert_close(seen.worth.bonus, 0.31 * F * pow(q, 6) / (1 - pow(q, 6)), 1e-12); /* of the first fee */
    /* Signed in month 15: bill 7 would be month 21, no more; bills 9, 13, 17, ... */
    assert_close(worth_of(dated, 15, 0).worth.bonus, 0.11 * F * pow(q, 8) / (1 - pow(q, 4)), 1e-12);
    /* Signed in month 10: bill 7 in month 16, bill 9 in 18 not, 13 in 22. */
    assert_close(worth_of(dated, 10, 0).worth.bonus, F * (0.31 * pow(q, 6) + 0.11 * pow(q, 12) / (1 - pow(q, 4))),
                 1e-12);
    assert_close(worth_of(dated, 10, 0.01).worth.bonus,
                 F * (0.31 * pow(q, 5.94) + 0.11 * pow(q, 11.88) / (1 - pow(q, 3.96))), 1e-12);
}

static void service(void **state)
{
    struct seen seen = worth_of("service.accounts=20;service.salary=4100;service.bonus=15%;cost.serve=23%", 2, 0);
    double year = (1 - pow(q, 12)) / (1 - q), q12 = pow(q, 12);
    (void)state;
    assert_close(seen.worth.service, 205 * (year * (1 + 1.05 * q12 + 1.10 * q12 * q12) + 1.15 * pow(q, 36) / (1 - q)),
                 1e-12);
    assert_close(seen.worth.serving, 0.23 * F / (1 - q), 1e-12);
    /* Serving from month 9 on alone, signed in month 2: from bill 8 on. */
    seen = worth_of("cost.serve@9=23%", 2, 0);
    assert_close(seen.worth.serving, 0.23 * F * pow(q, 7) / (1 - q), 1e-12);
}

static void never_leaving(void **state)
{
    double v = pow(1.1, -1.0 / 12);
    struct seen seen = worth_of("contract.m.nonrenewal=0;rep.a.commission=13%;rep.a.commission_months=3;" GROWS, 5, 0);
    (void)state;
    assert_non_null(seen.worth.endless);
    assert_true(isinf(seen.worth.bills) && isinf(seen.worth.fees));
    assert_close(seen.worth.commission, 3 * 0.13 * F, 1e-12);
    assert_close(seen.worth.within, 12 * 8935.37 + 12 * 9382.14 + 6 * 9851.25, 1e-12);
    double v12 = pow(v, 12), year = (1 - v12) / (1 - v);
    assert_close(seen.worth.discounted,
                 year * (8935.37 + v12 * 9382.14 + v12 * v12 * 9851.25) + 10007.61 * pow(v, 36) / (1 - v), 1e-12);
    seen = worth_of("contract.m.nonrenewal=0;contract.m.fee=0", 5, 0); /* who pays nothing pays nothing for ever */
    assert_true(seen.worth.fees == 0 && seen.worth.discounted == 0);
}

/* The first bills one by one: their sum over a long time is the whole life. */
static void margins(void **state)
{
    const char *sets = "service.accounts=20;service.salary=4100;service.bonus=15%;cost.serve=23%;" GROWS;
    struct verify *made = verify_new(ROWS, NULL, sets);
    struct worths worths;
    struct seen seen = {0};
    double margin[WORTH_BILLS + 1] = {0}, sum = 0;
    (void)state;
    assert_int_equal(worth_init(&worths, &made->plan, 0), OK);
    assert_int_equal(worth_visit_signups(&worths, 4, note, &seen), OK);
    worth_margins(&worths, seen.kind, 2.7, 2.7 * F, margin, WORTH_BILLS);
    assert_close(margin[1], 2.7 * (0.77 * F - 205), 1e-12);
    assert_close(margin[13], 2.7 * pow(q, 12) * (0.77 * 9382.14 - 205 * 1.05), 1e-12);
    for (int k = 1; k <= WORTH_BILLS; k++)
        sum += margin[k];
    assert_close(sum, 2.7 * (seen.worth.fees - seen.worth.serving - seen.worth.service), 1e-12);
    worth_free(&worths);
    verify_free(made);
}

/* Cohorts that differ in their number only are one kind; two classes with their own pay are two. */
static void kinds(void **state)
{
    struct verify *made = verify_new(ROWS "rep.b.count,1\nrep.b.leads,3\nrep.b.commission,9%\n", NULL, "");
    struct worths worths;
    struct seen seen = {0};
    (void)state;
    assert_int_equal(worth_init(&worths, &made->plan, 0), OK);
    for (int month = 1; month <= 30; month++)
        assert_int_equal(worth_visit_signups(&worths, month, note, &seen), OK);
    assert_int_equal(seen.count, 60);
    assert_int_equal(worths.kinds, 2);
    assert_close(seen.worth.commission, 0.09 * F / (1 - q), 1e-12);
    worth_free(&worths);
    verify_free(made);
}

/* Sign-ups are those of reps and referrals; who comes back is none. The steady state has them all. */
static void who_is_visited(void **state)
{
    static const char rows[] = ROWS "nps.promoters,40%\nreferral.leads,0.05\nwinback.share,20%\nwinback.after,2\n";
    struct verify *made = verify_new(rows, NULL, "");
    struct worths worths;
    struct seen seen = {0};
    struct offspring offspring;
    struct offspring_steady steady;
    (void)state;
    assert_int_equal(worth_init(&worths, &made->plan, 0), OK);
    assert_int_equal(worth_visit_signups(&worths, 9, note, &seen), OK);
    assert_int_equal(seen.count, 2 * made->plan.latents.count);
    assert_int_equal(seen.cohort.source, SOURCE_REFERRED);
    assert_int_equal(offspring_steady_init(&offspring, &made->plan, 0, 0, &steady), OK);
    assert_int_equal(worth_visit_steady(&worths, &offspring, note, &seen), OK);
    assert_int_equal(seen.cohort.source, SOURCE_WINBACK);
    assert_close(seen.worth.fees, F / (1 - q), 1e-12);
    offspring_free(&offspring);
    worth_free(&worths);
    verify_free(made);
}

/* 22 % of those about to leave are kept: lives are those of a smaller hazard. All of them: there is no end. */
static void rescued(void **state)
{
    struct seen seen = worth_of("rescue.share=40%;rescue.success=55%", 7, 0);
    (void)state;
    assert_close(seen.worth.bills, 1 / (0.073 * 0.78), 1e-12);
    assert_close(seen.worth.within, F * (1 - pow(1 - 0.073 * 0.78, 30)) / (0.073 * 0.78), 1e-12);
    seen = worth_of("rescue.share=40%;rescue.success=55%", 7, 0.01);
    assert_close(seen.worth.bills, 1 / ((1 - pow(q, 0.99)) * 0.78), 1e-12);
    seen = worth_of("rescue.share=100%;rescue.success=100%", 7, 0);
    assert_non_null(strstr(seen.worth.endless, "offers keep every client"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain),   cmocka_unit_test(growth),  cmocka_unit_test(commission),
        cmocka_unit_test(bonus),   cmocka_unit_test(service), cmocka_unit_test(never_leaving),
        cmocka_unit_test(margins), cmocka_unit_test(kinds),   cmocka_unit_test(who_is_visited),
        cmocka_unit_test(rescued),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
