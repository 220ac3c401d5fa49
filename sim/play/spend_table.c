/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/play/spend_table.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/support/memory.h"

enum status spend_table_init(struct spend_table *self, double sigma)
{
    *self = (struct spend_table){.sigma = sigma, .node = memory_array(2 * SPEND_NODES, sizeof(double))};
    if (self->node == NULL)
        return ERR_MEMORY;
    for (int i = 0; i < SPEND_NODES; i++) {
        int halving = i >> SPEND_CELL_BITS, cell = i & ((1 << SPEND_CELL_BITS) - 1);
        double u = ldexp(1.0 + ldexp(cell, -SPEND_CELL_BITS), halving - 1 - 32);
        double z = gsl_cdf_ugaussian_Pinv(u < 0.5 ? u : 0.5); /* nodes past the middle are never interpolated to */
        self->node[i] = exp(sigma * z);
        self->node[SPEND_NODES + i] = exp(-sigma * z);
    }
    return OK;
}

enum status spend_table_copy(struct spend_table *self, const struct spend_table *from)
{
    *self = (struct spend_table){.sigma = from->sigma, .node = memory_array(2 * SPEND_NODES, sizeof(double))};
    if (self->node == NULL)
        return ERR_MEMORY;
    memcpy(self->node, from->node, 2 * SPEND_NODES * sizeof(double));
    return OK;
}

void spend_table_free(struct spend_table *self)
{
    free(self->node);
    *self = (struct spend_table){0};
}
