/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The aftermath of lives, beside their accounts: who is kept by an offer, what clients think, and whom they bring. New
 * clients and the book's go the same way.
 */
#ifndef PLATEAU_PLAY_AFTERMATH_H
#define PLATEAU_PLAY_AFTERMATH_H

#include "sim/play/clients.h"
#include "sim/play/lot.h"

/* Before the accounts: offers to those who waver, where there are any; then no life goes past H + 1. Cannot fail. */
void aftermath_end(const struct lot *lot, const struct engine *engine, const struct clients_books *books);

/* After them: posts opinions, and puts whom they bring on the waiting lists. Returns as waiting_add. */
enum status aftermath_bring(const struct lot *lot, const struct engine *engine,
                            const struct clients_books *books) MUST_USE;

#endif
