/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sign-ups' postings: all cohorts of the plan, stretch by stretch (see stretch.h), each signer's by course; and the
 * life table of the sign-ups by cell.
 */
#ifndef PLATEAU_EXPECTED_SIGNUP_POSTING_H
#define PLATEAU_EXPECTED_SIGNUP_POSTING_H

#include "sim/expected/expected.h"
#include "sim/plan/plan.h"

/* Adds their paths to series, events, quantities, at_risk and leaving. Returns ERR_MEMORY. */
enum status signup_posting_add(struct expected *to, const struct plan *plan) MUST_USE;

#endif
