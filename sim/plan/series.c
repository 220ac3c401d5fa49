/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/plan/series.h"

#include "sim/support/status.h"

static const struct series_info infos[SERIES_COUNT] = {
    [SERIES_CLIENTS] = {"clients", false, true, 0},
    [SERIES_SIGNUPS] = {"signups", false, false, 0},
    [SERIES_LOST] = {"lost", false, false, 0},
    [SERIES_REVENUE] = {"revenue", true, true, 1},
    [SERIES_REVENUE_NEW] = {"revenue_new", true, false, 0},
    [SERIES_REVENUE_LOST] = {"revenue_lost", true, false, 0},
    [SERIES_REPS] = {"reps", false, false, 0},
    [SERIES_SIGNUPS_RETURNED] = {"signups_returned", false, false, 0},
    [SERIES_REVENUE_EXPANSION] = {"revenue_expansion", true, false, 0},
    [SERIES_SALARIES] = {"salaries", true, false, -1},
    [SERIES_HIRING] = {"hiring", true, false, -1},
    [SERIES_LEADS_COST] = {"leads_cost", true, false, -1},
    [SERIES_COMMISSIONS] = {"commissions", true, false, -1},
    [SERIES_CLAWBACKS] = {"clawbacks", true, false, 1},
    [SERIES_BONUSES] = {"bonuses", true, false, -1},
    [SERIES_SERVICE] = {"service", true, false, -1},
    [SERIES_SERVING] = {"serving", true, false, -1},
    [SERIES_SIGNUP_COST] = {"signup_cost", true, false, -1},
    [SERIES_FIXED] = {"fixed", true, false, -1},
    [SERIES_LOST_COST] = {"lost_cost", true, false, -1},
    [SERIES_PROFIT] = {"profit", true, false, 0},
    [SERIES_CASH] = {"cash", true, false, 0},
};

const struct series_info *series_info(enum series series)
{
    bug_assert(series >= 0 && series < SERIES_COUNT);
    return &infos[series];
}
