/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The house style: all that charts have in common, written as gnuplot commands. A chart is 1920 x 1080 on white;
 * its title states the finding, its subtitle the metric, unit, band and plays, its footer where the figures come
 * from. Lines are labelled at their ends, with values, instead of in a key. Margins never move, so that charts
 * line up from page to page. Places on the page are shares of the screen, (0, 0) at the bottom left.
 *
 * A chart's recipe: style_begin, style_titles, the axes, its own data and labels, style_plot and its own plot
 * elements, style_end. User text enters a script through style_text and style_cell, and in no other way.
 */
#ifndef PLATEAU_PLOTS_STYLE_H
#define PLATEAU_PLOTS_STYLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "plots/tics.h"

enum { STYLE_WIDTH = 1920, STYLE_HEIGHT = 1080 };                                                    /* pixels */
enum { STYLE_TITLE = 32, STYLE_SUBTITLE = 20, STYLE_TEXT = 20, STYLE_LABEL = 18, STYLE_SMALL = 15 }; /* points */
enum { STYLE_TIC_PIXELS = 122 }; /* room for the text of a tic left of the axis */

/* Okabe and Ito's colours, which colour-blind readers can tell apart, and four greys. */
#define STYLE_INK    "#1f2933"
#define STYLE_MUTED  "#5b6672"
#define STYLE_GRID   "#e4e7eb"
#define STYLE_BAR    "#8b97a3" /* what is neither good nor bad */
#define STYLE_BLUE   "#0072B2"
#define STYLE_ORANGE "#D55E00"
#define STYLE_GREEN  "#00805C" /* darker than theirs, and so is the purple: texts have these colours too */
#define STYLE_PURPLE "#9B4F80"

/* A plot's edges on the screen. Right of it, as far as `labels`, is room for the labels at the lines' ends. */
struct style_frame {
    double left, right, bottom, top, labels;
};
extern const struct style_frame STYLE_FRAME; /* of a chart with one plot */

/* A label at the end of a line: text in one colour, level with value where there is room. */
struct style_label {
    double value; /* on the vertical axis; the label of a value above the axis stands at its top */
    const char *colour;
    bool bold;
    char text[160];
};

/*
 * Writes text as one gnuplot string that can neither end early nor be expanded: in single quotes, where nothing
 * but a quote means anything; and a quote becomes the typographic one (doubled, as the manual has it, gnuplot 5.4
 * misreads it at the beginning of a text). What is not a printable character (control characters, line and
 * paragraph separators, direction marks) becomes a blank, a byte that is not UTF-8 a "?". Safe only where
 * enhanced text is off, as style_begin sets it.
 */
void style_text(FILE *out, const char *text);

/* The same for a cell of a datablock: no quotes; TAB, which ends a cell, as a blank. Lead every row with a number. */
void style_cell(FILE *out, const char *text);

/* "#0072B2" as the number that "rgb variable" takes. */
long style_colour_number(const char *colour);

/* A number for a datablock: NaN for what is not finite, which gnuplot skips. */
void style_number(FILE *out, double value);

/* Opens and closes a datablock called name (letters only). Cells end with TAB. */
void style_data(FILE *out, const char *name);
void style_data_end(FILE *out);

/* How every script begins. */
#define STYLE_FIRST_LINE "# Drawn by plateau."

/*
 * The head of a script that draws name.png, or, where the variable plateau_draws is 'svg', an SVG of the same
 * layout. style_end closes it.
 */
void style_begin(FILE *out, const char *name);
void style_end(FILE *out);

/*
 * Several plots on the page: style_panels once, then style_panel before all that
 * belongs to each; the titles belong to the first. style_panels_end after the last.
 */
void style_panels(FILE *out);
void style_panel(FILE *out, const struct style_frame *frame);
void style_panels_end(FILE *out);

/* Moves the plot's edges. */
void style_margins(FILE *out, const struct style_frame *frame);

/*
 * Title (at most two lines), subtitle (at most three) and footer (one), wrapped and cut to the page. A
 * newline in the subtitle begins a line. alarm: the footer is a warning that nobody may overlook.
 */
void style_titles(FILE *out, const char *title, const char *subtitle, const char *footer, bool alarm);

/* The width of the page between its margins. */
double style_page_pixels(void);

/* The axes; a caption says what and in which unit: the vertical one's lies across its top. */
void style_vertical(FILE *out, const struct style_frame *frame, const struct tics *tics, const char *caption);
void style_horizontal(FILE *out, const struct tics *tics, const char *caption);

/* Labels at the lines' right ends, pushed apart; one that had to move is tied to its line's end. */
void style_line_labels(FILE *out, const struct style_frame *frame, const struct style_label *label, size_t count,
                       const struct tics *vertical);

/* Where a value of the vertical axis, or of the horizontal one, lies on the screen. */
double style_screen_y(double value, const struct style_frame *frame, const struct tics *vertical);
double style_screen_x(double value, const struct style_frame *frame, const struct tics *horizontal);

/* The height of a line of text on the screen, so many points high. */
double style_line(double points);

/* One label at a place on the screen; align: "left", "center", "right". */
void style_label_at(FILE *out, double x, double y, const char *align, const char *text, double points, bool bold,
                    const char *colour);

#endif
