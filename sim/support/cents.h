/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cents: money as the plays keep it, whole and int64_t, so that sums are exact in any order; everywhere else money is
 * double, in whole units. Half a cent goes away from zero.
 * Example: 333.335 is 33334 cents.
 */
#ifndef PLATEAU_SUPPORT_CENTS_H
#define PLATEAU_SUPPORT_CENTS_H

#include <math.h>
#include <stdint.h>

static inline int64_t cents_of(double money)
{
    return (int64_t)llround(100 * money);
}

/* A share or a multiple of an amount, both 0 or more. Vectorises, as llround does not. */
static inline int64_t cents_times(int64_t cents, double factor)
{
    return (int64_t)((double)cents * factor + 0.5);
}

static inline double cents_money(int64_t cents)
{
    return (double)cents / 100;
}

#endif
