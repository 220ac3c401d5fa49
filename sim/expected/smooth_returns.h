/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the clients who are won back pay in the smooth course. Their mix is another one in every month, but clients of
 * one interval of z, quartile and new contract pay and leave alike, in all months whose life tables are the same: past
 * the plan's end that is all of them.
 */
#ifndef PLATEAU_EXPECTED_SMOOTH_RETURNS_H
#define PLATEAU_EXPECTED_SMOOTH_RETURNS_H

#include "sim/expected/smooth_growth.h"
#include "sim/plan/long_life.h"
#include "sim/plan/plan.h"

/*
 * Adds it to revenue[1 .. months]: of the returns of an offspring that is filled to that month, by life tables and
 * growth that reach it. Returns ERR_MEMORY.
 */
enum status smooth_returns_add(double *revenue, int months, const struct plan *plan, const struct offspring *offspring,
                               const struct smooth_growth *growth, struct long_life *lives) MUST_USE;

#endif
