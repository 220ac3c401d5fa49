/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Table cells: the further cells of a CSV row, each with the comma before it. Whether out took them, closing tells. */
#ifndef PLATEAU_ANALYSIS_TABLE_CELL_H
#define PLATEAU_ANALYSIS_TABLE_CELL_H

#include <stdio.h>

/* At most 10 significant digits; NaN: an empty cell. Cannot fail. */
void table_cell_number(FILE *out, double value);

/* Quoted where it needs to be. Cannot fail. */
void table_cell_text(FILE *out, const char *text);

#endif
