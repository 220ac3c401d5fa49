/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/plan/survival.h"

#include <math.h>

#include "sim/plan/beta_law.h"
#include "sim/plan/beta_mixture.h"
#include "sim/plan/decision.h"

/* Sum of exp(i y) for i = 0 .. n - 1. */
static double geometric(double y, int n)
{
    return y == 0 ? (double)n : expm1(n * y) / expm1(y);
}

/* What stays as it is from some decision on. discount: factor for a month. */
struct constant {
    double multiplier, rescued, discount;
};

/*
 * What is to come when nothing changes any more: the next bill at once, then geometric blocks of
 * one term each. With y = log(discount (1 - early)^M) a block of L bills is worth geometric(y, L), and
 * from its start to the next block's there are L - 1 early decisions, one renewal, one more month.
 */
struct blocks {
    double to_renewal; /* worth of the bills up to the next renewal */
    double reach;      /* present value of the first bill after it, if renewed */
    double block;      /* worth of a block at its first bill */
    double log_block;  /* log worth of the next block's first bill there, if renewed */
};

static struct blocks blocks_of(const struct survival_law *law, int phase, const struct constant *constant)
{
    double log_discount = log(constant->discount);
    double log_early = decision_log_stay(law->early_exit, constant->multiplier);
    double y = decision_log_kept(log_early, constant->rescued) + log_discount;
    int left = law->term - phase;

    return (struct blocks){.to_renewal = geometric(y, left),
                           .reach = exp(decision_log_many(y, left - 1) + log_discount),
                           .block = geometric(y, law->term),
                           .log_block = decision_log_many(y, law->term - 1) + log_discount};
}

static double settled(const struct survival_law *law, struct decision_state state, const struct constant *constant)
{
    struct blocks to_come = blocks_of(law, state.phase, constant);
    double multiplier = constant->multiplier;

    if (to_come.reach == 0)
        return to_come.to_renewal;
    if (!beta_law_applies(law)) {
        double log_renew = decision_log_kept(decision_log_stay(law->nonrenewal, multiplier), constant->rescued);
        if (to_come.log_block + log_renew == 0)
            return INFINITY;
        return to_come.to_renewal +
               to_come.reach * exp(log_renew) * to_come.block / -expm1(to_come.log_block + log_renew);
    }
    double renewed = exp(beta_law_log_stay(law, state.renewed, multiplier));
    return to_come.to_renewal + to_come.reach * renewed * to_come.block *
                                    beta_law_blocks(law, state.renewed + multiplier, multiplier, to_come.log_block);
}

/* The whole life where clients differ and offers keep some. */
static double whole_mixture(const struct survival_law *law, struct survival_start start,
                            const struct multiplier_path *path, int first, struct constant constant)
{
    struct beta_mixture mixture;
    double total = 0.0, present = 1.0; /* present value of the next bill, but for the renewals */
    double renewed = 1.0;              /* chance to have got through these */
    int last = multiplier_path_settled(path, first, start.tenure), phase = start.phase;

    beta_mixture_init(&mixture, law, start.renewed);
    for (int k = 1; k < last; k++) {
        double multiplier = multiplier_path_at(path, first, start.tenure, k);
        double rescued = multiplier_path_rescued(path, first, k);
        total += present * renewed;
        present *= constant.discount;
        if (++phase < law->term) {
            present *= exp(decision_log_kept(decision_log_stay(law->early_exit, multiplier), rescued));
        } else {
            phase = 0;
            renewed = beta_mixture_renew(&mixture, multiplier, rescued).alive;
        }
    }
    struct blocks to_come = blocks_of(law, phase, &constant);
    total += present * renewed * to_come.to_renewal;
    if (present * to_come.reach == 0)
        return total;
    return total + present * to_come.reach * to_come.block *
                       beta_mixture_blocks(&mixture, (struct beta_blocks){.multiplier = constant.multiplier,
                                                                          .rescued = constant.rescued,
                                                                          .before = 1,
                                                                          .renewals = 1,
                                                                          .log_g = to_come.log_block});
}

double survival_whole_life(const struct survival_law *law, struct survival_start start, struct multiplier_path path,
                           int first, double discount)
{
    struct constant constant = {multiplier_path_last(&path), multiplier_path_last_rescued(&path), discount};
    struct decision_state state = {start.phase, start.renewed};
    double total = 0.0, present = 1.0; /* present value of the next bill */

    if (decision_needs_mixture(law, &path, first))
        return whole_mixture(law, start, &path, first, constant);
    int last = multiplier_path_settled(&path, first, start.tenure);
    for (int k = 1; present > 0 && k < last; k++) {
        total += present;
        present *= discount * exp(decision_log_next(law, &state, multiplier_path_at(&path, first, start.tenure, k),
                                                    multiplier_path_rescued(&path, first, k)));
    }
    return present == 0 ? total : total + present * settled(law, state, &constant);
}
