/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/play/prospect.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/support/memory.h"
#include "sim/support/wide.h"

/* Cumulative thresholds of contracts in order, each scaled by `of`. */
static void accumulate(uint32_t *threshold, const double *share, size_t count, double of)
{
    double sum = 0.0;
    for (size_t g = 0; g < count; g++) {
        sum += share[g];
        threshold[g] = draw_threshold(sum * of);
    }
}

/* For a client of quartile q who wants contract g: thresholds of its switch word. */
static void compile_instead(struct prospect *self, size_t q, size_t g)
{
    size_t n = self->contracts;
    uint32_t *threshold = self->instead + (q * n + g) * n;

    if (self->offer->offered[g]) /* takes it, whatever the word: reached 0 .. g - 1 only */
        for (size_t i = 0; i < n; i++)
            threshold[i] = i < g ? 0 : UINT32_MAX;
    else
        accumulate(threshold, self->offer->instead + q * n, n, self->offer->switch_share[g]);
}

enum status prospect_init(struct prospect *self, const struct offer *offer, const double bounds[QUARTILES - 1],
                          const struct spend_table *table)
{
    size_t n = offer->contracts;

    *self = (struct prospect){.offer = offer,
                              .bounds = bounds,
                              .table = table,
                              .contracts = n,
                              .none = (uint32_t)(QUARTILES * n),
                              .all_offered = true};
    self->want = memory_grid(QUARTILES, n, sizeof *self->want);
    self->instead = memory_grid(QUARTILES * n, n, sizeof *self->instead);
    self->cents = memory_array(self->none + 1, sizeof *self->cents);
    if (self->want == NULL || self->instead == NULL || self->cents == NULL) {
        prospect_free(self);
        return ERR_MEMORY;
    }
    for (size_t q = 0; q + 1 < QUARTILES; q++)
        self->below[q] = draw_threshold(offer->below[q]);
    for (size_t q = 0; q < QUARTILES; q++) {
        if (n > 1)
            accumulate(self->want + q * (n - 1), offer->want + q * n, n - 1, 1.0);
        for (size_t g = 0; g < n; g++)
            compile_instead(self, q, g);
    }
    self->cut = (uint64_t)(offer->spend.cut * 0x1p32);
    double unit = table == NULL ? offer->spend.mean : exp(offer->spend.mu);
    double highest_u = 1 - 0x1p-52;
    for (size_t g = 0; g < n; g++) {
        self->all_offered = self->all_offered && offer->offered[g];
        for (size_t q = 0; q < QUARTILES; q++)
            self->cents[q * n + g] = table == NULL ? (double)offer_fee_cents(unit, offer->fee_share[g])
                                                   : 100.0 * unit * offer->fee_share[g];
        self->highest = fmax(self->highest, 100.0 * spend_law_quantile(&offer->spend, highest_u) * offer->fee_share[g]);
    }
    return OK;
}

void prospect_free(struct prospect *self)
{
    free(self->want);
    free(self->instead);
    free(self->cents);
    *self = (struct prospect){0};
}

/* Quartile and wanted contract, as cells. One contract at a time over all clients: gathers, no branches. */
WIDEST static void decide_cells(const uint32_t *restrict below, const uint32_t *restrict want, uint32_t contracts,
                                const uint32_t *restrict spend, const uint32_t *restrict contract, size_t count,
                                uint32_t *restrict cell)
{
    const uint32_t q1 = below[0], q2 = below[1], q3 = below[2], columns = contracts - 1;

    for (size_t i = 0; i < count; i++)
        cell[i] = (spend[i] >= q1) + (uint32_t)(spend[i] >= q2) + (spend[i] >= q3);
    if (columns == 0)
        return;
    if (columns == 2) { /* three contracts, as most agencies have: the two comparisons side by side */
        for (size_t i = 0; i < count; i++) {
            uint32_t q = cell[i], u = contract[i];
            cell[i] = q * 3 + (u >= want[q * 2]) + (u >= want[q * 2 + 1]);
        }
        return;
    }
    for (size_t i = 0; i < count; i++) {
        uint32_t q = cell[i], g = 0;
        for (uint32_t c = 0; c < columns; c++)
            g += contract[i] >= want[q * columns + c];
        cell[i] = q * contracts + g;
    }
}

/* What those take who want a contract that is not offered. */
static void decide_instead(const struct prospect *self, const uint32_t *instead, size_t count, uint32_t *cell)
{
    const size_t n = self->contracts;

    for (size_t i = 0; i < count; i++) {
        size_t q = cell[i] / n, g = 0;
        const uint32_t *threshold = self->instead + (size_t)cell[i] * n;
        while (g < n && instead[i] >= threshold[g])
            g++;
        cell[i] = (uint32_t)(g < n ? q * n + g : self->none);
    }
}

/*
 * Where a word of those who qualify lies among all leads: u' = cut + (1 - cut) u. Rounded to the middle of a word's
 * cell, which is 2^-32 of all leads.
 */
WIDEST static void lift(const uint32_t *restrict spend, uint64_t cut, size_t count, uint32_t *restrict lifted)
{
    uint64_t rest = (UINT64_C(1) << 32) - cut;
    for (size_t i = 0; i < count; i++)
        lifted[i] = (uint32_t)(cut + ((spend[i] * rest) >> 32));
}

/* Fees in whole cents: adding 1.5 x 2^52 leaves the rounded integer in the low bits, and vectorises. */
WIDEST static void price(const double *restrict node, const double *restrict cents, const uint32_t *restrict spend,
                         const uint32_t *restrict cell, size_t count, int64_t *restrict fee)
{
    for (size_t i = 0; i < count; i++) {
        double shifted = spend_table_value(node, spend[i]) * cents[cell[i]] + 0x1.8p52;
        int64_t bits;
        memcpy(&bits, &shifted, sizeof bits);
        fee[i] = bits - INT64_C(0x4338000000000000);
    }
}

/*
 * Where the minimum leaves so few words of all leads that they no longer tell the law (1 lead in 65,536): every fee
 * from the exact quantile. Slow, and as rare as such a minimum.
 */
static const uint64_t FEW_WORDS = UINT64_C(1) << 16;

static void price_exactly(const struct prospect *self, const uint32_t *spend, const uint32_t *cell, size_t count,
                          int64_t *fee)
{
    const struct offer *offer = self->offer;

    for (size_t i = 0; i < count; i++) {
        double own = spend_law_quantile(&offer->spend, ((double)spend[i] + 0.5) * 0x1p-32);
        fee[i] = cell[i] == self->none ? 0 : offer_fee_cents(own, offer->fee_share[cell[i] % self->contracts]);
    }
}

void prospect_decide(const struct prospect *self, uint32_t *const word[WORDS], size_t count, uint32_t *cell,
                     int64_t *fee)
{
    decide_cells(self->below, self->want, (uint32_t)self->contracts, word[WORD_SPEND], word[WORD_CONTRACT], count,
                 cell);
    if (!self->all_offered)
        decide_instead(self, word[WORD_SWITCH], count, cell);
    if (self->table != NULL && (UINT64_C(1) << 32) - self->cut < FEW_WORDS)
        price_exactly(self, word[WORD_SPEND], cell, count, fee);
    else if (self->table != NULL && self->cut > 0) {
        uint32_t lifted[PROSPECT_BATCH];
        lift(word[WORD_SPEND], self->cut, count, lifted);
        price(self->table->node, self->cents, lifted, cell, count, fee);
    } else if (self->table != NULL)
        price(self->table->node, self->cents, word[WORD_SPEND], cell, count, fee);
    else
        for (size_t i = 0; i < count; i++)
            fee[i] = (int64_t)self->cents[cell[i]];
}

void prospect_exact(const struct prospect *self, double u_spend, double u_contract, double u_switch, uint32_t *cell,
                    int64_t *fee)
{
    const struct offer *offer = self->offer;
    size_t n = self->contracts, q = 0, g = 0;
    double spend = spend_law_quantile(&offer->spend, u_spend);

    while (q + 1 < QUARTILES && u_spend >= offer->below[q])
        q++;
    double sum = offer->want[q * n];
    while (g + 1 < n && u_contract >= sum)
        sum += offer->want[q * n + ++g];
    if (!offer->offered[g]) {
        double scale = offer->switch_share[g];
        sum = offer->instead[q * n] * scale;
        for (g = 0; g < n && u_switch >= sum; g++)
            sum += g + 1 < n ? offer->instead[q * n + g + 1] * scale : 0.0;
    }
    *cell = (uint32_t)(g < n ? q * n + g : self->none);
    *fee = g < n ? offer_fee_cents(spend, offer->fee_share[g]) : 0;
}
