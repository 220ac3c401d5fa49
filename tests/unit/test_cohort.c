/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who signs in a month: every cohort against the product of its chances, and what past the plan and for ever comes. */
#include "tests/verify/verify_support.h"

#include <math.h>

#include "sim/plan/cohort.h"

static const char rows[] = "plan.months,24\nsales.close,0.07\n"
                           "spend.mean,40000\nspend.cv,0.9\n"
                           "contract.m.term,1\ncontract.m.fee,11%\ncontract.m.nonrenewal,0.09\ncontract.m.share,2\n"
                           "contract.y.term,12\ncontract.y.fee,7%\ncontract.y.nonrenewal,0.3\ncontract.y.share,3\n"
                           "rep.a.count,3\nrep.a.leads,8.3\nrep.b.count,1\nrep.b.leads,5.1\nrep.b.churn,1.7\n";

#define RETURNS                                                                                         \
    "qualify.min_spend=20000;qualify.return_share=0.31;qualify.return_after=4;qualify.time_reused=0.4;" \
    "rep.a.ramp=3;rep.a.count@5=4;rep.a.quit=0.03;rep.a.refill=2"

enum { MOST = 400 };

struct seen {
    size_t count;
    struct cohort cohort[MOST];
};

static void note(void *context, const struct cohort *cohort)
{
    struct seen *seen = context;
    assert_true(seen->count < MOST && cohort->clients > 0);
    seen->cohort[seen->count++] = *cohort;
}

static struct seen seen;

static const struct seen *look(const struct verify *made, int month, enum cohort_rate rate)
{
    seen.count = 0;
    cohort_visit(&made->plan, &made->plan.offspring, month, rate, note, &seen);
    return &seen;
}

static double sum(const struct seen *all, enum source source)
{
    double clients = 0;
    for (size_t i = 0; i < all->count; i++)
        clients += all->cohort[i].source == source ? all->cohort[i].clients : 0;
    return clients;
}

/* Two classes, four quartiles, two contracts, two latent kinds: 32 cohorts. */
static void products(void **state)
{
    (void)state;
    struct verify *made = verify_new(
        rows, NULL, "onboarding.activation=0.63;onboarding.churn=2;onboarding.months=2;rep.a.leads@9=9.1");
    for (int month = 1; month <= 24; month++) {
        const struct seen *all = look(made, month, COHORT_ACTUAL);
        assert_int_equal(all->count, 32);
        for (size_t i = 0; i < all->count; i++) {
            const struct cohort *c = &all->cohort[i];
            double leads = c->rep_class == 1 ? 5.1 : 3 * (month < 9 ? 8.3 : 9.1);
            double share = (c->latent ? 0.37 : 0.63) * 0.25 * (c->contract ? 0.6 : 0.4);
            size_t cell = (size_t)c->quartile * 2 + c->contract;
            assert_close(c->clients, leads * 0.07 * share, 1e-13);
            assert_close(c->fee, (c->contract ? 0.07 : 0.11) * plan_offer(&made->plan, 1)->quartile_spend[c->quartile],
                         1e-14);
            assert_true(c->source == SOURCE_REP && !c->certain && c->month == month);
            assert_ptr_equal(c->table, plan_table(&made->plan, c->rep_class, c->latent, cell, month));
            assert_int_equal(c->table->law.term, c->contract ? 12 : 1);
            assert_true(made->plan.lives.path[c->table->path].early == (c->latent == 1));
            for (size_t j = 0; j < i; j++) /* each once */
                assert_false(all->cohort[j].rep_class == c->rep_class && all->cohort[j].latent == c->latent &&
                             all->cohort[j].quartile == c->quartile && all->cohort[j].contract == c->contract);
        }
    }
    verify_free(made);
}

/* Share of the leads below 20,000. */
static double turned(void)
{
    double variance = log(1 + 0.9 * 0.9);
    return 0.5 * erfc((log(40000) - variance / 2 - log(20000)) / sqrt(2 * variance));
}

/* What was turned away in month m - 4 signs in m, at the minimum of then, under the offer of now; nobody's class. */
static void returning(void **state)
{
    double x = turned();
    (void)state;
    struct verify *made = verify_new(rows, NULL, RETURNS ";contract.m.share@9=0");
    const struct plan *plan = &made->plan;
    assert_int_equal(plan->signers, 3);
    for (int month = 1; month <= 24; month++) {
        const struct seen *all = look(made, month, COHORT_ACTUAL);
        double outputs = plan->seats[0].expected[month].output * 8.3 + 5.1;
        assert_close(sum(all, SOURCE_REP), outputs * 0.07 * (1 - x + 0.4 * x), 1e-12);
        if (month <= 4) {
            assert_true(sum(all, SOURCE_RETURNED) == 0);
            continue;
        }
        outputs = plan->seats[0].expected[month - 4].output * 8.3 + 5.1;
        assert_close(sum(all, SOURCE_RETURNED), outputs * 0.07 * x * 0.31, 1e-12);
        for (size_t i = 0; i < all->count; i++) {
            const struct cohort *c = &all->cohort[i];
            if (c->source != SOURCE_RETURNED)
                continue;
            assert_true(c->certain && c->rep_class == SOURCE_NO_CLASS);
            assert_int_equal(c->quartile, offer_quartile(plan->bounds, 20000));
            assert_close(c->fee, c->contract ? 1400 : 2200, 1e-15);
            assert_true(c->contract == 1 || month < 9);
            assert_true(plan->lives.path[c->table->path].value[1] == 1); /* no rep's factor */
        }
    }
    verify_free(made);
}

/* Past the plan the seats go on towards their duty cycle, and leads keep returning. */
static void past_the_plan(void **state)
{
    double x = turned();
    (void)state;
    struct verify *made = verify_new(rows, NULL, RETURNS);
    const struct plan *plan = &made->plan;
    for (int month = 25; month <= SEATS_MONTHS; month += 47) {
        const struct seen *all = look(made, month, COHORT_SMOOTH);
        double now = plan->seats[0].expected[month].output * 8.3 + 5.1;
        double then = plan->seats[0].expected[month - 4].output * 8.3 + 5.1;
        assert_close(sum(all, SOURCE_REP), now * 0.07 * (1 - x + 0.4 * x), 1e-12);
        assert_close(sum(all, SOURCE_RETURNED), then * 0.07 * x * 0.31, 1e-12);
        assert_int_equal(all->cohort[0].month, month);
    }
    /* Duty cycle: 1/0.03 months of 1/0.03 + 2; in its first three months a rep does 1/3, 2/3, 1. */
    double cycle = 1 / 0.03 + 2, output = 4 / cycle * (1 / 0.03 - 2.0 / 3 - 0.97 / 3) * 8.3 + 5.1;
    const struct seen *all = look(made, 1, COHORT_STEADY);
    assert_close(sum(all, SOURCE_REP), output * 0.07 * (1 - x + 0.4 * x), 1e-12);
    assert_close(sum(all, SOURCE_RETURNED), output * 0.07 * x * 0.31, 1e-12);
    assert_int_equal(all->cohort[0].month, 24);
    verify_free(made);
}

/* Each month's leads wait as long as that month says: months 1-5 turned away return after 4, later ones after 2. */
static void dated_waits(void **state)
{
    (void)state;
    struct verify *made = verify_new(rows, NULL,
                                     "qualify.min_spend=20000;qualify.return_share=0.31;qualify.return_after=4;"
                                     "qualify.return_after@6=2;qualify.min_spend@3=21000.5;qualify.return_share@8=0");
    static const int from[25] = {[5] = 1, [6] = 1, [7] = 1, [8] = 2, [9] = 2}; /* how many months return in each */
    for (int month = 1; month <= 24; month++) {
        const struct seen *all = look(made, month, COHORT_ACTUAL);
        int cohorts = 0;
        for (size_t i = 0; i < all->count; i++)
            cohorts += all->cohort[i].source == SOURCE_RETURNED;
        assert_int_equal(cohorts, 2 * from[month]); /* two contracts each */
    }
    const struct seen *all = look(made, 7, COHORT_ACTUAL);
    assert_close(all->cohort[all->count - 1].fee, 1470.04, 1e-15); /* 7 % of 21,000.50, in cents */
    assert_close(look(made, 6, COHORT_ACTUAL)->cohort[seen.count - 1].fee, 1400, 1e-15);
    verify_free(made);
}

/* Steady arrivals: the schedule in the plan, the rate behind it in the smooth course. */
static void schedules(void **state)
{
    (void)state;
    struct verify *made = verify_new(rows, NULL, "sales.arrivals=steady;rep.a.leads=1/0.42;rep.b.count=0");
    for (int month = 1; month <= 24; month++) { /* 1/6 a month for each of three seats */
        assert_close(sum(look(made, month, COHORT_ACTUAL), SOURCE_REP), month % 6 == 1 ? 3 : 0, 1e-13);
        assert_close(sum(look(made, month, COHORT_SMOOTH), SOURCE_REP), 0.5, 1e-13);
    }
    assert_close(sum(look(made, 1, COHORT_STEADY), SOURCE_REP), 0.5, 1e-13);
    verify_free(made);
}

/* Nobody qualifies, nobody signs; and with a fixed spend all of them may come back. */
static void nobody(void **state)
{
    (void)state;
    struct verify *made = verify_new(rows, NULL, "qualify.min_spend=1000000000;qualify.time_reused=1");
    for (int month = 1; month <= 24; month++)
        assert_int_equal(look(made, month, COHORT_ACTUAL)->count, 0);
    verify_free(made);
    made = verify_new(rows, NULL,
                      "spend.cv=0;spend.q1=1;spend.q2=2;spend.q3=3;qualify.min_spend=40001;"
                      "qualify.return_share=0.3");
    assert_int_equal(look(made, 1, COHORT_ACTUAL)->count, 0);
    assert_close(sum(look(made, 2, COHORT_ACTUAL), SOURCE_RETURNED), (3 * 8.3 + 5.1) * 0.07 * 0.3, 1e-13);
    verify_free(made);
}

/* Referred clients: a law of their own, never cut; by kinds as all others, each told when care comes. */
static void brought(void **state)
{
    (void)state;
    struct verify *made = verify_new(rows, NULL,
                                     "spend.cv=0;spend.q1=1;spend.q2=2;spend.q3=43000;qualify.min_spend=39000.5;"
                                     "nps.promoters=0.31;nps.detractors=0.23;care.coverage=0.7;care.success=0.6;"
                                     "care.after=3;referral.leads=0.5;referral.spend=1.1;referral.spend@9=1.01;"
                                     "winback.share=0.2;contract.m.share@5=1");
    const struct plan *plan = &made->plan;
    assert_int_equal(plan->signers, 4);
    for (int month = 1; month <= 24; month++) {
        const struct seen *all = look(made, month, COHORT_ACTUAL);
        double m = month < 5 ? 0.4 : 0.25;
        enum source before = SOURCE_REP;
        assert_close(sum(all, SOURCE_REFERRED), plan->offspring.referred[month], 1e-13);
        for (size_t i = 0; i < all->count; i++) {
            const struct cohort *c = &all->cohort[i];
            const struct latent *kind = &plan->latents.item[c->latent];
            assert_true(c->source >= before && plan_source(plan, c->signer) == c->source); /* in order of sources */
            before = c->source;
            assert_int_equal(c->care_bill, kind->interval == 0 ? 3 : 0);
            assert_close(c->handled, kind->interval > 0 ? 0 : kind->saved ? 1 : 0.28 / 0.58, 1e-14);
            if (c->source != SOURCE_REFERRED)
                continue;
            double share = kind->interval == 2 ? 0.31 : kind->interval == 1 ? 0.46 : kind->saved ? 0.0966 : 0.1334;
            assert_close(c->clients, plan->offspring.referred[month] * share * (c->contract ? 1 - m : m), 1e-13);
            assert_true(c->certain && c->rep_class == SOURCE_NO_CLASS);
            assert_int_equal(c->quartile, month < 9 ? 3 : 2); /* 44,000 and 40,400 */
            assert_close(c->fee, (month < 9 ? 44000 : 40400) * (c->contract ? 0.07 : 0.11), 1e-14);
        }
    }
    verify_free(made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(products),    cmocka_unit_test(returning), cmocka_unit_test(past_the_plan),
        cmocka_unit_test(dated_waits), cmocka_unit_test(schedules), cmocka_unit_test(nobody),
        cmocka_unit_test(brought),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
