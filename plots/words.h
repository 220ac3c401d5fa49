/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Words: figures as a chart says them. A figure is rounded once, to three significant digits (four if it begins with 1
 * and is below a million), and every headline and label prints the same rounded text: "$20,400" in both places, never
 * 20,372 here and 20.4k there.
 */
#ifndef PLATEAU_PLOTS_WORDS_H
#define PLATEAU_PLOTS_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/support/text.h"

enum { WORDS_SIZE = TEXT_NUMBER + 8 }; /* a number, its minus sign as U+2212 */

/* 20372 -> "$20,400", 1234567 -> "$1.23M", 3.5 -> "$3.50", -12346 -> "−$12,350"; NaN -> "". Returns out. */
const char *words_money(double value, const char *currency, char out[WORDS_SIZE]);

/* The same with its sign in any case: "+$20,400", "−$12,350"; 0 has none. Returns out. */
const char *words_change(double value, const char *currency, char out[WORDS_SIZE]);

/* What follows a "±": two digits are enough of an error, 2509 -> "2,500". At least 0. Returns out. */
const char *words_error(double value, char out[WORDS_SIZE]);

/* Points of NPS, whole: 23.6 -> "24", -3.2 -> "−3"; NaN -> "". Where that would have another rating, with a decimal:
   19.85 -> "19.9". Returns out. */
const char *words_points(double value, char out[WORDS_SIZE]);

/* Copies a number, an ASCII minus at its start as the true sign U+2212. Returns out. */
const char *words_minus(const char *number, char out[WORDS_SIZE]);

/* True if the currency stands behind its figures, as EUR and kr do. */
bool words_currency_behind(const char *currency);

/*
 * Figures that a reader adds up in his head: all are rounded to one step, four digits of the largest of them, and
 * written in one unit. Of 412345, 371108 and 41237 the step is 100: "$412,300", "$371,100", "$41,200".
 */
struct words_scale {
    double step; /* figures are multiples of it; at least a cent */
    double unit; /* 1, or 1e6 ("M") and so on for figures that would be long */
    int decimals;
    char letter[2];
};
struct words_scale words_scale_of(double largest);

/* The multiple of the step that is nearest. */
double words_on_scale(const struct words_scale *scale, double value);

/* That, as text; change: with its sign in any case, as words_change. Returns out. */
const char *words_scaled(const struct words_scale *scale, double value, bool change, const char *currency,
                         char out[WORDS_SIZE]);

/* How many times as large: 2.43 -> "2.4", 9.04 -> "9", 31.7 -> "32"; above 1000 "1,234". Returns out. */
const char *words_times(double ratio, char out[WORDS_SIZE]);

/* A share as whole per cent, never rounded up to a bound it has not reached: 0.9496 -> 94. share in [0, 1]. */
int words_percent_below(double share);

/* A share as whole per cent to the nearest, but never 100 if it is not: 0.9996 -> 99. */
int words_percent(double share);

/* That as text, "<1" where there is something that would round to 0: 0.0004 -> "<1", 0 -> "0". Returns out. */
const char *words_percent_text(double share, char out[WORDS_SIZE]);

/*
 * Shares of a whole as whole per cent that sum to 100: all rounded down, what is left goes to the largest remainders.
 * 2, 1 and 3 -> 33, 17 and 50. Parts below 0 count as 0; all 0 if there is nothing. count <= 8.
 */
enum { WORDS_PARTS = 8 };
void words_shares(const double *part, size_t count, int *share);

#endif
