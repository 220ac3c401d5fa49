/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ad spend of a lead, a month: lognormal with a given mean and coefficient of variation, or exactly the
 * mean (sigma 0). Source: design section 3, "Spend".
 */
#ifndef PLATEAU_PLAN_SPEND_LAW_H
#define PLATEAU_PLAN_SPEND_LAW_H

struct spend_law {
    double mean;
    double sigma; /* of log spend; 0: everybody spends the mean */
    double mu;    /* of log spend */
};

/* The law with this mean (0 or more) and coefficient of variation; 0 of either: a point. Cannot fail. */
struct spend_law spend_law_of(double mean, double cv);

/* The spend that a share u of the leads stays below, u in (0, 1). Cannot fail. */
double spend_law_quantile(const struct spend_law *self, double u);

/* P(low < spend <= high) of a random law; high may be infinite. Cannot fail. */
double spend_law_share(const struct spend_law *self, double low, double high);

/* E[spend | low < spend <= high] of a random law; 0 where nobody is. Cannot fail. */
double spend_law_mean_between(const struct spend_law *self, double low, double high);

#endif
