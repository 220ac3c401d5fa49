/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An amount as the user wrote it: 12, 1/6, 8%, "$10,000.00", or a distribution that says how unsure
 * it is. A plain run uses the mean.
 */
#ifndef PLATEAU_SCENARIO_AMOUNT_H
#define PLATEAU_SCENARIO_AMOUNT_H

#include <stdbool.h>

enum distribution { EXACTLY, UNIFORM, TRIANGULAR, NORMAL, LOGNORMAL, BETA };

struct amount {
    enum distribution distribution;
    double argument[3]; /* EXACTLY: the value; UNIFORM: a, b; TRIANGULAR: low, mode, high; others: mean, sd */
    bool percent;       /* written with % */
};

/* The mean of an amount. Cannot fail. */
double amount_mean(const struct amount *self);

/*
 * The value below which an amount lies with probability u, 0 < u < 1: what a draw of it by inversion gives. An exact
 * amount is its value for every u. lognormal(mean,sd) and beta(mean,sd) have that mean and standard deviation
 * themselves: the lognormal's logarithm has variance ln(1 + (sd/mean)^2), the beta's a + b is mean(1-mean)/sd^2 - 1.
 * Cannot fail.
 */
double amount_quantile(const struct amount *self, double u);

enum { AMOUNT_TEXT = 192 };

/* The amount as one would write it: "8%", "0.1666666667", "normal(8%, 1%)"; NaN is "". Returns out. */
const char *amount_text(const struct amount *self, char out[AMOUNT_TEXT]);

/* A distribution's name as users write it, and how many arguments it takes; EXACTLY has none. */
const char *amount_distribution_name(enum distribution distribution);
int amount_arguments(enum distribution distribution);

#endif
