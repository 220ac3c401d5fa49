/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The same luck under satisfaction, care, offers, returns and referrals: what a change does to every single client of
 * every play, and what it must leave alone.
 */
#include "tests/verify/verify_lives.h"

enum { PLAYS = 96, MONTHS = 30 };

static const uint64_t seed = 0x5eed0000000dUL;

#define AGENCY                         \
    "plan.months,30\n"                 \
    "sales.close,0.09\n"               \
    "rep.standard.count,2\n"           \
    "rep.standard.leads,13.1\n"        \
    "spend.mean,35000\n"               \
    "spend.cv,0.7\n"                   \
    "contract.month.term,1\n"          \
    "contract.month.fee,10%\n"         \
    "contract.month.nonrenewal,0.14\n" \
    "contract.month.share,1.7\n"       \
    "contract.half.term,6\n"           \
    "contract.half.fee,8%\n"           \
    "contract.half.nonrenewal,0.3\n"   \
    "contract.half.early_exit,0.021\n" \
    "book.file,l\n"                    \
    "book.tenure,t\n"                  \
    "book.contract,c\n"                \
    "book.fee,p\n"
#define OPINIONS            \
    "nps.promoters,0.37\n"  \
    "nps.detractors,0.31\n" \
    "promoter.churn,0.6\n"  \
    "detractor.churn,1.9\n"
#define CARE              \
    "care.coverage,0.6\n" \
    "care.success,0.5\n"  \
    "care.after,2\n"      \
    "care.cost,99.9\n"
#define OFFERS             \
    "rescue.share,0.5\n"   \
    "rescue.success,0.6\n" \
    "rescue.cost,123.4\n"
#define RETURNS           \
    "winback.share,0.3\n" \
    "winback.after,3\n"   \
    "winback.churn,1.2\n"
#define REFERRALS              \
    "referral.leads,0.3\n"     \
    "referral.close_ratio,2\n" \
    "referral.spend,1.16\n"    \
    "referral.churn,0.73\n"

static const char list[] = "t,c,p\n4,month,2100\n13,half,1850.5\n0,month,990\n26,month,3333.33\n8,half,1717\n";

/* Two scenarios under the same luck. */
struct pair {
    struct verify *made[2];
    struct verify_lives lives[2];
};

static struct pair play(const char *rows_a, const char *sets_a, const char *rows_b, const char *sets_b)
{
    struct pair pair = {{verify_new(rows_a, list, sets_a), verify_new(rows_b, list, sets_b)}, {{0}}};
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

/* How the clients of the second compare with those of the first; of one source, or of all (SOURCE_COUNT). */
struct difference {
    size_t same, changed, shorter, longer; /* of those that both have */
    size_t added, missing;
};

static bool counts(const struct verify_life *life, enum source source)
{
    return source == SOURCE_COUNT || life->source == source;
}

static struct difference between(const struct pair *self, enum source source)
{
    struct difference difference = {0};
    for (size_t i = 0; i < self->lives[0].count; i++) {
        const struct verify_life *life = &self->lives[0].life[i], *other = verify_lives_find(&self->lives[1], life);
        if (!counts(life, source))
            continue;
        bool same = other != NULL && verify_lives_same(life, other);
        difference.missing += other == NULL;
        difference.same += same;
        difference.changed += other != NULL && !same;
        difference.shorter += other != NULL && other->gone < life->gone;
        difference.longer += other != NULL && other->gone > life->gone;
    }
    for (size_t i = 0; i < self->lives[1].count; i++)
        difference.added += counts(&self->lives[1].life[i], source) &&
                            !verify_lives_find(&self->lives[0], &self->lives[1].life[i]);
    return difference;
}

/* Money and clients of the months before something begins are the same in every play. */
static void same_until(const struct pair *self, enum series series, int last)
{
    for (size_t r = 0; r < PLAYS; r++)
        for (int month = 0; month <= last; month++)
            assert_int_equal(verify_value(&self->made[0]->sample, series, month, r),
                             verify_value(&self->made[1]->sample, series, month, r));
}

/* Some client who signed in a month lives longer in the second. */
static bool helps_clients_of(const struct pair *self, int month)
{
    for (size_t i = 0; i < self->lives[0].count; i++) {
        const struct verify_life *life = &self->lives[0].life[i], *other = verify_lives_find(&self->lives[1], life);
        if (life->month == month && other != NULL && other->gone > life->gone)
            return true;
    }
    return false;
}

/*
 * What begins in month 12 helps clients who signed in month 3, ends no life sooner, and changes nothing before: who
 * decides in month 12 pays in it, and is lost in 13 at the earliest.
 */
static void expect_late_help(const char *rows, const char *sets)
{
    struct pair pair = play(rows, NULL, rows, sets);
    struct difference d = between(&pair, SOURCE_COUNT);
    assert_true(d.shorter == 0 && d.missing == 0 && d.added == 0);
    assert_true(d.longer == d.changed && d.changed > 0 && d.same > d.changed);
    assert_true(helps_clients_of(&pair, 3));
    same_until(&pair, SERIES_REVENUE, 12);
    same_until(&pair, SERIES_LOST, 12);
    same_until(&pair, SERIES_PROFIT, 11);
    for (size_t i = 0; i < pair.lives[0].count; i++) /* who is gone by then is gone as it was */
        if (pair.lives[0].life[i].gone <= 12)
            assert_true(
                verify_lives_same(&pair.lives[0].life[i], verify_lives_find(&pair.lives[1], &pair.lives[0].life[i])));
    pair_free(&pair);
}

static void late_help(void **state)
{
    (void)state;
    expect_late_help(AGENCY OPINIONS, "care.coverage@12=0.7;care.success=0.8;care.cost=50");
    expect_late_help(AGENCY OPINIONS, "service.lift@12=0.6");
    expect_late_help(AGENCY OPINIONS, "performance.lift@12=0.6;performance.weight=0.7");
    expect_late_help(AGENCY OPINIONS, "detractor.churn@12=1.2");
    expect_late_help(AGENCY OPINIONS, "nps.promoters@12=0.55");
    expect_late_help(AGENCY, "rescue.share@12=0.5;rescue.success=0.6");
    expect_late_help(AGENCY "contract.month.concentration,1.3\n", "rescue.share@12=0.5;rescue.success=0.6");
}

/* Losses over the plan's last months, of the book and all: no play has more clients for less help. */
static void expect_no_play_smaller(const struct pair *self)
{
    size_t larger = 0;
    for (size_t r = 0; r < PLAYS; r++)
        for (int month = 1; month <= MONTHS; month++) {
            int64_t a = verify_value(&self->made[0]->sample, SERIES_CLIENTS, month, r);
            int64_t b = verify_value(&self->made[1]->sample, SERIES_CLIENTS, month, r);
            assert_true(b >= a);
            larger += b > a;
        }
    assert_true(larger > PLAYS);
}

/* More of what keeps clients shortens no life, and brings or takes nobody. */
static void more_help(void **state)
{
    static const struct {
        const char *rows, *less, *more;
    } pairs[] = {
        {AGENCY OPINIONS OFFERS, "rescue.share=0", "rescue.share=0.4"},
        {AGENCY OPINIONS OFFERS, NULL, "rescue.share=0.9"},
        {AGENCY OPINIONS OFFERS, NULL, "rescue.success=0.9"},
        {AGENCY OPINIONS OFFERS, NULL, "rescue.success=1;rescue.share=1"},
        {AGENCY OPINIONS OFFERS "contract.month.concentration,1.3\n", "rescue.share=0", NULL},
        {AGENCY OPINIONS OFFERS "contract.month.concentration,1.3\n", NULL, "rescue.success=0.8;rescue.share@9=0.7"},
        {AGENCY OPINIONS CARE, "care.success=0", NULL},
        {AGENCY OPINIONS CARE, NULL, "care.success=0.8"},
        {AGENCY OPINIONS CARE, NULL, "care.coverage=0.9"},
        {AGENCY OPINIONS CARE, "service.lift=0.1", "service.lift=0.4"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        struct pair pair = play(pairs[i].rows, pairs[i].less, pairs[i].rows, pairs[i].more);
        struct difference d = between(&pair, SOURCE_COUNT);
        assert_true(d.shorter == 0 && d.missing == 0 && d.added == 0);
        assert_true(d.longer == d.changed && d.changed > 0);
        expect_no_play_smaller(&pair);
        pair_free(&pair);
    }
}

/* With more success more are saved, and all who were; everybody's z, and being called on, is as it was. */
static void care_makes_no_detractor(void **state)
{
    size_t saved = 0;
    (void)state;
    struct pair pair = play(AGENCY OPINIONS CARE, NULL, AGENCY OPINIONS CARE, "care.success=0.8");
    for (size_t i = 0; i < pair.lives[0].count; i++) {
        const struct verify_life *life = &pair.lives[0].life[i], *other = verify_lives_find(&pair.lives[1], life);
        assert_true(other->interval == life->interval && other->activated == life->activated);
        assert_true(other->saved >= life->saved);
        saved += other->saved > life->saved;
    }
    assert_true(saved > PLAYS);
    pair_free(&pair);
}

/* Calling without success costs money and changes nobody. */
static void care_in_vain(void **state)
{
    (void)state;
    struct pair pair = play(AGENCY OPINIONS, NULL, AGENCY OPINIONS CARE, "care.success=0");
    struct difference d = between(&pair, SOURCE_COUNT);
    assert_true(d.same == pair.lives[0].count && d.changed == 0 && d.added == 0);
    same_until(&pair, SERIES_DETRACTORS, MONTHS);
    same_until(&pair, SERIES_REVENUE, MONTHS);
    assert_true(verify_mean(&pair.made[1]->sample, SERIES_CARE, 9) > 0);
    pair_free(&pair);
}

/* Who comes back is added; first lives, and the luck of who came back before, stay. */
static void more_come_back(void **state)
{
    (void)state;
    struct pair pair = play(AGENCY OPINIONS, NULL, AGENCY OPINIONS RETURNS, NULL);
    struct difference d = between(&pair, SOURCE_COUNT), back = between(&pair, SOURCE_WINBACK);
    assert_true(d.same == pair.lives[0].count && d.added == back.added && back.added > PLAYS);
    pair_free(&pair);

    pair = play(AGENCY OPINIONS RETURNS REFERRALS, NULL, AGENCY OPINIONS RETURNS REFERRALS, "winback.share=0.5");
    d = between(&pair, SOURCE_COUNT), back = between(&pair, SOURCE_WINBACK);
    assert_true(d.changed == 0 && d.missing == 0 && back.added > PLAYS);
    /* All else that is new was brought by who came back. */
    struct difference referred = between(&pair, SOURCE_REFERRED);
    assert_true(d.added == back.added + referred.added && referred.added < back.added);
    pair_free(&pair);

    pair = play(AGENCY OPINIONS RETURNS, NULL, AGENCY OPINIONS RETURNS, "winback.share@12=0.5");
    d = between(&pair, SOURCE_COUNT);
    assert_true(d.changed == 0 && d.missing == 0 && d.added > PLAYS / 2);
    same_until(&pair, SERIES_REVENUE, 14); /* three months after who was lost in month 12 */
    pair_free(&pair);
}

/* Who is won back keeps quartile, fee and z; and a return that is later has the same words. */
static void returns_keep_their_luck(void **state)
{
    size_t found = 0;
    (void)state;
    struct pair pair = play(AGENCY OPINIONS RETURNS, NULL, AGENCY OPINIONS RETURNS, "winback.after=5");
    for (size_t i = 0; i < pair.lives[0].count; i++) {
        const struct verify_life *life = &pair.lives[0].life[i], *other = verify_lives_find(&pair.lives[1], life);
        if (life->source != SOURCE_WINBACK) {
            assert_true(verify_lives_same(life, other));
        } else if (other != NULL) {
            int later = other->month - life->month; /* of a second return: twice as much */
            assert_true(later >= 2 && later % 2 == 0);
            assert_true(other->cell == life->cell && other->fee == life->fee && other->interval == life->interval);
            assert_true(life->gone == MONTHS + 1 || (int)other->gone == MONTHS + 1 ||
                        (int)other->gone == (int)life->gone + later);
            found++;
        }
    }
    assert_true(found > PLAYS);
    pair_free(&pair);
}

/* More referrals: those before stay, each with its spend, contract, z and life. */
static void more_referrals(void **state)
{
    static const char *const sets[] = {"referral.leads=0.45", "referral.close_ratio=3", "referral.leads@9=0.6"};
    (void)state;
    struct pair pair = play(AGENCY OPINIONS, NULL, AGENCY OPINIONS REFERRALS, NULL);
    struct difference d = between(&pair, SOURCE_COUNT), referred = between(&pair, SOURCE_REFERRED);
    assert_true(d.same == pair.lives[0].count && d.added == referred.added && d.added > PLAYS);
    pair_free(&pair);

    for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++) {
        size_t moved = 0, in_both = 0;
        pair = play(AGENCY OPINIONS REFERRALS, NULL, AGENCY OPINIONS REFERRALS, sets[i]);
        for (size_t k = 0; k < pair.lives[0].count; k++) {
            const struct verify_life *life = &pair.lives[0].life[k], *other = verify_lives_find(&pair.lives[1], life);
            assert_non_null(other);
            if (life->source != SOURCE_REFERRED) {
                assert_true(verify_lives_same(life, other));
                continue;
            }
            in_both++;
            moved += other->month < life->month; /* it may come sooner, but never later */
            assert_true(other->month <= life->month && other->cell == life->cell && other->fee == life->fee);
            assert_true(other->interval == life->interval);
            int gone = (int)life->gone - (life->month - other->month);
            assert_true(life->gone == MONTHS + 1 ? (int)other->gone >= gone : (int)other->gone == gone);
        }
        assert_true(in_both > PLAYS && moved > 0 && pair.lives[1].count > pair.lives[0].count + PLAYS / 2);
        pair_free(&pair);
    }
}

/* What referred clients are like leaves all others as they were; more spend lifts each one's fee. */
static void referred_clients(void **state)
{
    (void)state;
    struct pair pair = play(AGENCY OPINIONS REFERRALS, "referral.spend=1", AGENCY OPINIONS REFERRALS,
                            "referral.spend=1.3");
    struct difference d = between(&pair, SOURCE_COUNT), reps = between(&pair, SOURCE_REP);
    assert_true(d.missing == 0 && d.added == 0 && reps.changed == 0 && d.changed > PLAYS);
    for (size_t i = 0; i < pair.lives[0].count; i++) {
        const struct verify_life *life = &pair.lives[0].life[i], *other = verify_lives_find(&pair.lives[1], life);
        assert_true(other->gone == life->gone && other->cell % 2 == life->cell % 2);
        if (life->source == SOURCE_REFERRED)
            assert_near((double)other->fee, 1.3 * (double)life->fee, 2 + 1e-5 * (double)life->fee);
    }
    pair_free(&pair);

    pair = play(AGENCY OPINIONS REFERRALS, NULL, AGENCY OPINIONS REFERRALS, "referral.reward=300");
    d = between(&pair, SOURCE_COUNT);
    assert_true(d.same == pair.lives[0].count && d.added == 0 && d.changed == 0);
    pair_free(&pair);
}

/* Every new rule at what it is without: byte for byte the same plays. */
static void neutral_values(void **state)
{
    static const char *const sets[] = {
        "service.weight=1;service.lift=0;performance.weight=1;performance.lift=0;promoter.churn=1;detractor.churn=1;"
        "rescue.share=0;rescue.success=0;winback.share=0;winback.churn=1;referral.leads=0;referral.spend=1",
        "care.coverage=0;care.after=0;care.cost=0;rescue.cost=0;winback.cost=0;winback.after=1;referral.close_ratio=1;"
        "referral.churn=1;referral.reward=0;nps.promoters=0;nps.detractors=0",
    };
    (void)state;
    for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++) {
        struct pair pair = play(AGENCY, NULL, AGENCY, sets[i]);
        size_t cells = QUARTILES * 2 * (MONTHS + 1);
        verify_same_values(&pair.made[0]->sample, &pair.made[1]->sample, PLAYS);
        assert_memory_equal(pair.made[0]->sample.quantity_value, pair.made[1]->sample.quantity_value,
                            QUANTITY_COUNT * PLAYS * sizeof(double));
        assert_memory_equal(pair.made[0]->sample.at_risk, pair.made[1]->sample.at_risk, cells * sizeof(uint64_t));
        assert_memory_equal(pair.made[0]->sample.leaving, pair.made[1]->sample.leaving, cells * sizeof(uint64_t));
        pair_free(&pair);
    }
}

/* Knowing what clients think changes no life where it has no effect. */
static void opinions_without_effect(void **state)
{
    (void)state;
    struct pair pair = play(AGENCY, NULL, AGENCY OPINIONS, "promoter.churn=1;detractor.churn=1;service.lift@9=0.4");
    struct difference d = between(&pair, SOURCE_COUNT);
    assert_true(d.same == pair.lives[0].count && d.added == 0 && d.changed == 0);
    for (int s = 0; s < SERIES_COUNT; s++)
        if (s != SERIES_PROMOTERS && s != SERIES_DETRACTORS)
            same_until(&pair, (enum series)s, MONTHS);
    assert_true(verify_mean(&pair.made[1]->sample, SERIES_PROMOTERS, 20) > 1);
    pair_free(&pair);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(late_help),
        cmocka_unit_test(more_help),
        cmocka_unit_test(care_makes_no_detractor),
        cmocka_unit_test(care_in_vain),
        cmocka_unit_test(more_come_back),
        cmocka_unit_test(returns_keep_their_luck),
        cmocka_unit_test(more_referrals),
        cmocka_unit_test(referred_clients),
        cmocka_unit_test(neutral_values),
        cmocka_unit_test(opinions_without_effect),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
