/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The value cell of a row: what it changes in a parameter, checked against what the parameter takes.
 * 12, 8%, yes, poisson, normal(8%,1%) set it; +=1, -=5%, *=1.1 change what stands below.
 */
#ifndef PLATEAU_SCENARIO_VALUE_H
#define PLATEAU_SCENARIO_VALUE_H

#include <stdbool.h>

#include "sim/scenario/setting.h"
#include "sim/support/faults.h"

/*
 * Fills *change from text. A yes or no becomes 1 or 0, a word its number, a blank cell (where blank
 * means something) NaN. Returns false, with one fault at origin, if text is nothing for the parameter.
 * name is the parameter's full name. Texts have no change: see value_check_text.
 */
bool value_read(struct change *change, const struct parameter *parameter, const char *name, const char *text,
                const struct origin *origin, struct faults *faults);

/* True if text will do for a text parameter (blank: not given); else false, with one fault. */
bool value_check_text(const struct parameter *parameter, const char *name, const char *text,
                      const struct origin *origin, struct faults *faults);

#endif
