/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of the parameter table; other rooms ask parameter.h. */
#ifndef PLATEAU_SCENARIO_PARAMETER_TABLE_H
#define PLATEAU_SCENARIO_PARAMETER_TABLE_H

#include "sim/scenario/parameter.h"

extern const struct parameter parameter_table[PARAMETER_COUNT];

#endif
