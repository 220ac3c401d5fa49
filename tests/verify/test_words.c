/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each client is what its words say: a plain simulator, one client at a time, inverts the same keyed words by direct
 * search of Poisson and lognormal laws and shares, walks its life month by month, and must find the same clients as the
 * fast one: those signed by whoever sits in a seat, those turned away there who come back, and all whom these and the
 * book bring.
 */
#include "tests/verify/verify_cases.h"
#include "tests/verify/verify_fate.h"
#include "tests/verify/verify_lives.h"
#include "tests/verify/verify_seats.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

enum { REPLICATES = 70 };

static const uint64_t seed = UINT64_C(0xfedcba9876543210);

/* What is being checked. */
struct words {
    const struct verify *made;
    const struct verify_opinions *opinions;
    const struct verify_lives *lives;
};

/* First n with u < P(N <= n). */
static uint32_t poisson(double rate, double u)
{
    uint32_t n = 0;
    while (rate > 0 && u >= gsl_cdf_poisson_P(n, rate))
        n++;
    return n;
}

/* How many clients a seat's month brings: signed there, or turned away there to sign later. */
static uint32_t brings(const struct verify *made, const struct verify_seats *seats, int seat, int month,
                       const struct verify_person *who)
{
    const struct plan *plan = &made->plan;
    size_t c = who->kind.rep_class;
    bool returned = who->kind.source == SOURCE_RETURNED;
    double output = verify_seats_output(made, c, verify_seats_age(seats, seat, month), month);
    double rate = (returned ? plan->seats[c].returning : plan->seats[c].rate)[month];

    if (plan->steady)
        return returned ? 0 : (uint32_t)plan->seats[c].schedule[seat * (plan->months + 2) + month];
    uint32_t third = (uint32_t)seat << 11 | (uint32_t)(month - 1) / 4, zero = 0;
    struct draw_batch block = {returned ? PURPOSE_RETURNED : PURPOSE_ARRIVALS,
                               (uint32_t)who->key,
                               (uint32_t)(who->key >> 32),
                               &who->replicate,
                               &third,
                               &zero,
                               1};
    return poisson(rate * output, verify_lives_uniform(&block, seed, (month - 1) % 4));
}

/* First i with u below the sum of share[0 .. i], or count. */
static size_t pick(const double *share, size_t count, double scale, double u)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += share[i] * scale;
        if (u < sum)
            return i;
    }
    return count;
}

/* The spend that a share u of the leads it is one of stays below. */
static double spend_of(const struct verify *made, const struct verify_person *who, double u)
{
    const struct scenario *scenario = &made->scenario;
    double mean = scenario_number(scenario, SPEND_MEAN, 0, who->month);
    double cv = scenario_number(scenario, SPEND_CV, 0, who->month);
    bool returned = who->kind.source == SOURCE_RETURNED, referred = who->kind.source == SOURCE_REFERRED;
    int seen = returned ? (int)(who->third & 2047) : who->month; /* when it met the minimum */
    double least = referred ? 0 : scenario_number(scenario, QUALIFY_MIN_SPEND, 0, seen);

    if (returned)
        return least;
    mean *= referred ? scenario_number(scenario, REFERRAL_SPEND, 0, who->month) : 1;
    if (scenario_number(scenario, SPEND_SHAPE, 0, 1) != SPEND_LOGNORMAL || cv == 0)
        return mean;
    double sigma = sqrt(log(1 + cv * cv)), mu = log(mean) - sigma * sigma / 2;
    double cut = least > 0 ? gsl_cdf_ugaussian_P((log(least) - mu) / sigma) : 0;
    return exp(mu + sigma * gsl_cdf_ugaussian_Pinv(cut + (1 - cut) * u));
}

/* What a new client wants, and what it takes; false if it signs nothing. cents: its fee, not rounded. */
static bool decide(const struct verify *made, struct verify_person *who, double *cents)
{
    const struct plan *plan = &made->plan;
    const struct offer *offer = plan_offer(plan, who->month); /* contracts, and shares of them, are the same for all */
    size_t n = plan->contracts, q = (size_t)who->kind.quartile, g = who->contract;
    double spend = 0;

    if (who->kind.source != SOURCE_WINBACK) {
        spend = spend_of(made, who, verify_fate_word(seed, who, WORD_SPEND));
        q = (size_t)(spend > plan->bounds[0]) + (spend > plan->bounds[1]) + (spend > plan->bounds[2]);
        g = pick(offer->want + q * n, n, 1, verify_fate_word(seed, who, WORD_CONTRACT));
        assert_true(g < n);
    }
    if (!offer->offered[g])
        g = pick(offer->instead + q * n, n, offer->switch_share[g], verify_fate_word(seed, who, WORD_SWITCH));
    if (g == n)
        return false;
    who->kind.quartile = (int)q;
    who->contract = g;
    *cents = who->kind.source == SOURCE_WINBACK ? (double)who->fee : 100 * spend * offer->fee_share[g];
    return true;
}

static size_t check_children(const struct words *self, const struct verify_person *who, const struct verify_fate *fate);

/* Fees come from a table that is within 3e-6 of the exact quantile. Returns how many were found with it. */
static size_t check_client(const struct words *self, struct verify_person who)
{
    double cents = 0;
    struct verify_life id = {.replicate = who.replicate,
                             .source = who.kind.source,
                             .rep_class = who.key,
                             .seat_month = who.third,
                             .ordinal = who.fourth};
    const struct verify_life *got = verify_lives_find(self->lives, &id);
    size_t signer = who.kind.source == SOURCE_REP ? who.kind.rep_class : self->made->plan.signer_of[who.kind.source];

    if (!decide(self->made, &who, &cents)) {
        assert_null(got);
        return 0;
    }
    if (got == NULL) {
        fail_msg("replicate %u, month %d, client %u is missing", who.replicate, who.month, who.fourth);
        return 0;
    }
    struct verify_fate fate = verify_fate_new(self->made, self->opinions, seed, who);
    assert_int_equal(got->month, who.month);
    assert_int_equal(got->signer, signer);
    assert_int_equal(got->cell, (size_t)who.kind.quartile * self->made->plan.contracts + who.contract);
    assert_int_equal(got->gone, fate.gone);
    assert_near((double)got->fee, cents, who.kind.source == SOURCE_WINBACK ? 0 : 0.5 + 3e-6 * cents);
    who.fee = got->fee;
    size_t found = 1 + check_children(self, &who, &fate);
    verify_fate_free(&fate);
    return found;
}

static size_t check_children(const struct words *self, const struct verify_person *who, const struct verify_fate *fate)
{
    size_t found = 0;
    for (size_t i = 0; i < fate->children; i++) {
        const struct verify_child *child = &fate->child[i];
        struct verify_person next = {.kind = {.source = child->source, .quartile = who->kind.quartile},
                                     .replicate = who->replicate,
                                     .third = child->low,
                                     .fourth = child->high,
                                     .contract = who->contract,
                                     .month = child->month,
                                     .kept = fate->kept && child->source == SOURCE_WINBACK,
                                     .z = fate->z,
                                     .fee = who->fee};
        next.signed_in = next.month;
        found += check_client(self, next);
    }
    return found;
}

/* The clients of a seat's month; returned: those it turned away then. */
static size_t check_seat(const struct words *self, const struct verify_seats *seats, struct verify_person who)
{
    int seat = (int)(who.third >> 11), month = (int)(who.third & 2047);
    uint32_t count = brings(self->made, seats, seat, month, &who);
    size_t found = 0;

    if (who.month > self->made->plan.months)
        return 0;
    for (who.fourth = 1; who.fourth <= count; who.fourth++)
        found += check_client(self, who);
    struct verify_life beyond = {.replicate = who.replicate,
                                 .source = who.kind.source,
                                 .rep_class = who.key,
                                 .seat_month = who.third,
                                 .ordinal = who.fourth};
    assert_null(verify_lives_find(self->lives, &beyond)); /* nobody beyond the last */
    return found;
}

static size_t check_class(const struct words *self, size_t c, uint32_t replicate)
{
    const struct plan *plan = &self->made->plan;
    struct draw_source draws = draw_keyed(&seed);
    struct verify_seats seats = verify_seats_played(self->made, c, &draws, replicate);
    size_t found = 0;

    for (int month = 1; month <= plan->months; month++) {
        int later = month + (int)scenario_number(&self->made->scenario, QUALIFY_RETURN_AFTER, 0, month);
        for (int seat = 0; seat < plan->seats[c].count[month]; seat++) {
            struct verify_person who = {.kind = {.source = SOURCE_REP, .rep_class = c},
                                        .replicate = replicate,
                                        .key = plan->seats[c].key,
                                        .third = (uint32_t)seat << 11 | (uint32_t)month,
                                        .month = month,
                                        .signed_in = month};
            found += check_seat(self, &seats, who);
            who.kind.source = SOURCE_RETURNED;
            who.month = who.signed_in = later;
            found += check_seat(self, &seats, who);
        }
    }
    verify_seats_free(&seats);
    return found;
}

/* Whom the book brings; of its own lives the plays tell nothing but sums: see test_lives.c. */
static size_t check_book(const struct words *self, uint32_t replicate)
{
    size_t found = 0;
    for (size_t i = 0; i < self->made->scenario.book.count; i++) {
        struct verify_person who = verify_fate_of_book(self->made, i, replicate);
        struct verify_fate fate = verify_fate_new(self->made, self->opinions, seed, who);
        found += check_children(self, &who, &fate);
        verify_fate_free(&fate);
    }
    return found;
}

static void all_cases(void **state)
{
    size_t count;
    const struct verify_case *item = verify_cases(&count);
    (void)state;
    for (size_t i = 0; i < count; i++) {
        struct verify *made = verify_case_new(&item[i], NULL);
        struct verify_lives lives = verify_lives_play(made, seed, REPLICATES, NULL);
        struct verify_opinions opinions = verify_opinions_new(made);
        struct words words = {made, &opinions, &lives};
        size_t found = 0;
        for (uint32_t replicate = 0; replicate < REPLICATES; replicate++) {
            found += check_book(&words, replicate);
            for (size_t c = 0; c < made->plan.classes; c++)
                found += check_class(&words, c, replicate);
        }
        assert_int_equal(found, lives.count);
        verify_opinions_free(&opinions);
        verify_lives_free(&lives);
        verify_free(made);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(all_cases)};
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
