/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The same luck under the rules of the agency: what a change to reps, onboarding, qualification or pay does to every
 * single client of every play, and what it must leave alone.
 */
#include "tests/verify/verify_agency.h"
#include "tests/verify/verify_lives.h"

#include <stdlib.h>
#include <string.h>

enum { PLAYS = 96 };

static const uint64_t seed = 0x5eed0000000cUL;

#define SALES            \
    "plan.months,30\n"   \
    "sales.close,0.09\n" \
    "spend.mean,35000\n" \
    "spend.cv,0.7\n"
#define REPS                   \
    "rep.standard.count,2\n"   \
    "rep.standard.leads,9.3\n" \
    "rep.standard.quit,0.07\n" \
    "rep.standard.refill,3\n"  \
    "rep.standard.ramp,4\n"    \
    "rep.senior.count,1\n"     \
    "rep.senior.leads,14.1\n"  \
    "rep.senior.quit,0.04\n"   \
    "rep.senior.refill,2\n"    \
    "rep.senior.churn,0.8\n"
#define CONTRACTS                      \
    "contract.month.term,1\n"          \
    "contract.month.fee,10%\n"         \
    "contract.month.nonrenewal,0.14\n" \
    "contract.month.share,1.7\n"       \
    "contract.year.term,12\n"          \
    "contract.year.fee,6%\n"           \
    "contract.year.nonrenewal,0.37\n"  \
    "contract.year.early_exit,0.021\n"
#define SLOW                       \
    "onboarding.activation,0.57\n" \
    "onboarding.churn,2.1\n"       \
    "onboarding.months,5\n"
#define RETURNING                \
    "qualify.min_spend,19000\n"  \
    "qualify.time_reused,0.6\n"  \
    "qualify.return_share,0.4\n" \
    "qualify.return_after,4\n"

static const char agency[] = SALES REPS CONTRACTS SLOW RETURNING;

/* Two scenarios under the same luck. */
struct pair {
    struct verify *made[2];
    struct verify_lives lives[2];
};

/* How the clients of the second compare with those of the first, of one class, or of all (key 0). */
struct difference {
    size_t same, changed, shorter, longer;
    size_t added, missing;
};

static struct pair play(const char *rows_a, const char *sets_a, const char *rows_b, const char *sets_b)
{
    struct pair pair = {{verify_new(rows_a, NULL, sets_a), verify_new(rows_b, NULL, sets_b)}, {{0}}};
    for (int i = 0; i < 2; i++)
        pair.lives[i] = verify_lives_play(pair.made[i], seed, PLAYS, NULL);
    return pair;
}

static void pair_free(struct pair *self)
{
    for (int i = 0; i < 2; i++) {
        verify_lives_free(&self->lives[i]);
        verify_free(self->made[i]);
    }
}

static struct difference between(const struct pair *self, uint64_t key)
{
    struct difference difference = {0};
    for (size_t i = 0; i < self->lives[0].count; i++) {
        const struct verify_life *life = &self->lives[0].life[i], *other = verify_lives_find(&self->lives[1], life);
        if (key != 0 && life->rep_class != key)
            continue;
        bool same = other != NULL && verify_lives_same(life, other);
        difference.missing += other == NULL;
        difference.same += same;
        difference.changed += other != NULL && !same;
        difference.shorter += other != NULL && other->gone < life->gone;
        difference.longer += other != NULL && other->gone > life->gone;
    }
    for (size_t i = 0; i < self->lives[1].count; i++) {
        const struct verify_life *life = &self->lives[1].life[i];
        difference.added += (key == 0 || life->rep_class == key) && !verify_lives_find(&self->lives[0], life);
    }
    return difference;
}

static struct difference compare(const char *sets_a, const char *sets_b)
{
    struct pair pair = play(agency, sets_a, agency, sets_b);
    struct difference difference = between(&pair, 0);
    pair_free(&pair);
    return difference;
}

/* A seat more, from some month on: all clients of the others are as they were, those who come back too. */
static void third_rep(void **state)
{
    (void)state;
    struct pair pair = play(agency, NULL, agency, "rep.standard.count@7=3");
    struct difference d = between(&pair, 0);
    assert_true(d.changed == 0 && d.missing == 0 && d.same == pair.lives[0].count);
    assert_true(d.added > PLAYS * 5);
    for (size_t i = 0; i < pair.lives[1].count; i++) {
        const struct verify_life *life = &pair.lives[1].life[i];
        if (!verify_lives_find(&pair.lives[0], life))
            assert_true(life->seat_month >> 11 == 2 && (life->seat_month & 2047) >= 7);
    }
    pair_free(&pair);
}

/* Less of anything that drives clients away ends no life sooner, and brings or takes nobody. */
static void less_churn(void **state)
{
    static const char *const sets[] = {"onboarding.churn=1.6",      "onboarding.churn@9=1.3",    "onboarding.months=3",
                                       "onboarding.activation=0.8", "onboarding.activation@6=1", "onboarding.churn=1",
                                       "churn.multiplier@5=0.9",    "rep.senior.churn@9=0.4"};
    (void)state;
    for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++) {
        struct difference d = compare(NULL, sets[i]);
        assert_true(d.shorter == 0 && d.missing == 0 && d.added == 0);
        assert_true(d.longer == d.changed && d.changed > 0 && d.changed < d.same);
    }
}

/* Costs and pay change no client; growth and bonuses neither. */
static void money_alone(void **state)
{
    (void)state;
    struct difference d = compare(NULL, "rep.standard.salary=4000;rep.standard.commission=0.1;bonus.every=6;"
                                        "bonus.share=0.2;rep.senior.clawback=5;expansion.yearly=0.05;"
                                        "expansion.limit=0.2;cost.serve=0.3;cost.lead=20;service.accounts=20;"
                                        "service.salary=4000;cost.signup=200;rep.standard.hiring_cost=500");
    assert_true(d.same > 0 && d.changed == 0 && d.missing == 0 && d.added == 0);
}

/*
 * A class that quits less: the other class's clients are as they were. Its own: a rep still there keeps its clients'
 * luck; only who would have been in a ramp, or nobody, changes, and no client changes that both have.
 */
static void a_class_quits_less(void **state)
{
    (void)state;
    struct pair pair = play(agency, NULL, agency, "rep.standard.quit=0.03");
    uint64_t standard = pair.made[0]->plan.seats[0].key, senior = pair.made[0]->plan.seats[1].key;
    struct difference others = between(&pair, senior), own = between(&pair, standard);
    assert_true(others.same > PLAYS && others.changed == 0 && others.added == 0 && others.missing == 0);
    assert_true(own.same > PLAYS && own.changed == 0 && own.added > own.missing + PLAYS);
    pair_free(&pair);
}

/* Nobody quits at all: nobody is lost who was signed, for all seats are full and all reps ramped. */
static void nobody_quits(void **state)
{
    (void)state;
    struct difference d = compare(NULL, "rep.standard.quit=0;rep.senior.quit=0");
    assert_true(d.same > 0 && d.changed == 0 && d.missing == 0 && d.added > PLAYS);
    d = compare(NULL, "rep.standard.ramp=0"); /* nor by a ramp that is none */
    assert_true(d.same > 0 && d.changed == 0 && d.missing == 0 && d.added > PLAYS / 4);
    /* The refill does not have this: it moves the rep whom the same words make quit. */
}

/* Without reuse of time reps sign a part of the clients they would have signed, and each of these spends more. */
static void qualification(void **state)
{
    (void)state;
    struct pair pair = play(SALES REPS CONTRACTS SLOW, NULL, SALES REPS CONTRACTS SLOW, "qualify.min_spend=23000");
    struct difference d = between(&pair, 0);
    size_t lifted = 0;
    assert_true(d.added == 0 && d.missing > PLAYS && d.same + d.changed > PLAYS);
    for (size_t i = 0; i < pair.lives[1].count; i++) {
        const struct verify_life *now = &pair.lives[1].life[i], *before = verify_lives_find(&pair.lives[0], now);
        /* No share and no multiplier goes by quartile here: what it wants and how long it stays are other words. */
        assert_int_equal(now->cell % 2, before->cell % 2);
        assert_int_equal(now->gone, before->gone);
        assert_true(now->cell >= before->cell && now->fee >= before->fee);
        assert_true(now->fee >= (now->cell % 2 == 0 ? 230000 : 138000));
        lifted += now->fee > before->fee;
    }
    assert_true(lifted > pair.lives[1].count * 9 / 10);
    pair_free(&pair);
}

/* Who comes back: more of them with a larger share, none of the others changed; later if they take longer. */
static void returned_leads(void **state)
{
    (void)state;
    struct pair pair = play(agency, "qualify.return_share=0", agency, NULL);
    struct difference d = between(&pair, 0);
    assert_true(d.same == pair.lives[0].count && d.added > PLAYS);
    for (size_t i = 0; i < pair.lives[1].count; i++) {
        const struct verify_life *life = &pair.lives[1].life[i];
        assert_true((life->source == SOURCE_RETURNED) == !verify_lives_find(&pair.lives[0], life));
        if (life->source == SOURCE_RETURNED) {
            assert_int_equal(life->month, (life->seat_month & 2047) + 4);
            assert_int_equal(life->fee, life->cell % 2 == 0 ? 190000 : 114000);
        }
    }
    pair_free(&pair);
    d = compare(NULL, "qualify.return_share=0.55");
    assert_true(d.changed == 0 && d.missing == 0 && d.added > PLAYS / 4);

    pair = play(agency, NULL, agency, "qualify.return_after=6");
    for (size_t i = 0; i < pair.lives[0].count; i++) {
        const struct verify_life *life = &pair.lives[0].life[i], *other = verify_lives_find(&pair.lives[1], life);
        int shift = life->source == SOURCE_RETURNED ? 2 : 0, end = (int)life->gone + shift;
        assert_true((other == NULL) == (life->month + shift > 30));
        if (other != NULL) { /* the same bills, two months later */
            assert_int_equal(other->month, life->month + shift);
            assert_true(life->gone == 31 || (int)other->gone == (end < 31 ? end : 31));
            assert_true(other->fee == life->fee && other->cell == life->cell);
        }
    }
    pair_free(&pair);
}

/* Who wanted the other contract keeps it, whether a rep signs it or it comes back. */
static void dropped_contract(void **state)
{
    (void)state;
    struct pair pair = play(agency, NULL, agency, "contract.month.offered@6=no;contract.month.switch_share=0.4");
    struct difference d = between(&pair, 0);
    assert_true(d.added == 0 && d.missing > PLAYS && d.changed > PLAYS);
    for (size_t i = 0; i < pair.lives[0].count; i++) {
        const struct verify_life *life = &pair.lives[0].life[i], *other = verify_lives_find(&pair.lives[1], life);
        if (life->month < 6 || life->cell % 2 == 1)
            assert_true(other != NULL && verify_lives_same(life, other));
        else
            assert_true(other == NULL || other->cell == life->cell + 1);
    }
    pair_free(&pair);
}

/* Inputs that are drawn anew have keys of their own: one more of them leaves the draws of the others where they were.
 */
static void unsure_inputs(void **state)
{
    static const char one[] = "cost.fixed=normal(2000,300)",
                      two[] = "cost.fixed=normal(2000,300);cost.lead=uniform(10,30)";
    (void)state;
    struct verify *a = verify_new(agency, NULL, one), *b = verify_new(agency, NULL, two);
    struct verify *sure = verify_new(agency, NULL, "cost.fixed=2000");
    verify_play_uncertain(a, seed, PLAYS, 1);
    verify_play_uncertain(b, seed, PLAYS, 1);
    verify_play(sure, seed, PLAYS, 1);
    for (size_t r = 0; r < PLAYS; r++)
        for (int month = 1; month <= 30; month++) {
            assert_int_equal(verify_value(&a->sample, SERIES_FIXED, month, r),
                             verify_value(&b->sample, SERIES_FIXED, month, r));
            assert_int_equal(verify_value(&a->sample, SERIES_FIXED, month, r),
                             verify_value(&a->sample, SERIES_FIXED, 1, r)); /* one draw a play */
            assert_int_equal(verify_value(&a->sample, SERIES_REVENUE, month, r),
                             verify_value(&sure->sample, SERIES_REVENUE, month, r));
            assert_int_equal(verify_value(&b->sample, SERIES_REPS, month, r),
                             verify_value(&sure->sample, SERIES_REPS, month, r));
        }
    verify_free(a);
    verify_free(b);
    verify_free(sure);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(third_rep),      cmocka_unit_test(less_churn),         cmocka_unit_test(money_alone),
        cmocka_unit_test(nobody_quits),   cmocka_unit_test(a_class_quits_less), cmocka_unit_test(qualification),
        cmocka_unit_test(returned_leads), cmocka_unit_test(dropped_contract),   cmocka_unit_test(unsure_inputs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
