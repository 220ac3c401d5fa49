/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/options.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "sim/scenario/nearest.h"

enum { MESSAGE = 600 };

void options_begin(void)
{
    opterr = 0; /* the messages are ours */
#ifdef __GLIBC__
    optind = 0; /* glibc keeps more than the position, and forgets it only for 0 */
#else
    optind = 1;
#endif
}

static PRINTF_LIKE(2, 3) int wrong(const char *program, const char *format, ...)
{
    char message[MESSAGE];
    va_list values;
    va_start(values, format);
    vsnprintf(message, sizeof message, format, values);
    va_end(values);
    command_misused(program, message);
    return OPTIONS_WRONG;
}

/* The letters of a long option's name behind "--": "output" of "--output=here". */
static size_t name_length(const char *word)
{
    return strcspn(word + 2, "=");
}

/* True if the word is the beginning of options: of two at least, or getopt_long had taken it for the one. */
static bool begins_several(const char *word, const struct option *list)
{
    for (; list->name; list++)
        if (strncmp(list->name, word + 2, name_length(word)) == 0)
            return true;
    return false;
}

/* "; did you mean '--output'?" */
static const char *nearest_option(const char *word, const struct option *list, char out[NEAREST_HINT])
{
    struct nearest nearest;
    char name[NEAREST_WORD];
    snprintf(name, sizeof name, "%.*s", (int)name_length(word) + 2, word);
    nearest_begin(&nearest, name);
    for (; list->name; list++) {
        snprintf(name, sizeof name, "--%s", list->name);
        nearest_offer(&nearest, name);
    }
    return nearest_hint(&nearest, out);
}

/* What getopt_long could not read; word is the argument it read last, which in "-xq" is not yet this one. */
static int wrong_option(const char *program, int found, const char *word, const struct option *list)
{
    char hint[NEAREST_HINT];
    bool is_long = strncmp(word, "--", 2) == 0;
    if (found == ':' && !is_long)
        return wrong(program, "option '-%c' needs a value", optopt);
    if (found == ':')
        return wrong(program, "option '%s' needs a value", word);
    int length = is_long ? (int)name_length(word) + 2 : 0;
    if (is_long && optopt == 0 && begins_several(word, list))
        return wrong(program, "option '%.*s' could be several", length, word);
    if (is_long && optopt == 0)
        return wrong(program, "there is no option '%.*s'%s", length, word, nearest_option(word, list, hint));
    for (const struct option *option = list; is_long && option->name; option++)
        if (option->val == optopt && option->has_arg == no_argument)
            return wrong(program, "option '%.*s' takes no value", length, word);
    if (optopt > ' ' && optopt < 127)
        return wrong(program, "there is no option '-%c'", optopt);
    return wrong(program, "there is an option that does not exist");
}

int options_next(int argc, char **argv, const char *letters, const struct option *list)
{
    int found = getopt_long(argc, argv, letters, list, NULL);
    return found == '?' || found == ':' ? wrong_option(argv[0], found, argv[optind - 1], list) : found;
}
