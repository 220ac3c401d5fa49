/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Gains: what an improvement of 1 % is worth a month at the plateau, in profit.
 *   signups         1 % more sign-ups of every source, and as many more who return; salaries, hiring and leads as they
 *                   are
 *   signups_bought  the same, with salaries, hiring and leads up 1 % too
 *   churn           every multiplier M 1 % lower, reps signing as many: then more of those stay, too, who came on other
 *                   terms and never leave any more; and who stays longer refers more, and comes back later
 *   fee             every fee 1 % higher, and with it all that goes by fees
 * Those who never leave any more are nobody's sign-ups and take no part in the first two; they do pay fees.
 * Example (fact A2): a plateau of $20,000 without costs: each of them is $200, but for churn: clients stay
 * 1 / (1 - (11/12)^0.99) = 12.116 months in place of 12, which is $193.
 * Source: design section 6, gain.*; fact B1.
 */
#ifndef PLATEAU_ANALYSIS_GAINS_H
#define PLATEAU_ANALYSIS_GAINS_H

#include "analysis/findings.h"
#include "analysis/plateau_level.h"

/*
 * Fills METRIC_GAIN_*, with level as worths found it; METRIC_PLATEAU_PROFIT must be there. Without a plateau the
 * figures say why. Returns ERR_MEMORY.
 */
enum status gains_fill(struct findings *self, const struct plateau_level *level) MUST_USE;

#endif
