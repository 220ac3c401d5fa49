/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/verify/verify_cases.h"

#include <string.h>

#include "tests/verify/verify_agency.h"
#include "tests/verify/verify_loyalty.h"

static const char steady[] = "sales.arrivals,steady\n"
                             "plan.months,40\n"
                             "sales.close,1\n"
                             "rep.standard.count,3\n"
                             "rep.standard.leads,0.37\n"
                             "rep.senior.count,2\n"
                             "rep.senior.leads,1.9\n"
                             "rep.senior.churn,0.83\n"
                             "spend.shape,fixed\n"
                             "spend.mean,41237.19\n"
                             "contract.month.term,1\n"
                             "contract.month.fee,9.3%\n"
                             "contract.month.nonrenewal,11.7%\n"
                             "contract.half.term,6\n"
                             "contract.half.fee,7.1%\n"
                             "contract.half.nonrenewal,0.29\n";

static const char poisson[] = "plan.months,36\n"
                              "sales.close,7.3%\n"
                              "rep.standard.count,2\n"
                              "rep.standard.leads,13.7\n"
                              "spend.mean,52310\n"
                              "contract.retainer.term,1\n"
                              "contract.retainer.fee,0.0871\n"
                              "contract.retainer.nonrenewal,0.093\n";

static const char lattices[] = "plan.months,48\n"
                               "sales.close,5%\n"
                               "rep.standard.count,3\n"
                               "rep.standard.leads,17.3\n"
                               "spend.mean,40000\n"
                               "spend.cv,0.8\n"
                               "contract.month.term,1\n"
                               "contract.month.fee,10%\n"
                               "contract.month.nonrenewal,12%\n"
                               "contract.month.share,3\n"
                               "contract.half.term,6\n"
                               "contract.half.fee,8%\n"
                               "contract.half.nonrenewal,31%\n"
                               "contract.half.share,2\n"
                               "contract.year.term,12\n"
                               "contract.year.fee,6%\n"
                               "contract.year.nonrenewal,37%\n";

static const char early_exits[] = "plan.months,30\n"
                                  "sales.close,0.11\n"
                                  "rep.standard.count,2\n"
                                  "rep.standard.leads,9.1\n"
                                  "spend.mean,23000\n"
                                  "spend.cv,0.43\n"
                                  "contract.seven.term,7\n"
                                  "contract.seven.fee,12%\n"
                                  "contract.seven.nonrenewal,0.34\n"
                                  "contract.seven.early_exit,2.3%\n"
                                  "contract.year.term,12\n"
                                  "contract.year.fee,8.3%\n"
                                  "contract.year.nonrenewal,0.41\n"
                                  "contract.year.early_exit,0.017\n"
                                  "churn.multiplier,1.13\n";

static const char concentration[] = "plan.months,36\n"
                                    "sales.close,0.06\n"
                                    "rep.standard.count,4\n"
                                    "rep.standard.leads,8.3\n"
                                    "spend.shape,fixed\n"
                                    "spend.mean,31000\n"
                                    "contract.month.term,1\n"
                                    "contract.month.fee,11%\n"
                                    "contract.month.nonrenewal,0.19\n"
                                    "contract.month.concentration,2.3\n"
                                    "contract.quarter.term,3\n"
                                    "contract.quarter.fee,9%\n"
                                    "contract.quarter.nonrenewal,0.37\n"
                                    "contract.quarter.early_exit,0.031\n"
                                    "contract.quarter.concentration,0.9\n"
                                    "churn.multiplier,1.21\n"
                                    "churn.multiplier,0.87,14\n";

static const char quartiles[] = "plan.months,30\n"
                                "sales.close,0.08\n"
                                "rep.standard.count,3\n"
                                "rep.standard.leads,11.9\n"
                                "spend.mean,37000\n"
                                "spend.cv,1.13\n"
                                "quartile.1.churn,1.62\n"
                                "quartile.2.churn,1.19\n"
                                "quartile.3.churn,0.87\n"
                                "quartile.4.churn,0.43\n"
                                "contract.month.term,1\n"
                                "contract.month.fee,10%\n"
                                "contract.month.nonrenewal,0.14\n"
                                "contract.month.share.q1,5\n"
                                "contract.month.share.q4,0\n"
                                "contract.year.term,12\n"
                                "contract.year.fee,0.07\n"
                                "contract.year.nonrenewal,0.33\n"
                                "contract.year.early_exit,0.013\n"
                                "contract.year.share.q4,2.7\n";

static const char classes[] = "plan.months,28\n"
                              "sales.close,0.09\n"
                              "rep.standard.count,2\n"
                              "rep.standard.leads,7.7\n"
                              "rep.senior.count,1\n"
                              "rep.senior.leads,13.3\n"
                              "rep.senior.churn,0.61\n"
                              "rep.junior.count,5\n"
                              "rep.junior.leads,3.1\n"
                              "rep.junior.churn,1.73\n"
                              "spend.mean,29000\n"
                              "spend.cv,0.6\n"
                              "contract.month.term,1\n"
                              "contract.month.fee,0.097\n"
                              "contract.month.nonrenewal,0.123\n"
                              "contract.quarter.term,3\n"
                              "contract.quarter.fee,0.083\n"
                              "contract.quarter.nonrenewal,0.27\n"
                              "contract.quarter.early_exit,0.019\n";

static const char dated[] = "plan.months,33\n"
                            "sales.close,0.07\n"
                            "sales.close,*=1.3,9\n"
                            "rep.standard.count,2\n"
                            "rep.standard.count,5,7\n"
                            "rep.standard.count,3,18\n"
                            "rep.standard.leads,9.7\n"
                            "rep.standard.leads,*=0.8,12\n"
                            "rep.standard.churn,0.7,21\n"
                            "spend.mean,33000\n"
                            "spend.mean,*=1.4,11\n"
                            "spend.cv,0.7\n"
                            "spend.cv,0.4,16\n"
                            "quartile.1.churn,1.5\n"
                            "quartile.1.churn,1.1,13\n"
                            "quartile.4.churn,0.6,5\n"
                            "quartile.2.churn,1.7,15\n"
                            "quartile.2.churn,1,16\n"
                            "churn.multiplier,1.2\n"
                            "churn.multiplier,0.9,8\n"
                            "churn.multiplier,1.05,22\n"
                            "contract.month.term,1\n"
                            "contract.month.fee,0.1\n"
                            "contract.month.fee,0.09,15\n"
                            "contract.month.nonrenewal,0.13\n"
                            "contract.month.nonrenewal,0.08,6\n"
                            "contract.half.term,6\n"
                            "contract.half.term,4,10\n"
                            "contract.half.fee,0.085\n"
                            "contract.half.nonrenewal,0.31\n"
                            "contract.half.early_exit,0.01\n"
                            "contract.half.early_exit,0.03,14\n"
                            "contract.half.share,0.5\n"
                            "contract.half.share,3,17\n"
                            "contract.half.concentration,1.7,19\n";

static const char not_offered[] = "plan.months,26\n"
                                  "sales.close,0.1\n"
                                  "rep.standard.count,3\n"
                                  "rep.standard.leads,8.9\n"
                                  "spend.mean,35000\n"
                                  "spend.cv,0.9\n"
                                  "contract.month.term,1\n"
                                  "contract.month.fee,0.1\n"
                                  "contract.month.nonrenewal,0.15\n"
                                  "contract.month.share,3\n"
                                  "contract.month.offered,no,8\n"
                                  "contract.month.switch_share,0.37\n"
                                  "contract.month.switch_share,0.61,15\n"
                                  "contract.half.term,6\n"
                                  "contract.half.fee,0.08\n"
                                  "contract.half.nonrenewal,0.3\n"
                                  "contract.half.share,2\n"
                                  "contract.half.share.q1,0.3\n"
                                  "contract.year.term,12\n"
                                  "contract.year.fee,0.06\n"
                                  "contract.year.nonrenewal,0.4\n"
                                  "contract.year.offered,no\n"
                                  "contract.year.switch_share,0.83\n"
                                  "contract.year.offered,yes,18\n";

static const char book[] = "plan.months,25\n"
                           "sales.close,0.05\n"
                           "rep.standard.count,2\n"
                           "rep.standard.leads,7.3\n"
                           "spend.mean,38000\n"
                           "spend.cv,0.5\n"
                           "quartile.1.churn,1.4\n"
                           "quartile.4.churn,0.7\n"
                           "churn.multiplier,1.1\n"
                           "churn.multiplier,0.8,9\n"
                           "contract.month.term,1\n"
                           "contract.month.fee,0.1\n"
                           "contract.month.nonrenewal,0.12\n"
                           "contract.month.concentration,3.1\n"
                           "contract.year.term,12\n"
                           "contract.year.fee,0.07\n"
                           "contract.year.nonrenewal,0.35\n"
                           "contract.year.early_exit,0.012\n"
                           "contract.year.label,A year\n"
                           "contract.half.term,6\n"
                           "contract.half.fee,0.08\n"
                           "contract.half.nonrenewal,0.4\n"
                           "contract.half.concentration,0.8\n"
                           "book.file,list.csv\n"
                           "book.tenure,months\n"
                           "book.contract,kind\n"
                           "book.spend,spend\n"
                           "book.fee,pays\n"
                           "book.left,gone\n"
                           "book.renewal,renews\n";

static const char book_list[] = "months,kind,spend,pays,gone,renews\n"
                                "0,month,12000,1111.11,,\n"
                                "7,month,55000,4700,no,\n"
                                "31,month,39000,,0,\n"
                                "5,A year,21000,1500.5,,\n"
                                "17,A year,90000,6100,,3\n"
                                "24,A year,40000,2700,,12\n"
                                "11,A year,,2222,,\n"
                                "40,month,30000,2900,yes,\n"
                                "3,half,28000,2100,,\n"
                                "13,half,61000,4800,,2\n"
                                "20,half,33000,2650,,6\n"
                                "1,month,35000,3300,,\n"
                                "90,half,47000,3333.33,,1\n";

static const char fixed_bounds[] = "plan.months,24\n"
                                   "sales.close,1\n"
                                   "rep.standard.count,6\n"
                                   "rep.standard.leads,0.41\n"
                                   "spend.shape,fixed\n"
                                   "spend.mean,30000.07\n"
                                   "spend.mean,61000,10\n"
                                   "spend.q1,20000\n"
                                   "spend.q2,40000\n"
                                   "spend.q3,60000\n"
                                   "quartile.2.churn,1.31\n"
                                   "quartile.4.churn,0.47\n"
                                   "contract.month.term,1\n"
                                   "contract.month.fee,0.0933\n"
                                   "contract.month.nonrenewal,0.16\n"
                                   "contract.month.share.q4,0.2\n"
                                   "contract.quarter.term,3\n"
                                   "contract.quarter.fee,0.0811\n"
                                   "contract.quarter.nonrenewal,0.28\n";

static const char seven[] = "plan.months,24\n"
                            "sales.close,0.15\n"
                            "rep.standard.count,8\n"
                            "rep.standard.leads,4.3\n"
                            "spend.mean,45000\n"
                            "spend.cv,1.6\n"
                            "quartile.3.churn,0.9\n"
                            "contract.a.term,1\ncontract.a.fee,0.12\ncontract.a.nonrenewal,0.2\ncontract.a.share,0.7\n"
                            "contract.b.term,2\ncontract.b.fee,0.11\ncontract.b.nonrenewal,0.25\n"
                            "contract.c.term,3\ncontract.c.fee,0.1\ncontract.c.nonrenewal,0.3\ncontract.c.share,1.9\n"
                            "contract.d.term,4\ncontract.d.fee,0.09\ncontract.d.nonrenewal,0.33\n"
                            "contract.d.early_exit,0.02\n"
                            "contract.e.term,5\ncontract.e.fee,0.08\ncontract.e.nonrenewal,0.36\n"
                            "contract.e.offered,no\ncontract.e.switch_share,0.55\n"
                            "contract.f.term,6\ncontract.f.fee,0.07\ncontract.f.nonrenewal,0.39\n"
                            "contract.f.concentration,1.3\n"
                            "contract.g.term,12\ncontract.g.fee,0.06\ncontract.g.nonrenewal,0.42\n"
                            "contract.g.share.q4,4\n";

/* Plans about as long as the last 12 months' window. */
#define SHORT_ROWS                     \
    "sales.close,0.2\n"                \
    "rep.standard.count,3\n"           \
    "rep.standard.leads,3.7\n"         \
    "spend.mean,27000\n"               \
    "spend.cv,0.55\n"                  \
    "contract.month.term,1\n"          \
    "contract.month.fee,0.1\n"         \
    "contract.month.nonrenewal,0.17\n" \
    "book.file,list.csv\n"             \
    "book.tenure,months\n"             \
    "book.fee,pays\n"
static const char short_list[] = "months,pays\n3,2100\n19,3500.25\n0,900\n8,4100\n";

enum { CASES_MOST = 40 };

/* Of leaving, choice and book; those of verify_agency and verify_loyalty stand behind them. */
static const struct verify_case own[] = {
    {"steady", steady, NULL},
    {"poisson", poisson, NULL},
    {"lattices", lattices, NULL},
    {"early exits", early_exits, NULL},
    {"concentration", concentration, NULL},
    {"quartiles", quartiles, NULL},
    {"classes", classes, NULL},
    {"dated", dated, NULL},
    {"not offered", not_offered, NULL},
    {"book", book, book_list},
    {"fixed spend with bounds", fixed_bounds, NULL},
    {"seven contracts", seven, NULL},
    {"5 months", "plan.months,5\n" SHORT_ROWS, short_list},
    {"12 months", "plan.months,12\n" SHORT_ROWS, short_list},
    {"13 months", "plan.months,13\n" SHORT_ROWS, short_list},
};

const struct verify_case *verify_cases(size_t *count)
{
    static struct verify_case all[CASES_MOST];
    size_t owned = sizeof own / sizeof own[0], others = 0, loyal = 0;
    const struct verify_case *agency = verify_agency(&others), *loyalty = verify_loyalty(&loyal);

    assert_true(owned + others + loyal <= CASES_MOST);
    memcpy(all, own, sizeof own);
    memcpy(all + owned, agency, others * sizeof *agency);
    memcpy(all + owned + others, loyalty, loyal * sizeof *loyalty);
    *count = owned + others + loyal;
    return all;
}

struct verify *verify_case_new(const struct verify_case *self, const char *sets)
{
    return verify_new(self->rows, self->book, sets);
}
