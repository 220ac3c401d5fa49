/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rule of thumb for hires (fact A3): a further rep is worth it if it costs less a month than the average client
 * pays. Beside it what the plays say, and whether the two agree.
 * Example: a rep with leads costs $6,200 a month, a client pays $4,800: "not worth it".
 */
#ifndef PLATEAU_ANALYSIS_THUMB_H
#define PLATEAU_ANALYSIS_THUMB_H

#include <stdbool.h>

struct findings;
struct difference;

enum thumb_view { THUMB_NOT_WORTH_IT = -1, THUMB_UNDECIDED = 0, THUMB_WORTH_IT = 1 };

struct thumb {
    bool hires;      /* the scenario has more reps than the base in some month: else nothing here holds */
    double rep_cost; /* money a month and further rep: salary and leads, in the months with more reps */
    double fee;      /* what the base's average client pays a month */
    enum thumb_view rule, simulated; /* simulated: by the npv difference, undecided where its interval includes 0 */
};

/* Cannot fail. */
struct thumb thumb_of(const struct findings *base, const struct findings *other, const struct difference *npv);

#endif
