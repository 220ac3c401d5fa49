/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/support.h"

#include <time.h>

static const char *first_fault(const char *rows)
{
    static struct faults faults;
    char text[4096];
    snprintf(text, sizeof text, "%s%s", GOOD_ROWS, rows);
    read_bad(text, &faults);
    return faults.item[0].text;
}

static void values_and_defaults(void **state)
{
    struct scenario scenario;
    (void)state;
    read_good(&scenario, GOOD_ROWS "rep.b.count,3\nrep.a.leads,20/3\nrep.b.churn,0.7,5\nplan.currency,EUR\n"
                                   "sales.arrivals,steady\ncontract.month.offered,no,3\nquartile.3.churn,0.9\n");
    assert_int_equal(scenario_months(&scenario), 60);
    assert_int_equal(scenario.classes.count, 2);
    assert_string_equal(scenario.classes.item[0], "b"); /* in order of first appearance */
    ASSERT_CLOSE(scenario_number(&scenario, REP_COUNT, 0, 1), 3, 0);
    ASSERT_CLOSE(scenario_number(&scenario, REP_COUNT, 1, 1), 0, 0);
    ASSERT_CLOSE(scenario_number(&scenario, REP_LEADS, 1, 60), 20.0 / 3, 1e-15);
    ASSERT_CLOSE(scenario_number(&scenario, REP_CHURN, 0, 4), 1, 0);
    ASSERT_CLOSE(scenario_number(&scenario, REP_CHURN, 0, 5), 0.7, 0);
    ASSERT_CLOSE(scenario_number(&scenario, REP_CHURN, 0, 5000), 0.7, 0); /* the last value goes on */
    ASSERT_CLOSE(scenario_number(&scenario, CONTRACT_CONCENTRATION, 0, 1), (double)NAN, 0);
    ASSERT_CLOSE(scenario_number(&scenario, CONTRACT_OFFERED, 0, 2), 1, 0);
    ASSERT_CLOSE(scenario_number(&scenario, CONTRACT_OFFERED, 0, 3), 0, 0);
    ASSERT_CLOSE(scenario_number(&scenario, SALES_ARRIVALS, 0, 1), ARRIVALS_STEADY, 0);
    ASSERT_CLOSE(scenario_number(&scenario, QUARTILE_CHURN, 2, 1), 0.9, 0);
    ASSERT_CLOSE(scenario_number(&scenario, QUARTILE_CHURN, 3, 1), 1, 0);
    assert_string_equal(scenario_text(&scenario, PLAN_CURRENCY, 0), "EUR");
    assert_null(scenario_text(&scenario, CONTRACT_LABEL, 0));
    assert_null(scenario_setting(&scenario, PLAN_MONTHS, 0));
    assert_non_null(scenario_setting(&scenario, REP_COUNT, 0));
    assert_string_equal(scenario.name, "s");
    assert_int_equal(scenario.file_count, 1);
    scenario_free(&scenario);
    scenario_free(&scenario);
}

static void months_that_are_the_same(void **state)
{
    struct scenario scenario;
    (void)state;
    read_good(&scenario, GOOD_ROWS "sales.close,8%,7\nchurn.multiplier,0.9,9\nspend.cv,*=1,12\n");
    assert_true(scenario_same_month(&scenario, MONTH_SIGNING, 1, 6));
    assert_false(scenario_same_month(&scenario, MONTH_SIGNING, 6, 7));
    assert_true(scenario_same_month(&scenario, MONTH_SIGNING, 7, 60)); /* times 1 changes nothing */
    assert_true(scenario_same_month(&scenario, MONTH_DECISION, 1, 8));
    assert_false(scenario_same_month(&scenario, MONTH_DECISION, 8, 9));
    assert_true(scenario_same_month(&scenario, MONTH_PAYMENT, 1, 60));
    scenario_free(&scenario);
}

static void the_table_is_in_order(void **state)
{
    (void)state;
    for (int i = 0; i < PARAMETER_COUNT; i++) {
        const struct parameter *parameter = parameter_of((enum parameter_id)i); /* asserts its id */
        assert_true(strlen(parameter->pattern) > 3 && strlen(parameter->meaning) > 5);
        assert_true(parameter->meaning[strlen(parameter->meaning) - 1] != '.');
        bool angle = strchr(parameter->pattern, '<') != NULL;
        assert_int_equal(angle, parameter->item != ITEM_NONE);
        bool ranged = parameter->kind != VALUE_TEXT && parameter->kind != VALUE_WORD;
        if (ranged && !isnan(parameter->fallback))
            assert_true(parameter_accepts(parameter, parameter->fallback));
        if (parameter->required)
            assert_true(isnan(parameter->fallback));
        if (parameter->kind == VALUE_WORD)
            assert_non_null(parameter->words[0]);
    }
}

static void names_are_found(void **state)
{
    enum parameter_id id;
    const char *middle;
    size_t length;
    (void)state;
    assert_true(parameter_find("contract.a b.share.q2", &id, &middle, &length));
    assert_int_equal(id, CONTRACT_SHARE_Q2);
    assert_int_equal(length, 3);
    assert_memory_equal(middle, "a b", 3);
    assert_true(parameter_find("contract.share.share", &id, &middle, &length));
    assert_int_equal(id, CONTRACT_SHARE);
    assert_true(parameter_find("quartile.4.churn", &id, &middle, &length));
    assert_true(parameter_find("expect.revenue.end.p5", &id, &middle, &length));
    assert_int_equal(id, EXPECT_METRIC);
    assert_false(parameter_find("quartile.0.churn", &id, &middle, &length));
    assert_false(parameter_find("quartile.12.churn", &id, &middle, &length));
    assert_false(parameter_find("contract..fee", &id, &middle, &length));
    assert_false(parameter_find("contract.a.b.fee", &id, &middle, &length));
    assert_false(parameter_find("contract.fee", &id, &middle, &length));
    assert_false(parameter_find("plan.month", &id, &middle, &length));
    assert_false(parameter_find("", &id, &middle, &length));
}

static void ranges(void **state)
{
    (void)state;
    assert_true(parameter_accepts(parameter_of(SALES_CLOSE), 0));
    assert_true(parameter_accepts(parameter_of(SALES_CLOSE), 1));
    assert_false(parameter_accepts(parameter_of(SALES_CLOSE), nextafter(1, 2)));
    assert_false(parameter_accepts(parameter_of(SALES_CLOSE), (double)NAN));
    assert_false(parameter_accepts(parameter_of(SPEND_MEAN), 0));
    assert_false(parameter_accepts(parameter_of(CONTRACT_TERM), 1.5));
    assert_true(parameter_accepts(parameter_of(CONTRACT_TERM), 120));
}

static void the_root_keeps_its_spend_law(void **state)
{
    static const char *const sets[] = {"spend.mean=5", "spend.cv=0.1", "contract.month.fee@7*=2"};
    struct scenario scenario;
    struct faults faults = {0};
    const char text[] = GOOD_ROWS "spend.mean,*=3,5\n";
    (void)state;
    assert_int_equal(scenario_read_bytes(&scenario, "s.csv", text, strlen(text), sets, 3, &faults), OK);
    assert_true(scenario.root_spend.lognormal);
    ASSERT_CLOSE(scenario.root_spend.mean, 41237, 0);
    ASSERT_CLOSE(scenario.root_spend.cv, 0.73, 0);
    ASSERT_CLOSE(scenario_number(&scenario, SPEND_MEAN, 0, 5), 5, 0);
    ASSERT_CLOSE(scenario_number(&scenario, CONTRACT_FEE, 0, 7), 0.22, 1e-15);
    assert_string_equal(scenario_setting(&scenario, SPEND_MEAN, 0)->step[0].change[0].origin.file,
                        "--set spend.mean=5");
    scenario_free(&scenario);
    read_good(&scenario, GOOD_ROWS "spend.shape,fixed\n");
    assert_false(scenario.root_spend.lognormal);
    scenario_free(&scenario);
}

static void fixed_spend_needs_bounds_only_for_quartiles(void **state)
{
    static const char fixed[] =
        "parameter,value\nspend.shape,fixed\nspend.mean,9\ncontract.m.term,3\ncontract.m.fee,1\n"
        "contract.m.nonrenewal,0\nquartile.2.churn,0.8\n";
    struct scenario scenario;
    struct faults faults;
    char text[1024];
    (void)state;
    read_bad(fixed, &faults);
    assert_int_equal(faults.item[0].line, 7);
    snprintf(text, sizeof text, "%sspend.q1,1\nspend.q2,1\nspend.q3,2\n", fixed);
    read_good(&scenario, text);
    scenario_free(&scenario);
    read_good(&scenario, GOOD_ROWS "spend.shape,fixed\n"); /* nobody asks for quartiles */
    scenario_free(&scenario);
}

static void a_wrong_row_is_not_reported_again_as_missing(void **state)
{
    static struct faults faults;
    (void)state;
    read_bad("parameter,value\nspend.mean,x\ncontract.m.term,1\ncontract.m.fee,1\n", &faults);
    assert_int_equal(faults.total, 2); /* x, and nonrenewal is missing */
    read_bad("parameter,value\nspend.maen,5\ncontract.m.term,1\ncontract.m.fee,1\ncontract.m.nonrenewl,1\n", &faults);
    assert_int_equal(faults.total, 2);
    read_bad("parameter,value,month\nspend.mean,x\nspend.mean,*=2,5\ncontract.m.term,1\ncontract.m.fee,1\n"
             "contract.m.nonrenewal,1\n",
             &faults);
    assert_int_equal(faults.total, 1);
}

static void files_cannot_be_named_in_memory(void **state)
{
    (void)state;
    assert_string_equal(first_fault("base,x.csv\n"), "s.csv:7:6: error: other files cannot be named here");
    assert_string_equal(first_fault("with,x.csv\n"), "s.csv:7:6: error: other files cannot be named here");
}

static void values_without_bound_are_caught(void **state)
{
    char rows[4096] = "";
    (void)state;
    for (int month = 1; month <= 60; month++)
        snprintf(rows + strlen(rows), sizeof rows - strlen(rows), "churn.multiplier,*=1e15,%d\n", month);
    assert_non_null(
        strstr(first_fault(rows), "churn.multiplier becomes 1000000000000000; it must lie between 0 and 1,000"));
}

/* Rows that act on one another, 60 x 60 times, must not take long; and asking is quick. */
static void many_rows_are_quick(void **state)
{
    struct scenario scenario;
    char text[20000] = GOOD_ROWS "plan.months,1200\n";
    (void)state;
    for (int i = 0; i < 99; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "churn.multiplier,*=1.001,%d\n", 12 * i + 1);
    clock_t start = clock();
    read_good(&scenario, text);
    double sum = 0;
    for (int i = 0; i < 100000; i++)
        sum += scenario_number(&scenario, CHURN_MULTIPLIER, 0, i % 1200 + 1);
    assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 2);
    assert_true(sum > 100000);
    scenario_free(&scenario);
}

static void layers_from_files(void **state)
{
    struct scenario scenario;
    struct faults faults = {0};
    (void)state;
    put_file("base.csv", GOOD_ROWS "name,The base\nrep.a.count,2\nrep.a.leads,9\n");
    put_file("tactic.csv", "parameter,value,month\nname,A tactic\nrep.b.count,1\nrep.b.leads,5\nsales.close,*=2,3\n");
    put_file("top.csv", "parameter,value,month\nsales.close,*=0.5,2\nwith,tactic.csv\nbase,base.csv\n");
    assert_int_equal(scenario_read(&scenario, "top.csv", NULL, 0, &faults), OK);
    assert_string_equal(scenario.name, "top");
    assert_string_equal(scenario.classes.item[1], "b");
    assert_int_equal(scenario.file_count, 3);
    assert_string_equal(scenario.files[0].path, "top.csv");
    assert_true(scenario.files[0].fingerprint != scenario.files[1].fingerprint);
    ASSERT_CLOSE(scenario_number(&scenario, SALES_CLOSE, 0, 1), 0.05, 1e-15);
    ASSERT_CLOSE(scenario_number(&scenario, SALES_CLOSE, 0, 2), 0.025, 1e-15);
    ASSERT_CLOSE(scenario_number(&scenario, SALES_CLOSE, 0, 3), 0.05, 1e-15);
    ASSERT_CLOSE(scenario.root_spend.cv, 0.73, 0);
    scenario_free(&scenario);
    assert_int_equal(scenario_read(&scenario, "nothere.csv", NULL, 0, &faults), ERR_FILE);
    assert_null(scenario.path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_and_defaults),
        cmocka_unit_test(months_that_are_the_same),
        cmocka_unit_test(the_table_is_in_order),
        cmocka_unit_test(names_are_found),
        cmocka_unit_test(ranges),
        cmocka_unit_test(the_root_keeps_its_spend_law),
        cmocka_unit_test(fixed_spend_needs_bounds_only_for_quartiles),
        cmocka_unit_test(a_wrong_row_is_not_reported_again_as_missing),
        cmocka_unit_test(files_cannot_be_named_in_memory),
        cmocka_unit_test(values_without_bound_are_caught),
        cmocka_unit_test(many_rows_are_quick),
        cmocka_unit_test_setup_teardown(layers_from_files, enter_folder, leave_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
