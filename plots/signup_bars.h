/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sign-up bars: where new clients come from, year by year (or month by month in a short plan): signed by reps, leads
 * that returned, referred, won back. The won back are no sign-ups, but they are clients gained.
 */
#ifndef PLATEAU_PLOTS_SIGNUP_BARS_H
#define PLATEAU_PLOTS_SIGNUP_BARS_H

#include <stdbool.h>
#include <stdio.h>

#include "analysis/findings.h"

/* Writes the script that draws signups.png. Write errors stay in out's error flag. */
void signup_bars_write(FILE *out, const struct findings *findings);

/* True if new clients come from more than one source. */
bool signup_bars_wanted(const struct findings *findings);

#endif
