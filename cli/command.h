/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the commands of plateau share: how they are listed, how they end, the options several of them take.
 * Exit codes: 0 done, 1 failure, 2 wrong usage, 3 invalid input, 4 an expectation failed.
 */
#ifndef PLATEAU_CLI_COMMAND_H
#define PLATEAU_CLI_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/scenario/scenario.h"
#include "sim/support/faults.h"
#include "sim/support/status.h"

enum { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_USAGE = 2, EXIT_INPUT = 3, EXIT_EXPECTATION = 4 };

struct command {
    const char *name;
    const char *summary;
    int (*run)(int argc, char **argv); /* argv[0] is "plateau <name>", for messages; returns the exit code */
};

int run_main(int argc, char **argv);
int compare_main(int argc, char **argv);
int explain_main(int argc, char **argv);
int parameters_main(int argc, char **argv);
int metrics_main(int argc, char **argv);
int diff_main(int argc, char **argv);

/* Prints the faults, or a sentence for a status that has none, on stderr. Returns the exit code. */
int command_failed(enum status status, const struct faults *faults);

/* Wrong usage: prints "program: message" (NULL: it has been said) and "Try ..." on stderr. Returns EXIT_USAGE. */
int command_misused(const char *program, const char *message);

/* The texts of --set, in order. */
struct command_sets {
    const char **item; /* owned; the texts are argv's */
    size_t count, room;
};

enum status command_sets_add(struct command_sets *self, const char *text) MUST_USE;
void command_sets_free(struct command_sets *self);

/*
 * The options of a command that only reads scenarios: --set, into *sets, and --help, which prints `help`. Returns
 * true if the command is to go on, with its scenarios at argv[optind]; else *code is its exit code.
 */
bool command_options(int argc, char **argv, const char *help, struct command_sets *sets, int *code);

/* Reads a scenario; on failure everything is said and the exit code returned, else EXIT_DONE. */
int command_scenario(struct scenario *scenario, const char *path, const struct command_sets *sets);

enum { COMMAND_CHAIN = 1024 };

/*
 * Where a value comes from: "default"; "base.csv:5"; "= 3 base.csv:5, += 1 hire.csv:4" when several rows had a
 * part in it or one is unsure. step NULL is the default. A chain that is too long is cut. Returns out.
 */
const char *command_chain(const struct step *step, char out[COMMAND_CHAIN]);

/* "base.csv:5", or the --set text. Returns out. */
const char *command_origin(const struct origin *origin, char out[COMMAND_CHAIN]);

#endif
