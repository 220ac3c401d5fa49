/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/subtitle.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "plots/letters.h"
#include "plots/style.h"

enum { NAME_LEAST = 300 }; /* pixels a name gets in any case */

void subtitle_of(const struct findings *findings, const char *metric, const char *marks, const char *remark,
                 char out[SUBTITLE_SIZE])
{
    const struct letters_face face = {.points = STYLE_SUBTITLE};
    char name[LETTERS_LINE];
    double room = style_page_pixels() - letters_width(metric, face) - letters_width(": ", face);
    letters_cut(findings->name, fmax(NAME_LEAST, room), face, name);
    bool marked = marks && marks[0], remarked = remark && remark[0];
    snprintf(out, SUBTITLE_SIZE, "%s: %s%s%s%s%s", name, metric, marked ? "\n" : "", marked ? marks : "",
             remarked ? "\n" : "", remarked ? remark : "");
    for (char *at = out; *at && at < out + strlen(name); at++)
        if (*at == '\n') /* a name is one line, whatever is in it */
            *at = ' ';
}

const char *subtitle_luck(const struct findings *findings)
{
    return findings->uncertain ? "luck and unsure inputs" : "luck only";
}

const char *subtitle_exact(const struct findings *findings)
{
    return findings->uncertain ? "mean of exact results" : "exact mean";
}

const char *subtitle_at_means(const struct findings *findings)
{
    return findings->uncertain ? "exact, inputs at their means" : "exact mean";
}
