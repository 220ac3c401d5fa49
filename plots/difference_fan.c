/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/difference_fan.h"

#include <math.h>

#include "plots/fan.h"
#include "plots/footer.h"
#include "plots/headline.h"
#include "plots/marks.h"
#include "plots/rivals.h"
#include "plots/style.h"
#include "plots/subtitle.h"
#include "plots/words.h"

static const double HALF_A_CENT = 0.005;
static const double ROOM_ABOVE = 0.05; /* of the depth: above zero, where nothing is */

/* The course of the mean difference (the exact one where there are no plays). */
struct course {
    double lowest, largest, end;
    int month_lowest; /* the first of them */
};

bool difference_fan_wanted(const struct comparison *comparison, size_t i)
{
    return comparison->item[0].has_costs || comparison->item[i].has_costs;
}

static double in_month(const struct comparison *comparison, const struct contender *contender, int month)
{
    const struct figure *figure = &contender->cash_difference[month];
    return comparison->replicates > 0 ? figure->mean : figure->expected;
}

static struct course course_of(const struct comparison *comparison, const struct contender *contender)
{
    struct course self = {.lowest = INFINITY, .largest = -INFINITY};
    for (int month = 1; month <= comparison->months; month++) {
        self.end = in_month(comparison, contender, month);
        self.largest = fmax(self.largest, self.end);
        if (self.end < self.lowest) {
            self.lowest = self.end;
            self.month_lowest = month;
        }
    }
    return self;
}

/* ---- words ------------------------------------------------------------------------------------------------ */

static void headline(const struct comparison *comparison, const struct contender *contender,
                     const struct course *course, char out[HEADLINE_SIZE])
{
    const struct payoff *payoff = &contender->payoff;
    int verdict = comparison_verdict(&contender->metric[METRIC_PROFIT_TOTAL]), last = comparison->months;
    bool several = comparison->replicates > 1;
    const char *average = several ? "On average " : "";
    char name[RIVALS_QUOTED], end[WORDS_SIZE];
    rivals_quoted(contender, 1.5 * RIVALS_NAME_PIXELS, name);
    words_money(fabs(course->end), comparison->currency, end);
    if (fmax(course->largest, -course->lowest) <= HALF_A_CENT)
        snprintf(out, HEADLINE_SIZE, "%s makes the same profit as the base in every month", name);
    else if (payoff->state == PAYOFF_MONTH && verdict > 0)
        snprintf(out, HEADLINE_SIZE, "%s%s pays back in month %d and ends %s ahead of the base", average, name,
                 payoff->month, end);
    else if (payoff->state == PAYOFF_LATER && verdict < 0)
        snprintf(out, HEADLINE_SIZE, "%s does not pay back within the plan: %s behind the base after month %d", name,
                 end, last);
    else if (payoff->state == PAYOFF_NONE_NEEDED && verdict > 0)
        snprintf(out, HEADLINE_SIZE, "%s%s is never behind the base, and %s ahead after month %d", average, name, end,
                 last);
    else if (payoff->state == PAYOFF_MONTH)
        snprintf(out, HEADLINE_SIZE, "No clear difference after month %d; %s%s is back at the base in month %d", last,
                 several ? "on average " : "", name, payoff->month);
    else
        snprintf(out, HEADLINE_SIZE, "No clear difference in profit between %s and the base after month %d", name,
                 last);
}

/* "Plays: 82 % pay back, 15 % are never behind, 3 % end behind; 9 in 10 are level or ahead from month 22 on" */
static void remark_of(const struct comparison *comparison, const struct payoff *payoff, char *out, size_t size)
{
    enum { WITHIN, NEVER, LATER, KINDS };
    const double part[KINDS] = {payoff->within, payoff->none_needed, payoff->later};
    static const char *const verb[KINDS] = {"pay back", "are never behind", "end behind"};
    char percent[WORDS_SIZE];
    int sum = 0;
    size_t said = 0, used = 0;
    out[0] = '\0';
    if (comparison->replicates < 2 || !isfinite(payoff->within))
        return;
    for (size_t i = 0; i < KINDS; i++)
        sum += words_percent(part[i]);
    for (size_t i = 0; i < KINDS; i++)
        if (words_percent(part[i]) > 0 || (part[i] > 0 && sum != 100)) { /* rounded each by itself, as in the memo */
            int wrote = snprintf(out + used, size - used, "%s%s %% %s",
                                 said++ ? ", " : "Plays: ", words_percent_text(part[i], percent), verb[i]);
            used += wrote > 0 && (size_t)wrote < size - used ? (size_t)wrote : 0;
        }
    if (payoff->month90 > 0) /* not if it is NaN */
        snprintf(out + used, size - used, "; 9 in 10 are level or ahead from month %.0f on", payoff->month90);
}

/* ---- the chart -------------------------------------------------------------------------------------------- */

static void mark_course(FILE *out, const struct comparison *comparison, const struct contender *contender,
                        const struct course *course, const struct tics *months)
{
    const struct payoff *payoff = &contender->payoff;
    char text[WORDS_SIZE + 64], low[WORDS_SIZE];
    if (course->lowest >= -HALF_A_CENT || comparison->months == 1)
        return;
    /* At the plan's end the label of the line says it. */
    if (course->month_lowest < comparison->months) {
        snprintf(text, sizeof text, "Lowest: %s, month %d", words_money(course->lowest, comparison->currency, low),
                 course->month_lowest);
        marks_month(out, &STYLE_FRAME, months, course->month_lowest, 0, text, STYLE_ORANGE);
        marks_point(out, course->month_lowest, course->lowest, STYLE_ORANGE);
    }
    if (payoff->state != PAYOFF_MONTH)
        return;
    snprintf(text, sizeof text, "Paid back in month %d", payoff->month);
    marks_month(out, &STYLE_FRAME, months, payoff->month, 1, text, STYLE_INK);
    marks_point(out, payoff->month, in_month(comparison, contender, payoff->month), STYLE_INK);
}

void difference_fan_write(FILE *out, const struct comparison *comparison, size_t i, const char *name)
{
    const struct contender *contender = &comparison->item[i];
    struct fan fan = fan_of_figures(contender->cash_difference, 1, comparison->months, FAN_MEAN, comparison->replicates,
                                    comparison->uncertain);
    struct course course = course_of(comparison, contender);
    struct style_label label[FAN_LABELS];
    struct tics money, months;
    double lowest, largest;
    const char *currency = comparison->currency;
    char title[HEADLINE_SIZE], marks[FAN_WORDS], remark[320], under[SUBTITLE_SIZE], foot[FOOTER_SIZE], caption[320];
    headline(comparison, contender, &course, title);
    fan_marks(&fan, marks);
    remark_of(comparison, &contender->payoff, remark, sizeof remark);
    subtitle_of_name(contender->name,
                     comparison->replicates > 0 ? "cumulative profit less the base's, play by play with the same luck"
                                                : "cumulative profit less the base's",
                     marks, remark, under);
    footer_of_comparison(comparison, foot);
    fan_range(&fan, &lowest, &largest);
    tics_money(&money, lowest, fmax(largest, -ROOM_ABOVE * lowest), currency);
    fan_months(&fan, &months);
    snprintf(caption, sizeof caption, "Profit so far, difference to the base%s%s", currency[0] ? ", " : "", currency);
    style_begin(out, name);
    fan_data(out, &fan, "fan");
    style_titles(out, title, under, foot, false);
    style_vertical(out, &STYLE_FRAME, &money, caption);
    style_horizontal(out, &months, "Plan month");
    mark_course(out, comparison, contender, &course, &months);
    style_line_labels(out, &STYLE_FRAME, label, fan_labels(&fan, money.bare ? "" : currency, label), &money);
    fan_plot(out, &fan, "fan", NULL);
    style_end(out);
}
