/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/scenario/amount.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "sim/support/status.h"
#include "sim/support/text.h"

static const struct {
    const char *name;
    int arguments;
} kind[] = {
    [EXACTLY] = {"", 1},      [UNIFORM] = {"uniform", 2},     [TRIANGULAR] = {"triangular", 3},
    [NORMAL] = {"normal", 2}, [LOGNORMAL] = {"lognormal", 2}, [BETA] = {"beta", 2},
};

double amount_mean(const struct amount *self)
{
    const double *a = self->argument;
    switch (self->distribution) {
    case UNIFORM:
        return (a[0] + a[1]) / 2;
    case TRIANGULAR:
        return (a[0] + a[1] + a[2]) / 3;
    case EXACTLY:
    case NORMAL:
    case LOGNORMAL:
    case BETA:
        break;
    }
    return a[0];
}

static double triangular_quantile(double low, double mode, double high, double u)
{
    double all = high - low, rise = mode - low;
    if (u * all < rise)
        return low + sqrt(u * all * rise);
    return high - sqrt((1 - u) * all * (high - mode));
}

static double lognormal_quantile(double mean, double sd, double z)
{
    double ratio = sd / mean, variance = log1p(ratio * ratio);
    return mean * exp(sqrt(variance) * z - variance / 2);
}

/*
 * A beta of large a and b is nearly normal: three terms of the Cornish-Fisher expansion, whose error is of the order
 * of a^-3/2 standard deviations. There GSL's continued fraction gives up.
 */
static double narrow_beta_quantile(double a, double b, double z)
{
    double n = a + b, mean = a / n, sd = sqrt(mean * (b / n) / (n + 1));
    double skew = 2 * (b - a) * sqrt(n + 1) / ((n + 2) * sqrt(a) * sqrt(b));
    double excess = 6 * ((a - b) / (a * b) * (a - b) * (n + 1) - (n + 2)) / ((n + 2) * (n + 3));
    double w = z + skew * (z * z - 1) / 6 + excess * (z * z * z - 3 * z) / 24 -
               skew * skew * (2 * z * z * z - 5 * z) / 36;
    return fmin(fmax(mean + sd * w, 0), 1);
}

static double from_bits(uint64_t bits)
{
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/*
 * Halves the range of doubles, not of values, so that the smallest quantiles of a very skewed beta are found as
 * well; 62 steps. gsl_cdf_beta_Pinv was not used: for some arguments it does not come back.
 */
static double wide_beta_quantile(double a, double b, double u)
{
    uint64_t low = 0, high = UINT64_C(0x3FF0000000000000); /* 0 and 1 as bits */
    bool lower_half = u <= 0.5;
    while (high - low > 1) {
        uint64_t middle = low + (high - low) / 2;
        double x = from_bits(middle);
        bool below = lower_half ? gsl_cdf_beta_P(x, a, b) < u : gsl_cdf_beta_Q(x, a, b) > 1 - u;
        if (below)
            low = middle;
        else
            high = middle;
    }
    return from_bits(high);
}

static double beta_quantile(double mean, double sd, double u)
{
    static const double narrow = 1e4;
    double n = mean * (1 - mean) / (sd * sd) - 1, a = mean * n, b = (1 - mean) * n;
    if (a > narrow && b > narrow)
        return narrow_beta_quantile(a, b, gsl_cdf_ugaussian_Pinv(u));
    return wide_beta_quantile(a, b, u);
}

double amount_quantile(const struct amount *self, double u)
{
    const double *a = self->argument;
    switch (self->distribution) {
    case EXACTLY:
        break;
    case UNIFORM:
        return a[0] + (a[1] - a[0]) * u;
    case TRIANGULAR:
        return triangular_quantile(a[0], a[1], a[2], u);
    case NORMAL:
        return a[0] + a[1] * gsl_cdf_ugaussian_Pinv(u);
    case LOGNORMAL:
        return lognormal_quantile(a[0], a[1], gsl_cdf_ugaussian_Pinv(u));
    case BETA:
        return beta_quantile(a[0], a[1], u);
    }
    return a[0];
}

static const char *one_number(double value, bool percent, char out[TEXT_NUMBER])
{
    char digits[TEXT_NUMBER];
    text_number(percent ? value * 100 : value, digits);
    snprintf(out, TEXT_NUMBER, "%.40s%s", digits, percent ? "%" : "");
    return out;
}

const char *amount_text(const struct amount *self, char out[AMOUNT_TEXT])
{
    char number[3][TEXT_NUMBER] = {"", "", ""};
    if (self->distribution == EXACTLY && !(self->argument[0] == self->argument[0])) {
        out[0] = '\0';
        return out;
    }
    int count = amount_arguments(self->distribution);
    for (int i = 0; i < count; i++)
        one_number(self->argument[i], self->percent, number[i]);
    if (self->distribution == EXACTLY)
        snprintf(out, AMOUNT_TEXT, "%s", number[0]);
    else
        snprintf(out, AMOUNT_TEXT, "%s(%s, %s%s%s)", amount_distribution_name(self->distribution), number[0], number[1],
                 count > 2 ? ", " : "", number[2]);
    return out;
}

const char *amount_distribution_name(enum distribution distribution)
{
    bug_assert((unsigned)distribution <= BETA);
    return kind[distribution].name;
}

int amount_arguments(enum distribution distribution)
{
    bug_assert((unsigned)distribution <= BETA);
    return kind[distribution].arguments;
}
