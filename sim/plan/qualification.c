/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/plan/qualification.h"

#include <math.h>

struct spend_law qualification_all_spend(const struct scenario *scenario, int month)
{
    bool random = scenario_number(scenario, SPEND_SHAPE, 0, 1) == SPEND_LOGNORMAL;
    return spend_law_of(scenario_number(scenario, SPEND_MEAN, 0, month),
                        random ? scenario_number(scenario, SPEND_CV, 0, month) : 0.0);
}

struct spend_law qualification_spend(const struct scenario *scenario, int month)
{
    return spend_law_cut(qualification_all_spend(scenario, month),
                         scenario_number(scenario, QUALIFY_MIN_SPEND, 0, month));
}

struct qualification qualification_of(const struct scenario *scenario, int month)
{
    struct qualification self = {.minimum = scenario_number(scenario, QUALIFY_MIN_SPEND, 0, month),
                                 .worked = 1.0,
                                 .after = (int)scenario_number(scenario, QUALIFY_RETURN_AFTER, 0, month)};
    if (self.minimum == 0)
        return self;

    struct spend_law all = qualification_all_spend(scenario, month);
    self.turned = spend_law_below(&all, self.minimum);
    self.returning = self.turned * scenario_number(scenario, QUALIFY_RETURN_SHARE, 0, month);
    if (self.turned > 0) {
        double qualified = all.sigma > 0 ? spend_law_share(&all, self.minimum, INFINITY) : 0.0;
        double reused = scenario_number(scenario, QUALIFY_TIME_REUSED, 0, month);
        /* Where x is 1 to the last figure nobody is left for the time to go into. */
        self.worked = self.turned < 1 ? qualified + reused * self.turned : 0.0;
    }
    return self;
}
