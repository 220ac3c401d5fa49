/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The manifest: what a run's tables were made from, and what their words mean, so that they can be made again.
 * No times and no thread counts: the same run gives the same bytes.
 */
#ifndef PLATEAU_ANALYSIS_MANIFEST_H
#define PLATEAU_ANALYSIS_MANIFEST_H

#include <stdio.h>

#include "analysis/findings.h"
#include "sim/scenario/scenario.h"

/* Writes manifest.csv: rows of key,value. Whether out took it, closing tells. Cannot fail. */
void manifest_write(FILE *out, const struct findings *findings, const struct scenario *scenario);

#endif
