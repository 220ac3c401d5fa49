/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The summary: the findings in a few lines of plain words, as `plateau run` prints them. What is not there (profit
 * where nothing costs anything, plays where none were played) is left out.
 * Source: design section 5.
 */
#ifndef PLATEAU_ANALYSIS_SUMMARY_H
#define PLATEAU_ANALYSIS_SUMMARY_H

#include <stdio.h>

#include "analysis/findings.h"

/* Writes the summary, a line each with its newline. Whether out took it is the caller's to ask. Cannot fail. */
void summary_write(FILE *out, const struct findings *findings);

#endif
