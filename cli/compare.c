/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * plateau compare: what scenarios are worth against a base. All scenarios are read and checked first; then the base is
 * played and stays, and each other one is played with the same luck, compared, and freed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/compare_memo.h"
#include "analysis/compare_table.h"
#include "analysis/comparison.h"
#include "cli/command.h"
#include "cli/played.h"
#include "cli/run_options.h"
#include "plots/compare_charts.h"
#include "sim/scenario/scenario_notes.h"
#include "sim/support/memory.h"
#include "sim/support/text.h"

enum { SCENARIOS_MOST = 64, WHAT = PLAYED_SLUG + 64 };

static const char help[] =
    "Usage: plateau compare BASE.csv OTHER.csv... [options]\n"
    "\n"
    "Plays a base and other scenarios with the same luck, so that they differ only by what was\n"
    "changed: which is better, by how much, how surely, and when it pays back. A memo is printed;\n"
    "tables and charts go into a folder. All need equal plan.months and plan.currency; 2 to 64\n"
    "scenarios, one of which may be - for standard input.\n"
    "\n"
    "  -o, --output DIR        folder for tables and charts (out/compare-<base>)\n"
    "  -n, --replicates N      plays, 0 to 100,000,000 (10000); 0: the exact differences alone\n"
    "  -s, --seed S            seed of the plays, 64 bits, decimal or 0x... (1)\n"
    "  -j, --jobs J            threads, 1 to 1024 (all cores); results do not depend on it\n"
    "      --set PARAM=VALUE   change a parameter in every scenario, as a last row would;\n"
    "                          PARAM@MONTH=VALUE from a month on; may be repeated\n"
    "      --uncertain         draw inputs that are distributions in every play, alike in all\n"
    "      --format png,svg    formats of the charts, one or both (png)\n"
    "      --no-charts         tables only\n"
    "  -q, --quiet             no progress and no notes on standard error\n"
    "  -h, --help              this text\n"
    "\n"
    "Exit status: 0 done, 1 failure (files, gnuplot, plays that disagree with the exact\n"
    "calculation), 2 wrong usage, 3 invalid input.\n"
    "\n"
    "Examples:\n"
    "  plateau compare scenarios/baseline.csv scenarios/tactics/hire-another-rep.csv\n"
    "  plateau compare scenarios/baseline.csv scenarios/tactics/*.csv\n";

struct compare {
    struct run_options options;
    struct played *item; /* owned: [count], the base first */
    size_t count;
    struct comparison comparison;
    char *folder; /* owned */
    size_t charts;
    bool unchecked; /* some scenario's plays do not agree with its exact calculation */
    struct faults faults;
};

static void free_compare(struct compare *self)
{
    comparison_free(&self->comparison);
    for (size_t i = 0; self->item && i < self->count; i++)
        played_free(&self->item[i]);
    free(self->item);
    free(self->folder);
    run_options_free(&self->options);
}

/* ---- reading ---------------------------------------------------------------------------------------------- */

/* Goes on after a file that is wrong: who mends one should hear of all. */
static enum status read_all(struct compare *self)
{
    enum status status = OK;
    struct faults *wrong = memory_array(1, sizeof *wrong);
    self->count = self->options.scenario_count;
    self->item = memory_array(self->count, sizeof *self->item);
    if (!self->item || !wrong)
        status = ERR_MEMORY;
    for (size_t i = 0; i < self->count && status != ERR_MEMORY && status != ERR_STOPPED; i++) {
        *wrong = (struct faults){0};
        enum status read = played_read(&self->item[i], self->options.scenario[i], &self->options, wrong);
        if (read != OK && (status == OK || read == ERR_MEMORY || read == ERR_STOPPED))
            status = read;
        faults_merge(&self->faults, wrong);
    }
    free(wrong);
    return status;
}

/* What scenarios have in common, files or unsure inputs, is noted once. */
static enum status put_notes(const struct compare *self)
{
    struct faults *notes = memory_array(1, sizeof *notes);
    if (!notes)
        return ERR_MEMORY;
    for (size_t i = 0; i < self->count; i++) {
        struct scenario *scenario = &self->item[i].scenario;
        if (i == 0 || scenario->unsure != self->item[0].scenario.unsure)
            scenario_notes_unsure(scenario, self->options.uncertain);
        faults_merge(notes, &scenario->notes);
    }
    faults_print(notes, stderr);
    free(notes);
    return OK;
}

/* Differences month by month, in money, need the same months and the same money. */
static enum status check_alike(struct compare *self)
{
    const struct scenario *base = &self->item[0].scenario;
    for (size_t i = 1; i < self->count; i++) {
        const struct scenario *other = &self->item[i].scenario;
        const struct place at = {.file = other->path};
        char quoted[2][TEXT_QUOTE];
        if (scenario_months(other) != scenario_months(base))
            faults_add(&self->faults, at, "plan.months is %d, and %d in %s; what is compared needs equal months",
                       scenario_months(other), scenario_months(base), base->path);
        if (strcmp(scenario_currency(other), scenario_currency(base)) != 0)
            faults_add(&self->faults, at, "plan.currency is %s, and %s in %s; what is compared needs the same money",
                       text_quote(scenario_currency(other), quoted[0]), text_quote(scenario_currency(base), quoted[1]),
                       base->path);
    }
    return self->faults.total > 0 ? ERR_INPUT : OK;
}

/* ---- the recipe ------------------------------------------------------------------------------------------- */

/* Plays scenario i. Its plays failing their check is told, and the others go on: as in a run, tables are written. */
static enum status make(struct compare *self, size_t i)
{
    struct played *played = &self->item[i];
    char what[WHAT];
    snprintf(what, sizeof what, "playing %s (%zu of %zu)", played->slug, i + 1, self->count);
    enum status status = played_make(played, &self->options, what, &self->faults);
    if (status == OK && played_check(played, (struct place){.file = played->scenario.path}, &self->faults) != OK)
        self->unchecked = true;
    return status;
}

static enum status compare_all(struct compare *self)
{
    const struct findings *base = &self->item[0].findings;
    enum status status = make(self, 0);
    if (status == OK)
        status = comparison_begin(&self->comparison, base, self->count);
    for (size_t i = 1; i < self->count && status == OK; i++) {
        status = make(self, i);
        if (status == OK)
            status = comparison_add(&self->comparison, base, &self->item[i].findings);
        played_free_results(&self->item[i]);
    }
    return status == OK ? comparison_end(&self->comparison) : status;
}

/* Tables first, as in a run. */
static enum status write_all(struct compare *self)
{
    const struct scenario *scenario[SCENARIOS_MOST];
    for (size_t i = 0; i < self->count; i++)
        scenario[i] = &self->item[i].scenario;
    const struct manifest_inputs inputs = {scenario, self->count, self->options.sets.item, self->options.sets.count};
    enum status status = compare_table_write(&self->comparison, &inputs, self->folder, &self->faults);
    if (status != OK)
        return status;
    if (self->options.charts)
        status = compare_charts_draw(&self->comparison, self->folder, self->options.formats, &self->charts,
                                     &self->faults);
    compare_memo_write(stdout, &self->comparison);
    played_put_written(self->folder, self->charts, COMPARE_TABLES);
    return status;
}

static enum status compare(struct compare *self)
{
    enum status status = read_all(self);
    if (status == OK && !self->options.quiet)
        status = put_notes(self);
    if (status == OK)
        status = check_alike(self);
    if (status != OK)
        return status;
    self->folder = played_folder(&self->options, "compare-", self->item[0].slug);
    status = self->folder ? compare_all(self) : ERR_MEMORY;
    if (status == OK)
        status = write_all(self);
    return status == OK && self->unchecked ? ERR_CHECK : status;
}

int compare_main(int argc, char **argv)
{
    static const struct run_wants wants = {.least = 2,
                                           .most = SCENARIOS_MOST,
                                           .too_few = "compare needs a base and at least one other",
                                           .too_many = "at most 64 are compared"};
    struct compare self = {0};
    enum status status = run_options_read(&self.options, argc, argv, &wants);
    if (status == OK && self.options.help)
        fputs(help, stdout);
    else if (status == OK)
        status = compare(&self);
    int code = status == ERR_USAGE ? EXIT_USAGE : command_failed(status, &self.faults);
    free_compare(&self);
    return code;
}
