/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * plateau run: plays one scenario. Scenario -> plan -> exact expectation -> plays -> findings -> tables and charts
 * in a folder -> summary on standard output.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "analysis/findings.h"
#include "analysis/summary.h"
#include "analysis/tables.h"
#include "cli/command.h"
#include "cli/run_options.h"
#include "plots/charts.h"
#include "sim/expected/expected.h"
#include "sim/plan/plan.h"
#include "sim/play/play.h"
#include "sim/scenario/scenario.h"
#include "sim/scenario/scenario_notes.h"
#include "sim/support/text.h"

enum { SLUG = 128 };

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

/* Everything a run makes, in the order in which it is made. */
struct run {
    struct run_options options;
    struct scenario scenario;
    struct plan plan;
    struct expected expected;
    struct sample sample;
    struct findings findings;
    char slug[SLUG];
    char *folder; /* owned */
    size_t charts;
    struct faults faults;
};

static void free_run(struct run *self)
{
    findings_free(&self->findings);
    sample_free(&self->sample);
    expected_free(&self->expected);
    plan_free(&self->plan);
    scenario_free(&self->scenario);
    run_options_free(&self->options);
    free(self->folder);
}

/* ---- names ------------------------------------------------------------------------------------------------ */

/* scenarios/textbook.csv -> "textbook": what the scenario is called in tables and folders. */
static void name_slug(const char *path, char slug[SLUG])
{
    const char *slash = strrchr(path, '/');
    const char *base = slash ? slash + 1 : path;
    char stem[SLUG];
    size_t length = strlen(base);
    if (length > 4 && strcmp(base + length - 4, ".csv") == 0)
        length -= 4;
    snprintf(stem, sizeof stem, "%.*s", (int)(length < sizeof stem ? length : sizeof stem - 1), base);
    text_slug(stem, slug, SLUG);
}

static char *name_folder(const struct run *self)
{
    static const char out[] = "out/";
    if (self->options.output)
        return text_copy(self->options.output);
    char *folder = malloc(sizeof out + strlen(self->slug));
    if (folder)
        snprintf(folder, sizeof out + strlen(self->slug), "%s%s", out, self->slug);
    return folder;
}

/* ---- progress --------------------------------------------------------------------------------------------- */

struct progress {
    struct timespec last; /* when it was last shown */
    bool shown;
};

static bool progress_wanted(const struct run *self)
{
    const char *terminal = getenv("TERM");
    return !self->options.quiet && isatty(STDERR_FILENO) && terminal && strcmp(terminal, "dumb") != 0;
}

/* At most ten times a second, and not before a tenth of one has passed: short runs show nothing. */
static void show_progress(void *context, size_t done, size_t total)
{
    struct progress *self = context;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    double seconds = (double)(now.tv_sec - self->last.tv_sec) + (double)(now.tv_nsec - self->last.tv_nsec) / 1e9;
    if (seconds < 0.1)
        return;
    self->last = now;
    self->shown = true;
    fprintf(stderr, "\rplaying: %d %%", (int)(100.0 * (double)done / (double)total));
    fflush(stderr);
}

static void end_progress(const struct progress *self)
{
    if (self->shown)
        fputs("\r\033[K", stderr);
}

/* ---- the recipe ------------------------------------------------------------------------------------------- */

static enum status read_scenario(struct run *self)
{
    const struct run_options *options = &self->options;
    enum status status = scenario_read(&self->scenario, options->scenario, options->sets.item, options->sets.count,
                                       &self->faults);
    if (status == OK)
        scenario_notes_unsure(&self->scenario, options->uncertain);
    if (status == OK && !options->quiet)
        faults_print(&self->scenario.notes, stderr);
    return status;
}

/* Inputs are drawn in every play: asked for, and there is something to draw. */
static bool is_drawn(const struct run *self)
{
    return self->options.uncertain && self->scenario.unsure > 0;
}

/* The exact expectation of one play's own plan. */
static enum status expect_drawn(void *unused, const struct plan *plan, double *row)
{
    struct expected expected = {0};
    (void)unused;
    enum status status = expected_init(&expected, plan);
    if (status == OK)
        expected_flatten(&expected, plan, row);
    expected_free(&expected);
    return status;
}

/*
 * Where inputs were drawn the plays' mean is the mean over inputs too, which is not what the inputs' means give: a plan
 * is not linear in them. So what is expected becomes the mean of what every play's own plan expects.
 */
static enum status expect_as_drawn(struct run *self)
{
    expected_free(&self->expected);
    return expected_unflatten(&self->expected, &self->plan, self->sample.companion);
}

static enum status play(struct run *self)
{
    struct progress progress = {0};
    struct play_options options = {.seed = self->options.seed,
                                   .replicates = self->options.replicates,
                                   .threads = self->options.jobs,
                                   .uncertain = is_drawn(self),
                                   .companion = expect_drawn,
                                   .companion_length = expected_length(&self->plan),
                                   .faults = &self->faults};
    if (options.replicates == 0)
        return OK;
    if (progress_wanted(self)) {
        clock_gettime(CLOCK_MONOTONIC, &progress.last);
        options.progress = show_progress;
        options.context = &progress;
    }
    enum status status = play_run(&self->sample, &self->plan, &options);
    end_progress(&progress);
    return status == OK && is_drawn(self) ? expect_as_drawn(self) : status;
}

static enum status find(struct run *self)
{
    struct findings_facts facts = {.name = self->scenario.name,
                                   .slug = self->slug,
                                   .seed = self->options.seed,
                                   .threads = self->options.jobs,
                                   .sets = self->options.sets.item,
                                   .set_count = self->options.sets.count,
                                   .uncertain = is_drawn(self)};
    return findings_init(&self->findings, &self->plan, &self->expected,
                         self->options.replicates > 0 ? &self->sample : NULL, facts);
}

static void put_plural(size_t count, const char *thing)
{
    printf("%zu %s%s", count, thing, count == 1 ? "" : "s");
}

static void put_summary(const struct run *self)
{
    summary_write(stdout, &self->findings);
    printf("Written to %s: ", self->folder);
    if (self->charts > 0) {
        put_plural(self->charts, "chart");
        fputs(", ", stdout);
    }
    put_plural(TABLES_COUNT, "table");
    putchar('\n');
}

/* Tables first: whatever becomes of the charts, the figures are there, and the summary tells them. */
static enum status write_all(struct run *self)
{
    enum status status = tables_write(&self->findings, &self->scenario, self->folder, &self->faults);
    if (status != OK)
        return status;
    if (self->options.charts)
        status = charts_draw(&self->findings, self->folder, self->options.formats, &self->charts, &self->faults);
    put_summary(self);
    if (self->findings.agreement.failed) {
        faults_add(&self->faults, (struct place){0},
                   "the plays do not agree with the exact calculation, so neither can be trusted: %s. "
                   "This is a mistake in the program; please report it with the scenario and the seed",
                   self->findings.agreement.worst);
        return ERR_CHECK;
    }
    return status;
}

static enum status run(struct run *self)
{
    name_slug(strcmp(self->options.scenario, "-") == 0 ? "" : self->options.scenario, self->slug);
    self->folder = name_folder(self);
    enum status status = self->folder ? read_scenario(self) : ERR_MEMORY;
    if (status == OK)
        status = plan_init(&self->plan, &self->scenario);
    if (status == OK)
        status = expected_init(&self->expected, &self->plan);
    if (status == OK)
        status = play(self);
    if (status == OK)
        status = find(self);
    if (status == OK)
        status = write_all(self);
    return status;
}

int run_main(int argc, char **argv)
{
    struct run self = {0};
    enum status status = run_options_read(&self.options, argc, argv);
    if (status == OK && self.options.help)
        fputs(help, stdout);
    else if (status == OK)
        status = run(&self);
    int code = status == ERR_USAGE ? EXIT_USAGE : command_failed(status, &self.faults);
    free_run(&self);
    return code;
}
