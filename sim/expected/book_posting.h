/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The book's postings: the existing clients, all from month 1, each by the chances of its latent kinds. Clients who
 * share life table and course are posted together; where fees grow, each pays whole cents and is posted alone.
 */
#ifndef PLATEAU_EXPECTED_BOOK_POSTING_H
#define PLATEAU_EXPECTED_BOOK_POSTING_H

#include "sim/expected/expected.h"
#include "sim/plan/plan.h"

/*
 * The smallest tenure that pays and costs the same from here on: anniversaries come every 12 bills, and after
 * `settled` bills (a multiple of 12) nothing else depends on tenure. Example: settled 36: 40 for 40, 52, 64, ...
 */
int book_posting_tenure(int tenure, int settled);

/* Adds the book's paths to series, events and quantities. Returns ERR_MEMORY. */
enum status book_posting_add(struct expected *to, const struct plan *plan) MUST_USE;

#endif
