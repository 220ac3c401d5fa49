/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/play/certain.h"

#include <math.h>
#include <stdlib.h>

#include "sim/support/cents.h"
#include "sim/support/memory.h"

int64_t certain_lead_cents(const struct plan *plan, size_t rep_class, int month, double output)
{
    double leads = plan->seats[rep_class].leads[month] * output;
    return llround(100 * leads * payments_month(&plan->payments, month)->lead);
}

static bool any_commission(const struct plan *plan)
{
    for (size_t c = 0; c < plan->classes; c++)
        for (int month = 1; month <= plan->months; month++)
            if (payments_class(&plan->payments, c, month)->commission > 0)
                return true;
    return false;
}

static bool any_clawback(const struct plan *plan)
{
    for (size_t c = 0; c < plan->classes; c++)
        for (int month = 1; month <= plan->months; month++)
            if (payments_class(&plan->payments, c, month)->clawback > 1)
                return true;
    return false;
}

/* Of what comes from satisfaction, offers to leaving clients, referrals and returns. */
static void find_same_of_loyalty(struct certain *self, const struct plan *plan)
{
    bool care = false, rescue = false, winback = false, referral = false;

    for (int month = 1; month <= plan->months; month++) {
        const struct payments_of_all *paid = payments_month(&plan->payments, month);
        care = care || paid->care > 0;
        rescue = rescue || (paid->rescue > 0 && paid->rescue_share > 0);
        winback = winback || paid->winback > 0;
        referral = referral || paid->referral > 0;
    }
    self->same[SERIES_PROMOTERS] = self->same[SERIES_DETRACTORS] = !plan->satisfaction.known;
    self->same[SERIES_NPS] = true; /* no ledger has it */
    self->same[SERIES_CARE] = !(care && plan->satisfaction.cares);
    self->same[SERIES_RESCUE] = !rescue;
    self->same[SERIES_WINBACKS] = self->same[SERIES_REVENUE_REACTIVATED] = plan->winback == NULL;
    self->same[SERIES_WINBACK] = !winback;
    self->same[SERIES_SIGNUPS_REFERRED] = plan->referral_rate == NULL;
    self->same[SERIES_REFERRAL] = !(referral && plan->referral_rate != NULL);
}

/* Which series are the same in every play. */
static void find_same(struct certain *self, const struct plan *plan)
{
    bool quits = plan_reps_quit(plan), commission = any_commission(plan);
    bool serving = false, service = false, bonus = false, signup = false, lost = false;

    for (int month = 1; month <= plan->months; month++) {
        const struct payments_of_all *paid = payments_month(&plan->payments, month);
        serving = serving || paid->serving > 0;
        service = service || paid->service > 0;
        bonus = bonus || paid->bonus_every > 0;
        signup = signup || paid->signup > 0;
        lost = lost || paid->lost > 0;
    }
    const enum series of_seats[] = {SERIES_REPS, SERIES_SALARIES, SERIES_HIRING, SERIES_LEADS_COST};
    for (size_t i = 0; i < sizeof of_seats / sizeof of_seats[0]; i++)
        self->same[of_seats[i]] = !quits;
    self->same[SERIES_SIGNUPS_RETURNED] = plan->returning == NULL;
    self->same[SERIES_REVENUE_EXPANSION] = !payments_fees_grow(&plan->payments);
    self->same[SERIES_COMMISSIONS] = !commission;
    self->same[SERIES_CLAWBACKS] = !(commission && any_clawback(plan));
    self->same[SERIES_BONUSES] = !bonus || plan->classes == 0;
    self->same[SERIES_SERVING] = !serving;
    self->same[SERIES_SERVICE] = !service;
    self->same[SERIES_SIGNUP_COST] = !signup;
    self->same[SERIES_LOST_COST] = !lost;
    self->same[SERIES_FIXED] = true;
    find_same_of_loyalty(self, plan);
}

static void add_seat(struct certain *self, const struct plan *plan, size_t c, int hired, int month)
{
    const struct seats *seats = &plan->seats[c];
    const struct payments_of_class *paid = payments_class(&plan->payments, c, month);
    int age = hired == 0 ? SEATS_RAMPED : month - hired + 1;

    self->value[SERIES_REPS][month] += 1;
    self->value[SERIES_SALARIES][month] += cents_of(paid->salary);
    self->value[SERIES_HIRING][month] += age == 1 ? cents_of(paid->hiring_cost) : 0;
    self->value[SERIES_LEADS_COST][month] += certain_lead_cents(plan, c, month, seats_output(seats, age, month));
}

/* The seats of a class whose reps never quit. */
static void add_class(struct certain *self, const struct plan *plan, size_t c)
{
    const struct seats *seats = &plan->seats[c];

    for (int seat = 0; seat < seats->most; seat++)
        for (int month = 1, hired = 0; month <= plan->months; month++) {
            hired = seats_hired(seats, seat, month, hired);
            if (seat < seats->count[month])
                add_seat(self, plan, c, hired, month);
        }
}

static void fill(struct certain *self, const struct plan *plan)
{
    for (size_t c = 0; c < plan->classes; c++)
        if (!plan->seats[c].quits)
            add_class(self, plan, c);
    for (int month = 1; month <= plan->months; month++) {
        self->value[SERIES_FIXED][month] = cents_of(payments_month(&plan->payments, month)->fixed);
        for (int s = 0; s < SERIES_COUNT; s++)
            self->profit[month] += series_info((enum series)s)->in_profit * certain_value(self, (enum series)s, month);
    }
}

enum status certain_init(struct certain *self, const struct plan *plan)
{
    const enum series kept[] = {SERIES_REPS, SERIES_SALARIES, SERIES_HIRING, SERIES_LEADS_COST, SERIES_FIXED};
    size_t length = (size_t)plan->months + 1;

    *self = (struct certain){.profit = memory_array(length, sizeof *self->profit)};
    enum status status = self->profit ? OK : ERR_MEMORY;
    find_same(self, plan);
    for (size_t i = 0; status == OK && i < sizeof kept / sizeof kept[0]; i++) {
        self->value[kept[i]] = memory_array(length, sizeof(int64_t));
        status = self->value[kept[i]] ? OK : ERR_MEMORY;
    }
    if (status == OK)
        fill(self, plan);
    else
        certain_free(self);
    return status;
}

void certain_free(struct certain *self)
{
    for (int s = 0; s < SERIES_COUNT; s++)
        free(self->value[s]);
    free(self->profit);
    *self = (struct certain){0};
}

void certain_lines(const struct certain *self, bool wanted[LEDGER_LINES])
{
    for (int line = 0; line < LEDGER_LINES; line++)
        wanted[line] = !self->same[ledger_series((enum ledger_line)line)];
}
