/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Progress of the plays, on standard error, where somebody watches. */
#ifndef PLATEAU_CLI_PROGRESS_H
#define PLATEAU_CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

struct progress {
    const char *what;     /* is done: "playing"; not owned */
    struct timespec last; /* when it was last shown */
    bool shown;
};

/* Is standard error a terminal that can take a line back? */
bool progress_wanted(void);

void progress_begin(struct progress *self, const char *what);

/* As play_options.progress; context is the struct progress. Short runs show nothing. */
void progress_show(void *context, size_t done, size_t total);

/* Takes the line back. */
void progress_end(const struct progress *self);

#endif
