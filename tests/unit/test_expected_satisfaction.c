/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Satisfaction, care and offers to leaving clients, against formulas: `a` clients sign in each month, one leaves a
 * month with h; who is a promoter or a detractor stays with q^0.6 or q^1.9, q = 1 - h.
 */
#include "tests/verify/verify_support.h"

#include <math.h>
#include <stdio.h>

enum { MONTHS = 47 };

static const double a = 3 * 21 * 0.047, h = 0.073, q = 0.927;
static const double happy = 0.31, unhappy = 0.17; /* shares of those who sign */
static const double fee = 4123.7;

#define LAW                             \
    "plan.months,47\n"                  \
    "spend.mean,41237\nspend.cv,0.73\n" \
    "sales.close,4.7%\n"                \
    "contract.month.term,1\n"           \
    "contract.month.fee,10%\n"          \
    "contract.month.nonrenewal,7.3%\n"  \
    "rep.a.count,3\nrep.a.leads,21\n"
#define NPS  "nps.promoters,31%\nnps.detractors,17%\npromoter.churn,0.6\ndetractor.churn,1.9\n"
#define BOOK "book.file,x\nbook.tenure,t\nbook.contract,c\nbook.spend,s\n"

static double at(const struct verify *made, enum series series, int month)
{
    return made->expected.series[series][month];
}

static double events(const struct verify *made, enum series series, int month)
{
    return made->expected.events[series][month];
}

/* Clients, one of whom signs each month, of whom stay of every one stay: 1 + stay + ... + stay^(m - 1). */
static double there(double stay, int m)
{
    return (1 - pow(stay, m)) / (1 - stay);
}

/* The detractors leave first, so NPS rises from 14 points to what the survivors say. */
static void drift(void **state)
{
    struct verify *made = verify_new(LAW NPS, NULL, NULL);
    double good = pow(q, 0.6), bad = pow(q, 1.9);
    (void)state;
    for (int m = 1; m <= MONTHS; m++) {
        double promoters = a * happy * there(good, m), detractors = a * unhappy * there(bad, m);
        double clients = promoters + detractors + a * (1 - happy - unhappy) * there(q, m);
        assert_close(at(made, SERIES_PROMOTERS, m), promoters, 1e-12);
        assert_close(at(made, SERIES_DETRACTORS, m), detractors, 1e-12);
        assert_close(at(made, SERIES_CLIENTS, m), clients, 1e-12);
        assert_close(events(made, SERIES_PROMOTERS, m), promoters, 1e-12);
        assert_close(events(made, SERIES_DETRACTORS, m), detractors, 1e-12);
        assert_true(at(made, SERIES_NPS, m) == 0 && at(made, SERIES_CARE, m) == 0 && at(made, SERIES_RESCUE, m) == 0);
    }
    assert_true(at(made, SERIES_PROMOTERS, 0) == 0);
    const double *quantity = made->expected.quantity;
    assert_close(quantity[QUANTITY_NPS_BALANCE_END], a * happy * there(good, MONTHS) - a * unhappy * there(bad, MONTHS),
                 1e-12);
    assert_close(quantity[QUANTITY_CLIENTS_END], at(made, SERIES_CLIENTS, MONTHS), 1e-15);
    verify_free(made);
}

/* A client of nine bills is rather a promoter by then: share x S(9). */
static void book(void **state)
{
    struct verify *made = verify_new(LAW NPS BOOK, "t,c,s\n9,month,50000\n", "rep.a.count=0");
    double good = pow(q, 0.6), bad = pow(q, 1.9);
    double weight[] = {happy * pow(good, 9), unhappy * pow(bad, 9), (1 - happy - unhappy) * pow(q, 9)};
    double sum = weight[0] + weight[1] + weight[2];
    (void)state;
    assert_true(at(made, SERIES_PROMOTERS, 0) == 0 && at(made, SERIES_CLIENTS, 0) == 1);
    for (int m = 1; m <= MONTHS; m++) {
        assert_close(at(made, SERIES_PROMOTERS, m), weight[0] / sum * pow(good, m - 1), 1e-12);
        assert_close(at(made, SERIES_DETRACTORS, m), weight[1] / sum * pow(bad, m - 1), 1e-12);
    }
    verify_free(made);
}

/* The chance that a standard normal lies below x. */
static double below(double x)
{
    return erfc(-x / sqrt(2)) / 2;
}

/* The x with this chance, by bisection. */
static double normal_at(double chance)
{
    double low = -10, high = 10;
    for (int i = 0; i < 200; i++) {
        double middle = (low + high) / 2;
        if (below(middle) < chance)
            low = middle;
        else
            high = middle;
    }
    return (low + high) / 2;
}

/* From month 19 on everybody is 0.8 x 0.55 deviations happier: some come into another class, with its churn. */
static void lift(void **state)
{
    struct verify *made = verify_new(LAW NPS "service.weight,0.8\nservice.lift,0.55,19\n", NULL, NULL);
    double top = normal_at(1 - happy), bottom = normal_at(unhappy), up = 0.8 * 0.55;
    /* Promoters always; later; never; detractors at first; always. */
    double share[] = {1 - below(top), below(top) - below(top - up), below(top - up) - below(bottom),
                      below(bottom) - below(bottom - up), below(bottom - up)};
    double before[] = {0.6, 1, 1, 1.9, 1.9}, after[] = {0.6, 0.6, 1, 1, 1.9};
    (void)state;
    for (int m = 1; m <= MONTHS; m++) {
        double clients[5] = {0};
        for (int i = 0; i < 5; i++)
            for (int s = 1; s <= m; s++) {
                double stay = 1;
                for (int decision = s; decision < m; decision++)
                    stay *= pow(q, decision < 19 ? before[i] : after[i]);
                clients[i] += a * share[i] * stay;
            }
        assert_close(at(made, SERIES_PROMOTERS, m), clients[0] + (m < 19 ? 0 : clients[1]), 1e-11);
        assert_close(at(made, SERIES_DETRACTORS, m), clients[4] + (m < 19 ? clients[3] : 0), 1e-11);
        assert_close(at(made, SERIES_CLIENTS, m), clients[0] + clients[1] + clients[2] + clients[3] + clients[4],
                     1e-11);
    }
    verify_free(made);
}

#define CARE                                                                                 \
    "care.coverage,0\ncare.coverage,43%,12\ncare.success,59%\ncare.after,3\ncare.cost,211\n" \
    "care.cost,233,30\nservice.accounts,23\nservice.salary,4900\n"

/*
 * Calls from month 12 on, with the third bill: of clients signed in s the call comes in month 12 or s + 2, whatever is
 * later. Of those still there 43 % are called on, and 59 % of these leave as passives do from that month's decision on.
 */
static void care(void **state)
{
    struct verify *made = verify_new(LAW NPS CARE BOOK, "t,c,s\n1,month,50000\n", NULL);
    double bad = pow(q, 1.9), saved = 0.43 * 0.59, keeping = 0.0, months = 0.0;
    double book_weight = unhappy * bad / (unhappy * bad + happy * pow(q, 0.6) + (1 - happy - unhappy) * q);
    (void)state;
    for (int m = 1; m <= MONTHS; m++) {
        double handled = m == 12 ? 0.43 * book_weight * pow(bad, 11) : 0.0;
        double detractors = m < 12 ? book_weight * pow(bad, m - 1) : book_weight * pow(bad, m - 1) * (1 - saved);
        double clients = a * happy * there(pow(q, 0.6), m) + a * (1 - happy - unhappy) * there(q, m);
        clients += book_weight / (unhappy * bad) * (happy * pow(q, 0.6 * m) + (1 - happy - unhappy) * pow(q, m));
        clients += detractors + (m < 12 ? 0.0 : book_weight * saved * pow(bad, 11) * pow(q, m - 12));
        for (int s = 1; s <= m; s++) {
            int call = s + 2 < 12 ? 12 : s + 2;
            double all = a * unhappy * pow(bad, m - s);
            handled += m == call ? 0.43 * all : 0.0;
            detractors += m < call ? all : all * (1 - saved);
            clients += m < call ? all : all * (1 - saved) + a * unhappy * saved * pow(bad, call - s) * pow(q, m - call);
        }
        assert_close(at(made, SERIES_CARE, m), (m < 30 ? 211 : 233) * handled, 1e-11);
        assert_close(events(made, SERIES_CARE, m), handled, 1e-11);
        assert_close(at(made, SERIES_DETRACTORS, m), detractors, 1e-11);
        assert_close(at(made, SERIES_CLIENTS, m), clients, 1e-11);
        assert_near(at(made, SERIES_PROFIT, m),
                    at(made, SERIES_REVENUE, m) - at(made, SERIES_CARE, m) - at(made, SERIES_SERVICE, m), 1e-9);
        keeping += (m < 30 ? 211 : 233) * handled + clients * 4900 / 23;
        months += clients;
    }
    assert_true(at(made, SERIES_CARE, 11) == 0 && at(made, SERIES_CARE, 12) > 0);
    assert_close(made->expected.quantity[QUANTITY_KEEPING_COST], keeping, 1e-11);
    assert_close(made->expected.quantity[QUANTITY_CLIENT_MONTHS], months, 1e-11);
    verify_free(made);
}

/* Calls that never help: the life tables of all months are one, and the call still comes with another bill in each. */
static void vain_care(void **state)
{
    struct verify *made = verify_new(LAW NPS CARE, NULL, "care.success=0");
    double bad = pow(q, 1.9);
    (void)state;
    for (int m = 1; m <= MONTHS; m++) {
        double handled = m < 12 ? 0.0 : a * unhappy * pow(bad, 2); /* signed two months ago */
        for (int s = 1; m == 12 && s < 10; s++)
            handled += a * unhappy * pow(bad, 12 - s);
        assert_close(at(made, SERIES_CARE, m), (m < 30 ? 211 : 233) * 0.43 * handled, 1e-11);
        assert_close(at(made, SERIES_DETRACTORS, m), a * unhappy * there(bad, m), 1e-11);
    }
    verify_free(made);
}

/* Offers from month 15 on: who would leave stays with 37 % x 46 %, and may waver again. In month 47 too. */
static void rescue(void **state)
{
    struct verify *made = verify_new(
        LAW "rescue.share,37%,15\nrescue.success,46%\nrescue.cost,97\nrescue.cost,113,31\n", NULL, NULL);
    double kept = 0.37 * 0.46, clients = 0.0, costs = 0.0;
    (void)state;
    for (int m = 1; m <= MONTHS; m++) {
        double leave = m - 1 < 15 ? h : h * (1 - kept), offers = m < 15 ? 0.0 : 0.37;
        double lost = clients * leave;
        clients += a - lost;
        assert_close(at(made, SERIES_CLIENTS, m), clients, 1e-12);
        assert_near(at(made, SERIES_LOST, m), lost, 1e-12);
        assert_near(at(made, SERIES_REVENUE_LOST, m), lost * fee, 1e-8);
        assert_close(events(made, SERIES_RESCUE, m), offers * h * clients, 1e-12);
        assert_close(at(made, SERIES_RESCUE, m), (m < 31 ? 97 : 113) * offers * h * clients, 1e-12);
        assert_close(at(made, SERIES_PROFIT, m), clients * fee - at(made, SERIES_RESCUE, m), 1e-12);
        costs += at(made, SERIES_RESCUE, m);
    }
    assert_close(made->expected.quantity[QUANTITY_KEEPING_COST], costs, 1e-12);
    verify_free(made);
}

/* Offers that cost nothing are no events: nothing is rounded. */
static void free_offers(void **state)
{
    struct verify *made = verify_new(
        LAW NPS "rescue.share,37%\nrescue.success,46%\ncare.coverage,43%\ncare.success,1\n", NULL, NULL);
    (void)state;
    for (int m = 1; m <= MONTHS; m++) {
        assert_true(at(made, SERIES_RESCUE, m) == 0 && events(made, SERIES_RESCUE, m) == 0);
        assert_true(at(made, SERIES_CARE, m) == 0 && events(made, SERIES_CARE, m) == 0);
    }
    verify_free(made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(drift),  cmocka_unit_test(book),        cmocka_unit_test(lift),      cmocka_unit_test(care),
        cmocka_unit_test(rescue), cmocka_unit_test(free_offers), cmocka_unit_test(vain_care),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
