/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/figure.h"

#include <math.h>

struct figure figure_exact(double expected, const char *why)
{
    struct figure figure = {.expected = expected, .mean = NAN, .mcse = NAN};
    for (int q = 0; q < QUANTILE_COUNT; q++)
        figure.quantile[q] = NAN;
    figure.why = isnan(expected) ? why : NULL;
    return figure;
}

double figure_value(const struct figure *self)
{
    return isnan(self->expected) ? self->mean : self->expected;
}
