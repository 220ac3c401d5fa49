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
    double low, high; /* the axis, its tics and some room above the data included */
    bool bare;        /* money whose currency would not fit at every tic: the axis caption must name it */
};

/*
 * A money axis from 0 that holds values up to largest, with 4 to 7 tics at steps of 1, 2, 2.5 or 5 times a
 * power of ten and at least 8 % free above largest. largest 0: the one tic 0. Cannot fail.
 */
void tics_money(struct tics *self, double largest, const char *currency);

/*
 * Plan months first..last: both ends, and between them multiples of a step that is natural for months
 * (1, 2, 3, 6, 12, ...) with room for their texts. Cannot fail.
 */
void tics_months(struct tics *self, int first, int last);

#endif
