/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of a comparison, cell by cell. */
#include "support.h"

#include <math.h>

#include "analysis/compare_table.h"
#include "sim/support/whole_file.h"

enum { SCENARIOS = 2 };

/* A comparison in which every metric is missing until a test sets it. */
struct table {
    struct comparison comparison;
    struct contender item[SCENARIOS];
};

static void fill(struct table *table, size_t replicates)
{
    const struct difference missing = {NAN, NAN, NAN, NAN, NAN, {NAN, NAN, NAN, NAN, NAN, NAN, NAN}, NAN, NAN, NULL};
    static char names[SCENARIOS][16] = {"Our agency", "Hire, or not"}, slugs[SCENARIOS][16] = {"base", "hire-2"};
    *table = (struct table){.comparison = {.currency = "$",
                                           .months = 60,
                                           .replicates = replicates,
                                           .kept = replicates,
                                           .seed = 7,
                                           .count = SCENARIOS,
                                           .item = table->item}};
    for (int i = 0; i < SCENARIOS; i++) {
        table->item[i].name = names[i];
        table->item[i].slug = slugs[i];
        for (int m = 0; m < METRIC_COUNT; m++)
            table->item[i].metric[m] = missing;
    }
}

/* Writes both files and gives back one of them; the caller frees it. */
static void written(const struct table *table, const struct manifest_inputs *inputs, const char *name,
                    struct whole_file *file)
{
    struct faults faults = {0};
    char path[64];
    assert_int_equal(compare_table_write(&table->comparison, inputs, "out/deep", &faults), OK);
    assert_int_equal(faults.total, 0);
    snprintf(path, sizeof path, "out/deep/%s", name);
    assert_int_equal(whole_file_read(file, path, &faults), OK);
}

#define HEADER                                                                                                    \
    "scenario,baseline,metric,unit,baseline_mean,scenario_mean,expected_difference,difference,mcse,p5,p50,p95,p_" \
    "better,"                                                                                                     \
    "p_equal,note\n"

static void rows_of_the_table(void **state)
{
    struct table table;
    const struct manifest_inputs inputs = {0};
    struct whole_file file;
    (void)state;
    fill(&table, 1000);
    struct difference *metric = table.item[1].metric;
    /* Only plays tell cash.min; only the calculation the plateau; the base has no ltv; the scenario has no cac. */
    metric[METRIC_NPV] = (struct difference){1000.25, 990,    -10.5, -10.25, 1.0 / 3, {-30, -29, -20, -9, 1, 2, 3.125},
                                             0.137,   0.0625, NULL};
    metric[METRIC_CASH_MIN] = (struct difference){-5, -7, NAN, -2, 0.5, {-3, -3, -3, -2, -1, -1, -1}, 0, 0.25, NULL};
    metric[METRIC_PLATEAU_REVENUE].baseline_mean = 41237;
    metric[METRIC_PLATEAU_REVENUE].scenario_mean = 52000;
    metric[METRIC_PLATEAU_REVENUE].expected = 10763;
    metric[METRIC_LTV].scenario_mean = 7000;
    metric[METRIC_LTV].why = "nobody signs up";
    metric[METRIC_CAC].baseline_mean = 321.5;
    metric[METRIC_CAC].why = "no rep signs anybody, \"ever\"";
    written(&table, &inputs, "compare.csv", &file);
    assert_string_equal(
        file.bytes,
        HEADER "hire-2,base,plateau.revenue,$ a month,41237,52000,10763,,,,,,,,exact: single plays do not tell "
               "it\n"
               "hire-2,base,ltv,$,,7000,,,,,,,,,nobody signs up\n"
               "hire-2,base,cac,$,321.5,,,,,,,,,,\"no rep signs anybody, \"\"ever\"\"\"\n"
               "hire-2,base,npv,$,1000.25,990,-10.5,-10.25,0.3333333333,-30,-9,3.125,0.137,0.0625,\n"
               "hire-2,base,cash.min,$,-5,-7,,-2,0.5,-3,-2,-1,0,0.25,only plays tell it: there is no exact value\n");
    whole_file_free(&file);
}

static void without_plays(void **state)
{
    struct table table;
    const struct manifest_inputs inputs = {0};
    struct whole_file file;
    (void)state;
    fill(&table, 0);
    table.item[1].metric[METRIC_NPV].baseline_mean = table.item[1].metric[METRIC_NPV].scenario_mean = 12;
    table.item[1].metric[METRIC_NPV].expected = 0;
    written(&table, &inputs, "compare.csv", &file);
    assert_string_equal(file.bytes, HEADER "hire-2,base,npv,$,12,12,0,,,,,,,,exact: nothing was played\n");
    whole_file_free(&file);
    written(&table, &inputs, "manifest.csv", &file);
    assert_null(strstr(file.bytes, "p_better"));
    whole_file_free(&file);
}

/* A file that both are made of is listed once, but not one whose bytes have changed in between. */
static void manifest(void **state)
{
    char base[] = "base.csv", hire[] = "hire, or not.csv";
    struct input_file of_base[] = {{base, 0xab}},
                      of_hire[] = {{hire, UINT64_C(0x00af63dc4c8601ec)}, {base, 0xab}, {base, 0xac}};
    const struct scenario scenario[SCENARIOS] = {{.files = of_base, .file_count = 1},
                                                 {.files = of_hire, .file_count = 3}};
    const struct scenario *const scenarios[SCENARIOS] = {&scenario[0], &scenario[1]};
    static const char *const sets[] = {"churn.multiplier=0.9"};
    const struct manifest_inputs inputs = {scenarios, SCENARIOS, sets, 1};
    struct table table;
    struct whole_file file;
    (void)state;
    fill(&table, 1000);
    written(&table, &inputs, "manifest.csv", &file);
    assert_ptr_equal(strstr(file.bytes, "key,value\nprogram,plateau " PLATEAU_VERSION "\nbaseline,base\n"
                                        "scenario base,Our agency\nscenario hire-2,\"Hire, or not\"\n"
                                        "seed,7\nreplicates,1000\nmonths,60\nuncertain,no\ncurrency,$\n"
                                        "input 1,base.csv\ninput 1 fingerprint,00000000000000ab\n"
                                        "input 2,\"hire, or not.csv\"\ninput 2 fingerprint,00af63dc4c8601ec\n"
                                        "input 3,base.csv\ninput 3 fingerprint,00000000000000ac\n"
                                        "set,churn.multiplier=0.9\n"),
                     file.bytes);
    assert_non_null(
        strstr(file.bytes, "\nquantiles,\"of the plays' own differences; R type 7, over the first 1000 plays\"\n"));
    assert_non_null(strstr(file.bytes, "\np_better,\"share of the plays in which the scenario is strictly better; "));
    assert_non_null(strstr(file.bytes, "\ngsl,"));
    whole_file_free(&file);
}

/* The folder cannot be made: nothing is there afterwards, and the story is told. */
static void no_folder(void **state)
{
    struct table table;
    const struct manifest_inputs inputs = {0};
    struct faults faults = {0};
    (void)state;
    fill(&table, 0);
    put_file("taken", "a file\n");
    assert_int_equal(compare_table_write(&table.comparison, &inputs, "taken/here", &faults), ERR_FILE);
    assert_int_equal(faults.total, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(rows_of_the_table, enter_folder, leave_folder),
        cmocka_unit_test_setup_teardown(without_plays, enter_folder, leave_folder),
        cmocka_unit_test_setup_teardown(manifest, enter_folder, leave_folder),
        cmocka_unit_test_setup_teardown(no_folder, enter_folder, leave_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
