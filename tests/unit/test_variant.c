/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/support.h"

#include <gsl/gsl_errno.h>

#include "sim/scenario/variant.h"

static void open_variant(struct variant *variant, struct scenario *scenario, const char *rows)
{
    char text[4096];
    snprintf(text, sizeof text, "%s%s", GOOD_ROWS, rows);
    read_good(scenario, text);
    assert_int_equal(variant_init(variant, scenario), OK);
    assert_int_equal(variant_count(variant), scenario->unsure);
}

static void close_variant(struct variant *variant, struct scenario *scenario)
{
    variant_free(variant);
    variant_free(variant);
    scenario_free(scenario);
}

static void nothing_unsure(void **state)
{
    struct scenario scenario;
    struct variant variant;
    (void)state;
    open_variant(&variant, &scenario, "");
    assert_int_equal(variant_count(&variant), 0);
    assert_int_equal(variant_draw(&variant, NULL), 0);
    ASSERT_CLOSE(scenario_number(&variant.scenario, SPEND_MEAN, 0, 1), 41237, 0);
    close_variant(&variant, &scenario);
}

/* u = 0.137 of uniform(a,b) is a + 0.137 (b - a). */
static void a_row_is_one_unknown_in_all_months(void **state)
{
    struct scenario scenario;
    struct variant variant;
    (void)state;
    open_variant(&variant, &scenario,
                 "sales.close,\"uniform(4%,9%)\",3\nsales.close,*=2,7\nsales.close,\"*=uniform(0.5,1.5)\",9\n"
                 "rep.a.leads,\"uniform(10,20)\"\n");
    assert_int_equal(variant_count(&variant), 3);
    ASSERT_CLOSE(scenario_number(&variant.scenario, SALES_CLOSE, 0, 9), 0.13, 1e-15); /* still at the means */
    /* Rows act by parameter and month: close in month 3, close in month 9, leads. */
    for (int again = 0; again < 2; again++) {
        assert_int_equal(variant_draw(&variant, (const double[]){0.137, 0.71, 0.29}), 0);
        double close = 0.04 + 0.137 * 0.05;
        ASSERT_CLOSE(scenario_number(&variant.scenario, SALES_CLOSE, 0, 2), 0.05, 1e-15);
        ASSERT_CLOSE(scenario_number(&variant.scenario, SALES_CLOSE, 0, 3), close, 1e-15);
        ASSERT_CLOSE(scenario_number(&variant.scenario, SALES_CLOSE, 0, 7), 2 * close, 1e-15);
        ASSERT_CLOSE(scenario_number(&variant.scenario, SALES_CLOSE, 0, 60), 2 * close * 1.21, 1e-15);
        ASSERT_CLOSE(scenario_number(&variant.scenario, REP_LEADS, 0, 1), 12.9, 1e-15);
    }
    ASSERT_CLOSE(scenario_number(&scenario, SALES_CLOSE, 0, 3), 0.065, 1e-15); /* the base is untouched */
    assert_false(scenario_same_month(&variant.scenario, MONTH_SIGNING, 2, 3));
    close_variant(&variant, &scenario);
}

static void a_plain_share_is_one_unknown_in_four_quartiles(void **state)
{
    struct scenario scenario;
    struct variant variant;
    (void)state;
    open_variant(&variant, &scenario, "contract.month.share,\"uniform(1,3)\"\ncontract.month.share.q3,*=10\n");
    assert_int_equal(variant_count(&variant), 1);
    assert_int_equal(variant_draw(&variant, (const double[]){0.137}), 0);
    ASSERT_CLOSE(scenario_number(&variant.scenario, CONTRACT_SHARE_Q1, 0, 1), 1.274, 1e-15);
    ASSERT_CLOSE(scenario_number(&variant.scenario, CONTRACT_SHARE_Q3, 0, 1), 12.74, 1e-15);
    ASSERT_CLOSE(scenario_number(&variant.scenario, CONTRACT_SHARE_Q4, 0, 1), 1.274, 1e-15);
    close_variant(&variant, &scenario);
}

static void a_draw_that_leaves_the_range_is_held_at_its_end(void **state)
{
    struct scenario scenario;
    struct variant variant;
    const double low = 1e-9, high = 1 - 1e-9;
    (void)state;
    open_variant(&variant, &scenario,
                 "sales.close,\"normal(5%,20%)\"\nsales.close,*=1.1,5\ncontract.month.share,\"normal(2,1)\"\n"
                 "spend.mean,\"normal(30000,20000)\",2\n");
    /* By parameter: close, spend, share. */
    assert_int_equal(variant_draw(&variant, (const double[]){low, low, low}), 1 + 1 + 4);
    ASSERT_CLOSE(scenario_number(&variant.scenario, SALES_CLOSE, 0, 1), 0, 0);
    ASSERT_CLOSE(scenario_number(&variant.scenario, SALES_CLOSE, 0, 5), 0, 0);
    ASSERT_CLOSE(scenario_number(&variant.scenario, SPEND_MEAN, 0, 1), 41237, 0);
    ASSERT_CLOSE(scenario_number(&variant.scenario, SPEND_MEAN, 0, 2), 30, 1e-12); /* above 0: a thousandth */
    ASSERT_CLOSE(scenario_number(&variant.scenario, CONTRACT_SHARE_Q2, 0, 1), 0.002, 1e-12);
    assert_int_equal(variant_draw(&variant, (const double[]){high, 0.5, 0.5}), 1);
    ASSERT_CLOSE(scenario_number(&variant.scenario, SALES_CLOSE, 0, 1), 1, 0);
    ASSERT_CLOSE(scenario_number(&variant.scenario, SALES_CLOSE, 0, 5), 1, 0);
    ASSERT_CLOSE(scenario_number(&variant.scenario, SPEND_MEAN, 0, 2), 30000, 1e-12);
    close_variant(&variant, &scenario);
}

static void bounds_never_fall(void **state)
{
    struct scenario scenario;
    struct variant variant;
    (void)state;
    open_variant(&variant, &scenario,
                 "spend.q1,\"uniform(10000,50000)\"\nspend.q2,\"uniform(20000,60000)\"\nspend.q3,45000\n");
    assert_int_equal(variant_draw(&variant, (const double[]){0.137, 0.29}), 0);
    ASSERT_CLOSE(scenario_number(&variant.scenario, SPEND_Q1, 0, 1), 15480, 1e-15);
    ASSERT_CLOSE(scenario_number(&variant.scenario, SPEND_Q2, 0, 1), 31600, 1e-15);
    assert_int_equal(variant_draw(&variant, (const double[]){0.71, 0.29}), 1); /* 38,400 above 31,600 */
    ASSERT_CLOSE(scenario_number(&variant.scenario, SPEND_Q2, 0, 1), 38400, 1e-15);
    assert_int_equal(variant_draw(&variant, (const double[]){0.99, 0.99}), 2); /* both above the one that is sure */
    ASSERT_CLOSE(scenario_number(&variant.scenario, SPEND_Q1, 0, 1), 45000, 0);
    ASSERT_CLOSE(scenario_number(&variant.scenario, SPEND_Q2, 0, 1), 45000, 0);
    ASSERT_CLOSE(scenario_number(&variant.scenario, SPEND_Q3, 0, 1), 45000, 0);
    close_variant(&variant, &scenario);
}

/* Promoters and detractors of a month are at most all clients; what is sure stays as it is. */
static void promoters_and_detractors_are_at_most_all(void **state)
{
    struct scenario scenario;
    struct variant variant;
    (void)state;
    open_variant(&variant, &scenario,
                 "nps.promoters,\"uniform(20%,80%)\"\nnps.detractors,\"uniform(10%,70%)\"\nnps.detractors,37%,9\n");
    assert_int_equal(variant_draw(&variant, (const double[]){0.29, 0.137}), 0);
    ASSERT_CLOSE(scenario_number(&variant.scenario, NPS_PROMOTERS, 0, 1), 0.374, 1e-15);
    ASSERT_CLOSE(scenario_number(&variant.scenario, NPS_DETRACTORS, 0, 8), 0.1822, 1e-15);
    /* 0.704 promoters would leave the 37 % of month 9 no room, and 0.63 of them leave the 0.6436 of month 1 none. */
    assert_int_equal(variant_draw(&variant, (const double[]){0.84, 0.906}), 2);
    for (int month = 1; month <= 9; month++) {
        ASSERT_CLOSE(scenario_number(&variant.scenario, NPS_PROMOTERS, 0, month), 0.63, 1e-15);
        ASSERT_CLOSE(scenario_number(&variant.scenario, NPS_DETRACTORS, 0, month), 0.37, 1e-15);
    }
    close_variant(&variant, &scenario);
}

/* A share that is dated meets the other's values of its own months only. */
static void detractors_give_way_to_promoters_of_their_months(void **state)
{
    struct scenario scenario;
    struct variant variant;
    (void)state;
    open_variant(&variant, &scenario,
                 "nps.promoters,70%\nnps.promoters,20%,5\nnps.promoters,41%,12\nnps.detractors,10%\n"
                 "nps.detractors,\"uniform(30%,90%)\",5\nnps.detractors,\"uniform(10%,70%)\",12\n");
    assert_int_equal(variant_draw(&variant, (const double[]){0.71, 0.29}), 0); /* 72.6 % beside 20 % fits */
    ASSERT_CLOSE(scenario_number(&variant.scenario, NPS_DETRACTORS, 0, 11), 0.726, 1e-15);
    assert_int_equal(variant_draw(&variant, (const double[]){0.95, 0.29}), 1);
    ASSERT_CLOSE(scenario_number(&variant.scenario, NPS_DETRACTORS, 0, 4), 0.1, 1e-15);
    ASSERT_CLOSE(scenario_number(&variant.scenario, NPS_DETRACTORS, 0, 5), 0.8, 1e-15);
    ASSERT_CLOSE(scenario_number(&variant.scenario, NPS_DETRACTORS, 0, 12), 0.274, 1e-15);
    assert_int_equal(variant_draw(&variant, (const double[]){0.29, 0.99}), 1);
    ASSERT_CLOSE(scenario_number(&variant.scenario, NPS_DETRACTORS, 0, 5), 0.474, 1e-15);
    ASSERT_CLOSE(scenario_number(&variant.scenario, NPS_DETRACTORS, 0, 12), 0.59, 1e-15);
    ASSERT_CLOSE(scenario_number(&variant.scenario, NPS_PROMOTERS, 0, 12), 0.41, 0);
    close_variant(&variant, &scenario);
}

static void keys_tell_rows_apart(void **state)
{
    struct scenario scenario;
    struct variant variant;
    (void)state;
    open_variant(&variant, &scenario,
                 "sales.close,\"normal(5%,1%)\"\nsales.close,\"*=normal(1,0.1)\",2\nsales.close,\"*=normal(1,0.1)\",3\n"
                 "churn.multiplier,\"*=normal(1,0.1)\",2\nchurn.multiplier,\"+=normal(1,0.1)\",3\n"
                 "rep.a.leads,\"normal(9,1)\"\nrep.b.leads,\"normal(9,1)\"\nquartile.1.churn,\"normal(9,1)\"\n"
                 "quartile.2.churn,\"normal(9,1)\"\n");
    assert_int_equal(variant_count(&variant), 9);
    for (size_t i = 0; i < 9; i++)
        for (size_t j = 0; j < i; j++)
            assert_true(variant_key(&variant, i) != variant_key(&variant, j));
    close_variant(&variant, &scenario);
}

/* The key of the input whose row stands in this file and line. */
static uint64_t key_of(const struct variant *variant, const char *file, size_t line)
{
    for (size_t i = 0; i < variant_count(variant); i++) {
        const struct origin *origin = &variant->unsure.input[i].change->origin;
        if (strcmp(origin->file, file) == 0 && origin->line == line)
            return variant_key(variant, i);
    }
    fail_msg("no unsure input in %s:%zu", file, line);
    return 0;
}

/* What stands above a base changes neither who its rows are nor, with keyed draws, what they are drawn as. */
static void a_row_of_the_base_keeps_its_key(void **state)
{
    struct scenario scenario[2];
    struct variant variant[2];
    struct faults faults = {0};
    (void)state;
    put_file("base.csv", GOOD_ROWS "churn.multiplier,\"*=normal(1,0.1)\",5\ncontract.month.share,\"normal(2,0.1)\"\n"
                                   "rep.a.leads,\"normal(9,1)\"\n");
    /* The same row again, shares of one quartile replaced, other items first. */
    put_file("top.csv", "parameter,value,month\nrep.z.count,1\nrep.z.leads,\"normal(9,1)\"\nbase,base.csv\n"
                        "churn.multiplier,\"*=normal(1,0.1)\",5\ncontract.month.share.q1,4\n"
                        "churn.multiplier,\"*=normal(1,0.1)\",2\n");
    for (int i = 0; i < 2; i++) {
        assert_int_equal(scenario_read(&scenario[i], i ? "top.csv" : "base.csv", NULL, 0, &faults), OK);
        assert_int_equal(variant_init(&variant[i], &scenario[i]), OK);
    }
    assert_int_equal(variant_count(&variant[0]), 3);
    assert_int_equal(variant_count(&variant[1]), 6);
    for (size_t line = 7; line <= 9; line++)
        assert_true(key_of(&variant[0], "base.csv", line) == key_of(&variant[1], "base.csv", line));
    assert_true(key_of(&variant[1], "top.csv", 5) != key_of(&variant[1], "base.csv", 7));
    for (int i = 0; i < 2; i++)
        close_variant(&variant[i], &scenario[i]);
}

static void a_file_that_is_read_twice_has_one_row(void **state)
{
    struct scenario scenario;
    struct variant variant;
    struct faults faults = {0};
    (void)state;
    put_file("twice.csv", "parameter,value\nchurn.multiplier,\"*=uniform(1,2)\"\n");
    put_file("top.csv", GOOD_ROWS "with,twice.csv\nwith,twice.csv\n");
    assert_int_equal(scenario_read(&scenario, "top.csv", NULL, 0, &faults), OK);
    assert_int_equal(variant_init(&variant, &scenario), OK);
    assert_int_equal(variant_count(&variant), 1);
    assert_int_equal(variant_draw(&variant, (const double[]){0.137}), 0);
    ASSERT_CLOSE(scenario_number(&variant.scenario, CHURN_MULTIPLIER, 0, 1), 1.137 * 1.137, 1e-15);
    close_variant(&variant, &scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_unsure),
        cmocka_unit_test(a_row_is_one_unknown_in_all_months),
        cmocka_unit_test(a_plain_share_is_one_unknown_in_four_quartiles),
        cmocka_unit_test(a_draw_that_leaves_the_range_is_held_at_its_end),
        cmocka_unit_test(bounds_never_fall),
        cmocka_unit_test(promoters_and_detractors_are_at_most_all),
        cmocka_unit_test(detractors_give_way_to_promoters_of_their_months),
        cmocka_unit_test(keys_tell_rows_apart),
        cmocka_unit_test_setup_teardown(a_row_of_the_base_keeps_its_key, enter_folder, leave_folder),
        cmocka_unit_test_setup_teardown(a_file_that_is_read_twice_has_one_row, enter_folder, leave_folder),
    };
    gsl_set_error_handler_off(); /* as the program does */
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
