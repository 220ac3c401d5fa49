/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/ltv_map.h"

#include <math.h>

#include "plots/contract_pick.h"
#include "plots/footer.h"
#include "plots/headline.h"
#include "plots/heat_map.h"
#include "plots/letters.h"
#include "plots/style.h"
#include "plots/subtitle.h"

enum { CONTRACTS_MOST = 8 };
static const double RARE = 0.01;  /* of all sign-ups: no headline about fewer */
static const double ALIKE = 1.05; /* times */

struct chart {
    const struct findings *findings;
    int contract[CONTRACTS_MOST + 1]; /* of the rows; -1: all */
    int quartile[QUARTILES + 1];      /* of the columns; -1: all */
    size_t rows, columns, left_out;
    bool endless; /* the plan's bills instead of the whole life */
};

static const struct ltv_row *all_of(const struct findings *findings)
{
    return contract_pick_row(findings, -1, -1);
}

static double value_of(const struct chart *chart, const struct ltv_row *row)
{
    return !row || !(row->signups > 0) ? NAN : chart->endless ? row->ltv_plan : row->ltv;
}

static struct chart chart_of(const struct findings *findings)
{
    struct chart chart = {.findings = findings, .endless = !isfinite(all_of(findings)->ltv)};
    int contract[CONTRACTS_MOST];
    size_t all, count = contract_pick(findings, CONTRACTS_MOST, contract, &all);
    chart.left_out = all - count;
    for (size_t i = 0; i < count; i++) {
        const struct ltv_row *row = contract_pick_row(findings, contract[i], -1);
        if (row && row->signups > 0)
            chart.contract[chart.rows++] = contract[i];
    }
    if (chart.rows != 1)
        chart.contract[chart.rows++] = -1;
    for (int q = 0; q < QUARTILES; q++) {
        const struct ltv_row *row = contract_pick_row(findings, -1, q);
        if (row && row->signups > 0)
            chart.quartile[chart.columns++] = q;
    }
    if (chart.columns != 1)
        chart.quartile[chart.columns++] = -1;
    return chart;
}

bool ltv_map_wanted(const struct findings *findings)
{
    const struct ltv_row *all = all_of(findings);
    if (!all || !(all->signups > 0) || !(isfinite(all->ltv) || isfinite(all->ltv_plan)))
        return false;
    struct chart chart = chart_of(findings);
    return chart.rows * chart.columns > 1;
}

/* ---- words ------------------------------------------------------------------------------------------------ */

/* "a Q4 client on “year”": as much of it as tells the cells apart. */
static void who(const struct chart *chart, const struct ltv_row *row, char *out, size_t size)
{
    const struct letters_face face = {STYLE_TITLE, true};
    char name[LETTERS_LINE];
    letters_cut(contract_pick_name(chart->findings, row->contract), 420, face, name);
    bool quartiles = chart->columns > 1, contracts = chart->rows > 1;
    int used = quartiles ? snprintf(out, size, "a Q%d client", row->quartile + 1) : snprintf(out, size, "a client");
    if (contracts && used > 0)
        snprintf(out + used, size - (size_t)used, " on “%.72s”", name);
}

static void headline(const struct chart *chart, char out[HEADLINE_SIZE])
{
    const struct ltv_row *best = NULL, *worst = NULL, *all = all_of(chart->findings);
    char high[HEADLINE_SIZE / 2 - 40], low[HEADLINE_SIZE / 2 - 40], money[WORDS_SIZE], times[WORDS_SIZE];
    for (size_t r = 0; r < chart->rows; r++)
        for (size_t c = 0; c < chart->columns; c++) {
            if ((chart->contract[r] < 0 && chart->rows > 1) || (chart->quartile[c] < 0 && chart->columns > 1))
                continue;
            const struct ltv_row *row = contract_pick_row(chart->findings, chart->contract[r], chart->quartile[c]);
            double value = value_of(chart, row);
            if (!isfinite(value) || row->signups < RARE * all->signups)
                continue;
            best = !best || value > value_of(chart, best) ? row : best;
            worst = !worst || value < value_of(chart, worst) ? row : worst;
        }
    size_t kinds = chart->rows * chart->columns;
    char in_bills[40] = "";
    const char *verb = chart->endless ? "pays" : "is worth", *plural = chart->endless ? "pay" : "are worth";
    if (chart->endless)
        snprintf(in_bills, sizeof in_bills, " in %d bills", chart->findings->months);
    double ratio = best ? value_of(chart, best) / value_of(chart, worst) : 1;
    if (!best || best == worst || !(ratio >= ALIKE) || !isfinite(ratio)) {
        snprintf(out, HEADLINE_SIZE, "%s %s %s%s%s", kinds > 1 ? "New clients of all kinds" : "A new client",
                 kinds > 1 ? plural : verb, kinds > 1 ? "about " : "",
                 words_money(value_of(chart, all), chart->findings->currency, money), in_bills);
        return;
    }
    who(chart, best, high, sizeof high);
    who(chart, worst, low, sizeof low);
    high[0] = 'A';
    snprintf(out, HEADLINE_SIZE, "%s %s %s%s, %s\xc2\xa0times as much as %s", high, verb,
             words_money(value_of(chart, best), chart->findings->currency, money), in_bills, words_times(ratio, times),
             low);
}

static void subtitle(const struct chart *chart, char out[SUBTITLE_SIZE])
{
    char metric[160], marks[200], remark[200] = "";
    int months = chart->findings->months, recent = months < 12 ? months : 12;
    if (chart->endless)
        snprintf(metric, sizeof metric, "what a new client pays in %d bill%s, %s", months, months == 1 ? "" : "s",
                 subtitle_at_means(chart->findings->uncertain));
    else
        snprintf(metric, sizeof metric, "lifetime value, all a new client pays while it stays, %s",
                 subtitle_at_means(chart->findings->uncertain));
    snprintf(marks, sizeof marks,
             "Sign-ups of the plan's last %d month%s. Below each value: share of sign-ups · how long they stay", recent,
             recent == 1 ? "" : "s");
    if (chart->endless)
        snprintf(remark, sizeof remark, "Some clients never leave, so a whole life has no end to add up to%s",
                 chart->left_out > 0 ? "; only the contracts that sign most" : "");
    else if (chart->left_out > 0)
        snprintf(remark, sizeof remark, "The %zu contracts that sign most; %zu more are in ltv.csv", chart->rows - 1,
                 chart->left_out);
    subtitle_of(chart->findings, metric, marks, remark, out);
}

/* ---- the chart -------------------------------------------------------------------------------------------- */

static bool has_bounds(const struct chart *chart)
{
    const double *bounds = chart->findings->plan->bounds;
    return isfinite(bounds[0]) && isfinite(bounds[1]) && isfinite(bounds[2]);
}

static void fill_cell(const struct chart *chart, struct heat_cell *cell, int contract, int quartile)
{
    const struct ltv_row *row = contract_pick_row(chart->findings, contract, quartile);
    double all = all_of(chart->findings)->signups;
    char share[WORDS_SIZE];
    cell->value = value_of(chart, row);
    if (!isfinite(cell->value)) {
        snprintf(cell->text, sizeof cell->text, "n/a");
        return;
    }
    words_money(cell->value, chart->findings->currency, cell->text);
    words_percent_text(row->signups / all, share);
    if (isfinite(row->mean_lifetime))
        snprintf(cell->under, sizeof cell->under, "%.8s %% · %.1f months", share, row->mean_lifetime);
    else
        snprintf(cell->under, sizeof cell->under, "%.8s %% · no end", share);
}

/*
 * What a quartile spends. Its bounds are those of the scenario at the root, also where a change moves the spend: then
 * the columns are no quarters of the leads any more.
 */
static void spend_of(const struct chart *chart, int quartile, char *out, size_t size)
{
    static const char *const unbounded[QUARTILES] = {"lowest ad spend", "below the middle", "above the middle",
                                                     "highest ad spend"};
    const double *bounds = chart->findings->plan->bounds;
    const char *currency = chart->findings->currency;
    char low[WORDS_SIZE] = "", high[WORDS_SIZE] = "";
    if (quartile > 0) /* "8,170 to 16,000 EUR" says it once */
        words_money(bounds[quartile - 1], quartile < QUARTILES - 1 && words_currency_behind(currency) ? "" : currency,
                    low);
    if (quartile < QUARTILES - 1)
        words_money(bounds[quartile], currency, high);
    if (!has_bounds(chart))
        snprintf(out, size, "%s", unbounded[quartile]);
    else if (quartile == 0)
        snprintf(out, size, "up to %s", high);
    else if (quartile == QUARTILES - 1)
        snprintf(out, size, "above %s", low);
    else
        snprintf(out, size, "%.40s to %.40s", low, high);
}

static void fill(const struct chart *chart, struct heat_map *map)
{
    *map = (struct heat_map){.rows = chart->rows, .columns = chart->columns, .low = INFINITY, .high = -INFINITY};
    map->caption = chart->columns == 1 ? ""
                   : has_bounds(chart) ? "Ad spend a month"
                                       : "Quarter of the leads by ad spend";
    for (size_t c = 0; c < chart->columns; c++) {
        int q = chart->quartile[c];
        if (q < 0 || chart->columns == 1)
            snprintf(map->column[c].name, HEAT_MAP_TEXT, "All clients");
        else
            snprintf(map->column[c].name, HEAT_MAP_TEXT, "Q%d", q + 1);
        if (chart->columns > 1 && q < 0)
            snprintf(map->column[c].under, HEAT_MAP_TEXT, "whatever they spend");
        else if (chart->columns > 1)
            spend_of(chart, q, map->column[c].under, HEAT_MAP_TEXT);
    }
    for (size_t r = 0; r < chart->rows; r++) {
        int contract = chart->contract[r];
        snprintf(map->row[r].name, HEAT_MAP_TEXT, "%s",
                 contract < 0 ? "All contracts" : contract_pick_name(chart->findings, contract));
        for (size_t c = 0; c < chart->columns; c++) {
            struct heat_cell *cell = &map->cell[r][c];
            fill_cell(chart, cell, contract, chart->quartile[c]);
            map->low = isfinite(cell->value) ? fmin(map->low, cell->value) : map->low;
            map->high = isfinite(cell->value) ? fmax(map->high, cell->value) : map->high;
        }
    }
}

void ltv_map_write(FILE *out, const struct findings *findings)
{
    struct chart chart = chart_of(findings);
    struct heat_map map;
    char title[HEADLINE_SIZE], under[SUBTITLE_SIZE], foot[FOOTER_SIZE];
    fill(&chart, &map);
    headline(&chart, title);
    subtitle(&chart, under);
    footer_of(findings, foot);
    style_begin(out, "ltv");
    style_titles(out, title, under, foot, findings->agreement.failed);
    heat_map_write(out, &map);
    style_end(out);
}
