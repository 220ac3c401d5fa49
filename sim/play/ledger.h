/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ledger: what happened in which month, for LANES replicates side by side. A client posts when it is first billed
 * and when it is lost, and in between only where its bill changes; the monthly series are running sums of these posts.
 * Money is int64_t cents; sums are exact in any order.
 *
 * Months beyond the plan share two slots: H + 1 for clients that were there in month H - 12 (whoever stands in it is
 * kept), H + 2 for all others.
 */
#ifndef PLATEAU_PLAY_LEDGER_H
#define PLATEAU_PLAY_LEDGER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/plan/series.h"
#include "sim/support/status.h"

enum { LANES = 64 };

/* A post: clients and their fees together, so that one client touches one cache line. */
struct ledger_post {
    int64_t fee; /* cents a month */
    int64_t clients;
};

/* Lines that only some plans have. */
enum ledger_line {
    /* Changes of what is paid a month; the month's amount is their running sum. */
    LINE_COMMISSIONS,
    LINE_SERVING,
    LINE_SERVICE,
    LINE_PROMOTERS,  /* a count */
    LINE_DETRACTORS, /* a count */
    /* Amounts of the month itself. */
    LINE_EXPANSION, /* changes of fees: revenue's own running sum takes them up */
    LINE_CLAWBACKS,
    LINE_BONUSES,
    LINE_RETURNED, /* sign-ups of leads once turned away: a count */
    LINE_REPS,     /* a count */
    LINE_SALARIES,
    LINE_HIRING,
    LINE_LEADS,
    LINE_REFERRED,    /* sign-ups that promoters brought: a count */
    LINE_WINBACKS,    /* clients who came back: a count */
    LINE_REACTIVATED, /* their first fees */
    LINE_CARE,
    LINE_RESCUE,
    LEDGER_LINES
};
enum { LEDGER_RUNNING = LINE_EXPANSION }; /* lines before it are running sums */

struct ledger {
    int months;                  /* H */
    struct ledger_post *entered; /* owned: [month 0..H + 2][lane] first billed; month 0 is the book */
    struct ledger_post *gone;    /* owned: [month 0..H + 2][lane] lost */
    int64_t *line[LEDGER_LINES]; /* owned: [month 0..H + 2][lane]; NULL where the plan has no such line */
    int64_t kept_least[LANES];   /* what those kept pay, at most what each paid in month H - 12; where fees change */
    int64_t revived[LANES];      /* what clients of month H - 12 pay who were lost since and are back */
};

/* The monthly series that a line makes, or (of its certain part) adds to. Cannot fail. */
enum series ledger_series(enum ledger_line line);

/* wanted[line]: the lines to keep. Returns ERR_MEMORY; then *self is empty. */
enum status ledger_init(struct ledger *self, int months, const bool wanted[LEDGER_LINES]) MUST_USE;
void ledger_free(struct ledger *self);

/* Empties it for the next replicates. Cannot fail. */
void ledger_clear(struct ledger *self);

/* One client and its fee. */
static inline void ledger_add(struct ledger_post *post, int64_t fee)
{
    post->fee += fee;
    post->clients += 1;
}

static inline struct ledger_post *ledger_row(struct ledger_post *posts, int month)
{
    return posts + (size_t)month * LANES;
}

/* The row of a line in a month; NULL where the ledger has no such line. */
static inline int64_t *ledger_line(const struct ledger *self, enum ledger_line line, int month)
{
    return self->line[line] ? self->line[line] + (size_t)month * LANES : NULL;
}

/* The slot of lives that go beyond the plan, of clients first billed in a month (the book: 0). */
static inline int ledger_beyond(const struct ledger *self, int month)
{
    return month <= self->months - 12 ? self->months + 1 : self->months + 2;
}

#endif
