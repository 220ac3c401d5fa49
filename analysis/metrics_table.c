/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of every metric. Facts are those of the five articles the model is built on (see the references). */
#include "analysis/metrics.h"

#include "sim/support/status.h"

static const struct metrics_info table[METRIC_COUNT] = {
    [METRIC_PLATEAU_REVENUE] =
        {"plateau.revenue", "money a month",
         "The level at which lost revenue equals new, under the values in force in the plan's last month: the sum over "
         "groups of new clients a month x what a client pays over its life, reps quitting and being replaced as they "
         "do "
         "on average, referrals and returns settled with the clients there are; and what those pay who never leave any "
         "more (fact A2; Little's law)."},
    [METRIC_PLATEAU_CLIENTS] = {"plateau.clients", "clients",
                                "Clients at the plateau: the sum over groups of new clients a month, those who return "
                                "included, x mean lifetime (Little's law)."},
    [METRIC_PLATEAU_MONTH50] = {"plateau.month50", "months",
                                "The first month from which on expected revenue stays within 50 % of the way from "
                                "revenue(0) to the plateau, sign-ups at their smooth rate, the last values going on "
                                "beyond the plan."},
    [METRIC_PLATEAU_MONTH80] = {"plateau.month80", "months", "As plateau.month50, with 20 % of the way left."},
    [METRIC_PLATEAU_MONTH95] = {"plateau.month95", "months", "As plateau.month50, with 5 % of the way left."},
    [METRIC_LIFETIME_MEAN] = {"lifetime.mean", "months",
                              "Mean months billed over the whole life of the sign-ups of the plan's last 12 months, "
                              "each under its own law, until it is lost for the first time; under 6 poor, from 6 fair, "
                              "from 12 good, from 18 excellent "
                              "(fact A1)."},
    [METRIC_LTV] =
        {"ltv", "money",
         "Lifetime value: what such a client pays over its whole life, its growth included, undiscounted, until it "
         "is lost for the first time; mean over the sign-ups of the last 12 months (fact D1)."},
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
                       "the share still there at its end; who was lost and came back does not count (fact C1)."},
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
                       "what they paid then; who was lost and came back counts with nothing."},
    [METRIC_QUICK_RATIO_12] = {"quick_ratio.12", "1",
                               "Revenue gained (new, expansion and reactivated) / revenue lost, both summed over the "
                               "last 12 months."},
    [METRIC_REVENUE_END] = {"revenue.end", "money a month", "Revenue of the plan's last month."},
    [METRIC_REVENUE_TOTAL] = {"revenue.total", "money", "Revenue of all months of the plan, undiscounted."},
    [METRIC_PLATEAU_PROFIT] = {"plateau.profit", "money a month",
                               "Profit at the plateau: its revenue less all costs of an average month, those of reps "
                               "in their turnover, of sign-ups and of losses included."},
    [METRIC_LTV_MARGIN] = {"ltv.margin", "money",
                           "As ltv, less what is paid for the client: serving, service reps, commissions (less those "
                           "paid back) and longevity bonuses."},
    [METRIC_CAC] =
        {"cac", "money",
         "Cost of winning a client: salaries, hiring, leads, commissions (less those paid back) and "
         "longevity bonuses of reps / clients signed by reps, both summed over the plan; leads that return by "
         "themselves, referrals and returning clients are not signed by reps (facts C3, D3, E1)."},
    [METRIC_CAC_PAYBACK] = {"cac.payback", "bills",
                            "The first bill with which such a client has brought back cac: fees less serving and "
                            "service, before sales pay, on average over those whom reps signed in the last 12 months; "
                            "searched to bill 1200."},
    [METRIC_LTV_CAC] = {"ltv_cac", "1",
                        "What such a client brings over its whole life, fees less serving and service, before sales "
                        "pay / cac; over those whom reps signed in the last 12 months."},
    [METRIC_KEEP_COST] = {"keep.cost", "money a year",
                          "Cost of keeping a client for a year: 12 x (service + care + rescue) / clients, both summed "
                          "over the months of the plan; beside cac: winning a client is said to cost five to seven "
                          "times as much (facts C3, E1)."},
    [METRIC_TOP20_SHARE] = {"top20.share", "1",
                            "Share of the last month's revenue that the best paying fifth of the clients pay; of N "
                            "clients N/5, the last one by its fraction (fact C5: 80 % from 20 %)."},
    [METRIC_NPV] = {"npv", "money",
                    "Net present value: profit of all months, that of month m discounted by "
                    "(1 + plan.discount_rate)^(-(m-1)/12)."},
    [METRIC_CASH_MIN] = {"cash.min", "money",
                         "The lowest that profit since month 1 adds up to in any month of the plan: what the plan has "
                         "to be financed with if it is below 0."},
    [METRIC_PROFIT_TOTAL] = {"profit.total", "money", "Profit of all months of the plan, undiscounted."},
    [METRIC_GAIN_SIGNUPS] = {"gain.signups", "money a month",
                             "What 1 % more sign-ups of every source, and with them 1 % more returns, add to the "
                             "plateau's profit, with salaries, hiring and leads as they are (fact B1)."},
    [METRIC_GAIN_SIGNUPS_PERCENT] = {"gain.signups.percent", "1",
                                     "gain.signups as a share of the plateau's profit or loss."},
    [METRIC_GAIN_SIGNUPS_BOUGHT] = {"gain.signups_bought", "money a month",
                                    "As gain.signups, with salaries, hiring and leads up 1 % too: what bought "
                                    "sign-ups are worth (fact B1)."},
    [METRIC_GAIN_SIGNUPS_BOUGHT_PERCENT] = {"gain.signups_bought.percent", "1",
                                            "gain.signups_bought as a share of the plateau's profit or loss."},
    [METRIC_GAIN_CHURN] = {"gain.churn", "money a month",
                           "What 1 % less churn (every rate of leaving x 0.99, the same sign-ups but for referrals: "
                           "clients who stay longer refer more) adds to the plateau's profit (fact B1)."},
    [METRIC_GAIN_CHURN_PERCENT] = {"gain.churn.percent", "1", "gain.churn as a share of the plateau's profit or loss."},
    [METRIC_GAIN_FEE] = {"gain.fee", "money a month",
                         "What 1 % higher fees add to the plateau's profit, with all that goes by fees: serving, "
                         "commissions, bonuses."},
    [METRIC_GAIN_FEE_PERCENT] = {"gain.fee.percent", "1", "gain.fee as a share of the plateau's profit or loss."},
    [METRIC_NPS_END] = {"nps.end", "points",
                        "Net promoter score of the plan's last month: 100 x (promoters - detractors) / clients. It "
                        "drifts above that of new clients, since the unhappy leave sooner; 0 or less bad, up to 20 "
                        "needs work, from 20 good, from 30 a unicorn among agencies (fact A11)."},
    [METRIC_NRR_12_REACTIVATED] = {"nrr.12.reactivated", "1",
                                   "As nrr.12, with what those clients pay at the plan's end who were lost in between "
                                   "and came back."},
    [METRIC_OFFSPRING] = {"offspring", "1",
                          "Mean number of further clients that each client brings in the steady state, by referrals "
                          "and by coming back itself: of the new clients of a month those referred and returned / all. "
                          "Near 1 the plateau stands on referrals of referrals, and is uncertain."},
};

const struct metrics_info *metrics_info(enum metric metric)
{
    bug_assert(metric >= 0 && metric < METRIC_COUNT);
    return &table[metric];
}
