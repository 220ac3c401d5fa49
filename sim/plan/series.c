/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/plan/series.h"

#include "sim/support/status.h"

static const struct series_info infos[SERIES_COUNT] = {
    [SERIES_CLIENTS] = {"clients", false, true, SERIES_CLIENTS},
    [SERIES_SIGNUPS] = {"signups", false, false, SERIES_SIGNUPS},
    [SERIES_LOST] = {"lost", false, false, SERIES_LOST},
    [SERIES_REVENUE] = {"revenue", true, true, SERIES_CLIENTS},
    [SERIES_REVENUE_NEW] = {"revenue_new", true, false, SERIES_SIGNUPS},
    [SERIES_REVENUE_LOST] = {"revenue_lost", true, false, SERIES_LOST},
    [SERIES_REPS] = {"reps", false, false, SERIES_REPS},
};

const struct series_info *series_info(enum series series)
{
    bug_assert(series >= 0 && series < SERIES_COUNT);
    return &infos[series];
}
