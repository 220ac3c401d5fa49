/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/lifetime.h"

#include <stddef.h>

#include "sim/plan/beta_law.h"

const char *lifetime_why_endless(const struct survival_law *law)
{
    if (beta_law_applies(law) && law->early_exit == 0 && law->nonrenewal * law->concentration <= 1)
        return "a client's expected lifetime is infinite: nonrenewal x concentration is at most 1, "
               "so the loyal ones stay without end";
    return "a client's expected lifetime is infinite: some clients never leave"; /* multipliers of 0 too */
}

const char *lifetime_rating(double months)
{
    static const struct {
        double from;
        const char *rating;
    } grades[] = {{18, "excellent"}, {12, "good"}, {6, "fair"}, {0, "poor"}};
    const double slack = 1e-9; /* months: a closed form may come out as 12 - 1e-14 */
    for (size_t i = 0; i < sizeof grades / sizeof grades[0]; i++)
        if (months >= grades[i].from - slack)
            return grades[i].rating;
    return "";
}
