/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tariff: what one client pays and what it costs, bill by bill. All clients signed by one rep class (or by no
 * rep) in one month share it, and so do all months of signing from payments.settled on.
 * Example: yearly 5 %, limit 12 %, commission 10 % for 12 bills: growth 1 (bills 1-12), 1.05 (13-24), 1.1025 (25-36),
 * 1.12 from bill 37 on; commission 0.10 up to bill 12, then 0.
 * Source: design section 3, "Expansion" and "Pay and cost".
 */
#ifndef PLATEAU_PLAN_TARIFF_H
#define PLATEAU_PLAN_TARIFF_H

#include <stddef.h>
#include <stdint.h>

#include "sim/plan/payments.h"
#include "sim/plan/source.h"
#include "sim/support/cents.h"

enum { TARIFF_SERVICE_BILLS = 36 }; /* service.bonus comes in thirds, the last one with the bill after these */

struct tariff_bill {
    double growth;     /* times the first fee (of the book: the listed fee) is this bill */
    double commission; /* share of this bill */
    double bonus;      /* share of the first fee; 0 but at the bills that end a span of bonus.every */
    double serving;    /* share of this bill */
    double service;    /* money */
};

/*
 * Fills bill[1 .. bills] (bill[0] is not touched) of a client whose bill 1 here falls in plan month `first` and who had
 * `tenure` bills before (0: a new client). Past the plan its last values go on. Cannot fail.
 */
void tariff_fill(struct tariff_bill *bill, int bills, const struct payments *payments, size_t rep_class, int first,
                 int tenure);

/*
 * The bill from which on nothing changes any more, bonuses apart, of a client that signs under the plan's last values:
 * growth at its limit, commission over, service bonus whole. At most TARIFF_LONGEST: growth so slow is cut there.
 */
enum { TARIFF_LONGEST = 1200000 };
int tariff_settles(const struct payments *payments, size_t rep_class);

/* A grown fee in cents: fee x growth, half away from zero. fee is 0 or more. */
static inline int64_t tariff_fee(int64_t fee, double growth)
{
    return cents_times(fee, growth);
}

/* The same in money, of a fee that is not random; one that is random is not rounded. Cannot fail. */
double tariff_expected_fee(double fee, double growth, int certain);

#endif
