/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tally against plain sums over ledgers full of numbers; what each month of a play is, test_month_rows.c holds. */
#include "play_support.h"

#include <math.h>
#include <stdlib.h>

#include "sim/play/month_rows.h"
#include "sim/play/tally.h"

enum { MONTHS = 14, PLAYS = 211, CLIENTS = 7 };

/* Salaries and fixed cost are the same in every play; all lines but those of seats differ. */
static const char rules[] = KIT_FIRM "plan.months,14\nplan.discount_rate,7.3%\nspend.mean,10000\nspend.cv,0.7\n"
                                     "rep.a.salary,1000.03\nrep.a.commission,3%\nrep.a.clawback,3\ncost.lead,2.11\n"
                                     "qualify.min_spend,9000\nqualify.return_share,10%\nexpansion.yearly,3%\n"
                                     "expansion.limit,20%\nbonus.every,3\nbonus.share,3%\ncost.serve,2%\n"
                                     "service.accounts,30\nservice.salary,4000\ncost.fixed,99.99\ncost.signup,3.31\n";

/* Any number of cents, also negative, beyond 32 bits in both directions. */
static int64_t number(size_t which, int month, size_t play)
{
    uint64_t x = (which * 1000 + (size_t)month) * 1000 + play + 1;
    x *= UINT64_C(0x9e3779b97f4a7c15);
    x ^= x >> 29;
    return (int64_t)(x % 2000000000003) - 700000000001;
}

static int64_t few(size_t which, int month, size_t play)
{
    return number(which, month, play) % 23;
}

enum { ENTERED = LEDGER_LINES, FEES, GONE, GONE_FEES, LEAST, OWN };

static void fill(struct ledger *ledger, struct survivors *survivors, size_t first, size_t lanes)
{
    ledger_clear(ledger);
    survivors_clear(survivors, MONTHS);
    for (size_t lane = 0; lane < lanes; lane++) {
        size_t play = first + lane;
        for (int month = 0; month <= MONTHS + 1; month++) {
            ledger->entered[month * LANES + (int)lane] = (struct ledger_post){number(FEES, month, play),
                                                                              few(ENTERED, month, play)};
            ledger->gone[month * LANES + (int)lane] = (struct ledger_post){number(GONE_FEES, month, play),
                                                                           few(GONE, month, play)};
            for (int line = 0; line < LEDGER_LINES && month > 0; line++)
                if (ledger->line[line] != NULL)
                    ledger->line[line][month * LANES + (int)lane] = number((size_t)line, month, play);
        }
        ledger->kept_least[lane] = number(LEAST, 0, play);
        for (int i = 0; i < CLIENTS; i++) { /* of falling fees: the best 7 / 5 pay the first and 0.4 x the second */
            int64_t fee = 1000000 - 100000 * i + few(OWN, i, play);
            uint32_t in = (uint32_t)lane, gone = MONTHS + 1;
            assert_int_equal(survivors_add(survivors, 1, &in, &gone, &fee), OK);
        }
    }
}

/* Every play's own series, in cents or heads, and quantities. */
struct truth {
    int64_t value[SERIES_COUNT][MONTHS + 1][PLAYS];
    double quantity[QUANTITY_COUNT][PLAYS];
};

static void quantities_of(struct truth *truth, const struct kit *kit, size_t play, double cash_min)
{
    for (int q = 0; q < QUANTITY_COUNT; q++) {
        struct quantity_window window = quantity_window((enum quantity)q, MONTHS);
        double sum = 0, discount = 1;
        for (int month = window.from; month <= window.to; month++, discount *= kit->made->plan.monthly_discount)
            for (size_t t = 0; t < window.terms; t++)
                sum += (double)truth->value[window.series[t]][month][play] * window.sign[t] *
                       (window.discounted ? discount : 1);
        truth->quantity[q][play] = sum;
    }
    truth->quantity[QUANTITY_CLIENTS_KEPT][play] = (double)few(GONE, MONTHS + 1, play);
    truth->quantity[QUANTITY_REVENUE_GROWN][play] = (double)number(GONE_FEES, MONTHS + 1, play);
    truth->quantity[QUANTITY_REVENUE_KEPT][play] = (double)number(LEAST, 0, play);
    truth->quantity[QUANTITY_CASH_MIN][play] = cash_min;
    truth->quantity[QUANTITY_TOP_FIFTH][play] = 1000000 + (double)few(OWN, 0, play) +
                                                0.4 * (900000 + (double)few(OWN, 1, play));
}

static void find_truth(struct truth *truth, const struct kit *kit, struct ledger *ledger, size_t plays)
{
    struct survivors survivors = {0};
    for (size_t first = 0; first < plays; first += LANES) {
        size_t lanes = plays - first < LANES ? plays - first : LANES;
        struct month_rows rows = {0};
        fill(ledger, &survivors, first, lanes);
        for (int month = 0; month <= MONTHS; month++) {
            month_rows_step(&rows, ledger, &kit->engine.certain, &kit->made->plan.payments, month);
            for (int s = 0; s < SERIES_COUNT; s++)
                for (size_t lane = 0; lane < lanes; lane++)
                    truth->value[s][month][first + lane] = kit->engine.certain.same[s]
                                                               ? certain_value(&kit->engine.certain, (enum series)s,
                                                                               month)
                                                               : rows.value[s][lane];
        }
        for (size_t lane = 0; lane < lanes; lane++)
            quantities_of(truth, kit, first + lane, (double)rows.cash_min[lane]);
    }
    survivors_free(&survivors);
}

/* Tallies all plays, chunk by chunk and two chunks a stretch, as play.c does. */
static void play_all(struct sample *sample, const struct kit *kit, struct ledger *ledger, size_t plays)
{
    const struct plan *plan = &kit->made->plan;
    const struct certain *certain = &kit->engine.certain;
    struct tally_frame frame = {0};
    struct tally total = {0}, own = {0};
    struct survivors survivors = {0};
    struct tally_plays chunk = {certain, &plan->payments, ledger, &survivors, 0, 1};

    assert_int_equal(sample_init(sample, MONTHS, 1, plays, certain->same), OK);
    assert_int_equal(tally_frame_init(&frame, plan, certain->same), OK);
    assert_int_equal(tally_init(&total, MONTHS), OK);
    assert_int_equal(tally_init(&own, MONTHS), OK);
    fill(ledger, &survivors, 0, 1);
    tally_plays(&own, &frame, &chunk, sample);
    tally_centre(&frame, &own);
    tally_clear(&own, MONTHS);
    for (chunk.first = 0; chunk.first < plays; chunk.first += LANES) {
        chunk.lanes = plays - chunk.first < LANES ? plays - chunk.first : LANES;
        fill(ledger, &survivors, chunk.first, chunk.lanes);
        tally_plays(&own, &frame, &chunk, sample);
        if (chunk.first / LANES % 2 == 1) {
            tally_add(&total, &own, MONTHS);
            tally_clear(&own, MONTHS);
        }
    }
    tally_add(&total, &own, MONTHS);
    tally_finish(&total, &frame, certain, sample);
    survivors_free(&survivors);
    tally_free(&own);
    tally_free(&total);
    tally_frame_free(&frame);
    tally_frame_free(&frame);
}

/* A sample and what it should say. The ledger has the lines that the plan wants, and no others. */
struct played {
    struct kit kit;
    struct ledger ledger;
    struct sample sample;
    struct truth *truth;
};

static struct played *played_new(size_t plays)
{
    struct played *self = verify_zeros(1, sizeof *self);
    bool wanted[LEDGER_LINES];
    kit_make(&self->kit, rules, NULL, NULL);
    certain_lines(&self->kit.engine.certain, wanted);
    assert_false(wanted[LINE_SALARIES] || wanted[LINE_REPS]);
    assert_int_equal(ledger_init(&self->ledger, MONTHS, wanted), OK);
    self->truth = verify_zeros(1, sizeof *self->truth);
    find_truth(self->truth, &self->kit, &self->ledger, plays);
    play_all(&self->sample, &self->kit, &self->ledger, plays);
    return self;
}

static void played_free(struct played *self)
{
    sample_free(&self->sample);
    sample_free(&self->sample);
    ledger_free(&self->ledger);
    kit_free(&self->kit);
    free(self->truth);
    free(self);
}

static void single_values(void **state)
{
    struct played *played = played_new(PLAYS);
    (void)state;
    for (int s = 0; s < SERIES_COUNT; s++)
        for (int month = 0; month <= MONTHS; month++) {
            const int64_t *values = sample_values(&played->sample, (enum series)s, month);
            assert_int_equal(values == NULL, played->kit.engine.certain.same[s]);
            for (size_t r = 0; values != NULL && r < PLAYS; r++)
                assert_int_equal(values[r], played->truth->value[s][month][r]);
        }
    played_free(played);
}

static void moments(void **state)
{
    struct played *played = played_new(PLAYS);
    (void)state;
    for (int s = 0; s < SERIES_COUNT; s++)
        for (int month = 0; month <= MONTHS; month++) {
            const int64_t *value = played->truth->value[s][month];
            long double sum = 0, squares = 0, scale = 0;
            for (size_t r = 0; r < PLAYS; r++) {
                sum += (long double)value[r];
                scale += fabsl((long double)value[r]);
            }
            for (size_t r = 0; r < PLAYS; r++)
                squares += powl((long double)value[r] - sum / PLAYS, 2);
            size_t cell = (size_t)s * (MONTHS + 1) + (size_t)month;
            assert_near(played->sample.mean[cell], (double)(sum / PLAYS), 1e-14 * (double)scale / PLAYS);
            assert_close(played->sample.variance[cell], (double)(squares / (PLAYS - 1)), 1e-11);
        }
    played_free(played);
}

static void quantities(void **state)
{
    struct played *played = played_new(PLAYS);
    double(*value)[PLAYS] = played->truth->quantity;
    (void)state;
    for (int q = 0; q < QUANTITY_COUNT; q++)
        for (int p = 0; p < QUANTITY_COUNT; p++) {
            long double mean_q = 0, mean_p = 0, products = 0, scale = 0, size = 0;
            for (size_t r = 0; r < PLAYS; r++) {
                double own = played->sample.quantity_value[(size_t)q * PLAYS + r];
                assert_near(own, value[q][r], 0.5); /* in sums of numbers up to 1e14 */
                mean_q += (long double)value[q][r] / PLAYS;
                mean_p += (long double)value[p][r] / PLAYS;
                size += fabsl((long double)value[q][r]) / PLAYS;
            }
            for (size_t r = 0; r < PLAYS; r++) {
                long double product = (value[q][r] - mean_q) * (value[p][r] - mean_p);
                products += product;
                scale += fabsl(product);
            }
            assert_near(played->sample.quantity_mean[q], (double)mean_q, 1e-13 * (double)size);
            assert_near(played->sample.quantity_covariance[q][p], (double)(products / (PLAYS - 1)),
                        1e-12 * (double)scale);
        }
    played_free(played);
}

/* One play: it is its own mean, and tells nothing of the spread. */
static void one_play(void **state)
{
    struct played *played = played_new(1);
    (void)state;
    for (int s = 0; s < SERIES_COUNT; s++)
        for (int month = 0; month <= MONTHS; month++) {
            size_t cell = (size_t)s * (MONTHS + 1) + (size_t)month;
            assert_true(played->sample.mean[cell] == (double)played->truth->value[s][month][0]);
            assert_true(played->sample.variance[cell] == 0);
        }
    played_free(played);
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
