/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/verify/verify_loyalty.h"

#define BOOK               \
    "book.file,list.csv\n" \
    "book.tenure,months\n" \
    "book.contract,kind\n" \
    "book.fee,pays\n"      \
    "book.renewal,renews\n"
#define SALES                   \
    "sales.close,0.1\n"         \
    "rep.standard.count,2\n"    \
    "rep.standard.leads,8.3\n"  \
    "rep.standard.churn,0.93\n" \
    "spend.mean,31000\n"        \
    "spend.cv,0.6\n"
#define CONTRACTS                     \
    "contract.month.term,1\n"         \
    "contract.month.fee,0.1\n"        \
    "contract.month.nonrenewal,0.1\n" \
    "contract.month.share,2\n"        \
    "contract.half.term,6\n"          \
    "contract.half.fee,0.08\n"        \
    "contract.half.nonrenewal,0.3\n"  \
    "contract.half.early_exit,0.017\n"

static const char list[] = "months,kind,pays,renews\n4,month,2100.01,\n13,half,1850.5,3\n0,half,990,\n"
                           "26,month,3333.33,\n12,half,1717.17,\n2,month,2500,\n";

/* Shares, factors and lifts that change on the way; the book was chosen by who had stayed. */
static const char satisfaction[] = "plan.months,30\n" SALES CONTRACTS "nps.promoters,0.31\n"
                                   "nps.promoters,0.27,11\n"
                                   "nps.detractors,0.23\n"
                                   "nps.detractors,0.29,17\n"
                                   "promoter.churn,0.57\n"
                                   "promoter.churn,0.66,21\n"
                                   "detractor.churn,1.9\n"
                                   "service.weight,1.3\n"
                                   "service.lift,0.37,12\n"
                                   "service.lift,-0.21,19\n"
                                   "performance.weight,0.5\n"
                                   "performance.lift,0.83,9\n"
                                   "quartile.1.churn,1.3\n" BOOK;

/* Nobody calls before month 5; then more, better, dearer and sooner. A lift brings passives down again. */
static const char care[] = "plan.months,30\n" SALES CONTRACTS "nps.promoters,0.3\n"
                           "nps.detractors,0.4\n"
                           "promoter.churn,0.6\n"
                           "detractor.churn,2.1\n"
                           "service.lift,-0.43,14\n"
                           "care.coverage,0.57,5\n"
                           "care.coverage,0,11\n"
                           "care.coverage,0.83,13\n"
                           "care.success,0.61\n"
                           "care.success,0.77,16\n"
                           "care.after,4\n"
                           "care.after,2,18\n"
                           "care.cost,231.17\n"
                           "care.cost,317.3,20\n"
                           "onboarding.activation,0.6\n"
                           "onboarding.churn,1.8\n"
                           "onboarding.months,4\n" BOOK;

/* Offers in some months only, of clients all alike. */
static const char rescue[] = "plan.months,30\n" SALES CONTRACTS "rescue.share,0.53,4\n"
                             "rescue.share,0,12\n"
                             "rescue.share,0.71,15\n"
                             "rescue.success,0.67\n"
                             "rescue.success,0.43,21\n"
                             "rescue.cost,123.45\n"
                             "rescue.cost,210,18\n"
                             "churn.multiplier,1.2,9\n" BOOK;

/* The same of clients who differ, who think this or that as well. */
static const char differ[] = "plan.months,28\n" SALES CONTRACTS "contract.month.concentration,1.7\n"
                             "contract.half.concentration,3.1\n"
                             "nps.promoters,0.33\n"
                             "nps.detractors,0.21\n"
                             "promoter.churn,0.7\n"
                             "detractor.churn,1.6\n"
                             "rescue.share,0.61\n"
                             "rescue.share,0.37,13\n"
                             "rescue.success,0.7\n"
                             "rescue.cost,99.99\n"
                             "churn.multiplier,1.13,10\n" BOOK;

/* A contract is given up while clients who had it come back; fees grow anew. */
static const char winback[] = "plan.months,36\n" SALES CONTRACTS "contract.month.offered,no,14\n"
                              "contract.month.switch_share,0.63\n"
                              "contract.month.switch_share,0.41,22\n"
                              "contract.half.fee,0.07,16\n"
                              "contract.half.term,4,20\n"
                              "winback.share,0.43\n"
                              "winback.share,0.29,10\n"
                              "winback.share,0,24\n"
                              "winback.share,0.51,27\n"
                              "winback.after,3\n"
                              "winback.after,5,12\n"
                              "winback.after,1,18\n"
                              "winback.cost,77.77\n"
                              "winback.churn,1.37\n"
                              "winback.churn,0.8,19\n"
                              "rep.standard.commission,0.09\n"
                              "expansion.yearly,0.07\n"
                              "expansion.limit,0.12\n"
                              "service.accounts,19\n"
                              "service.salary,3900\n"
                              "service.bonus,0.12\n"
                              "cost.signup,111.11\n"
                              "cost.lost,55.5\n" BOOK;

/* On a schedule, and all leads spend alike; those referred spend more, and bring more by chance. */
static const char referrals[] = "plan.months,26\n"
                                "sales.arrivals,steady\n"
                                "sales.close,0.31\n"
                                "rep.standard.count,3\n"
                                "rep.standard.leads,1.7\n"
                                "spend.shape,fixed\n"
                                "spend.mean,30000.07\n"
                                "spend.q1,20000\n"
                                "spend.q2,33000\n"
                                "spend.q3,40000\n"
                                "quartile.2.churn,1.31\n"
                                "quartile.4.churn,0.47\n" CONTRACTS "nps.promoters,0.44\n"
                                "nps.detractors,0.1\n"
                                "promoter.churn,0.71\n"
                                "referral.leads,0.13\n"
                                "referral.leads,0.21,8\n"
                                "referral.close_ratio,1.7\n"
                                "referral.close_ratio,4.1,12\n"
                                "referral.spend,1.16\n"
                                "referral.spend,1.4,15\n"
                                "referral.churn,0.73\n"
                                "referral.reward,250.25\n"
                                "referral.reward,300,14\n"
                                "expansion.yearly,0.05\n"
                                "expansion.limit,0.2\n" BOOK;

/* Leads of all sizes; who is referred is not turned away, but may not find its contract. */
static const char word_of_mouth[] = "plan.months,28\n" SALES CONTRACTS "qualify.min_spend,19000\n"
                                    "qualify.time_reused,0.5\n"
                                    "qualify.return_share,0.3\n"
                                    "qualify.return_after,3\n"
                                    "contract.month.offered,no,16\n"
                                    "contract.month.switch_share,0.6\n"
                                    "contract.month.share.q4,0.4\n"
                                    "quartile.1.churn,1.2\n"
                                    "nps.promoters,0.5\n"
                                    "nps.detractors,0.2,9\n"
                                    "promoter.churn,0.6\n"
                                    "service.lift,0.3,13\n"
                                    "referral.leads,0.33\n"
                                    "referral.close_ratio,2.3\n"
                                    "referral.spend,0.83\n"
                                    "referral.churn,1.21\n"
                                    "referral.churn,0.6,11\n"
                                    "referral.reward,150\n"
                                    "cost.signup,111.11\n" BOOK;

/* They bring others, come back and bring others again; steady arrivals, and care ends in no promoter. */
static const char families[] = "plan.months,32\n"
                               "sales.arrivals,steady\n"
                               "sales.close,1\n"
                               "rep.standard.count,2\n"
                               "rep.standard.leads,0.6\n"
                               "spend.mean,28000\n"
                               "spend.cv,0.8\n" CONTRACTS "contract.half.concentration,2.3\n"
                               "nps.promoters,0.37\n"
                               "nps.detractors,0.33\n"
                               "promoter.churn,0.8\n"
                               "detractor.churn,1.5\n"
                               "service.lift,0.41,10\n"
                               "service.lift,-0.3,17\n"
                               "care.coverage,0.7\n"
                               "care.success,0.6\n"
                               "care.after,3\n"
                               "care.cost,80.08\n"
                               "winback.share,0.31\n"
                               "winback.after,2\n"
                               "winback.cost,33.33\n"
                               "winback.churn,1.2\n"
                               "referral.leads,0.11\n"
                               "referral.close_ratio,0.9\n"
                               "referral.churn,0.8\n" BOOK;

static const char whole[] = "plan.months,30\n"
                            "plan.discount_rate,0.11\n"
                            "sales.close,0.1\n"
                            "rep.standard.count,3\n"
                            "rep.standard.count,4,8\n"
                            "rep.standard.count,2,19\n"
                            "rep.standard.leads,9.7\n"
                            "rep.standard.ramp,4\n"
                            "rep.standard.quit,0.06\n"
                            "rep.standard.refill,2\n"
                            "rep.standard.salary,3456.78\n"
                            "rep.standard.hiring_cost,2500.5\n"
                            "rep.standard.commission,0.12\n"
                            "rep.standard.commission_months,10\n"
                            "rep.standard.clawback,6\n"
                            "rep.senior.count,1\n"
                            "rep.senior.leads,13.3\n"
                            "rep.senior.churn,0.9\n"
                            "qualify.min_spend,14000,6\n"
                            "qualify.time_reused,0.5\n"
                            "qualify.return_share,0.4\n"
                            "qualify.return_after,5\n"
                            "onboarding.activation,0.7\n"
                            "onboarding.churn,1.9\n"
                            "onboarding.months,3\n"
                            "service.accounts,21\n"
                            "service.salary,4100\n"
                            "service.bonus,0.15\n"
                            "expansion.yearly,0.05\n"
                            "expansion.limit,0.09\n"
                            "bonus.every,6\n"
                            "bonus.share,0.2\n"
                            "cost.serve,0.31\n"
                            "cost.fixed,2000.02\n"
                            "cost.lead,11.11\n"
                            "cost.signup,123.45\n"
                            "cost.lost,67.89\n"
                            "spend.mean,30000\n"
                            "spend.cv,0.75\n"
                            "quartile.1.churn,1.2\n"
                            "quartile.4.churn,0.8\n" CONTRACTS "contract.half.concentration,3.3\n"
                            "contract.month.offered,no,21\n"
                            "contract.month.switch_share,0.7\n"
                            "nps.promoters,0.37\n"
                            "nps.detractors,0.31\n"
                            "promoter.churn,0.7\n"
                            "detractor.churn,1.8\n"
                            "service.lift,0.31,12\n"
                            "performance.weight,0.5\n"
                            "performance.lift,0.27,12\n"
                            "care.coverage,0.63,12\n"
                            "care.success,0.71\n"
                            "care.after,2\n"
                            "care.cost,222.22\n"
                            "rescue.share,0.41\n"
                            "rescue.share,0,10\n"
                            "rescue.share,0.53,14\n"
                            "rescue.success,0.6\n"
                            "rescue.cost,88.88\n"
                            "winback.share,0.27\n"
                            "winback.after,3\n"
                            "winback.cost,44.4\n"
                            "winback.churn,1.3\n"
                            "referral.leads,0.3\n"
                            "referral.close_ratio,1.9\n"
                            "referral.spend,1.16\n"
                            "referral.churn,0.73\n"
                            "referral.reward,199.99\n" BOOK;

/* Plans as long as the last 12 months' window: who was there before it, or came with it. */
#define SHORT_ROWS                                                 \
    SALES CONTRACTS "nps.promoters,0.4\n"                          \
                    "referral.leads,0.4\nreferral.close_ratio,2\n" \
                    "winback.share,0.6\nwinback.after,2\nwinback.cost,10\n" BOOK

static const struct verify_case cases[] = {
    {"satisfaction", satisfaction, list},
    {"care", care, list},
    {"rescue", rescue, list},
    {"rescue of clients who differ", differ, list},
    {"win-backs", winback, list},
    {"referrals, all spend alike", referrals, list},
    {"referrals", word_of_mouth, list},
    {"referrals and win-backs", families, list},
    {"referrals and win-backs, 12 months", "plan.months,12\n" SHORT_ROWS, list},
    {"referrals and win-backs, 13 months", "plan.months,13\n" SHORT_ROWS, list},
    {"every rule of loyalty", whole, list},
};

const struct verify_case *verify_loyalty(size_t *count)
{
    *count = sizeof cases / sizeof cases[0];
    return cases;
}

const struct verify_case *verify_loyalty_whole(void)
{
    return &cases[sizeof cases / sizeof cases[0] - 1];
}
