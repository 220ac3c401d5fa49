/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a scenario file: read or refused, never a crash; what is read can be asked, and drawn anew. */
#include <gsl/gsl_errno.h>
#include <stdint.h>
#include <stdlib.h>

#include "sim/scenario/scenario.h"
#include "sim/scenario/variant.h"
#include "sim/support/memory.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void ask(const struct scenario *self)
{
    int months = scenario_months(self);
    for (int i = 0; i < PARAMETER_COUNT; i++) {
        enum parameter_id id = (enum parameter_id)i;
        for (size_t item = 0; id != CONTRACT_SHARE && item < scenario_items(self, id); item++) {
            const struct parameter *parameter = parameter_of(id);
            for (int month = 1; month <= months + 1; month += months) {
                double value = scenario_number(self, id, item, month);
                bool ranged = parameter->kind != VALUE_TEXT && parameter->kind != VALUE_WORD;
                bug_assert(!ranged || value != value || parameter_accepts(parameter, value));
                bug_assert(!parameter->required || value == value);
            }
        }
    }
    bug_assert(scenario_same_month(self, MONTH_SIGNING, months, months + 1));
}

/* Draws at both ends of every distribution: each value stays one that could have been written. */
static void draw(const struct scenario *scenario)
{
    static const double level[] = {1e-12, 1 - 1e-12};
    static struct variant variant;
    bug_assert(variant_init(&variant, scenario) == OK);
    size_t count = variant_count(&variant);
    double *u = memory_array(count, sizeof *u);
    bug_assert(u && count == scenario->unsure);
    for (size_t k = 0; count > 0 && k < 2; k++) {
        for (size_t i = 0; i < count; i++)
            u[i] = level[(k + i) % 2];
        variant_draw(&variant, u);
        ask(&variant.scenario);
    }
    free(u);
    variant_free(&variant);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static struct scenario scenario;
    static struct faults faults;
    faults = (struct faults){0};
    gsl_set_error_handler_off();
    enum status status = scenario_read_bytes(&scenario, "fuzz.csv", bytes, size, NULL, 0, &faults);
    bug_assert((status == OK) == (faults.total == 0));
    if (status == OK) {
        ask(&scenario);
        draw(&scenario);
    }
    scenario_free(&scenario);
    return 0;
}
