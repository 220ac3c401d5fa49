/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The options of a command, read one by one with getopt_long, and the messages about those that are wrong. All
 * commands read theirs here, so a slip gets the same words everywhere.
 */
#ifndef PLATEAU_CLI_OPTIONS_H
#define PLATEAU_CLI_OPTIONS_H

#include <getopt.h>

/* Options without a letter of their own have values from here on. */
enum { OPTIONS_LONG = 256 };

enum { OPTIONS_END = -1, OPTIONS_WRONG = '?' };

/* Begins afresh, whatever was read before. */
void options_begin(void);

/*
 * The next option: its letter, or the value of a long one, with its argument in optarg; OPTIONS_END when only the
 * other words are left, from argv[optind] on; OPTIONS_WRONG after saying on standard error what is wrong (exit 2).
 * letters are getopt's, with ':' in front: ":o:q". argv[0] begins the messages.
 */
int options_next(int argc, char **argv, const char *letters, const struct option *list);

#endif
