/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line of the commands that play scenarios (run, compare), checked. */
#ifndef PLATEAU_CLI_RUN_OPTIONS_H
#define PLATEAU_CLI_RUN_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/command.h"
#include "sim/support/status.h"

enum { RUN_REPLICATES_MOST = 100000000, RUN_JOBS_MOST = 1024, RUN_REPLICATES = 10000 };

struct run_options {
    char **scenario; /* argv's: the scenarios; "-" is standard input, once at most */
    size_t scenario_count;
    const char *output; /* from argv; NULL: out/... */
    size_t replicates;  /* 0: the exact calculation only */
    uint64_t seed;
    size_t jobs;              /* threads, at least 1 */
    struct command_sets sets; /* owned; "PARAM[@MONTH]=VALUE", in order */
    bool uncertain;           /* unsure inputs are drawn in every play */
    bool charts, quiet;
    unsigned formats; /* of the charts: plots/charts.h */
    bool help;        /* nothing else is set */
};

/* How many scenarios a command takes, and what it says to others. */
struct run_wants {
    size_t least, most;
    const char *too_few;  /* "... 'x.csv' is the only scenario; <too_few>"; NULL if least is 1 */
    const char *too_many; /* "... 'x.csv' is one scenario too many; <too_many>" */
};

/*
 * Reads the words of a command; argv[0] is what messages begin with. On a mistake says on standard error what
 * is wrong and returns ERR_USAGE; ERR_MEMORY. Then *self is empty. Free with run_options_free.
 */
enum status run_options_read(struct run_options *self, int argc, char **argv, const struct run_wants *wants) MUST_USE;
void run_options_free(struct run_options *self);

#endif
