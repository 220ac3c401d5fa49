/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inflow: where new clients come from, their names and colours, in every chart the same and in the same order. */
#ifndef PLATEAU_PLOTS_INFLOW_H
#define PLATEAU_PLOTS_INFLOW_H

#include <stddef.h>

#include "sim/support/text.h"

enum inflow { INFLOW_REPS, INFLOW_RETURNED, INFLOW_REFERRED, INFLOW_WON_BACK, INFLOW_COUNT };
enum { INFLOW_WORDS = 200 };

const char *inflow_name(enum inflow inflow);   /* "Reps" */
const char *inflow_colour(enum inflow inflow); /* "#8b97a3" */

/*
 * Of 100 clients so many come from each: "66 come from reps, 25 are referred and 9 are won back"; whole numbers that
 * sum to 100, what rounds to 0 left out. "" if there is nobody. Returns out.
 */
const char *inflow_of_100(const double clients[INFLOW_COUNT], char out[INFLOW_WORDS]);

/* How many of them bring anybody. */
size_t inflow_present(const double clients[INFLOW_COUNT]);

/* So many clients, expected: "0.07", "12.3", "145". Returns out. */
const char *inflow_clients(double count, char out[TEXT_NUMBER]);

#endif
