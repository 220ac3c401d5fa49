/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/verify/verify_walk.h"

#include <math.h>

struct walk walk_begin(const struct survival_law *law)
{
    return (struct walk){.law = *law};
}

void walk_decide(struct walk *self, bool renewal, double multiplier)
{
    double chance = renewal ? self->law.nonrenewal : self->law.early_exit;

    if (multiplier == 0 || chance == 0)
        return;
    if (chance == 1) {
        self->gone = true;
        return;
    }
    if (!renewal)
        self->early_log += multiplier * log1pl(-(long double)chance);
    else if (isnan(self->law.concentration))
        self->alike_log += multiplier * log1pl(-(long double)chance);
    else
        self->renewed += multiplier;
}

long double walk_alive(const struct walk *self)
{
    long double log_renewed = self->alike_log;

    if (self->gone)
        return 0;
    if (!isnan(self->law.concentration) && self->renewed > 0) {
        long double a = (long double)self->law.nonrenewal * self->law.concentration;
        long double b = (1 - (long double)self->law.nonrenewal) * self->law.concentration;
        log_renewed = lgammal(b + self->renewed) - lgammal(b) - lgammal(a + b + self->renewed) + lgammal(a + b);
    }
    return expl(self->early_log + log_renewed);
}
