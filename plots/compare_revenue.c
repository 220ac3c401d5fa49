/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/compare_revenue.h"

#include <stdint.h>

#include "plots/footer.h"
#include "plots/headline.h"
#include "plots/overlay.h"
#include "plots/rivals.h"
#include "plots/style.h"
#include "plots/words.h"

static const double *course_of(const struct contender *contender)
{
    return contender->revenue;
}

static int verdict_of(const struct rivals *rivals, size_t i)
{
    return comparison_verdict(&rivals->item[i]->metric[METRIC_REVENUE_END]);
}

/* ---- words ------------------------------------------------------------------------------------------------ */

static void headline(const struct overlay *overlay, char out[HEADLINE_SIZE])
{
    const struct rivals *rivals = overlay->rivals;
    const char *currency = rivals->comparison->currency;
    char name[RIVALS_QUOTED], best[WORDS_SIZE], base[WORDS_SIZE];
    size_t below = 0, first = overlay_best(overlay);
    words_money(overlay_end(overlay, 0), currency, base);
    for (size_t i = 1; i < rivals->count; i++)
        below += verdict_of(rivals, i) < 0;
    if (first != SIZE_MAX)
        snprintf(out, HEADLINE_SIZE, "%s ends %s: %s a month in month %d, the base %s",
                 rivals_quoted(rivals->item[first], 2 * RIVALS_NAME_PIXELS, name),
                 rivals->count > 2 ? "highest" : "higher", words_money(overlay_end(overlay, first), currency, best),
                 rivals->comparison->months, base);
    else if (below == 0)
        snprintf(out, HEADLINE_SIZE, "No clear difference: by month %d %s bring%s about the base's %s a month",
                 rivals->comparison->months, rivals->count > 2 ? "all" : "the other", rivals->count > 2 ? "" : "s",
                 base);
    else if (rivals->count > 2)
        snprintf(out, HEADLINE_SIZE, "No scenario ends clearly above the base's %s a month", base);
    else
        snprintf(out, HEADLINE_SIZE, "%s ends lower: %s a month in month %d, the base %s",
                 rivals_quoted(rivals->item[1], 2 * RIVALS_NAME_PIXELS, name),
                 words_money(overlay_end(overlay, 1), currency, best), rivals->comparison->months, base);
}

/* ---- the chart -------------------------------------------------------------------------------------------- */

/* Month 0 is on the chart where some scenario begins with clients. */
static int first_month(const struct rivals *rivals)
{
    for (size_t i = 0; i < rivals->count; i++)
        if (rivals->item[i]->revenue[0] > 0)
            return 0;
    return 1;
}

void compare_revenue_write(FILE *out, const struct comparison *comparison)
{
    struct rivals rivals = rivals_of(comparison);
    struct overlay overlay = {.rivals = &rivals,
                              .course = course_of,
                              .verdict = verdict_of,
                              .words = words_money,
                              .first = first_month(&rivals)};
    struct style_frame frame = STYLE_FRAME;
    struct tics axis;
    double lowest, largest;
    char title[HEADLINE_SIZE], marks[200], under[SUBTITLE_SIZE], foot[FOOTER_SIZE], caption[320];
    frame.right = OVERLAY_RIGHT;
    headline(&overlay, title);
    snprintf(marks, sizeof marks, "Lines: %s, the base dark%s", subtitle_exact(comparison->uncertain),
             overlay_has_grey(&overlay) ? "; grey: no clear difference in the last month, or not among the largest"
                                        : "");
    rivals_subtitle(&rivals, "revenue a month", marks, NULL, under);
    footer_of_comparison(comparison, foot);
    overlay_range(&overlay, &lowest, &largest);
    tics_money(&axis, lowest, largest, comparison->currency);
    snprintf(caption, sizeof caption, "%s a month", comparison->currency[0] ? comparison->currency : "Money");
    style_begin(out, "compare-revenue");
    style_titles(out, title, under, foot, false);
    style_margins(out, &frame);
    style_vertical(out, &frame, &axis, caption);
    overlay_data(out, &overlay);
    overlay_plot(out, &overlay, &frame, &axis, axis.bare ? "" : comparison->currency);
    style_end(out);
}
