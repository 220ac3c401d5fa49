/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/revenue_fan.h"

#include <math.h>
#include <string.h>

#include "plots/footer.h"
#include "plots/headline.h"
#include "plots/style.h"
#include "plots/words.h"

/* A plateau this many times as high as everything else is named but not drawn: it would flatten the rest. */
static const double PLATEAU_TOO_HIGH = 4;

/* Months of a plan above which the cycles of scheduled sign-ups are too narrow to be seen. */
enum { CYCLE_IS_A_BLUR = 120 };

struct fan {
    const struct findings *findings;
    bool played;        /* there is a median */
    bool banded;        /* and a band: more than one play */
    int first, last;    /* months on the chart */
    double plateau;     /* NaN: none */
    bool plateau_drawn; /* it fits on the axis */
    int month95;        /* 0: not within the plan */
    bool smoothed;      /* the mean is drawn without its cycle, which would be a blur */
    struct tics money, month;
};

static const struct figure *revenue(const struct fan *fan, int month)
{
    return findings_month(fan->findings, SERIES_REVENUE, month);
}

/* The exact mean, as it is drawn. */
static double mean(const struct fan *fan, int month)
{
    return fan->smoothed ? fan->findings->smooth_revenue[month] : revenue(fan, month)->expected;
}

/* The largest value that is drawn, the plateau aside. */
static double largest(const struct fan *fan)
{
    double most = 0;
    for (int month = fan->first; month <= fan->last; month++) {
        const struct figure *f = revenue(fan, month);
        most = fmax(most, mean(fan, month));
        if (fan->played)
            most = fmax(most, f->quantile[P90]);
    }
    return most;
}

static struct fan fan_of(const struct findings *findings)
{
    struct fan fan = {.findings = findings,
                      .played = findings->replicates > 0,
                      .banded = findings->replicates > 1,
                      .last = findings->months,
                      .plateau = findings->metric[METRIC_PLATEAU_REVENUE].expected};
    double month95 = findings->metric[METRIC_PLATEAU_MONTH95].expected;
    fan.smoothed = fan.last > CYCLE_IS_A_BLUR && headline_cycles(findings);
    fan.first = revenue(&fan, 0)->expected > 0 ? 0 : 1;
    if (month95 >= 1 && month95 <= fan.last && !headline_holds(findings))
        fan.month95 = (int)month95;
    double most = largest(&fan);
    fan.plateau_drawn = fan.plateau >= 0 && (fan.plateau <= PLATEAU_TOO_HIGH * most || most <= 0);
    tics_money(&fan.money, fan.plateau_drawn ? fmax(most, fan.plateau) : most, findings->currency);
    tics_months(&fan.month, fan.first, fan.last);
    if (fan.first == fan.last) { /* one month: a point, beside its labels */
        fan.month.low -= 1;
        fan.month.high += 0.03;
    }
    return fan;
}

/* ---- words ------------------------------------------------------------------------------------------------ */

/* What the marks are, and how many plays they are made of: the first SAMPLE_KEPT where there were more. */
static void marks_words(const struct fan *fan, char *out, size_t size)
{
    size_t replicates = fan->findings->replicates;
    bool part = replicates > SAMPLE_KEPT, point = fan->first == fan->last;
    char kept[TEXT_NUMBER];
    text_grouped(part ? (double)SAMPLE_KEPT : (double)replicates, 0, kept);
    if (!fan->played)
        snprintf(out, size, "The exact mean; nothing was simulated (-n 0), so there is no band of luck");
    else if (!fan->banded)
        snprintf(out, size, "%s: the only play, so there is no band of luck; %s: exact mean", point ? "Dot" : "Line",
                 point ? "ring" : "dashed");
    else
        snprintf(out, size, "%s: median; %s: middle 80 %% of %s%s plays (luck only); %s: exact mean",
                 point ? "Dot" : "Line", point ? "bar" : "band", part ? "the first " : "", kept,
                 point ? "ring" : "dashed");
}

/* What needs to be said of the plateau, beginning a line of its own. */
static void plateau_words(const struct fan *fan, char *out, size_t size)
{
    const struct findings *f = fan->findings;
    const char *why = f->metric[METRIC_PLATEAU_REVENUE].why;
    double month95 = f->metric[METRIC_PLATEAU_MONTH95].expected;
    bool way = !headline_holds(f) && (fan->plateau > 0 || f->smooth_revenue[0] > 0); /* there is one to go */
    out[0] = '\0';
    if (!isfinite(fan->plateau))
        snprintf(out, size, "\nNo plateau%s%s", why ? ": " : "", why ? why : "");
    else if (way && month95 > fan->last)
        snprintf(out, size, "\nRevenue is 95 %% of the way to the plateau in month %.0f, after the plan's end",
                 month95);
    else if (way && !isfinite(month95))
        snprintf(out, size, "\nRevenue is not 95 %% of the way to the plateau within 1,200 months");
    else if (fan->plateau > 0 && headline_cycles(f))
        snprintf(out, size, "\nSign-ups come on a schedule, so revenue goes through a cycle; the plateau is its mean%s",
                 fan->smoothed ? ", and so is the dashed line" : "");
}

static void subtitle(const struct fan *fan, char *out, size_t size)
{
    char marks[160], plateau[240];
    marks_words(fan, marks, sizeof marks);
    plateau_words(fan, plateau, sizeof plateau);
    snprintf(out, size, "Revenue a month. %s%s", marks, plateau);
}

/* ---- labels ----------------------------------------------------------------------------------------------- */

static void add_label(struct style_label *label, size_t *count, double value, const char *colour, bool bold,
                      const char *words, const char *currency)
{
    char money[WORDS_SIZE];
    if (!isfinite(value))
        return;
    label[*count] = (struct style_label){.value = value, .colour = colour, .bold = bold};
    snprintf(label[*count].text, sizeof label[*count].text, "%s %s", words, words_money(value, currency, money));
    (*count)++;
}

/* What each line is, and its value in the last month. */
static void line_labels(FILE *out, const struct fan *fan)
{
    struct style_label label[5];
    size_t count = 0;
    const struct figure *end = revenue(fan, fan->last);
    const char *currency = fan->money.bare ? "" : fan->findings->currency;
    add_label(label, &count, fan->plateau, STYLE_ORANGE, true, "Plateau", currency);
    if (count > 0 && !fan->plateau_drawn)
        strcat(label[0].text, " ↑");
    /* A band of no width needs no names for its edges. */
    bool wide = fan->banded && end->quantile[P90] > end->quantile[P10];
    if (wide)
        add_label(label, &count, end->quantile[P90], STYLE_BLUE, false, "Band top", currency);
    if (fan->played)
        add_label(label, &count, end->quantile[P50], STYLE_BLUE, true, fan->banded ? "Median" : "The play", currency);
    add_label(label, &count, mean(fan, fan->last), STYLE_INK, !fan->played, "Exact mean", currency);
    if (wide)
        add_label(label, &count, end->quantile[P10], STYLE_BLUE, false, "Band bottom", currency);
    style_line_labels(out, label, count, &fan->money);
}

/* A dotted line at the month from which on revenue is 95 % of the way, named at its top, on the roomier side. */
static void mark_month95(FILE *out, const struct fan *fan)
{
    static const double GAP = 0.006, BELOW_TOP = 0.012;
    char text[64];
    if (fan->month95 == 0 || fan->first == fan->last)
        return;
    double x = style_screen_x(fan->month95, &fan->month);
    bool on_the_left = x > (STYLE_FRAME.left + STYLE_FRAME.right) / 2;
    fprintf(out,
            "set arrow from first %d, graph 0 to first %d, graph 1 nohead dashtype 3 linecolor rgb '%s' linewidth 2\n",
            fan->month95, fan->month95, STYLE_MUTED);
    snprintf(text, sizeof text, "Month %d: 95 %% of the way", fan->month95);
    style_label_at(out, on_the_left ? x - GAP : x + GAP, STYLE_FRAME.top - BELOW_TOP, on_the_left ? "right" : "left",
                   text, STYLE_LABEL, false, STYLE_MUTED);
}

/* ---- the chart -------------------------------------------------------------------------------------------- */

static void data(FILE *out, const struct fan *fan)
{
    fputs("# month, the plays' 10 % quantile, median and 90 % quantile, exact mean\n", out);
    style_data(out, "fan");
    for (int month = fan->first; month <= fan->last; month++) {
        const struct figure *f = revenue(fan, month);
        const double cell[] = {f->quantile[P10], f->quantile[P50], f->quantile[P90], mean(fan, month)};
        fprintf(out, "%d", month);
        for (size_t i = 0; i < sizeof cell / sizeof cell[0]; i++) {
            putc('\t', out);
            style_number(out, fan->played || i == 3 ? cell[i] : NAN);
        }
        putc('\n', out);
    }
    style_data_end(out);
}

/* One month makes no line: points, with the band as a bar. */
static void plot_point(FILE *out, const struct fan *fan)
{
    fputs("plot ", out);
    if (fan->played)
        fprintf(out,
                "$fan using 1:3:2:4 with yerrorbars linecolor rgb '%s' linewidth 6 pointtype 7 pointsize 3, \\\n     ",
                STYLE_BLUE);
    fprintf(out, "$fan using 1:5 with points pointtype 6 pointsize 3 linewidth 3 linecolor rgb '%s'\n", STYLE_INK);
}

static void plot_lines(FILE *out, const struct fan *fan)
{
    fputs("plot ", out);
    if (fan->banded)
        fprintf(out,
                "$fan using 1:2:4 with filledcurves fillcolor rgb '%s' fillstyle transparent solid 0.20 noborder, "
                "\\\n     ",
                STYLE_BLUE);
    if (fan->played)
        fprintf(out,
                "$fan using 1:3 with lines linecolor rgb '%s' linewidth 6, \\\n     "
                "$fan using 1:5 with lines linecolor rgb '%s' linewidth 2.5 dashtype (10,7)\n",
                STYLE_BLUE, STYLE_INK);
    else
        fprintf(out, "$fan using 1:5 with lines linecolor rgb '%s' linewidth 5\n", STYLE_INK);
}

void revenue_fan_write(FILE *out, const struct findings *findings)
{
    struct fan fan = fan_of(findings);
    char title[HEADLINE_SIZE], under[480], foot[FOOTER_SIZE], caption[320];
    headline_revenue(findings, title);
    subtitle(&fan, under, sizeof under);
    footer_of(findings, foot);
    snprintf(caption, sizeof caption, "%s a month", findings->currency[0] ? findings->currency : "Money");
    style_begin(out, "revenue");
    data(out, &fan);
    style_titles(out, title, under, foot, findings->agreement.failed);
    style_vertical(out, &fan.money, caption);
    style_horizontal(out, &fan.month, "Plan month");
    if (fan.plateau_drawn) {
        char value[TEXT_NUMBER];
        text_number(fan.plateau, value);
        fprintf(out,
                "set arrow from graph 0, first %s to graph 1, first %s nohead dashtype (18,9) linecolor rgb '%s' "
                "linewidth 3 front\n",
                value, value, STYLE_ORANGE);
    }
    mark_month95(out, &fan);
    line_labels(out, &fan);
    if (fan.first == fan.last)
        plot_point(out, &fan);
    else
        plot_lines(out, &fan);
    style_end(out);
}
