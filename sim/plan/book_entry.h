/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Book entries: the existing clients compiled for the engines. A book client is billed in month 1 for
 * certain, as bill tenure + 1; for its past, the values of month 1 hold.
 * Source: design section 3, "A book of existing clients".
 */
#ifndef PLATEAU_PLAN_BOOK_ENTRY_H
#define PLATEAU_PLAN_BOOK_ENTRY_H

#include "sim/plan/plan.h"

/* Fills plan->book with its life tables. Returns ERR_MEMORY; what was made is the plan's to free. */
enum status book_entry_make(struct plan *plan) MUST_USE;

#endif
