/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/compare_support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double SERVING = 0.35, SALARIES = 12000;

const struct duel DUEL_PLAIN = {
    .months = 60,
    .replicates = 10000,
    .level = 41370,
    .rival = {{.name = "A four-rep agency", .slug = "baseline", .nps = 12.4, .sources = {[SOURCE_REP] = 214.3}},
              {.name = "Hire another rep",
               .slug = "hire",
               .lift = 12345,
               .cost = 4210,
               .luck = 9000,
               .nps = 12.1,
               .sources = {[SOURCE_REP] = 268.1}},
              {.name = "Ask promoters for referrals",
               .slug = "ask",
               .lift = -1543,
               .cost = 0,
               .luck = 2000,
               .nps = 23.7,
               .sources = {[SOURCE_REP] = 214.3, [SOURCE_REFERRED] = 61.7, [SOURCE_WINBACK] = 9.4}},
              {.name = "Train the overpromiser",
               .slug = "train",
               .lift = 13.7,
               .cost = 0,
               .luck = 9000,
               .nps = 13,
               .sources = {[SOURCE_REP] = 214.3}}},
    .count = 4};

static double revenue_of(const struct duel *duel, size_t i, int month)
{
    return month == 0 ? 0 : duel->level * (1 - exp(-month / 18.0)) + duel->rival[i].lift * (1 - exp(-month / 9.0));
}

double duel_cash(const struct duel *duel, size_t i, int month)
{
    double sum = 0;
    for (int m = 1; m <= month; m++)
        sum += (1 - SERVING) * (revenue_of(duel, i, m) - revenue_of(duel, 0, m)) - duel->rival[i].cost;
    return sum;
}

static void *zeros(size_t count, size_t size)
{
    void *room = calloc(count, size);
    assert_non_null(room);
    return room;
}

/* Quantiles of a normal law. */
static struct figure figure_of(double mean, double sd, size_t replicates)
{
    static const double z[QUANTILE_COUNT] = {-1.645, -1.282, -0.674, 0, 0.674, 1.282, 1.645};
    bool played = replicates > 0;
    struct figure f = {
        .expected = mean, .mean = played ? mean : NAN, .mcse = played ? sd / sqrt((double)replicates) : NAN};
    for (int q = 0; q < QUANTILE_COUNT; q++)
        f.quantile[q] = played ? mean + z[q] * sd : NAN;
    return f;
}

static struct difference difference_of(double mean, double sd, size_t replicates)
{
    struct figure f = figure_of(mean, sd, replicates);
    struct difference d = {.expected = mean, .mean = f.mean, .mcse = f.mcse, .p_better = NAN, .p_equal = NAN};
    memcpy(d.quantile, f.quantile, sizeof d.quantile);
    if (replicates > 0) {
        d.p_equal = sd > 0 ? 0 : mean == 0;
        d.p_better = sd > 0 ? 0.5 * erfc(-mean / sd / sqrt(2)) : mean > 0;
    }
    return d;
}

static struct payoff payoff_made(const struct duel *duel, size_t i)
{
    struct payoff p = {.state = PAYOFF_NONE_NEEDED, .none_needed = NAN, .within = NAN, .later = NAN, .month90 = NAN};
    for (int m = 1; m <= duel->months; m++)
        if (duel_cash(duel, i, m) < -0.005) {
            p.state = m == duel->months ? PAYOFF_LATER : PAYOFF_MONTH;
            p.month = m + 1;
        }
    for (int q = 0; q < QUANTILE_COUNT; q++)
        p.quantile[q] = NAN;
    if (duel->replicates > 0) {
        p.none_needed = 0.137;
        p.within = 0.802;
        p.later = 0.061;
        p.month90 = 37;
    }
    return p;
}

static void fill(struct contender *self, const struct duel *duel, size_t i)
{
    const struct rival *rival = &duel->rival[i];
    size_t row = (size_t)duel->months + 1, plays = duel->replicates;
    double h = duel->months, cash = duel_cash(duel, i, duel->months), sd = rival->luck * sqrt(h);
    self->name = strdup(rival->name);
    self->slug = strdup(rival->slug);
    assert_true(self->name && self->slug);
    self->has_costs = !rival->free_of_costs;
    self->has_nps = isfinite(rival->nps);
    self->revenue = zeros(row, sizeof(double));
    self->profit = zeros(row, sizeof(double));
    self->cash = zeros(row, sizeof(double));
    self->nps = zeros(row, sizeof(double));
    self->cash_difference = zeros(row, sizeof(struct figure));
    self->revenue_difference = zeros(row, sizeof(struct figure));
    self->nps[0] = NAN;
    for (int m = 0; m <= duel->months; m++) {
        self->revenue[m] = revenue_of(duel, i, m);
        if (m > 0)
            self->nps[m] = 10 + (rival->nps - 10) * m / h;
        self->cash_difference[m] = figure_of(duel_cash(duel, i, m), rival->luck * sqrt((double)m), plays);
        self->ledger[SERIES_REVENUE] += self->revenue[m];
        self->ledger[SERIES_SERVING] += SERVING * self->revenue[m];
        self->ledger[SERIES_SALARIES] += m > 0 ? SALARIES + rival->cost : 0;
    }
    memcpy(self->sources, rival->sources, sizeof self->sources);
    for (int metric = 0; metric < METRIC_COUNT; metric++)
        self->metric[metric] = (struct difference){.expected = NAN, .mean = NAN, .mcse = NAN};
    self->metric[METRIC_NPV] = difference_of(0.8 * cash, 0.8 * sd, plays);
    self->metric[METRIC_PROFIT_TOTAL] = difference_of(cash, sd, plays);
    self->metric[METRIC_REVENUE_END] = difference_of(self->revenue[duel->months] - revenue_of(duel, 0, duel->months),
                                                     rival->luck, plays);
    self->metric[METRIC_PLATEAU_REVENUE] = difference_of(rival->lift, 0, 0);
    self->payoff = payoff_made(duel, i);
}

static void rank(const struct comparison *self, enum metric metric, size_t *order)
{
    for (size_t i = 0; i + 1 < self->count; i++) {
        size_t at = i;
        for (; at > 0 && self->item[order[at - 1]].metric[metric].expected < self->item[i + 1].metric[metric].expected;
             at--)
            order[at] = order[at - 1];
        order[at] = i + 1;
    }
}

struct comparison *duel_made(const struct duel *duel)
{
    struct comparison *self = zeros(1, sizeof *self);
    *self = (struct comparison){.currency = "$",
                                .months = duel->months,
                                .replicates = duel->replicates,
                                .kept = duel->replicates,
                                .seed = 7,
                                .count = duel->count};
    self->item = zeros(duel->count, sizeof *self->item);
    self->by_npv = zeros(duel->count, sizeof *self->by_npv);
    self->by_plateau = zeros(duel->count, sizeof *self->by_plateau);
    for (size_t i = 0; i < duel->count; i++)
        fill(&self->item[i], duel, i);
    rank(self, METRIC_NPV, self->by_npv);
    rank(self, METRIC_PLATEAU_REVENUE, self->by_plateau);
    return self;
}

void duel_free(struct comparison *comparison)
{
    for (size_t i = 0; i < comparison->count; i++) {
        struct contender *item = &comparison->item[i];
        void *owned[] = {item->name, item->slug, item->revenue,         item->profit,
                         item->cash, item->nps,  item->cash_difference, item->revenue_difference};
        for (size_t k = 0; k < sizeof owned / sizeof owned[0]; k++)
            free(owned[k]);
    }
    free(comparison->item);
    free(comparison->by_npv);
    free(comparison->by_plateau);
    free(comparison);
}
