/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading an amount: 12, -0.5, 1e6, 1/6, 8%, 8.00%, $10,000.00, and uniform(a,b),
 * triangular(low,mode,high), normal(mean,sd), lognormal(mean,sd), beta(mean,sd), whose arguments are
 * numbers of the same kind without thousands commas.
 */
#ifndef PLATEAU_SCENARIO_AMOUNT_PARSE_H
#define PLATEAU_SCENARIO_AMOUNT_PARSE_H

#include "sim/scenario/amount.h"
#include "sim/support/faults.h"

/*
 * Fills *self from text and returns true; else returns false, with *self untouched and one fault at the
 * place: "<subject> is 'text', which ...". subject is what the text is for: a parameter, a column.
 */
bool amount_parse(struct amount *self, const char *text, const char *subject, struct place at, struct faults *faults);

/* True if text begins as one of the distributions does: a name and "(". */
bool amount_parse_begins_distribution(const char *text);

#endif
