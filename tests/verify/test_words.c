/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each client is what its words say: a plain simulator, one client at a time, inverts the same keyed words by direct
 * search of Poisson and lognormal laws, shares and life tables, and must find the same clients as the fast one.
 */
#include "tests/verify/verify_cases.h"
#include "tests/verify/verify_lives.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

enum { REPLICATES = 70 };

static const uint64_t seed = UINT64_C(0xfedcba9876543210);

static double uniform(const struct plan *plan, enum purpose purpose, size_t c, uint32_t replicate, uint32_t third,
                      uint32_t fourth, int which)
{
    uint32_t block[WORDS], *word[WORDS] = {&block[0], &block[1], &block[2], &block[3]};
    uint64_t key = plan->seats[c].key;
    struct draw_batch batch = {purpose, (uint32_t)key, (uint32_t)(key >> 32), &replicate, &third, &fourth, 1};
    struct draw_source source = draw_keyed(&seed);

    source.fill(source.context, &batch, word);
    assert_false(draw_is_end(block[which])); /* the tests' seeds have none; see test_scripted.c */
    return ((double)block[which] + 0.5) / 4294967296.0;
}

static uint32_t signups(const struct plan *plan, size_t c, int seat, int month, uint32_t replicate)
{
    const struct seats *seats = &plan->seats[c];
    uint32_t n = 0;

    if (plan->steady)
        return (uint32_t)seats->schedule[seat * (plan->months + 2) + month];
    double u = uniform(plan, PURPOSE_ARRIVALS, c, replicate, (uint32_t)seat << 11 | (uint32_t)(month - 1) / 4, 0,
                       (month - 1) % 4);
    while (u >= gsl_cdf_poisson_P(n, seats->rate[month]))
        n++;
    return n;
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

/* What becomes of a lead that signs unless its contract is missing; false if it is. cents: its fee, not rounded. */
static bool decide(const struct plan *plan, size_t c, struct verify_life *life, double *cents)
{
    const struct offer *offer = plan_offer(plan, life->month);
    size_t n = plan->contracts;
    double u[WORDS];
    for (int w = 0; w < WORDS; w++)
        u[w] = uniform(plan, PURPOSE_CLIENT, c, life->replicate, life->seat_month, life->ordinal, w);

    double spend = offer->spend.sigma > 0
                       ? exp(offer->spend.mu + offer->spend.sigma * gsl_cdf_ugaussian_Pinv(u[WORD_SPEND]))
                       : offer->spend.mean;
    size_t q = (size_t)(spend > plan->bounds[0]) + (spend > plan->bounds[1]) + (spend > plan->bounds[2]);
    size_t g = pick(offer->want + q * n, n, 1, u[WORD_CONTRACT]);
    assert_true(g < n);
    if (!offer->offered[g])
        g = pick(offer->instead + q * n, n, offer->switch_share[g], u[WORD_SWITCH]);
    if (g == n)
        return false;
    const struct life_table *table = plan_table(plan, plan_group(plan, c, (int)q, g), life->month);
    int bills = 1;
    while (bills <= table->months && u[WORD_LIFE] < table->alive[bills])
        bills++;
    int gone = life->month + bills < plan->months + 1 ? life->month + bills : plan->months + 1;
    life->cell = (uint32_t)(q * n + g);
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
    assert_int_equal(got->cell, want->cell);
    assert_int_equal(got->gone, want->gone);
    assert_near((double)got->fee, cents, 0.5 + 3e-6 * cents);
}

static size_t check_class(const struct verify_lives *lives, size_t c, uint32_t replicate)
{
    const struct plan *plan = lives->plan;
    size_t found = 0;
    for (int month = 1; month <= plan->months; month++)
        for (int seat = 0; seat < plan->seats[c].count[month]; seat++) {
            uint32_t count = signups(plan, c, seat, month, replicate);
            for (uint32_t j = 1; j <= count; j++) {
                struct verify_life life = {.replicate = replicate,
                                           .rep_class = plan->seats[c].key,
                                           .seat_month = (uint32_t)seat << 11 | (uint32_t)month,
                                           .ordinal = j,
                                           .month = month};
                double cents = 0;
                if (!decide(plan, c, &life, &cents)) {
                    assert_null(verify_lives_find(lives, &life));
                    continue;
                }
                check_client(lives, &life, cents);
                found++;
            }
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
        size_t found = 0;
        for (uint32_t replicate = 0; replicate < REPLICATES; replicate++)
            for (size_t c = 0; c < made->plan.classes; c++)
                found += check_class(&lives, c, replicate);
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
