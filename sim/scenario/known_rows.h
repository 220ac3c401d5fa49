/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the rows of all layers are about: each one's parameter and item. Along the way the rep classes and
 * contracts get their numbers, and the rows that say something about the scenario itself (name, base,
 * with) are taken out.
 */
#ifndef PLATEAU_SCENARIO_KNOWN_ROWS_H
#define PLATEAU_SCENARIO_KNOWN_ROWS_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/scenario/layers.h"
#include "sim/scenario/scenario.h"

struct known_row {
    const struct scenario_row *row; /* in the layers */
    enum parameter_id id;
    size_t item;
    size_t layer;
};

struct known_rows {
    struct known_row *row; /* owned; by layer, then by parameter, item and month */
    size_t count, room;
    bool faulty; /* some row was refused */
    bool holes;  /* a name was not understood: what is missing may just be misspelt */
};

/*
 * Fills *self from the layers, and scenario->classes, contracts and name. Rows that are refused set faulty
 * and are left out. Returns ERR_MEMORY. Free in any case.
 */
enum status known_rows_find(struct known_rows *self, struct scenario *scenario, const struct layers *layers,
                            struct faults *faults) MUST_USE;
void known_rows_free(struct known_rows *self);

#endif
