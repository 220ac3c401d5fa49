/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Chart sets: the charts that belong together in one folder, of a run or of a comparison. All scripts are saved first,
 * then all pictures drawn, several at once.
 */
#ifndef PLATEAU_PLOTS_CHART_SET_H
#define PLATEAU_PLOTS_CHART_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "sim/support/faults.h"
#include "sim/support/status.h"

/* Formats; add them up for several. */
enum { CHART_SET_PNG = 1, CHART_SET_SVG = 2 };

struct chart_set {
    size_t count;
    const char *(*name)(const void *subject, size_t chart); /* of its files; letters, digits and "-" only */
    bool (*wanted)(const void *subject, size_t chart);      /* is there anything to draw? */
    void (*write)(FILE *out, const void *subject, size_t chart);
    const void *subject; /* what they show. Not owned */
};

/*
 * Saves the script of every chart that is wanted under folder/charts, then draws them into folder, which must exist, in
 * each of the formats. What earlier runs left there of the other charts, or in other formats, is removed. *drawn is the
 * number of charts drawn, also on failure. The first failure ends the drawing. Returns ERR_CHART, ERR_FILE, ERR_MEMORY,
 * with the story in faults.
 */
enum status chart_set_draw(const struct chart_set *self, const char *folder, unsigned formats, size_t *drawn,
                           struct faults *faults) MUST_USE;

#endif
