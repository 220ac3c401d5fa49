/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The user's own names for contracts and rep classes, numbered in the order they first appear. */
#ifndef PLATEAU_SCENARIO_NAMES_H
#define PLATEAU_SCENARIO_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/support/status.h"

enum {
    NAMES_MOST = 256, /* contracts or classes of a scenario */
    NAMES_LENGTH = 64 /* bytes of a name */
};

struct names {
    char **item; /* owned, each owned */
    size_t count;
};

/* The number of the name of length bytes at text, or count if it is not there. */
size_t names_find(const struct names *self, const char *text, size_t length);

/* Adds a name if it is new; *index is its number. Returns ERR_RANGE beyond NAMES_MOST; ERR_MEMORY. */
enum status names_add(struct names *self, const char *text, size_t length, size_t *index) MUST_USE;

void names_free(struct names *self);

#endif
