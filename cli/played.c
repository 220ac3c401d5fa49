/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/played.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/progress.h"
#include "sim/support/text.h"

/* ---- names ------------------------------------------------------------------------------------------------ */

static void name_slug(const char *path, char slug[PLAYED_SLUG])
{
    const char *slash = strrchr(path, '/');
    const char *base = slash ? slash + 1 : path;
    char stem[PLAYED_SLUG];
    size_t length = strlen(base);
    if (length > 4 && strcmp(base + length - 4, ".csv") == 0)
        length -= 4;
    snprintf(stem, sizeof stem, "%.*s", (int)(length < sizeof stem ? length : sizeof stem - 1), base);
    text_slug(stem, slug, PLAYED_SLUG);
}

char *played_folder(const struct run_options *options, const char *prefix, const char *slug)
{
    static const char out[] = "out/";
    size_t size = sizeof out + strlen(prefix) + strlen(slug);
    if (options->output)
        return text_copy(options->output);
    char *folder = malloc(size);
    if (folder)
        snprintf(folder, size, "%s%s%s", out, prefix, slug);
    return folder;
}

static void put_plural(size_t count, const char *thing)
{
    printf("%zu %s%s", count, thing, count == 1 ? "" : "s");
}

void played_put_written(const char *folder, size_t charts, size_t tables)
{
    printf("Written to %s: ", folder);
    if (charts > 0) {
        put_plural(charts, "chart");
        fputs(", ", stdout);
    }
    put_plural(tables, "table");
    putchar('\n');
}

/* ---- the recipe ------------------------------------------------------------------------------------------- */

enum status played_read(struct played *self, const char *path, const struct run_options *options, struct faults *faults)
{
    name_slug(strcmp(path, "-") == 0 ? "" : path, self->slug);
    return scenario_read(&self->scenario, path, options->sets.item, options->sets.count, faults);
}

/* Inputs are drawn in every play: asked for, and there is something to draw. */
static bool is_drawn(const struct played *self, const struct run_options *options)
{
    return options->uncertain && self->scenario.unsure > 0;
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
static enum status expect_as_drawn(struct played *self)
{
    expected_free(&self->expected);
    return expected_unflatten(&self->expected, &self->plan, self->sample.companion);
}

static enum status play(struct played *self, const struct run_options *given, const char *what, struct faults *faults)
{
    struct progress progress = {0};
    bool drawn = is_drawn(self, given);
    struct play_options options = {.seed = given->seed,
                                   .replicates = given->replicates,
                                   .threads = given->jobs,
                                   .uncertain = drawn,
                                   .companion = expect_drawn,
                                   .companion_length = expected_length(&self->plan),
                                   .faults = faults};
    if (options.replicates == 0)
        return OK;
    if (!given->quiet && progress_wanted()) {
        progress_begin(&progress, what);
        options.progress = progress_show;
        options.context = &progress;
    }
    enum status status = play_run(&self->sample, &self->plan, &options);
    progress_end(&progress);
    return status == OK && drawn ? expect_as_drawn(self) : status;
}

static enum status find(struct played *self, const struct run_options *options)
{
    struct findings_facts facts = {.name = self->scenario.name,
                                   .slug = self->slug,
                                   .seed = options->seed,
                                   .threads = options->jobs,
                                   .sets = options->sets.item,
                                   .set_count = options->sets.count,
                                   .uncertain = is_drawn(self, options),
                                   .means_only = options->scenario_count > 1};
    return findings_init(&self->findings, &self->plan, &self->expected, options->replicates > 0 ? &self->sample : NULL,
                         facts);
}

static enum status expect(struct played *self, struct faults *faults)
{
    enum status status = expected_init(&self->expected, &self->plan);
    if (status == ERR_RANGE)
        faults_add(faults, (struct place){.file = self->scenario.path},
                   "clients bring so many others within the plan that they cannot be counted (more than 1e200 in a "
                   "month); lower referral.leads, referral.close_ratio or winback.share, or shorten the plan");
    return status;
}

enum status played_make(struct played *self, const struct run_options *options, const char *what, struct faults *faults)
{
    enum status status = plan_init(&self->plan, &self->scenario);
    if (status == OK)
        status = expect(self, faults);
    if (status == OK)
        status = play(self, options, what, faults);
    if (status == OK)
        status = find(self, options);
    return status;
}

enum status played_check(const struct played *self, struct place at, struct faults *faults)
{
    if (!self->findings.agreement.failed)
        return OK;
    faults_add(faults, at,
               "the plays do not agree with the exact calculation, so neither can be trusted: %s. "
               "This is a mistake in the program; please report it with the scenario and the seed",
               self->findings.agreement.worst);
    return ERR_CHECK;
}

void played_free_results(struct played *self)
{
    findings_free(&self->findings);
    sample_free(&self->sample);
    expected_free(&self->expected);
    plan_free(&self->plan);
}

void played_free(struct played *self)
{
    played_free_results(self);
    scenario_free(&self->scenario);
}
