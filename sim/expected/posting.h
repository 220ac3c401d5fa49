/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Postings: clients who start together and pay by one course, whatever their life tables, and their whole path through
 * the plan: who is there and who is lost, what they pay, what is paid for them bill by bill, who of them is a promoter
 * or a detractor, whom care handles and who wavers. What hangs on a month's totals alone (serving, sign-up and loss
 * costs, what care and offers cost, seats, profit) is left to totals.h.
 */
#ifndef PLATEAU_EXPECTED_POSTING_H
#define PLATEAU_EXPECTED_POSTING_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/expected/course.h"
#include "sim/expected/expected.h"
#include "sim/plan/life_table.h"
#include "sim/plan/plan.h"

/* What becomes of clients: tables weighted by clients, and by their first fees (money a month). */
struct posting {
    const struct plan *plan;               /* not owned */
    int months;                            /* H */
    double *clients_alive, *clients_leave; /* [bill 0 .. months] */
    double *fees_alive, *fees_leave;       /* likewise */
    /* Clients by what care and offers do, and whose z tells whether they are content; NULL where the plan has none. */
    double *handled; /* [bill - 1]: by care, at this bill */
    double *wavers;  /* [bill]: times they want to leave at the decision after it */
    double *told;    /* [interval][bill]: there, and not saved by care: of the class of their interval of z */
    bool *speaks;    /* owned: [interval]: in some month its class is not passive */
    size_t paths;
    double *room; /* owned: all paths */
};

/* Room for clients of a plan that must outlive it; nobody is in it. Returns ERR_MEMORY; then *self is empty. */
enum status posting_init(struct posting *self, const struct plan *plan) MUST_USE;
void posting_free(struct posting *self);

/* Clients of one kind. */
struct posting_clients {
    const struct life_table *table;
    size_t latent;
    double clients;
    double fees;   /* their first fees together */
    int care_bill; /* bill of the table at which care comes to those still there; 0: never */
    double handled;
};

/* Nobody again; more clients, by `bills` bills of their table. Cannot fail. */
void posting_clear(struct posting *self);
void posting_add(struct posting *self, const struct posting_clients *who, int bills);

/*
 * Adds the path of `times` as many to series, events, and the quantities that follow lives: with their first bill in
 * the plan in `month`, all paying by a course that reaches the plan's end. Events of care are clients handled, of
 * rescue waverings. source: which series they come in by; the book was there before. Cannot fail.
 */
void posting_post(const struct posting *self, struct expected *to, const struct course *course, int month, double times,
                  enum source source);

#endif
