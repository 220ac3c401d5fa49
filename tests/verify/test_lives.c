/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every monthly series, quantity and life table of every play, added up again from the single lives, bill by bill, and
 * from the seats, rep by rep: exactly equal, to the cent. Whom clients bring is worked out again from those who bring
 * them. Nobody is billed after leaving, the revenue bridge closes, clients = before + sign-ups + returns - lost, profit
 * and cash are what is left.
 */
#include "tests/verify/verify_cases.h"
#include "tests/verify/verify_ledger.h"

#include <math.h>
#include <stdlib.h>

enum { REPLICATES = 131 }; /* two full chunks and a beginning */

/* To the cent; and the identities that tie the series together. */
static void compare_series(const struct verify_ledger *self, const struct sample *sample, size_t r)
{
    int64_t *const *series = self->series;
    for (int s = 0; s < SERIES_COUNT; s++)
        for (int m = 0; m <= self->months; m++)
            if (verify_value(sample, (enum series)s, m, r) != series[s][m])
                fail_msg("%s of month %d, play %zu: %lld, not %lld", series_info((enum series)s)->name, m, r,
                         (long long)verify_value(sample, (enum series)s, m, r), (long long)series[s][m]);
    for (int m = 1; m <= self->months; m++) {
        assert_int_equal(series[SERIES_CLIENTS][m], series[SERIES_CLIENTS][m - 1] + series[SERIES_SIGNUPS][m] +
                                                        series[SERIES_WINBACKS][m] - series[SERIES_LOST][m]);
        assert_int_equal(series[SERIES_REVENUE][m], series[SERIES_REVENUE][m - 1] + series[SERIES_REVENUE_NEW][m] +
                                                        series[SERIES_REVENUE_EXPANSION][m] +
                                                        series[SERIES_REVENUE_REACTIVATED][m] -
                                                        series[SERIES_REVENUE_LOST][m]);
    }
}

static void compare_quantities(const struct verify_ledger *self, const struct sample *sample, size_t r)
{
    for (int q = 0; q < QUANTITY_COUNT; q++) {
        struct quantity_window window = quantity_window((enum quantity)q, self->months);
        double played = sample->quantity_value[(size_t)q * sample->kept + r], sum = 0; /* whole cents: exact */
        for (size_t t = 0; t < window.terms; t++)
            for (int m = window.from; m <= window.to; m++)
                sum += window.sign[t] * (double)self->series[window.series[t]][m];
        sum = q == QUANTITY_CLIENTS_KEPT      ? (double)self->kept_clients
              : q == QUANTITY_REVENUE_KEPT    ? (double)self->kept_least
              : q == QUANTITY_REVENUE_GROWN   ? (double)self->kept_now
              : q == QUANTITY_REVENUE_REVIVED ? (double)self->revived
              : q == QUANTITY_CASH_MIN        ? (double)self->cash_min
                                              : sum;
        if (q == QUANTITY_NPV)
            assert_near(played, self->npv, 1e-3);
        else if (q == QUANTITY_TOP_FIFTH)
            assert_near(played, self->top_fifth, 1e-3);
        else if (played != sum)
            fail_msg("quantity %d of play %zu: %.17g, not %.17g", q, r, played, sum);
    }
}

/* One play while it is written down. */
struct writing {
    struct verify_ledger ledger;
    const struct verify_opinions *opinions;
    const struct verify_lives *lives;
    uint64_t seed;
    size_t found; /* of the lives */
};

static void write_down(struct writing *self, const struct verify_person *who);

static struct verify_person person_of(const struct verify *made, const struct verify_life *life)
{
    return (struct verify_person){.kind = {.source = life->source,
                                           .rep_class = life->signer,
                                           .quartile = (int)(life->cell / made->plan.contracts)},
                                  .replicate = life->replicate,
                                  .key = life->rep_class,
                                  .third = life->seat_month,
                                  .fourth = life->ordinal,
                                  .contract = life->cell % made->plan.contracts,
                                  .month = life->month,
                                  .signed_in = life->month,
                                  .fee = life->fee};
}

/* A client that was brought, if it found a contract: then it is among the lives of the play, and found once. */
static void write_down_child(struct writing *self, const struct verify_person *parent, const struct verify_fate *fate,
                             const struct verify_child *child)
{
    const struct verify *made = self->ledger.made;
    struct verify_life id = {
        .replicate = parent->replicate, .source = child->source, .seat_month = child->low, .ordinal = child->high};
    const struct verify_life *life = verify_lives_find(self->lives, &id);
    bool all_offered = true;

    for (size_t g = 0; g < made->plan.contracts; g++)
        all_offered = all_offered && scenario_number(&made->scenario, CONTRACT_OFFERED, g, child->month) != 0;
    if (life == NULL) {
        assert_false(all_offered);
        return;
    }
    struct verify_person who = person_of(made, life);
    assert_int_equal(who.month, child->month);
    if (child->source == SOURCE_WINBACK) {
        who.z = fate->z;
        who.kept = fate->kept;
        assert_int_equal(who.fee, parent->fee);
        assert_int_equal(who.kind.quartile, parent->kind.quartile);
        if (scenario_number(&made->scenario, CONTRACT_OFFERED, parent->contract, child->month) != 0)
            assert_int_equal(who.contract, parent->contract);
    }
    self->found++;
    write_down(self, &who);
}

static void write_down(struct writing *self, const struct verify_person *who)
{
    struct verify_fate fate = verify_fate_new(self->ledger.made, self->opinions, self->seed, *who);
    struct verify_life id = {.replicate = who->replicate,
                             .source = who->kind.source,
                             .rep_class = who->key,
                             .seat_month = who->third,
                             .ordinal = who->fourth};
    const struct verify_life *life = verify_lives_find(self->lives, &id);

    if (life != NULL)
        assert_int_equal(life->gone, fate.gone);
    verify_ledger_live(&self->ledger, who, &fate);
    for (size_t i = 0; i < fate.children; i++)
        write_down_child(self, who, &fate, &fate.child[i]);
    verify_fate_free(&fate);
}

/* The book, and the seats, of one play. */
static void write_down_what_is_there(struct writing *self, uint32_t replicate)
{
    const struct verify *made = self->ledger.made;
    struct draw_source draws = draw_keyed(&self->seed);

    for (size_t i = 0; i < made->scenario.book.count; i++) {
        struct verify_person who = verify_fate_of_book(made, i, replicate);
        write_down(self, &who);
    }
    for (size_t c = 0; c < made->plan.classes; c++) {
        struct verify_seats seats = verify_seats_played(made, c, &draws, replicate);
        verify_ledger_seat(&self->ledger, c, &seats);
        verify_seats_free(&seats);
    }
}

static void compare_plays(const struct verify *made, const struct verify_lives *lives, uint64_t seed)
{
    struct verify_opinions opinions = verify_opinions_new(made);
    struct writing play = {verify_ledger_new(made), &opinions, lives, seed, 0};
    size_t at = 0;

    for (uint32_t r = 0; r < REPLICATES; r++) {
        verify_ledger_clear(&play.ledger);
        write_down_what_is_there(&play, r);
        for (; at < lives->count && lives->life[at].replicate == r; at++) {
            struct verify_person who = person_of(made, &lives->life[at]);
            if (who.kind.source == SOURCE_REFERRED || who.kind.source == SOURCE_WINBACK)
                continue; /* whoever brought it writes it down */
            play.found++;
            write_down(&play, &who);
        }
        verify_ledger_close(&play.ledger);
        compare_series(&play.ledger, &made->sample, r);
        compare_quantities(&play.ledger, &made->sample, r);
    }
    assert_int_equal(play.found, lives->count);
    verify_ledger_free(&play.ledger);
    verify_opinions_free(&opinions);
}

/* Who reached bill k with a decision that falls in the plan, and who left after it. */
static void compare_life_tables(const struct verify *made, const struct verify_lives *lives)
{
    size_t row = (size_t)made->plan.months + 1, size = QUARTILES * made->plan.contracts * row;
    uint64_t *at_risk = verify_zeros(size, sizeof *at_risk), *leaving = verify_zeros(size, sizeof *leaving);

    for (size_t i = 0; i < lives->count; i++) {
        const struct verify_life *life = &lives->life[i];
        for (int k = 1; life->source != SOURCE_WINBACK && life->month + k <= made->plan.months &&
                        life->month + k <= (int)life->gone;
             k++) {
            at_risk[life->cell * row + (size_t)k] += 1;
            leaving[life->cell * row + (size_t)k] += life->month + k == (int)life->gone;
        }
    }
    assert_memory_equal(at_risk, made->sample.at_risk, size * sizeof *at_risk);
    assert_memory_equal(leaving, made->sample.leaving, size * sizeof *leaving);
    free(at_risk);
    free(leaving);
}

/* Means, variances and covariances again from the single values, in plain long double. */
static void compare_moments(const struct sample *sample)
{
    for (size_t cell = 0; cell < SERIES_COUNT * ((size_t)sample->months + 1); cell++) {
        enum series series = (enum series)(cell / ((size_t)sample->months + 1));
        int month = (int)(cell % ((size_t)sample->months + 1));
        long double sum = 0, squares = 0;
        for (size_t r = 0; r < sample->kept; r++)
            sum += (long double)verify_value(sample, series, month, r);
        long double mean = sum / (long double)sample->kept;
        for (size_t r = 0; r < sample->kept; r++) {
            long double off = (long double)verify_value(sample, series, month, r) - mean;
            squares += off * off;
        }
        assert_near(sample->mean[cell], (double)mean, 1e-12 * (double)fmaxl(fabsl(mean), sqrtl(squares)));
        assert_near(sample->variance[cell], (double)(squares / (REPLICATES - 1)),
                    1e-10 * (double)(squares + mean * mean * 1e-6L));
    }
    for (int p = 0; p < QUANTITY_COUNT; p++)
        for (int q = 0; q < QUANTITY_COUNT; q++) {
            const double *a = sample->quantity_value + (size_t)p * sample->kept;
            const double *b = sample->quantity_value + (size_t)q * sample->kept;
            long double products = 0, scale = 0;
            for (size_t r = 0; r < sample->kept; r++) {
                products += ((long double)a[r] - sample->quantity_mean[p]) * (b[r] - sample->quantity_mean[q]);
                scale += fabsl((long double)a[r] * b[r]);
            }
            assert_near(sample->quantity_covariance[p][q], (double)(products / (REPLICATES - 1)),
                        1e-12 * (double)scale);
        }
}

static void all_cases(void **state)
{
    size_t count;
    const struct verify_case *item = verify_cases(&count);
    (void)state;
    for (size_t i = 0; i < count; i++)
        for (uint64_t seed = 3; seed < 5; seed++) {
            struct verify *made = verify_case_new(&item[i], NULL);
            struct verify_lives lives = verify_lives_play(made, seed, REPLICATES, NULL);
            assert_true(lives.count > REPLICATES);
            compare_plays(made, &lives, seed);
            compare_life_tables(made, &lives);
            compare_moments(&made->sample);
            verify_lives_free(&lives);
            verify_free(made);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(all_cases)};
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
