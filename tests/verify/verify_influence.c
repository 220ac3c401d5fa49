/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/verify/verify_influence.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

static double number(const struct verify *self, enum parameter_id id, size_t item, int month)
{
    return scenario_number(&self->scenario, id, item, month);
}

double verify_influence(const struct verify *self, const struct verify_client_kind *kind, int opinion, int month,
                        int bill)
{
    int m = month < 1 ? 1 : month;
    bool early = kind->slow && bill <= (int)number(self, ONBOARDING_MONTHS, 0, m);
    double by_source = kind->source == SOURCE_REP        ? number(self, REP_CHURN, kind->rep_class, m)
                       : kind->source == SOURCE_REFERRED ? number(self, REFERRAL_CHURN, 0, m)
                       : kind->source == SOURCE_WINBACK  ? number(self, WINBACK_CHURN, 0, m)
                                                         : 1;
    double by_opinion = opinion > 0   ? number(self, PROMOTER_CHURN, 0, m)
                        : opinion < 0 ? number(self, DETRACTOR_CHURN, 0, m)
                                      : 1;
    return number(self, CHURN_MULTIPLIER, 0, m) * number(self, QUARTILE_CHURN, (size_t)kind->quartile, m) * by_source *
           by_opinion * (early ? number(self, ONBOARDING_CHURN, 0, m) : 1);
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* True if clients with these z think alike in every month. */
static bool alike(const struct verify_opinions *self, double a, double b)
{
    for (int month = 1; month <= self->months; month++)
        if (verify_opinion(self, a, month) != verify_opinion(self, b, month))
            return false;
    return true;
}

/* From the bounds of all months, sorted: those at which something changes. */
static void find_pieces(struct verify_opinions *self, const double *bound, size_t count)
{
    double from = 0, middle = NAN;

    for (size_t i = 0; i <= count; i++) {
        double to = i < count ? bound[i] : 1;
        if (to - from < 1e-13)
            continue;
        if (isnan(middle) || !alike(self, middle, (from + to) / 2)) {
            self->below[self->pieces++] = from;
            middle = (from + to) / 2;
        }
        from = to;
    }
    self->below[self->pieces] = 1;
}

struct verify_opinions verify_opinions_new(const struct verify *self)
{
    size_t row = (size_t)self->plan.months + 1, count = 0;
    struct verify_opinions opinions = {.months = self->plan.months,
                                       .detractor = verify_zeros(row, sizeof(double)),
                                       .promoter = verify_zeros(row, sizeof(double)),
                                       .below = verify_zeros(2 * row, sizeof(double))};
    double *bound = verify_zeros(2 * row, sizeof *bound);

    for (int m = 1; m < (int)row; m++) {
        double lift = number(self, SERVICE_WEIGHT, 0, m) * number(self, SERVICE_LIFT, 0, m) +
                      number(self, PERFORMANCE_WEIGHT, 0, m) * number(self, PERFORMANCE_LIFT, 0, m);
        double promoters = number(self, NPS_PROMOTERS, 0, m), detractors = number(self, NPS_DETRACTORS, 0, m);
        opinions.detractor[m] = gsl_cdf_ugaussian_P(gsl_cdf_ugaussian_Pinv(detractors) - lift);
        opinions.promoter[m] = gsl_cdf_ugaussian_P(gsl_cdf_ugaussian_Pinv(1 - promoters) - lift);
        bound[count++] = opinions.detractor[m];
        bound[count++] = opinions.promoter[m];
    }
    qsort(bound, count, sizeof *bound, ascending);
    find_pieces(&opinions, bound, count);
    free(bound);
    return opinions;
}

void verify_opinions_free(struct verify_opinions *self)
{
    free(self->detractor);
    free(self->promoter);
    free(self->below);
    *self = (struct verify_opinions){0};
}

int verify_opinion(const struct verify_opinions *self, double z, int month)
{
    int m = month < 1 ? 1 : month;
    return z < self->detractor[m] ? -1 : z > self->promoter[m] ? 1 : 0;
}

int verify_care_month(const struct verify *self, const struct verify_opinions *opinions, double z, int first,
                      int tenure)
{
    for (int m = first; m <= self->plan.months; m++)
        if (verify_opinion(opinions, z, m) < 0 && number(self, CARE_COVERAGE, 0, m) > 0 &&
            tenure + m - first + 1 >= (int)number(self, CARE_AFTER, 0, m))
            return m;
    return 0;
}

double verify_referral_rate(const struct verify *self, int month)
{
    if (month >= self->plan.months)
        return 0;
    double close = number(self, SALES_CLOSE, 0, month + 1) * number(self, REFERRAL_CLOSE_RATIO, 0, month + 1);
    return number(self, REFERRAL_LEADS, 0, month) * fmin(1, close);
}
