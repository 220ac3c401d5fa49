/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rules between parameters: what can only stand together, or not at all. What is unsure counts as whatever it
 * may be drawn as, so that a scenario that keeps the rules keeps them in every draw (variant.h).
 */
#ifndef PLATEAU_SCENARIO_SCENARIO_RULES_H
#define PLATEAU_SCENARIO_SCENARIO_RULES_H

#include "sim/scenario/scenario.h"

/* Only for a scenario whose values are in their ranges and that has what is required (scenario_check.h). */
void scenario_rules(const struct scenario *self, struct faults *faults);

#endif
