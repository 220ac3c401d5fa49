/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A fan: one monthly figure as the plays gave it (median, and the band that holds the middle 80 % of them)
 * and as it is exactly (dashed); or, where the mean is what is asked for, its line in the band. Without plays
 * (-n 0): the exact curve alone; with one play no band; a plan of one month: points. Where a plan is short and has few
 * clients its figures jump from month to month: such a fan has steps, every month as wide as its neighbours, since a
 * slope would show money between two months that nobody pays.
 */
#ifndef PLATEAU_PLOTS_FAN_H
#define PLATEAU_PLOTS_FAN_H

#include <stdbool.h>
#include <stdio.h>

#include "analysis/findings.h"
#include "plots/style.h"

enum { FAN_WORDS = 240, FAN_LABELS = 4 };

/* The line in the band. */
enum fan_line {
    FAN_MEDIAN, /* of the plays; the exact mean is dashed beside it */
    FAN_EXACT,  /* the exact mean alone */
    FAN_MEAN    /* the plays' mean alone; the exact one where there are none */
};

struct fan {
    const struct figure *figure; /* by month; not owned */
    size_t replicates;
    bool uncertain;
    const double *smooth; /* drawn in place of the exact mean, by month; NULL: the mean itself. Not owned */
    int first, last;      /* months on the chart */
    bool played;          /* there is a median */
    bool banded;          /* and a band: more than one play */
    bool stepped;
    enum fan_line line;
};

/* Of a series of the findings, months first..H. Cannot fail. */
struct fan fan_of(const struct findings *findings, enum series series, int first);

/* Of any figures [month 0..last]. Never in steps. Cannot fail. */
struct fan fan_of_figures(const struct figure *figure, int first, int last, enum fan_line line, size_t replicates,
                          bool uncertain);

/* The lowest and the largest value drawn, 0 included. */
void fan_range(const struct fan *self, double *lowest, double *largest);

/* The axis of the fan's months. */
void fan_months(const struct fan *self, struct tics *tics);

/* What the marks are, and how many plays they are made of: the first SAMPLE_KEPT where there were more. */
void fan_marks(const struct fan *self, char out[FAN_WORDS]);

/*
 * What each line is, and its value in the last month; currency NULL: points. Returns how many labels (at most
 * FAN_LABELS) were filled.
 */
size_t fan_labels(const struct fan *self, const char *currency, struct style_label label[FAN_LABELS]);

/* The fan's datablock, and the plot command that draws it, with `more` lines of the chart's own (NULL: none). name:
 * letters only. */
void fan_data(FILE *out, const struct fan *self, const char *name);
void fan_plot(FILE *out, const struct fan *self, const char *name, const char *more);

#endif
