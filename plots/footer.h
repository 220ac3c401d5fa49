/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Footers: where a chart's figures come from, in one line: scenario and its file, seed, plays, version of the
 * program, and whether the plays agree with the exact calculation. No times and no folders, so that the same
 * run gives the same chart anywhere.
 */
#ifndef PLATEAU_PLOTS_FOOTER_H
#define PLATEAU_PLOTS_FOOTER_H

#include "analysis/comparison.h"
#include "analysis/findings.h"

enum { FOOTER_SIZE = 1300 };

/*
 * "A three-rep agency (baseline.csv) · seed 1 · 10,000 plays · plateau 0.1.0 · plays agree with ...". Where they do
 * not agree the footer begins with a warning. Long names are cut. Cannot fail.
 */
void footer_of(const struct findings *findings, char out[FOOTER_SIZE]);

/*
 * Of a comparison: "The base: A three-rep agency · seed 1 · 10,000 plays of each scenario, with the same luck · plateau
 * 0.1.0". Cannot fail.
 */
void footer_of_comparison(const struct comparison *comparison, char out[FOOTER_SIZE]);

#endif
