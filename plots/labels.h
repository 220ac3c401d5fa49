/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels: texts at the ends of lines, pushed apart so that none lies on another. */
#ifndef PLATEAU_PLOTS_LABELS_H
#define PLATEAU_PLOTS_LABELS_H

#include <stddef.h>

enum { LABELS_MOST = 16 };

/*
 * Moves count places (at most LABELS_MOST) as little as possible so that neighbours are at least `apart` from
 * each other and all lie in [low, high]. Their order is kept; equal places keep the order of the array, first
 * on top. If they cannot all fit, they are spread evenly from high down to low. Cannot fail.
 */
void labels_push(double *place, size_t count, double apart, double low, double high);

#endif
