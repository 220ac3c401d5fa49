/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Payments: what is paid in which plan month, read from the scenario once: every parameter whose month is that of the
 * payment (design section 3, "Pay and cost" and "Dated changes"), and what care, offers and referrals cost, which goes
 * by the month in which they are made. Money in whole units a month.
 * Arrays are [month 1..H]; past the plan the last values go on (payments_month).
 */
#ifndef PLATEAU_PLAN_PAYMENTS_H
#define PLATEAU_PLAN_PAYMENTS_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/scenario/scenario.h"
#include "sim/support/status.h"

enum { PAYMENTS_ALL_BILLS = 1 << 20 }; /* commission_months where it is blank: every bill */

/* Of one rep class in one month. */
struct payments_of_class {
    double salary, hiring_cost;
    double commission;     /* share of the fee */
    int commission_months; /* bills on which it is paid */
    int clawback;          /* T below this: commissions come back */
};

/* Of everybody in one month. */
struct payments_of_all {
    double lead, fixed, signup, lost;
    double care, rescue;  /* a detractor handled; an offer to a client about to leave */
    double rescue_share;  /* of those about to leave: who gets one */
    double winback;       /* a lost client approached; 0 where nobody is (winback.share 0) */
    double referral;      /* a referred sign-up */
    double serving;       /* share of the fee */
    double service;       /* a client, before service.bonus; 0 without service.accounts */
    double service_bonus; /* share of service, reached in thirds */
    int bonus_every;      /* months of tenure; 0: no bonus, a share of 0 too */
    double bonus_share;   /* of the first fee */
    double yearly, limit; /* expansion; limit is infinite where it is blank (then yearly is 0) */
};

struct payments {
    int months;
    size_t classes;
    struct payments_of_class *of_class; /* owned: [class][month]: class * (months + 2) + month */
    struct payments_of_all *of_all;     /* owned: [month] */
    int settled;                        /* the first month from which on nothing in a tariff changes any more */
};

/* Returns ERR_MEMORY; then *self is empty. */
enum status payments_init(struct payments *self, const struct scenario *scenario) MUST_USE;
void payments_free(struct payments *self);

/* Of a plan month, past the plan as in its last. Cannot fail. */
const struct payments_of_all *payments_month(const struct payments *self, int month);
const struct payments_of_class *payments_class(const struct payments *self, size_t rep_class, int month);

/* True if some fee may grow within the plan; if some service bonus may be paid. Cannot fail. */
bool payments_fees_grow(const struct payments *self);
bool payments_service_grows(const struct payments *self);

#endif
