/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory: arrays whose size cannot overflow. */
#ifndef PLATEAU_SUPPORT_MEMORY_H
#define PLATEAU_SUPPORT_MEMORY_H

#include <stddef.h>

#include "sim/support/status.h"

/* count zeroed elements of size bytes (at least one byte); NULL when memory is short. free() it. */
void *memory_array(size_t count, size_t size);

/* As memory_array, for three factors: rows x columns x size, checked for overflow. */
void *memory_grid(size_t rows, size_t columns, size_t size);

/*
 * As memory_grid, for tens of megabytes that are written once from end to end: asks the system for large pages,
 * since the first touch of 4 KiB pages took a third of a small run. NOT zeroed. free() it.
 */
void *memory_large(size_t rows, size_t columns, size_t size);

/*
 * Makes room for one more element in *array, which holds count of them and has room for *room;
 * grows by doubling. Returns ERR_MEMORY and leaves everything as it was when memory is short.
 */
enum status memory_grow(void **array, size_t count, size_t *room, size_t size) MUST_USE;

#endif
