/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/tables.h"

#include <string.h>

#include "analysis/manifest.h"
#include "analysis/metrics.h"
#include "analysis/table_cell.h"
#include "analysis/table_files.h"
#include "sim/support/text.h"

enum { UNIT_SIZE = 96 };

/* The quantiles in files; charts have P10 and P90 too. */
static const enum quantile in_files[] = {P5, P25, P50, P75, P95};

/* expected,mean,mcse,p5,p25,p50,p75,p95, each after a comma. */
static void put_figure(FILE *out, const struct figure *figure)
{
    table_cell_number(out, figure->expected);
    table_cell_number(out, figure->mean);
    table_cell_number(out, figure->mcse);
    for (size_t i = 0; i < sizeof in_files / sizeof in_files[0]; i++)
        table_cell_number(out, figure->quantile[in_files[i]]);
}

/* A contract's name, or "all". */
static void put_contract(FILE *out, const struct scenario *scenario, int contract)
{
    table_cell_text(out, contract < 0 ? "all" : scenario->contracts.item[contract]);
}

/* Quartiles are 1..4 for users. */
static void put_quartile(FILE *out, int quartile)
{
    if (quartile < 0)
        fputs(",all", out);
    else
        fprintf(out, ",%d", quartile + 1);
}

const char *tables_unit(const char *unit, const char *currency, char *out, size_t size)
{
    static const char money[] = "money";
    size_t length = sizeof money - 1;
    if (strncmp(unit, money, length) == 0)
        snprintf(out, size, "%s%s", currency, unit + length);
    else
        snprintf(out, size, "%s", unit);
    return out;
}

static void write_summary(FILE *out, const struct findings *self, const struct scenario *scenario)
{
    char unit[UNIT_SIZE];
    (void)scenario;
    fputs("scenario,metric,unit,expected,mean,mcse,p5,p25,p50,p75,p95,note\n", out);
    for (int m = 0; m < METRIC_COUNT; m++) {
        const struct metrics_info *info = metrics_info((enum metric)m);
        const struct figure *figure = &self->metric[m];
        text_put_csv(out, self->slug);
        table_cell_text(out, info->name);
        table_cell_text(out, tables_unit(info->unit, self->currency, unit, sizeof unit));
        put_figure(out, figure);
        table_cell_text(out, figure->why ? figure->why : metrics_rating(self, (enum metric)m));
        fputc('\n', out);
    }
}

static const char *series_unit(enum series series)
{
    if (series == SERIES_REPS)
        return "reps";
    if (series == SERIES_NPS)
        return "points";
    if (series == SERIES_CASH)
        return "money";
    return series_info(series)->money ? "money a month" : "clients";
}

static void write_monthly(FILE *out, const struct findings *self, const struct scenario *scenario)
{
    char unit[UNIT_SIZE];
    (void)scenario;
    fputs("scenario,month,series,unit,expected,mean,mcse,p5,p25,p50,p75,p95\n", out);
    for (int s = 0; s < SERIES_COUNT; s++) {
        const struct series_info *info = series_info((enum series)s);
        tables_unit(series_unit((enum series)s), self->currency, unit, sizeof unit);
        for (int month = info->stock ? 0 : 1; month <= self->months; month++) {
            text_put_csv(out, self->slug);
            fprintf(out, ",%d", month);
            table_cell_text(out, info->name);
            table_cell_text(out, unit);
            put_figure(out, findings_month(self, (enum series)s, month));
            fputc('\n', out);
        }
    }
}

static void write_ltv(FILE *out, const struct findings *self, const struct scenario *scenario)
{
    fputs("scenario,contract,quartile,source,signups_per_month,mean_fee,mean_lifetime,ltv,ltv_discounted,ltv_plan,"
          "rating\n",
          out);
    for (size_t i = 0; i < self->ltv_count; i++) {
        const struct ltv_row *row = &self->ltv[i];
        text_put_csv(out, self->slug);
        put_contract(out, scenario, row->contract);
        put_quartile(out, row->quartile);
        table_cell_text(out, row->source < 0 ? "all" : source_name((enum source)row->source));
        table_cell_number(out, row->signups);
        table_cell_number(out, row->mean_fee);
        table_cell_number(out, row->mean_lifetime);
        table_cell_number(out, row->ltv);
        table_cell_number(out, row->ltv_discounted);
        table_cell_number(out, row->ltv_plan);
        table_cell_text(out, row->rating);
        fputc('\n', out);
    }
}

static void write_retention(FILE *out, const struct findings *self, const struct scenario *scenario)
{
    fputs("scenario,contract,quartile,month,expected,simulated\n", out);
    for (size_t i = 0; i < self->retention_count; i++) {
        const struct retention_row *row = &self->retention[i];
        text_put_csv(out, self->slug);
        put_contract(out, scenario, row->contract);
        put_quartile(out, row->quartile);
        fprintf(out, ",%d", row->month);
        table_cell_number(out, row->expected);
        table_cell_number(out, row->simulated);
        fputc('\n', out);
    }
}

static const char *const names[TABLES_COUNT] = {"summary.csv", "monthly.csv", "ltv.csv", "retention.csv",
                                                "manifest.csv"};

/* What the tables are of. */
struct subject {
    const struct findings *findings;
    const struct scenario *scenario;
};

static void write_table(FILE *out, size_t table, const void *context)
{
    static void (*const write[TABLES_COUNT])(FILE *, const struct findings *, const struct scenario *) = {
        write_summary, write_monthly, write_ltv, write_retention, manifest_write};
    const struct subject *subject = context;
    write[table](out, subject->findings, subject->scenario);
}

enum status tables_write(const struct findings *findings, const struct scenario *scenario, const char *folder,
                         struct faults *faults)
{
    const struct subject subject = {findings, scenario};
    const struct table_files files = {TABLES_COUNT, names, write_table, &subject};
    return table_files_write(&files, folder, faults);
}
