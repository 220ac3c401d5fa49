/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Advice about a scenario that is right: classes nobody works in, months without sign-ups, rows that do nothing. */
#ifndef PLATEAU_SCENARIO_SCENARIO_NOTES_H
#define PLATEAU_SCENARIO_SCENARIO_NOTES_H

#include "sim/scenario/scenario.h"

/* Adds what is to be said to self->notes. */
void scenario_notes(struct scenario *self);

/* Adds how many inputs are unsure, and what becomes of them: drawn in every play, or used at their means. */
void scenario_notes_unsure(struct scenario *self, bool drawn);

#endif
