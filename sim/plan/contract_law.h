/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a contract signed in a month agrees on, read from the scenario. */
#ifndef PLATEAU_PLAN_CONTRACT_LAW_H
#define PLATEAU_PLAN_CONTRACT_LAW_H

#include <stddef.h>

#include "sim/plan/survival.h"
#include "sim/scenario/scenario.h"

/* Cannot fail. */
struct survival_law contract_law(const struct scenario *scenario, size_t contract, int month);

#endif
