/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A variant: a copy of a scenario whose unsure inputs are drawn anew instead of standing at their means. One uniform
 * draws one input by inversion, so that equal draws give equal values in every scenario that has the row.
 *
 * A drawn value that leaves its parameter's range is set to the end of the range. Where that end is not allowed
 * (spend.mean above 0) or would take all weight from a contract's share, it is set to a thousandth of what it is at
 * the means. Quartile bounds that would fall are held at their neighbours. Detractors are held at what the promoters
 * leave of 100 %, promoters at what detractors that are sure leave. What else can be wrong between parameters is
 * refused when the scenario is read (scenario_rules.h). The quartile bounds of a blank spend.q1..q3 stay those of the
 * root file's spend at its means, and a client list that gives fees keeps its ad spend.
 */
#ifndef PLATEAU_SCENARIO_VARIANT_H
#define PLATEAU_SCENARIO_VARIANT_H

#include <stdint.h>

#include "sim/scenario/scenario.h"
#include "sim/scenario/unsure.h"

struct variant {
    struct scenario scenario; /* to be asked like any other, but not freed: all is borrowed but the settings' steps */
    const struct scenario *base;
    struct unsure unsure; /* owned */
    uint64_t *key;        /* owned: one an input */
    double *drawn;        /* owned: one an input */
};

/* A copy of base, which must outlive it, with every input at its mean. ERR_MEMORY, with *self empty. */
enum status variant_init(struct variant *self, const struct scenario *base) MUST_USE;
void variant_free(struct variant *self);

/* How many inputs are unsure: one for each row with a distribution, however many values it has a part in. */
size_t variant_count(const struct variant *self);

/*
 * Who an input is, for keyed draws: a hash of the row's parameter as written, its month, its amount, and the
 * how-manieth of such rows it is (lower layers first). The same row in two scenarios on one base has the same key.
 */
uint64_t variant_key(const struct variant *self, size_t input);

/*
 * Draws all inputs: u[input] in (0, 1). Depends on u alone, not on earlier draws. Returns how many paths (settings)
 * left their range somewhere and were held.
 */
size_t variant_draw(struct variant *self, const double *u);

#endif
