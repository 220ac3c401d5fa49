/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The NPS fan: the NPS of all clients month by month, exactly and as the plays gave it, against that of new clients.
 * It drifts, since detractors leave sooner; and it moves with lifts and with care. Source: fact A11.
 */
#ifndef PLATEAU_PLOTS_NPS_FAN_H
#define PLATEAU_PLOTS_NPS_FAN_H

#include <stdbool.h>
#include <stdio.h>

#include "analysis/findings.h"

/* Writes the script that draws nps.png. Write errors stay in out's error flag. */
void nps_fan_write(FILE *out, const struct findings *findings);

/* True if somebody may be a promoter or detractor, and somebody is a client in some month. */
bool nps_fan_wanted(const struct findings *findings);

#endif
