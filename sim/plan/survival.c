/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/plan/survival.h"

#include <math.h>
#include <stddef.h>

#include "sim/plan/beta_law.h"
#include "sim/plan/beta_mixture.h"
#include "sim/plan/decision.h"

bool survival_is_endless(const struct survival_law *law, double multiplier, double rescued)
{
    bool decides_early = law->term > 1 && law->early_exit > 0;
    return multiplier == 0 || rescued == 1 || (law->nonrenewal == 0 && !decides_early);
}

/* The chances at one decision: not to waver; to waver; to be there afterwards, kept or never in doubt. */
struct chances {
    double stay, waver, kept;
};

static struct chances chances_of(double log_stay, double rescued)
{
    double stay = exp(log_stay);
    return (struct chances){stay, -expm1(log_stay), rescued + (1 - rescued) * stay};
}

/* A life to be filled in. */
struct life {
    const struct survival_law *law;
    struct survival_start start;
    const struct multiplier_path *path;
    int first;
};

/* Alive and waverings where products are enough. waver may be NULL. */
static void fill_products(double *alive, double *waver, int months, struct life life)
{
    const struct survival_law *law = life.law;
    const struct multiplier_path path = *life.path;
    bool alike = !beta_law_applies(law);
    double renewed = life.start.renewed, multiplier = -1, rescued = 0; /* M and offers of the chances: none yet */
    struct chances early = {1, 0, 1}, renewal = {1, 0, 1};
    int phase = life.start.phase;

    for (int k = 1; k <= months; k++) {
        double now = multiplier_path_at(&path, life.first, life.start.tenure, k);
        double rescued_now = multiplier_path_rescued(&path, life.first, k);
        if (now != multiplier || rescued_now != rescued) {
            multiplier = now;
            rescued = rescued_now;
            early = chances_of(decision_log_stay(law->early_exit, multiplier), rescued);
            renewal = chances_of(alike ? decision_log_stay(law->nonrenewal, multiplier) : 0.0, rescued);
        }
        bool term_ends = ++phase == law->term;
        if (term_ends) {
            phase = 0;
            if (!alike) {
                renewal = chances_of(beta_law_log_stay(law, renewed, multiplier), 0);
                renewed += multiplier;
            }
        }
        alive[k] = alive[k - 1] * (term_ends ? renewal.kept : early.kept);
        if (waver != NULL)
            waver[k] = alive[k - 1] * (term_ends ? renewal.waver : early.waver);
    }
}

/* The same where clients differ and offers keep some. */
static void fill_mixture(double *alive, double *waver, int months, struct life life)
{
    struct beta_mixture mixture;
    double stayed = 1.0, renewed = 1.0;  /* alive is their product: early decisions, and renewals */
    double multiplier = -1, rescued = 0; /* M and offers of the early chances: none yet */
    struct chances early = {1, 0, 1};
    int phase = life.start.phase;

    beta_mixture_init(&mixture, life.law, life.start.renewed);
    for (int k = 1; k <= months; k++) {
        double now = multiplier_path_at(life.path, life.first, life.start.tenure, k);
        double rescued_now = multiplier_path_rescued(life.path, life.first, k);
        if (now != multiplier || rescued_now != rescued) {
            multiplier = now;
            rescued = rescued_now;
            early = chances_of(decision_log_stay(life.law->early_exit, multiplier), rescued);
        }
        if (++phase < life.law->term) {
            waver[k] = alive[k - 1] * early.waver;
            stayed *= early.kept;
        } else {
            struct beta_renewal renewal = beta_mixture_renew(&mixture, multiplier, rescued);
            phase = 0;
            waver[k] = stayed * renewal.wavered;
            renewed = renewal.alive;
        }
        alive[k] = stayed * renewed;
    }
}

static void fill(double *alive, double *waver, int months, struct life life)
{
    alive[0] = 1.0;
    waver[0] = 0.0;
    if (decision_needs_mixture(life.law, life.path, life.first))
        fill_mixture(alive, waver, months, life);
    else
        fill_products(alive, waver, months, life);
}

void survival_fill(double *alive, double *leave, int months, const struct survival_law *law,
                   struct survival_start start, struct multiplier_path path, int first)
{
    fill(alive, leave, months, (struct life){law, start, &path, first});
    if (path.rescued == NULL)
        return;
    for (int k = 1; k <= months; k++)
        leave[k] *= 1 - multiplier_path_rescued(&path, first, k);
}

void survival_fill_waver(double *firm, double *waver, int months, const struct survival_law *law,
                         struct survival_start start, struct multiplier_path path, int first)
{
    struct multiplier_path without = path;

    fill(firm, waver, months, (struct life){law, start, &path, first});
    without.rescued = NULL;
    fill_products(firm, NULL, months, (struct life){law, start, &without, first}); /* firm[0] is 1 already */
}

int survival_wavers_again(const struct survival_law *law, struct survival_start start, struct multiplier_path path,
                          int first, int k, double own, double u, int most)
{
    double log_u = log(u), log_firm = 0.0, multiplier = -1, early = 0.0, renewal = 0.0;

    for (int j = k + 1; j <= most; j++) {
        double now = multiplier_path_at(&path, first, start.tenure, j);
        if (now != multiplier) {
            multiplier = now;
            early = decision_log_stay(law->early_exit, multiplier);
            renewal = multiplier == 0 ? 0.0 : multiplier * own;
        }
        log_firm += (start.phase + j) % law->term == 0 ? renewal : early;
        if (log_firm <= log_u)
            return j;
    }
    return most + 1;
}
