/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A scenario: what the user wrote, read from its layers (base file, with files, own rows, --set),
 * checked, and answered parameter by parameter and month by month. Nothing here knows the model's
 * mathematics; sim/plan compiles a scenario for the engines. Source: design section 4.
 */
#ifndef PLATEAU_SCENARIO_SCENARIO_H
#define PLATEAU_SCENARIO_SCENARIO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/scenario/book.h"
#include "sim/scenario/names.h"
#include "sim/scenario/parameter.h"
#include "sim/scenario/setting.h"
#include "sim/support/faults.h"
#include "sim/support/status.h"

/* A file that was read, for the manifest. */
struct input_file {
    char *path; /* owned: as it was opened */
    uint64_t fingerprint;
};

struct scenario {
    char *name;               /* owned: the `name` row, else the file's name without .csv */
    char *path;               /* owned: as given on the command line */
    struct names classes;     /* rep classes, in order of first appearance (layers from the ground up) */
    struct names contracts;   /* contract names, likewise */
    struct setting *settings; /* owned: one per parameter and item that some row gave */
    size_t setting_count;
    uint32_t *slot; /* owned: where each parameter and item stands in settings, plus 1; 0 = nowhere */
    size_t first_slot[PARAMETER_COUNT + 1]; /* where a parameter's items begin in slot */
    char **set_texts;                       /* owned, each owned: "--set PARAM=VALUE", the origin of its value */
    size_t set_count;
    struct input_file *files; /* owned: every scenario file and the client list, in reading order */
    size_t file_count;
    struct book book;   /* the existing clients; empty without book.file */
    struct root_spend { /* the spend law of the root base file, month 1, its own rows only */
        bool lognormal; /* a lognormal law with a mean and cv above 0 */
        double mean, cv;
    } root_spend;
    struct faults notes; /* advice: rows after the end, rows that do nothing, ... */
    size_t unsure;       /* rows in force with a distribution; scenario_notes_unsure says so */
};

/*
 * Reads path ("-" is standard input) with its layers, applies sets ("PARAM[@MONTH]=VALUE", may be
 * NULL if set_count is 0), reads the client list, checks everything. All faults are collected.
 * On failure *self is empty. Returns ERR_INPUT, ERR_FILE, ERR_MEMORY. Free with scenario_free.
 */
enum status scenario_read(struct scenario *self, const char *path, const char *const *sets, size_t set_count,
                          struct faults *faults) MUST_USE;

/*
 * As scenario_read, from bytes in memory that are called `name` in messages. Opens no file: base and with
 * are errors, and of a client list the caller may have the bytes read (book_read.h).
 */
enum status scenario_read_bytes(struct scenario *self, const char *name, const void *bytes, size_t size,
                                const char *const *sets, size_t set_count, struct faults *faults) MUST_USE;
void scenario_free(struct scenario *self);

/*
 * The value in force in plan month `month` (from 1): what the last row at or before it says, else the
 * table's default. item: the index of the rep class or contract, or quartile - 1, by the pattern of the
 * parameter; 0 where it has none. Months count past plan.months: the last value goes on.
 * Blank parameters (concentration, spend.q1, ...) are NaN. yes/no is 1/0; a word is its index in the
 * parameter's list of words. Distributions give their mean.
 */
double scenario_number(const struct scenario *self, enum parameter_id id, size_t item, int month);

/* The text of a text parameter, or NULL if not given. Owned by the scenario. */
const char *scenario_text(const struct scenario *self, enum parameter_id id, size_t item);

/* The setting of a parameter, or NULL if no row gave it. */
const struct setting *scenario_setting(const struct scenario *self, enum parameter_id id, size_t item);

/* How many items a parameter has: rep classes, contracts, 4 quartiles, else 1 (0 for expect.<metric>). */
size_t scenario_items(const struct scenario *self, enum parameter_id id);

enum { SCENARIO_NAME = 128 };

/* A parameter's full name, such as "contract.month.fee". Returns out. */
const char *scenario_parameter_name(const struct scenario *self, enum parameter_id id, size_t item,
                                    char out[SCENARIO_NAME]);

/* plan.months. */
int scenario_months(const struct scenario *self);

/* plan.currency: the sign or word for money, $ if not given. Owned by the scenario, or static. Cannot fail. */
const char *scenario_currency(const struct scenario *self);

/* True if two months have equal values for every parameter whose month is `whose`. */
bool scenario_same_month(const struct scenario *self, enum whose_month whose, int month_a, int month_b);

#endif
