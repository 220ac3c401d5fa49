/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/revenue_fan.h"

#include <math.h>

#include "plots/fan.h"
#include "plots/footer.h"
#include "plots/headline.h"
#include "plots/style.h"
#include "plots/subtitle.h"
#include "plots/words.h"

/* A plateau this many times as high as everything else is named but not drawn: it would flatten the rest. */
static const double PLATEAU_TOO_HIGH = 4;

/* Months of a plan above which the cycles of scheduled sign-ups are too narrow to be seen. */
enum { CYCLE_IS_A_BLUR = 120 };

struct chart {
    const struct findings *findings;
    struct fan fan;
    double plateau;     /* NaN: none */
    bool plateau_drawn; /* it fits on the axis */
    int month95;        /* 0: not within the plan */
    struct tics money, month;
};

static struct chart chart_of(const struct findings *findings)
{
    struct chart chart = {.findings = findings, .plateau = findings->metric[METRIC_PLATEAU_REVENUE].expected};
    double month95 = findings->metric[METRIC_PLATEAU_MONTH95].expected, lowest, most;
    chart.fan = fan_of(findings, SERIES_REVENUE, findings_month(findings, SERIES_REVENUE, 0)->expected > 0 ? 0 : 1);
    if (findings->months > CYCLE_IS_A_BLUR && headline_cycles(findings))
        chart.fan.smooth = findings->smooth_revenue;
    if (month95 >= 1 && month95 <= findings->months && !headline_holds(findings))
        chart.month95 = (int)month95;
    fan_range(&chart.fan, &lowest, &most);
    chart.plateau_drawn = chart.plateau >= 0 && (chart.plateau <= PLATEAU_TOO_HIGH * most || most <= 0);
    tics_money(&chart.money, 0, chart.plateau_drawn ? fmax(most, chart.plateau) : most, findings->currency);
    fan_months(&chart.fan, &chart.month);
    return chart;
}

/* ---- words ------------------------------------------------------------------------------------------------ */

/* What needs to be said of the plateau. Where inputs are unsure the months are means of many plans, and it is not. */
static void plateau_words(const struct chart *chart, char *out, size_t size)
{
    const struct findings *f = chart->findings;
    const char *at_means = f->uncertain ? "; plateau: inputs at their means" : "";
    const char *why = f->metric[METRIC_PLATEAU_REVENUE].why;
    double month95 = f->metric[METRIC_PLATEAU_MONTH95].expected;
    bool way = !headline_holds(f) && (chart->plateau > 0 || f->smooth_revenue[0] > 0); /* there is one to go */
    out[0] = '\0';
    if (!isfinite(chart->plateau))
        snprintf(out, size, "No plateau%s%s", why ? ": " : "", why ? why : "");
    else if (way && month95 > f->months)
        snprintf(out, size, "Revenue is 95 %% of the way to the plateau in month %.0f, after the plan's end%s", month95,
                 at_means);
    else if (way && !isfinite(month95))
        snprintf(out, size, "Revenue is not 95 %% of the way to the plateau within 1,200 months%s", at_means);
    else if (chart->plateau > 0 && headline_cycles(f) && f->uncertain)
        snprintf(out, size, "Scheduled sign-ups make a cycle; the plateau (inputs at their means) is its mean%s",
                 chart->fan.smooth ? ", as is the dashed line" : "");
    else if (chart->plateau > 0 && headline_cycles(f))
        snprintf(out, size, "Sign-ups come on a schedule, so revenue goes through a cycle; the plateau is its mean%s",
                 chart->fan.smooth ? ", and so is the dashed line" : "");
    else if (f->uncertain)
        snprintf(out, size, "Plateau: inputs at their means");
}

/* ---- labels ----------------------------------------------------------------------------------------------- */

static void line_labels(FILE *out, const struct chart *chart)
{
    struct style_label label[FAN_LABELS + 1] = {{.value = chart->plateau, .colour = STYLE_ORANGE, .bold = true}};
    const char *currency = chart->money.bare ? "" : chart->findings->currency;
    char money[WORDS_SIZE];
    size_t count = isfinite(chart->plateau) ? 1 : 0;
    snprintf(label[0].text, sizeof label[0].text, "Plateau %s%s", words_money(chart->plateau, currency, money),
             chart->plateau_drawn ? "" : " ↑");
    count += fan_labels(&chart->fan, currency, label + count);
    style_line_labels(out, &STYLE_FRAME, label, count, &chart->money);
}

/* A dotted line at the month from which on revenue is 95 % of the way, named at its top, on the roomier side. */
static void mark_month95(FILE *out, const struct chart *chart)
{
    static const double GAP = 0.006, BELOW_TOP = 0.012;
    char text[64];
    if (chart->month95 == 0 || chart->fan.first == chart->fan.last)
        return;
    double x = style_screen_x(chart->month95, &STYLE_FRAME, &chart->month);
    bool on_the_left = x > (STYLE_FRAME.left + STYLE_FRAME.right) / 2;
    fprintf(out,
            "set arrow from first %d, graph 0 to first %d, graph 1 nohead dashtype 3 linecolor rgb '%s' linewidth 2\n",
            chart->month95, chart->month95, STYLE_MUTED);
    snprintf(text, sizeof text, "Month %d: 95 %% of the way", chart->month95);
    style_label_at(out, on_the_left ? x - GAP : x + GAP, STYLE_FRAME.top - BELOW_TOP, on_the_left ? "right" : "left",
                   text, STYLE_LABEL, false, STYLE_MUTED);
}

/* ---- the chart -------------------------------------------------------------------------------------------- */

void revenue_fan_write(FILE *out, const struct findings *findings)
{
    struct chart chart = chart_of(findings);
    char title[HEADLINE_SIZE], marks[FAN_WORDS], remark[240], under[SUBTITLE_SIZE], foot[FOOTER_SIZE], caption[320];
    headline_revenue(findings, title);
    fan_marks(&chart.fan, marks);
    plateau_words(&chart, remark, sizeof remark);
    subtitle_of(findings, "revenue a month", marks, remark, under);
    footer_of(findings, foot);
    snprintf(caption, sizeof caption, "%s a month", findings->currency[0] ? findings->currency : "Money");
    style_begin(out, "revenue");
    fan_data(out, &chart.fan, "fan");
    style_titles(out, title, under, foot, findings->agreement.failed);
    style_vertical(out, &STYLE_FRAME, &chart.money, caption);
    style_horizontal(out, &chart.month, "Plan month");
    if (chart.plateau_drawn) {
        char value[TEXT_NUMBER];
        text_number(chart.plateau, value);
        fprintf(out,
                "set arrow from graph 0, first %s to graph 1, first %s nohead dashtype (18,9) linecolor rgb '%s' "
                "linewidth 3 front\n",
                value, value, STYLE_ORANGE);
    }
    mark_month95(out, &chart);
    line_labels(out, &chart);
    fan_plot(out, &chart.fan, "fan", NULL);
    style_end(out);
}
