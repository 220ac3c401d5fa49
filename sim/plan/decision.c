/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/plan/decision.h"

#include "sim/plan/beta_law.h"

double decision_log_kept(double log_stay, double rescued)
{
    if (rescued == 0)
        return log_stay;
    double wavers = -expm1(log_stay);
    /* Where most waver, 1 - (1 - rescued) wavers would lose a small chance to stay. */
    return wavers < 0.5 ? log1p(-(1 - rescued) * wavers) : log(rescued + (1 - rescued) * exp(log_stay));
}

bool decision_needs_mixture(const struct survival_law *law, const struct multiplier_path *path, int first)
{
    return path->rescued != NULL && beta_law_applies(law) && multiplier_path_rescues(path, first);
}

double decision_log_next(const struct survival_law *law, struct decision_state *state, double multiplier,
                         double rescued)
{
    if (++state->phase < law->term)
        return decision_log_kept(decision_log_stay(law->early_exit, multiplier), rescued);
    state->phase = 0;
    if (!beta_law_applies(law))
        return decision_log_kept(decision_log_stay(law->nonrenewal, multiplier), rescued);
    double log_ratio = beta_law_log_stay(law, state->renewed, multiplier);
    state->renewed += multiplier;
    return log_ratio;
}
