/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Overlay: the expected courses of the scenarios of a comparison in one picture. The base is dark; the scenarios that
 * end clearly above or below it have colours, at most three and one; the others are grey. Names and values stand at the
 * lines' ends.
 */
#ifndef PLATEAU_PLOTS_OVERLAY_H
#define PLATEAU_PLOTS_OVERLAY_H

#include <stdio.h>

#include "plots/rivals.h"
#include "plots/style.h"

struct overlay {
    const struct rivals *rivals;                                /* not owned */
    const double *(*course)(const struct contender *contender); /* [month 0..H]; NaN where there is none */
    int (*verdict)(const struct rivals *rivals, size_t i);      /* does it end above the base? 1, 0, -1 */
    const char *(*words)(double value, const char *currency, char out[WORDS_SIZE]);
    int first; /* month on the chart */
};

/* The value in the last month in which there is one; NaN if there never is. */
double overlay_end(const struct overlay *self, size_t i);

/* The highest end among those that end clearly above the base; SIZE_MAX if none does. */
size_t overlay_best(const struct overlay *self);

/* Is a scenario drawn in grey, so that a reader needs to know what that means? */
bool overlay_has_grey(const struct overlay *self);

/* The lowest and the largest value, 0 included. */
void overlay_range(const struct overlay *self, double *lowest, double *largest);

/* Where the plot ends and its labels begin. */
extern const double OVERLAY_RIGHT;

/* The axis of months and the data; then labels and the plot command, on a frame with a vertical axis. */
void overlay_data(FILE *out, const struct overlay *self);
void overlay_plot(FILE *out, const struct overlay *self, const struct style_frame *frame, const struct tics *axis,
                  const char *currency);

#endif
