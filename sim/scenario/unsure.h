/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The unsure inputs of a scenario: the rows in force that give a distribution. A row is one unknown however many
 * values it has a part in: all later months of its path, and the four quartiles of a contract's plain share. A row
 * whose file is read twice is still one row.
 */
#ifndef PLATEAU_SCENARIO_UNSURE_H
#define PLATEAU_SCENARIO_UNSURE_H

#include "sim/scenario/scenario.h"

struct unsure_input {
    const struct change *change; /* of the scenario; the first that the row made */
    size_t item;                 /* which class, contract or quartile it is about */
};

/* One change of one step that an unsure row made. */
struct unsure_use {
    size_t setting, step, change; /* indexes in the scenario, its setting and its step */
    size_t input;
};

struct unsure {
    struct unsure_input *input; /* owned; in the order in which the rows acted */
    size_t count;
    struct unsure_use *use; /* owned; by setting, step and change */
    size_t uses;
};

/* Fills *self from a scenario, which must outlive it. ERR_MEMORY, with *self empty. Free with unsure_free. */
enum status unsure_init(struct unsure *self, const struct scenario *scenario) MUST_USE;
void unsure_free(struct unsure *self);

/* How many unsure inputs a scenario has. ERR_MEMORY. */
enum status unsure_count(const struct scenario *scenario, size_t *count) MUST_USE;

#endif
