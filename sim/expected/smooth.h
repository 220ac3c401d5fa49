/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The smooth course: expected revenue with arrivals at their smooth rate, the plan's dated values, and the last ones
 * beyond its end, where the seats' states go on to their duty cycle. Grown fees are not rounded here.
 * Source: design section 6, plateau.month95.
 */
#ifndef PLATEAU_EXPECTED_SMOOTH_H
#define PLATEAU_EXPECTED_SMOOTH_H

#include "sim/plan/plan.h"

/* Fills revenue[0 .. months], months at most SEATS_MONTHS. Returns ERR_MEMORY. */
enum status smooth_revenue(double *revenue, const struct plan *plan, int months) MUST_USE;

#endif
