/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A setting: the path of one parameter over the months, each step with where it came from.
 * A row with month m replaces the path from m on; a relative row acts on every value from m on.
 */
#ifndef PLATEAU_SCENARIO_SETTING_H
#define PLATEAU_SCENARIO_SETTING_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/scenario/amount.h"
#include "sim/scenario/parameter.h"
#include "sim/support/faults.h"
#include "sim/support/status.h"

/* Where a row stands. */
struct origin {
    const char *file; /* owned by the scenario; "--set PARAM=VALUE", line 0, for the command line */
    size_t line, column;
};

/* One row's part in a value: the value itself, or a change of what stood before. */
struct change {
    char operation;       /* '=' '+' '-' '*' */
    struct amount amount; /* a number or a distribution */
    struct origin origin;
    enum parameter_id id; /* as written: CONTRACT_SHARE in each of the four that it sets */
    int month;            /* of the row */
    size_t row;           /* how many rows acted before it: rows of lower layers come first */
};

/* The value from a month on: an absolute value (or the default), then changes in order. */
struct step {
    int month;             /* from this month on */
    struct change *change; /* owned */
    size_t changes;
    double value; /* at the means of its distributions */
};

struct setting {
    enum parameter_id id;
    size_t item;
    struct step *step; /* owned: ascending months; months before the first have the default */
    size_t steps;
    char *text; /* owned: texts only */
    struct origin text_origin;
};

enum { SETTING_CHANGES = 100 }; /* the most changes that may act on one value */

/*
 * Lets a change act from month on: '=' replaces the path from there, the others act on every value
 * from there on. fallback is the value before the first step. change is copied.
 * Returns ERR_RANGE, with nothing changed, when a relative change would meet a blank (NaN) value;
 * ERR_CHECK, likewise, beyond SETTING_CHANGES; ERR_MEMORY.
 */
enum status setting_change(struct setting *self, double fallback, int month, const struct change *change) MUST_USE;

/* The last step at or before month, or NULL where the default is in force. */
const struct step *setting_step(const struct setting *self, int month);

/* The value in force in a month. */
double setting_value(const struct setting *self, double fallback, int month);

/* What one change makes of a value, at the mean. */
double setting_changed(double value, const struct change *change);

/* The same with another number in place of the change's own amount. */
double setting_changed_by(double value, const struct change *change, double operand);

/* True if a distribution has a part in the value; NULL, the default, is sure. */
bool setting_is_unsure(const struct step *step);

/* An origin as the place of a fault. */
struct place setting_place(const struct origin *origin);

void setting_free(struct setting *self);

#endif
