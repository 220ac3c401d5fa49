/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A client list: the user's own CSV file, one client a row, whose header names the columns. The caller
 * says which columns it wants; each row then comes with these cells only. A cell may run over lines in
 * quotes; a row may be short (its missing cells are blank), but not longer than the header.
 */
#ifndef PLATEAU_SCENARIO_CLIENT_LIST_H
#define PLATEAU_SCENARIO_CLIENT_LIST_H

#include <stddef.h>
#include <stdint.h>

#include "sim/scenario/csv_rows.h"
#include "sim/scenario/setting.h"
#include "sim/support/faults.h"
#include "sim/support/status.h"

/* A column that is wanted. */
struct client_list_column {
    const char *parameter; /* who wants it, for messages: "book.tenure" */
    const char *name;      /* as in the header; NULL if it is not wanted */
    struct origin origin;  /* where that name was given */
    size_t position;       /* filled by client_list_read */
};

/*
 * Sees the data row of that number (from 1, blank rows not counted): cell[i] is that of column[i], with
 * an empty text where the column is not wanted. Anything but OK stops the reading.
 */
typedef enum status client_list_visit(void *context, uint32_t row, const struct csv_field *cell);

/*
 * Reads a list. path is for messages. A missing column, a column named twice and rows that are too long
 * are faults, the latter one by one; ERR_INPUT then. ERR_MEMORY, or what visit returned.
 */
enum status client_list_read(const char *path, const void *bytes, size_t size, struct client_list_column *column,
                             size_t columns, client_list_visit *visit, void *context, struct faults *faults) MUST_USE;

#endif
