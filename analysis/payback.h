/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Payback: what a client that a rep signs brings before sales pay (fee less serving and service), against what
 * winning it costs (cac): when it is earned back, and how many times over a whole life. Of the rep sign-ups of the
 * plan's last 12 months (all, if it has fewer).
 * Example: $1,000 a month at cac $2,500 and nobody leaving before the third bill: paid back with bill 3.
 * Source: design section 6, cac.payback and ltv_cac.
 */
#ifndef PLATEAU_ANALYSIS_PAYBACK_H
#define PLATEAU_ANALYSIS_PAYBACK_H

#include "analysis/findings.h"
#include "analysis/worth.h"

/* Fills METRIC_CAC_PAYBACK and METRIC_LTV_CAC; METRIC_CAC must be there. Returns ERR_MEMORY. */
enum status payback_fill(struct findings *self, struct worths *worths) MUST_USE;

#endif
