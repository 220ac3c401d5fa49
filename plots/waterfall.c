/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/waterfall.h"

#include <math.h>
#include <string.h>

#include "plots/footer.h"
#include "plots/headline.h"
#include "plots/letters.h"
#include "plots/rivals.h"
#include "plots/style.h"
#include "plots/subtitle.h"
#include "plots/words.h"

static const struct style_frame FRAME = {.left = 0.27, .right = 0.86, .bottom = 0.135, .top = 0.715, .labels = 0.97};
static const double PAGE_LEFT = 0.03, TALLEST = 0.075; /* a row, on the screen */
static const double HALF_A_CENT = 0.005;
static const double SMALL = 0.03; /* of the largest change: joined with the others */
static const double HALF = 0.34;  /* of a bar's height; from row to row it is 1 */
enum { PARTS_MOST = 10 };         /* lines shown by themselves */

/* Lines of the ledger, and how each enters profit. Clawbacks are taken off commissions. */
static const struct line {
    const char *name, *clause;
    enum series series;
    int sign;
} lines[] = {
    {"Revenue", "revenue", SERIES_REVENUE, 1},
    {"Salaries of reps", "salaries", SERIES_SALARIES, -1},
    {"Hiring reps", "hiring", SERIES_HIRING, -1},
    {"Leads", "leads", SERIES_LEADS_COST, -1},
    {"Commissions", "commissions", SERIES_COMMISSIONS, -1},
    {"Longevity bonuses", "bonuses", SERIES_BONUSES, -1},
    {"Service reps", "service reps", SERIES_SERVICE, -1},
    {"Serving clients", "serving clients", SERIES_SERVING, -1},
    {"Care for detractors", "care", SERIES_CARE, -1},
    {"Rescue offers", "rescue offers", SERIES_RESCUE, -1},
    {"Winning clients back", "winning back", SERIES_WINBACK, -1},
    {"Rewards for referrals", "rewards", SERIES_REFERRAL, -1},
    {"Signing clients up", "signing up", SERIES_SIGNUP_COST, -1},
    {"Losing clients", "losing clients", SERIES_LOST_COST, -1},
    {"Fixed costs", "fixed costs", SERIES_FIXED, -1},
};
enum { LINES = sizeof lines / sizeof lines[0] };

/* A change of profit; a multiple of the scale's step. */
struct part {
    const char *name, *clause;
    double change;
};

/* base + the parts = end; all are multiples of the scale's step. */
struct fall {
    const struct comparison *comparison;
    const struct contender *contender;
    struct words_scale scale;
    double base, end;
    struct part part[LINES + 1];
    size_t count;
};

bool waterfall_wanted(const struct comparison *comparison, size_t i)
{
    return comparison->item[0].has_costs || comparison->item[i].has_costs;
}

/* What a line adds to profit. */
static double amount_of(const struct contender *contender, const struct line *line)
{
    double clawed = line->series == SERIES_COMMISSIONS ? contender->ledger[SERIES_CLAWBACKS] : 0;
    return line->sign * (contender->ledger[line->series] - clawed);
}

static double profit_of(const struct contender *contender)
{
    double sum = 0;
    for (size_t i = 0; i < LINES; i++)
        sum += amount_of(contender, &lines[i]);
    return sum;
}

static double change_of(const struct fall *self, size_t line)
{
    return amount_of(self->contender, &lines[line]) - amount_of(&self->comparison->item[0], &lines[line]);
}

/* The size from which on a line stands by itself: not small against the largest, and among the PARTS_MOST largest. */
static double least_of(const struct fall *self)
{
    double sorted[LINES] = {0};
    for (size_t i = 0; i < LINES; i++) {
        double size = fabs(change_of(self, i));
        size_t at = i;
        for (; at > 0 && sorted[at - 1] < size; at--)
            sorted[at] = sorted[at - 1];
        sorted[at] = size;
    }
    double least = SMALL * sorted[0];
    if (sorted[PARTS_MOST] >= least)
        least = nextafter(sorted[PARTS_MOST], INFINITY);
    return least;
}

/* The lines in the order of the ledger, the small ones joined as the last; one small line keeps its name. */
static void parts_of(struct fall *self)
{
    double least = least_of(self), others = 0;
    size_t joined = 0, alone = 0;
    for (size_t i = 0; i < LINES; i++) {
        double change = change_of(self, i);
        const char *name = lines[i].series == SERIES_COMMISSIONS &&
                                   (self->contender->ledger[SERIES_CLAWBACKS] > 0 ||
                                    self->comparison->item[0].ledger[SERIES_CLAWBACKS] > 0)
                               ? "Commissions, net"
                               : lines[i].name;
        if (fabs(change) < self->scale.step / 2)
            continue;
        if (fabs(change) >= least) {
            self->part[self->count++] = (struct part){name, lines[i].clause, words_on_scale(&self->scale, change)};
        } else {
            others += change;
            joined++;
            alone = i;
        }
    }
    others = words_on_scale(&self->scale, others);
    if (joined > 0 && others != 0)
        self->part[self->count++] = (struct part){joined == 1 ? lines[alone].name : "Other",
                                                  joined == 1 ? lines[alone].clause : "other lines", others};
}

/* Each is rounded; what that leaves over goes to the largest, where it is least. */
static void close_gap(struct fall *self)
{
    double over = self->end - self->base;
    size_t largest = 0;
    for (size_t i = 0; i < self->count; i++) {
        over -= self->part[i].change;
        if (fabs(self->part[i].change) > fabs(self->part[largest].change))
            largest = i;
    }
    if (self->count > 0)
        self->part[largest].change = words_on_scale(&self->scale, self->part[largest].change + over);
}

/* Without cents from a hundred on, and up to ten million in full: beside "+$1.055M" a change would be "−$0.058M". */
static struct words_scale scale_of(double largest)
{
    static const double LONG = 1e7, SHORT = 100;
    struct words_scale scale = words_scale_of(largest);
    if (largest >= SHORT && scale.step < 1) {
        scale.step = 1;
        scale.decimals = 0;
    }
    if (largest < LONG && scale.unit > 1) {
        scale.unit = 1;
        scale.decimals = 0;
        scale.letter[0] = '\0';
    }
    return scale;
}

static struct fall fall_of(const struct comparison *comparison, const struct contender *contender)
{
    struct fall self = {.comparison = comparison, .contender = contender};
    double base = profit_of(&comparison->item[0]), end = profit_of(contender), largest = fabs(end - base);
    for (size_t i = 0; i < LINES; i++)
        largest = fmax(largest, fabs(change_of(&self, i)));
    self.scale = scale_of(largest > HALF_A_CENT ? largest : fabs(base));
    self.base = words_on_scale(&self.scale, base);
    self.end = words_on_scale(&self.scale, end);
    parts_of(&self);
    close_gap(&self);
    return self;
}

/* ---- words ------------------------------------------------------------------------------------------------ */

/* ": revenue +$210,000, salaries −$60,000": the two largest changes. */
static void why(const struct fall *self, char *out, size_t size)
{
    const struct part *first = NULL, *second = NULL;
    const char *currency = self->comparison->currency;
    char one[WORDS_SIZE], two[WORDS_SIZE];
    for (size_t i = 0; i < self->count; i++) {
        const struct part *part = &self->part[i];
        if (!first || fabs(part->change) > fabs(first->change)) {
            second = first;
            first = part;
        } else if (!second || fabs(part->change) > fabs(second->change)) {
            second = part;
        }
    }
    out[0] = '\0';
    if (first && second)
        snprintf(out, size, ": %s %s, %s %s", first->clause,
                 words_scaled(&self->scale, first->change, true, currency, one), second->clause,
                 words_scaled(&self->scale, second->change, true, currency, two));
    else if (first)
        snprintf(out, size, ": %s %s", first->clause, words_scaled(&self->scale, first->change, true, currency, one));
}

static void headline(const struct fall *self, char out[HEADLINE_SIZE])
{
    int verdict = comparison_verdict(&self->contender->metric[METRIC_PROFIT_TOTAL]);
    double change = self->end - self->base;
    char name[RIVALS_QUOTED], money[WORDS_SIZE], reasons[180];
    rivals_quoted(self->contender, 1.5 * RIVALS_NAME_PIXELS, name);
    words_scaled(&self->scale, fabs(change), false, self->comparison->currency, money);
    why(self, reasons, sizeof reasons);
    if (self->count == 0)
        snprintf(out, HEADLINE_SIZE, "%s makes the same profit as the base, in every line", name);
    else if (verdict == 0 || change == 0)
        snprintf(out, HEADLINE_SIZE, "No clear difference in profit between %s and the base%s", name, reasons);
    else
        snprintf(out, HEADLINE_SIZE, "%s makes %s %s profit than the base%s", name, money, change > 0 ? "more" : "less",
                 reasons);
}

/* ---- the chart -------------------------------------------------------------------------------------------- */

/* Rows: the base, the parts, the scenario. */
static size_t rows_of(const struct fall *self)
{
    return self->count + 2;
}

static struct style_frame frame_of(const struct fall *self)
{
    struct style_frame frame = FRAME;
    frame.bottom = fmax(FRAME.bottom, FRAME.top - TALLEST * (double)rows_of(self));
    return frame;
}

/* Bars hang at the level that the lines above have reached; levels are differences to the base. */
static void bar(FILE *out, double row, double from, double to, const char *colour)
{
    const double cell[] = {(from + to) / 2, row, fmin(from, to), fmax(from, to), row - HALF, row + HALF};
    for (size_t c = 0; c < sizeof cell / sizeof cell[0]; c++) {
        style_number(out, cell[c]);
        putc('\t', out);
    }
    fprintf(out, "%ld\n", style_colour_number(colour));
}

static void data(FILE *out, const struct fall *self)
{
    double level = 0;
    fputs("# middle, row, from, to, top, bottom, colour; money, difference to the base\n", out);
    style_data(out, "bars");
    for (size_t i = 0; i < self->count; i++) {
        double change = self->part[i].change;
        bar(out, (double)(i + 1), level, level + change, change > 0 ? STYLE_BLUE : STYLE_ORANGE);
        level += change;
    }
    bar(out, (double)(self->count + 1), 0, self->end - self->base, STYLE_BAR);
    style_data_end(out);
}

static void axis_of(const struct fall *self, struct tics *axis)
{
    double level = 0, low = 0, high = 0;
    for (size_t i = 0; i < self->count; i++) {
        level += self->part[i].change;
        low = fmin(low, level);
        high = fmax(high, level);
    }
    enum { FEW = 6 };
    tics_few_money(axis, low, high, FEW, self->comparison->currency);
    for (size_t i = 0; i < axis->count; i++) { /* differences have signs */
        char text[WORDS_SIZE];
        if (axis->at[i] > 0) {
            snprintf(text, sizeof text, "+%.50s", axis->text[i]);
            snprintf(axis->text[i], sizeof axis->text[i], "%s", text);
        }
    }
}

/*
 * A row's figure: at the end of its bar, on the far side from where it comes if there is room, else on the near side;
 * in a long bar between them inside.
 */
static void put_figure(FILE *out, const struct style_frame *frame, const struct tics *axis, double y, const char *text,
                       double from, double to, const char *colour)
{
    static const double GAP = 0.006;
    const char *inside = strcmp(colour, STYLE_INK) == 0 ? STYLE_INK : "#ffffff"; /* grey bars are light */
    const struct letters_face face = {STYLE_LABEL, true};
    double wide = letters_width(text, face) / STYLE_WIDTH + GAP, low = style_screen_x(fmin(from, to), frame, axis);
    double high = style_screen_x(fmax(from, to), frame, axis);
    bool fits_left = low - wide > frame->left, fits_right = high + wide < frame->labels;
    if (!fits_left && !fits_right)
        style_label_at(out, high - GAP, y, "right", text, STYLE_LABEL, true, inside);
    else if (fits_left && (to < from || !fits_right))
        style_label_at(out, low - GAP, y, "right", text, STYLE_LABEL, true, colour);
    else
        style_label_at(out, high + GAP, y, "left", text, STYLE_LABEL, true, colour);
}

static void put_name(FILE *out, const struct style_frame *frame, double y, const char *name, bool bold)
{
    const struct letters_face face = {.points = STYLE_TEXT, .bold = bold};
    char line[LETTERS_LINE];
    letters_cut(name, (frame->left - 0.012 - PAGE_LEFT) * STYLE_WIDTH, face, line);
    style_label_at(out, frame->left - 0.012, y, "right", line, STYLE_TEXT, bold, STYLE_INK);
}

static void rows(FILE *out, const struct fall *self, const struct style_frame *frame, const struct tics *axis)
{
    const char *currency = self->comparison->currency;
    double tall = (frame->top - frame->bottom) / (double)rows_of(self), level = 0, y = frame->top - tall / 2;
    char text[2 * WORDS_SIZE + 8], change[WORDS_SIZE];
    put_name(out, frame, y, self->comparison->item[0].name, true);
    put_figure(out, frame, axis, y, words_scaled(&self->scale, self->base, false, currency, text), 0, 0, STYLE_INK);
    for (size_t i = 0; i < self->count; i++) {
        const struct part *part = &self->part[i];
        y -= tall;
        put_name(out, frame, y, part->name, false);
        put_figure(out, frame, axis, y, words_scaled(&self->scale, part->change, true, currency, text), level,
                   level + part->change, part->change > 0 ? STYLE_BLUE : STYLE_ORANGE);
        level += part->change;
    }
    y -= tall;
    words_scaled(&self->scale, self->end, false, currency, text);
    if (self->end != self->base)
        snprintf(text + strlen(text), sizeof text - strlen(text), " (%s)",
                 words_scaled(&self->scale, self->end - self->base, true, currency, change));
    put_name(out, frame, y, self->contender->name, true);
    put_figure(out, frame, axis, y, text, 0, self->end - self->base, STYLE_INK);
}

/* Lines are exact and courses the plays' mean: what luck makes of the end, so that the two charts are not held against
   each other. Empty where it is not known. */
static void remark_of(const struct comparison *comparison, size_t i, char *out, size_t size)
{
    static const double Z = 1.96;
    const struct difference *profit = &comparison->item[i].metric[METRIC_PROFIT_TOTAL];
    char mean[WORDS_SIZE], error[WORDS_SIZE];
    out[0] = '\0';
    if (comparison->replicates < 2 || !isfinite(profit->mean) || !(profit->mcse > 0))
        return;
    words_change(profit->mean, comparison->currency, mean);
    words_error(Z * profit->mcse, error);
    snprintf(out, size, "In the plays, with their luck, the difference is %s ± %s on average (95 %% interval)", mean,
             error);
}

void waterfall_write(FILE *out, const struct comparison *comparison, size_t i, const char *name)
{
    struct fall self = fall_of(comparison, &comparison->item[i]);
    struct style_frame frame = frame_of(&self);
    struct tics axis;
    char title[HEADLINE_SIZE], marks[200], remark[200], under[SUBTITLE_SIZE], foot[FOOTER_SIZE], caption[320],
        low[TEXT_NUMBER];
    const char *currency = comparison->currency;
    axis_of(&self, &axis);
    headline(&self, title);
    remark_of(comparison, i, remark, sizeof remark);
    snprintf(marks, sizeof marks, "What each line adds to the base's profit or takes from it, over %d month%s; %s",
             comparison->months, comparison->months == 1 ? "" : "s", subtitle_exact(comparison->uncertain));
    subtitle_of_name(comparison->item[i].name, "profit over the plan, against the base's", marks, remark, under);
    footer_of_comparison(comparison, foot);
    snprintf(caption, sizeof caption, "Profit over the plan, difference to the base%s%s", currency[0] ? ", " : "",
             currency);
    style_begin(out, name);
    data(out, &self);
    style_titles(out, title, under, foot, false);
    style_margins(out, &frame);
    style_horizontal(out, &axis, caption);
    fprintf(out, "set grid xtics noytics\nunset ytics\nset yrange [%s:-0.5]\n",
            text_number((double)rows_of(&self) - 0.5, low));
    fprintf(out, "set arrow from first 0, graph 0 to first 0, graph 1 nohead linecolor rgb '%s' linewidth 2 back\n",
            STYLE_INK);
    rows(out, &self, &frame, &axis);
    fputs("plot $bars using 1:2:3:4:5:6:7 with boxxyerror fillcolor rgb variable fillstyle solid 1.0 noborder\n", out);
    style_end(out);
}
