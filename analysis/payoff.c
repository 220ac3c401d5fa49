/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/payoff.h"

#include <math.h>

/* What the last month behind says; 0: never behind. */
static enum payoff_state state_of(int last, int months)
{
    if (last == 0)
        return PAYOFF_NONE_NEEDED;
    return last < months ? PAYOFF_MONTH : PAYOFF_LATER;
}

enum payoff_state payoff_of(const double *difference, int months, int *month)
{
    int last = months;
    while (last > 0 && !payoff_behind(difference[last]))
        last--;
    enum payoff_state state = state_of(last, months);
    if (state == PAYOFF_MONTH)
        *month = last + 1;
    return state;
}

/* The first month by which 9 plays in 10 are no longer behind; 0: they never were; NaN: none within the plan. */
static double month_of_nine_in_ten(const uint16_t *last, size_t n, int months)
{
    for (int month = 0; month <= months; month++) {
        size_t done = 0;
        for (size_t r = 0; r < n; r++)
            done += last[r] == 0 || last[r] < month;
        if (10 * done >= 9 * n)
            return month;
    }
    return NAN;
}

void payoff_of_plays(struct payoff *self, const uint16_t *last, size_t n, int months, int64_t *value,
                     struct quantile_room *room)
{
    size_t count[PAYOFF_LATER + 1] = {0}, within = 0;
    for (size_t r = 0; r < n; r++) {
        enum payoff_state state = state_of(last[r], months);
        count[state]++;
        if (state == PAYOFF_MONTH)
            value[within++] = last[r] + 1;
    }
    self->none_needed = n ? (double)count[PAYOFF_NONE_NEEDED] / (double)n : (double)NAN;
    self->within = n ? (double)count[PAYOFF_MONTH] / (double)n : (double)NAN;
    self->later = n ? (double)count[PAYOFF_LATER] / (double)n : (double)NAN;
    self->month90 = n ? month_of_nine_in_ten(last, n, months) : (double)NAN;
    quantile_of_counts(self->quantile, value, within, room);
}
