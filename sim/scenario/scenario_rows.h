/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rows of one scenario file: parameter, value and month as written, each with its place. What they
 * mean is not looked at here, only the shape of the file: its header row, its months, rows with
 * too many fields.
 */
#ifndef PLATEAU_SCENARIO_SCENARIO_ROWS_H
#define PLATEAU_SCENARIO_SCENARIO_ROWS_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/scenario/setting.h"
#include "sim/support/faults.h"
#include "sim/support/status.h"

enum {
    SCENARIO_ROWS_MOST = 10000, /* in one scenario, all its files together */
    SCENARIO_ROWS_TEXT = 4096,  /* bytes of a name or value */
    SCENARIO_LAST_MONTH = 1200
};

struct scenario_row {
    char *name; /* owned; value stands in the same block */
    const char *value;
    int month; /* 1 where the cell is blank */
    struct origin name_origin, value_origin, month_origin;
};

struct scenario_rows {
    struct scenario_row *row; /* owned */
    size_t count, room;
};

/*
 * Reads the rows of a file, at most `most` of them. path must outlive *self. Every fault of the file's shape is
 * reported, the other rows are kept; ERR_INPUT if there was one. ERR_MEMORY.
 */
enum status scenario_rows_read(struct scenario_rows *self, const char *path, const void *bytes, size_t size,
                               size_t most, struct faults *faults) MUST_USE;

/*
 * Adds the row that a "--set" text stands for: PARAM[@MONTH]=VALUE, where VALUE may be +=1 and the like
 * (PARAM+=1 is understood too). `at` ("--set ..." ) is where its faults are put and must outlive *self.
 */
enum status scenario_rows_set(struct scenario_rows *self, const char *text, const char *at,
                              struct faults *faults) MUST_USE;

void scenario_rows_free(struct scenario_rows *self);

#endif
