/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/ledger_bars.h"

#include <math.h>

#include "plots/footer.h"
#include "plots/headline.h"
#include "plots/style.h"
#include "plots/subtitle.h"
#include "plots/words.h"

static const struct style_frame FRAME = {.left = 0.235, .right = 0.69, .bottom = 0.085, .top = 0.68, .labels = 0.97};
static const double COLUMN[] = {0.82, 0.97}; /* right edges of the two columns of figures */
static const double TALLEST = 0.085;         /* a row, on the screen */
static const double COVERED = 0.5;           /* of 100: neither profit nor loss to speak of */

struct line {
    const char *name;   /* of its bar */
    const char *clause; /* in the headline */
    enum series series;
};

/* The costs of a month, clawbacks taken off commissions. */
static const struct line lines[] = {
    {"Serving clients", "serving clients takes", SERIES_SERVING},
    {"Service reps", "service reps take", SERIES_SERVICE},
    {"Commissions", "commissions take", SERIES_COMMISSIONS},
    {"Longevity bonuses", "bonuses take", SERIES_BONUSES},
    {"Salaries of reps", "reps' salaries take", SERIES_SALARIES},
    {"Hiring reps", "hiring takes", SERIES_HIRING},
    {"Leads", "leads take", SERIES_LEADS_COST},
    {"Signing clients up", "signing clients up takes", SERIES_SIGNUP_COST},
    {"Care for detractors", "care for detractors takes", SERIES_CARE},
    {"Rescue offers", "rescue offers take", SERIES_RESCUE},
    {"Winning clients back", "winning clients back takes", SERIES_WINBACK},
    {"Rewards for referrals", "rewards for referrals take", SERIES_REFERRAL},
    {"Losing clients", "losing clients takes", SERIES_LOST_COST},
    {"Fixed costs", "fixed costs take", SERIES_FIXED},
};
enum { LINES = sizeof lines / sizeof lines[0] };

struct bar {
    const char *name, *clause, *colour;
    double amount; /* money a month */
};

struct ledger {
    const struct findings *findings;
    double revenue, profit;
    struct bar bar[LINES + 1];
    size_t count; /* costs, by size; then profit */
};

static double amount_of(const struct findings *findings, enum series series)
{
    const double *line = findings->plateau.line;
    double amount = isfinite(line[series]) ? line[series] : 0;
    if (series == SERIES_COMMISSIONS && isfinite(line[SERIES_CLAWBACKS]))
        amount -= line[SERIES_CLAWBACKS];
    return amount;
}

bool ledger_bars_wanted(const struct findings *findings)
{
    bool any = false;
    for (size_t i = 0; i < LINES; i++)
        any = any || amount_of(findings, lines[i].series) != 0;
    return any && findings->plateau.line[SERIES_REVENUE] > 0 && isfinite(findings->plateau.line[SERIES_PROFIT]) &&
           isfinite(findings->metric[METRIC_PLATEAU_REVENUE].expected);
}

static struct ledger ledger_of(const struct findings *findings)
{
    struct ledger self = {.findings = findings,
                          .revenue = findings->plateau.line[SERIES_REVENUE],
                          .profit = findings->plateau.line[SERIES_PROFIT]};
    for (size_t i = 0; i < LINES; i++) {
        struct bar bar = {lines[i].name, lines[i].clause, STYLE_BAR, amount_of(findings, lines[i].series)};
        if (bar.amount == 0)
            continue;
        if (lines[i].series == SERIES_COMMISSIONS && findings->plateau.line[SERIES_CLAWBACKS] > 0)
            bar.name = "Commissions, net"; /* of clawbacks */
        size_t at = self.count++;
        for (; at > 0 && self.bar[at - 1].amount < bar.amount; at--)
            self.bar[at] = self.bar[at - 1];
        self.bar[at] = bar;
    }
    bool loss = self.profit < 0;
    self.bar[self.count++] = (struct bar){loss ? "Loss" : "Profit", NULL, loss ? STYLE_ORANGE : STYLE_BLUE,
                                          self.profit};
    return self;
}

/* ---- words ------------------------------------------------------------------------------------------------ */

/* Of every 100 of fees, to the cent. */
static const char *of_100(const struct ledger *self, double amount, const char *currency, char out[WORDS_SIZE])
{
    char number[TEXT_NUMBER];
    text_money(100 * amount / self->revenue, currency, number);
    return words_minus(number, out);
}

static void headline(const struct ledger *self, char out[HEADLINE_SIZE])
{
    const char *currency = self->findings->currency;
    char left[WORDS_SIZE], most[WORDS_SIZE], hundred[TEXT_NUMBER], costs[WORDS_SIZE];
    double profit = 100 * self->profit / self->revenue;
    text_money(100, currency, hundred);
    of_100(self, self->bar[0].amount, currency, most);
    if (fabs(profit) < COVERED)
        snprintf(out, HEADLINE_SIZE, "At the plateau fees just cover the costs; %s most, %s of every %s",
                 self->bar[0].clause, most, hundred);
    else if (profit > 0)
        snprintf(out, HEADLINE_SIZE, "Of every %s of fees %s is left as profit at the plateau; %s most, %s", hundred,
                 of_100(self, self->profit, currency, left), self->bar[0].clause, most);
    else
        snprintf(out, HEADLINE_SIZE, "At the plateau %s of fees costs %s: a loss every month; %s most, %s", hundred,
                 of_100(self, self->revenue - self->profit, currency, costs), self->bar[0].clause, most);
}

/* ---- the chart -------------------------------------------------------------------------------------------- */

/* The bars; a loss lies left of zero. Rows are counted from the top, with half a row free above the last one. */
static double place_of(const struct ledger *self, size_t i)
{
    return (double)i + (i + 1 == self->count ? 0.5 : 0);
}

static struct style_frame frame_of(const struct ledger *self)
{
    struct style_frame frame = FRAME;
    frame.bottom = fmax(FRAME.bottom, FRAME.top - TALLEST * ((double)self->count + 0.5));
    return frame;
}

static void data(FILE *out, const struct ledger *self)
{
    static const double HALF = 0.36;
    fputs("# middle, row, from, to, top, bottom, colour, amount a month\n", out);
    style_data(out, "bars");
    for (size_t i = 0; i < self->count; i++) {
        const struct bar *bar = &self->bar[i];
        double share = 100 * bar->amount / self->revenue, y = place_of(self, i);
        const double cell[] = {share / 2, y, fmin(0, share), fmax(0, share), y - HALF, y + HALF};
        for (size_t c = 0; c < sizeof cell / sizeof cell[0]; c++) {
            style_number(out, cell[c]);
            putc('\t', out);
        }
        fprintf(out, "%ld\t", style_colour_number(bar->colour));
        style_number(out, bar->amount);
        putc('\n', out);
    }
    style_data_end(out);
}

static void labels(FILE *out, const struct ledger *self, const struct style_frame *frame)
{
    const char *currency = self->findings->currency;
    char text[WORDS_SIZE + 24], number[WORDS_SIZE], hundred[TEXT_NUMBER];
    double rows = (double)self->count + 0.5, tall = (frame->top - frame->bottom) / rows;
    double head = frame->top + 0.6 * style_line(STYLE_LABEL);
    snprintf(text, sizeof text, "of %.40s of fees", text_money(100, currency, hundred));
    style_label_at(out, COLUMN[0], head, "right", text, STYLE_LABEL, false, STYLE_MUTED);
    style_label_at(out, COLUMN[1], head, "right", "a month", STYLE_LABEL, false, STYLE_MUTED);
    for (size_t i = 0; i < self->count; i++) {
        const struct bar *bar = &self->bar[i];
        bool last = i + 1 == self->count;
        const char *colour = last ? bar->colour : STYLE_INK;
        double y = frame->top - (place_of(self, i) + 0.5) * tall;
        style_label_at(out, frame->left - 0.012, y, "right", bar->name, STYLE_TEXT, last, colour);
        style_label_at(out, COLUMN[0], y, "right", of_100(self, bar->amount, currency, number), STYLE_TEXT, true,
                       colour);
        style_label_at(out, COLUMN[1], y, "right", words_money(bar->amount, currency, number), STYLE_TEXT, last,
                       colour);
    }
}

void ledger_bars_write(FILE *out, const struct findings *findings)
{
    struct ledger self = ledger_of(findings);
    struct style_frame frame = frame_of(&self);
    double low = 0, high = 0, rows = (double)self.count + 0.5;
    char title[HEADLINE_SIZE], metric[160], marks[160], under[SUBTITLE_SIZE], foot[FOOTER_SIZE], money[WORDS_SIZE];
    char from[TEXT_NUMBER], to[TEXT_NUMBER], end[TEXT_NUMBER];
    for (size_t i = 0; i < self.count; i++) {
        low = fmin(low, 100 * self.bar[i].amount / self.revenue);
        high = fmax(high, 100 * self.bar[i].amount / self.revenue);
    }
    headline(&self, title);
    snprintf(metric, sizeof metric, "where the fees of a typical month go, %s a month",
             words_money(self.revenue, findings->currency, money));
    snprintf(marks, sizeof marks, "The plateau, under the values in force in the plan's last month; %s",
             subtitle_at_means(findings->uncertain));
    subtitle_of(findings, metric, marks, NULL, under);
    footer_of(findings, foot);
    style_begin(out, "ledger");
    data(out, &self);
    style_titles(out, title, under, foot, findings->agreement.failed);
    style_margins(out, &frame);
    fprintf(out, "unset xtics\nunset ytics\nset xrange [%s:%s]\nset yrange [%s:-0.5]\n", text_number(low, from),
            text_number(high, to), text_number(rows - 0.5, end));
    fprintf(out, "set arrow from first 0, graph 0 to first 0, graph 1 nohead linecolor rgb '%s' linewidth 2 front\n",
            STYLE_INK);
    labels(out, &self, &frame);
    fputs("plot $bars using 1:2:3:4:5:6:7 with boxxyerror fillcolor rgb variable fillstyle solid 1.0 noborder\n", out);
    style_end(out);
}
