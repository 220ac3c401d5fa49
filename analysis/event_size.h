/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Event sizes: what a single event (a client that is there or lost, a bonus, a hire, ...) moves a series of one month
 * by, at most. For the self-check, which must not take a rare large event for a fault.
 * Example: the largest fee $5,000, growing by at most 20 %, commission 10 % on up to 12 bills, all of it back within
 * 6: an event of revenue is $6,000, of commissions $600, of clawbacks 5 x $600.
 */
#ifndef PLATEAU_ANALYSIS_EVENT_SIZE_H
#define PLATEAU_ANALYSIS_EVENT_SIZE_H

#include "sim/plan/plan.h"
#include "sim/plan/series.h"

/*
 * Fills size by series, in money or in clients. 0: the series does not go by luck. Of profit it is the largest of its
 * lines'; of cash the same, and an event counts again in every month after it. Cannot fail.
 */
void event_size_fill(double size[SERIES_COUNT], const struct plan *plan);

#endif
