/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Agreement: do the plays tell the same as the exact calculation? Every user's run is a test of the program.
 *
 * Checked  every series in every month 1..H, and every ratio of metrics.h, that has both values and at least 100
 *          expected events in the run (events a play x plays; of a ratio those of each of its sums). Of profit, cash
 *          and cac each line that happens at all (0.01 events in the run) needs as many. What goes by fees takes more
 *          under a very skewed spend (cv above 1), and everything where clients bring many others: then it comes in
 *          families (see skewness_of_families). What cannot happen must not. nps by month is made of series that are
 *          checked, and is not checked itself.
 * Allowed  6 standard errors, plus half a cent per expected event (the plays round amounts to cents), plus 1e-9 of the
 *          value for the rounding of sums. Where luck has no part (salaries where nobody quits) there are no errors.
 * Error    the MCSE. Where a rare event can be missing from all plays the spread of the plays knows nothing of it
 *          (200 plays of a book in which one large client leaves 1 % of the time: none does in 13 % of runs). So it is
 *          never taken below the error of that count of events which alone would explain the gap: sqrt(gap x size / n),
 *          size = what one event moves the figure by at most (event_size.h). In cells with the usual spread this
 *          changes nothing: there it is the larger of the two only for gaps far beyond 6 MCSE.
 * Plays    at least 10. Of few plays the MCSE is itself a guess, so a gap counts as that number of errors which would
 * be as rare if the error were known (Student's t with n - 1 degrees of freedom): 24 of ten plays count as 6. Unsure
 * inputs drawn anew in every play: then `expected` is the mean of the plays' own exact results, and the same rules
 * hold. Source   design section 1; the rare events are the second term of Bernstein's inequality.
 */
#ifndef PLATEAU_ANALYSIS_AGREEMENT_H
#define PLATEAU_ANALYSIS_AGREEMENT_H

#include "analysis/findings.h"

/*
 * Fills self->agreement; self->monthly and self->metric must be there. Of fewer than 10 plays nothing is
 * checked. Cannot fail.
 */
void agreement_fill(struct findings *self);

#endif
