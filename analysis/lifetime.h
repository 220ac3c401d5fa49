/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lifetimes: how long clients stay is worked out with what they are worth (worth.h); here are the words for it.
 */
#ifndef PLATEAU_ANALYSIS_LIFETIME_H
#define PLATEAU_ANALYSIS_LIFETIME_H

#include "sim/plan/survival.h"

/* Why a life under this law has no finite mean, given that it has none. Static text. Cannot fail. */
const char *lifetime_why_endless(const struct survival_law *law);

/*
 * Rating of a mean lifetime in months, fact A1: under 6 "poor", from 6 "fair", from 12 "good", from 18
 * "excellent"; "" for NaN. A rounding error below a bound (12 - 1e-12) does not lower it. Cannot fail.
 */
const char *lifetime_rating(double months);

#endif
