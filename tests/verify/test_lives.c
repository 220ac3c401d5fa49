/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every monthly series, quantity and life table of every play, added up again from the single lives: exactly equal,
 * to the cent. Nobody is billed after leaving, the revenue bridge closes, clients = before + sign-ups - lost.
 */
#include "tests/verify/verify_cases.h"
#include "tests/verify/verify_lives.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { REPLICATES = 131 }; /* two full chunks and a beginning */

/* One play, month by month. */
struct book_keeping {
    int months;
    int64_t *series[SERIES_COUNT];
    int64_t kept_clients, kept_revenue;
};

static void bill(struct book_keeping *self, int first, uint32_t gone, int64_t fee, bool signed_up)
{
    assert_true((int)gone > first && (int)gone <= self->months + 1);
    for (int m = first; m < (int)gone; m++) {
        self->series[SERIES_CLIENTS][m] += 1;
        self->series[SERIES_REVENUE][m] += fee;
    }
    if (signed_up) {
        self->series[SERIES_SIGNUPS][first] += 1;
        self->series[SERIES_REVENUE_NEW][first] += fee;
    }
    if ((int)gone <= self->months) {
        self->series[SERIES_LOST][gone] += 1;
        self->series[SERIES_REVENUE_LOST][gone] += fee;
    }
    if (self->months >= 12 && first <= self->months - 12 && (int)gone > self->months) {
        self->kept_clients += 1;
        self->kept_revenue += fee;
    }
}

static void compare_series(const struct book_keeping *self, const struct sample *sample, size_t r)
{
    for (int s = 0; s < SERIES_REPS; s++)
        for (int m = 0; m <= self->months; m++)
            assert_int_equal(sample_values(sample, (enum series)s, m)[r], self->series[s][m]);
    for (int m = 1; m <= self->months; m++) {
        assert_int_equal(self->series[SERIES_CLIENTS][m], self->series[SERIES_CLIENTS][m - 1] +
                                                              self->series[SERIES_SIGNUPS][m] -
                                                              self->series[SERIES_LOST][m]);
        assert_int_equal(self->series[SERIES_REVENUE][m], self->series[SERIES_REVENUE][m - 1] +
                                                              self->series[SERIES_REVENUE_NEW][m] -
                                                              self->series[SERIES_REVENUE_LOST][m]);
    }
}

static void compare_quantities(const struct book_keeping *self, const struct sample *sample, size_t r)
{
    for (int q = 0; q < QUANTITY_COUNT; q++) {
        struct quantity_window window = quantity_window((enum quantity)q, self->months);
        int64_t sum = 0;
        for (int m = window.from; m <= window.to; m++)
            sum += self->series[window.series][m];
        if (q == QUANTITY_CLIENTS_KEPT)
            sum = self->kept_clients;
        if (q == QUANTITY_REVENUE_KEPT || q == QUANTITY_REVENUE_GROWN)
            sum = self->kept_revenue;
        assert_true(sample->quantity_value[(size_t)q * sample->kept + r] == (double)sum);
    }
}

/* The book is there in month 0 too. */
static void bill_book(struct book_keeping *self, const struct plan *plan, uint64_t seed, uint32_t replicate)
{
    for (size_t i = 0; i < plan->book_count; i++)
        bill(self, 0, verify_lives_book_gone(plan, &plan->book[i], seed, replicate), plan->book[i].fee, false);
}

static void compare_plays(const struct verify *made, const struct verify_lives *lives, uint64_t seed)
{
    struct book_keeping play = {.months = made->plan.months};
    size_t row = (size_t)play.months + 1, at = 0;

    for (int s = 0; s < SERIES_COUNT; s++)
        play.series[s] = verify_zeros(row, sizeof(int64_t));
    for (uint32_t r = 0; r < REPLICATES; r++) {
        for (int s = 0; s < SERIES_COUNT; s++)
            memset(play.series[s], 0, row * sizeof(int64_t));
        play.kept_clients = play.kept_revenue = 0;
        bill_book(&play, &made->plan, seed, r);
        for (; at < lives->count && lives->life[at].replicate == r; at++)
            bill(&play, lives->life[at].month, lives->life[at].gone, lives->life[at].fee, true);
        compare_series(&play, &made->sample, r);
        compare_quantities(&play, &made->sample, r);
    }
    assert_int_equal(at, lives->count);
    for (int s = 0; s < SERIES_COUNT; s++)
        free(play.series[s]);
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
        const int64_t *value = sample->value + cell * sample->kept;
        long double sum = 0, squares = 0;
        for (size_t r = 0; r < sample->kept; r++)
            sum += (long double)value[r];
        long double mean = sum / (long double)sample->kept;
        for (size_t r = 0; r < sample->kept; r++)
            squares += ((long double)value[r] - mean) * ((long double)value[r] - mean);
        assert_close(sample->mean[cell], (double)mean, 1e-12);
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
