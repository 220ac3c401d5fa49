/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The manifest: what a run's tables were made from, and what their words mean, so that they can be made again.
 * No times and no thread counts: the same run gives the same bytes.
 */
#ifndef PLATEAU_ANALYSIS_MANIFEST_H
#define PLATEAU_ANALYSIS_MANIFEST_H

#include <stdio.h>

#include "analysis/comparison.h"
#include "analysis/findings.h"
#include "sim/scenario/scenario.h"

/* Writes manifest.csv: rows of key,value. Whether out took it, closing tells. Cannot fail. */
void manifest_write(FILE *out, const struct findings *findings, const struct scenario *scenario);

/* What a comparison was made from. Nothing is owned. */
struct manifest_inputs {
    const struct scenario *const *scenario; /* [count]: the base and the others, in their order */
    size_t count;
    const char *const *sets; /* --set options; NULL if set_count is 0 */
    size_t set_count;
};

/* The same of a comparison; a file that several scenarios are made of is listed once. Cannot fail. */
void manifest_write_comparison(FILE *out, const struct comparison *comparison, const struct manifest_inputs *inputs);

#endif
