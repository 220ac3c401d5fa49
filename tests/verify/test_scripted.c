/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Plays whose every word is written here: rare branches forced, with results worked out by hand. A word x stands for
 * u = (x + 1/2) / 2^32; in the end cells 0 and 2^32 - 1, each 2.33e-10 wide, a second word refines it.
 */
#include "tests/verify/verify_lives.h"
#include "tests/verify/verify_script.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PLAYS = 3 };

static const uint32_t HIGHEST = UINT32_MAX;

/* Sign-ups are Poisson(2.3): P(0) = 0.1003, P(1) = 0.3309, P(2) = 0.5960. A fee of 1,234.56; nonrenewal 0.3. */
static const char plain[] = "plan.months,24\n"
                            "sales.close,1\n"
                            "rep.standard.count,1\n"
                            "rep.standard.leads,2.3\n"
                            "spend.shape,fixed\n"
                            "spend.mean,12345.6\n"
                            "contract.month.term,1\n"
                            "contract.month.fee,10%\n"
                            "contract.month.nonrenewal,0.3\n";

/* One value for all four words of a purpose. */
static struct script_rule all_words(uint32_t purpose, uint32_t word)
{
    return (struct script_rule){purpose, SCRIPT_ANY, SCRIPT_ANY, {word, word, word, word}};
}

static void play(struct verify *made, const struct script_rule *rules, size_t count)
{
    struct script script = {rules, count};
    struct draw_source source = script_source(&script);
    verify_play_with(made, &(struct play_options){.seed = 1, .replicates = PLAYS, .threads = 1, .draws = &source});
}

static struct verify_lives lives_of(struct verify *made, const struct script_rule *rules, size_t count)
{
    struct script script = {rules, count};
    struct draw_source source = script_source(&script);
    return verify_lives_play(made, 1, PLAYS, &source);
}

/* All plays have these clients, sign-ups and losses in a month, and pay 123,456 cents for each. */
static void expect_month(const struct verify *made, int month, int64_t clients, int64_t signups, int64_t lost)
{
    const int64_t fee = 123456;
    for (size_t r = 0; r < PLAYS; r++) {
        assert_int_equal(verify_value(&made->sample, SERIES_CLIENTS, month, r), clients);
        assert_int_equal(verify_value(&made->sample, SERIES_SIGNUPS, month, r), signups);
        assert_int_equal(verify_value(&made->sample, SERIES_LOST, month, r), lost);
        assert_int_equal(verify_value(&made->sample, SERIES_REVENUE, month, r), clients * fee);
        assert_int_equal(verify_value(&made->sample, SERIES_REVENUE_NEW, month, r), signups * fee);
        assert_int_equal(verify_value(&made->sample, SERIES_REVENUE_LOST, month, r), lost * fee);
    }
}

static void nobody_signs(void **state)
{
    struct script_rule rule[] = {all_words(PURPOSE_ARRIVALS, script_word(0.1))};
    (void)state;
    struct verify *made = verify_new(plain, NULL, NULL);
    play(made, rule, 1);
    for (int month = 1; month <= 24; month++)
        expect_month(made, month, 0, 0, 0);
    for (int q = 0; q < QUANTITY_COUNT; q++)
        assert_true(made->sample.quantity_mean[q] == 0 && made->sample.quantity_covariance[q][q] == 0);
    verify_free(made);
}

/* Lives of one, three and more than 24 bills: S = 0.7, 0.49, 0.343, ... */
static void one_life_for_all(void **state)
{
    (void)state;
    struct verify *made = verify_new(plain, NULL, NULL);
    struct script_rule rule[] = {all_words(PURPOSE_ARRIVALS, script_word(0.5)),
                                 all_words(PURPOSE_CLIENT, script_word(0.99))};
    play(made, rule, 2); /* two sign-ups a month, each lost at once */
    for (int month = 1; month <= 24; month++)
        expect_month(made, month, 2, 2, month > 1 ? 2 : 0);

    rule[1] = all_words(PURPOSE_CLIENT, script_word(0.4));
    play(made, rule, 2);
    for (int month = 1; month <= 24; month++)
        expect_month(made, month, month < 3 ? 2 * month : 6, 2, month > 3 ? 2 : 0);
    assert_true(made->sample.at_risk[3] == PLAYS * 2 * 21 && made->sample.leaving[3] == PLAYS * 2 * 21);
    assert_true(made->sample.leaving[2] == 0 && made->sample.at_risk[4] == 0);

    rule[1] = all_words(PURPOSE_CLIENT, script_word(1e-6)); /* S(24) = 1.9e-4 */
    play(made, rule, 2);
    for (int month = 1; month <= 24; month++)
        expect_month(made, month, 2 * month, 2, 0);
    assert_true(made->sample.quantity_mean[QUANTITY_CLIENTS_KEPT] == 24);
    assert_true(made->sample.quantity_mean[QUANTITY_REVENUE_TOTAL] == 123456.0 * 24 * 25);
    verify_free(made);
}

/* The number that every play signs in month 1 if its word is x and the refining word is r 2^32. */
static int64_t signed_up(double leads, uint32_t x, double r)
{
    char sets[60];
    struct script_rule rule[] = {all_words(PURPOSE_ARRIVALS, x),
                                 all_words(PURPOSE_ARRIVALS + PURPOSE_REFINE, script_word(r))};
    snprintf(sets, sizeof sets, "rep.standard.leads=%.17g", leads);
    struct verify *made = verify_new(plain, NULL, sets);
    struct verify_lives lives = lives_of(made, rule, 2);
    int64_t first = verify_value(&made->sample, SERIES_SIGNUPS, 1, 0);
    for (int month = 1; month <= 24; month++)
        for (size_t i = 0; i < PLAYS; i++)
            assert_int_equal(verify_value(&made->sample, SERIES_SIGNUPS, month, i), first);
    assert_int_equal(lives.count, PLAYS * 24 * first);
    verify_lives_free(&lives);
    verify_free(made);
    return first;
}

static void arrivals_in_the_end_cells(void **state)
{
    (void)state;
    /* e^-23 = 1.026e-10: u = r 2.328e-10 lies below it for r < 0.4407; P(1) is 24 times as much. */
    assert_int_equal(signed_up(23, 0, 0.43), 0);
    assert_int_equal(signed_up(23, 0, 0.45), 1);
    assert_int_equal(signed_up(23, 1, 0.43), 1); /* not an end cell: u = 3.49e-10 */
    /* Rate 0.7: Q(10) = 2.62e-10, Q(11) = 1.51e-11; 1 - u = 2.33e-10, then 1.49e-11, then 2^-52 at the least. */
    assert_int_equal(signed_up(0.7, HIGHEST - 1, 0), 10); /* 1 - u = 3.49e-10 */
    assert_int_equal(signed_up(0.7, HIGHEST, 0), 11);
    assert_int_equal(signed_up(0.7, HIGHEST, 0.93), 11);        /* 1.63e-11 */
    assert_int_equal(signed_up(0.7, HIGHEST, 0.94), 12);        /* 1.40e-11 */
    assert_int_equal(signed_up(0.7, HIGHEST, 1 - 0x1p-32), 15); /* Q(14) = 1.9e-15, Q(15) = 8.2e-17, 2^-52 = 2.2e-16 */
    assert_int_equal(signed_up(1e-11, HIGHEST, 0.9), 0);        /* one sign-up in 10^11 */
    assert_int_equal(signed_up(1e-11, HIGHEST, 0.99), 1);
    assert_int_equal(signed_up(0, HIGHEST, 0.99), 0);
}

/* Two clients a month in all plays, as their words say; the first of them. */
static struct verify_life first_client(const char *rows, const char *sets, int which, uint32_t x, double r,
                                       size_t clients)
{
    struct script_rule rule[] = {all_words(PURPOSE_ARRIVALS, script_word(0.5)),
                                 all_words(PURPOSE_CLIENT, script_word(0.5)),
                                 all_words(PURPOSE_CLIENT + PURPOSE_REFINE, script_word(0.5))};
    rule[1].word[which] = x;
    rule[2].word[which] = script_word(r);
    struct verify *made = verify_new(rows, NULL, sets);
    struct verify_lives lives = lives_of(made, rule, 3);
    struct verify_life life = {0};
    assert_int_equal(lives.count, clients * PLAYS * 24);
    if (clients > 0)
        life = lives.life[0];
    for (size_t i = 0; i < lives.count; i++)
        if (lives.life[i].month == 1)
            assert_true(verify_lives_same(&lives.life[i], &life));
    verify_lives_free(&lives);
    verify_free(made);
    return life;
}

/* Lognormal spend: the fee is the law's exact quantile there, and the quartile an outer one. */
static void spend_in_the_end_cells(void **state)
{
    static const char rows[] = "plan.months,24\n"
                               "sales.close,1\n"
                               "rep.standard.count,1\n"
                               "rep.standard.leads,2.3\n"
                               "spend.mean,40000\n"
                               "spend.cv,0.8\n"
                               "contract.month.term,1\n"
                               "contract.month.fee,10%\n"
                               "contract.month.nonrenewal,0.3\n";
    double sigma = sqrt(log(1.64)), median = 40000 / sqrt(1.64);
    (void)state;
    struct verify_life low = first_client(rows, NULL, WORD_SPEND, 0, 0.25, 2);
    assert_int_equal(low.cell, 0);
    assert_near((double)low.fee, 100 * 0.1 * median * exp(-sigma * gsl_cdf_ugaussian_Qinv(0.25 * 0x1p-32)), 0.6);
    struct verify_life high = first_client(rows, NULL, WORD_SPEND, HIGHEST, 0.75, 2);
    assert_int_equal(high.cell, 3);
    assert_near((double)high.fee, 100 * 0.1 * median * exp(sigma * gsl_cdf_ugaussian_Qinv(0.25 * 0x1p-32)), 0.6);
    struct verify_life highest = first_client(rows, NULL, WORD_SPEND, HIGHEST, 1 - 0x1p-32, 2);
    assert_near((double)highest.fee, 100 * 0.1 * median * exp(sigma * gsl_cdf_ugaussian_Qinv(0x1p-52)), 200);
}

#define SECOND                \
    "contract.year.term,12\n" \
    "contract.year.fee,6%\n"  \
    "contract.year.nonrenewal,0.3\n"

/* A contract that one lead in 10^10 wants, first or last in the list. */
static void contract_in_the_end_cells(void **state)
{
    char rows[sizeof plain + sizeof SECOND];
    const char *first_rare = "contract.month.share=1e-7;contract.year.share=1000";
    const char *last_rare = "contract.month.share=1000;contract.year.share=1e-7";
    (void)state;
    snprintf(rows, sizeof rows, "%s%s", plain, SECOND);
    assert_int_equal(first_client(rows, first_rare, WORD_CONTRACT, 0, 0.42, 2).cell, 0); /* 0.98e-10 */
    assert_int_equal(first_client(rows, first_rare, WORD_CONTRACT, 0, 0.44, 2).cell, 1); /* 1.02e-10 */
    assert_int_equal(first_client(rows, last_rare, WORD_CONTRACT, HIGHEST, 0.56, 2).cell, 0);
    assert_int_equal(first_client(rows, last_rare, WORD_CONTRACT, HIGHEST, 0.58, 2).cell, 1);
    struct verify_life year = first_client(rows, last_rare, WORD_CONTRACT, HIGHEST, 0.58, 2);
    assert_int_equal(year.fee, 74074); /* 740.736 */
    assert_int_equal(year.gone, 25);   /* its term renews once, at u = 0.5 below 0.7: gone after the plan */
}

/* All want the monthly contract, which is not offered. */
static void not_offered(void **state)
{
    char rows[sizeof plain + sizeof SECOND + 80];
    (void)state;
    snprintf(rows, sizeof rows, "%s%scontract.month.offered,no\ncontract.year.share,1e-12\n", plain, SECOND);
    const char *some = "contract.month.switch_share=0.4", *rare = "contract.month.switch_share=1e-10",
               *most = "contract.month.switch_share=0.9999999999", *all = "contract.month.switch_share=1",
               *none = "contract.month.switch_share=0";
    assert_int_equal(first_client(rows, some, WORD_SWITCH, script_word(0.39), 0, 2).cell, 1);
    first_client(rows, some, WORD_SWITCH, script_word(0.41), 0, 0);
    assert_int_equal(first_client(rows, rare, WORD_SWITCH, 0, 0.42, 2).cell, 1);
    first_client(rows, rare, WORD_SWITCH, 0, 0.44, 0);
    assert_int_equal(first_client(rows, most, WORD_SWITCH, HIGHEST, 0.56, 2).cell, 1);
    first_client(rows, most, WORD_SWITCH, HIGHEST, 0.58, 0);
    assert_int_equal(first_client(rows, all, WORD_SWITCH, HIGHEST, 1 - 0x1p-32, 2).cell, 1);
    first_client(rows, none, WORD_SWITCH, 0, 0, 0);
    first_client(rows, "contract.year.offered=no;contract.month.switch_share=1", WORD_SWITCH, 0, 0, 0);
}

/* Plan month in which the client of month 1 is lost. */
static uint32_t lost_in(const char *sets, uint32_t x, double r)
{
    return first_client(plain, sets, WORD_LIFE, x, r, 2).gone;
}

static void life_in_the_end_cells(void **state)
{
    (void)state;
    /* Churn 0.7: S(k) = 0.3^k; u = r 2.328e-10 lies in [0.3^19, 0.3^18) = [1.16e-10, 3.87e-10) for r above 0.4992. */
    const char *fast = "contract.month.nonrenewal=0.7";
    assert_int_equal(lost_in(fast, 0, 0.499), 1 + 20);
    assert_int_equal(lost_in(fast, 0, 0.500), 1 + 19);
    assert_int_equal(lost_in(fast, 1, 0), 1 + 19); /* 3.49e-10 */
    assert_int_equal(lost_in(fast, 2, 0), 1 + 18);
    /* One client in 10^10 leaves in a month: 1 - u = (1 - r) 2.328e-10 must be at most k 10^-10. */
    const char *slow = "contract.month.nonrenewal=1e-10";
    assert_int_equal(lost_in(slow, HIGHEST, 0.58), 1 + 1);
    assert_int_equal(lost_in(slow, HIGHEST, 0.56), 1 + 2);
    assert_int_equal(lost_in(slow, HIGHEST, 0.13), 1 + 3);
    assert_int_equal(lost_in(slow, HIGHEST - 1, 0), 1 + 4);
    assert_int_equal(lost_in("contract.month.nonrenewal=0", HIGHEST, 1 - 0x1p-32), 25);
    assert_int_equal(lost_in("contract.month.nonrenewal=1", 0, 0), 2);
}

/* A book client is drawn from word row % 4 of its block. Nobody signs; loses it in a month, or 25. */
static int book_lost_in(const char *sets, uint32_t x, double r)
{
    static const char list[] = "t,p\n3,1000\n0,1234.56\n";
    struct script_rule rule[] = {all_words(PURPOSE_ARRIVALS, script_word(0.01)),
                                 all_words(PURPOSE_BOOK, script_word(0.999)),
                                 all_words(PURPOSE_BOOK + PURPOSE_REFINE, script_word(0.999))};
    char rows[sizeof plain + 80];
    int lost = 25;
    rule[1].word[2] = x; /* of row 2 */
    rule[2].word[2] = script_word(r);
    snprintf(rows, sizeof rows, "%sbook.file,l\nbook.tenure,t\nbook.fee,p\n", plain);
    struct verify *made = verify_new(rows, list, sets);
    play(made, rule, 3);
    for (int month = 1; month <= 24; month++) {
        int64_t gone = verify_value(&made->sample, SERIES_REVENUE_LOST, month, PLAYS - 1);
        assert_true(gone == 0 || gone == 100000 || gone == 123456 || gone == 223456);
        lost = gone == 123456 || gone == 223456 ? month : lost;
    }
    assert_int_equal(verify_value(&made->sample, SERIES_CLIENTS, 0, 0), 2);
    assert_int_equal(verify_value(&made->sample, SERIES_REVENUE, 1, 1), 223456); /* billed in month 1 for certain */
    verify_free(made);
    return lost;
}

static void book_in_the_end_cells(void **state)
{
    (void)state;
    const char *fast = "contract.month.nonrenewal=0.7", *slow = "contract.month.nonrenewal=1e-10";
    assert_int_equal(book_lost_in(fast, script_word(0.5), 0), 2);
    assert_int_equal(book_lost_in(fast, script_word(0.2), 0), 3);
    assert_int_equal(book_lost_in(fast, 0, 0.499), 1 + 20);
    assert_int_equal(book_lost_in(fast, 0, 0.500), 1 + 19);
    assert_int_equal(book_lost_in(slow, HIGHEST, 0.58), 1 + 1);
    assert_int_equal(book_lost_in(slow, HIGHEST, 0.13), 1 + 3);
    assert_int_equal(book_lost_in(slow, script_word(0.9), 0), 25);
}

/* A source whose words are all in the upper end cell, and which remembers whose they are. */
struct address {
    uint32_t part[6]; /* purpose, the two words of the class, replicate, third, fourth */
};

struct memory {
    struct address *address; /* owned */
    size_t count, room, refined;
};

static struct address address_of(const struct draw_batch *batch, size_t lane, uint32_t purpose)
{
    return (struct address){
        {purpose, batch->first, batch->second, batch->replicate[lane], batch->third[lane], batch->fourth[lane]}};
}

static void fill_and_remember(const void *context, const struct draw_batch *batch, uint32_t *const word[WORDS])
{
    struct memory *self = *(struct memory *const *)context;
    bool refining = batch->purpose >= PURPOSE_REFINE;

    for (size_t i = 0; i < batch->count; i++) {
        struct address at = address_of(batch, i, (uint32_t)batch->purpose - (refining ? PURPOSE_REFINE : 0));
        bool known = false;
        for (size_t a = 0; a < self->count && !known; a++)
            known = memcmp(&self->address[a], &at, sizeof at) == 0;
        assert_true(known || !refining); /* what is refined was drawn before, for the same client or seat */
        self->refined += refining;
        if (!known && self->count < self->room)
            self->address[self->count++] = at;
        for (int w = 0; w < WORDS; w++)
            word[w][i] = refining ? UINT32_C(0x80000000) : HIGHEST;
    }
}

/* The words that refine have the address of the word they refine: class, seat, month, replicate and all. */
static void addresses_of_refinements(void **state)
{
    static const char list[] = "t,p\n3,1000\n0,1234.56\n9,70\n4,80\n2,90\n";
    struct memory memory = {.room = 20000}, *context = &memory;
    char rows[sizeof plain + 200];
    (void)state;
    memory.address = verify_zeros(memory.room, sizeof *memory.address);
    snprintf(rows, sizeof rows, "%srep.senior.count,2\nrep.senior.leads,0.05\nbook.file,l\nbook.tenure,t\nbook.fee,p\n",
             plain);
    struct verify *made = verify_new(rows, list, "plan.months=5;rep.standard.leads=0.1");
    struct draw_source source = {fill_and_remember, &context};
    verify_play_with(made, &(struct play_options){.seed = 1, .replicates = 2, .threads = 1, .draws = &source});
    assert_true(memory.count < memory.room && memory.refined > 300);
    verify_free(made);
    free(memory.address);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_signs),
        cmocka_unit_test(one_life_for_all),
        cmocka_unit_test(arrivals_in_the_end_cells),
        cmocka_unit_test(spend_in_the_end_cells),
        cmocka_unit_test(contract_in_the_end_cells),
        cmocka_unit_test(not_offered),
        cmocka_unit_test(life_in_the_end_cells),
        cmocka_unit_test(book_in_the_end_cells),
        cmocka_unit_test(addresses_of_refinements),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
