/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ad spend of a lead, a month: lognormal with a given mean and coefficient of variation, or exactly the
 * mean (sigma 0); and the same law cut below a minimum. Source: design section 3, "Spend" and "Qualification".
 */
#ifndef PLATEAU_PLAN_SPEND_LAW_H
#define PLATEAU_PLAN_SPEND_LAW_H

struct spend_law {
    double mean;  /* before the cut */
    double sigma; /* of log spend; 0: everybody spends the mean */
    double mu;    /* of log spend */
    double cut;   /* share below the minimum, left out; 0: nobody is */
    double low;   /* the minimum; 0 without a cut */
};

/* The law with this mean (0 or more) and coefficient of variation; 0 of either: a point. Cannot fail. */
struct spend_law spend_law_of(double mean, double cv);

/* The law, not cut, of everybody spending `factor` (0 or more) times as much. Cannot fail. */
struct spend_law spend_law_scaled(struct spend_law law, double factor);

/* The law of those who spend at least `minimum`. Where (almost) nobody does: the point at the minimum. Cannot fail. */
struct spend_law spend_law_cut(struct spend_law law, double minimum);

/* Share of a law, cut or not, strictly below a spend: P(spend < minimum). Cannot fail. */
double spend_law_below(const struct spend_law *self, double spend);

/* The spend that a share u of those in the law stays below, u in (0, 1). Cannot fail. */
double spend_law_quantile(const struct spend_law *self, double u);

/* P(low < spend <= high) of a random law, of those in it; high may be infinite. Cannot fail. */
double spend_law_share(const struct spend_law *self, double low, double high);

/* E[spend | low < spend <= high] of a random law, of those in it; 0 where nobody is. Cannot fail. */
double spend_law_mean_between(const struct spend_law *self, double low, double high);

#endif
