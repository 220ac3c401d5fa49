/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lifetime value: what the sign-ups of the plan's last 12 months (all, if it has fewer) will pay, each signing
 * month under its own law and tariff; by contract, quartile and source, and in total. Money in whole units. A life
 * ends where the client is lost; should it come back, that is another one, and nobody's sign-up.
 * Example (fact A2): $10,000 a month for 12 months on average is $120,000. Sources: design section 6, facts
 * A1 and D1.
 */
#ifndef PLATEAU_ANALYSIS_LTV_H
#define PLATEAU_ANALYSIS_LTV_H

#include "analysis/findings.h"
#include "analysis/worth.h"

/*
 * Fills self->ltv and the figures METRIC_LIFETIME_MEAN and METRIC_LTV*. Rows: contracts in the scenario's order,
 * quartiles 1-4 each, and where there is more than one source for each of these the sources and their total; then the
 * totals of every contract, of every quartile, of every source (if there is more than one), and of all. Sources: reps,
 * leads that return, referrals. Returns ERR_MEMORY.
 */
enum status ltv_fill(struct findings *self, struct worths *worths) MUST_USE;

#endif
