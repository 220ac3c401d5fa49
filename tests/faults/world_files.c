/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/faults/world_files.h"

#include "tests/unit/support.h"

#include <dirent.h>
#include <fcntl.h>
#include <gsl/gsl_errno.h>
#include <sys/stat.h>

static const char ground[] = "parameter,value,month,note\n"
                             "name,\"Ground, and all\",,a base\n"
                             "plan.months,15\n"
                             "sales.close,0.073\n"
                             "rep.standard.count,2\n"
                             "rep.standard.leads,13.7\n"
                             "spend.mean,41237.19\n"
                             "spend.cv,0.73\n"
                             "spend.mean,*=1.07,7\n"
                             "contract.month.term,1\n"
                             "contract.month.fee,9.3%\n"
                             "contract.month.nonrenewal,0.117\n"
                             "contract.month.concentration,7.3\n"
                             "contract.month.share,3\n";

/* Every rule that posts to the ledger, with dated changes. */
static const char pay[] = "parameter,value,month,note\n"
                          "rep.standard.quit,7.1%\n"
                          "rep.standard.refill,2\n"
                          "rep.standard.ramp,3\n"
                          "rep.standard.salary,3123.45\n"
                          "rep.standard.hiring_cost,2517.3\n"
                          "rep.standard.commission,9.7%\n"
                          "rep.standard.commission,8.3%,6\n"
                          "rep.standard.commission_months,5\n"
                          "rep.standard.clawback,4\n"
                          "qualify.min_spend,21000\n"
                          "qualify.min_spend,26000,9\n"
                          "qualify.time_reused,43%\n"
                          "qualify.return_share,29%\n"
                          "qualify.return_after,3\n"
                          "onboarding.months,3\n"
                          "onboarding.churn,1.7\n"
                          "onboarding.activation,61%\n"
                          "expansion.yearly,4.1%\n"
                          "expansion.limit,11%\n"
                          "expansion.limit,2%,14\n"
                          "bonus.every,5\n"
                          "bonus.share,7.3%\n"
                          "service.accounts,23\n"
                          "service.salary,4100\n"
                          "service.bonus,11%\n"
                          "cost.serve,13.7%\n"
                          "cost.fixed,6123.45\n"
                          "cost.lead,17.31\n"
                          "cost.signup,313.13\n"
                          "cost.lost,289\n";

static const char more[] = "parameter,value,month,note\n"
                           "rep.senior.count,1\n"
                           "rep.senior.leads,5.3\n"
                           "rep.senior.churn,0.83\n"
                           "contract.year.term,12\n"
                           "contract.year.fee,6.1%\n"
                           "contract.year.nonrenewal,0.37\n"
                           "contract.year.early_exit,1.3%\n"
                           "contract.year.label,A year\n"
                           "contract.year.switch_share,41%\n"
                           "contract.month.offered,no,11\n"
                           "quartile.4.churn,0.71\n"
                           "nps.promoters,37%\n"
                           "nps.detractors,29%\n"
                           "churn.multiplier,*=0.93,3\n";

static const char own[] = "parameter,value,month,note\n"
                          "base,ground.csv\n"
                          "with,more.csv\n"
                          "with,pay.csv\n"
                          "sales.close,\"triangular(4%,5%,9%)\",,a note: its mean is used\n"
                          "churn.multiplier,\"*=uniform(0.8,1.3)\",5\n"
                          "rep.standard.count,+=1,5\n"
                          "rep.standard.count,9,40,after the end\n"
                          "book.file,clients.csv\n"
                          "book.tenure,tenure\n"
                          "book.fee,fee\n"
                          "book.contract,contract\n"
                          "book.left,left\n";

static const char clients[] = "client,tenure,contract,fee,left\n"
                              "\"A, B\",7,month,4123.17,\n"
                              "\"two\nlines\",0,A year,\"$2,417.00\",no\n"
                              "C,3,month,1500,yes\n"
                              "D,31,A year,\"11,300\",0\n";

static const char steady[] = "parameter,value,month,note\n"
                             "base,plan.csv\n"
                             "sales.arrivals,steady\n"
                             "rep.standard.quit,0\n"
                             "qualify.return_share,0\n";

/*
 * Every rule by which clients think, are kept and bring others, in a scenario of its own: it makes many life tables, so
 * there is little else in it, and what is dated is dated early.
 */
static const char loyal[] = "parameter,value,month,note\n"
                            "plan.months,14\n"
                            "sales.close,\"triangular(8%,10%,14%)\"\n"
                            "rep.standard.count,2\n"
                            "rep.standard.leads,13.7\n"
                            "rep.standard.commission,9.7%\n"
                            "spend.mean,41237.19\n"
                            "spend.cv,0.73\n"
                            "onboarding.activation,61%\n"
                            "contract.month.term,1\n"
                            "contract.month.fee,9.3%\n"
                            "contract.month.nonrenewal,0.117\n"
                            "contract.year.term,12\n"
                            "contract.year.fee,6.1%\n"
                            "contract.year.nonrenewal,0.37\n"
                            "contract.year.early_exit,1.3%\n"
                            "contract.year.concentration,7.3\n"
                            "contract.month.offered,no,9\n"
                            "contract.month.switch_share,41%\n"
                            "nps.promoters,37%\n"
                            "nps.detractors,29%\n"
                            "promoter.churn,0.71\n"
                            "detractor.churn,1.73\n"
                            "service.lift,0.31,2\n"
                            "care.coverage,61%,2\n"
                            "care.success,71%\n"
                            "care.after,2\n"
                            "care.cost,123.45\n"
                            "rescue.share,57%,2\n"
                            "rescue.success,63%\n"
                            "rescue.cost,77.7\n"
                            "winback.share,41%\n"
                            "winback.share,51%,8\n"
                            "winback.after,2\n"
                            "winback.churn,1.31\n"
                            "winback.cost,55.5\n"
                            "referral.leads,0.37\n"
                            "referral.close_ratio,1.9\n"
                            "referral.spend,1.16\n"
                            "referral.spend,1.3,7\n"
                            "referral.churn,0.73\n"
                            "referral.reward,199.9\n"
                            "book.file,clients.csv\n"
                            "book.tenure,tenure\n"
                            "book.fee,fee\n"
                            "book.contract,contract\n"
                            "book.left,left\n"
                            "contract.year.label,A year\n";

/* Faults of many kinds: each takes a way of its own through the reader. */
static const char wrong[] = "parameter,value,month,note\n"
                            "base,nowhere.csv\n"
                            "with,plan.csv\n"
                            "sales.clsoe,3%\n"
                            "sales.close,140%\n"
                            "sales.close,,3\n"
                            "rep.standard.leads,soon\n"
                            "contract.month.concentration,,5\n"
                            "contract.month.concentration,*=2,6\n"
                            "plan.months,x\n"
                            "spend.mean,\"triangular(3,2,1)\"\n";

/* It reads nothing: a broken pipe is no fault as long as the picture is whole. */
static const char fake_gnuplot[] = "#!/bin/sh\n"
                                   "case \"$*\" in\n"
                                   "*svg*) echo '<svg></svg>' ;;\n"
                                   "*) printf '\\211PNG\\r\\n\\032\\n\\0\\0\\0\\0IEND\\256\\102\\140\\202' ;;\n"
                                   "esac\n";

static void write_files(void)
{
    char here[4096], path[8192];
    put_file("ground.csv", ground);
    put_file("more.csv", more);
    put_file("pay.csv", pay);
    put_file("plan.csv", own);
    put_file("clients.csv", clients);
    put_file("steady.csv", steady);
    put_file("loyal.csv", loyal);
    put_file("wrong.csv", wrong);
    put_file("gnuplot", fake_gnuplot);
    assert_int_equal(chmod("gnuplot", 0755), 0);
    assert_non_null(getcwd(here, sizeof here));
    snprintf(path, sizeof path, "%s:%s", here, getenv("PATH"));
    assert_int_equal(setenv("PATH", path, 1), 0);
    assert_int_equal(mkdir(WORLD_CHARTS, 0777), 0);
}

int world_files_enter(void **state)
{
    if (enter_folder(state) != 0)
        return -1;
    gsl_set_error_handler_off(); /* as main does: GSL's own aborts */
    write_files();
    return 0;
}

/* ---- what is left over ------------------------------------------------------------------------------------ */

size_t world_files_in(const char *folder)
{
    size_t count = 0;
    char path[512];
    struct stat about;
    DIR *entries = opendir(folder);
    if (entries == NULL)
        return 0;
    for (struct dirent *entry; (entry = readdir(entries)) != NULL;) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        if (strstr(entry->d_name, ".tmp"))
            fail_msg("%s/%s is left", folder, entry->d_name);
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        assert_int_equal(stat(path, &about), 0);
        count += S_ISDIR(about.st_mode) ? world_files_in(path) : 1;
    }
    closedir(entries);
    return count;
}

int world_files_open(void)
{
    int count = 0;
    for (int fd = 0; fd < 256; fd++)
        count += fcntl(fd, F_GETFD) >= 0;
    return count;
}
