/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/fan.h"

#include <math.h>

#include "plots/subtitle.h"
#include "plots/words.h"

/* Steps are for plans of at most so many months that never expect so many clients. */
enum { STEPS_MONTHS = 120, FEW_CLIENTS = 10 };

static const struct figure *figure(const struct fan *self, int month)
{
    return &self->figure[month];
}

static bool few_clients(const struct findings *findings)
{
    double most = 0;
    for (int month = 1; month <= findings->months; month++)
        most = fmax(most, findings_month(findings, SERIES_CLIENTS, month)->expected);
    return most > 0 && most < FEW_CLIENTS;
}

struct fan fan_of(const struct findings *findings, enum series series, int first)
{
    struct fan fan = {.figure = findings_month(findings, series, 0),
                      .replicates = findings->replicates,
                      .uncertain = findings->uncertain,
                      .first = first,
                      .last = findings->months,
                      .played = findings->replicates > 0,
                      .banded = findings->replicates > 1};
    fan.stepped = fan.last > first && fan.last <= STEPS_MONTHS && few_clients(findings);
    return fan;
}

struct fan fan_of_figures(const struct figure *figure, int first, int last, enum fan_line line, size_t replicates,
                          bool uncertain)
{
    return (struct fan){.figure = figure,
                        .replicates = replicates,
                        .uncertain = uncertain,
                        .first = first,
                        .last = last,
                        .played = replicates > 0,
                        .banded = replicates > 1,
                        .line = line};
}

/* The mean of a month, as it is drawn. */
static double mean_of(const struct fan *self, int month)
{
    if (self->line == FAN_MEAN && self->played)
        return figure(self, month)->mean;
    return self->smooth ? self->smooth[month] : figure(self, month)->expected;
}

void fan_range(const struct fan *self, double *lowest, double *largest)
{
    *lowest = *largest = 0;
    for (int month = self->first; month <= self->last; month++) {
        const double *quantile = figure(self, month)->quantile;
        double mean = mean_of(self, month);
        *lowest = fmin(*lowest, self->played ? fmin(mean, quantile[P10]) : mean);
        *largest = fmax(*largest, self->played ? fmax(mean, quantile[P90]) : mean);
    }
}

void fan_months(const struct fan *self, struct tics *tics)
{
    tics_months(tics, self->first, self->last, TICS_MONTHS);
    if (self->first == self->last) { /* one month: a point, beside its labels */
        tics->low -= 1;
        tics->high += 0.03;
    } else if (self->stepped) {
        tics->low -= 0.5;
        tics->high += 0.5;
    }
}

/* ---- words ------------------------------------------------------------------------------------------------ */

/* What the mean's line is called. */
static const char *mean_words(const struct fan *self)
{
    return self->line == FAN_MEAN && self->played ? "mean" : subtitle_exact(self->uncertain);
}

void fan_marks(const struct fan *self, char out[FAN_WORDS])
{
    size_t replicates = self->replicates;
    bool part = replicates > SAMPLE_KEPT, point = self->first == self->last;
    const char *mean = mean_words(self), *luck = subtitle_luck(self->uncertain);
    const char *line = point ? "Dot" : "Line", *band = point ? "bar" : "band", *first = part ? "the first " : "";
    char kept[TEXT_NUMBER];
    text_grouped(part ? (double)SAMPLE_KEPT : (double)replicates, 0, kept);
    if (!self->played)
        snprintf(out, FAN_WORDS, "The exact mean; nothing was simulated (-n 0), so there is no band of luck");
    else if (self->line == FAN_MEDIAN && self->banded)
        snprintf(out, FAN_WORDS, "%s: median; %s: middle 80 %% of %s%s plays (%s); %s: %s", line, band, first, kept,
                 luck, point ? "ring" : "dashed", mean);
    else if (self->line == FAN_MEDIAN)
        snprintf(out, FAN_WORDS, "%s: the only play, so there is no band of luck; %s: %s", line,
                 point ? "ring" : "dashed", mean);
    else if (self->banded)
        snprintf(out, FAN_WORDS, "%s: %s; %s: middle 80 %% of %s%s plays (%s)", line, mean, band, first, kept, luck);
    else if (self->line == FAN_MEAN)
        snprintf(out, FAN_WORDS, "%s: the only play, so there is no band of luck", line);
    else
        snprintf(out, FAN_WORDS, "%s: %s; with one play there is no band of luck", line, mean);
}

static void add_label(struct style_label *label, size_t *count, double value, const char *colour, bool bold,
                      const char *words, const char *currency)
{
    char text[WORDS_SIZE];
    if (!isfinite(value))
        return;
    label[*count] = (struct style_label){.value = value, .colour = colour, .bold = bold};
    if (currency)
        words_money(value, currency, text);
    else
        words_points(value, text);
    snprintf(label[*count].text, sizeof label[*count].text, "%s %s", words, text);
    (*count)++;
}

size_t fan_labels(const struct fan *self, const char *currency, struct style_label label[FAN_LABELS])
{
    size_t count = 0;
    const struct figure *end = figure(self, self->last);
    const char *mean = self->line == FAN_MEAN && self->played ? (self->banded ? "Mean" : "The play")
                       : self->uncertain                      ? "Exact"
                                                              : "Exact mean";
    /* A band of no width needs no names for its edges. */
    bool wide = self->banded && end->quantile[P90] > end->quantile[P10];
    if (wide)
        add_label(label, &count, end->quantile[P90], STYLE_BLUE, false, "Band top", currency);
    if (self->played && self->line == FAN_MEDIAN)
        add_label(label, &count, end->quantile[P50], STYLE_BLUE, true, self->banded ? "Median" : "The play", currency);
    if (self->line == FAN_MEDIAN)
        add_label(label, &count, mean_of(self, self->last), STYLE_INK, !self->played, mean, currency);
    else
        add_label(label, &count, mean_of(self, self->last), STYLE_BLUE, true, mean, currency);
    if (wide)
        add_label(label, &count, end->quantile[P10], STYLE_BLUE, false, "Band bottom", currency);
    return count;
}

/* ---- the script ------------------------------------------------------------------------------------------- */

static void row(FILE *out, const struct fan *self, int month, double place)
{
    const struct figure *f = figure(self, month);
    const double cell[] = {f->quantile[P10], f->quantile[P50], f->quantile[P90], mean_of(self, month)};
    style_number(out, place);
    for (size_t i = 0; i < sizeof cell / sizeof cell[0]; i++) {
        putc('\t', out);
        style_number(out, self->played || i == 3 ? cell[i] : NAN);
    }
    putc('\n', out);
}

void fan_data(FILE *out, const struct fan *self, const char *name)
{
    fprintf(out, "# month%s, the plays' 10 %% quantile, median and 90 %% quantile, exact mean\n",
            self->stepped ? " (where it begins and where it ends)" : "");
    style_data(out, name);
    for (int month = self->first; month <= self->last; month++) {
        row(out, self, month, self->stepped ? month - 0.5 : month);
        if (self->stepped)
            row(out, self, month, month + 0.5);
    }
    style_data_end(out);
}

/* The mean, in its band. */
static void plot_mean(FILE *out, const struct fan *self, const char *name)
{
    if (self->first == self->last && self->banded)
        fprintf(out, "$%s using 1:5:2:4 with yerrorbars linecolor rgb '%s' linewidth 6 pointtype 7 pointsize 3", name,
                STYLE_BLUE);
    else if (self->first == self->last)
        fprintf(out, "$%s using 1:5 with points pointtype 7 pointsize 3 linewidth 3 linecolor rgb '%s'", name,
                STYLE_BLUE);
    else
        fprintf(out, "$%s using 1:5 with lines linecolor rgb '%s' linewidth 6", name, STYLE_BLUE);
}

/* One month makes no line: points, with the band as a bar. */
static void plot_point(FILE *out, const struct fan *self, const char *name)
{
    if (self->played)
        fprintf(out,
                "$%s using 1:3:2:4 with yerrorbars linecolor rgb '%s' linewidth 6 pointtype 7 pointsize 3, \\\n     ",
                name, STYLE_BLUE);
    fprintf(out, "$%s using 1:5 with points pointtype 6 pointsize 3 linewidth 3 linecolor rgb '%s'", name, STYLE_INK);
}

static void plot_lines(FILE *out, const struct fan *self, const char *name)
{
    if (self->played)
        fprintf(out,
                "$%s using 1:3 with lines linecolor rgb '%s' linewidth 6, \\\n     "
                "$%s using 1:5 with lines linecolor rgb '%s' linewidth 2.5 dashtype (10,7)",
                name, STYLE_BLUE, name, STYLE_INK);
    else
        fprintf(out, "$%s using 1:5 with lines linecolor rgb '%s' linewidth 5", name, STYLE_INK);
}

void fan_plot(FILE *out, const struct fan *self, const char *name, const char *more)
{
    bool point = self->first == self->last;
    fputs("plot ", out);
    if (self->banded && !point)
        fprintf(out,
                "$%s using 1:2:4 with filledcurves fillcolor rgb '%s' fillstyle transparent solid 0.20 noborder, "
                "\\\n     ",
                name, STYLE_BLUE);
    if (self->line != FAN_MEDIAN)
        plot_mean(out, self, name);
    else if (point)
        plot_point(out, self, name);
    else
        plot_lines(out, self, name);
    if (more)
        fprintf(out, ", \\\n     %s", more);
    putc('\n', out);
}
