/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A heat map with its numbers: cells in rows and columns, the darker the larger, in one hue. A cell may have a second,
 * smaller line; one without a value is grey with its text, or not there if it has none.
 */
#ifndef PLATEAU_PLOTS_HEAT_MAP_H
#define PLATEAU_PLOTS_HEAT_MAP_H

#include <stdio.h>

#include "plots/words.h"

enum { HEAT_MAP_ROWS = 13, HEAT_MAP_COLUMNS = 12, HEAT_MAP_TEXT = 96 };

struct heat_cell {
    double value; /* NaN: none */
    char text[WORDS_SIZE], under[WORDS_SIZE];
};

/* The name of a row or column, and a second line that may be empty. */
struct heat_name {
    char name[HEAT_MAP_TEXT], under[HEAT_MAP_TEXT];
};

struct heat_map {
    size_t rows, columns;
    struct heat_name row[HEAT_MAP_ROWS], column[HEAT_MAP_COLUMNS];
    struct heat_cell cell[HEAT_MAP_ROWS][HEAT_MAP_COLUMNS];
    const char *caption; /* above the columns */
    double low, high;    /* the values of the lightest and the darkest colour */
};

/* Writes axes, labels and the plot command, after style_begin and style_titles. Write errors stay in out's flag. */
void heat_map_write(FILE *out, const struct heat_map *self);

#endif
