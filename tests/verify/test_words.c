/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each client is what its words say: a plain simulator, one client at a time, inverts the same keyed words by direct
 * search of Poisson and lognormal laws, shares and life tables, and must find the same clients as the fast one: those
 * signed by whoever sits in a seat, and those turned away there who come back.
 */
#include "tests/verify/verify_cases.h"
#include "tests/verify/verify_lives.h"
#include "tests/verify/verify_seats.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

enum { REPLICATES = 70 };

static const uint64_t seed = UINT64_C(0xfedcba9876543210);

/* A uniform of a seat (fourth 0) or client of a class. */
static double uniform(const struct plan *plan, enum purpose purpose, const struct verify_life *who, size_t c,
                      uint32_t third, uint32_t fourth, int word)
{
    uint64_t key = plan->seats[c].key;
    struct draw_batch block = {purpose, (uint32_t)key, (uint32_t)(key >> 32), &who->replicate, &third, &fourth, 1};
    return verify_lives_uniform(&block, seed, word);
}

/* First n with u < P(N <= n). */
static uint32_t poisson(double rate, double u)
{
    uint32_t n = 0;
    while (rate > 0 && u >= gsl_cdf_poisson_P(n, rate))
        n++;
    return n;
}

/* How many clients a seat's month brings: signed there, or turned away there to sign later. */
static uint32_t brings(const struct verify *made, const struct verify_seats *seats, size_t c, int seat, int month,
                       const struct verify_life *who)
{
    const struct plan *plan = &made->plan;
    double output = verify_seats_output(made, c, verify_seats_age(seats, seat, month), month);
    double rate = (who->returned ? plan->seats[c].returning : plan->seats[c].rate)[month];

    if (plan->steady)
        return who->returned ? 0 : (uint32_t)plan->seats[c].schedule[seat * (plan->months + 2) + month];
    double u = uniform(plan, who->returned ? PURPOSE_RETURNED : PURPOSE_ARRIVALS, who, c,
                       (uint32_t)seat << 11 | (uint32_t)(month - 1) / 4, 0, (month - 1) % 4);
    return poisson(rate * output, u);
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

/* The spend that a share u of those who spend the minimum or more stays below. */
static double spend_of(const struct verify *made, const struct verify_life *life, int turned_away, double u)
{
    const struct scenario *scenario = &made->scenario;
    double mean = scenario_number(scenario, SPEND_MEAN, 0, life->month);
    double cv = scenario_number(scenario, SPEND_CV, 0, life->month);
    double least = scenario_number(scenario, QUALIFY_MIN_SPEND, 0, life->returned ? turned_away : life->month);

    if (life->returned)
        return least;
    if (scenario_number(scenario, SPEND_SHAPE, 0, 1) != SPEND_LOGNORMAL || cv == 0)
        return mean;
    double sigma = sqrt(log(1 + cv * cv)), mu = log(mean) - sigma * sigma / 2;
    double cut = least > 0 ? gsl_cdf_ugaussian_P((log(least) - mu) / sigma) : 0;
    return exp(mu + sigma * gsl_cdf_ugaussian_Pinv(cut + (1 - cut) * u));
}

/* The life table of the client's kind. */
static const struct life_table *table_of(const struct plan *plan, const struct verify_life *life, size_t c)
{
    size_t kind = 0;
    enum purpose purpose = life->returned ? PURPOSE_RETURNED_TRAITS : PURPOSE_TRAITS;

    if (plan->latents > 1)
        kind = uniform(plan, purpose, life, c, life->seat_month, life->ordinal, TRAIT_ACTIVATION) >=
               plan->latent_share[(size_t)life->month];
    return plan_table(plan, life->signer, kind, life->cell, life->month);
}

/* What becomes of a lead that signs unless its contract is missing; false if it is. cents: its fee, not rounded. */
static bool decide(const struct verify *made, size_t c, struct verify_life *life, double *cents)
{
    const struct plan *plan = &made->plan;
    const struct offer *offer = plan_offer(plan, life->month);
    size_t n = plan->contracts;
    double u[WORDS];
    for (int w = 0; w < WORDS; w++)
        u[w] = uniform(plan, life->returned ? PURPOSE_RETURNED_CLIENT : PURPOSE_CLIENT, life, c, life->seat_month,
                       life->ordinal, w);

    double spend = spend_of(made, life, (int)(life->seat_month & 2047), u[WORD_SPEND]);
    size_t q = (size_t)(spend > plan->bounds[0]) + (spend > plan->bounds[1]) + (spend > plan->bounds[2]);
    size_t g = pick(offer->want + q * n, n, 1, u[WORD_CONTRACT]);
    assert_true(g < n);
    if (!offer->offered[g])
        g = pick(offer->instead + q * n, n, offer->switch_share[g], u[WORD_SWITCH]);
    if (g == n)
        return false;
    life->cell = (uint32_t)(q * n + g);
    const struct life_table *table = table_of(plan, life, c);
    int bills = 1;
    while (bills <= table->months && u[WORD_LIFE] < table->alive[bills])
        bills++;
    int gone = life->month + bills < plan->months + 1 ? life->month + bills : plan->months + 1;
    life->gone = (uint32_t)gone;
    *cents = 100 * spend * offer->fee_share[g];
    return true;
}

/* Fees come from a table that is within 3e-6 of the exact quantile. */
static void check_client(const struct verify_lives *lives, const struct verify_life *want, double cents)
{
    const struct verify_life *got = verify_lives_find(lives, want);
    if (got == NULL) {
        fail_msg("replicate %u, month %d, client %u is missing", want->replicate, want->month, want->ordinal);
        return;
    }
    assert_int_equal(got->month, want->month);
    assert_int_equal(got->signer, want->signer);
    assert_int_equal(got->cell, want->cell);
    assert_int_equal(got->gone, want->gone);
    assert_near((double)got->fee, cents, 0.5 + 3e-6 * cents);
}

/* The clients of a seat's month; returned: those it turned away then. */
static size_t check_seat(const struct verify *made, const struct verify_lives *lives, const struct verify_seats *seats,
                         size_t c, struct verify_life who)
{
    int seat = (int)(who.seat_month >> 11), month = (int)(who.seat_month & 2047);
    uint32_t count = brings(made, seats, c, seat, month, &who);
    size_t found = 0;

    if (who.month > made->plan.months)
        return 0;
    for (who.ordinal = 1; who.ordinal <= count; who.ordinal++) {
        double cents = 0;
        if (!decide(made, c, &who, &cents)) {
            assert_null(verify_lives_find(lives, &who));
            continue;
        }
        check_client(lives, &who, cents);
        found++;
    }
    assert_null(verify_lives_find(lives, &who)); /* nobody beyond the last */
    return found;
}

static size_t check_class(const struct verify *made, const struct verify_lives *lives, size_t c, uint32_t replicate)
{
    const struct plan *plan = &made->plan;
    struct draw_source draws = draw_keyed(&seed);
    struct verify_seats seats = verify_seats_played(made, c, &draws, replicate);
    size_t found = 0;

    for (int month = 1; month <= plan->months; month++) {
        int later = month + (int)scenario_number(&made->scenario, QUALIFY_RETURN_AFTER, 0, month);
        for (int seat = 0; seat < plan->seats[c].count[month]; seat++) {
            struct verify_life who = {.replicate = replicate,
                                      .rep_class = plan->seats[c].key,
                                      .seat_month = (uint32_t)seat << 11 | (uint32_t)month,
                                      .signer = c,
                                      .month = month};
            found += check_seat(made, lives, &seats, c, who);
            who.returned = true;
            who.signer = plan->classes;
            who.month = later;
            found += check_seat(made, lives, &seats, c, who);
        }
    }
    verify_seats_free(&seats);
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
        size_t found = 0;
        for (uint32_t replicate = 0; replicate < REPLICATES; replicate++)
            for (size_t c = 0; c < made->plan.classes; c++)
                found += check_class(made, &lives, c, replicate);
        assert_int_equal(found, lives.count);
        verify_lives_free(&lives);
        verify_free(made);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(all_cases)};
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
