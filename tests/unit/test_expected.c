/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Exact means against formulas: clients who leave with the same chance h every month, q = 1 - h, of whom `a` sign in
 * each month at a first fee f, so that bill k of month m is paid by a q^(k-1) of them.
 */
#include "tests/verify/verify_support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { MONTHS = 61 };

static const double a = 3 * 21 * 0.047, h = 0.073, q = 0.927;
static const double fixed_fee = 3710.29; /* 37,102.9 x 10 % */
static const double random_fee = 4123.7; /* 41,237 x 10 %, never rounded */

#define LAW                            \
    "sales.close,4.7%\n"               \
    "contract.month.term,1\n"          \
    "contract.month.fee,10%\n"         \
    "contract.month.nonrenewal,7.3%\n" \
    "rep.a.count,3\nrep.a.leads,21\n"
#define FIXED  "plan.months,61\nspend.shape,fixed\nspend.mean,37102.9\n" LAW
#define RANDOM "plan.months,61\nspend.mean,41237\nspend.cv,0.73\n" LAW

static double at(const struct verify *made, enum series series, int month)
{
    return made->expected.series[series][month];
}

static double events(const struct verify *made, enum series series, int month)
{
    return made->expected.events[series][month];
}

/* Bridges, profit and cash, and month 0: true of every result. */
static void check_sums(const struct verify *made)
{
    double cash = 0.0, largest = 1.0;

    for (int s = 0; s < SERIES_COUNT; s++)
        assert_true(s == SERIES_CLIENTS || s == SERIES_REVENUE || at(made, (enum series)s, 0) == 0);
    for (int month = 1; month <= made->plan.months; month++) {
        double clients = at(made, SERIES_CLIENTS, month - 1) + at(made, SERIES_SIGNUPS, month);
        double revenue = at(made, SERIES_REVENUE, month - 1) + at(made, SERIES_REVENUE_NEW, month);
        double costs = 0.0;
        for (int s = SERIES_SALARIES; s <= SERIES_LOST_COST; s++)
            costs += (s == SERIES_CLAWBACKS ? -1 : 1) * at(made, (enum series)s, month);
        assert_close(at(made, SERIES_CLIENTS, month), clients - at(made, SERIES_LOST, month), 1e-11);
        revenue += at(made, SERIES_REVENUE_EXPANSION, month) - at(made, SERIES_REVENUE_LOST, month);
        assert_close(at(made, SERIES_REVENUE, month), revenue, 1e-11);
        double profit = at(made, SERIES_REVENUE, month) - costs;
        largest = fmax(largest, fabs(profit) + costs);
        cash += profit;
        assert_near(at(made, SERIES_PROFIT, month), profit, 1e-12 * largest);
        assert_near(at(made, SERIES_CASH, month), cash, 1e-11 * largest);
    }
}

static struct verify *made_of(const char *rows, const char *more, const char *book)
{
    char text[2048];
    int length = snprintf(text, sizeof text, "%s%s", rows, more);
    assert_true(length > 0 && (size_t)length < sizeof text);
    struct verify *made = verify_new(text, book, NULL);
    check_sums(made);
    return made;
}

static void textbook(void **state)
{
    struct verify *made = made_of(FIXED, "", NULL);
    (void)state;
    for (int m = 1; m <= MONTHS; m++) {
        double clients = a * (1 - pow(q, m)) / h;
        assert_close(at(made, SERIES_CLIENTS, m), clients, 1e-12);
        assert_close(at(made, SERIES_REVENUE, m), clients * fixed_fee, 1e-12);
        assert_close(at(made, SERIES_SIGNUPS, m), a, 1e-14);
        assert_close(at(made, SERIES_REVENUE_NEW, m), a * fixed_fee, 1e-14);
        assert_near(at(made, SERIES_LOST, m), a * (1 - pow(q, m - 1)), 1e-12);
        assert_close(events(made, SERIES_REVENUE, m), clients, 1e-12);
        assert_true(at(made, SERIES_REPS, m) == 3 && events(made, SERIES_SALARIES, m) == 0);
        assert_true(at(made, SERIES_REVENUE_EXPANSION, m) == 0 && events(made, SERIES_COMMISSIONS, m) == 0);
    }
    /* Kept from month 49 to month 61: of those signed in months 1 .. 49. */
    double kept = a * pow(q, 12) * (1 - pow(q, 49)) / h;
    assert_close(made->expected.quantity[QUANTITY_CLIENTS_KEPT], kept, 1e-12);
    assert_close(made->expected.quantity[QUANTITY_REVENUE_KEPT], kept * fixed_fee, 1e-12);
    assert_close(made->expected.quantity[QUANTITY_REVENUE_GROWN], kept * fixed_fee, 1e-12);
    /* Life table of quartile 1: who signed in month s is seen to decide after bills 1 .. 61 - s. */
    for (int k = 1; k <= MONTHS; k++) {
        assert_close(made->expected.at_risk[k], a * (MONTHS - k) * pow(q, k - 1), 1e-12);
        assert_close(made->expected.leaving[k], a * (MONTHS - k) * pow(q, k - 1) * h, 1e-12);
    }
    verify_free(made);
}

/* Fees fall in month 40 for who signs then, churn rises in month 33 for all, reps work more leads from month 8 on. */
static void dated_changes(void **state)
{
    struct verify *made = made_of(RANDOM, "contract.month.fee,8.7%,40\nchurn.multiplier,1.3,33\nrep.a.leads,25,8\n",
                                  NULL);
    (void)state;
    for (int m = 1; m <= MONTHS; m++) {
        double clients = 0.0, revenue = 0.0;
        for (int s = 1; s <= m; s++) {
            double there = 3 * 0.047 * (s < 8 ? 21 : 25);
            for (int decision = s; decision < m; decision++)
                there *= pow(q, decision < 33 ? 1 : 1.3);
            clients += there;
            revenue += there * 41237 * (s < 40 ? 0.1 : 0.087);
        }
        assert_close(at(made, SERIES_CLIENTS, m), clients, 1e-12);
        assert_close(at(made, SERIES_REVENUE, m), revenue, 1e-12);
        assert_close(at(made, SERIES_REVENUE_NEW, m), 3 * 0.047 * (m < 8 ? 21 : 25) * 41237 * (m < 40 ? 0.1 : 0.087),
                     1e-12);
    }
    verify_free(made);
}

/* Growth of bill k at 7.3 % a year, at most `limit`. */
static double growth(int k, double limit)
{
    int years = (k - 1) / 12;
    return fmin(pow(1.073, years), 1 + limit);
}

static double to_cents(double money)
{
    return floor(money * 100 + 0.5) / 100;
}

static void fees_grow(void **state)
{
    static const char rows[] = "expansion.yearly,7.3%\nexpansion.limit,17%\n";
    (void)state;
    for (int round = 0; round <= 1; round++) {
        struct verify *made = made_of(round ? FIXED : RANDOM, rows, NULL);
        for (int m = 1; m <= MONTHS; m++) {
            double revenue = 0.0, expansion = 0.0, lost = 0.0, steps = 0.0;
            for (int k = 1; k <= m; k++) {
                double fee = random_fee * growth(k, 0.17), before = random_fee * growth(k > 1 ? k - 1 : 1, 0.17);
                if (round) {
                    fee = to_cents(fixed_fee * growth(k, 0.17));
                    before = to_cents(fixed_fee * growth(k > 1 ? k - 1 : 1, 0.17));
                }
                revenue += a * pow(q, k - 1) * fee;
                expansion += a * pow(q, k - 1) * (fee - before);
                lost += k < m ? a * pow(q, k - 1) * h * fee : 0.0;
                steps += k == 13 || k == 25 || k == 37 ? a * pow(q, k - 1) : 0.0; /* 1.073^3 is above 1.17 */
            }
            assert_close(at(made, SERIES_REVENUE, m), revenue, 1e-12);
            assert_near(at(made, SERIES_REVENUE_EXPANSION, m), expansion, 1e-11 * revenue);
            assert_near(at(made, SERIES_REVENUE_LOST, m), lost, 1e-11 * revenue);
            assert_close(events(made, SERIES_REVENUE_EXPANSION, m), steps, 1e-12);
        }
        verify_free(made);
    }
}

/* Commission falls, is paid on fewer bills, and comes back for longer, all by month of payment. */
static double commission(int month)
{
    return month < 20 ? 0.137 : 0.091;
}

static void commissions_and_clawbacks(void **state)
{
    struct verify *made = made_of(RANDOM,
                                  "expansion.yearly,7.3%\nexpansion.limit,17%\n"
                                  "rep.a.commission,13.7%\nrep.a.commission,9.1%,20\n"
                                  "rep.a.commission_months,15\nrep.a.commission_months,14,31\n"
                                  "rep.a.clawback,4\nrep.a.clawback,17,40\n",
                                  NULL);
    (void)state;
    for (int m = 1; m <= MONTHS; m++) {
        double paid = 0.0, bills = 0.0, back = 0.0, clawed = 0.0;
        for (int k = 1; k <= m; k++) {
            if (k <= (m < 31 ? 15 : 14)) {
                paid += commission(m) * a * pow(q, k - 1) * random_fee * growth(k, 0.17);
                bills += a * pow(q, k - 1);
            }
            /* Lost in m after bill k, the bill of month m - 1: signed in m - k. */
            if (k == m || k >= (m < 40 ? 4 : 17))
                continue;
            double all = 0.0;
            for (int j = 1; j <= k; j++) {
                int month = m - k + j - 1;
                all += j <= (month < 31 ? 15 : 14) ? commission(month) * random_fee * growth(j, 0.17) : 0.0;
            }
            back += a * pow(q, k - 1) * h * all;
            clawed += a * pow(q, k - 1) * h;
        }
        assert_close(at(made, SERIES_COMMISSIONS, m), paid, 1e-12);
        assert_close(events(made, SERIES_COMMISSIONS, m), bills, 1e-12);
        assert_near(at(made, SERIES_CLAWBACKS, m), back, 1e-12 * paid);
        assert_near(events(made, SERIES_CLAWBACKS, m), clawed, 1e-12);
    }
    verify_free(made);
}

static void bonuses(void **state)
{
    struct verify *made = made_of(RANDOM,
                                  "bonus.every,6\nbonus.share,21%\nexpansion.yearly,7.3%\nexpansion.limit,17%\n", NULL);
    (void)state;
    for (int m = 1; m <= MONTHS; m++) {
        double bills = 0.0; /* 7, 13, 19, ... */
        for (int k = 7; k <= m; k += 6)
            bills += a * pow(q, k - 1);
        assert_close(at(made, SERIES_BONUSES, m), 0.21 * random_fee * bills, 1e-12); /* of the first fee */
        assert_close(events(made, SERIES_BONUSES, m), bills, 1e-12);
    }
    /* After many months the sum is a geometric one: share x f x q^6 / (1 - q^6). */
    verify_free(made);
    made = verify_new("plan.months,900\nspend.mean,41237\nspend.cv,0.73\nbonus.every,6\nbonus.share,21%\n" LAW, NULL,
                      NULL);
    double all = 0.21 * random_fee * a * pow(q, 6) / (1 - pow(q, 6));
    assert_close(at(made, SERIES_BONUSES, 900), all, 1e-10);
    verify_free(made);
}

/* Thirds of 15 % from bills 13, 25 and 37 on; clients of the book come with their tenure. */
static void service(void **state)
{
    struct verify *made = made_of(RANDOM,
                                  "service.accounts,23\nservice.salary,4900\nservice.bonus,15%\nbook.file,x\n"
                                  "book.tenure,t\nbook.contract,c\nbook.spend,s\n",
                                  "t,c,s\n30,month,40000\n200,month,50000\n");
    (void)state;
    for (int m = 1; m <= MONTHS; m++) {
        double sum = pow(q, m - 1) * (1 + 0.15);              /* the second client of the book */
        sum += pow(q, m - 1) * (1 + 0.05 * (m <= 6 ? 2 : 3)); /* the first: its bill 37 is that of month 7 */
        for (int k = 1; k <= m; k++)
            sum += a * pow(q, k - 1) * (1 + 0.05 * fmin(3, floor((k - 1) / 12.0)));
        assert_close(at(made, SERIES_SERVICE, m), 4900.0 / 23 * sum, 1e-12);
        assert_close(events(made, SERIES_SERVICE, m), at(made, SERIES_CLIENTS, m), 1e-14);
    }
    assert_close(at(made, SERIES_REVENUE, 0), 9000, 1e-14);
    assert_true(at(made, SERIES_CLIENTS, 0) == 2 && events(made, SERIES_REVENUE, 0) == 2);
    verify_free(made);
}

static void seats_and_costs(void **state)
{
    struct verify *made = made_of(
        FIXED,
        "plan.discount_rate,8.3%\nrep.a.count,4,7\nrep.a.ramp,3\nrep.a.salary,3100\nrep.a.salary,3350,9\n"
        "rep.a.hiring_cost,5200\ncost.lead,61\ncost.serve,37%\ncost.serve,34%,12\ncost.fixed,8123\n"
        "cost.signup,517\ncost.lost,289\ncost.lost,0,30\n",
        NULL);
    double npv = 0.0;
    (void)state;
    for (int m = 1; m <= MONTHS; m++) {
        double seats = m < 7 ? 3 : 4, output = m < 7 ? 3 : 3 + fmin(1, (m - 6) / 3.0);
        double salary = m < 9 ? 3100 : 3350, serve = m < 12 ? 0.37 : 0.34, lost = m < 30 ? 289 : 0;
        assert_close(at(made, SERIES_REPS, m), seats, 1e-14);
        assert_close(at(made, SERIES_SALARIES, m), seats * salary, 1e-14);
        assert_close(at(made, SERIES_HIRING, m), m == 7 ? 5200 : 0, 1e-14);
        assert_close(events(made, SERIES_HIRING, m), m == 7 ? 1 : 0, 1e-14);
        assert_close(at(made, SERIES_LEADS_COST, m), 61 * 21 * output, 1e-13);
        assert_close(at(made, SERIES_SIGNUPS, m), 21 * 0.047 * output, 1e-13);
        assert_close(at(made, SERIES_SIGNUP_COST, m), 517 * 21 * 0.047 * output, 1e-13);
        assert_close(at(made, SERIES_SERVING, m), serve * at(made, SERIES_REVENUE, m), 1e-13);
        assert_close(at(made, SERIES_LOST_COST, m), lost * at(made, SERIES_LOST, m), 1e-13);
        assert_close(at(made, SERIES_FIXED, m), 8123, 1e-14);
        assert_true(events(made, SERIES_FIXED, m) == 1);
        assert_true(m < 30 || events(made, SERIES_LOST_COST, m) == 0);
        double counted = 2 * seats + (m == 7) + 1; /* salaries and leads, hiring, fixed */
        counted += 2 * at(made, SERIES_CLIENTS, m) + at(made, SERIES_SIGNUPS, m); /* revenue, serving; sign-up cost */
        counted += m < 30 ? at(made, SERIES_LOST, m) : 0;
        assert_close(events(made, SERIES_PROFIT, m), counted, 1e-12);
        npv += at(made, SERIES_PROFIT, m) * pow(1.083, -(m - 1) / 12.0);
    }
    assert_close(made->expected.quantity[QUANTITY_NPV], npv, 1e-10);
    assert_close(made->expected.quantity[QUANTITY_PROFIT_TOTAL], at(made, SERIES_CASH, MONTHS), 1e-10);
    assert_true(isnan(made->expected.quantity[QUANTITY_CASH_MIN]));
    assert_true(isnan(made->expected.quantity[QUANTITY_TOP_FIFTH]));
    verify_free(made);
}

/* Three seats whose reps quit with u: occupied for 1/u months on average, then vacant for 4; ramped in 5 months. */
static void duty_cycle(void **state)
{
    struct verify *made = verify_new("plan.months,1200\nspend.mean,41237\nspend.cv,0.73\nrep.a.quit,6.1%\n"
                                     "rep.a.refill,4\nrep.a.ramp,5\nrep.a.hiring_cost,1000\n" LAW,
                                     NULL, NULL);
    double u = 0.061, cycle = 1 / u + 4, output = 0.0;
    (void)state;
    for (int j = 1; j <= 3000; j++)
        output += pow(1 - u, j - 1) * fmin(1, j / 5.0);
    check_sums(made);
    assert_close(at(made, SERIES_REPS, 1200), 3 / u / cycle, 1e-10);
    assert_close(at(made, SERIES_HIRING, 1200), 3 * 1000 / cycle, 1e-10);
    assert_close(at(made, SERIES_SIGNUPS, 1200), 3 * output / cycle * 21 * 0.047, 1e-10);
    assert_close(at(made, SERIES_CLIENTS, 1200), 3 * output / cycle * 21 * 0.047 / h, 1e-10);
    /* In month 2 a share u of the first reps is gone, and nobody is hired before month 6. */
    assert_close(at(made, SERIES_REPS, 2), 3 * (1 - u), 1e-14);
    assert_true(at(made, SERIES_HIRING, 5) == 0);
    assert_close(at(made, SERIES_HIRING, 6), 3 * 1000 * u, 1e-13);
    verify_free(made);
}

/* Turned away below 20,000.37, a share x of all; 31 % of them come back 8 months later, spending just that. */
static void returned_leads(void **state)
{
    struct verify *made = made_of(RANDOM,
                                  "qualify.min_spend,20000.37\nqualify.time_reused,0.43\nqualify.return_share,0.31\n"
                                  "qualify.return_after,8\nrep.a.commission,11.3%\nbonus.every,9\nbonus.share,17%\n"
                                  "cost.signup,500\nexpansion.yearly,7.3%\nexpansion.limit,17%\n",
                                  NULL);
    double sigma = sqrt(log(1 + 0.73 * 0.73)), mu = log(41237) - sigma * sigma / 2;
    double x = erfc(-(log(20000.37) - mu) / sigma / sqrt(2)) / 2;
    double mean = 41237 * erfc((log(20000.37) - mu - sigma * sigma) / sigma / sqrt(2)) / 2 / (1 - x); /* cut below */
    double reps = a * (1 - x + 0.43 * x), back = a * x * 0.31, listed = 2000.04;
    (void)state;
    for (int m = 1; m <= MONTHS; m++) {
        double rep_fees = 0.0, back_fees = 0.0, bonus_bills = 0.0;
        for (int k = 1; k <= m; k++) {
            rep_fees += reps * pow(q, k - 1) * 0.1 * mean * growth(k, 0.17);
            back_fees += k <= m - 8 ? back * pow(q, k - 1) * to_cents(listed * growth(k, 0.17)) : 0.0;
            bonus_bills += k > 1 && k % 9 == 1 ? reps * pow(q, k - 1) : 0.0;
        }
        assert_close(at(made, SERIES_SIGNUPS_RETURNED, m), m > 8 ? back : 0.0, 1e-12);
        assert_close(at(made, SERIES_SIGNUPS, m), reps + (m > 8 ? back : 0.0), 1e-12);
        assert_close(at(made, SERIES_SIGNUP_COST, m), 500 * (reps + (m > 8 ? back : 0.0)), 1e-12);
        assert_close(at(made, SERIES_REVENUE, m), rep_fees + back_fees, 1e-11);
        assert_close(at(made, SERIES_COMMISSIONS, m), 0.113 * rep_fees, 1e-11);
        assert_close(at(made, SERIES_BONUSES, m), 0.17 * 0.1 * mean * bonus_bills, 1e-11);
    }
    assert_close(made->expected.quantity[QUANTITY_REP_SIGNUPS], MONTHS * reps, 1e-12);
    verify_free(made);
}

/* What differs in nothing but a name is the same plan: classes paid alike, one by one or together. */
static void merging(void **state)
{
    static const char pay[] = "rep.a.commission,9%\nrep.a.clawback,5\nrep.b.count,2\nrep.b.leads,21\n"
                              "rep.b.commission,9%\nrep.b.clawback,5\nrep.c.count,1\nrep.c.leads,21\n"
                              "rep.c.commission,4%\nexpansion.yearly,7%\nexpansion.limit,40%\nbonus.every,7\n"
                              "bonus.share,3%\n";
    struct verify *apart = made_of(FIXED, pay, NULL), *together = NULL;
    char rows[2048];
    snprintf(rows, sizeof rows, "%s%s", FIXED, pay);
    together = verify_new(rows, NULL, "rep.a.count=5;rep.b.count=0");
    (void)state;
    for (int s = 0; s < SERIES_COUNT; s++)
        for (int m = 0; m <= MONTHS; m++) {
            assert_close(at(apart, (enum series)s, m), at(together, (enum series)s, m), 1e-11);
            assert_close(events(apart, (enum series)s, m), events(together, (enum series)s, m), 1e-11);
        }
    verify_free(apart);
    verify_free(together);
}

static void flat_and_back(void **state)
{
    struct verify *made = made_of(RANDOM, "rep.a.commission,9%\ncost.fixed,77\n", NULL);
    size_t length = expected_length(&made->plan);
    double *row = verify_zeros(length + 1, sizeof *row), *again = verify_zeros(length + 1, sizeof *again);
    struct expected copy;
    (void)state;
    row[length] = again[length] = 0.137; /* must stay */
    expected_flatten(&made->expected, &made->plan, row);
    assert_int_equal(expected_unflatten(&copy, &made->plan, row), OK);
    assert_int_equal(copy.months, MONTHS);
    for (int s = 0; s < SERIES_COUNT; s++) {
        size_t size = (MONTHS + 1) * sizeof(double);
        assert_memory_equal(copy.series[s], made->expected.series[s], size);
        assert_memory_equal(copy.events[s], made->expected.events[s], size);
    }
    assert_memory_equal(copy.quantity, made->expected.quantity, sizeof copy.quantity);
    assert_memory_equal(copy.at_risk, made->expected.at_risk, 4 * (MONTHS + 1) * sizeof(double));
    assert_memory_equal(copy.leaving, made->expected.leaving, 4 * (MONTHS + 1) * sizeof(double));
    expected_flatten(&copy, &made->plan, again);
    assert_memory_equal(row, again, (length + 1) * sizeof *row);
    expected_free(&copy);
    expected_free(&copy);
    free(row);
    free(again);
    verify_free(made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(textbook),        cmocka_unit_test(dated_changes),
        cmocka_unit_test(fees_grow),       cmocka_unit_test(commissions_and_clawbacks),
        cmocka_unit_test(bonuses),         cmocka_unit_test(service),
        cmocka_unit_test(seats_and_costs), cmocka_unit_test(duty_cycle),
        cmocka_unit_test(merging),         cmocka_unit_test(returned_leads),
        cmocka_unit_test(flat_and_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
