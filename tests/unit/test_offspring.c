/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clients whom clients bring: recursions of lives that leave with one chance a month, and steady states by hand. */
#include "tests/verify/verify_support.h"

#include <math.h>
#include <string.h>

#include "sim/plan/cohort.h"
#include "sim/plan/comeback.h"
#include "sim/plan/offspring_steady.h"

/* Two sign-ups a month, a fixed spend: all in quartile 1; each leaves with chance h a month. */
static const char rows[] = "plan.months,30\nspend.mean,40000\nspend.shape,fixed\nsales.close,0.05\n"
                           "contract.a.term,1\ncontract.a.fee,10%\ncontract.a.nonrenewal,0.1\n"
                           "rep.r.count,1\nrep.r.leads,40\n";

enum { H = 30 };
static const double h = 0.1;

/* The example of offspring.h: 0.02 sign-ups a month from each client, all promoters. */
static void referrals(void **state)
{
    double clients = 0, referred = 0;
    (void)state;
    struct verify *made = verify_new(rows, NULL, "nps.promoters=1;referral.leads=0.1;referral.close_ratio=4");
    const struct plan *plan = &made->plan;
    assert_int_equal(plan->signers, 2);
    assert_int_equal(plan_source(plan, 1), SOURCE_REFERRED);
    assert_null(plan->offspring.returns);
    for (int month = 1; month <= H; month++) {
        assert_close(plan->offspring.referred[month], referred, 1e-13);
        clients = clients * (1 - h) + 2 + referred;
        referred = 0.02 * clients;
    }
    struct offspring steady;
    struct offspring_steady known;
    assert_int_equal(offspring_steady_init(&steady, plan, 0, 0, &known), OK);
    assert_null(known.none);
    assert_close(steady.referred[H], 0.5, 1e-12); /* 2 x 0.2 / (1 - 0.2) */
    assert_close(known.per_client, 0.2, 1e-12);
    offspring_free(&steady);
    /* Three promoters for ever: 0.06 leads more; every M 1 % lower. */
    double life = 1 / -expm1(0.99 * log(1 - h));
    assert_int_equal(offspring_steady_init(&steady, plan, 0.01, 3, &known), OK);
    assert_close(steady.referred[H], 0.02 * (2 * life + 3) / (1 - 0.02 * life), 1e-12);
    offspring_free(&steady);
    offspring_free(&steady);
    verify_free(made);
}

/* A chance to sign of at most 1, of the month after; promoters of the month, of whom some lose that by and by. */
static void dated_referrals(void **state)
{
    double high = 0, low = 0, referred = 0; /* clients who are always promoters; only from month 12 on */
    (void)state;
    struct verify *made = verify_new(rows, NULL,
                                     "nps.promoters=0.3;nps.promoters@12=0.4;referral.leads=0.1;referral.leads@20=0.2;"
                                     "referral.close_ratio=4;referral.close_ratio@9=50;referral.churn=1.7;"
                                     "promoter.churn=0.6;churn.multiplier@15=1.1");
    for (int month = 1; month <= H; month++) {
        assert_close(made->plan.offspring.referred[month], referred, 1e-12);
        referred = 0; /* who has come so far is added up again below */
        double promoters = 0;
        static double signed_by_rep[H + 1], signed_referred[H + 1];
        signed_by_rep[month] = 2;
        signed_referred[month] = made->plan.offspring.referred[month];
        for (int s = 1; s <= month; s++) {
            double m_high = 0, m_low = 0; /* sums of M over the decisions in s .. month - 1 */
            for (int t = s; t < month; t++) {
                m_high += (t < 15 ? 1 : 1.1) * 0.6;
                m_low += (t < 15 ? 1 : 1.1) * (t < 12 ? 1 : 0.6);
            }
            high = pow(1 - h, m_high) * signed_by_rep[s] + pow(1 - h, 1.7 * m_high) * signed_referred[s];
            low = pow(1 - h, m_low) * signed_by_rep[s] + pow(1 - h, 1.7 * m_low) * signed_referred[s];
            promoters += 0.3 * high + (month < 12 ? 0 : 0.1 * low);
        }
        referred = promoters * (month < 20 ? 0.1 : 0.2) * (month + 1 < 9 ? 0.2 : 1);
    }
    verify_free(made);
}

/* Lost in e, back in e + 3 with chance 0.35, at the first fee; those of month 18 are told apart. */
static void win_backs(void **state)
{
    double clients[H + 1] = {0}, returns[H + 5] = {0}, kept_clients = 0, kept[H + 5] = {0};
    (void)state;
    struct verify *made = verify_new(rows, NULL, "winback.share=0.35;winback.after=3;winback.cost=100");
    const struct offspring *self = &made->plan.offspring;
    assert_null(self->referred);
    for (int month = 1; month <= H; month++) {
        double lost = h * clients[month - 1], kept_lost = h * kept_clients;
        returns[month + 3] = 0.35 * lost;
        kept[month + 3] = month > H - 12 ? 0.35 * kept_lost : 0;
        clients[month] = clients[month - 1] - lost + 2 + returns[month];
        kept_clients = month == H - 12 ? clients[month] : kept_clients - kept_lost + kept[month];
        assert_close(self->returns[month], returns[month], 1e-13);
        assert_close(self->return_fees[month], 4000 * returns[month], 1e-13);
        assert_close(self->kept[month], kept[month], 1e-13);
        assert_close(self->kept_fees[month], 4000 * kept[month], 1e-13);
    }
    struct offspring steady;
    struct offspring_steady known;
    assert_int_equal(offspring_steady_init(&steady, &made->plan, 0, 0, &known), OK);
    assert_close(steady.returns[H], 2 * 0.35 / 0.65, 1e-13);
    assert_close(steady.return_fees[H], 4000 * 2 * 0.35 / 0.65, 1e-13);
    assert_close(known.per_client, 0.35, 1e-13); /* of all lives a share w is another one */
    offspring_free(&steady);
    verify_free(made);
}

/*
 * Everything at once, in the steady state. Detractors 0.23, passive 0.46, promoters 0.31 with M 1.8, 1, 0.6; of the
 * detractors 0.42 are saved at their first bill. Returned clients leave 1.5 times as fast, referred ones 0.9.
 */
#define ALL_RULES                                                                                                     \
    "nps.promoters=0.31;nps.detractors=0.23;detractor.churn=1.8;promoter.churn=0.6;care.coverage=0.7;care.success=0." \
    "6;"                                                                                                              \
    "winback.share=0.35;winback.after=2;winback.churn=1.5;referral.leads=0.5;referral.close_ratio=2;"                 \
    "referral.churn=0.9;referral.spend=1.16"

static double life_of(double multiplier)
{
    return 1 / (1 - pow(1 - h, multiplier));
}

static void all_rules(void **state)
{
    (void)state;
    struct verify *made = verify_new(rows, NULL, ALL_RULES);
    const struct plan *plan = &made->plan;
    double odds = 0.35 / 0.65, rate = 0.5 * 0.1;
    double by_rep = 0.31 * (life_of(0.6) + odds * life_of(0.9)); /* promoter months of a client and its returns */
    double by_lead = 0.31 * (life_of(0.54) + odds * life_of(0.9));
    double referred = rate * 2 * by_rep / (1 - rate * by_lead), brought = referred + odds * (2 + referred);
    struct offspring steady, smooth;
    struct offspring_steady known;
    assert_int_equal(offspring_steady_init(&steady, plan, 0, 0, &known), OK);
    assert_close(steady.referred[H], referred, 1e-12);
    assert_close(known.per_client, brought / (2 + brought), 1e-12);
    static const double share[3] = {0.23, 0.46, 0.31};
    assert_int_equal(offspring_init_smooth(&smooth, plan, 0, SEATS_MONTHS), OK);
    for (size_t interval = 0; interval < 3; interval++) {
        size_t type = interval * QUARTILES, last = type * (H + 1) + H;
        assert_close(steady.returns[last], odds * share[interval] * (2 + referred), 1e-12);
        assert_close(steady.return_fees[last], odds * share[interval] * 4000 * (2 + 1.16 * referred), 1e-12);
        /* The smooth course gets there, by way of the plan's months. */
        size_t end = type * (SEATS_MONTHS + 1) + SEATS_MONTHS;
        assert_close(smooth.returns[end], steady.returns[last], 1e-9);
        assert_close(smooth.return_fees[end], steady.return_fees[last], 1e-9);
        for (size_t month = 1; month <= H; month++)
            assert_near(smooth.returns[type * (SEATS_MONTHS + 1) + month],
                        plan->offspring.returns[type * (H + 1) + month], 1e-13);
    }
    assert_close(smooth.referred[SEATS_MONTHS], referred, 1e-9);
    offspring_free(&steady);
    offspring_free(&smooth);
    verify_free(made);
}

/* Months whose signers differ in size only go by moulds; a change that changes nothing (a label's date) must not. */
static void moulds(void **state)
{
    (void)state;
    struct verify *made = verify_new(rows, NULL, ALL_RULES ";rep.r.quit=0.1;rep.r.refill=2");
    struct verify *dated = verify_new(rows, NULL,
                                      ALL_RULES ";rep.r.quit=0.1;rep.r.refill=2;rep.r.churn@23=1.0000000001");
    const struct offspring *one = &made->plan.offspring, *other = &dated->plan.offspring;
    struct offspring smooth_one, smooth_other;
    assert_int_equal(offspring_init_smooth(&smooth_one, &made->plan, 0, 400), OK);
    assert_int_equal(offspring_init_smooth(&smooth_other, &dated->plan, 0, 400), OK);
    for (size_t i = 0; i < 3 * QUARTILES * (H + 1); i++) {
        assert_near(one->returns[i], other->returns[i], 1e-8);
        assert_near(one->kept[i], other->kept[i], 1e-8);
        assert_near(one->kept_fees[i], other->kept_fees[i], 1e-4);
    }
    for (size_t i = 0; i < 3 * QUARTILES * 401; i++) {
        assert_near(smooth_one.returns[i], smooth_other.returns[i], 1e-8);
        assert_near(smooth_one.return_fees[i], smooth_other.return_fees[i], 1e-4);
    }
    for (int month = 1; month <= 400; month++)
        assert_near(smooth_one.referred[month], smooth_other.referred[month], 1e-8);
    offspring_free(&smooth_one);
    offspring_free(&smooth_other);
    verify_free(made);
    verify_free(dated);
}

struct seen {
    double clients[2], fee[2]; /* by contract: who came back */
    size_t count;
};

static void note(void *context, const struct cohort *cohort)
{
    struct seen *seen = context;
    if (cohort->source != SOURCE_WINBACK)
        return;
    seen->count++;
    seen->clients[cohort->contract] += cohort->clients;
    seen->fee[cohort->contract] = cohort->fee;
    assert_true(!cohort->certain && cohort->rep_class == SOURCE_NO_CLASS);
    assert_int_equal(cohort->signer, 1);
}

/* A contract no longer sold when its clients return: 0.7 take the other one, at their old fee; the rest stays away. */
static void another_contract(void **state)
{
    (void)state;
    struct verify *made = verify_new(rows, NULL,
                                     "contract.a.share=3;contract.b.term=1;contract.b.fee=5%;contract.b.nonrenewal=0.2;"
                                     "winback.share=0.35;winback.after=4;contract.a.offered@11=no;"
                                     "contract.a.switch_share=0.7");
    const struct plan *plan = &made->plan;
    for (int month = 10; month <= 12; month++) {
        struct seen seen = {0};
        cohort_visit(plan, &plan->offspring, month, COHORT_ACTUAL, note, &seen);
        size_t a = (size_t)month, b = H + 1 + (size_t)month;
        double back_a = plan->offspring.returns[a], back_b = plan->offspring.returns[b];
        assert_true(back_a > 0 && back_b > 0);
        assert_close(plan->offspring.return_fees[a], 4000 * back_a, 1e-13);
        assert_int_equal(seen.count, month < 11 ? 2 : 1);
        assert_close(seen.clients[0], month < 11 ? back_a : 0, 1e-13);
        assert_close(seen.clients[1], month < 11 ? back_b : back_b + 0.7 * back_a, 1e-13);
        assert_close(seen.fee[1], month < 11 ? 2000 : (2000 * back_b + 2800 * back_a) / (back_b + 0.7 * back_a), 1e-13);
        assert_close(plan_takes_back(plan, 0, 0, 1, month), month < 11 ? 0 : 0.7, 1e-15);
        assert_close(plan_takes_back(plan, 0, 0, 0, month), month < 11 ? 1 : 0, 1e-15);
    }
    struct offspring steady; /* nobody signs a any more, so nobody returns to it */
    struct offspring_steady known;
    assert_int_equal(offspring_steady_init(&steady, plan, 0, 0, &known), OK);
    assert_true(steady.returns[H] == 0);
    assert_close(steady.returns[H + 1 + H], (2 * 0.25 + 0.7 * 1.5) * 0.35 / 0.65, 1e-13);
    offspring_free(&steady);
    verify_free(made);
}

/* Clients of the book refer, and return at what they pay now; a plan of 12 months tells its month 0 apart. */
static void from_the_book(void **state)
{
    (void)state;
    struct verify *made = verify_new(rows, "t,c,p\n5,a,1234.56\n0,a,1000\n",
                                     "plan.months=12;rep.r.leads=0;book.file=b.csv;book.tenure=t;book.contract=c;"
                                     "book.fee=p;nps.promoters=1;referral.leads=0.1;referral.close_ratio=4;"
                                     "winback.share=0.35;winback.churn=2");
    const struct offspring *self = &made->plan.offspring;
    /* Clients of the book, those of them who came back, those who were referred, and those of them who came back. */
    double book = 2, back = 0, referred = 0, referred_back = 0, twice = 1 - (1 - h) * (1 - h);
    double lost = 0, referred_lost = 0, brought = 0; /* lost in the month before; referred for this one */
    for (int month = 1; month <= 12; month++) {
        double returns = 0.35 * lost, referred_returns = 0.35 * referred_lost;
        lost = month == 1 ? 0 : h * book + twice * back;
        referred_lost = h * referred + twice * referred_back;
        book *= month == 1 ? 1 : 1 - h;
        back = back * (1 - twice) + returns;
        referred = referred * (1 - h) + brought;
        referred_back = referred_back * (1 - twice) + referred_returns;
        assert_close(self->referred[month], brought, 1e-13);
        assert_close(self->returns[month], returns + referred_returns, 1e-13);
        assert_close(self->return_fees[month], 1117.28 * returns + 4000 * referred_returns, 1e-13);
        assert_close(self->kept[month], returns, 1e-13);
        assert_close(self->kept_fees[month], 1117.28 * returns, 1e-13);
        brought = 0.02 * (book + back + referred + referred_back);
    }
    verify_free(made);
}

/* Why there is no steady state. */
static const char *none(const char *sets)
{
    struct verify *made = verify_new(rows, NULL, sets);
    struct offspring steady;
    struct offspring_steady known;
    assert_int_equal(offspring_steady_init(&steady, &made->plan, 0, 0, &known), OK);
    assert_true(known.none == NULL || isnan(known.per_client));
    offspring_free(&steady);
    verify_free(made);
    return known.none ? known.none : "";
}

static void no_steady_state(void **state)
{
    (void)state;
    assert_non_null(strstr(none("winback.share=1"), "every lost client comes back"));
    assert_string_equal(none("winback.share=1;winback.share@30=0.999"), "");
    /* 10 months x 0.1 x 0.05 x 20 = 1 further client each; a little less is enough. */
    assert_non_null(strstr(none("nps.promoters=1;referral.leads=0.1;referral.close_ratio=20"), "one or more further"));
    assert_string_equal(none("nps.promoters=1;referral.leads=0.1;referral.close_ratio=19.9"), "");
    assert_non_null(strstr(none("nps.promoters=1;referral.leads=0.1;referral.close_ratio=19;winback.share=0.1"),
                           "one or more further"));
    assert_non_null(strstr(none("winback.share=0.2;winback.churn=0"), "some clients never leave"));
    assert_non_null(strstr(none("winback.share=0.2;rescue.share=1;rescue.success=1"), "offers keep every client"));
    assert_non_null(strstr(none("winback.share=0.2;contract.a.concentration=9"), "nonrenewal x concentration"));
}

/* Nothing is made where nobody refers or returns: no promoters, no chance, no share. */
static void nobody(void **state)
{
    static const char *const sets[] = {NULL, "referral.leads=0.3", "nps.promoters=0.3;referral.leads=0",
                                       "nps.promoters=0.3;referral.leads=0.3;referral.close_ratio=0",
                                       "winback.share=0;winback.cost=9"};
    (void)state;
    for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++) {
        struct verify *made = verify_new(rows, NULL, sets[i]);
        assert_int_equal(made->plan.signers, 1);
        assert_true(plan_signer(&made->plan, SOURCE_REFERRED, SOURCE_NO_CLASS) == SIZE_MAX);
        assert_null(made->plan.offspring.referred);
        assert_null(made->plan.offspring.returns);
        assert_true(plan_referral_rate(&made->plan, 3) == 0 && plan_winback(&made->plan, 3).share == 0);
        verify_free(made);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(referrals),     cmocka_unit_test(dated_referrals), cmocka_unit_test(win_backs),
        cmocka_unit_test(all_rules),     cmocka_unit_test(moulds),          cmocka_unit_test(another_contract),
        cmocka_unit_test(from_the_book), cmocka_unit_test(no_steady_state), cmocka_unit_test(nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
