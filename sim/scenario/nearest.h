/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The nearest right word for a misspelt one: offer all candidates, then ask for the hint. */
#ifndef PLATEAU_SCENARIO_NEAREST_H
#define PLATEAU_SCENARIO_NEAREST_H

#include <stddef.h>

#include "sim/scenario/names.h"

enum { NEAREST_WORD = 128, NEAREST_HINT = NEAREST_WORD + 32 };

struct nearest {
    char wanted[NEAREST_WORD]; /* in lower case; empty if too long to compare */
    char best[NEAREST_WORD];
    size_t distance;
};

void nearest_begin(struct nearest *self, const char *wanted);
void nearest_offer(struct nearest *self, const char *candidate);

/* "; did you mean 'x'?", or "" when nothing offered is near. Upper and lower case count as equal. Returns out. */
const char *nearest_hint(const struct nearest *self, char out[NEAREST_HINT]);

/* The hint for an item of names whose own name may be a slip: another item with a name much like it. Returns out. */
const char *nearest_name(const struct names *names, size_t item, char out[NEAREST_HINT]);

/*
 * The hint for a parameter's name that is wrong: the nearest name, with the user's own classes and
 * contracts for <class> and <name>, or with what stands there in the wrong name.
 */
const char *nearest_parameter(const char *wrong, const struct names *classes, const struct names *contracts,
                              char out[NEAREST_HINT]);

#endif
