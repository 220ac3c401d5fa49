/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a scenario file: read or refused, never a crash; and what is read can be asked. */
#include <stdint.h>
#include <stdlib.h>

#include "sim/scenario/scenario.h"

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

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static struct scenario scenario;
    static struct faults faults;
    faults = (struct faults){0};
    enum status status = scenario_read_bytes(&scenario, "fuzz.csv", bytes, size, NULL, 0, &faults);
    bug_assert((status == OK) == (faults.total == 0));
    if (status == OK)
        ask(&scenario);
    scenario_free(&scenario);
    return 0;
}
