/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of every metric. Facts are those of the five articles the model is built on (see the references). */
#include "analysis/metrics.h"

#include "sim/support/status.h"

static const struct metrics_info table[METRIC_COUNT] = {
    [METRIC_PLATEAU_REVENUE] = {"plateau.revenue", "money a month",
                                "The level at which lost revenue equals new, under the values in force in the plan's "
                                "last month: the sum over groups of sign-ups a month x mean lifetime x fee (fact A2; "
                                "Little's law)."},
    [METRIC_PLATEAU_CLIENTS] = {"plateau.clients", "clients",
                                "Clients at the plateau: the sum over groups of sign-ups a month x mean lifetime "
                                "(Little's law)."},
    [METRIC_PLATEAU_MONTH50] = {"plateau.month50", "months",
                                "The first month from which on expected revenue stays within 50 % of the way from "
                                "revenue(0) to the plateau, sign-ups at their smooth rate, the last values going on "
                                "beyond the plan."},
    [METRIC_PLATEAU_MONTH80] = {"plateau.month80", "months", "As plateau.month50, with 20 % of the way left."},
    [METRIC_PLATEAU_MONTH95] = {"plateau.month95", "months", "As plateau.month50, with 5 % of the way left."},
    [METRIC_LIFETIME_MEAN] = {"lifetime.mean", "months",
                              "Mean months billed over the whole life of the sign-ups of the plan's last 12 months, "
                              "each under its own law; under 6 poor, from 6 fair, from 12 good, from 18 excellent "
                              "(fact A1)."},
    [METRIC_LTV] = {"ltv", "money",
                    "Lifetime value: what such a client pays over its whole life, undiscounted, mean over the sign-ups "
                    "of the last 12 months (fact D1)."},
    [METRIC_LTV_DISCOUNTED] = {"ltv.discounted", "money",
                               "As ltv, each bill discounted to the month of signing at plan.discount_rate."},
    [METRIC_LTV_PLAN] = {"ltv.plan", "money", "As ltv, of the first plan.months bills alone."},
    [METRIC_CRR_MONTH] =
        {"crr.month", "1",
         "Customer retention rate of a month: 1 - lost clients / clients of the month before, both "
         "summed over the last 12 months (fact C1: 10 lost of 70 is 85.71 %, and by the same formula 2 "
         "lost of 10 is 80 %, where the article of fact D2 prints 60 %); aim 85 to 90 % (fact C2)."},
    [METRIC_CRR_12] = {"crr.12", "1",
                       "Customer retention rate of the last 12 months: of the clients 12 months before the plan's end, "
                       "the share still there at its end (fact C1)."},
    [METRIC_CHURN_CLIENTS] = {"churn.clients", "1",
                              "Monthly client churn: lost clients / clients of the month before, both summed over the "
                              "last 12 months."},
    [METRIC_CHURN_REVENUE] = {"churn.revenue", "1",
                              "Monthly revenue churn: lost revenue / revenue of the month before, both summed over the "
                              "last 12 months."},
    [METRIC_GRR_12] = {"grr.12", "1",
                       "Gross revenue retention: of what the clients of 12 months before the plan's end paid then, the "
                       "share they still pay at its end, nobody counted with more than then."},
    [METRIC_NRR_12] = {"nrr.12", "1",
                       "Net revenue retention: what the clients of 12 months before the plan's end pay at its end / "
                       "what they paid then."},
    [METRIC_QUICK_RATIO_12] = {"quick_ratio.12", "1",
                               "Revenue gained / revenue lost, both summed over the last 12 months."},
    [METRIC_REVENUE_END] = {"revenue.end", "money a month", "Revenue of the plan's last month."},
    [METRIC_REVENUE_TOTAL] = {"revenue.total", "money", "Revenue of all months of the plan, undiscounted."},
};

const struct metrics_info *metrics_info(enum metric metric)
{
    bug_assert(metric >= 0 && metric < METRIC_COUNT);
    return &table[metric];
}
