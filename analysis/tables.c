/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/tables.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/manifest.h"
#include "analysis/metrics.h"
#include "sim/support/text.h"
#include "sim/support/whole_file.h"

enum { UNIT_SIZE = 96 };

/* The quantiles in files; charts have P10 and P90 too. */
static const enum quantile in_files[] = {P5, P25, P50, P75, P95};

static void put_number(FILE *out, double value)
{
    char text[TEXT_NUMBER];
    fprintf(out, ",%s", text_number(value, text));
}

static void put_text(FILE *out, const char *text)
{
    fputc(',', out);
    text_put_csv(out, text);
}

/* expected,mean,mcse,p5,p25,p50,p75,p95, each after a comma. */
static void put_figure(FILE *out, const struct figure *figure)
{
    put_number(out, figure->expected);
    put_number(out, figure->mean);
    put_number(out, figure->mcse);
    for (size_t i = 0; i < sizeof in_files / sizeof in_files[0]; i++)
        put_number(out, figure->quantile[in_files[i]]);
}

/* A contract's name, or "all". */
static void put_contract(FILE *out, const struct scenario *scenario, int contract)
{
    put_text(out, contract < 0 ? "all" : scenario->contracts.item[contract]);
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
        put_text(out, info->name);
        put_text(out, tables_unit(info->unit, self->currency, unit, sizeof unit));
        put_figure(out, figure);
        put_text(out, figure->why ? figure->why : metrics_rating(self, (enum metric)m));
        fputc('\n', out);
    }
}

static const char *series_unit(enum series series)
{
    if (series == SERIES_REPS)
        return "reps";
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
            put_text(out, info->name);
            put_text(out, unit);
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
        put_text(out, row->source < 0 ? "all" : source_name((enum source)row->source));
        put_number(out, row->signups);
        put_number(out, row->mean_fee);
        put_number(out, row->mean_lifetime);
        put_number(out, row->ltv);
        put_number(out, row->ltv_discounted);
        put_number(out, row->ltv_plan);
        put_text(out, row->rating);
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
        put_number(out, row->expected);
        put_number(out, row->simulated);
        fputc('\n', out);
    }
}

static const struct {
    const char *name;
    void (*write)(FILE *out, const struct findings *self, const struct scenario *scenario);
} files[TABLES_COUNT] = {
    {"summary.csv", write_summary},     {"monthly.csv", write_monthly},   {"ltv.csv", write_ltv},
    {"retention.csv", write_retention}, {"manifest.csv", manifest_write},
};

/* Opens folder/name. */
static enum status begin(struct new_file *file, const char *folder, const char *name, struct faults *faults)
{
    size_t size = strlen(folder) + strlen(name) + 2;
    char *path = malloc(size);
    if (!path)
        return ERR_MEMORY;
    snprintf(path, size, "%s/%s", folder, name);
    enum status status = whole_file_begin(file, path, faults);
    free(path);
    return status;
}

enum status tables_write(const struct findings *findings, const struct scenario *scenario, const char *folder,
                         struct faults *faults)
{
    struct new_file file[TABLES_COUNT] = {{0}};
    enum status status = whole_file_make_folder(folder, faults);
    for (int i = 0; i < TABLES_COUNT && status == OK; i++) {
        status = begin(&file[i], folder, files[i].name, faults);
        if (status == OK)
            files[i].write(file[i].out, findings, scenario);
    }
    for (int i = 0; i < TABLES_COUNT && status == OK; i++)
        status = whole_file_complete(&file[i], faults);
    for (int i = 0; i < TABLES_COUNT && status == OK; i++)
        status = whole_file_commit(&file[i], faults);
    for (int i = 0; i < TABLES_COUNT; i++)
        whole_file_abandon(&file[i]);
    return status;
}
