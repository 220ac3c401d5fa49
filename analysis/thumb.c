/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/thumb.h"

#include <math.h>

#include "analysis/comparison.h"

/* Seats of reps, taken or not, in a month. */
static int seats_of(const struct plan *plan, int month)
{
    int seats = 0;
    for (size_t c = 0; c < plan->classes; c++)
        seats += plan->seats[c].count[month];
    return seats;
}

/* How much more of a series the scenario has, in a month, on average. */
static double more(const struct findings *base, const struct findings *other, enum series series, int month)
{
    return findings_month(other, series, month)->expected - findings_month(base, series, month)->expected;
}

static double average_fee(const struct findings *base)
{
    double revenue = 0, client_months = 0;
    for (int month = 1; month <= base->months; month++) {
        revenue += findings_month(base, SERIES_REVENUE, month)->expected;
        client_months += findings_month(base, SERIES_CLIENTS, month)->expected;
    }
    return client_months > 0 ? revenue / client_months : (double)NAN;
}

struct thumb thumb_of(const struct findings *base, const struct findings *other, const struct difference *npv)
{
    struct thumb thumb = {.rep_cost = NAN, .fee = NAN};
    double cost = 0, reps = 0;
    for (int month = 1; month <= base->months; month++)
        if (seats_of(other->plan, month) > seats_of(base->plan, month)) {
            cost += more(base, other, SERIES_SALARIES, month) + more(base, other, SERIES_LEADS_COST, month);
            reps += more(base, other, SERIES_REPS, month);
        }
    if (!(reps > 0))
        return thumb;
    thumb.hires = true;
    thumb.rep_cost = cost / reps;
    thumb.fee = average_fee(base);
    if (!isnan(thumb.fee))
        thumb.rule = thumb.rep_cost < thumb.fee ? THUMB_WORTH_IT : THUMB_NOT_WORTH_IT;
    int verdict = comparison_verdict(npv);
    thumb.simulated = verdict > 0 ? THUMB_WORTH_IT : verdict < 0 ? THUMB_NOT_WORTH_IT : THUMB_UNDECIDED;
    return thumb;
}
