/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/survival_steps.h"

#include <math.h>
#include <string.h>

#include "plots/contract_pick.h"
#include "plots/footer.h"
#include "plots/headline.h"
#include "plots/letters.h"
#include "plots/style.h"
#include "plots/subtitle.h"
#include "plots/words.h"

enum { CONTRACTS_MOST = 5, CURVES_MOST = 5, PANELS = 2, YEAR = 12, RINGS_MOST = 15, MONTH_TICS = 8 };
enum { MONTHS_DRAWN = 48 };      /* at most; and not by the data: charts of two scenarios of equal length line up */
static const double TELLING = 5; /* points between curves worth a headline */

static const struct style_frame LEFT = {.left = 0.085, .right = 0.335, .bottom = 0.135, .top = 0.72, .labels = 0.505};
static const struct style_frame RIGHT = {.left = 0.575, .right = 0.825, .bottom = 0.135, .top = 0.72, .labels = 0.992};

/* A curve of retention.csv: row[0 .. count-1] are its months 0, 1, ... */
struct curve {
    const struct retention_row *row;
    int count;
    const char *name, *colour;
    double width;
};

/* Curves side by side: of one contract or quartile each. */
struct panel {
    const char *caption;
    struct curve curve[CURVES_MOST];
    size_t count;
};

struct chart {
    const struct findings *findings;
    struct panel panel[PANELS];
    size_t panels;
    struct curve all;
    int at;   /* the month of the headline: 12, or the last one of a shorter plan */
    int last; /* the last month of the axis */
    int end;  /* of the curves: before it where nobody signs in the plan's first months */
    size_t contracts_left_out;
};

static struct curve find(const struct findings *findings, int contract, int quartile)
{
    struct curve curve = {0};
    for (size_t i = 0; i < findings->retention_count; i++) {
        const struct retention_row *row = &findings->retention[i];
        if (row->contract != contract || row->quartile != quartile || !isfinite(row->expected))
            continue;
        if (curve.count == 0)
            curve.row = row;
        if (row == curve.row + curve.count)
            curve.count++;
    }
    return curve;
}

bool survival_steps_wanted(const struct findings *findings)
{
    return find(findings, -1, -1).count > 1;
}

/* Its last share at or before a month. */
static double share_at(const struct curve *curve, int month)
{
    bug_assert(curve->count > 0);
    return curve->row[month < curve->count ? month : curve->count - 1].expected;
}

static struct panel contracts_of(struct chart *chart)
{
    static const char *const colour[] = {STYLE_BLUE, STYLE_ORANGE, STYLE_GREEN, STYLE_PURPLE, STYLE_INK};
    struct panel panel = {.caption = "By contract"};
    int contract[CONTRACTS_MOST];
    size_t all, count = contract_pick(chart->findings, CONTRACTS_MOST, contract, &all);
    for (size_t i = 0; i < count; i++) {
        struct curve curve = find(chart->findings, contract[i], -1);
        curve.name = contract_pick_name(chart->findings, contract[i]);
        curve.colour = colour[panel.count];
        curve.width = 5;
        if (curve.count > 1)
            panel.curve[panel.count++] = curve;
    }
    chart->contracts_left_out = all - count;
    return panel;
}

/* The more they spend the darker and the thicker. */
static struct panel quartiles_of(const struct chart *chart)
{
    static const char *const name[QUARTILES] = {"Q1", "Q2", "Q3", "Q4"};
    static const char *const colour[QUARTILES] = {"#4a90c2", "#2171a8", "#14508a", "#08306b"};
    struct panel panel = {.caption = "By ad spend (Q4 highest)"};
    for (int q = 0; q < QUARTILES; q++) {
        struct curve curve = find(chart->findings, -1, q);
        curve.name = name[q];
        curve.colour = colour[q];
        curve.width = 3 + q;
        if (curve.count > 1)
            panel.curve[panel.count++] = curve;
    }
    return panel;
}

static struct chart chart_of(const struct findings *findings)
{
    struct chart chart = {.findings = findings, .all = find(findings, -1, -1)};
    struct panel quartiles;
    chart.last = findings->months - 1 < MONTHS_DRAWN ? findings->months - 1 : MONTHS_DRAWN;
    chart.end = chart.all.count - 1 < chart.last ? chart.all.count - 1 : chart.last;
    chart.at = chart.all.count - 1 < YEAR ? chart.all.count - 1 : YEAR;
    chart.panel[0] = contracts_of(&chart);
    quartiles = quartiles_of(&chart);
    chart.panels = 1;
    if (quartiles.count > 1 && chart.panel[0].count <= 1)
        chart.panel[0] = quartiles; /* one contract has nothing to be compared with */
    else if (quartiles.count > 1)
        chart.panel[chart.panels++] = quartiles;
    return chart;
}

/* ---- words ------------------------------------------------------------------------------------------------ */

/* The best and the worst curve of a panel, if they differ enough: ": 74 of 100 on “year”, 34 of 100 on “month”". */
static void contrast(const struct chart *chart, const struct panel *panel, bool contracts, char *out, size_t size)
{
    const struct letters_face face = {STYLE_TITLE, true};
    const struct curve *best = NULL, *worst = NULL;
    char high[LETTERS_LINE], low[LETTERS_LINE], most[WORDS_SIZE], least[WORDS_SIZE];
    for (size_t i = 0; i < panel->count; i++) {
        const struct curve *curve = &panel->curve[i];
        if (curve->count <= chart->at)
            continue;
        best = !best || share_at(curve, chart->at) > share_at(best, chart->at) ? curve : best;
        worst = !worst || share_at(curve, chart->at) < share_at(worst, chart->at) ? curve : worst;
    }
    if (!best || 100 * (share_at(best, chart->at) - share_at(worst, chart->at)) < TELLING)
        return;
    letters_cut(best->name, 420, face, high);
    letters_cut(worst->name, 420, face, low);
    words_percent_text(share_at(best, chart->at), most);
    words_percent_text(share_at(worst, chart->at), least);
    snprintf(out, size,
             contracts ? ": %s of 100 on “%.72s”, %s of 100 on “%.72s”" : ": %s of 100 in %.72s, %s of 100 in %.72s",
             most, high, least, low);
}

static void headline(const struct chart *chart, char out[HEADLINE_SIZE])
{
    char more[HEADLINE_SIZE - 120] = "", share[WORDS_SIZE];
    bool contracts = chart->panel[0].caption[3] == 'c';
    contrast(chart, &chart->panel[0], contracts, more, sizeof more);
    if (!more[0] && chart->panels > 1)
        contrast(chart, &chart->panel[1], false, more, sizeof more);
    if (share_at(&chart->all, chart->at) >= 1)
        snprintf(out, HEADLINE_SIZE, "All new clients are still there after %d month%s", chart->at,
                 chart->at == 1 ? "" : "s");
    else
        snprintf(out, HEADLINE_SIZE, "Of 100 new clients %s are still there after %d month%s%s",
                 words_percent_text(share_at(&chart->all, chart->at), share), chart->at, chart->at == 1 ? "" : "s",
                 more);
}

static void subtitle(const struct chart *chart, char out[SUBTITLE_SIZE])
{
    const struct findings *f = chart->findings;
    char marks[200], remark[200] = "All sign-ups of the plan, before and after any change", plays[TEXT_NUMBER];
    text_grouped((double)f->replicates, 0, plays);
    if (f->replicates == 0)
        snprintf(marks, sizeof marks, "Steps: %s; nothing was simulated (-n 0)", subtitle_exact(f->uncertain));
    else
        snprintf(marks, sizeof marks, "Steps: %s; rings: as it went in %s play%s (Kaplan-Meier)",
                 subtitle_exact(f->uncertain), plays, f->replicates == 1 ? "" : "s");
    if (chart->contracts_left_out > 0)
        snprintf(remark + strlen(remark), sizeof remark - strlen(remark),
                 "; the %zu contracts that sign most, %zu more in retention.csv", chart->panel[0].count,
                 chart->contracts_left_out);
    subtitle_of(f, "share of new clients still there, by months since they signed", marks, remark, out);
}

/* ---- the chart -------------------------------------------------------------------------------------------- */

static void data(FILE *out, const struct chart *chart)
{
    fputs("# months since signing, exact share still there, share in the plays\n", out);
    for (size_t p = 0; p < chart->panels; p++)
        for (size_t c = 0; c < chart->panel[p].count; c++) {
            const struct curve *curve = &chart->panel[p].curve[c];
            char name[3] = {(char)('a' + p), (char)('a' + c), '\0'};
            style_data(out, name);
            for (int k = 0; k < curve->count && k <= chart->end; k++) {
                fprintf(out, "%d\t", k);
                style_number(out, curve->row[k].expected);
                putc('\t', out);
                style_number(out, chart->findings->replicates > 0 ? curve->row[k].simulated : NAN);
                putc('\n', out);
            }
            style_data_end(out);
        }
}

/* Each curve's shares and name, where it ends. */
static void labels(FILE *out, const struct chart *chart, const struct panel *panel, const struct style_frame *frame,
                   const struct tics *shares)
{
    struct style_label label[CURVES_MOST];
    bool two = chart->end > chart->at;
    char before[WORDS_SIZE], after[WORDS_SIZE];
    for (size_t c = 0; c < panel->count; c++) {
        const struct curve *curve = &panel->curve[c];
        double end = share_at(curve, chart->end);
        words_percent_text(share_at(curve, chart->at), before);
        words_percent_text(end, after);
        label[c] = (struct style_label){.value = end, .colour = curve->colour, .bold = true};
        if (two)
            snprintf(label[c].text, sizeof label[c].text, "%s → %s %% %s", before, after, curve->name);
        else
            snprintf(label[c].text, sizeof label[c].text, "%s %% %s", after, curve->name);
    }
    style_line_labels(out, frame, label, panel->count, shares);
}

static void plot(FILE *out, const struct chart *chart, size_t p)
{
    const struct panel *panel = &chart->panel[p];
    int every = chart->last / RINGS_MOST + 1;
    fputs("plot ", out);
    for (size_t c = 0; c < panel->count; c++) {
        const struct curve *curve = &panel->curve[c];
        fprintf(out, "%s$%c%c using 1:2 with steps linecolor rgb '%s' linewidth %.0f", c ? ", \\\n     " : "",
                (char)('a' + p), (char)('a' + c), curve->colour, curve->width);
    }
    for (size_t c = 0; c < panel->count && chart->findings->replicates > 0; c++)
        fprintf(
            out,
            ", \\\n     $%c%c every %d using 1:3 with points pointtype 6 pointsize 1.6 linewidth 2 linecolor rgb '%s'",
            (char)('a' + p), (char)('a' + c), every, STYLE_INK);
    putc('\n', out);
}

static void write_panel(FILE *out, const struct chart *chart, size_t p, const struct style_frame *frame)
{
    struct tics shares, months;
    char caption[120];
    if (chart->end > chart->at)
        snprintf(caption, sizeof caption, "%s: share after %d → %d months", chart->panel[p].caption, chart->at,
                 chart->end);
    else
        snprintf(caption, sizeof caption, "%s: share after %d month%s", chart->panel[p].caption, chart->at,
                 chart->at == 1 ? "" : "s");
    tics_share(&shares);
    tics_months(&months, 0, chart->last, chart->panels > 1 ? MONTH_TICS : TICS_MONTHS);
    style_vertical(out, frame, &shares, caption);
    style_horizontal(out, &months, "Months since signing");
    if (chart->end > chart->at)
        fprintf(out,
                "set arrow from first %d, graph 0 to first %d, graph 1 nohead dashtype 3 linecolor rgb '%s' "
                "linewidth 2\n",
                chart->at, chart->at, STYLE_MUTED);
    labels(out, chart, &chart->panel[p], frame, &shares);
    plot(out, chart, p);
}

void survival_steps_write(FILE *out, const struct findings *findings)
{
    struct chart chart = chart_of(findings);
    char title[HEADLINE_SIZE], under[SUBTITLE_SIZE], foot[FOOTER_SIZE];
    headline(&chart, title);
    subtitle(&chart, under);
    footer_of(findings, foot);
    style_begin(out, "survival");
    data(out, &chart);
    style_panels(out);
    for (size_t p = 0; p < chart.panels; p++) {
        const struct style_frame *frame = chart.panels == 1 ? &STYLE_FRAME : p == 0 ? &LEFT : &RIGHT;
        style_panel(out, frame);
        if (p == 0)
            style_titles(out, title, under, foot, findings->agreement.failed);
        write_panel(out, &chart, p, frame);
    }
    style_panels_end(out);
    style_end(out);
}
