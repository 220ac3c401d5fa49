/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Letters: how wide a text will be on a chart, so that it can be wrapped or cut before gnuplot draws it;
 * gnuplot itself lets a long text run off the edge without a word. Widths are those of DejaVu Sans; a
 * substitute font differs by a few per cent, which the margins allow for.
 * Example: "$20,000" is 3.82 em wide; at 18 points (24 pixels an em) that is 92 pixels.
 */
#ifndef PLATEAU_PLOTS_LETTERS_H
#define PLATEAU_PLOTS_LETTERS_H

#include <stdbool.h>
#include <stddef.h>

enum { LETTERS_LINE = 400 }; /* room for one line of a chart, in bytes with the NUL */

struct letters_face {
    double points; /* 3 points are 4 pixels */
    bool bold;
};

/* Bytes of the well-formed UTF-8 character at the start of text; 0 if there is none. Cannot fail. */
size_t letters_character(const char *text);

/* Pixels. Cannot fail; bytes that are not UTF-8 count as one letter each. */
double letters_width(const char *text, struct letters_face face);

/*
 * Copies text, and if it is wider than pixels (or longer than a line has room for) cuts it after a whole
 * character and closes it with an ellipsis. Returns out.
 */
const char *letters_cut(const char *text, double pixels, struct letters_face face, char out[LETTERS_LINE]);

/*
 * Breaks text at blanks into at most `most` lines (at least 1), none wider than pixels, as even as may be. A
 * newline breaks as well; a blank before "%" is no place to break. What does not fit ends in an ellipsis. Returns the
 * number of lines filled, at least 1.
 */
size_t letters_wrap(const char *text, double pixels, struct letters_face face, char line[][LETTERS_LINE], size_t most);

#endif
