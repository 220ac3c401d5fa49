/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/marks.h"

#include <stdbool.h>

#include "plots/letters.h"

void marks_month(FILE *out, const struct style_frame *frame, const struct tics *months, int month, int lines_down,
                 const char *text, const char *colour)
{
    static const double GAP = 0.006;
    const struct letters_face face = {STYLE_LABEL, true};
    double x = style_screen_x(month, frame, months), wide = letters_width(text, face) / STYLE_WIDTH;
    double top = frame->top - lines_down * style_line(STYLE_LABEL);
    bool on_the_left = x + GAP + wide > frame->right;
    fprintf(out,
            "set arrow from first %d, graph 0 to first %d, graph %.4f nohead dashtype 3 linecolor rgb '%s' "
            "linewidth 2\n",
            month, month, (top - frame->bottom) / (frame->top - frame->bottom), colour);
    style_label_at(out, on_the_left ? x - GAP : x + GAP, top - 0.5 * style_line(STYLE_LABEL),
                   on_the_left ? "right" : "left", text, STYLE_LABEL, true, colour);
}

void marks_point(FILE *out, int month, double value, const char *colour)
{
    char number[TEXT_NUMBER];
    fprintf(out, "set label '' at first %d,%s point pointtype 7 pointsize 2.4 linecolor rgb '%s' front\n", month,
            text_number(value, number), colour);
}
