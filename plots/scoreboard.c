/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/scoreboard.h"

#include <math.h>
#include <stdbool.h>

#include "plots/footer.h"
#include "plots/headline.h"
#include "plots/letters.h"
#include "plots/rivals.h"
#include "plots/style.h"
#include "plots/words.h"

/* Two panels of bars, each with a column of figures; between them how often the scenario wins. */
static const struct style_frame WORTH = {.left = 0.275, .right = 0.475, .bottom = 0.085, .top = 0.67, .labels = 0.615};
static const struct style_frame LEVEL = {.left = 0.735, .right = 0.865, .bottom = 0.085, .top = 0.67, .labels = 0.985};
static const double PAGE_LEFT = 0.03, WINS = 0.705, TALLEST = 0.117;
static const double HALF = 0.30;         /* of a bar's height; from row to row it is 1 */
static const double Z = 1.96;            /* standard errors to each side of an interval */
static const double NARROWEST = 0.05;    /* a panel, on the screen */
static const double NEARLY_ALL = 0.995;  /* of the plays */
static const double HALF_A_CENT = 0.005; /* what is nearer to 0 is 0 */

static const struct difference *npv_of(const struct contender *contender)
{
    return &contender->metric[METRIC_NPV];
}

static const struct difference *plateau_of(const struct contender *contender)
{
    return &contender->metric[METRIC_PLATEAU_REVENUE];
}

static double error_of(const struct difference *difference)
{
    return isfinite(difference->mean) && isfinite(difference->mcse) ? Z * difference->mcse : 0;
}

static int sign_of(double change)
{
    return change > HALF_A_CENT ? 1 : change < -HALF_A_CENT ? -1 : 0;
}

static int verdict_of(const struct contender *contender)
{
    return comparison_verdict(npv_of(contender));
}

/* ---- words ------------------------------------------------------------------------------------------------ */

/* How many of the best cannot be told from the first: their intervals reach into its. */
static size_t leaders(const struct rivals *rivals)
{
    size_t count = 0;
    double low = rivals_change(npv_of(rivals->item[1])) - error_of(npv_of(rivals->item[1]));
    for (size_t i = 1; i < rivals->count; i++) {
        const struct difference *npv = npv_of(rivals->item[i]);
        count += verdict_of(rivals->item[i]) > 0 && rivals_change(npv) + error_of(npv) >= low - HALF_A_CENT;
    }
    return count;
}

/* "; by plateau revenue “Y” leads", if another does, above the base; of those shown. */
static void other_leader(const struct rivals *rivals, char *out, size_t size)
{
    size_t best = 1;
    char name[RIVALS_QUOTED];
    out[0] = '\0';
    if (!isfinite(plateau_of(rivals->item[1])->expected))
        return;
    for (size_t i = 2; i < rivals->count; i++)
        if (plateau_of(rivals->item[i])->expected > plateau_of(rivals->item[best])->expected + HALF_A_CENT)
            best = i;
    if (best != 1 && plateau_of(rivals->item[best])->expected > HALF_A_CENT)
        snprintf(out, size, "; by plateau revenue %s leads",
                 rivals_quoted(rivals->item[best], RIVALS_NAME_PIXELS, name));
}

/* One scenario against the base. */
static void headline_of_two(const struct contender *other, const char *currency, char out[HEADLINE_SIZE])
{
    char name[RIVALS_QUOTED], money[WORDS_SIZE], wins[80] = "";
    int verdict = verdict_of(other);
    double share = npv_of(other)->p_better;
    rivals_quoted(other, 2 * RIVALS_NAME_PIXELS, name);
    words_money(fabs(rivals_change(npv_of(other))), currency, money);
    if (isfinite(share))
        snprintf(wins, sizeof wins, ", better in %d %% of plays", words_percent(share));
    if (verdict == 0)
        snprintf(out, HEADLINE_SIZE, "No clear difference in value between %s and the base", name);
    else
        snprintf(out, HEADLINE_SIZE, "%s is worth %s %s than the base%s", name, money, verdict > 0 ? "more" : "less",
                 wins);
}

static void headline(const struct rivals *rivals, char out[HEADLINE_SIZE])
{
    const char *currency = rivals->comparison->currency;
    char first[RIVALS_QUOTED], second[RIVALS_QUOTED], money[WORDS_SIZE], other[RIVALS_QUOTED + 32];
    size_t worse = 0, best = leaders(rivals);
    for (size_t i = 1; i < rivals->count; i++)
        worse += verdict_of(rivals->item[i]) < 0;
    words_money(rivals_change(npv_of(rivals->item[1])), currency, money);
    other_leader(rivals, other, sizeof other);
    rivals_quoted(rivals->item[1], best == 2 || (best == 1 && other[0]) ? RIVALS_NAME_PIXELS : 1.5 * RIVALS_NAME_PIXELS,
                  first);
    rivals_quoted(rivals->item[rivals->count > 2 ? 2 : 1], RIVALS_NAME_PIXELS, second);
    if (rivals->count == 2)
        headline_of_two(rivals->item[1], currency, out);
    else if (best == 1)
        snprintf(out, HEADLINE_SIZE, "%s is worth most, %s more than the base%s", first, money, other);
    else if (best == 2)
        snprintf(out, HEADLINE_SIZE, "%s and %s are worth most, about %s more than the base", first, second, money);
    else if (best > 2)
        snprintf(out, HEADLINE_SIZE, "%s and %zu others are worth most, with no clear difference between them", first,
                 best - 1);
    else if (worse + 1 == rivals->count)
        snprintf(out, HEADLINE_SIZE, "Every scenario is worth less than the base");
    else
        snprintf(out, HEADLINE_SIZE, "No scenario is clearly worth more than the base%s",
                 worse > 0 ? "; some are worth less" : "");
}

static void subtitle(const struct rivals *rivals, char out[SUBTITLE_SIZE])
{
    const struct comparison *all = rivals->comparison;
    bool costs = false;
    char marks[240];
    for (size_t i = 0; i < rivals->count; i++)
        costs = costs || rivals->item[i]->has_costs;
    if (all->replicates > 1)
        snprintf(marks, sizeof marks,
                 "NPV: the plan's discounted %s; bars: mean, ± its 95 %% interval; lines: middle 80 %% of plays (%s)",
                 costs ? "profit" : "revenue", subtitle_luck(all->uncertain));
    else
        snprintf(marks, sizeof marks, "NPV: the plan's discounted %s; bars: %s", costs ? "profit" : "revenue",
                 all->replicates == 1 ? "the only play" : "exact mean; nothing was simulated (-n 0)");
    rivals_subtitle(rivals, "difference to the base", marks,
                    all->uncertain ? "Plateau revenue: inputs at their means" : NULL, out);
}

/* ---- the chart -------------------------------------------------------------------------------------------- */

/* In each figure, or, where it stands behind figures, once over the column. */
static const char *shown_currency(const struct rivals *rivals)
{
    const char *currency = rivals->comparison->currency;
    return words_currency_behind(currency) ? "" : currency;
}

static const char *colour_of(int verdict)
{
    return verdict > 0 ? STYLE_BLUE : verdict < 0 ? STYLE_ORANGE : STYLE_BAR;
}

static bool has_luck(const struct rivals *rivals, const struct difference *difference)
{
    return rivals->comparison->replicates > 1 && isfinite(difference->quantile[P10]) &&
           isfinite(difference->quantile[P90]);
}

/* The horizontal axis of a panel: 0 and all that is drawn; at most 1 wide where all is 0. */
static void range_of(const struct rivals *rivals, bool worth, double *low, double *high)
{
    *low = *high = 0;
    for (size_t i = 1; i < rivals->count; i++) {
        const struct difference *d = worth ? npv_of(rivals->item[i]) : plateau_of(rivals->item[i]);
        double change = worth ? rivals_change(d) : d->expected;
        *low = fmin(*low, change);
        *high = fmax(*high, change);
        if (worth && has_luck(rivals, d)) {
            *low = fmin(*low, d->quantile[P10]);
            *high = fmax(*high, d->quantile[P90]);
        }
    }
    if (*high - *low <= HALF_A_CENT)
        *high = *low + 1;
}

static void data(FILE *out, const struct rivals *rivals, bool worth)
{
    fputs("# middle, row, from, to, top, bottom, colour, 10 % and 90 % quantile of the plays\n", out);
    style_data(out, worth ? "worth" : "level");
    for (size_t i = 1; i < rivals->count; i++) {
        const struct difference *d = worth ? npv_of(rivals->item[i]) : plateau_of(rivals->item[i]);
        double change = worth ? rivals_change(d) : d->expected, y = (double)(i - 1);
        int verdict = worth ? verdict_of(rivals->item[i]) : sign_of(change);
        bool luck = worth && has_luck(rivals, d);
        if (!isfinite(change))
            continue;
        const double cell[] = {change / 2, y, fmin(0, change), fmax(0, change), y - HALF, y + HALF};
        for (size_t c = 0; c < sizeof cell / sizeof cell[0]; c++) {
            style_number(out, cell[c]);
            putc('\t', out);
        }
        fprintf(out, "%ld\t", style_colour_number(colour_of(verdict)));
        style_number(out, luck ? d->quantile[P10] : NAN);
        putc('\t', out);
        style_number(out, luck ? d->quantile[P90] : NAN);
        putc('\n', out);
    }
    style_data_end(out);
}

/* "+$12,300 ± 410". Returns out. */
static const char *worth_text(const struct rivals *rivals, size_t i, char out[3 * WORDS_SIZE])
{
    const struct difference *npv = npv_of(rivals->item[i]);
    char change[WORDS_SIZE], error[WORDS_SIZE];
    words_change(rivals_change(npv), shown_currency(rivals), change);
    if (error_of(npv) > 0)
        snprintf(out, 3 * WORDS_SIZE, "%s ± %s", change, words_error(error_of(npv), error));
    else
        snprintf(out, 3 * WORDS_SIZE, "%s", change);
    return out;
}

/* "+$1,230", "no plateau". Returns out. */
static const char *level_text(const struct rivals *rivals, size_t i, char out[3 * WORDS_SIZE])
{
    double level = plateau_of(rivals->item[i])->expected;
    if (isfinite(level))
        words_change(level, shown_currency(rivals), out);
    else
        snprintf(out, 3 * WORDS_SIZE, "no plateau");
    return out;
}

/* A panel's edges: as high as there are rows, as wide as the figures beside it leave room. */
static struct style_frame sized(const struct rivals *rivals, bool worth)
{
    static const double GAP = 0.012;
    const struct letters_face face = {STYLE_LABEL, true};
    struct style_frame frame = worth ? WORTH : LEVEL;
    double widest = 0;
    for (size_t i = 1; i < rivals->count; i++) {
        char text[3 * WORDS_SIZE];
        widest = fmax(widest, letters_width(worth ? worth_text(rivals, i, text) : level_text(rivals, i, text), face));
    }
    frame.bottom = fmax(frame.bottom, frame.top - TALLEST * (double)(rivals->count - 1));
    frame.right = fmax(frame.left + NARROWEST, frame.labels - GAP - widest / STYLE_WIDTH);
    return frame;
}

static const char *text_colour(int verdict)
{
    return verdict == 0 ? STYLE_MUTED : colour_of(verdict);
}

static void row(FILE *out, const struct rivals *rivals, size_t i, double y)
{
    const struct letters_face face = {.points = STYLE_LABEL};
    const struct contender *contender = rivals->item[i];
    double wins = npv_of(contender)->p_better, level = plateau_of(contender)->expected;
    char name[LETTERS_LINE], text[3 * WORDS_SIZE], percent[WORDS_SIZE];
    letters_cut(contender->name, (WORTH.left - 0.012 - PAGE_LEFT) * STYLE_WIDTH, face, name);
    style_label_at(out, WORTH.left - 0.012, y, "right", name, STYLE_LABEL, false, STYLE_INK);
    style_label_at(out, WORTH.labels, y, "right", worth_text(rivals, i, text), STYLE_LABEL, true,
                   text_colour(verdict_of(contender)));
    if (isfinite(wins)) {
        if (npv_of(contender)->p_equal >= NEARLY_ALL)
            snprintf(text, sizeof text, "all equal");
        else
            snprintf(text, sizeof text, "%s%s %%", wins > NEARLY_ALL && wins < 1 ? ">" : "",
                     words_percent_text(wins, percent));
        style_label_at(out, WINS, y, "right", text, STYLE_LABEL, false, STYLE_INK);
    }
    style_label_at(out, LEVEL.labels, y, "right", level_text(rivals, i, text), STYLE_LABEL, isfinite(level),
                   isfinite(level) ? text_colour(sign_of(level)) : STYLE_MUTED);
}

/* Heads of the columns, and the rows' names and figures. */
static void texts(FILE *out, const struct rivals *rivals, const struct style_frame *frame)
{
    const char *currency = words_currency_behind(rivals->comparison->currency) ? rivals->comparison->currency : "";
    double tall = (frame->top - frame->bottom) / (double)(rivals->count - 1), line = style_line(STYLE_LABEL);
    double head = frame->top + 0.8 * line;
    char text[80];
    snprintf(text, sizeof text, "NPV against the base%s%.20s", currency[0] ? ", " : "", currency);
    style_label_at(out, WORTH.labels, head, "right", text, STYLE_LABEL, false, STYLE_MUTED);
    if (rivals->comparison->replicates > 0) {
        style_label_at(out, WINS, head + line, "right", "plays where", STYLE_LABEL, false, STYLE_MUTED);
        style_label_at(out, WINS, head, "right", "it is better", STYLE_LABEL, false, STYLE_MUTED);
    }
    snprintf(text, sizeof text, "Plateau revenue a month%s%.20s", currency[0] ? ", " : "", currency);
    style_label_at(out, LEVEL.labels, head, "right", text, STYLE_LABEL, false, STYLE_MUTED);
    for (size_t i = 1; i < rivals->count; i++)
        row(out, rivals, i, frame->top - ((double)i - 0.5) * tall);
}

static void panel(FILE *out, const struct rivals *rivals, bool worth, const struct style_frame *frame)
{
    double low, high;
    char from[TEXT_NUMBER], to[TEXT_NUMBER];
    range_of(rivals, worth, &low, &high);
    fprintf(out, "unset xtics\nunset ytics\nset xrange [%s:%s]\nset yrange [%zu.5:-0.5]\n", text_number(low, from),
            text_number(high, to), rivals->count - 2);
    fprintf(out, "set arrow from first 0, graph 0 to first 0, graph 1 nohead linecolor rgb '%s' linewidth 2 front\n",
            STYLE_INK);
    if (worth)
        texts(out, rivals, frame);
    fprintf(out, "plot $%s using 1:2:3:4:5:6:7 with boxxyerror fillcolor rgb variable fillstyle solid 1.0 noborder",
            worth ? "worth" : "level");
    if (worth && rivals->comparison->replicates > 1)
        fprintf(out, ", \\\n     $worth using 8:2:($9-$8):(0) with vectors nohead linecolor rgb '%s' linewidth 2.5",
                STYLE_INK);
    putc('\n', out);
}

void scoreboard_write(FILE *out, const struct comparison *comparison)
{
    struct rivals rivals = rivals_of(comparison);
    struct style_frame worth = sized(&rivals, true), level = sized(&rivals, false);
    char title[HEADLINE_SIZE], under[SUBTITLE_SIZE], foot[FOOTER_SIZE];
    headline(&rivals, title);
    subtitle(&rivals, under);
    footer_of_comparison(comparison, foot);
    style_begin(out, "scoreboard");
    data(out, &rivals, true);
    data(out, &rivals, false);
    style_panels(out);
    style_panel(out, &worth);
    style_titles(out, title, under, foot, false);
    panel(out, &rivals, true, &worth);
    style_panel(out, &level);
    panel(out, &rivals, false, &level);
    style_panels_end(out);
    style_end(out);
}
