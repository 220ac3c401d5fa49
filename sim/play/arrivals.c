/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/play/arrivals.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>

#include "sim/play/draw.h"
#include "sim/support/memory.h"

enum status arrivals_init(struct arrivals *self, double rate)
{
    /* Seven standard deviations and a little: beyond lies less than 2^-32, which the end cells draw exactly. */
    size_t room = (size_t)(rate + 7 * sqrt(rate)) + 24;

    *self = (struct arrivals){.rate = rate, .bound = memory_array(room, sizeof(uint32_t))};
    if (self->bound == NULL)
        return ERR_MEMORY;
    double at_most = 0.0;
    for (self->bounds = 0; self->bounds + 1 < room; self->bounds++) {
        at_most += rate == 0 ? 1.0 : gsl_ran_poisson_pdf((unsigned)self->bounds, rate);
        self->bound[self->bounds] = draw_threshold(at_most);
        if (self->bound[self->bounds] == UINT32_MAX)
            break;
    }
    self->bound[self->bounds++] = UINT32_MAX; /* only end cells reach it, and those are counted exactly */
    return OK;
}

void arrivals_free(struct arrivals *self)
{
    free(self->bound);
    *self = (struct arrivals){0};
}

uint32_t arrivals_count(const struct arrivals *self, double u)
{
    uint32_t n = 0;
    if (self->rate == 0)
        return 0;
    if (u < 0.5) {
        while (u >= gsl_cdf_poisson_P(n, self->rate))
            n++;
    } else { /* from the upper tail, which does not cancel */
        n = (uint32_t)self->rate;
        while (n > 0 && 1 - u >= gsl_cdf_poisson_Q(n - 1, self->rate))
            n--;
        while (1 - u <= gsl_cdf_poisson_Q(n, self->rate))
            n++;
    }
    return n;
}
