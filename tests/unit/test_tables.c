/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis_support.h"

#include <sys/stat.h>
#include <unistd.h>

#include "analysis/figure.h"
#include "analysis/manifest.h"
#include "analysis/metrics.h"
#include "analysis/monthly.h"
#include "analysis/retention.h"
#include "analysis/tables.h"
#include "sim/support/whole_file.h"

/* A plan of two months with four plays, and one row of lifetime value. */
static struct made *two_months(void)
{
    struct made *made = made_new(2, 4);
    static const int64_t cents[] = {1000000, 0, 2500050, 1000000};
    static const double end[] = {1000000, 0, 2500050, 1000000}, lowest[] = {3000, -20000, -5000, 13000};
    made_cell(made, SERIES_REVENUE, 0, 1.0 / 3, 0, 0);
    made_cell(made, SERIES_REVENUE, 2, 11111.11111111, 1125012.5, 4e10);
    memcpy(&made->sample.value[(SERIES_REVENUE * 3 + 2) * 4], cents, sizeof cents);
    made_quantity(made, QUANTITY_REVENUE_END, 11111.11111111, end, 4);
    made->sample.quantity_covariance[QUANTITY_REVENUE_END][QUANTITY_REVENUE_END] = 4e10;
    made_quantity(made, QUANTITY_CASH_MIN, NAN, lowest, 4);
    made->sample.quantity_covariance[QUANTITY_CASH_MIN][QUANTITY_CASH_MIN] = 1.44e8;
    made->sample.slot[SERIES_FIXED] = SAMPLE_SAME;
    made_cell(made, SERIES_FIXED, 2, 123.45, 12345, 0);
    made->expected.at_risk[1 * 3 + 1] = 4; /* quartile 1, contract 1 */
    made->expected.leaving[1 * 3 + 1] = 1;
    assert_int_equal(monthly_fill(&made->findings, 3), OK);
    assert_int_equal(metrics_fill(&made->findings), OK);
    assert_int_equal(retention_fill(&made->findings), OK);
    for (int m = 0; m < METRIC_COUNT; m++)
        if (m < METRIC_CRR_MONTH || (m > METRIC_REVENUE_TOTAL && m != METRIC_CASH_MIN))
            made->findings.metric[m] = figure_exact(NAN, "no reason, \"this is a test\"");
    made->findings.metric[METRIC_LIFETIME_MEAN] = figure_exact(12, NULL);
    made->findings.metric[METRIC_NPS_END] = figure_exact(12.5, NULL);
    made->findings.ltv = made_zeros(3, sizeof *made->findings.ltv);
    made->findings.ltv_count = 3;
    made->findings.ltv[0] = (struct ltv_row){1, 3, SOURCE_REP, 0.125, 1e4, 12, 120000, 1e5 / 3, NAN, "good"};
    made->findings.ltv[1] = (struct ltv_row){1, 3, SOURCE_RETURNED, 0.5, 500, 2.5, 1250, 1200, 1250, "poor"};
    made->findings.ltv[2] = (struct ltv_row){-1, -1, -1, 0, NAN, NAN, NAN, NAN, NAN, ""};
    return made;
}

static void write_into(struct made *made, char folder[], char *name)
{
    static char template[] = "/tmp/plateau-tables-XXXXXX";
    struct faults faults = {0};
    strcpy(folder, template);
    assert_non_null(mkdtemp(folder));
    strcat(folder, name);
    assert_int_equal(tables_write(&made->findings, &made->scenario, folder, &faults), OK);
    assert_int_equal(faults.total, 0);
}

/* Compares a whole file, then removes it. */
static void assert_file(const char *folder, const char *name, const char *want)
{
    char path[256];
    struct whole_file file;
    struct faults faults = {0};
    snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_int_equal(whole_file_read(&file, path, &faults), OK);
    if (want)
        assert_string_equal(file.bytes, want);
    assert_null(strstr(file.bytes, "nan"));
    assert_null(strstr(file.bytes, "inf,"));
    assert_null(strchr(file.bytes, '\r'));
    whole_file_free(&file);
    unlink(path);
}

static const char summary[] =
    "scenario,metric,unit,expected,mean,mcse,p5,p25,p50,p75,p95,note\n"
    "small,plateau.revenue,$ a month,,,,,,,,,\"no reason, \"\"this is a test\"\"\"\n"
    "small,plateau.clients,clients,,,,,,,,,\"no reason, \"\"this is a test\"\"\"\n"
    "small,plateau.month50,months,,,,,,,,,\"no reason, \"\"this is a test\"\"\"\n"
    "small,plateau.month80,months,,,,,,,,,\"no reason, \"\"this is a test\"\"\"\n"
    "small,plateau.month95,months,,,,,,,,,\"no reason, \"\"this is a test\"\"\"\n"
    "small,lifetime.mean,months,12,,,,,,,,good\n"
    "small,ltv,$,,,,,,,,,\"no reason, \"\"this is a test\"\"\"\n"
    "small,ltv.discounted,$,,,,,,,,,\"no reason, \"\"this is a test\"\"\"\n"
    "small,ltv.plan,$,,,,,,,,,\"no reason, \"\"this is a test\"\"\"\n"
    "small,crr.month,1,,,,,,,,,there are no clients in the last 12 months\n"
    "small,crr.12,1,,,,,,,,,the plan is shorter than 12 months\n"
    "small,churn.clients,1,,,,,,,,,there are no clients in the last 12 months\n"
    "small,churn.revenue,1,,,,,,,,,there is no revenue in the last 12 months\n"
    "small,grr.12,1,,,,,,,,,the plan is shorter than 12 months\n"
    "small,nrr.12,1,,,,,,,,,the plan is shorter than 12 months\n"
    "small,quick_ratio.12,1,,,,,,,,,no revenue is lost in the last 12 months\n"
    /* Sorted plays 0, 10000, 10000, 25000.50: P5 = 0.15 x 10000, P75 = 10000 + 0.25 x 15000.50; 11250.125 on average;
       MCSE = sqrt(4e10 / 4) cents. */
    "small,revenue.end,$ a month,11111.11111,11250.125,1000,1500,7500,10000,13750.125,22750.425,\n"
    "small,revenue.total,$,0,0,0,0,0,0,0,0,\n"
    "small,plateau.profit,$ a month,,,,,,,,,\"no reason, \"\"this is a test\"\"\"\n"
    "small,ltv.margin,$,,,,,,,,,\"no reason, \"\"this is a test\"\"\"\n"
    "small,cac,$,,,,,,,,,\"no reason, \"\"this is a test\"\"\"\n"
    "small,cac.payback,bills,,,,,,,,,\"no reason, \"\"this is a test\"\"\"\n"
    "small,ltv_cac,1,,,,,,,,,\"no reason, \"\"this is a test\"\"\"\n"
    "small,keep.cost,$ a year,,,,,,,,,\"no reason, \"\"this is a test\"\"\"\n"
    "small,top20.share,1,,,,,,,,,\"no reason, \"\"this is a test\"\"\"\n"
    "small,npv,$,,,,,,,,,\"no reason, \"\"this is a test\"\"\"\n"
    /* Plays -200, -50, 30, 130: P5 = -200 + 0.15 x 150, P75 = 30 + 0.25 x 100; MCSE = sqrt(1.44e8 / 4) cents. */
    "small,cash.min,$,,-22.5,60,-177.5,-87.5,-10,55,115,\n"
    "small,profit.total,$,,,,,,,,,\"no reason, \"\"this is a test\"\"\"\n"
    "small,gain.signups,$ a month,,,,,,,,,\"no reason, \"\"this is a test\"\"\"\n"
    "small,gain.signups.percent,1,,,,,,,,,\"no reason, \"\"this is a test\"\"\"\n"
    "small,gain.signups_bought,$ a month,,,,,,,,,\"no reason, \"\"this is a test\"\"\"\n"
    "small,gain.signups_bought.percent,1,,,,,,,,,\"no reason, \"\"this is a test\"\"\"\n"
    "small,gain.churn,$ a month,,,,,,,,,\"no reason, \"\"this is a test\"\"\"\n"
    "small,gain.churn.percent,1,,,,,,,,,\"no reason, \"\"this is a test\"\"\"\n"
    "small,gain.fee,$ a month,,,,,,,,,\"no reason, \"\"this is a test\"\"\"\n"
    "small,gain.fee.percent,1,,,,,,,,,\"no reason, \"\"this is a test\"\"\"\n"
    "small,nps.end,points,12.5,,,,,,,,needs work\n"
    "small,nrr.12.reactivated,1,,,,,,,,,\"no reason, \"\"this is a test\"\"\"\n"
    "small,offspring,1,,,,,,,,,\"no reason, \"\"this is a test\"\"\"\n";

static void all_files(void **state)
{
    char folder[256];
    struct made *made = two_months();
    (void)state;
    write_into(made, folder, "/deep/er"); /* folders on the way are made */
    assert_file(folder, "summary.csv", summary);
    assert_file(folder, "ltv.csv",
                "scenario,contract,quartile,source,signups_per_month,mean_fee,mean_lifetime,ltv,ltv_discounted,"
                "ltv_plan,rating\n"
                "small,\"a, year\",4,rep,0.125,10000,12,120000,33333.33333,,good\n"
                "small,\"a, year\",4,returned,0.5,500,2.5,1250,1200,1250,poor\n"
                "small,all,all,all,0,,,,,,\n");
    struct whole_file monthly;
    struct faults faults = {0};
    char path[256 + 16];
    snprintf(path, sizeof path, "%s/monthly.csv", folder);
    assert_int_equal(whole_file_read(&monthly, path, &faults), OK);
    /* Month 0 only where there is a book: clients and revenue. */
    assert_non_null(strstr(monthly.bytes, "small,0,clients,clients,0,0,0,0,0,0,0,0\nsmall,1,clients,"));
    assert_non_null(strstr(monthly.bytes, "\nsmall,0,revenue,$ a month,0.3333333333,0,0,0,0,0,0,0\n"));
    assert_non_null(strstr(
        monthly.bytes, "\nsmall,2,revenue,$ a "
                       "month,11111.11111,11250.125,1000,1500,7500,10000,13750.125,22750.425\nsmall,1,revenue_new,"));
    assert_null(strstr(monthly.bytes, ",0,signups,"));
    assert_non_null(strstr(monthly.bytes, "small,2,reps,reps,"));
    assert_non_null(strstr(monthly.bytes, "small,2,profit,$ a month,"));
    assert_non_null(strstr(monthly.bytes, "small,2,cash,$,"));
    assert_non_null(strstr(monthly.bytes, "\nsmall,1,promoters,clients,0,0,0,0,0,0,0,0\n"));
    assert_non_null(strstr(monthly.bytes, "\nsmall,1,nps,points,,,,,,,,\nsmall,2,nps,points,,,,,,,,\n"));
    /* The same in every play: no single values are kept, and none are needed. */
    assert_non_null(
        strstr(monthly.bytes, "small,2,fixed,$ a month,123.45,123.45,0,123.45,123.45,123.45,123.45,123.45\n"));
    whole_file_free(&monthly);
    assert_file(folder, "monthly.csv", NULL);
    struct whole_file retention;
    snprintf(path, sizeof path, "%s/retention.csv", folder);
    assert_int_equal(whole_file_read(&retention, path, &faults), OK);
    assert_ptr_equal(strstr(retention.bytes, "scenario,contract,quartile,month,expected,simulated\n"
                                             "small,all,all,0,1,\nsmall,all,all,1,0.75,\n"
                                             "small,month,all,0,,\nsmall,\"a, year\",all,0,1,\n"),
                     retention.bytes);
    assert_non_null(strstr(retention.bytes, "\nsmall,\"a, year\",1,1,0.75,\n"));
    whole_file_free(&retention);
    assert_file(folder, "retention.csv", NULL);
    assert_file(folder, "manifest.csv", NULL);
    assert_int_equal(rmdir(folder), 0); /* nothing else was left there */
    made_free(made);
}

static void manifest(void **state)
{
    char folder[256], path[256 + 16], name[] = "scenarios/small, really.csv";
    static const char *const sets[] = {"churn.multiplier=0.9"};
    struct input_file input = {.path = name, .fingerprint = UINT64_C(0x00af63dc4c8601ec)};
    struct made *made = two_months();
    struct whole_file file;
    struct faults faults = {0};
    (void)state;
    made->scenario.files = &input;
    made->scenario.file_count = 1;
    made->findings.sets = sets;
    made->findings.set_count = 1;
    made->findings.seed = UINT64_MAX;
    write_into(made, folder, "");
    snprintf(path, sizeof path, "%s/manifest.csv", folder);
    assert_int_equal(whole_file_read(&file, path, &faults), OK);
    assert_ptr_equal(strstr(file.bytes, "key,value\nprogram,plateau " PLATEAU_VERSION "\nscenario,A small agency\n"
                                        "seed,18446744073709551615\nreplicates,4\nmonths,2\nuncertain,no\ncurrency,$\n"
                                        "input 1,\"scenarios/small, really.csv\"\n"
                                        "input 1 fingerprint,00af63dc4c8601ec\nset,churn.multiplier=0.9\n"),
                     file.bytes);
    assert_non_null(strstr(file.bytes, "\nlast 12 months,months 1 to 2\n"));
    assert_non_null(strstr(file.bytes, "\nexpected,\"exact, by convolving sign-ups with survival tables\"\n"));
    assert_non_null(strstr(file.bytes, "\nplateau,the steady state under the values of month 2\n"));
    assert_non_null(strstr(file.bytes, "\nquantiles,\"R type 7, over the first 4 plays\"\n"));
    whole_file_free(&file);
    for (const char *const *table = (const char *const[]){"summary", "monthly", "ltv", "retention", "manifest", NULL};
         *table; table++) {
        snprintf(path, sizeof path, "%s/%s.csv", folder, *table);
        assert_int_equal(unlink(path), 0);
    }
    assert_int_equal(rmdir(folder), 0);
    made_free(made);
}

static void manifest_of_unsure_inputs(void **state)
{
    char *text = NULL;
    size_t size = 0;
    struct made *made = two_months();
    FILE *out = open_memstream(&text, &size);
    (void)state;
    assert_non_null(out);
    made->findings.uncertain = true;
    manifest_write(out, &made->findings, &made->scenario);
    assert_int_equal(fclose(out), 0);
    assert_non_null(strstr(text, "\nuncertain,yes\n"));
    assert_non_null(strstr(text, "\nexpected,\"the mean over all plays of the exact result under each play's own "
                                 "inputs; plateau, lifetime, ltv and gains: exact with all inputs at their means\"\n"));
    free(text);
    made_free(made);
}

/* A folder where a table should be: that table cannot take its name, and the manifest is not written either. */
static void one_table_fails(void **state)
{
    char folder[] = "/tmp/plateau-tables-XXXXXX", path[256];
    struct made *made = two_months();
    struct faults faults = {0};
    (void)state;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/monthly.csv", folder);
    assert_int_equal(mkdir(path, 0777), 0);
    assert_int_equal(tables_write(&made->findings, &made->scenario, folder, &faults), ERR_FILE);
    assert_int_equal(faults.total, 1);
    assert_non_null(strstr(faults.item[0].text, "monthly.csv"));
    assert_int_equal(rmdir(path), 0);
    snprintf(path, sizeof path, "%s/summary.csv", folder);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(rmdir(folder), 0); /* no manifest, no temporary file */
    assert_int_equal(tables_write(&made->findings, &made->scenario, "/dev/null/out", &faults), ERR_FILE);
    made_free(made);
}

static void units(void **state)
{
    char unit[8];
    (void)state;
    assert_string_equal(tables_unit("money", "EUR", unit, sizeof unit), "EUR");
    assert_string_equal(tables_unit("months", "EUR", unit, sizeof unit), "months");
    assert_string_equal(tables_unit("money a month", "EUR", unit, sizeof unit), "EUR a m");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_files),       cmocka_unit_test(manifest), cmocka_unit_test(manifest_of_unsure_inputs),
        cmocka_unit_test(one_table_fails), cmocka_unit_test(units),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
