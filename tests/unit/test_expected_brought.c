/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Clients whom clients bring, month by month by hand: lost ones who come back, and sign-ups that promoters refer. `a`
 * clients sign by themselves in each month at a mean first fee; one leaves a month with h, q = 1 - h.
 */
#include "sim/expected/smooth.h"
#include "tests/verify/verify_support.h"

#include <math.h>
#include <stdio.h>

enum { MONTHS = 47 };

static const double a = 3 * 21 * 0.047, h = 0.073, q = 0.927;
static const double fee = 4123.7;

#define LAW                             \
    "plan.months,47\n"                  \
    "spend.mean,41237\nspend.cv,0.73\n" \
    "sales.close,4.7%\n"                \
    "contract.month.term,1\n"           \
    "contract.month.fee,10%\n"          \
    "contract.month.nonrenewal,7.3%\n"  \
    "rep.a.count,3\nrep.a.leads,21\nrep.a.churn,1\n"

static double at(const struct verify *made, enum series series, int month)
{
    return made->expected.series[series][month];
}

/* Bridges and profit: true of every result. */
static void check_sums(const struct verify *made)
{
    for (int m = 1; m <= made->plan.months; m++) {
        double clients = at(made, SERIES_CLIENTS, m - 1) + at(made, SERIES_SIGNUPS, m) + at(made, SERIES_WINBACKS, m);
        double revenue = at(made, SERIES_REVENUE, m - 1) + at(made, SERIES_REVENUE_NEW, m);
        double profit = 0.0;
        for (int s = 0; s < SERIES_COUNT; s++)
            profit += series_info((enum series)s)->in_profit * at(made, (enum series)s, m);
        assert_close(at(made, SERIES_CLIENTS, m), clients - at(made, SERIES_LOST, m), 1e-11);
        revenue += at(made, SERIES_REVENUE_EXPANSION, m) + at(made, SERIES_REVENUE_REACTIVATED, m);
        assert_close(at(made, SERIES_REVENUE, m), revenue - at(made, SERIES_REVENUE_LOST, m), 1e-11);
        assert_close(at(made, SERIES_PROFIT, m), profit, 1e-12);
    }
}

#define BACK "winback.share,13%\nwinback.after,5\nwinback.cost,59\nwinback.churn,1.4\n"

/* First lives and later ones; who is lost in m - 5 comes back in m, 13 % of them, and leaves sooner. */
struct lives {
    double first, later, lost, back;
};

static void live_on(struct lives month[MONTHS + 1])
{
    double stay = pow(q, 1.4);

    month[0] = (struct lives){0};
    for (int m = 1; m <= MONTHS; m++) {
        const struct lives *before = &month[m - 1];
        month[m].lost = before->first * h + before->later * (1 - stay);
        month[m].back = m > 5 ? 0.13 * month[m - 5].lost : 0.0;
        month[m].first = before->first * q + a;
        month[m].later = before->later * stay + month[m].back;
    }
}

static void won_back(void **state)
{
    struct verify *made = verify_new(LAW BACK "cost.signup,31\nrep.a.commission,10%\n", NULL, NULL);
    struct verify *without = verify_new(LAW "rep.a.commission,10%\n", NULL, NULL);
    struct lives month[MONTHS + 1];
    (void)state;
    live_on(month);
    check_sums(made);
    for (int m = 1; m <= MONTHS; m++) {
        assert_close(at(made, SERIES_CLIENTS, m), month[m].first + month[m].later, 1e-12);
        assert_near(at(made, SERIES_LOST, m), month[m].lost, 1e-12);
        assert_close(at(made, SERIES_WINBACKS, m), month[m].back, 1e-11);
        assert_close(at(made, SERIES_REVENUE_REACTIVATED, m), month[m].back * fee, 1e-11);
        assert_close(at(made, SERIES_REVENUE, m), (month[m].first + month[m].later) * fee, 1e-12);
        assert_close(at(made, SERIES_WINBACK, m), 59 * month[m].lost, 1e-11);
        assert_close(made->expected.events[SERIES_WINBACK][m], month[m].lost, 1e-11);
        assert_close(made->expected.events[SERIES_WINBACKS][m], month[m].back, 1e-11);
        assert_close(made->expected.events[SERIES_REVENUE_REACTIVATED][m], month[m].back, 1e-11);
        /* They are no sign-ups, and nobody is paid for them. */
        assert_close(at(made, SERIES_SIGNUPS, m), a, 1e-14);
        assert_close(at(made, SERIES_REVENUE_NEW, m), a * fee, 1e-14);
        assert_close(at(made, SERIES_SIGNUP_COST, m), 31 * a, 1e-14);
        assert_close(at(made, SERIES_COMMISSIONS, m), 0.1 * month[m].first * fee, 1e-12);
        assert_close(made->expected.at_risk[m], without->expected.at_risk[m], 1e-13);
        assert_close(made->expected.leaving[m], without->expected.leaving[m], 1e-13);
    }
    /* Kept: who is there in month 35, in any life, and never leaves. */
    double kept = month[35].first * pow(q, 12) + month[35].later * pow(q, 1.4 * 12);
    assert_close(made->expected.quantity[QUANTITY_CLIENTS_KEPT], kept, 1e-12);
    assert_close(made->expected.quantity[QUANTITY_REVENUE_KEPT], kept * fee, 1e-12);
    assert_close(made->expected.quantity[QUANTITY_REVENUE_GROWN], kept * fee, 1e-12);
    verify_free(made);
    verify_free(without);
}

/* Of the clients of month 35: who is lost since and back in month 47, some of them more than once. */
static void revived(void **state)
{
    struct verify *made = verify_new(LAW BACK, NULL, NULL);
    struct lives month[MONTHS + 1];
    double stay = pow(q, 1.4), first, later, back = 0.0, lost[MONTHS + 1] = {0};
    (void)state;
    live_on(month);
    first = month[35].first;
    later = month[35].later;
    for (int m = 36; m <= MONTHS; m++) {
        lost[m] = first * h + (later + back) * (1 - stay);
        first *= q;
        later *= stay;
        back = back * stay + 0.13 * lost[m - 5]; /* none of those lost before */
    }
    assert_true(back > 0.05);
    assert_close(made->expected.quantity[QUANTITY_REVENUE_REVIVED], back * fee, 1e-11);
    verify_free(made);
}

/* They start anew at their first fee; random fees grow unrounded, and so do those of who is won back, always. */
static void returned_fees(void **state)
{
    static const char grows[] = LAW BACK "expansion.yearly,7.3%\nexpansion.limit,29%\n";
    (void)state;
    for (int fixed = 0; fixed <= 1; fixed++) {
        struct verify *made = verify_new(grows, NULL, fixed ? "spend.shape=fixed;spend.mean=37102.9" : NULL);
        struct lives month[MONTHS + 1];
        double start = fixed ? 3710.29 : fee;
        live_on(month);
        check_sums(made);
        for (int m = 1; m <= MONTHS; m++) {
            double revenue = 0.0, expansion = 0.0;
            for (int k = 1; k <= m; k++) {
                double bill = start * fmin(1.29, pow(1.073, (k - 1) / 12)), rounded = floor(bill * 100 + 0.5) / 100;
                double before = start * fmin(1.29, pow(1.073, (k - 2) / 12)), step = k > 1 ? bill - before : 0.0;
                double whole = k > 1 ? rounded - floor(before * 100 + 0.5) / 100 : 0.0;
                revenue += a * pow(q, k - 1) * (fixed ? rounded : bill);
                revenue += month[m - k + 1].back * pow(q, 1.4 * (k - 1)) * bill;
                expansion += a * pow(q, k - 1) * (fixed ? whole : step);
                expansion += month[m - k + 1].back * pow(q, 1.4 * (k - 1)) * step;
            }
            assert_close(at(made, SERIES_REVENUE, m), revenue, 1e-12);
            assert_near(at(made, SERIES_REVENUE_EXPANSION, m), expansion, 1e-8);
        }
        verify_free(made);
    }
}

/* From month 20 on nobody gets the dear contract any more; 40 % of its old clients take the other, at their old fee. */
static void withdrawn(void **state)
{
    static const char rows[] = LAW "winback.share,13%\nwinback.after,5\ncontract.month.share,3\n"
                                   "contract.dear.term,1\ncontract.dear.fee,17%\ncontract.dear.nonrenewal,11.9%\n"
                                   "contract.dear.offered,no,20\ncontract.dear.switch_share,0\n"
                                   "contract.dear.switch_share,40%,20\n";
    struct verify *made = verify_new(rows, NULL, NULL);
    /* By contract and first fee: cheap; dear; cheap at the dear fee. */
    double there[MONTHS + 1][3] = {{0}}, lost[MONTHS + 1][3] = {{0}}, leave[3] = {h, 0.119, h};
    double fees[3] = {fee, 41237 * 0.17, 41237 * 0.17};
    (void)state;
    check_sums(made);
    for (int m = 1; m <= MONTHS; m++) {
        double signs[3] = {a * (m < 20 ? 0.75 : 0.75 + 0.25 * 0.4), m < 20 ? a * 0.25 : 0, 0}, back[3] = {0};
        for (int i = 0; i < 3; i++)
            back[i] = m > 5 ? 0.13 * lost[m - 5][i] : 0.0;
        if (m >= 20) {
            back[2] += 0.4 * back[1];
            back[1] = 0;
        }
        double revenue = 0.0, clients = 0.0, reactivated = 0.0;
        for (int i = 0; i < 3; i++) {
            lost[m][i] = there[m - 1][i] * leave[i];
            there[m][i] = there[m - 1][i] - lost[m][i] + signs[i] + back[i];
            revenue += there[m][i] * fees[i];
            clients += there[m][i];
            reactivated += back[i] * fees[i];
        }
        assert_close(at(made, SERIES_CLIENTS, m), clients, 1e-12);
        assert_close(at(made, SERIES_REVENUE, m), revenue, 1e-12);
        assert_close(at(made, SERIES_REVENUE_REACTIVATED, m), reactivated, 1e-11);
    }
    verify_free(made);
}

#define REFER                                                                              \
    "nps.promoters,31%\npromoter.churn,0.6\nreferral.leads,0.41\nreferral.close_ratio,3\n" \
    "referral.spend,1.16\nreferral.churn,0.8\nreferral.reward,171\nreferral.reward,190,30\n"

/* Promoters and others, by themselves and referred. */
struct people {
    double promoters, others, referred_promoters, referred_others, referred;
};

static const double brings = 0.41 * 3 * 0.047; /* sign-ups a promoter's month */

static struct people next_month(struct people now)
{
    double referred = brings * (now.promoters + now.referred_promoters);

    return (struct people){
        .promoters = now.promoters * pow(q, 0.6) + 0.31 * a,
        .others = now.others * q + 0.69 * a,
        .referred_promoters = now.referred_promoters * pow(q, 0.6 * 0.8) + 0.31 * referred,
        .referred_others = now.referred_others * pow(q, 0.8) + 0.69 * referred,
        .referred = referred,
    };
}

static void referred(void **state)
{
    struct verify *made = verify_new(LAW REFER "cost.signup,31\nrep.a.commission,10%\n", NULL, NULL);
    struct people now = {0};
    (void)state;
    check_sums(made);
    for (int m = 1; m <= MONTHS; m++) {
        now = next_month(now);
        double own = now.promoters + now.others, brought = now.referred_promoters + now.referred_others;
        assert_close(at(made, SERIES_SIGNUPS_REFERRED, m), now.referred, 1e-11);
        assert_close(made->expected.events[SERIES_SIGNUPS_REFERRED][m], now.referred, 1e-11);
        assert_close(at(made, SERIES_SIGNUPS, m), a + now.referred, 1e-12);
        assert_close(at(made, SERIES_PROMOTERS, m), now.promoters + now.referred_promoters, 1e-12);
        assert_close(at(made, SERIES_CLIENTS, m), own + brought, 1e-12);
        assert_close(at(made, SERIES_REVENUE, m), (own + 1.16 * brought) * fee, 1e-11);
        assert_close(at(made, SERIES_REVENUE_NEW, m), (a + 1.16 * now.referred) * fee, 1e-11);
        assert_close(at(made, SERIES_REFERRAL, m), (m < 30 ? 171 : 190) * now.referred, 1e-11);
        assert_close(at(made, SERIES_SIGNUP_COST, m), 31 * (a + now.referred), 1e-12);
        assert_close(at(made, SERIES_COMMISSIONS, m), 0.1 * own * fee, 1e-12);
        /* The life table sees those of month s decide after bills 1 .. 47 - s. */
    }
    assert_close(made->expected.quantity[QUANTITY_REP_SIGNUPS], MONTHS * a, 1e-11);
    double reached = 0.0;
    for (int cell = 0; cell < 4; cell++)
        reached += made->expected.at_risk[cell * (MONTHS + 1) + 1];
    double signed_up = 0.0;
    for (int m = 1; m < MONTHS; m++)
        signed_up += at(made, SERIES_SIGNUPS, m);
    assert_close(reached, signed_up, 1e-12); /* referred ones are sign-ups */
    verify_free(made);
}

/* The smooth course goes on for ever; the plan's end changes nothing in it. */
static void smooth_course(void **state)
{
    static double revenue[SEATS_MONTHS + 1];
    struct verify *made = verify_new(LAW REFER, NULL, NULL);
    struct people now = {0};
    (void)state;
    assert_int_equal(smooth_revenue(revenue, &made->plan, SEATS_MONTHS), OK);
    for (int m = 1; m <= SEATS_MONTHS; m++) {
        now = next_month(now);
        assert_close(revenue[m],
                     (now.promoters + now.others + 1.16 * (now.referred_promoters + now.referred_others)) * fee, 1e-11);
    }
    verify_free(made);
    made = verify_new(LAW BACK, NULL, "winback.share=31%");
    assert_int_equal(smooth_revenue(revenue, &made->plan, SEATS_MONTHS), OK);
    double first = 0.0, later = 0.0, lost[SEATS_MONTHS + 1] = {0};
    for (int m = 1; m <= SEATS_MONTHS; m++) {
        lost[m] = first * h + later * (1 - pow(q, 1.4));
        first = first * q + a;
        later = later * pow(q, 1.4) + (m > 5 ? 0.31 * lost[m - 5] : 0.0);
        assert_close(revenue[m], (first + later) * fee, 1e-11);
    }
    verify_free(made);
}

/* Promoters whose referrals feed on themselves soon pass what a double holds. */
static void beyond_counting(void **state)
{
    struct verify *made = verify_new(LAW REFER, NULL, NULL);
    const double referred[] = {0.9e200, 1.1e200, INFINITY};
    (void)state;
    for (size_t i = 0; i < sizeof referred / sizeof *referred; i++) {
        struct expected expected;
        made->plan.offspring.referred[MONTHS] = referred[i];
        assert_int_equal(expected_init(&expected, &made->plan), i == 0 ? OK : ERR_RANGE);
        assert_true((expected.series[SERIES_CLIENTS] != NULL) == (i == 0));
        expected_free(&expected);
    }
    verify_free(made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(won_back),        cmocka_unit_test(revived),  cmocka_unit_test(returned_fees),
        cmocka_unit_test(withdrawn),       cmocka_unit_test(referred), cmocka_unit_test(smooth_course),
        cmocka_unit_test(beyond_counting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
