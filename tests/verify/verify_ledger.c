/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/verify/verify_ledger.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static double number(const struct verify_ledger *self, enum parameter_id id, size_t item, int month)
{
    return scenario_number(&self->made->scenario, id, item, month);
}

struct verify_ledger verify_ledger_new(const struct verify *made)
{
    struct verify_ledger self = {.made = made, .months = made->plan.months};
    for (int s = 0; s < SERIES_COUNT; s++)
        self.series[s] = verify_zeros((size_t)self.months + 1, sizeof(int64_t));
    return self;
}

void verify_ledger_free(struct verify_ledger *self)
{
    for (int s = 0; s < SERIES_COUNT; s++)
        free(self->series[s]);
    free(self->survivor);
    *self = (struct verify_ledger){0};
}

void verify_ledger_clear(struct verify_ledger *self)
{
    for (int s = 0; s < SERIES_COUNT; s++)
        memset(self->series[s], 0, ((size_t)self->months + 1) * sizeof(int64_t));
    self->kept_clients = self->kept_least = self->kept_now = self->revived = 0;
    self->survivors = 0;
}

/* What a client is billed at its own bill, in cents; bill 0 and before: what it paid to begin with. */
static int64_t bill_of(const struct verify_ledger *self, const struct verify_person *client, int month)
{
    double product = 1;
    for (int m = client->month; m <= month; m++) {
        int own = client->tenure + m - client->month + 1;
        if (own > 12 && (own - 1) % 12 == 0)
            product *= 1 + number(self, EXPANSION_YEARLY, 0, m);
    }
    double limit = month >= 1 ? number(self, EXPANSION_LIMIT, 0, month) : NAN;
    double growth = isnan(limit) ? product : fmin(product, 1 + limit);
    return llround((double)client->fee * growth);
}

static int64_t commission_of(const struct verify_ledger *self, const struct verify_person *client, int month)
{
    if (client->kind.source != SOURCE_REP)
        return 0;
    double bills = number(self, REP_COMMISSION_MONTHS, client->kind.rep_class, month);
    if (!isnan(bills) && month - client->month + 1 > (int)bills)
        return 0;
    return llround((double)bill_of(self, client, month) * number(self, REP_COMMISSION, client->kind.rep_class, month));
}

static int64_t bonus_of(const struct verify_ledger *self, const struct verify_person *client, int month)
{
    double every = number(self, BONUS_EVERY, 0, month);
    int tenure = month - client->month; /* bills before this one */
    if (client->kind.source != SOURCE_REP || isnan(every) || tenure == 0 || tenure % (int)every != 0)
        return 0;
    return llround((double)client->fee * number(self, BONUS_SHARE, 0, month));
}

static int64_t service_of(const struct verify_ledger *self, const struct verify_person *client, int month)
{
    double accounts = number(self, SERVICE_ACCOUNTS, 0, month), salary = number(self, SERVICE_SALARY, 0, month);
    int years = (client->tenure + month - client->month) / 12;
    double thirds = years < 3 ? years : 3;
    if (isnan(accounts))
        return 0;
    return llround(100 * salary / accounts * (1 + number(self, SERVICE_BONUS, 0, month) * thirds / 3));
}

static void keep_survivor(struct verify_ledger *self, int64_t fee)
{
    if (self->survivors == self->room) {
        self->room = 2 * self->room + 64;
        self->survivor = realloc(self->survivor, self->room * sizeof *self->survivor);
        assert_non_null(self->survivor);
    }
    self->survivor[self->survivors++] = fee;
}

/* Who is still there when the plan ends. */
static void end_of_plan(struct verify_ledger *self, const struct verify_person *client)
{
    int then = self->months - 12;
    int64_t now = bill_of(self, client, self->months);
    keep_survivor(self, now);
    if (client->kept) /* it was there then, in a life before */
        self->revived += now;
    if (then < 0 || (client->kind.source == SOURCE_BOOK ? 0 : client->month) > then)
        return;
    int64_t before = bill_of(self, client, then);
    self->kept_clients += 1;
    self->kept_now += now;
    self->kept_least += before < now ? before : now;
}

static void arrive(struct verify_ledger *self, const struct verify_person *client)
{
    enum source source = client->kind.source;
    int month = source == SOURCE_BOOK ? 0 : client->month;

    if (source == SOURCE_BOOK) {
        self->series[SERIES_CLIENTS][month] += 1;
        self->series[SERIES_REVENUE][month] += client->fee;
    } else if (source == SOURCE_WINBACK) {
        self->series[SERIES_WINBACKS][month] += 1;
        self->series[SERIES_REVENUE_REACTIVATED][month] += client->fee;
    } else {
        self->series[SERIES_SIGNUPS][month] += 1;
        self->series[SERIES_SIGNUPS_RETURNED][month] += source == SOURCE_RETURNED;
        self->series[SERIES_SIGNUPS_REFERRED][month] += source == SOURCE_REFERRED;
        self->series[SERIES_REVENUE_NEW][month] += client->fee;
    }
}

/* What it thinks in the months in which it is billed, and what was done to keep it. */
static void please(struct verify_ledger *self, const struct verify_person *client, const struct verify_fate *fate)
{
    for (int m = client->month; m < fate->gone; m++) {
        self->series[SERIES_PROMOTERS][m] += fate->opinion[m] > 0;
        self->series[SERIES_DETRACTORS][m] += fate->opinion[m] < 0;
        self->series[SERIES_RESCUE][m] += fate->offers[m] * llround(100 * number(self, RESCUE_COST, 0, m));
    }
    if (fate->handled)
        self->series[SERIES_CARE][fate->care] += llround(100 * number(self, CARE_COST, 0, fate->care));
}

void verify_ledger_live(struct verify_ledger *self, const struct verify_person *client, const struct verify_fate *fate)
{
    int first = client->month, gone = fate->gone;
    int64_t commissions = 0, last = client->fee;

    assert_true(gone > first && gone <= self->months + 1);
    arrive(self, client);
    please(self, client, fate);
    for (int m = first; m < gone; m++) {
        int64_t bill = bill_of(self, client, m), commission = commission_of(self, client, m);
        self->series[SERIES_CLIENTS][m] += 1;
        self->series[SERIES_REVENUE][m] += bill;
        self->series[SERIES_REVENUE_EXPANSION][m] += bill - last;
        self->series[SERIES_COMMISSIONS][m] += commission;
        self->series[SERIES_BONUSES][m] += bonus_of(self, client, m);
        self->series[SERIES_SERVICE][m] += service_of(self, client, m);
        self->series[SERIES_SERVING][m] += llround((double)bill * number(self, COST_SERVE, 0, m));
        commissions += commission;
        last = bill;
    }
    if (gone > self->months) {
        end_of_plan(self, client);
        return;
    }
    self->series[SERIES_LOST][gone] += 1;
    self->series[SERIES_REVENUE_LOST][gone] += last;
    if (client->kind.source == SOURCE_REP &&
        gone - first < (int)number(self, REP_CLAWBACK, client->kind.rep_class, gone))
        self->series[SERIES_CLAWBACKS][gone] += commissions;
}

void verify_ledger_seat(struct verify_ledger *self, size_t rep_class, const struct verify_seats *seats)
{
    for (int m = 1; m <= self->months; m++) {
        int64_t salary = llround(100 * number(self, REP_SALARY, rep_class, m));
        int64_t hiring = llround(100 * number(self, REP_HIRING_COST, rep_class, m));
        double leads = 100 * number(self, REP_LEADS, rep_class, m) * number(self, COST_LEAD, 0, m);
        for (int seat = 0; seat < seats->most; seat++) {
            int age = verify_seats_age(seats, seat, m);
            self->series[SERIES_REPS][m] += age > 0;
            self->series[SERIES_SALARIES][m] += age > 0 ? salary : 0;
            self->series[SERIES_HIRING][m] += age == 1 ? hiring : 0;
            self->series[SERIES_LEADS_COST][m] += llround(leads * verify_seats_output(self->made, rep_class, age, m));
        }
    }
}

static int descending(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x > y ? -1 : x < y;
}

void verify_ledger_close(struct verify_ledger *self)
{
    int64_t *const *s = self->series;
    double rate = number(self, PLAN_DISCOUNT_RATE, 0, 1);

    self->npv = 0;
    for (int m = 1; m <= self->months; m++) {
        s[SERIES_SIGNUP_COST][m] = s[SERIES_SIGNUPS][m] * llround(100 * number(self, COST_SIGNUP, 0, m));
        s[SERIES_LOST_COST][m] = s[SERIES_LOST][m] * llround(100 * number(self, COST_LOST, 0, m));
        if (number(self, WINBACK_SHARE, 0, m) > 0)
            s[SERIES_WINBACK][m] = s[SERIES_LOST][m] * llround(100 * number(self, WINBACK_COST, 0, m));
        s[SERIES_REFERRAL][m] = s[SERIES_SIGNUPS_REFERRED][m] * llround(100 * number(self, REFERRAL_REWARD, 0, m));
        s[SERIES_FIXED][m] = llround(100 * number(self, COST_FIXED, 0, m));
        s[SERIES_PROFIT][m] = s[SERIES_REVENUE][m] - s[SERIES_SALARIES][m] - s[SERIES_HIRING][m] -
                              s[SERIES_LEADS_COST][m] - s[SERIES_COMMISSIONS][m] + s[SERIES_CLAWBACKS][m] -
                              s[SERIES_BONUSES][m] - s[SERIES_SERVICE][m] - s[SERIES_SERVING][m] -
                              s[SERIES_SIGNUP_COST][m] - s[SERIES_FIXED][m] - s[SERIES_LOST_COST][m] -
                              s[SERIES_CARE][m] - s[SERIES_RESCUE][m] - s[SERIES_WINBACK][m] - s[SERIES_REFERRAL][m];
        s[SERIES_CASH][m] = s[SERIES_CASH][m - 1] + s[SERIES_PROFIT][m];
        self->cash_min = m == 1 || s[SERIES_CASH][m] < self->cash_min ? s[SERIES_CASH][m] : self->cash_min;
        self->npv += (double)s[SERIES_PROFIT][m] * pow(1 + rate, -(m - 1) / 12.0);
    }
    self->top_fifth = 0;
    double left = (double)self->survivors / 5;
    if (self->survivors > 0)
        qsort(self->survivor, self->survivors, sizeof *self->survivor, descending);
    for (size_t i = 0; left > 1e-9; i++, left -= 1)
        self->top_fifth += (double)self->survivor[i] * fmin(left, 1);
}
