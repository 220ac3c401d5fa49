/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/plan/series.h"

#include "sim/support/status.h"

static const struct series_info infos[SERIES_COUNT] = {
    [SERIES_CLIENTS] = {"clients", false, true, 0, false},
    [SERIES_SIGNUPS] = {"signups", false, false, 0, false},
    [SERIES_LOST] = {"lost", false, false, 0, false},
    [SERIES_REVENUE] = {"revenue", true, true, 1, false},
    [SERIES_REVENUE_NEW] = {"revenue_new", true, false, 0, false},
    [SERIES_REVENUE_LOST] = {"revenue_lost", true, false, 0, false},
    [SERIES_REPS] = {"reps", false, false, 0, false},
    [SERIES_SIGNUPS_RETURNED] = {"signups_returned", false, false, 0, false},
    [SERIES_REVENUE_EXPANSION] = {"revenue_expansion", true, false, 0, false},
    [SERIES_SALARIES] = {"salaries", true, false, -1, false},
    [SERIES_HIRING] = {"hiring", true, false, -1, false},
    [SERIES_LEADS_COST] = {"leads_cost", true, false, -1, false},
    [SERIES_COMMISSIONS] = {"commissions", true, false, -1, false},
    [SERIES_CLAWBACKS] = {"clawbacks", true, false, 1, false},
    [SERIES_BONUSES] = {"bonuses", true, false, -1, false},
    [SERIES_SERVICE] = {"service", true, false, -1, false},
    [SERIES_SERVING] = {"serving", true, false, -1, false},
    [SERIES_SIGNUP_COST] = {"signup_cost", true, false, -1, false},
    [SERIES_FIXED] = {"fixed", true, false, -1, false},
    [SERIES_LOST_COST] = {"lost_cost", true, false, -1, false},
    [SERIES_PROFIT] = {"profit", true, false, 0, false},
    [SERIES_CASH] = {"cash", true, false, 0, false},
    [SERIES_SIGNUPS_REFERRED] = {"signups_referred", false, false, 0, false},
    [SERIES_WINBACKS] = {"winbacks", false, false, 0, false},
    [SERIES_REVENUE_REACTIVATED] = {"revenue_reactivated", true, false, 0, false},
    [SERIES_CARE] = {"care", true, false, -1, false},
    [SERIES_RESCUE] = {"rescue", true, false, -1, false},
    [SERIES_WINBACK] = {"winback", true, false, -1, false},
    [SERIES_REFERRAL] = {"referral", true, false, -1, false},
    [SERIES_PROMOTERS] = {"promoters", false, false, 0, false},
    [SERIES_DETRACTORS] = {"detractors", false, false, 0, false},
    [SERIES_NPS] = {"nps", false, false, 0, true},
};

const struct series_info *series_info(enum series series)
{
    bug_assert(series >= 0 && series < SERIES_COUNT);
    return &infos[series];
}
