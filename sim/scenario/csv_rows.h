/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rows of a CSV file, each field with the line and column where it begins. The one door to
 * libcsv: it is fed byte by byte, since only then is a field's place known.
 *
 * Refused, each with a message of its own: UTF-16, bytes that are not UTF-8, control characters
 * (NUL too), a lone carriage return, quotes out of place or left open, semicolons or tabs as
 * separators, fields over 64 KiB, rows over 1,000 fields. Accepted: a byte order mark, CRLF, no newline
 * at the end. Blank rows (",,," too) are passed over; blanks round an unquoted field are dropped.
 */
#ifndef PLATEAU_SCENARIO_CSV_ROWS_H
#define PLATEAU_SCENARIO_CSV_ROWS_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/support/faults.h"
#include "sim/support/status.h"

enum { CSV_ROWS_FIELD = 64 * 1024, CSV_ROWS_FIELDS = 1000 };

struct csv_field {
    const char *text; /* never NULL; valid only while the row is visited */
    size_t line, column;
};

struct csv_row {
    const struct csv_field *field; /* at least one */
    size_t count;
};

struct csv_rows_options {
    const char *path;      /* for messages */
    bool comments;         /* lines that begin with # are left out */
    bool newline_in_quote; /* a quoted field may run over several lines */
};

/* Sees one row. Anything but OK stops the reading, and is returned by csv_rows_read. */
typedef enum status csv_rows_visit(void *context, const struct csv_row *row);

/*
 * Visits all rows in order, the header row first. Stops at the first fault of the file itself, after
 * the rows before it were visited, and returns ERR_INPUT; ERR_MEMORY.
 */
enum status csv_rows_read(const void *bytes, size_t size, const struct csv_rows_options *options, csv_rows_visit *visit,
                          void *context, struct faults *faults) MUST_USE;

#endif
