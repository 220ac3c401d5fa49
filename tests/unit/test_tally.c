/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tally against plain sums over a small ledger that was filled by hand. */
#include "tests/verify/verify_support.h"

#include <math.h>
#include <string.h>

#include "sim/play/tally.h"

enum { MONTHS = 14, CELLS = SERIES_COUNT * (MONTHS + 1), PLAYS = 211 };

/* A fee of up to 2^40 cents, so that sums pass 32 bits in both directions. */
static int64_t fee_of(uint32_t play, int client)
{
    return (int64_t)(((play * UINT64_C(2654435761) + (uint64_t)client * UINT64_C(40503)) & 0xffff) *
                     UINT64_C(16777213)) +
           play;
}

/* Client i of a play enters in month i % 9 (0: the book) and is lost 1 + (i + play) % 7 months later. */
static int entry_of(int client)
{
    return client % 9;
}

static int exit_of(uint32_t play, int client)
{
    int gone = (entry_of(client) > 0 ? entry_of(client) : 1) + 1 + (client * 3 + (int)play) % 13;
    return gone < MONTHS + 1 ? gone : MONTHS + 1;
}

static int clients_of(uint32_t play)
{
    return 5 + (int)(play % 23);
}

static void fill(struct ledger *ledger, uint32_t first, size_t lanes)
{
    ledger_clear(ledger);
    for (int marked = 0; marked < 2; marked++) { /* first all who are there in month H - 12 = 2 */
        for (uint32_t lane = 0; lane < lanes; lane++)
            for (int i = 0; i < clients_of(first + lane); i++) {
                if ((entry_of(i) > MONTHS - 12) != marked)
                    continue;
                struct ledger_post *in = &ledger_row(ledger->entered, entry_of(i))[lane];
                struct ledger_post *out = &ledger_row(ledger->gone, exit_of(first + lane, i))[lane];
                in->clients += 1;
                in->fee += fee_of(first + lane, i);
                out->clients += 1;
                out->fee += fee_of(first + lane, i);
            }
        if (!marked)
            ledger_mark_kept(ledger);
    }
}

/* The value of a series in a month of a play, from its clients. */
static int64_t value_of(enum series series, int month, uint32_t play)
{
    int64_t clients = 0, money = 0;
    for (int i = 0; i < clients_of(play); i++) {
        int in = entry_of(i), out = exit_of(play, i);
        bool there = in <= month && month < out, signed_up = in == month && month > 0, lost = out == month;
        bool counts = series == SERIES_CLIENTS || series == SERIES_REVENUE       ? there
                      : series == SERIES_SIGNUPS || series == SERIES_REVENUE_NEW ? signed_up
                      : series == SERIES_LOST || series == SERIES_REVENUE_LOST   ? lost
                                                                                 : false;
        clients += counts;
        money += counts ? fee_of(play, i) : 0;
    }
    return series == SERIES_REPS ? (month > 0 ? 3 + month : 0) : series_info(series)->money ? money : clients;
}

/* Tallies all plays, chunk by chunk and stretch by stretch, as play.c does. */
static void play_all(struct sample *sample, size_t plays)
{
    double reps[MONTHS + 2];
    struct tally_frame frame = {0};
    struct tally total = {0}, own = {0};
    struct ledger ledger = {0};

    for (int month = 0; month < MONTHS + 2; month++)
        reps[month] = month > 0 ? 3 + month : 0;
    assert_int_equal(sample_init(sample, MONTHS, 1, plays), OK);
    assert_int_equal(tally_frame_init(&frame, MONTHS, reps), OK);
    assert_int_equal(tally_init(&total, MONTHS), OK);
    assert_int_equal(tally_init(&own, MONTHS), OK);
    assert_int_equal(ledger_init(&ledger, MONTHS), OK);
    fill(&ledger, 0, 1);
    tally_ledger(&own, &frame, &ledger, sample, 0, 1);
    tally_centre(&frame, &own);
    tally_clear(&own, MONTHS);
    for (size_t first = 0; first < plays; first += LANES) {
        size_t lanes = plays - first < LANES ? plays - first : LANES;
        fill(&ledger, (uint32_t)first, lanes);
        tally_ledger(&own, &frame, &ledger, sample, first, lanes);
        if (first / LANES % 2 == 1) { /* two chunks a stretch */
            tally_add(&total, &own, MONTHS);
            tally_clear(&own, MONTHS);
        }
    }
    tally_add(&total, &own, MONTHS);
    tally_finish(&total, &frame, sample);
    ledger_free(&ledger);
    tally_free(&own);
    tally_free(&total);
    tally_frame_free(&frame);
}

static void single_values(void **state)
{
    struct sample sample;
    (void)state;
    play_all(&sample, PLAYS);
    for (int s = 0; s < SERIES_COUNT; s++)
        for (int month = 0; month <= MONTHS; month++)
            for (uint32_t r = 0; r < PLAYS; r++)
                assert_int_equal(sample_values(&sample, (enum series)s, month)[r], value_of((enum series)s, month, r));
    sample_free(&sample);
}

static void moments(void **state)
{
    struct sample sample;
    (void)state;
    play_all(&sample, PLAYS);
    for (int s = 0; s < SERIES_COUNT; s++)
        for (int month = 0; month <= MONTHS; month++) {
            long double sum = 0, squares = 0;
            for (uint32_t r = 0; r < PLAYS; r++)
                sum += (long double)value_of((enum series)s, month, r);
            for (uint32_t r = 0; r < PLAYS; r++)
                squares += powl((long double)value_of((enum series)s, month, r) - sum / PLAYS, 2);
            size_t cell = (size_t)s * (MONTHS + 1) + (size_t)month;
            assert_close(sample.mean[cell], (double)(sum / PLAYS), 1e-14);
            assert_close(sample.variance[cell], (double)(squares / (PLAYS - 1)), 1e-11);
        }
    sample_free(&sample);
}

/* Each quantity of each play from its definition, H = 14: the last 12 months are 3..14, "then" is month 2. */
static double quantity_of(enum quantity quantity, uint32_t play)
{
    struct quantity_window window = quantity_window(quantity, MONTHS);
    int64_t sum = 0, kept = 0, kept_money = 0;
    for (int month = window.from; month <= window.to; month++)
        sum += value_of(window.series, month, play);
    for (int i = 0; i < clients_of(play); i++)
        if (entry_of(i) <= 2 && exit_of(play, i) > MONTHS) {
            kept += 1;
            kept_money += fee_of(play, i);
        }
    if (window.by_lives)
        return (double)(quantity == QUANTITY_CLIENTS_KEPT ? kept : kept_money);
    return (double)sum;
}

static void quantities(void **state)
{
    struct sample sample;
    (void)state;
    play_all(&sample, PLAYS);
    for (int q = 0; q < QUANTITY_COUNT; q++)
        for (int p = 0; p < QUANTITY_COUNT; p++) {
            long double mean_q = 0, mean_p = 0, products = 0, scale = 0;
            for (uint32_t r = 0; r < PLAYS; r++) {
                double value = quantity_of((enum quantity)q, r);
                assert_true(sample.quantity_value[(size_t)q * PLAYS + r] == value);
                mean_q += (long double)value / PLAYS;
                mean_p += (long double)quantity_of((enum quantity)p, r) / PLAYS;
            }
            for (uint32_t r = 0; r < PLAYS; r++) {
                long double product = (quantity_of((enum quantity)q, r) - mean_q) *
                                      (quantity_of((enum quantity)p, r) - mean_p);
                products += product;
                scale += fabsl(product);
            }
            assert_close(sample.quantity_mean[q], (double)mean_q, 1e-14);
            assert_near(sample.quantity_covariance[q][p], (double)(products / (PLAYS - 1)), 1e-12 * (double)scale);
        }
    sample_free(&sample);
}

/* One play: it is its own mean, and tells nothing of the spread. */
static void one_play(void **state)
{
    struct sample sample;
    (void)state;
    play_all(&sample, 1);
    for (int s = 0; s < SERIES_COUNT; s++)
        for (int month = 0; month <= MONTHS; month++) {
            size_t cell = (size_t)s * (MONTHS + 1) + (size_t)month;
            assert_true(sample.mean[cell] == (double)value_of((enum series)s, month, 0));
            assert_true(sample.variance[cell] == 0);
        }
    sample_free(&sample);
    sample_free(&sample);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(single_values),
        cmocka_unit_test(moments),
        cmocka_unit_test(quantities),
        cmocka_unit_test(one_play),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
