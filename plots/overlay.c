/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/overlay.h"

#include <math.h>
#include <stdint.h>

#include "plots/words.h"

const double OVERLAY_RIGHT = 0.665;

enum { ABOVE = 3 };
static const char *const above_colour[ABOVE] = {STYLE_BLUE, STYLE_GREEN, STYLE_PURPLE};

/* How a line is drawn. */
struct look {
    const char *colour, *text;
    double width;
    bool bold;
};

static int last_month(const struct overlay *self)
{
    return self->rivals->comparison->months;
}

double overlay_end(const struct overlay *self, size_t i)
{
    const double *course = self->course(self->rivals->item[i]);
    for (int month = last_month(self); month >= self->first; month--)
        if (isfinite(course[month]))
            return course[month];
    return NAN;
}

/* The i-th that does not stand in `taken` with the wanted verdict and the highest (lowest) end; SIZE_MAX: none. */
static size_t extreme(const struct overlay *self, int verdict, const bool taken[RIVALS_MOST])
{
    size_t best = SIZE_MAX;
    for (size_t i = 1; i < self->rivals->count; i++) {
        if (taken[i] || self->verdict(self->rivals, i) != verdict)
            continue;
        if (best == SIZE_MAX || verdict * overlay_end(self, i) > verdict * overlay_end(self, best))
            best = i;
    }
    return best;
}

size_t overlay_best(const struct overlay *self)
{
    const bool none[RIVALS_MOST] = {false};
    return extreme(self, 1, none);
}

static void looks_of(const struct overlay *self, struct look look[RIVALS_MOST])
{
    bool taken[RIVALS_MOST] = {true};
    look[0] = (struct look){STYLE_INK, STYLE_INK, 5, true};
    for (size_t i = 1; i < self->rivals->count; i++)
        look[i] = (struct look){STYLE_BAR, STYLE_MUTED, 3, false};
    for (size_t c = 0; c < ABOVE; c++) {
        size_t i = extreme(self, 1, taken);
        if (i == SIZE_MAX)
            break;
        taken[i] = true;
        look[i] = (struct look){above_colour[c], above_colour[c], 5, true};
    }
    size_t worst = extreme(self, -1, taken);
    if (worst != SIZE_MAX)
        look[worst] = (struct look){STYLE_ORANGE, STYLE_ORANGE, 5, true};
}

bool overlay_has_grey(const struct overlay *self)
{
    struct look look[RIVALS_MOST];
    size_t grey = 0;
    looks_of(self, look);
    for (size_t i = 1; i < self->rivals->count; i++)
        grey += !look[i].bold && isfinite(overlay_end(self, i));
    return grey > 0;
}

void overlay_range(const struct overlay *self, double *lowest, double *largest)
{
    *lowest = *largest = 0;
    for (size_t i = 0; i < self->rivals->count; i++)
        for (int month = self->first; month <= last_month(self); month++) {
            double value = self->course(self->rivals->item[i])[month];
            *lowest = fmin(*lowest, value); /* passes over NaN */
            *largest = fmax(*largest, value);
        }
}

void overlay_data(FILE *out, const struct overlay *self)
{
    struct tics months;
    fputs("# month, the base, the others by npv, best first\n", out);
    style_data(out, "paths");
    for (int month = self->first; month <= last_month(self); month++) {
        fprintf(out, "%d", month);
        for (size_t i = 0; i < self->rivals->count; i++) {
            putc('\t', out);
            style_number(out, self->course(self->rivals->item[i])[month]);
        }
        putc('\n', out);
    }
    style_data_end(out);
    tics_months(&months, self->first, last_month(self), TICS_MONTHS);
    if (self->first == last_month(self)) { /* one month: points, beside their labels */
        months.low -= 1;
        months.high += 0.03;
    }
    style_horizontal(out, &months, "Plan month");
}

/* "Name: $41,200"; a long name is cut, so that the value stays. */
static void label_of(const struct overlay *self, size_t i, const struct look *look, double pixels, const char *currency,
                     struct style_label *label)
{
    const struct letters_face face = {.points = STYLE_LABEL, .bold = look->bold};
    char value[WORDS_SIZE], name[LETTERS_LINE];
    *label = (struct style_label){.value = overlay_end(self, i), .colour = look->text, .bold = look->bold};
    self->words(label->value, currency, value);
    letters_cut(self->rivals->item[i]->name, pixels - letters_width(value, face) - letters_width(": ", face), face,
                name);
    snprintf(label->text, sizeof label->text, "%.100s: %s", name, value);
}

static void labels(FILE *out, const struct overlay *self, const struct look *look, const struct style_frame *frame,
                   const struct tics *axis, const char *currency)
{
    static const double GAP = 0.012; /* before the labels, more than there is */
    struct style_label label[RIVALS_MOST];
    double pixels = (frame->labels - frame->right - GAP) * STYLE_WIDTH;
    size_t count = 0;
    for (size_t i = 0; i < self->rivals->count; i++)
        if (isfinite(overlay_end(self, i)))
            label_of(self, i, &look[i], pixels, currency, &label[count++]);
    style_line_labels(out, frame, label, count, axis);
}

void overlay_plot(FILE *out, const struct overlay *self, const struct style_frame *frame, const struct tics *axis,
                  const char *currency)
{
    struct look look[RIVALS_MOST];
    bool point = self->first == last_month(self);
    size_t drawn = 0;
    looks_of(self, look);
    labels(out, self, look, frame, axis, currency);
    /* Grey ones first, then the coloured ones; the base lies on top. */
    fputs("plot ", out);
    for (int layer = 0; layer < 3; layer++)
        for (size_t i = 0; i < self->rivals->count; i++) {
            int mine = i == 0 ? 2 : look[i].bold ? 1 : 0;
            if (mine != layer)
                continue;
            fprintf(out, "%s$paths using 1:%zu with %s linecolor rgb '%s' linewidth %.0f", drawn++ ? ", \\\n     " : "",
                    i + 2, point ? "points pointtype 7 pointsize 2.4" : "lines", look[i].colour, look[i].width);
        }
    putc('\n', out);
}
