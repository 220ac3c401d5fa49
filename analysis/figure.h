/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures: how a struct figure begins, and when it is there. */
#ifndef PLATEAU_ANALYSIS_FIGURE_H
#define PLATEAU_ANALYSIS_FIGURE_H

#include <stdbool.h>

#include "analysis/findings.h"

/* A figure that has only an exact value (NaN: none, for the reason why). Cannot fail. */
struct figure figure_exact(double expected, const char *why);

/* The value to tell a reader: the exact one, else the mean of the plays; NaN if neither exists. */
double figure_value(const struct figure *self);

#endif
