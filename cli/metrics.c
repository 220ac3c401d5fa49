/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plateau metrics: the reference of all metrics, printed from the table that summary.csv is written by. */
#include "analysis/metrics.h"

#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/options.h"

static const char HELP[] = "Usage: plateau metrics [OPTION]... [WORD]\n"
                           "Lists the metrics of summary.csv with unit and definition, or those with WORD in their\n"
                           "names. \"money\" is the plan's currency; the unit 1 is a share or a ratio.\n"
                           "\n"
                           "  --markdown   as a table for a README\n"
                           "  --help       show this text\n";

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
    enum { MARKDOWN = OPTIONS_LONG };
    static const struct option list[] = {
        {"markdown", no_argument, NULL, MARKDOWN}, {"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};
    bool markdown = false;
    int option;
    options_begin();
    while ((option = options_next(argc, argv, ":h", list)) != OPTIONS_END) {
        if (option == 'h') {
            fputs(HELP, stdout);
            return EXIT_DONE;
        }
        if (option == OPTIONS_WRONG)
            return EXIT_USAGE;
        markdown = true;
    }
    if (argc - optind > 1)
        return command_misused(argv[0], "only one WORD can be looked for");
    if (put_all(argc > optind ? argv[optind] : "", markdown) > 0)
        return EXIT_DONE;
    fprintf(stderr, "%s: no metric has '%s' in its name\n", argv[0], argv[optind]);
    return EXIT_FAILED;
}
