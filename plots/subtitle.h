/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Subtitles: what stands under every chart's title. The first line names the scenario, the metric and its unit; the
 * second says what the marks are, and of how many plays; the third has what else must be known.
 */
#ifndef PLATEAU_PLOTS_SUBTITLE_H
#define PLATEAU_PLOTS_SUBTITLE_H

#include <stdbool.h>

#include "analysis/findings.h"

enum { SUBTITLE_SIZE = 1000 };

/*
 * "A three-rep agency: revenue a month", and a line each for marks and remark (both may be NULL or empty). A long name
 * is cut so that the metric stays whole. Cannot fail.
 */
void subtitle_of(const struct findings *findings, const char *metric, const char *marks, const char *remark,
                 char out[SUBTITLE_SIZE]);

/* The same of anything that has a name. Cannot fail. */
void subtitle_of_name(const char *name, const char *metric, const char *marks, const char *remark,
                      char out[SUBTITLE_SIZE]);

/* What makes the plays differ: "luck only", or "luck and unsure inputs". */
const char *subtitle_luck(bool uncertain);

/* What the exact figures are called: "exact mean", or "mean of exact results" where the inputs were drawn too. */
const char *subtitle_exact(bool uncertain);

/*
 * The same of figures that are always worked out from the means of the inputs: steady state, lifetime value, cohorts.
 */
const char *subtitle_at_means(bool uncertain);

#endif
