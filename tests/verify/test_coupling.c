/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The same client has the same luck in every scenario: what one change to a plan does to every single client of
 * every play, and what it must leave alone.
 */
#include "tests/verify/verify_cases.h"
#include "tests/verify/verify_lives.h"

#include <stdlib.h>
#include <string.h>

enum { PLAYS = 96 };

static const uint64_t seed = 0x5eed0000000bUL;

/* Two contracts, two classes, lognormal spend. */
#define MONTH                          \
    "contract.month.term,1\n"          \
    "contract.month.fee,10%\n"         \
    "contract.month.nonrenewal,0.14\n" \
    "contract.month.share,1.7\n"
#define YEAR                          \
    "contract.year.term,12\n"         \
    "contract.year.fee,6%\n"          \
    "contract.year.nonrenewal,0.37\n" \
    "contract.year.early_exit,0.021\n"
#define STANDARD             \
    "rep.standard.count,2\n" \
    "rep.standard.leads,9.3\n"
#define SENIOR                \
    "rep.senior.count,1\n"    \
    "rep.senior.leads,14.1\n" \
    "rep.senior.churn,0.8\n"
#define BASE             \
    "plan.months,30\n"   \
    "sales.close,0.08\n" \
    "spend.mean,35000\n" \
    "spend.cv,0.7\n"     \
    "quartile.4.churn,0.8\n"

static const char agency[] = BASE STANDARD SENIOR MONTH YEAR;

/* How the clients of two runs compare. */
struct difference {
    size_t same;    /* in both, with the same life */
    size_t changed; /* in both, with another */
    size_t shorter; /* of those, how many are lost sooner */
    size_t added, missing;
};

static struct difference between(const struct verify_lives *a, const struct verify_lives *b)
{
    struct difference difference = {0};
    for (size_t i = 0; i < a->count; i++) {
        const struct verify_life *other = verify_lives_find(b, &a->life[i]);
        bool same = other != NULL && verify_lives_same(&a->life[i], other);
        difference.missing += other == NULL;
        difference.same += same;
        difference.changed += other != NULL && !same;
        difference.shorter += other != NULL && other->gone < a->life[i].gone;
    }
    difference.added = b->count - (a->count - difference.missing);
    return difference;
}

/* The clients of two scenarios under the same luck. */
static struct difference compare(const char *rows_a, const char *sets_a, const char *rows_b, const char *sets_b)
{
    struct verify *a = verify_new(rows_a, NULL, sets_a), *b = verify_new(rows_b, NULL, sets_b);
    struct verify_lives lives_a = verify_lives_play(a, seed, PLAYS, NULL);
    struct verify_lives lives_b = verify_lives_play(b, seed, PLAYS, NULL);
    struct difference difference = between(&lives_a, &lives_b);
    verify_lives_free(&lives_a);
    verify_lives_free(&lives_b);
    verify_free(a);
    verify_free(b);
    return difference;
}

static void expect_equal_samples(const struct sample *a, const struct sample *b, size_t contracts)
{
    size_t cells = SERIES_COUNT * ((size_t)a->months + 1), lives = QUARTILES * contracts * ((size_t)a->months + 1);
    assert_memory_equal(a->mean, b->mean, cells * sizeof *a->mean);
    assert_memory_equal(a->variance, b->variance, cells * sizeof *a->variance);
    assert_memory_equal(a->slot, b->slot, sizeof a->slot);
    for (int s = 0; s < SERIES_COUNT; s++)
        for (int month = 0; sample_values(a, (enum series)s, 0) != NULL && month <= a->months; month++)
            assert_memory_equal(sample_values(a, (enum series)s, month), sample_values(b, (enum series)s, month),
                                a->kept * sizeof *a->value);
    assert_memory_equal(a->quantity_mean, b->quantity_mean, sizeof a->quantity_mean);
    assert_memory_equal(a->quantity_covariance, b->quantity_covariance, sizeof a->quantity_covariance);
    assert_memory_equal(a->quantity_value, b->quantity_value, QUANTITY_COUNT * a->kept * sizeof *a->quantity_value);
    assert_memory_equal(a->at_risk, b->at_risk, lives * sizeof *a->at_risk);
    assert_memory_equal(a->leaving, b->leaving, lives * sizeof *a->leaving);
}

/* Everything, to the last bit, on any number of threads; more plays than are kept, and no whole number of chunks. */
static void threads(void **state)
{
    static const size_t jobs[] = {2, 5}, plays[] = {1, 63, 65, 700, 10500};
    size_t count;
    const struct verify_case *item = verify_cases(&count);
    (void)state;
    for (size_t i = 1; i < count; i += 4)
        for (size_t p = 0; p < 5; p++) {
            struct verify *one = verify_case_new(&item[i], NULL), *other = verify_case_new(&item[i], NULL);
            verify_play(one, 11, plays[p], 1);
            for (size_t j = 0; j < 2; j++) {
                verify_play(other, 11, plays[p], jobs[j]);
                expect_equal_samples(&one->sample, &other->sample, one->plan.contracts);
            }
            verify_free(one);
            verify_free(other);
        }
}

/* No value of a sample is left as memory was found, however large it is. */
static void month_0_of_reps(void **state)
{
    enum { BLOCK = 20 << 20 };
    (void)state;
    for (int i = 0; i < 3; i++) { /* the first blocks of this size are new, later ones are used ones */
        unsigned char *dirt = malloc(BLOCK);
        assert_non_null(dirt);
        memset(dirt, 0xee, BLOCK);
        assert_true(((volatile unsigned char *)dirt)[BLOCK / 2] == 0xee);
        free(dirt);
    }
    struct verify *made = verify_new(agency, NULL, NULL);
    verify_play(made, seed, SAMPLE_KEPT, 1);
    for (size_t r = 0; r < SAMPLE_KEPT; r++)
        assert_int_equal(verify_value(&made->sample, SERIES_REPS, 0, r), 0);
    verify_free(made);
}

/* Seeds differ in all 64 bits: 5 and 5 + 2^32 are not one seed. */
static void seeds(void **state)
{
    static const uint64_t other[] = {6, 5 + (UINT64_C(1) << 32), UINT64_MAX};
    (void)state;
    struct verify *made = verify_new(agency, NULL, NULL);
    struct verify_lives lives = verify_lives_play(made, 5, PLAYS, NULL);
    struct verify_lives again = verify_lives_play(made, 5, PLAYS, NULL);
    struct difference difference = between(&lives, &again);
    assert_true(difference.same == lives.count && difference.added == 0);
    verify_lives_free(&again);
    for (size_t i = 0; i < 3; i++) {
        again = verify_lives_play(made, other[i], PLAYS, NULL);
        difference = between(&lives, &again);
        assert_true(difference.same < lives.count / 50);
        assert_true(difference.missing > lives.count / 4);
        verify_lives_free(&again);
    }
    verify_lives_free(&lives);
    verify_free(made);
}

static void more_plays(void **state)
{
    (void)state;
    struct verify *few = verify_new(agency, NULL, NULL), *many = verify_new(agency, NULL, NULL);
    verify_play(few, seed, 83, 1);
    verify_play(many, seed, 12000, 2);
    assert_int_equal(many->sample.kept, SAMPLE_KEPT);
    verify_same_values(&few->sample, &many->sample, 83);
    for (size_t q = 0; q < QUANTITY_COUNT; q++)
        assert_memory_equal(few->sample.quantity_value + q * 83, many->sample.quantity_value + q * SAMPLE_KEPT,
                            83 * sizeof(double));
    verify_free(few);
    verify_free(many);
}

static void third_rep(void **state)
{
    (void)state;
    struct difference d = compare(agency, NULL, agency, "rep.standard.count@7=3");
    assert_true(d.changed == 0 && d.missing == 0 && d.same > 0);
    assert_true(d.added > PLAYS * 12 && d.added < PLAYS * 24); /* 17.9 expected a play */
}

static void more_leads(void **state)
{
    (void)state;
    struct difference d = compare(agency, NULL, agency, "sales.close=0.081;rep.senior.leads@4=14.5");
    assert_true(d.changed == 0 && d.missing == 0 && d.added > 0 && d.added < PLAYS * 5);
}

static void less_churn(void **state)
{
    static const char *const sets[] = {"churn.multiplier@5=0.9",        "contract.month.nonrenewal=0.13",
                                       "contract.year.early_exit=0.02", "contract.year.nonrenewal=0.3",
                                       "quartile.2.churn=0.7",          "rep.senior.churn@9=0.4"};
    (void)state;
    for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++) {
        struct difference d = compare(agency, NULL, agency, sets[i]);
        assert_true(d.shorter == 0 && d.missing == 0 && d.added == 0);
        assert_true(d.changed > 0 && d.changed < d.same);
    }
}

/* Who wanted the other contract keeps it; of those who wanted this one some are gone, others took the other. */
static void dropped_contract(void **state)
{
    (void)state;
    struct verify *a = verify_new(agency, NULL, NULL);
    struct verify *b = verify_new(agency, NULL, "contract.month.offered@6=no;contract.month.switch_share=0.4");
    struct verify_lives with = verify_lives_play(a, seed, PLAYS, NULL);
    struct verify_lives without = verify_lives_play(b, seed, PLAYS, NULL);
    size_t switched = 0, gone = 0;
    for (size_t i = 0; i < with.count; i++) {
        const struct verify_life *life = &with.life[i], *other = verify_lives_find(&without, life);
        if (life->month < 6 || life->cell % 2 == 1) {
            assert_true(other != NULL && verify_lives_same(life, other));
            continue;
        }
        gone += other == NULL;
        switched += other != NULL;
        assert_true(other == NULL || other->cell == life->cell + 1); /* the same quartile, the year */
    }
    assert_int_equal(without.count, with.count - gone);
    assert_near((double)switched / (double)(switched + gone), 0.4, 0.05);
    verify_lives_free(&with);
    verify_lives_free(&without);
    verify_free(a);
    verify_free(b);
}

/* A class is known by its name, not by its place; contracts may be called anything. */
static void names_and_places(void **state)
{
    (void)state;
    struct difference d = compare(agency, NULL, BASE SENIOR STANDARD MONTH YEAR, NULL);
    assert_true(d.same > 0 && d.changed == 0 && d.missing == 0 && d.added == 0);
    d = compare(agency, NULL, BASE "rep.new.count,1\nrep.new.leads,7\n" STANDARD SENIOR MONTH YEAR, NULL);
    assert_true(d.same > 0 && d.changed == 0 && d.missing == 0 && d.added > 0);
    d = compare(agency, NULL,
                BASE STANDARD SENIOR "contract.a.term,1\ncontract.a.fee,10%\ncontract.a.nonrenewal,0.14\n"
                                     "contract.a.share,1.7\n" YEAR,
                NULL);
    assert_true(d.same > 0 && d.changed == 0 && d.missing == 0 && d.added == 0);
    /* Under another name the seniors are other people. */
    d = compare(agency, NULL, BASE STANDARD "rep.elder.count,1\nrep.elder.leads,14.1\nrep.elder.churn,0.8\n" MONTH YEAR,
                NULL);
    assert_true(d.same > 0 && d.changed == 0 && d.missing > PLAYS * 20 && d.added > PLAYS * 20);
}

/* A plan that goes on for longer changes nobody's life but where it was cut. */
static void longer_plan(void **state)
{
    (void)state;
    struct verify *a = verify_new(agency, NULL, NULL), *b = verify_new(agency, NULL, "plan.months=47");
    struct verify_lives shorter = verify_lives_play(a, seed, PLAYS, NULL);
    struct verify_lives longer = verify_lives_play(b, seed, PLAYS, NULL);
    for (size_t i = 0; i < shorter.count; i++) {
        const struct verify_life *life = &shorter.life[i], *other = verify_lives_find(&longer, life);
        assert_non_null(other);
        assert_true(life->fee == other->fee && life->cell == other->cell && life->month == other->month);
        assert_int_equal(life->gone, other->gone < 31 ? other->gone : 31);
    }
    verify_lives_free(&shorter);
    verify_lives_free(&longer);
    verify_free(a);
    verify_free(b);
}

#define WITH_BOOK "book.file,list.csv\nbook.tenure,t\nbook.contract,c\nbook.fee,p\nbook.left,g\n"

/* One more client at the end of the list, or one who has left in its place: the others keep their lives. */
static void another_book_client(void **state)
{
    static const char few[] = "t,c,p,g\n3,month,2000.01,\n14,year,900,\n0,month,4000,yes\n8,month,3000,\n";
    static const char more[] = "t,c,p,g\n3,month,2000.01,\n14,year,900,\n0,month,4000,\n8,month,3000,\n";
    (void)state;
    struct verify *a = verify_new(BASE STANDARD MONTH YEAR WITH_BOOK, few, NULL);
    struct verify *b = verify_new(BASE STANDARD MONTH YEAR WITH_BOOK, more, NULL);
    struct verify_lives lives_a = verify_lives_play(a, seed, PLAYS, NULL);
    struct verify_lives lives_b = verify_lives_play(b, seed, PLAYS, NULL);
    struct difference d = between(&lives_a, &lives_b);
    assert_true(d.same == lives_a.count && d.added == 0);
    for (size_t r = 0; r < PLAYS; r++)
        for (int month = 0, there = 1; month <= 30; month++) {
            int64_t more_clients = verify_value(&b->sample, SERIES_CLIENTS, month, r) -
                                   verify_value(&a->sample, SERIES_CLIENTS, month, r);
            int64_t more_revenue = verify_value(&b->sample, SERIES_REVENUE, month, r) -
                                   verify_value(&a->sample, SERIES_REVENUE, month, r);
            assert_true(more_clients == 0 || more_clients == there);
            assert_int_equal(more_revenue, 400000 * more_clients);
            there = (int)more_clients;
            assert_true(month > 1 || there == 1);
        }
    verify_lives_free(&lives_a);
    verify_lives_free(&lives_b);
    verify_free(a);
    verify_free(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads),     cmocka_unit_test(month_0_of_reps),     cmocka_unit_test(seeds),
        cmocka_unit_test(more_plays),  cmocka_unit_test(third_rep),           cmocka_unit_test(more_leads),
        cmocka_unit_test(less_churn),  cmocka_unit_test(dropped_contract),    cmocka_unit_test(names_and_places),
        cmocka_unit_test(longer_plan), cmocka_unit_test(another_book_client),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
