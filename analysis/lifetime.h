/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lifetimes: how long clients stay is worked out with what they are worth (worth.h); here is the word for it. */
#ifndef PLATEAU_ANALYSIS_LIFETIME_H
#define PLATEAU_ANALYSIS_LIFETIME_H

/*
 * Rating of a mean lifetime in months, fact A1: under 6 "poor", from 6 "fair", from 12 "good", from 18
 * "excellent"; "" for NaN. A rounding error below a bound (12 - 1e-12) does not lower it. Cannot fail.
 */
const char *lifetime_rating(double months);

#endif
