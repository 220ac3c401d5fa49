/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the two references share: `plateau parameters` and `plateau metrics` print a table, or the rows with a word. */
#ifndef PLATEAU_CLI_REFERENCE_H
#define PLATEAU_CLI_REFERENCE_H

#include <stdbool.h>
#include <stddef.h>

struct reference {
    const char *help;
    const char *thing;                              /* "metric" */
    size_t (*put)(const char *word, bool markdown); /* prints the rows whose names hold the word; how many */
};

/* Reads the options, prints, and returns the exit code: 1 where no name holds the word. */
int reference_main(const struct reference *self, int argc, char **argv);

#endif
