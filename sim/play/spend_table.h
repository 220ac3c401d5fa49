/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Spend, drawn: the quantile function of a lognormal law with median 1, tabulated on a folded grid: 256 cells to
 * every halving of min(u, 1 - u), addressed by the bits of a float. Linear between nodes: within 3e-6 of the
 * exact quantile everywhere (sigma up to 1), where an even grid fails in its end cells.
 */
#ifndef PLATEAU_PLAY_SPEND_TABLE_H
#define PLATEAU_PLAY_SPEND_TABLE_H

#include <stdint.h>
#include <string.h>

#include "sim/support/status.h"

enum { SPEND_CELL_BITS = 8, SPEND_HALVINGS = 32, SPEND_NODES = (SPEND_HALVINGS << SPEND_CELL_BITS) + 2 };

struct spend_table {
    double sigma;
    double *node; /* owned: lower half [SPEND_NODES], then upper half [SPEND_NODES] */
};

/* sigma > 0. Returns ERR_MEMORY; then *self is empty. */
enum status spend_table_init(struct spend_table *self, double sigma) MUST_USE;
void spend_table_free(struct spend_table *self);

/* A copy of another's, instead of computing it again. Returns ERR_MEMORY; then *self is empty. */
enum status spend_table_copy(struct spend_table *self, const struct spend_table *from) MUST_USE;

/* exp(sigma z(u)) for the uniform of a word. */
static inline double spend_table_value(const double *node, uint32_t word)
{
    uint32_t upper = (uint32_t) - (int32_t)(word >> 31);  /* all ones in the upper half */
    float folded = (float)(int32_t)(word ^ upper) + 0.5f; /* min(u, 1 - u) 2^32 */
    uint32_t bits;
    memcpy(&bits, &folded, sizeof bits);
    uint32_t cell = (bits >> (23 - SPEND_CELL_BITS)) - (126u << SPEND_CELL_BITS); /* 126: the exponent of 1/2 */
    double part = (double)(int32_t)(bits & ((1u << (23 - SPEND_CELL_BITS)) - 1)) *
                  (1.0 / (1 << (23 - SPEND_CELL_BITS)));
    uint32_t at = cell + (upper & SPEND_NODES);
    return node[at] + part * (node[at + 1] - node[at]);
}

#endif
