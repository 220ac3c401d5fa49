/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each parameter of a scenario must be, when all rows have acted. */
#ifndef PLATEAU_SCENARIO_SCENARIO_CHECK_H
#define PLATEAU_SCENARIO_SCENARIO_CHECK_H

#include "sim/scenario/scenario.h"

/*
 * Every value in its range, in every month, whole where it must be. Blank ones are left alone, and so are
 * slots (scenario.h) that are marked as broken, here and below.
 */
void scenario_check_ranges(const struct scenario *self, const bool *broken, struct faults *faults);

/* What must be given: spend.mean, a contract, and each contract's term, fee and nonrenewal. */
void scenario_check_required(const struct scenario *self, const bool *broken, struct faults *faults);

#endif
