/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/compare_table.h"

#include <math.h>

#include "analysis/metrics.h"
#include "analysis/table_cell.h"
#include "analysis/table_files.h"
#include "analysis/tables.h"
#include "sim/support/text.h"

enum { UNIT_SIZE = 96 };

static const enum quantile in_file[] = {P5, P50, P95};

/* Why cells are empty, or "". */
static const char *note_of(const struct comparison *self, const struct difference *difference)
{
    bool exact = !isnan(difference->expected), played = !isnan(difference->mean);
    if (exact && !played)
        return self->replicates ? "exact: single plays do not tell it" : "exact: nothing was played";
    if (played && !exact)
        return "only plays tell it: there is no exact value";
    return !played && difference->why ? difference->why : "";
}

static void write_row(FILE *out, const struct comparison *self, const struct contender *contender, enum metric metric)
{
    const struct difference *difference = &contender->metric[metric];
    const struct metrics_info *info = metrics_info(metric);
    char unit[UNIT_SIZE];
    text_put_csv(out, contender->slug);
    table_cell_text(out, self->item[0].slug);
    table_cell_text(out, info->name);
    table_cell_text(out, tables_unit(info->unit, self->currency, unit, sizeof unit));
    table_cell_number(out, difference->baseline_mean);
    table_cell_number(out, difference->scenario_mean);
    table_cell_number(out, difference->expected);
    table_cell_number(out, difference->mean);
    table_cell_number(out, difference->mcse);
    for (size_t i = 0; i < sizeof in_file / sizeof in_file[0]; i++)
        table_cell_number(out, difference->quantile[in_file[i]]);
    table_cell_number(out, difference->p_better);
    table_cell_number(out, difference->p_equal);
    table_cell_text(out, note_of(self, difference));
    fputc('\n', out);
}

static void write_table(FILE *out, const struct comparison *self)
{
    fputs("scenario,baseline,metric,unit,baseline_mean,scenario_mean,expected_difference,difference,mcse,p5,p50,p95,"
          "p_better,p_equal,note\n",
          out);
    for (size_t i = 1; i < self->count; i++)
        for (int m = 0; m < METRIC_COUNT; m++) {
            const struct difference *difference = &self->item[i].metric[m];
            if (!isnan(difference->baseline_mean) || !isnan(difference->scenario_mean))
                write_row(out, self, &self->item[i], (enum metric)m);
        }
}

/* What the files are of. */
struct subject {
    const struct comparison *comparison;
    const struct manifest_inputs *inputs;
};

static void write_file(FILE *out, size_t file, const void *context)
{
    const struct subject *subject = context;
    if (file == 0)
        write_table(out, subject->comparison);
    else
        manifest_write_comparison(out, subject->comparison, subject->inputs);
}

enum status compare_table_write(const struct comparison *comparison, const struct manifest_inputs *inputs,
                                const char *folder, struct faults *faults)
{
    static const char *const name[COMPARE_TABLES] = {"compare.csv", "manifest.csv"};
    const struct subject subject = {comparison, inputs};
    const struct table_files files = {COMPARE_TABLES, name, write_file, &subject};
    return table_files_write(&files, folder, faults);
}
