/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/signup_bars.h"

#include <math.h>
#include <stdlib.h>

#include "plots/footer.h"
#include "plots/headline.h"
#include "plots/inflow.h"
#include "plots/style.h"
#include "plots/subtitle.h"
#include "plots/words.h"

enum { YEAR = 12, MONTHS_SINGLY = 24 };
static const double HALF = 0.38;     /* of a bar's width */
static const double MUCH_CHANGE = 5; /* of 100 clients */

/* The plan in bars: years, or months where there are few. */
struct periods {
    const struct findings *findings;
    int each, count; /* months in a bar (the last may have fewer), bars */
};

static double in_month(const struct findings *findings, enum series series, int month)
{
    double value = findings_month(findings, series, month)->expected;
    return isfinite(value) ? value : 0;
}

/* New clients of a span of months, by origin. */
static void sum_of(const struct findings *findings, int from, int to, double clients[INFLOW_COUNT])
{
    for (size_t i = 0; i < INFLOW_COUNT; i++)
        clients[i] = 0;
    for (int month = from; month <= to; month++) {
        double returned = in_month(findings, SERIES_SIGNUPS_RETURNED, month);
        double referred = in_month(findings, SERIES_SIGNUPS_REFERRED, month);
        /* What is left of a difference that is 0 is no client. */
        double reps = in_month(findings, SERIES_SIGNUPS, month) - returned - referred;
        clients[INFLOW_REPS] += reps > 1e-9 * (returned + referred) ? reps : 0;
        clients[INFLOW_RETURNED] += returned;
        clients[INFLOW_REFERRED] += referred;
        clients[INFLOW_WON_BACK] += in_month(findings, SERIES_WINBACKS, month);
    }
}

bool signup_bars_wanted(const struct findings *findings)
{
    double clients[INFLOW_COUNT];
    sum_of(findings, 1, findings->months, clients);
    return inflow_present(clients) > 1;
}

static struct periods periods_of(const struct findings *findings)
{
    struct periods self = {.findings = findings, .each = findings->months > MONTHS_SINGLY ? YEAR : 1};
    self.count = (findings->months + self.each - 1) / self.each;
    return self;
}

static int end_of(const struct periods *self, int period)
{
    int end = self->each * period;
    return end < self->findings->months ? end : self->findings->months;
}

/* Of period 1, 2, ... */
static void clients_in(const struct periods *self, int period, double clients[INFLOW_COUNT])
{
    sum_of(self->findings, self->each * (period - 1) + 1, end_of(self, period), clients);
}

/* ---- words ------------------------------------------------------------------------------------------------ */

static void headline(const struct periods *self, char out[HEADLINE_SIZE])
{
    const char *unit = self->each == YEAR ? "year" : "month";
    double first[INFLOW_COUNT], last[INFLOW_COUNT];
    int before[INFLOW_COUNT], after[INFLOW_COUNT], period = self->count;
    char words[INFLOW_WORDS], change[80] = "";
    clients_in(self, 1, first);
    clients_in(self, period, last);
    while (period > 1 && inflow_present(last) == 0)
        clients_in(self, --period, last);
    words_shares(first, INFLOW_COUNT, before);
    words_shares(last, INFLOW_COUNT, after);
    if (period > 1 && inflow_present(first) > 0 && abs(after[0] - before[0]) >= MUCH_CHANGE)
        snprintf(change, sizeof change, "; in %s 1 it is %d from reps", unit, before[0]);
    snprintf(out, HEADLINE_SIZE, "Of 100 new clients in %s %d, %s%s", unit, period, inflow_of_100(last, words), change);
}

/* ---- the chart -------------------------------------------------------------------------------------------- */

static void data(FILE *out, const struct periods *self)
{
    fputs("# place, middle, left, right, bottom, top, colour\n", out);
    style_data(out, "bars");
    for (int period = 1; period <= self->count; period++) {
        double clients[INFLOW_COUNT], level = 0;
        clients_in(self, period, clients);
        for (size_t i = 0; i < INFLOW_COUNT; i++) {
            const double cell[] = {period, level + clients[i] / 2, period - HALF, period + HALF,
                                   level,  level + clients[i]};
            level += clients[i];
            for (size_t c = 0; c < sizeof cell / sizeof cell[0]; c++) {
                style_number(out, cell[c]);
                putc('\t', out);
            }
            fprintf(out, "%ld\n", style_colour_number(inflow_colour((enum inflow)i)));
        }
    }
    style_data_end(out);
}

static double tallest(const struct periods *self)
{
    double most = 0;
    for (int period = 1; period <= self->count; period++) {
        double clients[INFLOW_COUNT], sum = 0;
        clients_in(self, period, clients);
        for (size_t i = 0; i < INFLOW_COUNT; i++)
            sum += clients[i];
        most = fmax(most, sum);
    }
    return most;
}

/* Names and figures beside the last bar, each where its part is. */
static void labels(FILE *out, const struct periods *self, const struct tics *axis)
{
    struct style_label label[INFLOW_COUNT];
    double clients[INFLOW_COUNT], whole[INFLOW_COUNT], level = 0;
    size_t count = 0;
    clients_in(self, self->count, clients);
    sum_of(self->findings, 1, self->findings->months, whole);
    for (size_t i = 0; i < INFLOW_COUNT; i++) {
        char number[TEXT_NUMBER];
        if (whole[i] > 0) {
            const char *colour = i == INFLOW_REPS ? STYLE_MUTED : inflow_colour((enum inflow)i);
            label[count] = (struct style_label){.value = level + clients[i] / 2, .colour = colour, .bold = true};
            snprintf(label[count].text, sizeof label[count].text, "%s %s", inflow_name((enum inflow)i),
                     inflow_clients(clients[i], number));
            count++;
        }
        level += clients[i];
    }
    style_line_labels(out, &STYLE_FRAME, label, count, axis);
}

static void period_tics(const struct periods *self, struct tics *tics)
{
    int part = self->findings->months - self->each * (self->count - 1);
    tics_months(tics, 1, self->count, TICS_MONTHS);
    tics->low = 0.5;
    tics->high = self->count + 0.5;
    if (part < self->each)
        snprintf(tics->text[tics->count - 1], WORDS_SIZE, "%d (%d month%s)", self->count, part, part == 1 ? "" : "s");
}

/* Clients, not money: 0.5 and not 0.50. */
static void count_tics(double most, struct tics *tics)
{
    tics_money(tics, 0, most, "");
    for (size_t i = 0; i < tics->count; i++)
        if (tics->at[i] < 100) {
            char number[TEXT_NUMBER];
            snprintf(tics->text[i], WORDS_SIZE, "%s", text_number(tics->at[i], number));
        }
}

void signup_bars_write(FILE *out, const struct findings *findings)
{
    struct periods self = periods_of(findings);
    struct tics axis, tics;
    char title[HEADLINE_SIZE], marks[120], under[SUBTITLE_SIZE], foot[FOOTER_SIZE];
    const char *unit = self.each == YEAR ? "year" : "month";
    headline(&self, title);
    snprintf(marks, sizeof marks, "Bars: clients who sign or come back in a %s, %s; labels: the last %s", unit,
             subtitle_exact(findings->uncertain), unit);
    subtitle_of(findings, "where new clients come from", marks, NULL, under);
    footer_of(findings, foot);
    count_tics(tallest(&self), &axis);
    period_tics(&self, &tics);
    style_begin(out, "signups");
    data(out, &self);
    style_titles(out, title, under, foot, findings->agreement.failed);
    style_vertical(out, &STYLE_FRAME, &axis, self.each == YEAR ? "New clients a year" : "New clients a month");
    style_horizontal(out, &tics, self.each == YEAR ? "Plan year" : "Plan month");
    labels(out, &self, &axis);
    fputs("plot $bars using 1:2:3:4:5:6:7 with boxxyerror fillcolor rgb variable fillstyle solid 1.0 noborder\n", out);
    style_end(out);
}
