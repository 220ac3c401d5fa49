/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/nps_zones.h"

#include <math.h>

#include "plots/words.h"

static const double LEFT = 0.135, NAME_RIGHT = 0.085; /* on the screen */
static const double SPAN_LEAST = 40;                  /* points: less would make a hill of every ripple */

static const struct zone {
    const char *name;
    double from, to; /* points */
    const char *fill, *text;
} zones[] = {
    {"bad", -100, 0, "#fbeee6", STYLE_ORANGE},
    {"needs work", 0, 20, "#ffffff", STYLE_MUTED},
    {"good", 20, 30, "#edf5f0", STYLE_GREEN},
    {"unicorn", 30, 100, "#dcece3", STYLE_GREEN},
};
enum { ZONES = sizeof zones / sizeof zones[0] };

struct style_frame nps_zones_frame(double right)
{
    struct style_frame frame = STYLE_FRAME;
    frame.left = LEFT;
    frame.right = right;
    return frame;
}

/* At every 10 points, or 20 or 50. */
void nps_zones_tics(double lowest, double largest, struct tics *axis)
{
    static const double steps[] = {10, 20, 50};
    static const double ROOM = 3; /* points above and below */
    enum { FEW = 9, STEPS = sizeof steps / sizeof steps[0] };
    double low = fmin(0, lowest - ROOM), high = fmax(largest + ROOM, low + SPAN_LEAST);
    *axis = (struct tics){.low = fmax(-100, low), .high = fmin(100, high)};
    size_t i = 0;
    while (i + 1 < STEPS && (axis->high - axis->low) / steps[i] > FEW)
        i++;
    for (double at = steps[i] * ceil(axis->low / steps[i]); at <= axis->high && axis->count < TICS_MOST;
         at += steps[i]) {
        axis->at[axis->count] = at + 0.0;
        words_points(at, axis->text[axis->count++]);
    }
}

void nps_zones_axis(FILE *out, const struct style_frame *frame, const struct tics *axis)
{
    style_vertical(out, frame, axis, "NPS, points: % promoters − % detractors");
    for (size_t i = 0; i < ZONES; i++) {
        double from = fmax(zones[i].from, axis->low), to = fmin(zones[i].to, axis->high);
        if (from >= to)
            continue;
        fprintf(out,
                "set object rectangle from graph 0, first %.4f to graph 1, first %.4f behind fillcolor rgb '%s' "
                "fillstyle solid 1.0 noborder\n",
                from, to, zones[i].fill);
        double low = style_screen_y(from, frame, axis), high = style_screen_y(to, frame, axis);
        if (high - low > style_line(STYLE_SMALL))
            style_label_at(out, NAME_RIGHT, (low + high) / 2, "right", zones[i].name, STYLE_SMALL, false,
                           zones[i].text);
    }
}
