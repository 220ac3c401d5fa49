/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/profit_fan.h"

#include <math.h>
#include <string.h>

#include "plots/fan.h"
#include "plots/footer.h"
#include "plots/headline.h"
#include "plots/marks.h"
#include "plots/style.h"
#include "plots/subtitle.h"
#include "plots/words.h"

static const struct style_frame UPPER = {.left = 0.085, .right = 0.80, .bottom = 0.47, .top = 0.72, .labels = 0.992};
static const struct style_frame LOWER = {.left = 0.085, .right = 0.80, .bottom = 0.135, .top = 0.405, .labels = 0.992};
enum { PANEL_TICS = 6 };

static const double HALF_A_CENT = 0.005;

/* The expected course of cash. */
struct cash {
    double lowest, end;
    int month_lowest;   /* the first of them */
    int month_positive; /* from which on it stays at or above zero; months + 1: it ends below */
    int month_most;     /* from which on the band's bottom stays above zero; months + 1: it ends below, or no band */
};

bool profit_fan_wanted(const struct findings *findings)
{
    return findings_have_costs(findings);
}

static const struct figure *cash_in(const struct findings *findings, int month)
{
    return findings_month(findings, SERIES_CASH, month);
}

static struct cash cash_of(const struct findings *findings)
{
    struct cash cash = {.lowest = INFINITY, .month_positive = 1, .month_most = 1};
    for (int month = 1; month <= findings->months; month++) {
        double value = cash_in(findings, month)->expected;
        if (value < cash.lowest) {
            cash.lowest = value;
            cash.month_lowest = month;
        }
        if (value < -HALF_A_CENT)
            cash.month_positive = month + 1;
        if (findings->replicates < 2 || !(cash_in(findings, month)->quantile[P10] > 0))
            cash.month_most = month + 1;
        cash.end = value;
    }
    return cash;
}

/* ---- words ------------------------------------------------------------------------------------------------ */

/* How many plays end on the other side of zero than the mean, at least: "1 play in 10", or NULL if fewer. */
static const char *others(const struct findings *findings, double end)
{
    const double *quantile = cash_in(findings, findings->months)->quantile;
    if (findings->replicates < 2)
        return NULL;
    double sign = end < 0 ? -1 : 1;
    if (sign * quantile[P50] < 0)
        return "half of the plays";
    if (sign * quantile[end < 0 ? P75 : P25] < 0)
        return "1 play in 4";
    return sign * quantile[end < 0 ? P90 : P10] < 0 ? "1 play in 10" : NULL;
}

/*
 * The course is that of the mean, and the sentence says so: half of the plays may still be below zero when it is above.
 */
static void headline(const struct findings *findings, const struct cash *cash, char out[HEADLINE_SIZE])
{
    char low[WORDS_SIZE], end[WORDS_SIZE], luck[80] = "";
    const char *few = others(findings, cash->end);
    const char *it = findings->replicates > 0 ? "On average cash" : "Expected cash";
    int last = findings->months;
    words_money(cash->lowest, findings->currency, low);
    words_money(cash->end, findings->currency, end);
    if (few)
        snprintf(luck, sizeof luck, "; at least %s end%s %s zero", few, strstr(few, "plays") ? "" : "s",
                 cash->end < 0 ? "above" : "below");
    else if (cash->lowest < -HALF_A_CENT && cash->month_positive <= last && cash->month_most <= last)
        snprintf(luck, sizeof luck, "; 9 plays in 10 from month %d on", cash->month_most);
    if (last == 1)
        snprintf(out, HEADLINE_SIZE, "Month 1 %s %s%s", cash->end < 0 ? "ends with" : "leaves", end, luck);
    else if (cash->lowest >= -HALF_A_CENT)
        snprintf(out, HEADLINE_SIZE, "%s never falls below zero, and is %s after month %d%s", it, end, last, luck);
    else if (cash->month_positive <= last)
        snprintf(out, HEADLINE_SIZE, "%s falls to %s in month %d and is above zero from month %d on%s", it, low,
                 cash->month_lowest, cash->month_positive, luck);
    else if (cash->month_lowest < last)
        snprintf(out, HEADLINE_SIZE, "%s falls to %s in month %d and is still at %s in month %d%s", it, low,
                 cash->month_lowest, end, last, luck);
    else
        snprintf(out, HEADLINE_SIZE, "%s is at its lowest when the plan ends: %s in month %d%s", it, low, last, luck);
}

/* A play's own lowest point is lower than that of the mean course. */
static void remark_of(const struct findings *findings, char *out, size_t size)
{
    const struct figure *least = &findings->metric[METRIC_CASH_MIN];
    char mean[WORDS_SIZE], low[WORDS_SIZE];
    out[0] = '\0';
    if (findings->replicates < 2 || !isfinite(least->mean) || !isfinite(least->quantile[P5]))
        return;
    if (least->quantile[P5] >= 0)
        snprintf(out, size, "Cash stays above zero in 19 plays of 20");
    else
        snprintf(out, size, "A play's own lowest point is %s on average; in 1 play of 20 it is below %s",
                 words_money(least->mean, findings->currency, mean),
                 words_money(least->quantile[P5], findings->currency, low));
}

/* ---- the chart -------------------------------------------------------------------------------------------- */

static void mark_cash(FILE *out, const struct findings *findings, const struct cash *cash, const struct tics *months)
{
    char text[WORDS_SIZE + 64], low[WORDS_SIZE];
    if (cash->lowest >= -HALF_A_CENT || findings->months == 1)
        return;
    snprintf(text, sizeof text, "Lowest: %s, month %d", words_money(cash->lowest, findings->currency, low),
             cash->month_lowest);
    marks_month(out, &LOWER, months, cash->month_lowest, 0, text, STYLE_ORANGE);
    marks_point(out, cash->month_lowest, cash->lowest, STYLE_ORANGE);
    if (cash->month_positive > findings->months)
        return;
    snprintf(text, sizeof text, "Above zero from month %d on", cash->month_positive);
    marks_month(out, &LOWER, months, cash->month_positive, 1, text, STYLE_INK);
    marks_point(out, cash->month_positive, cash_in(findings, cash->month_positive)->expected, STYLE_INK);
}

/* One fan in its frame, but for its plot command. */
static void panel(FILE *out, const struct fan *fan, const struct style_frame *frame, const char *caption,
                  const char *currency, const struct tics *months)
{
    struct style_label label[FAN_LABELS];
    struct tics money;
    double lowest, largest;
    char line[340];
    fan_range(fan, &lowest, &largest);
    tics_few_money(&money, lowest, largest, PANEL_TICS, currency);
    snprintf(line, sizeof line, "%s%s%s%s", caption, currency[0] ? ", " : "", currency,
             frame == &UPPER ? " a month" : "");
    style_vertical(out, frame, &money, line);
    struct tics none = {.low = months->low, .high = months->high};
    if (frame == &LOWER)
        style_horizontal(out, months, "Plan month");
    else /* the months stand below */
        style_horizontal(out, &none, "");
    size_t count = fan_labels(fan, money.bare ? "" : currency, label);
    style_line_labels(out, frame, label, count, &money);
}

void profit_fan_write(FILE *out, const struct findings *findings)
{
    struct fan profit = fan_of(findings, SERIES_PROFIT, 1), cash = fan_of(findings, SERIES_CASH, 1);
    struct cash course = cash_of(findings);
    struct tics months;
    char title[HEADLINE_SIZE], words[FAN_WORDS], remark[240], under[SUBTITLE_SIZE], foot[FOOTER_SIZE];
    headline(findings, &course, title);
    fan_marks(&profit, words);
    remark_of(findings, remark, sizeof remark);
    subtitle_of(findings, "profit a month, and cash: the profit of all months so far", words, remark, under);
    footer_of(findings, foot);
    fan_months(&profit, &months);
    style_begin(out, "profit");
    fan_data(out, &profit, "profit");
    fan_data(out, &cash, "cash");
    style_panels(out);
    style_panel(out, &UPPER);
    style_titles(out, title, under, foot, findings->agreement.failed);
    panel(out, &profit, &UPPER, "Profit", findings->currency, &months);
    fan_plot(out, &profit, "profit", NULL);
    style_panel(out, &LOWER);
    panel(out, &cash, &LOWER, "Cash", findings->currency, &months);
    mark_cash(out, findings, &course, &months);
    fan_plot(out, &cash, "cash", NULL);
    style_panels_end(out);
    style_end(out);
}
