/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * plateau run: plays one scenario. Scenario -> plan -> exact expectation -> plays -> findings -> tables and charts
 * in a folder -> summary on standard output.
 */
#include <stdio.h>
#include <stdlib.h>

#include "analysis/summary.h"
#include "analysis/tables.h"
#include "cli/command.h"
#include "cli/played.h"
#include "cli/run_options.h"
#include "plots/charts.h"
#include "sim/scenario/scenario_notes.h"

static const char help[] =
    "Usage: plateau run SCENARIO.csv [options]\n"
    "\n"
    "Plays a plan thousands of times and calculates it exactly as well: the plateau of revenue,\n"
    "lifetime value, retention. The summary is printed; tables and charts go into a folder.\n"
    "SCENARIO.csv may be - for standard input.\n"
    "\n"
    "  -o, --output DIR        folder for tables and charts (out/<scenario>)\n"
    "  -n, --replicates N      plays, 0 to 100,000,000 (10000); 0: the exact calculation alone\n"
    "  -s, --seed S            seed of the plays, 64 bits, decimal or 0x... (1)\n"
    "  -j, --jobs J            threads, 1 to 1024 (all cores); results do not depend on it\n"
    "      --set PARAM=VALUE   change a parameter, as a last row of the scenario would;\n"
    "                          PARAM@MONTH=VALUE from a month on; may be repeated\n"
    "      --uncertain         draw inputs that are distributions anew in every play\n"
    "      --format png,svg    formats of the charts, one or both (png)\n"
    "      --no-charts         tables only\n"
    "  -q, --quiet             no progress and no notes on standard error\n"
    "  -h, --help              this text\n"
    "\n"
    "Exit status: 0 done, 1 failure (files, gnuplot, plays that disagree with the exact\n"
    "calculation), 2 wrong usage, 3 invalid input.\n"
    "\n"
    "Examples:\n"
    "  plateau run scenarios/textbook.csv\n"
    "  plateau run scenarios/textbook.csv --set rep.standard.count@13=2 -o out/second-rep\n";

struct run {
    struct run_options options;
    struct played played;
    char *folder; /* owned */
    size_t charts;
    struct faults faults;
};

/* Tables first: whatever becomes of the charts, the figures are there, and the summary tells them. */
static enum status write_all(struct run *self)
{
    const struct findings *findings = &self->played.findings;
    enum status status = tables_write(findings, &self->played.scenario, self->folder, &self->faults);
    if (status != OK)
        return status;
    if (self->options.charts)
        status = charts_draw(findings, self->folder, self->options.formats, &self->charts, &self->faults);
    summary_write(stdout, findings);
    played_put_written(self->folder, self->charts, TABLES_COUNT);
    enum status checked = played_check(&self->played, (struct place){0}, &self->faults);
    return checked != OK ? checked : status;
}

static enum status run(struct run *self)
{
    enum status status = played_read(&self->played, self->options.scenario[0], &self->options, &self->faults);
    if (status != OK)
        return status;
    scenario_notes_unsure(&self->played.scenario, self->options.uncertain);
    if (!self->options.quiet)
        faults_print(&self->played.scenario.notes, stderr);
    self->folder = played_folder(&self->options, "", self->played.slug);
    status = self->folder ? played_make(&self->played, &self->options, "playing", &self->faults) : ERR_MEMORY;
    return status == OK ? write_all(self) : status;
}

int run_main(int argc, char **argv)
{
    static const struct run_wants wants = {.least = 1, .most = 1, .too_many = "one is run at a time"};
    struct run self = {0};
    enum status status = run_options_read(&self.options, argc, argv, &wants);
    if (status == OK && self.options.help)
        fputs(help, stdout);
    else if (status == OK)
        status = run(&self);
    int code = status == ERR_USAGE ? EXIT_USAGE : command_failed(status, &self.faults);
    played_free(&self.played);
    run_options_free(&self.options);
    free(self.folder);
    return code;
}
