/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Flows: what clients pay who come month after month in other numbers, but pay and leave alike. What one month's pay,
 * bill by bill, is the kernel; what all pay is the convolution of the months' sizes with it.
 * Example: kernel 100, 90, 81; sizes 1, 2: 100, 290, 261 and, for those of month 2 alone, 162.
 */
#ifndef PLATEAU_EXPECTED_SMOOTH_FLOW_H
#define PLATEAU_EXPECTED_SMOOTH_FLOW_H

/* to[i] += fees x alive[i] x growth of bill i + 1, n of them; growth NULL: nothing grows. Cannot fail. */
void smooth_flow_path(double *restrict to, double fees, const double *restrict alive, const double *restrict growth,
                      int n);

/*
 * Adds to revenue[first .. months] what comes of the sizes of the months first .. last (at most months). kernel[0 ..
 * months - first], of bills 1, 2, ..., is overwritten. Cannot fail.
 */
void smooth_flow_add(double *restrict revenue, int months, const double *restrict size, int first, int last,
                     double *restrict kernel);

#endif
