/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/subtitle.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "plots/letters.h"
#include "plots/style.h"

enum { NAME_LEAST = 300 }; /* pixels a name gets in any case */

void subtitle_of_name(const char *name, const char *metric, const char *marks, const char *remark,
                      char out[SUBTITLE_SIZE])
{
    const struct letters_face face = {.points = STYLE_SUBTITLE};
    char shown[LETTERS_LINE];
    double room = style_page_pixels() - letters_width(metric, face) - letters_width(": ", face);
    letters_cut(name, fmax(NAME_LEAST, room), face, shown);
    bool marked = marks && marks[0], remarked = remark && remark[0];
    snprintf(out, SUBTITLE_SIZE, "%s: %s%s%s%s%s", shown, metric, marked ? "\n" : "", marked ? marks : "",
             remarked ? "\n" : "", remarked ? remark : "");
    for (char *at = out; *at && at < out + strlen(shown); at++)
        if (*at == '\n') /* a name is one line, whatever is in it */
            *at = ' ';
}

void subtitle_of(const struct findings *findings, const char *metric, const char *marks, const char *remark,
                 char out[SUBTITLE_SIZE])
{
    subtitle_of_name(findings->name, metric, marks, remark, out);
}

const char *subtitle_luck(bool uncertain)
{
    return uncertain ? "luck and unsure inputs" : "luck only";
}

const char *subtitle_exact(bool uncertain)
{
    return uncertain ? "mean of exact results" : "exact mean";
}

const char *subtitle_at_means(bool uncertain)
{
    return uncertain ? "exact, inputs at their means" : "exact mean";
}
