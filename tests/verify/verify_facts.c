/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/verify/verify_facts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SETS = 16 };

static void read_file(struct verify_shown *self, const char *file, const char *sets)
{
    char path[256], text[1024], *save = NULL;
    const char *part[SETS];
    size_t count = 0;
    struct faults *faults = verify_zeros(1, sizeof *faults);
    snprintf(path, sizeof path, "scenarios/%s", file);
    snprintf(text, sizeof text, "%s", sets != NULL ? sets : "");
    for (char *set = strtok_r(text, ";", &save); set != NULL; set = strtok_r(NULL, ";", &save)) {
        assert_true(count < SETS);
        part[count++] = set;
    }
    if (scenario_read(&self->scenario, path, part, count, faults) != OK)
        fail_msg("%s: %s", path, faults->total ? faults->item[0].text : "no fault was named");
    free(faults);
}

struct verify_shown *verify_show(const char *file, const char *sets, size_t plays)
{
    struct verify_shown *self = verify_zeros(1, sizeof *self);
    const struct play_options options = {.seed = 1, .replicates = plays, .threads = 1};
    read_file(self, file, sets);
    assert_int_equal(plan_init(&self->plan, &self->scenario), OK);
    assert_int_equal(expected_init(&self->expected, &self->plan), OK);
    if (plays > 0)
        assert_int_equal(play_run(&self->sample, &self->plan, &options), OK);
    assert_int_equal(findings_init(&self->findings, &self->plan, &self->expected, plays > 0 ? &self->sample : NULL,
                                   (struct findings_facts){.name = file, .slug = file, .seed = 1, .threads = 1}),
                     OK);
    return self;
}

void verify_shown_free(struct verify_shown *self)
{
    findings_free(&self->findings);
    sample_free(&self->sample);
    expected_free(&self->expected);
    plan_free(&self->plan);
    scenario_free(&self->scenario);
    free(self);
}

double verify_metric(const struct verify_shown *self, enum metric metric)
{
    const struct figure *figure = &self->findings.metric[metric];
    if (!isfinite(figure->expected))
        fail_msg("%s: metric %d has no exact value: %s", self->findings.name, (int)metric,
                 figure->why != NULL ? figure->why : "no reason given");
    return figure->expected;
}

double verify_metric_of(const char *file, const char *sets, enum metric metric)
{
    struct verify_shown *shown = verify_show(file, sets, 0);
    double value = verify_metric(shown, metric);
    verify_shown_free(shown);
    return value;
}

double verify_sum(const struct verify_shown *self, enum series series, int from, int to)
{
    double sum = 0;
    for (int month = from; month <= to; month++)
        sum += self->expected.series[series][month];
    return sum;
}

const struct ltv_row *verify_ltv(const struct verify_shown *self, const char *contract, int quartile, int source)
{
    const struct names *contracts = &self->scenario.contracts;
    for (size_t i = 0; i < self->findings.ltv_count; i++) {
        const struct ltv_row *row = &self->findings.ltv[i];
        const char *name = row->contract >= 0 ? contracts->item[row->contract] : NULL;
        bool same = contract != NULL ? name != NULL && strcmp(name, contract) == 0 : name == NULL;
        if (same && row->quartile == quartile - 1 && row->source == source)
            return row;
    }
    fail_msg("no row of %s, quartile %d, source %d", contract != NULL ? contract : "all", quartile, source);
    return NULL;
}
