/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading the book from a client list: the columns that the book.* parameters name, cell by cell.
 * Every bad cell is a fault with its place. A client who has left is counted and not read further.
 */
#ifndef PLATEAU_SCENARIO_BOOK_READ_H
#define PLATEAU_SCENARIO_BOOK_READ_H

#include "sim/scenario/scenario.h"

enum { BOOK_LONGEST_TENURE = 12000, BOOK_FILE_MIB = 256 };

/*
 * Fills scenario->book from the file that book.file names, relative to the file of that row, and adds the
 * list to scenario->files. The scenario must be checked already. Returns ERR_INPUT, ERR_MEMORY, ERR_STOPPED.
 */
enum status book_read(struct scenario *scenario, struct faults *faults) MUST_USE;

/* As book_read, from a list in memory that is called path in messages. */
enum status book_read_bytes(struct scenario *scenario, const char *path, const void *bytes, size_t size,
                            struct faults *faults) MUST_USE;

#endif
