/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/plan/endless.h"

#include "sim/plan/beta_law.h"

const char *endless_why(const struct survival_law *law, double rescued)
{
    if (rescued >= 1)
        return "a client's expected lifetime is infinite: offers keep every client who would leave";
    if (beta_law_applies(law) && law->early_exit == 0 && law->nonrenewal * law->concentration <= 1)
        return "a client's expected lifetime is infinite: nonrenewal x concentration is at most 1, "
               "so the loyal ones stay without end";
    return "a client's expected lifetime is infinite: some clients never leave"; /* multipliers of 0 too */
}
