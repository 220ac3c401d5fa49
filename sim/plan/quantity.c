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
        return false;
    default:
        return true;
    }
}

struct quantity_window quantity_window(enum quantity quantity, int months)
{
    int first = months > 12 ? months - 11 : 1; /* of the last 12 months */
    int then = months - 12;                    /* below 0: the plan is too short, and the window empty */
    int then_to = then >= 0 ? then : -1;

    switch (quantity) {
    case QUANTITY_LOST_12:
        return (struct quantity_window){.series = SERIES_LOST, .from = first, .to = months};
    case QUANTITY_CLIENTS_BEFORE_12:
        return (struct quantity_window){.series = SERIES_CLIENTS, .from = first - 1, .to = months - 1};
    case QUANTITY_REVENUE_LOST_12:
        return (struct quantity_window){.series = SERIES_REVENUE_LOST, .from = first, .to = months};
    case QUANTITY_REVENUE_BEFORE_12:
        return (struct quantity_window){.series = SERIES_REVENUE, .from = first - 1, .to = months - 1};
    case QUANTITY_REVENUE_GAINED_12:
        return (struct quantity_window){.series = SERIES_REVENUE_NEW, .from = first, .to = months};
    case QUANTITY_CLIENTS_THEN:
        return (struct quantity_window){.series = SERIES_CLIENTS, .from = then_to < 0 ? 0 : then, .to = then_to};
    case QUANTITY_REVENUE_THEN:
        return (struct quantity_window){.series = SERIES_REVENUE, .from = then_to < 0 ? 0 : then, .to = then_to};
    case QUANTITY_REVENUE_END:
        return (struct quantity_window){.series = SERIES_REVENUE, .from = months, .to = months};
    case QUANTITY_REVENUE_TOTAL:
        return (struct quantity_window){.series = SERIES_REVENUE, .from = 1, .to = months};
    case QUANTITY_CLIENTS_KEPT:
    case QUANTITY_REVENUE_KEPT:
    case QUANTITY_REVENUE_GROWN:
        return (struct quantity_window){.by_lives = true, .from = 1, .to = 0};
    case QUANTITY_COUNT:
        break;
    }
    status_bug("a quantity without a window", __FILE__, __LINE__);
}
