/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cohorts: clients by when they signed, and how many of them are still there so many months later: the table that
 * shows whether later clients stay longer than earlier ones.
 * Example: 10 % leave every month; those of months 1-6: 100 %, after a month 90 %, after three 72.9 %.
 */
#ifndef PLATEAU_ANALYSIS_COHORTS_H
#define PLATEAU_ANALYSIS_COHORTS_H

#include "analysis/findings.h"

/*
 * Fills self->cohorts, self->cohort_age: months 1..H in equal spans (the shortest of 1, 3, 6, 12, 24, ... months that
 * gives at most COHORT_SPANS of them; the last one may be cut short by the plan's end), ages that are natural and
 * below H. Returns ERR_MEMORY.
 */
enum status cohorts_fill(struct findings *self) MUST_USE;

#endif
