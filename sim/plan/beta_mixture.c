/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/plan/beta_mixture.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "sim/plan/decision.h"

/* Share of those who are there at which a node is left out: it is the likeliest to leave, so its share only falls. */
static const double gone = 1e-30;

void beta_mixture_init(struct beta_mixture *self, const struct survival_law *law, double renewed)
{
    self->law = law;
    self->renewed = renewed;
    self->multiplier = -1;
    self->lost = 0.0;
    self->first = 0;
    beta_law_nodes(&self->nodes, law, renewed);
    memcpy(self->here, self->nodes.weight, (size_t)self->nodes.count * sizeof *self->here);
}

static void set_multiplier(struct beta_mixture *self, double multiplier)
{
    if (multiplier == self->multiplier)
        return;
    self->multiplier = multiplier;
    for (int i = 0; i < self->nodes.count; i++) {
        double log_stay = multiplier == 0 ? 0.0 : multiplier * self->nodes.log_stay[i];
        self->stays[i] = exp(log_stay);
        self->wavers[i] = -expm1(log_stay);
    }
}

struct beta_renewal beta_mixture_renew(struct beta_mixture *self, double multiplier, double rescued)
{
    struct beta_renewal result = {0, 0};

    set_multiplier(self, multiplier);
    for (int i = self->first; i < self->nodes.count; i++) {
        result.wavered += self->here[i] * self->wavers[i];
        self->here[i] *= rescued + (1 - rescued) * self->stays[i];
        result.alive += self->here[i];
    }
    while (self->here[self->first] < gone * result.alive)
        self->here[self->first++] = 0.0;
    self->lost += (1 - rescued) * multiplier;
    return result;
}

double beta_mixture_blocks(struct beta_mixture *self, struct beta_blocks blocks)
{
    double rescued = blocks.rescued, lost = (1 - rescued) * blocks.multiplier, total = 0.0;
    bool whole = blocks.log_g == 0;
    double a = self->law->nonrenewal * self->law->concentration;

    if (whole && (a <= 1 || lost == 0))
        return INFINITY;
    /*
     * Lives without an end in sight, g = 1: the mean is governed by the few with the smallest theta, where the nodes
     * end. There the worth is (1 - theta)^power / (renewals lost theta) but for a bounded rest; this has a known mean.
     */
    double power = self->lost + blocks.before * lost, share = whole ? 1 / (blocks.renewals * lost) : 0.0;
    for (int i = 0; i < self->nodes.count; i++) {
        double log_stay = self->nodes.log_stay[i];
        double log_kept = decision_log_kept(blocks.multiplier == 0 ? 0.0 : blocks.multiplier * log_stay, rescued);
        double log_before = blocks.before == 0 ? 0.0 : blocks.before * log_kept;
        double worth = self->here[i] * exp(log_before) / -expm1(blocks.log_g + blocks.renewals * log_kept);
        double known = whole ? self->nodes.weight[i] * share * exp(power * log_stay) / -expm1(log_stay) : 0.0;
        if (isfinite(worth) && isfinite(known)) /* else theta is too small for a double, and so is its weight */
            total += worth - known;
    }
    if (!whole)
        return total;
    return total + share * exp(beta_law_log_stay(self->law, self->renewed, power)) *
                       beta_law_blocks(self->law, self->renewed + power, 1, 0);
}
