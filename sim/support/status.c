/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/support/status.h"

#include <stdio.h>
#include <stdlib.h>

const char *status_text(enum status status)
{
    static const char *const text[STATUS_COUNT] = {
        [OK] = "done",
        [ERR_MEMORY] = "not enough memory",
        [ERR_FILE] = "a file could not be read or written",
        [ERR_INPUT] = "the input is not valid",
        [ERR_USAGE] = "the command line is not valid",
        [ERR_CHART] = "a chart could not be drawn",
        [ERR_RANGE] = "a number is outside its range",
        [ERR_STOPPED] = "stopped on request",
        [ERR_CHECK] = "the plays do not agree with the exact calculation",
    };
    if ((unsigned)status >= STATUS_COUNT)
        return "unknown status";
    return text[status];
}

_Noreturn void status_bug(const char *condition, const char *file, int line)
{
    fprintf(stderr, "plateau: a mistake in the program itself, at %s:%d: %s does not hold\n", file, line, condition);
    abort();
}
