/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Marks: months of a course that are worth a name. */
#ifndef PLATEAU_PLOTS_MARKS_H
#define PLATEAU_PLOTS_MARKS_H

#include <stdio.h>

#include "plots/style.h"

/*
 * A dotted line at a month, named at its top: right of it where there is room, else left. lines_down: so many lines of
 * text are left free above, for the name of another month, which the dotted line would cross.
 */
void marks_month(FILE *out, const struct style_frame *frame, const struct tics *months, int month, int lines_down,
                 const char *text, const char *colour);

/* A dot on the course. */
void marks_point(FILE *out, int month, double value, const char *colour);

#endif
