/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Accounts: all that the lives of a batch leave behind once they are drawn: bills and what depends on them, heads and
 * fees where they come and go, and who is still there at the end. New clients and the book's go the same way.
 */
#ifndef PLATEAU_PLAY_ACCOUNTS_H
#define PLATEAU_PLAY_ACCOUNTS_H

#include "sim/play/billing.h"
#include "sim/play/survivors.h"

/* Posts the lives. last has room for lives->count amounts. Returns ERR_MEMORY if the survivors found no room. */
enum status accounts_keep(const struct billing_lives *lives, const struct engine *engine, struct ledger *ledger,
                          struct survivors *survivors, int64_t *last) MUST_USE;

#endif
