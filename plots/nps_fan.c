/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/nps_fan.h"

#include <math.h>

#include "analysis/metrics.h"
#include "plots/fan.h"
#include "plots/footer.h"
#include "plots/headline.h"
#include "plots/nps_zones.h"
#include "plots/style.h"
#include "plots/subtitle.h"
#include "plots/words.h"

static const double RIPPLE = 1.5; /* points: no drift to speak of */

/* The exact course, and that of new clients, in points. */
struct course {
    int first, last; /* the first and the last month with clients; 0: none */
    double start, end;
    double fresh_start, fresh_end; /* new clients, with the lifts of these months */
};

static double nps_in(const struct findings *findings, int month)
{
    return findings_month(findings, SERIES_NPS, month)->expected;
}

static double fresh_in(const struct findings *findings, int month)
{
    return satisfaction_nps(&findings->plan->satisfaction, month);
}

static struct course course_of(const struct findings *findings)
{
    struct course self = {0};
    for (int month = 1; month <= findings->months; month++) {
        if (!isfinite(nps_in(findings, month)))
            continue;
        if (self.first == 0) {
            self.first = month;
            self.start = nps_in(findings, month);
            self.fresh_start = fresh_in(findings, month);
        }
        self.last = month;
        self.end = nps_in(findings, month);
        self.fresh_end = fresh_in(findings, month);
    }
    return self;
}

bool nps_fan_wanted(const struct findings *findings)
{
    return findings->plan->satisfaction.known && course_of(findings).first > 0;
}

/* ---- words ------------------------------------------------------------------------------------------------ */

/* Why it moved, as far as the figures tell; NULL if they do not. */
static const char *cause_of(const struct findings *findings, const struct course *course)
{
    bool up = course->end > course->start;
    bool cares = findings->plan->satisfaction.cares;
    if (fabs(course->fresh_end - course->fresh_start) > RIPPLE) {
        if ((course->fresh_end > course->fresh_start) != up)
            return NULL;
        return up && cares ? "lifts and care change what clients think" : "lifts change what clients think";
    }
    if (!up || course->end - course->fresh_end <= RIPPLE)
        return NULL;
    return cares ? "unhappy clients leave sooner or are cared for" : "unhappy clients leave sooner";
}

static void headline(const struct findings *findings, const struct course *course, char out[HEADLINE_SIZE])
{
    char start[WORDS_SIZE], end[WORDS_SIZE];
    const char *cause = cause_of(findings, course), *rating = metrics_nps_rating(course->end);
    bool still = fabs(course->fresh_end - course->fresh_start) <= RIPPLE && !findings->plan->satisfaction.cares;
    words_points(course->start, start);
    words_points(course->end, end);
    if (course->first == course->last)
        snprintf(out, HEADLINE_SIZE, "NPS is %s in month %d (%s)", end, course->last, rating);
    else if (fabs(course->end - course->start) <= RIPPLE)
        snprintf(out, HEADLINE_SIZE, "NPS stays at about %s (%s)", end, rating);
    else
        snprintf(out, HEADLINE_SIZE, "NPS %s from %s to %s (%s)%s%s",
                 course->end < course->start ? "falls"
                 : still                     ? "drifts"
                                             : "rises",
                 start, end, rating, cause ? ": " : "", cause ? cause : "");
}

/* ---- the chart -------------------------------------------------------------------------------------------- */

static void fresh_data(FILE *out, const struct findings *findings, int first, int last)
{
    fputs("# month, NPS of new clients\n", out);
    style_data(out, "fresh");
    for (int month = first; month <= last; month++) {
        fprintf(out, "%d\t", month);
        style_number(out, fresh_in(findings, month));
        putc('\n', out);
    }
    style_data_end(out);
}

/*
 * Of both lines, and of the band in the plan's second half: where there are hardly any clients yet, luck throws NPS
 * from one end to the other, and what matters would be flat.
 */
static void range_of(const struct findings *findings, const struct fan *fan, double *lowest, double *largest)
{
    struct fan later = *fan;
    later.first = (fan->first + fan->last) / 2;
    fan_range(&later, lowest, largest);
    for (int month = fan->first; month <= fan->last; month++) { /* fmin and fmax pass over NaN */
        *lowest = fmin(*lowest, fmin(nps_in(findings, month), fresh_in(findings, month)));
        *largest = fmax(*largest, fmax(nps_in(findings, month), fresh_in(findings, month)));
    }
}

/* Does the band go beyond the axis anywhere? */
static bool is_cut(const struct findings *findings, const struct fan *fan, const struct tics *axis)
{
    for (int month = fan->first; month <= fan->last && fan->banded; month++) {
        const double *quantile = findings_month(findings, SERIES_NPS, month)->quantile;
        if (quantile[P10] < axis->low || quantile[P90] > axis->high)
            return true;
    }
    return false;
}

static void labels(FILE *out, const struct style_frame *frame, const struct fan *fan, double fresh,
                   const struct tics *axis)
{
    struct style_label label[FAN_LABELS + 1];
    char points[WORDS_SIZE];
    size_t count = fan_labels(fan, NULL, label);
    label[count] = (struct style_label){.value = fresh, .colour = STYLE_MUTED};
    snprintf(label[count].text, sizeof label[count].text, "New clients %s", words_points(fresh, points));
    style_line_labels(out, frame, label, count + 1, axis);
}

void nps_fan_write(FILE *out, const struct findings *findings)
{
    const struct style_frame frame = nps_zones_frame(STYLE_FRAME.right);
    struct course course = course_of(findings);
    struct fan fan = fan_of_figures(findings_month(findings, SERIES_NPS, 0), course.first, course.last, FAN_EXACT,
                                    findings->replicates, findings->uncertain);
    struct tics axis, months;
    double lowest, largest;
    char title[HEADLINE_SIZE], marks[FAN_WORDS], remark[200], under[SUBTITLE_SIZE], foot[FOOTER_SIZE];
    headline(findings, &course, title);
    fan_marks(&fan, marks);
    range_of(findings, &fan, &lowest, &largest);
    nps_zones_tics(lowest, largest, &axis);
    snprintf(remark, sizeof remark, "Dashed: new clients, with the month's lifts; zones: a rating for agencies%s",
             is_cut(findings, &fan, &axis) ? "; where clients are few the band is cut" : "");
    subtitle_of(findings, "NPS of the clients of each month, in points", marks, remark, under);
    footer_of(findings, foot);
    fan_months(&fan, &months);
    style_begin(out, "nps");
    fan_data(out, &fan, "fan");
    fresh_data(out, findings, course.first, course.last);
    style_titles(out, title, under, foot, findings->agreement.failed);
    style_margins(out, &frame);
    nps_zones_axis(out, &frame, &axis);
    style_horizontal(out, &months, "Plan month");
    labels(out, &frame, &fan, course.fresh_end, &axis);
    fan_plot(out, &fan, "fan",
             course.first == course.last
                 ? "$fresh using 1:2 with points pointtype 4 pointsize 3 linecolor rgb '" STYLE_MUTED "'"
                 : "$fresh using 1:2 with lines linecolor rgb '" STYLE_MUTED "' linewidth 2.5 dashtype (10,7)");
    style_end(out);
}
