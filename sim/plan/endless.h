/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lives without end: why an expected lifetime is infinite, and a plan has no plateau. */
#ifndef PLATEAU_PLAN_ENDLESS_H
#define PLATEAU_PLAN_ENDLESS_H

#include "sim/plan/survival.h"

/*
 * Why a life under this law has no finite mean, given that it has none; rescued: the chance that offers keep who would
 * leave, in the last month. Static text. Cannot fail.
 */
const char *endless_why(const struct survival_law *law, double rescued);

#endif
