/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Totals: what follows from whole months once every client is posted: what seats cost, serving, sign-up, loss and
 * fixed costs, profit, cash, and the quantities. Source: design section 3, "Pay and cost".
 */
#ifndef PLATEAU_EXPECTED_TOTALS_H
#define PLATEAU_EXPECTED_TOTALS_H

#include "sim/expected/expected.h"
#include "sim/plan/plan.h"

/* Fills the series that are not posted by client, all events that are counts of clients, and the quantities. */
void totals_fill(struct expected *self, const struct plan *plan);

#endif
