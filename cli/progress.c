/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool progress_wanted(void)
{
    const char *terminal = getenv("TERM");
    return isatty(STDERR_FILENO) && terminal && strcmp(terminal, "dumb") != 0;
}

void progress_begin(struct progress *self, const char *what)
{
    *self = (struct progress){.what = what};
    clock_gettime(CLOCK_MONOTONIC, &self->last);
}

/* At most ten times a second, and not before a tenth of one has passed. */
void progress_show(void *context, size_t done, size_t total)
{
    struct progress *self = context;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    double seconds = (double)(now.tv_sec - self->last.tv_sec) + (double)(now.tv_nsec - self->last.tv_nsec) / 1e9;
    if (seconds < 0.1)
        return;
    self->last = now;
    self->shown = true;
    fprintf(stderr, "\r%s: %d %%", self->what, (int)(100.0 * (double)done / (double)total));
    fflush(stderr);
}

void progress_end(const struct progress *self)
{
    if (self->shown)
        fputs("\r\033[K", stderr);
}
