/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A memo of the laws from which clients who were kept draw their own nonrenewal: to work one out takes some hundred
 * exponentials, and clients with the same past have the same one. Each thread has its own. It changes no result.
 */
#ifndef PLATEAU_PLAY_OWN_MEMO_H
#define PLATEAU_PLAY_OWN_MEMO_H

#include <stddef.h>

#include "sim/plan/survival.h"
#include "sim/support/status.h"

struct own_entry {
    struct survival_past past;
    size_t at; /* place of its numbers */
    int count; /* 0: free */
};

struct own_memo {
    struct own_entry *entry; /* owned: found by a hash of the past; NULL: nothing is remembered */
    double *number;          /* owned: log_stay and so_far of each, end to end (see survival_past_nodes) */
    size_t entries, numbers; /* in use */
};

/* Empty, with some 3 MB of room. Returns ERR_MEMORY; then *self is empty. */
enum status own_memo_init(struct own_memo *self) MUST_USE;
void own_memo_free(struct own_memo *self);

/* As survival_past_own of that past's nodes. When it is full it forgets everything. Cannot fail. */
double own_memo_draw(struct own_memo *self, struct survival_past past, double u);

#endif
