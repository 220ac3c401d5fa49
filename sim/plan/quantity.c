/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/plan/quantity.h"

#include "sim/support/status.h"

bool quantity_is_money(enum quantity quantity)
{
    switch (quantity) {
    case QUANTITY_LOST_12:
    case QUANTITY_CLIENTS_BEFORE_12:
    case QUANTITY_CLIENTS_THEN:
    case QUANTITY_CLIENTS_KEPT:
    case QUANTITY_REP_SIGNUPS:
    case QUANTITY_CLIENT_MONTHS:
    case QUANTITY_NPS_BALANCE_END:
    case QUANTITY_CLIENTS_END:
        return false;
    default:
        return true;
    }
}

int quantity_last_year(int months)
{
    return months > 12 ? months - 11 : 1;
}

/* Which months a quantity looks at. */
enum span { LAST_12, BEFORE_LAST_12, YEAR_AGO, END, WHOLE_PLAN, LIVES };

struct recipe {
    enum span span;
    bool discounted;
    size_t terms;
    enum series series[QUANTITY_TERMS];
    int sign[QUANTITY_TERMS];
};

static const struct recipe recipes[QUANTITY_COUNT] = {
    [QUANTITY_LOST_12] = {LAST_12, false, 1, {SERIES_LOST}, {1}},
    [QUANTITY_CLIENTS_BEFORE_12] = {BEFORE_LAST_12, false, 1, {SERIES_CLIENTS}, {1}},
    [QUANTITY_REVENUE_LOST_12] = {LAST_12, false, 1, {SERIES_REVENUE_LOST}, {1}},
    [QUANTITY_REVENUE_BEFORE_12] = {BEFORE_LAST_12, false, 1, {SERIES_REVENUE}, {1}},
    [QUANTITY_REVENUE_GAINED_12] =
        {LAST_12, false, 3, {SERIES_REVENUE_NEW, SERIES_REVENUE_EXPANSION, SERIES_REVENUE_REACTIVATED}, {1, 1, 1}},
    [QUANTITY_CLIENTS_THEN] = {YEAR_AGO, false, 1, {SERIES_CLIENTS}, {1}},
    [QUANTITY_CLIENTS_KEPT] = {.span = LIVES},
    [QUANTITY_REVENUE_THEN] = {YEAR_AGO, false, 1, {SERIES_REVENUE}, {1}},
    [QUANTITY_REVENUE_KEPT] = {.span = LIVES},
    [QUANTITY_REVENUE_GROWN] = {.span = LIVES},
    [QUANTITY_REVENUE_END] = {END, false, 1, {SERIES_REVENUE}, {1}},
    [QUANTITY_REVENUE_TOTAL] = {WHOLE_PLAN, false, 1, {SERIES_REVENUE}, {1}},
    [QUANTITY_SALES_COST] = {WHOLE_PLAN,
                             false,
                             6,
                             {SERIES_SALARIES, SERIES_HIRING, SERIES_LEADS_COST, SERIES_COMMISSIONS, SERIES_CLAWBACKS,
                              SERIES_BONUSES},
                             {1, 1, 1, 1, -1, 1}},
    [QUANTITY_REP_SIGNUPS] =
        {WHOLE_PLAN, false, 3, {SERIES_SIGNUPS, SERIES_SIGNUPS_RETURNED, SERIES_SIGNUPS_REFERRED}, {1, -1, -1}},
    [QUANTITY_KEEPING_COST] = {WHOLE_PLAN, false, 3, {SERIES_SERVICE, SERIES_CARE, SERIES_RESCUE}, {1, 1, 1}},
    [QUANTITY_CLIENT_MONTHS] = {WHOLE_PLAN, false, 1, {SERIES_CLIENTS}, {1}},
    [QUANTITY_PROFIT_TOTAL] = {WHOLE_PLAN, false, 1, {SERIES_PROFIT}, {1}},
    [QUANTITY_NPV] = {WHOLE_PLAN, true, 1, {SERIES_PROFIT}, {1}},
    [QUANTITY_CASH_MIN] = {.span = LIVES},
    [QUANTITY_TOP_FIFTH] = {.span = LIVES},
    [QUANTITY_REVENUE_REVIVED] = {.span = LIVES},
    [QUANTITY_NPS_BALANCE_END] = {END, false, 2, {SERIES_PROMOTERS, SERIES_DETRACTORS}, {1, -1}},
    [QUANTITY_CLIENTS_END] = {END, false, 1, {SERIES_CLIENTS}, {1}},
};

struct quantity_window quantity_window(enum quantity quantity, int months)
{
    bug_assert(quantity >= 0 && quantity < QUANTITY_COUNT);
    const struct recipe *recipe = &recipes[quantity];
    int first = quantity_last_year(months);
    int then = months - 12; /* below 0: the plan is too short, and the window empty */
    struct quantity_window window = {.discounted = recipe->discounted, .terms = recipe->terms, .from = 1, .to = 0};

    for (size_t i = 0; i < recipe->terms; i++) {
        window.series[i] = recipe->series[i];
        window.sign[i] = recipe->sign[i];
    }
    switch (recipe->span) {
    case LAST_12:
        window.from = first;
        window.to = months;
        break;
    case BEFORE_LAST_12:
        window.from = first - 1;
        window.to = months - 1;
        break;
    case YEAR_AGO:
        window.from = then < 0 ? 0 : then;
        window.to = then < 0 ? -1 : then;
        break;
    case END:
        window.from = window.to = months;
        break;
    case WHOLE_PLAN:
        window.to = months;
        break;
    case LIVES:
        window.by_lives = true;
        break;
    }
    return window;
}
