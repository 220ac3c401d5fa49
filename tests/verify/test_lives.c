/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every monthly series, quantity and life table of every play, added up again from the single lives, bill by bill, and
 * from the seats, rep by rep: exactly equal, to the cent. Nobody is billed after leaving, the revenue bridge closes,
 * clients = before + sign-ups - lost, profit and cash are what is left.
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
        assert_int_equal(series[SERIES_CLIENTS][m],
                         series[SERIES_CLIENTS][m - 1] + series[SERIES_SIGNUPS][m] - series[SERIES_LOST][m]);
        assert_int_equal(series[SERIES_REVENUE][m], series[SERIES_REVENUE][m - 1] + series[SERIES_REVENUE_NEW][m] +
                                                        series[SERIES_REVENUE_EXPANSION][m] -
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
        sum = q == QUANTITY_CLIENTS_KEPT    ? (double)self->kept_clients
              : q == QUANTITY_REVENUE_KEPT  ? (double)self->kept_least
              : q == QUANTITY_REVENUE_GROWN ? (double)self->kept_now
              : q == QUANTITY_CASH_MIN      ? (double)self->cash_min
                                            : sum;
        if (q == QUANTITY_NPV)
            assert_near(played, self->npv, 1e-3);
        else if (q == QUANTITY_TOP_FIFTH)
            assert_near(played, self->top_fifth, 1e-3);
        else if (played != sum)
            fail_msg("quantity %d of play %zu: %.17g, not %.17g", q, r, played, sum);
    }
}

/* The book, and the seats, of one play. */
static void write_down_what_is_there(struct verify_ledger *play, uint64_t seed, uint32_t replicate)
{
    const struct plan *plan = &play->made->plan;
    struct draw_source draws = draw_keyed(&seed);

    for (size_t i = 0; i < plan->book_count; i++)
        verify_ledger_live(
            play, &(struct verify_ledger_client){.month = 1,
                                                 .tenure = play->made->scenario.book.client[i].tenure,
                                                 .book = true,
                                                 .rep_class = SIZE_MAX,
                                                 .gone = verify_lives_book_gone(plan, &plan->book[i], seed, replicate),
                                                 .fee = plan->book[i].fee});
    for (size_t c = 0; c < plan->classes; c++) {
        struct verify_seats seats = verify_seats_played(play->made, c, &draws, replicate);
        verify_ledger_seat(play, c, &seats);
        verify_seats_free(&seats);
    }
}

static void write_down(struct verify_ledger *play, const struct verify_life *life)
{
    verify_ledger_live(play, &(struct verify_ledger_client){.month = life->month,
                                                            .returned = life->returned,
                                                            .rep_class = life->returned ? SIZE_MAX : life->signer,
                                                            .gone = life->gone,
                                                            .fee = life->fee});
}

static void compare_plays(const struct verify *made, const struct verify_lives *lives, uint64_t seed)
{
    struct verify_ledger play = verify_ledger_new(made);
    size_t at = 0;

    for (uint32_t r = 0; r < REPLICATES; r++) {
        verify_ledger_clear(&play);
        write_down_what_is_there(&play, seed, r);
        for (; at < lives->count && lives->life[at].replicate == r; at++)
            write_down(&play, &lives->life[at]);
        verify_ledger_close(&play);
        compare_series(&play, &made->sample, r);
        compare_quantities(&play, &made->sample, r);
    }
    assert_int_equal(at, lives->count);
    verify_ledger_free(&play);
}

/* Who reached bill k with a decision that falls in the plan, and who left after it. */
static void compare_life_tables(const struct verify *made, const struct verify_lives *lives)
{
    size_t row = (size_t)made->plan.months + 1, size = QUARTILES * made->plan.contracts * row;
    uint64_t *at_risk = verify_zeros(size, sizeof *at_risk), *leaving = verify_zeros(size, sizeof *leaving);

    for (size_t i = 0; i < lives->count; i++) {
        const struct verify_life *life = &lives->life[i];
        for (int k = 1; life->month + k <= made->plan.months && life->month + k <= (int)life->gone; k++) {
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
