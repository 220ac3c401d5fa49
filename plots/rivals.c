/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/rivals.h"

#include <math.h>
#include <stdio.h>

#include "plots/style.h"

struct rivals rivals_of(const struct comparison *comparison)
{
    struct rivals self = {.comparison = comparison, .item = {&comparison->item[0]}, .count = 1};
    for (size_t i = 0; i + 1 < comparison->count && self.count < RIVALS_MOST; i++)
        self.item[self.count++] = &comparison->item[comparison->by_npv[i]];
    self.left_out = comparison->count - self.count;
    return self;
}

double rivals_change(const struct difference *difference)
{
    return isfinite(difference->mean) ? difference->mean : difference->expected;
}

const char *rivals_quoted(const struct contender *contender, double pixels, char out[RIVALS_QUOTED])
{
    char name[LETTERS_LINE];
    letters_cut(contender->name, pixels, (struct letters_face){STYLE_TITLE, true}, name);
    snprintf(out, RIVALS_QUOTED, "“%.110s”", name);
    return out;
}

void rivals_subtitle(const struct rivals *self, const char *metric, const char *marks, const char *remark,
                     char out[SUBTITLE_SIZE])
{
    const struct letters_face face = {.points = STYLE_SUBTITLE};
    enum { NAME_LEAST = 300 };
    size_t others = self->comparison->count - 1;
    char rest[160], line[400], name[LETTERS_LINE], title[LETTERS_LINE + 160];
    if (others == 1)
        snprintf(rest, sizeof rest, " and another scenario");
    else
        snprintf(rest, sizeof rest, " and %zu other scenarios", others);
    double used = letters_width(rest, face) + letters_width(": ", face) + letters_width(metric, face);
    letters_cut(self->item[0]->name, fmax(NAME_LEAST, style_page_pixels() - used), face, name);
    snprintf(title, sizeof title, "%s%s", name, rest);
    if (self->left_out > 0)
        snprintf(line, sizeof line, "Shown: the %zu best by NPV; %zu more are in compare.csv%s%s", self->count - 1,
                 self->left_out, remark ? ". " : "", remark ? remark : "");
    else
        snprintf(line, sizeof line, "%s", remark ? remark : "");
    subtitle_of_name(title, metric, marks, line, out);
}
