/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/verify/verify_offers.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

static double number(const struct verify *self, enum parameter_id id, size_t item, int month)
{
    return scenario_number(&self->scenario, id, item, month);
}

static double bound_of(const struct verify *self, int quartile)
{
    static const double z[3] = {-0.67448975019608174, 0, 0.67448975019608174};
    const struct root_spend *root = &self->scenario.root_spend;
    double given = number(self, (enum parameter_id)(SPEND_Q1 + quartile), 0, 1);
    double sigma = sqrt(log(1 + root->cv * root->cv));
    return isnan(given) && root->lognormal ? root->mean * exp(sigma * z[quartile] - sigma * sigma / 2) : given;
}

int verify_offers_quartile(const struct verify *self, double spend)
{
    return (spend > bound_of(self, 0)) + (spend > bound_of(self, 1)) + (spend > bound_of(self, 2));
}

bool verify_offers_certain(const struct verify *self, int month)
{
    return number(self, SPEND_SHAPE, 0, 1) != SPEND_LOGNORMAL || number(self, SPEND_CV, 0, month) == 0;
}

/* Standard normal deviate of a spend under the law of a month with this mean. */
static double deviate(const struct verify *self, double spend, double mean, int month, double *sigma)
{
    double cv = number(self, SPEND_CV, 0, month);
    *sigma = sqrt(log(1 + cv * cv));
    return (log(spend / mean) + *sigma * *sigma / 2) / *sigma;
}

double verify_offers_turned_away(const struct verify *self, int month)
{
    double least = number(self, QUALIFY_MIN_SPEND, 0, month), mean = number(self, SPEND_MEAN, 0, month), sigma;
    if (verify_offers_certain(self, month))
        return mean < least;
    return least > 0 ? gsl_cdf_ugaussian_P(deviate(self, least, mean, month, &sigma)) : 0;
}

/* Share of all leads with this mean that are in a quartile and spend at least so much, and their mean spend. */
static double share_of_all(const struct verify *self, int quartile, int month, double mean, double least, double *spend)
{
    double low = quartile > 0 ? fmax(least, bound_of(self, quartile - 1)) : least, sigma;
    double high = quartile < 3 ? bound_of(self, quartile) : INFINITY;

    *spend = mean;
    if (verify_offers_certain(self, month))
        return verify_offers_quartile(self, mean) == quartile;
    deviate(self, mean, mean, month, &sigma);
    if (high <= low)
        return 0;
    double from = low > 0 ? deviate(self, low, mean, month, &sigma) : -40;
    double to = quartile < 3 ? deviate(self, high, mean, month, &sigma) : 40;
    double share = gsl_cdf_ugaussian_P(to) - gsl_cdf_ugaussian_P(from);
    *spend = mean * (gsl_cdf_ugaussian_P(to - sigma) - gsl_cdf_ugaussian_P(from - sigma)) / share;
    return share;
}

double verify_offers_share(const struct verify *self, int quartile, int month, double *spend)
{
    double share = share_of_all(self, quartile, month, number(self, SPEND_MEAN, 0, month),
                                number(self, QUALIFY_MIN_SPEND, 0, month), spend);
    return verify_offers_certain(self, month) ? share : share / (1 - verify_offers_turned_away(self, month));
}

double verify_offers_referred(const struct verify *self, int quartile, int month, double *spend)
{
    double mean = number(self, SPEND_MEAN, 0, month) * number(self, REFERRAL_SPEND, 0, month);
    return share_of_all(self, quartile, month, mean, 0, spend);
}

/* Share of a contract among the offered ones of a month, for those of a quartile who take another. */
static double instead(const struct verify *self, int quartile, size_t contract, int month)
{
    enum parameter_id share_id = (enum parameter_id)(CONTRACT_SHARE_Q1 + quartile);
    double offered = 0;

    for (size_t i = 0; i < self->plan.contracts; i++)
        offered += number(self, CONTRACT_OFFERED, i, month) != 0 ? number(self, share_id, i, month) : 0;
    return number(self, CONTRACT_OFFERED, contract, month) != 0 && offered > 0
               ? number(self, share_id, contract, month) / offered
               : 0;
}

double verify_offers_takes_back(const struct verify *self, int quartile, size_t old, size_t contract, int month)
{
    if (number(self, CONTRACT_OFFERED, old, month) != 0)
        return old == contract;
    return number(self, CONTRACT_SWITCH_SHARE, old, month) * instead(self, quartile, contract, month);
}

double verify_offers_signs(const struct verify *self, int quartile, size_t contract, int month)
{
    enum parameter_id share_id = (enum parameter_id)(CONTRACT_SHARE_Q1 + quartile);
    double all = 0, offered = 0, homeless = 0;

    for (size_t i = 0; i < self->plan.contracts; i++) {
        double share = number(self, share_id, i, month);
        bool is_offered = number(self, CONTRACT_OFFERED, i, month) != 0;
        all += share;
        offered += is_offered ? share : 0;
        homeless += is_offered ? 0 : share * number(self, CONTRACT_SWITCH_SHARE, i, month);
    }
    if (number(self, CONTRACT_OFFERED, contract, month) == 0)
        return 0;
    double own = number(self, share_id, contract, month);
    return own == 0 ? 0 : (own + homeless * own / offered) / all;
}
