/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/plan/survival.h"

#include <math.h>

#include "sim/plan/beta_law.h"

double survival_own_log_stay(const struct survival_law *law, struct survival_start start, struct multiplier_path path,
                             int first, int k, double u)
{
    double log_stay[BETA_NODES], so_far[BETA_NODES];

    if (!beta_law_applies(law))
        return log1p(-law->nonrenewal);
    int count = survival_past_nodes(survival_past(law, start, path, first, k), log_stay, so_far);
    return survival_past_own(count, log_stay, so_far, u);
}
