/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Words: figures as a chart says them. A figure is rounded once, to three significant digits (four if it begins with 1
 * and is below a million), and every headline and label prints the same rounded text: "$20,400" in both places, never
 * 20,372 here and 20.4k there.
 */
#ifndef PLATEAU_PLOTS_WORDS_H
#define PLATEAU_PLOTS_WORDS_H

#include "sim/support/text.h"

enum { WORDS_SIZE = TEXT_NUMBER + 8 }; /* a number, its minus sign as U+2212 */

/* The value to three significant digits, four if it begins with 1: 20372 -> 20400, 101500 -> 101500, 0.12345 -> 0.1235;
 * 0 and what is not finite stay. */
double words_rounded(double value);

/* 20372 -> "$20,400", 1234567 -> "$1.23M", 3.5 -> "$3.50", -12346 -> "−$12,350"; NaN -> "". Returns out. */
const char *words_money(double value, const char *currency, char out[WORDS_SIZE]);

/* Copies a number, an ASCII minus at its start as the true sign U+2212. Returns out. */
const char *words_minus(const char *number, char out[WORDS_SIZE]);

/* A share as whole per cent, never rounded up to a bound it has not reached: 0.9496 -> 94. share in [0, 1]. */
int words_percent_below(double share);

#endif
