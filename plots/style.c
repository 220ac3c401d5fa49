/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/style.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plots/labels.h"
#include "plots/letters.h"
#include "sim/support/text.h"

const struct style_frame STYLE_FRAME = {.left = 0.085, .right = 0.800, .bottom = 0.135, .top = 0.720, .labels = 0.992};

/* The page, in shares of the screen. */
static const double PAGE_LEFT = 0.03, PAGE_RIGHT = 0.97, TITLE_TOP = 0.955, FOOTER = 0.03;
static const double CAPTION_UP = 0.03, CAPTION_LEFT = 0.055; /* from the plot's corner */
static const double LABEL_GAP = 0.008;
enum { TITLE_LINES = 2, SUBTITLE_LINES = 3 };
static const double LINE_HEIGHT = 1.2; /* of the letters' size */

/* Unlikely in any data; gnuplot expands nothing before it. */
static const char END_OF_DATA[] = "PLATEAU_EOD_7f3a";

double style_line(double points)
{
    return points * 4 / 3 * LINE_HEIGHT / STYLE_HEIGHT;
}

double style_page_pixels(void)
{
    return (PAGE_RIGHT - PAGE_LEFT) * STYLE_WIDTH;
}

/* ---- text that cannot break out ------------------------------------------------------------------------- */

/* Control characters, separators and direction marks: what would break a line, or turn one round. */
static bool is_invisible(const char *text, size_t length)
{
    const unsigned char *b = (const unsigned char *)text;
    if (length == 1)
        return b[0] < 32 || b[0] == 127;
    if (length == 2)
        return b[0] == 0xC2 && b[1] < 0xA0;
    if (length == 3 && b[0] == 0xE2 && b[1] == 0x80)
        return b[2] == 0x8E || b[2] == 0x8F || (b[2] >= 0xA8 && b[2] <= 0xAE);
    if (length == 3 && b[0] == 0xEF && b[1] == 0xBF) /* no characters at all: an SVG with them is no XML */
        return b[2] >= 0xBE;
    return length == 3 && b[0] == 0xE2 && b[1] == 0x81 && b[2] >= 0xA6 && b[2] <= 0xA9;
}

static void put(FILE *out, const char *text, bool quoted)
{
    while (*text) {
        size_t length = letters_character(text);
        if (length == 0) {
            putc('?', out);
            text++;
            continue;
        }
        if (is_invisible(text, length))
            putc(' ', out);
        else if (strncmp(text, "]]>", 3) == 0) /* no XML may contain it, and gnuplot leaves it in an SVG */
            fputs("] ", out);
        else if (quoted && *text == '\'')
            fputs("’", out);
        else
            fwrite(text, 1, length, out);
        text += length;
    }
}

void style_text(FILE *out, const char *text)
{
    putc('\'', out);
    put(out, text, true);
    putc('\'', out);
}

void style_cell(FILE *out, const char *text)
{
    put(out, text, false);
}

long style_colour_number(const char *colour)
{
    return strtol(colour + 1, NULL, 16);
}

void style_number(FILE *out, double value)
{
    char number[TEXT_NUMBER];
    fputs(isfinite(value) ? text_number(value, number) : "NaN", out);
}

/* ---- a script's frame ------------------------------------------------------------------------------------- */

void style_data(FILE *out, const char *name)
{
    fprintf(out, "$%s << %s\n", name, END_OF_DATA);
}

void style_data_end(FILE *out)
{
    fprintf(out, "%s\n", END_OF_DATA);
}

void style_margins(FILE *out, const struct style_frame *frame)
{
    fprintf(out,
            "set lmargin at screen %.4f\n"
            "set rmargin at screen %.4f\n"
            "set bmargin at screen %.4f\n"
            "set tmargin at screen %.4f\n",
            frame->left, frame->right, frame->bottom, frame->top);
}

void style_begin(FILE *out, const char *name)
{
    fprintf(out, STYLE_FIRST_LINE " To draw it again, in the folder above this one: gnuplot -d charts/%s.gp\n", name);
    /* An SVG's letters are measured in pixels, not in points: 4/3 makes them as large. */
    fprintf(
        out,
        "# plateau itself says what it wants ('png' or 'svg') and takes it from standard output,\n"
        "# so that a failure leaves the old file alone\n"
        "if (!exists('plateau_draws')) plateau_draws = ''\n"
        "if (plateau_draws eq 'svg') "
        "set terminal svg size %d,%d fixed fontscale 1.3333 font 'DejaVu Sans,%d' background rgb 'white' noenhanced\n"
        "if (plateau_draws ne 'svg') "
        "set terminal pngcairo size %d,%d font 'DejaVu Sans,%d' background rgb 'white' noenhanced\n"
        "if (plateau_draws eq '') set output '%s.png'\n",
        STYLE_WIDTH, STYLE_HEIGHT, STYLE_TEXT, STYLE_WIDTH, STYLE_HEIGHT, STYLE_TEXT, name);
    fprintf(out,
            "set encoding utf8\n"
            "set datafile separator \"\\t\"\n"
            "set border 0\n"
            "set tics scale 0 textcolor rgb '%s'\n"
            "set grid noxtics ytics back linetype 1 linecolor rgb '%s' linewidth 1.5\n"
            "set key noautotitle\n"
            "unset key\n",
            STYLE_MUTED, STYLE_GRID);
    style_margins(out, &STYLE_FRAME);
}

void style_end(FILE *out)
{
    fputs("unset output\n", out);
}

void style_panels(FILE *out)
{
    fputs("set multiplot\n", out);
}

void style_panel(FILE *out, const struct style_frame *frame)
{
    fputs("unset label\nunset arrow\nunset xlabel\n", out); /* of the panel before */
    style_margins(out, frame);
}

void style_panels_end(FILE *out)
{
    fputs("unset multiplot\n", out);
}

void style_label_at(FILE *out, double x, double y, const char *align, const char *text, double points, bool bold,
                    const char *colour)
{
    fputs("set label ", out);
    style_text(out, text);
    fprintf(out, " at screen %.4f,%.4f %s font 'DejaVu Sans%s,%.0f' textcolor rgb '%s' front\n", x, y, align,
            bold ? " Bold" : "", points, colour);
}

/* At most `most` lines of text from *y downwards; moves *y below them. */
static void paragraph(FILE *out, double *y, const char *text, struct letters_face face, const char *colour, size_t most)
{
    char line[SUBTITLE_LINES][LETTERS_LINE];
    size_t lines = letters_wrap(text, style_page_pixels(), face, line, most);
    for (size_t i = 0; i < lines; i++, *y -= style_line(face.points))
        style_label_at(out, PAGE_LEFT, *y, "left", line[i], face.points, face.bold, colour);
}

void style_titles(FILE *out, const char *title, const char *subtitle, const char *footer, bool alarm)
{
    static const double AFTER_TITLE = 0.005;
    struct letters_face small = {.points = STYLE_SMALL, .bold = alarm};
    char line[LETTERS_LINE];
    double y = TITLE_TOP;
    paragraph(out, &y, title, (struct letters_face){STYLE_TITLE, true}, STYLE_INK, TITLE_LINES);
    y -= AFTER_TITLE;
    paragraph(out, &y, subtitle, (struct letters_face){STYLE_SUBTITLE, false}, STYLE_MUTED, SUBTITLE_LINES);
    letters_cut(footer, style_page_pixels(), small, line);
    style_label_at(out, PAGE_LEFT, FOOTER, "left", line, STYLE_SMALL, alarm, alarm ? STYLE_ORANGE : STYLE_MUTED);
}

/* ---- axes ------------------------------------------------------------------------------------------------- */

/* gnuplot takes the text of a tic for a format: "%" is doubled. */
static void put_tic_text(FILE *out, const char *text)
{
    char safe[2 * WORDS_SIZE];
    size_t used = 0;
    for (; *text && used + 2 < sizeof safe; text++) {
        if (*text == '%')
            safe[used++] = '%';
        safe[used++] = *text;
    }
    safe[used] = '\0';
    style_text(out, safe);
}

static void put_tics(FILE *out, char axis, const struct tics *tics)
{
    char low[TEXT_NUMBER], high[TEXT_NUMBER];
    fprintf(out, "set %crange [%s:%s]\nset %ctics (", axis, text_number(tics->low, low), text_number(tics->high, high),
            axis);
    for (size_t i = 0; i < tics->count; i++) {
        fputs(i ? ", " : "", out);
        put_tic_text(out, tics->text[i]);
        putc(' ', out);
        style_number(out, tics->at[i]);
    }
    if (tics->count == 0) /* an empty list would mean gnuplot's own marks */
        fprintf(out, "'' %s", low);
    fputs(")\n", out);
}

void style_vertical(FILE *out, const struct style_frame *frame, const struct tics *tics, const char *caption)
{
    struct letters_face face = {.points = STYLE_TEXT};
    char line[LETTERS_LINE];
    double left = frame->left - CAPTION_LEFT;
    put_tics(out, 'y', tics);
    letters_cut(caption, (frame->labels - left) * STYLE_WIDTH, face, line);
    style_label_at(out, left, frame->top + CAPTION_UP, "left", line, STYLE_TEXT, false, STYLE_MUTED);
    if (tics->low <= 0) /* zero is the line the eye measures from */
        fprintf(out, "set arrow from graph 0, first 0 to graph 1, first 0 nohead linecolor rgb '%s' linewidth 2 back\n",
                STYLE_INK);
}

void style_horizontal(FILE *out, const struct tics *tics, const char *caption)
{
    put_tics(out, 'x', tics);
    fputs("set xlabel ", out);
    style_text(out, caption);
    fprintf(out, " textcolor rgb '%s'\n", STYLE_MUTED);
}

double style_screen_y(double value, const struct style_frame *frame, const struct tics *vertical)
{
    double share = (value - vertical->low) / (vertical->high - vertical->low);
    return frame->bottom + fmax(0, fmin(1, share)) * (frame->top - frame->bottom);
}

double style_screen_x(double value, const struct style_frame *frame, const struct tics *horizontal)
{
    double share = (value - horizontal->low) / (horizontal->high - horizontal->low);
    return frame->left + fmax(0, fmin(1, share)) * (frame->right - frame->left);
}

void style_line_labels(FILE *out, const struct style_frame *frame, const struct style_label *label, size_t count,
                       const struct tics *vertical)
{
    double place[LABELS_MOST], wanted[LABELS_MOST], x = frame->right + LABEL_GAP;
    for (size_t i = 0; i < count; i++)
        place[i] = wanted[i] = style_screen_y(label[i].value, frame, vertical);
    labels_push(place, count, style_line(STYLE_LABEL), frame->bottom, frame->top);
    for (size_t i = 0; i < count; i++) {
        struct letters_face face = {.points = STYLE_LABEL, .bold = label[i].bold};
        char line[LETTERS_LINE];
        letters_cut(label[i].text, (frame->labels - x) * STYLE_WIDTH, face, line);
        style_label_at(out, x, place[i], "left", line, STYLE_LABEL, label[i].bold, label[i].colour);
        if (fabs(place[i] - wanted[i]) > style_line(STYLE_LABEL) / 3)
            fprintf(out,
                    "set arrow from screen %.4f,%.4f to screen %.4f,%.4f nohead linecolor rgb '%s' linewidth 1.5\n",
                    frame->right, wanted[i], x - 0.0015, place[i], label[i].colour);
    }
}
