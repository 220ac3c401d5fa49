/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/plan/survival.h"

#include <math.h>

#include "sim/plan/beta_law.h"
#include "sim/plan/beta_mixture.h"
#include "sim/plan/decision.h"

static int greatest_common_divisor(int a, int b)
{
    while (b != 0) {
        int rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* What stays as it is from some decision on; and the span that has begun there. */
struct pattern {
    double multiplier, rescued;
    int every, since; /* bills in a span; of these, behind */
};

/*
 * The spans to come. The pattern of span ends within terms repeats after a block of lcm(L, every) bills, and from block
 * to block S falls by the same factor, or for clients who differ by one factor for each theta. mixture: NULL unless
 * needed.
 */
static double settled(const struct survival_law *law, struct decision_state state, struct pattern pattern,
                      struct beta_mixture *mixture)
{
    int every = pattern.every, divisor = greatest_common_divisor(law->term, every);
    int spans = law->term / divisor, renewals = every / divisor; /* in a block */
    int earlies = spans * every - renewals;
    bool alike = !beta_law_applies(law);
    double multiplier = pattern.multiplier;
    double log_early = decision_log_kept(decision_log_stay(law->early_exit, multiplier), pattern.rescued);
    double log_renew = alike ? decision_log_kept(decision_log_stay(law->nonrenewal, multiplier), pattern.rescued) : 0.0;
    double log_block = decision_log_many(log_early, earlies) + decision_log_many(log_renew, renewals);
    double total = 0.0;

    if (alike && log_block == 0)
        return INFINITY;
    for (int i = 1, before; i <= spans; i += before) {
        double weight = 0.0; /* of the spans that end after the same number of renewals */
        int renewed = (state.phase + i * every - pattern.since) / law->term;
        for (before = 0; i + before <= spans; before++) {
            int bills = (i + before) * every - pattern.since;
            if ((state.phase + bills) / law->term != renewed)
                break;
            weight += exp(decision_log_many(log_early, bills - renewed) + decision_log_many(log_renew, renewed));
        }
        double sum_m = renewed * multiplier;
        if (mixture != NULL && weight > 0)
            weight *= beta_mixture_blocks(mixture, (struct beta_blocks){.multiplier = multiplier,
                                                                        .rescued = pattern.rescued,
                                                                        .before = renewed,
                                                                        .renewals = renewals,
                                                                        .log_g = log_block});
        else if (!alike && weight > 0)
            weight *= exp(beta_law_log_stay(law, state.renewed, sum_m)) *
                      beta_law_blocks(law, state.renewed + sum_m, renewals * multiplier, log_block);
        total += weight;
    }
    return alike ? total / -expm1(log_block) : total;
}

/* The spans where clients differ and offers keep some. */
static double spans_of_mixture(const struct survival_law *law, struct survival_start start,
                               const struct multiplier_path *path, int first, struct pattern pattern)
{
    struct beta_mixture mixture;
    struct decision_state state = {start.phase, 0};
    double total = 0.0, stayed = 1.0, renewed = 1.0; /* alive is the product of the last two */
    int k = 1, last = multiplier_path_settled(path, first, start.tenure);

    beta_mixture_init(&mixture, law, start.renewed);
    for (; k < last; k++) {
        double multiplier = multiplier_path_at(path, first, start.tenure, k);
        double rescued = multiplier_path_rescued(path, first, k);
        if (++state.phase < law->term) {
            stayed *= exp(decision_log_kept(decision_log_stay(law->early_exit, multiplier), rescued));
        } else {
            state.phase = 0;
            renewed = beta_mixture_renew(&mixture, multiplier, rescued).alive;
        }
        total += k % pattern.every == 0 ? stayed * renewed : 0.0;
    }
    pattern.since = (k - 1) % pattern.every;
    return stayed == 0 ? total : total + stayed * settled(law, state, pattern, &mixture);
}

double survival_spans(const struct survival_law *law, struct survival_start start, struct multiplier_path path,
                      int first, int every)
{
    struct pattern pattern = {multiplier_path_last(&path), multiplier_path_last_rescued(&path), every, 0};
    struct decision_state state = {start.phase, start.renewed};
    double total = 0.0, alive = 1.0;
    int k = 1, last = multiplier_path_settled(&path, first, start.tenure);

    if (decision_needs_mixture(law, &path, first))
        return spans_of_mixture(law, start, &path, first, pattern);
    for (; alive > 0 && k < last; k++) {
        alive *= exp(decision_log_next(law, &state, multiplier_path_at(&path, first, start.tenure, k),
                                       multiplier_path_rescued(&path, first, k)));
        total += k % every == 0 ? alive : 0.0;
    }
    pattern.since = (k - 1) % every;
    return alive == 0 ? total : total + alive * settled(law, state, pattern, NULL);
}
