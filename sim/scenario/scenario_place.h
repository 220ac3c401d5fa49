/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where to point at when a value of a scenario is wrong or does nothing. */
#ifndef PLATEAU_SCENARIO_SCENARIO_PLACE_H
#define PLATEAU_SCENARIO_SCENARIO_PLACE_H

#include "sim/scenario/scenario.h"

/* The scenario's own file, for what stands nowhere. */
struct place scenario_place_whole(const struct scenario *self);

/* The row that last touched the value in force in a month; the scenario's file for a default. */
struct place scenario_place_of(const struct scenario *self, enum parameter_id id, size_t item, int month);

#endif
