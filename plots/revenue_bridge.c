/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/revenue_bridge.h"

#include <math.h>

#include "plots/footer.h"
#include "plots/headline.h"
#include "plots/style.h"
#include "plots/subtitle.h"
#include "plots/words.h"

static const double HALF = 0.34;      /* of a bar's width; from middle to middle it is 1 */
static const double NO_CHANGE = 0.02; /* of the start: no growth to speak of, where no plays tell */

static const struct style_frame FRAME = {.left = 0.085, .right = 0.97, .bottom = 0.175, .top = 0.72, .labels = 0.97};

/* Money a month; all are multiples of the scale's step and start + won + growth + back - lost = end. */
struct bridge {
    const struct findings *findings;
    struct words_scale scale;
    double start, won, growth, back, lost, end;
    double signups, winbacks, leavers; /* clients */
    bool within_luck;                  /* the end does not tell a rise or fall from luck */
};

struct bar {
    const char *name, *colour;
    char under[TEXT_NUMBER + 24];
    double from, to, value;
    bool change; /* not a level: its value has a sign */
};
enum { BARS_MOST = 6 };

static double sum_of(const struct findings *findings, enum series series)
{
    double sum = 0;
    for (int month = 1; month <= findings->months; month++) {
        double value = findings_month(findings, series, month)->expected;
        sum += isfinite(value) ? value : 0;
    }
    return sum;
}

bool revenue_bridge_wanted(const struct findings *findings)
{
    return findings_month(findings, SERIES_REVENUE, 0)->expected > 0 || sum_of(findings, SERIES_REVENUE) > 0;
}

static struct bridge bridge_of(const struct findings *findings)
{
    const struct figure *end = findings_month(findings, SERIES_REVENUE, findings->months);
    double start = findings_month(findings, SERIES_REVENUE, 0)->expected;
    double won = sum_of(findings, SERIES_REVENUE_NEW), growth = sum_of(findings, SERIES_REVENUE_EXPANSION);
    double lost = sum_of(findings, SERIES_REVENUE_LOST), back = sum_of(findings, SERIES_REVENUE_REACTIVATED);
    struct bridge self = {.findings = findings,
                          .scale = words_scale_of(fmax(start + won + back + fmax(growth, 0), lost)),
                          .signups = sum_of(findings, SERIES_SIGNUPS),
                          .winbacks = sum_of(findings, SERIES_WINBACKS),
                          .leavers = sum_of(findings, SERIES_LOST)};
    const struct words_scale *scale = &self.scale;
    self.start = words_on_scale(scale, start);
    self.won = words_on_scale(scale, won);
    self.growth = words_on_scale(scale, growth);
    self.back = words_on_scale(scale, back);
    self.lost = words_on_scale(scale, lost);
    self.end = words_on_scale(scale, end->expected);
    /* Each is rounded; what that leaves over goes where it is least. */
    double *largest = lost > won ? &self.lost : &self.won;
    double over = self.end - (self.start + self.won + self.growth + self.back - self.lost);
    *largest = words_on_scale(scale, *largest + (largest == &self.lost ? -over : over));
    if (findings->replicates > 1)
        self.within_luck = end->quantile[P10] <= start && start <= end->quantile[P90];
    else
        self.within_luck = fabs(end->expected - start) <= NO_CHANGE * start;
    return self;
}

/* ---- words ------------------------------------------------------------------------------------------------ */

static const char *money(const struct bridge *self, double value, char out[WORDS_SIZE])
{
    return words_scaled(&self->scale, value, false, self->findings->currency, out);
}

static void headline(const struct bridge *self, char out[HEADLINE_SIZE])
{
    char won[WORDS_SIZE], gone[WORDS_SIZE], left[WORDS_SIZE], start[WORDS_SIZE];
    double gains = self->won + self->back + fmax(self->growth, 0), change = self->end - self->start;
    bool any_won = gains > 0, any_gone = self->lost + fmax(-self->growth, 0) > 0;
    money(self, gains, won);
    money(self, self->lost + fmax(-self->growth, 0), gone);
    money(self, self->start, start);
    if (!any_won && !any_gone)
        snprintf(out, HEADLINE_SIZE, "Nothing is won and nothing lost: revenue stays at %s a month", start);
    else if (!any_won)
        snprintf(out, HEADLINE_SIZE, "Nothing is won, and of the %s a month at the start %s is lost", start, gone);
    else if (self->start <= 0 && !any_gone)
        snprintf(out, HEADLINE_SIZE, "%s a month is won, and nothing of it is lost", won);
    else if (self->start <= 0)
        snprintf(out, HEADLINE_SIZE, "Of %s a month won, %s is lost again; %s is left", won, gone,
                 money(self, self->end, left));
    else if (self->within_luck)
        snprintf(out, HEADLINE_SIZE, "%s a month is won and %s lost; the plan ends about where it began", won, gone);
    else
        snprintf(out, HEADLINE_SIZE, "%s a month is won and %s lost: revenue %s by %s", won,
                 any_gone ? gone : "nothing", change > 0 ? "grows" : "shrinks", money(self, fabs(change), left));
}

static void remark_of(const struct bridge *self, char *out, size_t size)
{
    const struct findings *f = self->findings;
    const double *quantile = findings_month(f, SERIES_REVENUE, f->months)->quantile;
    char low[WORDS_SIZE], high[WORDS_SIZE];
    out[0] = '\0';
    if (f->replicates > 1)
        snprintf(out, size, "The end differs from play to play: 8 in 10 are between %s and %s (%s)",
                 words_money(quantile[P10], f->currency, low), words_money(quantile[P90], f->currency, high),
                 subtitle_luck(f->uncertain));
}

/* ---- the chart -------------------------------------------------------------------------------------------- */

static void clients(double count, const char *what, char *out, size_t size)
{
    char number[TEXT_NUMBER];
    if (!(count > 0))
        snprintf(out, size, "nobody");
    else
        snprintf(out, size, "%s %s", text_grouped(count, count < 99.95 ? 1 : 0, number), what);
}

static size_t bars_of(const struct bridge *self, struct bar bar[BARS_MOST])
{
    size_t count = 0;
    double level = self->start;
    bar[count++] = (struct bar){.name = "Start", .colour = STYLE_BAR, .to = level, .value = level};
    snprintf(bar[0].under, sizeof bar[0].under, "%s", level > 0 ? "existing clients" : "no client yet");
    bar[count] = (struct bar){"New clients", STYLE_BLUE, "", level, level + self->won, self->won, true};
    clients(self->signups, "sign-ups", bar[count].under, sizeof bar[count].under);
    count++;
    level += self->won;
    if (self->growth != 0) {
        bar[count++] = (struct bar){self->growth > 0 ? "Fee growth" : "Lower fees",
                                    self->growth > 0 ? STYLE_BLUE : STYLE_ORANGE,
                                    "clients who stay",
                                    level,
                                    level + self->growth,
                                    self->growth,
                                    true};
        level += self->growth;
    }
    if (self->winbacks > 0 || self->back != 0) {
        bar[count] = (struct bar){"Won back", STYLE_BLUE, "", level, level + self->back, self->back, true};
        clients(self->winbacks, "clients", bar[count].under, sizeof bar[count].under);
        count++;
        level += self->back;
    }
    bar[count] = (struct bar){"Lost clients", STYLE_ORANGE, "", level, level - self->lost, -self->lost, true};
    clients(self->leavers, "clients", bar[count].under, sizeof bar[count].under);
    count++;
    bar[count] = (struct bar){.name = "End", .colour = STYLE_BAR, .to = self->end, .value = self->end};
    snprintf(bar[count].under, sizeof bar[count].under, "month %d", self->findings->months);
    return count + 1;
}

static void data(FILE *out, const struct bar *bar, size_t count)
{
    fputs("# place, middle, left, right, bottom, top, colour\n", out);
    style_data(out, "bars");
    for (size_t i = 0; i < count; i++) {
        const double x = (double)i, low = fmin(bar[i].from, bar[i].to), high = fmax(bar[i].from, bar[i].to);
        const double cell[] = {x, (low + high) / 2, x - HALF, x + HALF, low, high};
        for (size_t c = 0; c < sizeof cell / sizeof cell[0]; c++) {
            style_number(out, cell[c]);
            putc('\t', out);
        }
        fprintf(out, "%ld\n", style_colour_number(bar[i].colour));
    }
    style_data_end(out);
}

/* Names under the bars, values on top of them, and thin lines that lead from bar to bar. */
static void labels(FILE *out, const struct bridge *self, const struct bar *bar, size_t count, const struct tics *axis)
{
    const char *currency = axis->bare ? "" : self->findings->currency;
    struct tics place = {.low = -0.5, .high = (double)count - 0.5};
    for (size_t i = 0; i < count; i++) {
        char text[WORDS_SIZE], level[TEXT_NUMBER];
        double x = style_screen_x((double)i, &FRAME, &place);
        double top = style_screen_y(fmax(bar[i].from, bar[i].to), &FRAME, axis);
        words_scaled(&self->scale, bar[i].value, bar[i].change, currency, text);
        style_label_at(out, x, top + 0.8 * style_line(STYLE_TEXT), "center", text, STYLE_TEXT, true, STYLE_INK);
        style_label_at(out, x, FRAME.bottom - 0.03, "center", bar[i].name, STYLE_TEXT, false, STYLE_INK);
        style_label_at(out, x, FRAME.bottom - 0.03 - style_line(STYLE_TEXT), "center", bar[i].under, STYLE_LABEL, false,
                       STYLE_MUTED);
        if (i + 1 < count)
            fprintf(out, "set arrow from %.2f,%s to %.2f,%s nohead linecolor rgb '%s' linewidth 1.5 back\n",
                    (double)i + HALF, text_number(bar[i].to, level), (double)(i + 1) - HALF, level, STYLE_MUTED);
    }
}

void revenue_bridge_write(FILE *out, const struct findings *findings)
{
    struct bridge self = bridge_of(findings);
    struct bar bar[BARS_MOST];
    struct tics axis;
    char title[HEADLINE_SIZE], marks[160], remark[240], under[SUBTITLE_SIZE], foot[FOOTER_SIZE], caption[320];
    size_t count = bars_of(&self, bar);
    double highest = 0;
    for (size_t i = 0; i < count; i++)
        highest = fmax(highest, fmax(bar[i].from, bar[i].to));
    tics_money(&axis, 0, highest, findings->currency);
    headline(&self, title);
    snprintf(marks, sizeof marks, "What each month won and lost, summed over the plan's %d month%s; %s",
             findings->months, findings->months > 1 ? "s" : "", subtitle_exact(findings->uncertain));
    remark_of(&self, remark, sizeof remark);
    subtitle_of(findings, "monthly revenue, from start to end", marks, remark, under);
    footer_of(findings, foot);
    snprintf(caption, sizeof caption, "%s a month", findings->currency[0] ? findings->currency : "Money");
    style_begin(out, "bridge");
    data(out, bar, count);
    style_titles(out, title, under, foot, findings->agreement.failed);
    style_margins(out, &FRAME);
    style_vertical(out, &FRAME, &axis, caption);
    fprintf(out, "unset xtics\nset xrange [-0.5:%zu.5]\n", count - 1);
    labels(out, &self, bar, count, &axis);
    fputs("plot $bars using 1:2:3:4:5:6:7 with boxxyerror fillcolor rgb variable fillstyle solid 1.0 noborder\n", out);
    style_end(out);
}
