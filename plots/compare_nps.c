/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/compare_nps.h"

#include <math.h>
#include <stdint.h>

#include "analysis/metrics.h"
#include "plots/footer.h"
#include "plots/headline.h"
#include "plots/nps_zones.h"
#include "plots/overlay.h"
#include "plots/rivals.h"
#include "plots/style.h"
#include "plots/words.h"

static const double RIPPLE = 1.5; /* points: no difference to speak of */

static const double *course_of(const struct contender *contender)
{
    return contender->nps;
}

static double end_of(const struct rivals *rivals, size_t i)
{
    return overlay_end(&(struct overlay){.rivals = rivals, .course = course_of, .first = 1}, i);
}

/* The courses are exact. Nothing can be said against a base without NPS. */
static int verdict_of(const struct rivals *rivals, size_t i)
{
    double more = end_of(rivals, i) - end_of(rivals, 0);
    return more > RIPPLE ? 1 : more < -RIPPLE ? -1 : 0;
}

static const char *points(double value, const char *currency, char out[WORDS_SIZE])
{
    (void)currency;
    return words_points(value, out);
}

bool compare_nps_wanted(const struct comparison *comparison)
{
    struct rivals rivals = rivals_of(comparison);
    for (size_t i = 0; i < rivals.count; i++)
        if (rivals.item[i]->has_nps && isfinite(end_of(&rivals, i)))
            return true;
    return false;
}

/* ---- words ------------------------------------------------------------------------------------------------ */

/* The scenario with the highest NPS at the end, of all; SIZE_MAX: none has one. */
static size_t highest(const struct rivals *rivals)
{
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < rivals->count; i++)
        if (isfinite(end_of(rivals, i)) && (best == SIZE_MAX || end_of(rivals, i) > end_of(rivals, best)))
            best = i;
    return best;
}

static void headline(const struct overlay *overlay, char out[HEADLINE_SIZE])
{
    const struct rivals *rivals = overlay->rivals;
    double base = end_of(rivals, 0);
    char name[RIVALS_QUOTED], best[WORDS_SIZE], start[WORDS_SIZE];
    size_t first = overlay_best(overlay), top = highest(rivals), below = 0;
    words_points(base, start);
    for (size_t i = 1; i < rivals->count; i++)
        below += verdict_of(rivals, i) < 0;
    if (isnan(base) && top != SIZE_MAX)
        snprintf(out, HEADLINE_SIZE, "%s ends the plan at an NPS of %s (%s); the base has none",
                 rivals_quoted(rivals->item[top], 2 * RIVALS_NAME_PIXELS, name),
                 words_points(end_of(rivals, top), best), metrics_nps_rating(end_of(rivals, top)));
    else if (first != SIZE_MAX)
        snprintf(out, HEADLINE_SIZE, "%s ends the plan at an NPS of %s (%s), the base at %s",
                 rivals_quoted(rivals->item[first], 2 * RIVALS_NAME_PIXELS, name),
                 words_points(end_of(rivals, first), best), metrics_nps_rating(end_of(rivals, first)), start);
    else if (below > 0)
        snprintf(out, HEADLINE_SIZE, "No scenario lifts NPS above the base's %s (%s)", start, metrics_nps_rating(base));
    else
        snprintf(out, HEADLINE_SIZE, "NPS hardly differs: about %s (%s) at the end of the plan", start,
                 metrics_nps_rating(base));
}

/* ---- the chart -------------------------------------------------------------------------------------------- */

void compare_nps_write(FILE *out, const struct comparison *comparison)
{
    const struct style_frame frame = nps_zones_frame(OVERLAY_RIGHT);
    struct rivals rivals = rivals_of(comparison);
    struct overlay overlay = {
        .rivals = &rivals, .course = course_of, .verdict = verdict_of, .words = points, .first = 1};
    struct tics axis;
    double lowest, largest;
    char title[HEADLINE_SIZE], marks[200], under[SUBTITLE_SIZE], foot[FOOTER_SIZE];
    headline(&overlay, title);
    snprintf(marks, sizeof marks, "Lines: %s, the base dark; zones: a rating for agencies%s",
             subtitle_exact(comparison->uncertain),
             overlay_has_grey(&overlay) ? "; grey: no clear difference, or not among the largest" : "");
    rivals_subtitle(&rivals, "NPS of the clients of each month, in points", marks, NULL, under);
    footer_of_comparison(comparison, foot);
    overlay_range(&overlay, &lowest, &largest);
    style_begin(out, "compare-nps");
    style_titles(out, title, under, foot, false);
    style_margins(out, &frame);
    nps_zones_tics(lowest, largest, &axis);
    nps_zones_axis(out, &frame, &axis);
    overlay_data(out, &overlay);
    overlay_plot(out, &overlay, &frame, &axis, NULL);
    style_end(out);
}
