/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/plan/offer.h"

#include <math.h>
#include <stdlib.h>

#include "sim/plan/qualification.h"
#include "sim/support/cents.h"
#include "sim/support/memory.h"

void offer_bounds(double bounds[QUARTILES - 1], const struct scenario *scenario)
{
    static const enum parameter_id id[QUARTILES - 1] = {SPEND_Q1, SPEND_Q2, SPEND_Q3};
    const struct root_spend *root = &scenario->root_spend;
    struct spend_law law = root->lognormal ? spend_law_of(root->mean, root->cv) : (struct spend_law){0};

    for (int i = 0; i < QUARTILES - 1; i++) {
        bounds[i] = scenario_number(scenario, id[i], 0, 1);
        if (isnan(bounds[i]) && root->lognormal)
            bounds[i] = spend_law_quantile(&law, 0.25 * (i + 1));
    }
}

int offer_quartile(const double bounds[QUARTILES - 1], double spend)
{
    int quartile = 0;
    for (int i = 0; i < QUARTILES - 1; i++)
        quartile += spend > bounds[i]; /* false where there is no bound (NaN) */
    return quartile;
}

int64_t offer_fee_cents(double spend, double fee_share)
{
    return (int64_t)llround(100.0 * spend * fee_share);
}

static void split_by_quartile(struct offer *self, const double bounds[QUARTILES - 1])
{
    for (int q = 0; q < QUARTILES; q++) {
        double low = q == 0 ? 0.0 : bounds[q - 1];
        double high = q == QUARTILES - 1 ? INFINITY : bounds[q];
        if (self->spend.sigma == 0) {
            self->quartile_share[q] = offer_quartile(bounds, self->spend.mean) == q;
            self->quartile_spend[q] = self->quartile_share[q] > 0 ? self->spend.mean : 0.0;
        } else {
            self->quartile_share[q] = spend_law_share(&self->spend, low, high);
            self->quartile_spend[q] = spend_law_mean_between(&self->spend, low, high);
        }
        self->below[q] = (q == 0 ? 0.0 : self->below[q - 1]) + self->quartile_share[q];
    }
    self->below[QUARTILES - 1] = 1.0;
}

static void read_contracts(struct offer *self, const struct scenario *scenario, int month)
{
    for (size_t g = 0; g < self->contracts; g++) {
        self->offered[g] = scenario_number(scenario, CONTRACT_OFFERED, g, month) != 0;
        self->switch_share[g] = self->offered[g] ? 1.0 : scenario_number(scenario, CONTRACT_SWITCH_SHARE, g, month);
        self->fee_share[g] = scenario_number(scenario, CONTRACT_FEE, g, month);
    }
}

/* Who wants what, who takes what instead, and who signs what, for one quartile. */
static void choose(struct offer *self, const struct scenario *scenario, int quartile, int month)
{
    static const enum parameter_id share_id[QUARTILES] = {CONTRACT_SHARE_Q1, CONTRACT_SHARE_Q2, CONTRACT_SHARE_Q3,
                                                          CONTRACT_SHARE_Q4};
    size_t n = self->contracts, row = (size_t)quartile * n;
    double all = 0.0, offered = 0.0, switching = 0.0;

    for (size_t g = 0; g < n; g++) {
        double share = scenario_number(scenario, share_id[quartile], g, month);
        self->want[row + g] = share;
        all += share;
        offered += self->offered[g] ? share : 0.0;
    }
    bug_assert(all > 0);
    for (size_t g = 0; g < n; g++) {
        self->instead[row + g] = self->offered[g] && offered > 0 ? self->want[row + g] / offered : 0.0;
        self->want[row + g] /= all;
        switching += self->offered[g] ? 0.0 : self->want[row + g] * self->switch_share[g];
    }
    for (size_t g = 0; g < n; g++) {
        double first_choice = self->offered[g] ? self->want[row + g] : 0.0;
        self->sign[row + g] = first_choice + switching * self->instead[row + g];
    }
}

static void price(struct offer *self)
{
    for (size_t q = 0; q < QUARTILES; q++)
        for (size_t g = 0; g < self->contracts; g++) {
            double fee = self->quartile_spend[q] * self->fee_share[g];
            if (self->spend.sigma == 0) /* not random: what the plays bill, in whole cents */
                fee = cents_money(offer_fee_cents(self->quartile_spend[q], self->fee_share[g]));
            self->mean_fee[q * self->contracts + g] = fee;
        }
}

/* The offer of a month to leads with this law of spend. */
static enum status make(struct offer *self, const struct scenario *scenario, const double bounds[QUARTILES - 1],
                        int month, struct spend_law spend)
{
    size_t n = scenario->contracts.count;
    *self = (struct offer){.contracts = n, .spend = spend};
    self->want = memory_grid(QUARTILES, n, sizeof(double));
    self->instead = memory_grid(QUARTILES, n, sizeof(double));
    self->sign = memory_grid(QUARTILES, n, sizeof(double));
    self->mean_fee = memory_grid(QUARTILES, n, sizeof(double));
    self->switch_share = memory_array(n, sizeof(double));
    self->fee_share = memory_array(n, sizeof(double));
    self->offered = memory_array(n, sizeof(bool));
    if (self->want == NULL || self->instead == NULL || self->sign == NULL || self->mean_fee == NULL ||
        self->switch_share == NULL || self->fee_share == NULL || self->offered == NULL) {
        offer_free(self);
        return ERR_MEMORY;
    }

    split_by_quartile(self, bounds);
    read_contracts(self, scenario, month);
    for (int q = 0; q < QUARTILES; q++)
        choose(self, scenario, q, month);
    price(self);
    return OK;
}

enum status offer_init(struct offer *self, const struct scenario *scenario, const double bounds[QUARTILES - 1],
                       int month)
{
    return make(self, scenario, bounds, month, qualification_spend(scenario, month));
}

enum status offer_init_returning(struct offer *self, const struct scenario *scenario,
                                 const double bounds[QUARTILES - 1], int month, double spend)
{
    return make(self, scenario, bounds, month, spend_law_of(spend, 0));
}

enum status offer_init_referred(struct offer *self, const struct scenario *scenario, const double bounds[QUARTILES - 1],
                                int month)
{
    double factor = scenario_number(scenario, REFERRAL_SPEND, 0, month);
    return make(self, scenario, bounds, month, spend_law_scaled(qualification_all_spend(scenario, month), factor));
}

void offer_free(struct offer *self)
{
    free(self->want);
    free(self->instead);
    free(self->sign);
    free(self->mean_fee);
    free(self->switch_share);
    free(self->fee_share);
    free(self->offered);
    *self = (struct offer){0};
}
