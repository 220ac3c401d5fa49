/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/lifetime.h"

#include <stddef.h>

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
