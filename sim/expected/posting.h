/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Postings: clients who start together and pay by one course, whatever their life tables, and their whole path through
 * the plan: who is there and who is lost, what they pay, and what is paid for them bill by bill. What hangs on a
 * month's totals alone (serving, sign-up and loss costs, seats, profit) is left to totals.h.
 */
#ifndef PLATEAU_EXPECTED_POSTING_H
#define PLATEAU_EXPECTED_POSTING_H

#include <stdbool.h>

#include "sim/expected/course.h"
#include "sim/expected/expected.h"
#include "sim/plan/life_table.h"

/* What becomes of clients: tables weighted by clients, and by their first fees (money a month). */
struct posting {
    int months;                            /* H */
    double *clients_alive, *clients_leave; /* [bill 0 .. months] */
    double *fees_alive, *fees_leave;       /* likewise */
    double *room;                          /* owned: all of these */
};

/* Room for a plan of so many months; nobody is in it. Returns ERR_MEMORY; then *self is empty. */
enum status posting_init(struct posting *self, int months) MUST_USE;
void posting_free(struct posting *self);

/* Nobody again; more clients, with their first fees together, on a table that reaches `bills` bills. Cannot fail. */
void posting_clear(struct posting *self);
void posting_add(struct posting *self, const struct life_table *table, int bills, double clients, double fees);

/*
 * Adds the path of `times` as many to series, events, and the quantities that follow lives: with their first bill in
 * the plan in `month`, all paying by a course that reaches the plan's end. book: they were clients before. Cannot fail.
 */
void posting_post(const struct posting *self, struct expected *to, const struct course *course, int month, double times,
                  bool book);

#endif
