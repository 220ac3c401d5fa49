/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tics: where an axis has its marks, and what stands at them. The texts come from here because gnuplot's own
 * formats write "$-100k" and no thousands separators.
 */
#ifndef PLATEAU_PLOTS_TICS_H
#define PLATEAU_PLOTS_TICS_H

#include <stdbool.h>
#include <stddef.h>

#include "plots/words.h"

enum { TICS_MOST = 20 };

struct tics {
    size_t count;
    double at[TICS_MOST];
    char text[TICS_MOST][WORDS_SIZE];
    double low, high; /* the axis, its tics and some room round the data included */
    bool bare;        /* money whose currency would not fit at every tic: the axis caption must name it */
};

/*
 * A money axis that holds 0 and all values from lowest to largest, with 4 to 8 tics at steps of 1, 2, 2.5 or 5 times
 * a power of ten and at least 8 % free above largest, and as much below lowest where that is under 0. Nothing but 0:
 * the one tic 0. Cannot fail.
 */
void tics_money(struct tics *self, double lowest, double largest, const char *currency);

/* The same with at most `most` tics (at least 2): for a low panel, or a narrow one. */
void tics_few_money(struct tics *self, double lowest, double largest, size_t most, const char *currency);

/* Shares from 0 to 100 %, in quarters. Cannot fail. */
void tics_share(struct tics *self);

/*
 * Months first..last: both ends, and between them multiples of a step that is natural for months
 * (1, 2, 3, 6, 12, ...) with room for their texts: at most `most` intervals. Cannot fail.
 */
void tics_months(struct tics *self, int first, int last, int most);
enum { TICS_MONTHS = 12 }; /* intervals for the width of the page */

#endif
