/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/heat_map.h"

#include <math.h>

#include "plots/letters.h"
#include "plots/style.h"

static const struct style_frame FRAME = {.left = 0.20, .right = 0.97, .bottom = 0.075, .top = 0.655, .labels = 0.97};
static const double ROW_GAP = 0.012, PAGE_LEFT = 0.03;
static const double HALF_WIDTH = 0.485, HALF_HEIGHT = 0.47; /* of a cell: white gaps between them */
static const double TALLEST = 0.13;                         /* a row, on the screen */
enum { NUMBER = 22 };                                       /* points */

static const char NO_VALUE[] = "#eef0f2";

struct colour {
    double part[3]; /* red, green, blue: 0..255 */
};

/* One hue, light = low; a quarter of the way up it is already seen. */
static struct colour colour_of(double share)
{
    static const double at[] = {0, 0.35, 0.7, 1};
    static const double stop[][3] = {{232, 241, 250}, {158, 202, 225}, {49, 130, 189}, {8, 48, 107}};
    struct colour colour;
    int i = share < at[1] ? 0 : share < at[2] ? 1 : 2;
    double along = (share - at[i]) / (at[i + 1] - at[i]);
    for (int p = 0; p < 3; p++)
        colour.part[p] = round(stop[i][p] + along * (stop[i + 1][p] - stop[i][p]));
    return colour;
}

/* Relative luminance, as the web's accessibility rules have it. */
static double luminance(struct colour colour)
{
    static const double weight[] = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int p = 0; p < 3; p++) {
        double c = colour.part[p] / 255;
        sum += weight[p] * (c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
}

/*
 * White or black, whichever stands out more: the contrast is (lighter + 0.05) / (darker + 0.05). The better of the two
 * is never below 4.58, enough for small letters; ink instead of black would be at 3.8 on the blue of two thirds.
 */
static const char *text_colour(struct colour colour)
{
    double mine = luminance(colour) + 0.05;
    return 1.05 / mine > mine / 0.05 ? "#ffffff" : "#000000";
}

static double share_of(const struct heat_map *self, double value)
{
    return self->high > self->low ? fmax(0, fmin(1, (value - self->low) / (self->high - self->low))) : 0.35;
}

/* Few rows do not fill the page: cells as tall as towers are no easier to read. */
static struct style_frame frame_of(const struct heat_map *self)
{
    struct style_frame frame = FRAME;
    frame.bottom = fmax(FRAME.bottom, FRAME.top - TALLEST * (double)self->rows);
    return frame;
}

static void data(FILE *out, const struct heat_map *self)
{
    fputs("# column, row, value, colour\n", out);
    style_data(out, "cells");
    for (size_t r = 0; r < self->rows; r++)
        for (size_t c = 0; c < self->columns; c++) {
            const struct heat_cell *cell = &self->cell[r][c];
            if (!isfinite(cell->value) && !cell->text[0])
                continue;
            long colour = style_colour_number(NO_VALUE);
            if (isfinite(cell->value)) {
                struct colour mixed = colour_of(share_of(self, cell->value));
                colour = ((long)mixed.part[0] << 16) + ((long)mixed.part[1] << 8) + (long)mixed.part[2];
            }
            fprintf(out, "%zu\t%zu\t", c, r);
            style_number(out, cell->value);
            fprintf(out, "\t%ld\n", colour);
        }
    style_data_end(out);
}

/* A text and a smaller one below it, round a middle; either may be cut. */
static void put_two(FILE *out, double x, double y, const char *align, const struct heat_name *text, double points,
                    double pixels, const char *colour, const char *under_colour)
{
    char line[LETTERS_LINE];
    double half = text->under[0] ? style_line(STYLE_SMALL) / 2 : 0;
    letters_cut(text->name, pixels, (struct letters_face){.points = points}, line);
    style_label_at(out, x, y + half, align, line, points, false, colour);
    if (!text->under[0])
        return;
    letters_cut(text->under, pixels, (struct letters_face){.points = STYLE_SMALL}, line);
    style_label_at(out, x, y - style_line(points) / 2 - 0.002, align, line, STYLE_SMALL, false, under_colour);
}

static void names(FILE *out, const struct heat_map *self, const struct style_frame *frame, double wide, double tall)
{
    for (size_t c = 0; c < self->columns; c++)
        put_two(out, frame->left + ((double)c + 0.5) * wide, frame->top + 0.03, "center", &self->column[c], STYLE_TEXT,
                wide * STYLE_WIDTH * 0.97, STYLE_INK, STYLE_MUTED);
    for (size_t r = 0; r < self->rows; r++)
        put_two(out, frame->left - ROW_GAP, frame->top - ((double)r + 0.5) * tall, "right", &self->row[r], STYLE_TEXT,
                (frame->left - ROW_GAP - PAGE_LEFT) * STYLE_WIDTH, STYLE_INK, STYLE_MUTED);
    style_label_at(out, frame->left, frame->top + 0.082, "left", self->caption, STYLE_TEXT, false, STYLE_MUTED);
}

void heat_map_write(FILE *out, const struct heat_map *self)
{
    struct style_frame frame = frame_of(self);
    double wide = (frame.right - frame.left) / (double)self->columns;
    double tall = (frame.top - frame.bottom) / (double)self->rows;
    data(out, self);
    style_margins(out, &frame);
    fprintf(out, "unset xtics\nunset ytics\nset xrange [-0.5:%zu.5]\nset yrange [%zu.5:-0.5]\n", self->columns - 1,
            self->rows - 1);
    names(out, self, &frame, wide, tall);
    for (size_t r = 0; r < self->rows; r++)
        for (size_t c = 0; c < self->columns; c++) {
            const struct heat_cell *cell = &self->cell[r][c];
            bool has = isfinite(cell->value);
            const char *colour = has ? text_colour(colour_of(share_of(self, cell->value))) : STYLE_MUTED;
            struct heat_name text;
            snprintf(text.name, sizeof text.name, "%s", cell->text);
            snprintf(text.under, sizeof text.under, "%s", cell->under);
            if (cell->text[0])
                put_two(out, frame.left + ((double)c + 0.5) * wide, frame.top - ((double)r + 0.5) * tall, "center",
                        &text, NUMBER, wide * STYLE_WIDTH * 0.95, colour, colour);
        }
    fprintf(out,
            "plot $cells using 1:2:(%.3f):(%.3f):4 with boxxyerror fillcolor rgb variable fillstyle solid 1.0 "
            "noborder\n",
            HALF_WIDTH, HALF_HEIGHT);
}
