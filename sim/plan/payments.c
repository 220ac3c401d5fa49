/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/plan/payments.h"

#include <math.h>
#include <stdlib.h>

#include "sim/support/memory.h"

static double or_else(double value, double blank)
{
    return isnan(value) ? blank : value;
}

static struct payments_of_class read_class(const struct scenario *scenario, size_t rep_class, int month)
{
    double bills = scenario_number(scenario, REP_COMMISSION_MONTHS, rep_class, month);

    return (struct payments_of_class){
        .salary = scenario_number(scenario, REP_SALARY, rep_class, month),
        .hiring_cost = scenario_number(scenario, REP_HIRING_COST, rep_class, month),
        .commission = scenario_number(scenario, REP_COMMISSION, rep_class, month),
        .commission_months = (int)or_else(bills, PAYMENTS_ALL_BILLS),
        .clawback = (int)scenario_number(scenario, REP_CLAWBACK, rep_class, month),
    };
}

static struct payments_of_all read_all(const struct scenario *scenario, int month)
{
    double accounts = scenario_number(scenario, SERVICE_ACCOUNTS, 0, month);
    double salary = scenario_number(scenario, SERVICE_SALARY, 0, month);
    double every = or_else(scenario_number(scenario, BONUS_EVERY, 0, month), 0);
    double share = scenario_number(scenario, BONUS_SHARE, 0, month);
    bool approached = scenario_number(scenario, WINBACK_SHARE, 0, month) > 0;

    return (struct payments_of_all){
        .lead = scenario_number(scenario, COST_LEAD, 0, month),
        .fixed = scenario_number(scenario, COST_FIXED, 0, month),
        .signup = scenario_number(scenario, COST_SIGNUP, 0, month),
        .lost = scenario_number(scenario, COST_LOST, 0, month),
        .winback = approached ? scenario_number(scenario, WINBACK_COST, 0, month) : 0.0,
        .serving = scenario_number(scenario, COST_SERVE, 0, month),
        .service = isnan(accounts) ? 0.0 : salary / accounts,
        .service_bonus = scenario_number(scenario, SERVICE_BONUS, 0, month),
        .bonus_every = share > 0 ? (int)every : 0,
        .bonus_share = share,
        .yearly = scenario_number(scenario, EXPANSION_YEARLY, 0, month),
        .limit = or_else(scenario_number(scenario, EXPANSION_LIMIT, 0, month), INFINITY),
    };
}

/* What goes by the month of a decision or a sign-up, and is in no tariff. */
static void read_others(struct payments_of_all *self, const struct scenario *scenario, int month)
{
    self->care = scenario_number(scenario, CARE_COST, 0, month);
    self->rescue = scenario_number(scenario, RESCUE_COST, 0, month);
    self->rescue_share = scenario_number(scenario, RESCUE_SHARE, 0, month);
    self->referral = scenario_number(scenario, REFERRAL_REWARD, 0, month);
}

static size_t place(const struct payments *self, size_t rep_class, int month)
{
    return rep_class * ((size_t)self->months + 2) + (size_t)month;
}

enum status payments_init(struct payments *self, const struct scenario *scenario)
{
    *self = (struct payments){.months = scenario_months(scenario), .classes = scenario->classes.count, .settled = 1};
    self->of_class = memory_grid(self->classes, (size_t)self->months + 2, sizeof *self->of_class);
    self->of_all = memory_array((size_t)self->months + 2, sizeof *self->of_all);
    if (self->of_class == NULL || self->of_all == NULL) {
        payments_free(self);
        return ERR_MEMORY;
    }

    for (int month = 1; month <= self->months; month++) {
        if (month > 1 && scenario_same_month(scenario, MONTH_PAYMENT, month - 1, month)) {
            self->of_all[month] = self->of_all[month - 1];
            read_others(&self->of_all[month], scenario, month);
            for (size_t c = 0; c < self->classes; c++)
                self->of_class[place(self, c, month)] = self->of_class[place(self, c, month - 1)];
            continue;
        }
        self->settled = month;
        self->of_all[month] = read_all(scenario, month);
        read_others(&self->of_all[month], scenario, month);
        for (size_t c = 0; c < self->classes; c++)
            self->of_class[place(self, c, month)] = read_class(scenario, c, month);
    }
    return OK;
}

void payments_free(struct payments *self)
{
    free(self->of_class);
    free(self->of_all);
    *self = (struct payments){0};
}

const struct payments_of_all *payments_month(const struct payments *self, int month)
{
    return &self->of_all[month < self->months ? month : self->months];
}

const struct payments_of_class *payments_class(const struct payments *self, size_t rep_class, int month)
{
    return &self->of_class[place(self, rep_class, month < self->months ? month : self->months)];
}

bool payments_fees_grow(const struct payments *self)
{
    for (int month = 1; month <= self->months; month++)
        if (payments_month(self, month)->yearly > 0)
            return true;
    return false;
}

bool payments_service_grows(const struct payments *self)
{
    for (int month = 1; month <= self->months; month++) {
        const struct payments_of_all *all = payments_month(self, month);
        if (all->service > 0 && all->service_bonus > 0)
            return true;
    }
    return false;
}
