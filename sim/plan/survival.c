/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/plan/survival.h"

#include <math.h>
#include <stddef.h>

#include "sim/plan/beta_law.h"

/* The client's state between two bills. */
struct state {
    int phase;      /* bills since the last renewal */
    double renewed; /* sum of M over the renewals so far */
};

/* (1 - h)^M in logs; M = 0 stays even where h = 1. */
static double log_stay(double h, double multiplier)
{
    return multiplier == 0 || h == 0 ? 0.0 : multiplier * log1p(-h);
}

bool survival_is_endless(const struct survival_law *law, double multiplier)
{
    bool decides_early = law->term > 1 && law->early_exit > 0;
    return multiplier == 0 || (law->nonrenewal == 0 && !decides_early);
}

/* M at the decision after a client's own bill of that number, in that month. */
static double multiplier_at(const struct multiplier_path *path, int month, int bill)
{
    int m = month < path->months ? month : path->months;
    double value = path->value[m];

    if (path->early_churn != NULL && bill <= path->early_months[m])
        value *= path->early_churn[m];
    return value * (1 - path->less);
}

/* M once neither the month nor the bill matters any more. */
static double last_multiplier(const struct multiplier_path *path)
{
    return path->value[path->months] * (1 - path->less);
}

/* Log of the chance to renew; moves the state's sum of M on. */
static double renew(const struct survival_law *law, struct state *state, double multiplier)
{
    if (!beta_law_applies(law))
        return log_stay(law->nonrenewal, multiplier);
    double log_ratio = beta_law_log_stay(law, state->renewed, multiplier);
    state->renewed += multiplier;
    return log_ratio;
}

/* Log of the chance to stay after the next bill, and the state behind it. */
static double decide(const struct survival_law *law, struct state *state, double multiplier)
{
    if (++state->phase < law->term)
        return log_stay(law->early_exit, multiplier);
    state->phase = 0;
    return renew(law, state, multiplier);
}

/* The chances to stay and to leave at one decision. */
struct decision {
    double stay, leave;
};

static struct decision decision_of(double log_ratio)
{
    return (struct decision){exp(log_ratio), -expm1(log_ratio)};
}

void survival_fill(double *alive, double *leave, int months, const struct survival_law *law,
                   struct survival_start start, struct multiplier_path path, int first)
{
    struct state state = {start.phase, start.renewed};
    bool alike = !beta_law_applies(law);
    struct decision early = {1, 0}, renewal = {1, 0};
    double multiplier = -1; /* of early and renewal: none yet */

    alive[0] = 1.0;
    leave[0] = 0.0;
    for (int k = 1; k <= months; k++) {
        double now = multiplier_at(&path, first + k - 1, start.tenure + k);
        if (now != multiplier) {
            multiplier = now;
            early = decision_of(log_stay(law->early_exit, multiplier));
            renewal = decision_of(alike ? log_stay(law->nonrenewal, multiplier) : 0.0);
        }
        bool term_ends = ++state.phase == law->term;
        if (term_ends) {
            state.phase = 0;
            if (!alike)
                renewal = decision_of(renew(law, &state, multiplier));
        }
        struct decision decision = term_ends ? renewal : early;
        alive[k] = alive[k - 1] * decision.stay;
        leave[k] = alive[k - 1] * decision.leave;
    }
}

/* n steps of log size y: 0 steps are 0 even where y is -infinity. */
static double steps(double y, int n)
{
    return n == 0 ? 0.0 : n * y;
}

/* Sum of exp(i y) for i = 0 .. n - 1. */
static double geometric(double y, int n)
{
    return y == 0 ? (double)n : expm1(n * y) / expm1(y);
}

/*
 * What is to come when the multiplier stays what it is: the next bill at once, then geometric blocks of
 * one term each. With y = log(discount (1 - early)^M) a block of L bills is worth geometric(y, L), and
 * from its start to the next block's there are L - 1 early decisions, one renewal, one more month.
 */
static double settled(const struct survival_law *law, struct state state, double multiplier, double discount)
{
    double log_discount = log(discount);
    double y = log_stay(law->early_exit, multiplier) + log_discount;
    int left = law->term - state.phase;
    double to_renewal = geometric(y, left);
    double reach = exp(steps(y, left - 1) + log_discount); /* present value of the first bill after it, if renewed */
    double block = geometric(y, law->term);
    double log_block = steps(y, law->term - 1) + log_discount;

    if (reach == 0)
        return to_renewal;
    if (!beta_law_applies(law)) {
        double log_renew = log_stay(law->nonrenewal, multiplier);
        if (log_block + log_renew == 0)
            return INFINITY;
        return to_renewal + reach * exp(log_renew) * block / -expm1(log_block + log_renew);
    }
    double renewed = exp(beta_law_log_stay(law, state.renewed, multiplier));
    return to_renewal +
           reach * renewed * block * beta_law_blocks(law, state.renewed + multiplier, multiplier, log_block);
}

/* The month from which on the path does not change any more. */
static int constant_from(const struct multiplier_path *path)
{
    int last = path->months, month = last;

    while (month > 1 && path->value[month - 1] == path->value[last] &&
           (path->early_churn == NULL || (path->early_churn[month - 1] == path->early_churn[last] &&
                                          path->early_months[month - 1] == path->early_months[last])))
        month--;
    return month;
}

/* The client's own bill up to which M differs from what it is later, once the path is constant; 0: none. */
static int last_early_bill(const struct multiplier_path *path)
{
    bool matters = path->early_churn != NULL && path->early_churn[path->months] != 1;
    return matters ? path->early_months[path->months] : 0;
}

double survival_whole_life(const struct survival_law *law, struct survival_start start, struct multiplier_path path,
                           int first, double discount)
{
    int constant = constant_from(&path), early = last_early_bill(&path);
    struct state state = {start.phase, start.renewed};
    double total = 0.0, present = 1.0; /* present value of the next bill */

    for (int k = 1; present > 0 && (first + k - 1 < constant || start.tenure + k <= early); k++) {
        total += present;
        present *= discount * exp(decide(law, &state, multiplier_at(&path, first + k - 1, start.tenure + k)));
    }
    return present == 0 ? total : total + present * settled(law, state, last_multiplier(&path), discount);
}

static int greatest_common_divisor(int a, int b)
{
    while (b != 0) {
        int rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/*
 * The spans to come when the multiplier stays what it is and `since` bills of the next one are behind. The pattern
 * of span ends within terms repeats after a block of lcm(L, every) bills, and from block to block S falls by the same
 * factor, or for clients who differ by powers of one (1 - theta) under one Beta law.
 */
static double settled_spans(const struct survival_law *law, struct state state, double multiplier, int every, int since)
{
    int divisor = greatest_common_divisor(law->term, every);
    int spans = law->term / divisor, renewals = every / divisor; /* in a block */
    int earlies = spans * every - renewals;
    bool alike = !beta_law_applies(law);
    double log_early = log_stay(law->early_exit, multiplier);
    double log_renew = alike ? log_stay(law->nonrenewal, multiplier) : 0.0;
    double log_block = steps(log_early, earlies) + steps(log_renew, renewals);
    double total = 0.0;

    if (alike && log_block == 0)
        return INFINITY;
    for (int i = 1, before; i <= spans; i += before) {
        double weight = 0.0; /* of the spans that end after the same number of renewals */
        int renewed = (state.phase + i * every - since) / law->term;
        for (before = 0; i + before <= spans; before++) {
            int bills = (i + before) * every - since;
            if ((state.phase + bills) / law->term != renewed)
                break;
            weight += exp(steps(log_early, bills - renewed) + steps(log_renew, renewed));
        }
        double sum_m = renewed * multiplier;
        if (!alike && weight > 0)
            weight *= exp(beta_law_log_stay(law, state.renewed, sum_m)) *
                      beta_law_blocks(law, state.renewed + sum_m, renewals * multiplier, log_block);
        total += weight;
    }
    return alike ? total / -expm1(log_block) : total;
}

double survival_spans(const struct survival_law *law, struct survival_start start, struct multiplier_path path,
                      int first, int every)
{
    int constant = constant_from(&path), early = last_early_bill(&path), k = 1;
    struct state state = {start.phase, start.renewed};
    double total = 0.0, alive = 1.0;

    for (; alive > 0 && (first + k - 1 < constant || start.tenure + k <= early); k++) {
        alive *= exp(decide(law, &state, multiplier_at(&path, first + k - 1, start.tenure + k)));
        total += k % every == 0 ? alive : 0.0;
    }
    if (alive == 0)
        return total;
    return total + alive * settled_spans(law, state, last_multiplier(&path), every, (k - 1) % every);
}
