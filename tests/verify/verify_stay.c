/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/verify/verify_stay.h"

#include <math.h>

/*
 * The trapezoidal rule in x = log(theta / (1 - theta)): all is analytic up to i pi, and no larger than on the axis up
 * to i 2 pi / 3, so its error is about exp(-2 pi (2 pi / 3) / step) = 1e-22; beyond the ends less than exp(-34) = 2e-15
 * of the law is left.
 */
static const double step = 0.26, far = 34;

static void make_grid(struct stay *self, double a, double b)
{
    double sum = 0;

    for (double x = -far / a; x < far / b && self->count < STAY_NODES; x += step) {
        double log_renew = -(x > 0 ? x + log1p(exp(-x)) : log1p(exp(x))), log_leave = x + log_renew;
        self->log_renew[self->count] = log_renew;
        self->here[self->count] = exp(a * log_leave + b * log_renew);
        sum += self->here[self->count++];
    }
    for (size_t i = 0; i < self->count; i++)
        self->here[i] /= sum;
}

void stay_begin(struct stay *self, const struct survival_law *law, bool offers)
{
    self->offers = offers;
    self->walk = walk_begin(law);
    self->count = 0;
    self->start = 1;
    if (offers && !isnan(law->concentration)) {
        make_grid(self, law->nonrenewal * law->concentration, (1 - law->nonrenewal) * law->concentration);
    } else {
        self->log_renew[0] = log1p(-law->nonrenewal);
        self->here[0] = 1;
        self->count = 1;
    }
}

static double weight(const struct stay *self)
{
    double sum = 0;
    if (!self->offers)
        return (double)walk_alive(&self->walk);
    for (size_t i = 0; i < self->count; i++)
        sum += self->here[i];
    return sum;
}

void stay_start(struct stay *self)
{
    self->start = weight(self);
}

double stay_decide(struct stay *self, bool renewal, double multiplier, double rescued)
{
    double wanted = 0, early = log1p(-self->walk.law.early_exit);

    if (!self->offers) {
        double before = stay_alive(self);
        walk_decide(&self->walk, renewal, multiplier);
        return before - stay_alive(self);
    }
    for (size_t i = 0; i < self->count; i++) {
        double log_stay = renewal ? self->log_renew[i] : early;
        double leaves = multiplier == 0 || log_stay == 0 ? 0 : -expm1(multiplier * log_stay);
        wanted += self->here[i] * leaves;
        self->here[i] *= 1 - leaves * (1 - rescued);
    }
    return wanted / self->start;
}

double stay_alive(const struct stay *self)
{
    return weight(self) / self->start;
}
