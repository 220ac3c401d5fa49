/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * NPS zones: what a score means, as faint bands behind a chart whose vertical axis is NPS, named left of it:
 * 0 or less bad, to 20 needs work, to 30 good, above unicorn. Source: fact A11.
 */
#ifndef PLATEAU_PLOTS_NPS_ZONES_H
#define PLATEAU_PLOTS_NPS_ZONES_H

#include <stdio.h>

#include "plots/style.h"

/* The frame of such a chart: the house's, with room for the names on the left. */
struct style_frame nps_zones_frame(double right);

/* A vertical axis that holds 0 and all scores from lowest to largest. Cannot fail. */
void nps_zones_tics(double lowest, double largest, struct tics *axis);

/* Draws that axis, with its caption and the zones. */
void nps_zones_axis(FILE *out, const struct style_frame *frame, const struct tics *axis);

#endif
