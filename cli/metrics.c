/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plateau metrics: the reference of all metrics, printed from the table that summary.csv is written by. */
#include "analysis/metrics.h"

#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/reference.h"

static const char HELP[] = "Usage: plateau metrics [OPTION]... [WORD]\n"
                           "Lists the metrics of summary.csv with unit and definition, or those with WORD in their\n"
                           "names. \"money\" is the plan's currency; the unit 1 is a share or a ratio.\n"
                           "\n"
                           "  --markdown   as a table for a README\n"
                           "  -h, --help   show this text\n";

static size_t put_all(const char *word, bool markdown)
{
    size_t count = 0;
    if (markdown)
        printf("| metric | unit | definition |\n|---|---|---|\n");
    for (int m = 0; m < METRIC_COUNT; m++) {
        const struct metrics_info *info = metrics_info((enum metric)m);
        if (!strstr(info->name, word))
            continue;
        printf(markdown ? "| `%s` | %s | %s |\n" : "%s (%s)\n    %s\n", info->name, info->unit, info->definition);
        count++;
    }
    return count;
}

int metrics_main(int argc, char **argv)
{
    static const struct reference reference = {HELP, "metric", put_all};
    return reference_main(&reference, argc, argv);
}
