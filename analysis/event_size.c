/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/event_size.h"

#include <math.h>
#include <stdbool.h>

#include "sim/plan/cohort.h"
#include "sim/support/cents.h"

enum { YEAR = 12 };

/* A cohort_visit visitor: the largest fee a client can be expected to pay at first, money a month. */
static void look_at_fee(void *context, const struct cohort *cohort)
{
    double *largest = context;
    *largest = fmax(*largest, cohort->fee);
}

static double largest_first_fee(const struct plan *plan)
{
    double largest = 0;
    for (size_t i = 0; i < plan->book.count; i++)
        largest = fmax(largest, cents_money(plan->book.item[i].fee));
    for (int month = 1; month <= plan->months; month++)
        cohort_visit(plan, &plan->offspring, month, COHORT_ACTUAL, look_at_fee, &largest);
    return largest;
}

/* The largest of every payment over the plan's months. limit is 0 where nothing grows. */
static struct payments_of_all largest_of_all(const struct plan *plan)
{
    struct payments_of_all most = {0};
    for (int month = 1; month <= plan->months; month++) {
        const struct payments_of_all *all = payments_month(&plan->payments, month);
        most.lead = fmax(most.lead, all->lead);
        most.signup = fmax(most.signup, all->signup);
        most.lost = fmax(most.lost, all->lost);
        most.care = fmax(most.care, all->care);
        most.rescue = fmax(most.rescue, all->rescue);
        most.winback = fmax(most.winback, all->winback);
        most.referral = fmax(most.referral, all->referral);
        most.serving = fmax(most.serving, all->serving);
        most.service = fmax(most.service, all->service * (1 + all->service_bonus));
        most.bonus_share = fmax(most.bonus_share, all->bonus_share);
        most.yearly = fmax(most.yearly, all->yearly);
        if (isfinite(all->limit))
            most.limit = fmax(most.limit, all->limit);
    }
    return most;
}

/* How many times the first fee a client can pay within the plan: its anniversaries there are H / 12 and one more. */
static double largest_growth(const struct plan *plan, const struct payments_of_all *most)
{
    int anniversaries = plan->months / YEAR + 1;
    return most->yearly > 0 ? fmin(1 + most->limit, pow(1 + most->yearly, anniversaries)) : 1;
}

static void raise_to(double *size, double amount)
{
    *size = fmax(*size, amount);
}

/* What goes by rep classes; fee: the largest of all. */
static void look_at_classes(double size[SERIES_COUNT], const struct plan *plan, double fee, double lead)
{
    bool quits = plan_reps_quit(plan);
    for (size_t c = 0; c < plan->classes; c++) {
        double commission = 0;
        int clawback = 0;
        for (int month = 1; month <= plan->months; month++) {
            const struct payments_of_class *class = payments_class(&plan->payments, c, month);
            commission = fmax(commission, class->commission);
            clawback = class->clawback > clawback ? class->clawback : clawback;
            if (!quits)
                continue;
            raise_to(&size[SERIES_SALARIES], class->salary);
            raise_to(&size[SERIES_HIRING], class->hiring_cost);
            raise_to(&size[SERIES_LEADS_COST], plan->seats[c].leads[month] * lead);
        }
        int bills = clawback - 1 < plan->months ? clawback - 1 : plan->months;
        raise_to(&size[SERIES_COMMISSIONS], commission * fee);
        raise_to(&size[SERIES_CLAWBACKS], bills > 0 ? commission * fee * bills : 0);
    }
    size[SERIES_REPS] = quits ? 1 : 0;
}

/* What is one client more or less. */
static bool counts_clients(enum series series)
{
    switch (series) {
    case SERIES_CLIENTS:
    case SERIES_SIGNUPS:
    case SERIES_LOST:
    case SERIES_SIGNUPS_RETURNED:
    case SERIES_SIGNUPS_REFERRED:
    case SERIES_WINBACKS:
    case SERIES_PROMOTERS:
    case SERIES_DETRACTORS:
        return true;
    default:
        return false;
    }
}

void event_size_fill(double size[SERIES_COUNT], const struct plan *plan)
{
    const struct payments_of_all most = largest_of_all(plan);
    double first = largest_first_fee(plan), growth = largest_growth(plan, &most), fee = first * growth;

    for (int s = 0; s < SERIES_COUNT; s++)
        size[s] = counts_clients((enum series)s) ? 1 : 0;
    size[SERIES_REVENUE] = size[SERIES_REVENUE_LOST] = fee;
    size[SERIES_REVENUE_NEW] = size[SERIES_REVENUE_REACTIVATED] = first;
    size[SERIES_REVENUE_EXPANSION] = fee - first;
    size[SERIES_BONUSES] = most.bonus_share * first;
    size[SERIES_SERVICE] = most.service;
    size[SERIES_SERVING] = most.serving * fee;
    size[SERIES_SIGNUP_COST] = most.signup;
    size[SERIES_LOST_COST] = most.lost;
    size[SERIES_CARE] = most.care;
    size[SERIES_RESCUE] = most.rescue;
    size[SERIES_WINBACK] = most.winback;
    size[SERIES_REFERRAL] = most.referral;
    look_at_classes(size, plan, fee, most.lead);
    for (int s = 0; s < SERIES_COUNT; s++)
        if (series_info((enum series)s)->in_profit != 0)
            raise_to(&size[SERIES_PROFIT], size[s]);
    size[SERIES_CASH] = size[SERIES_PROFIT];
}
