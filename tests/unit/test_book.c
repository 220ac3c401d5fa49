/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/support.h"

#include "sim/scenario/book_read.h"
#include "sim/support/whole_file.h"

/* Contracts month (fee 11 %), year (6 %, label "A year") and free (0 %); rows can follow. */
#define BOOK_ROWS                                                                                                    \
    GOOD_ROWS "contract.year.term,12\ncontract.year.fee,6%\ncontract.year.nonrenewal,30%\n"                          \
              "contract.year.label,A year\ncontract.free.term,3\ncontract.free.fee,0\ncontract.free.nonrenewal,1%\n" \
              "book.file,list.csv\nbook.tenure,tenure\nbook.contract,contract\nbook.spend,spend\nbook.fee,fee\n"     \
              "book.left,left\nbook.renewal,renewal\n"
#define HEAD "client,tenure,contract,spend,fee,left,renewal\n"

static enum status read_list(struct scenario *scenario, const char *rows, const char *list, struct faults *faults)
{
    *faults = (struct faults){0};
    read_good(scenario, rows);
    return book_read_bytes(scenario, "list.csv", list, strlen(list), faults);
}

static void spend_and_fee_follow_from_each_other(void **state)
{
    struct scenario scenario;
    struct faults faults;
    (void)state;
    assert_int_equal(read_list(&scenario, BOOK_ROWS,
                               HEAD "a,5,month,1234.5,,,\nb,0,A year,,\"$4,321.99\",no,\n"
                                    "c,12000,free,100,7.005,0,\nd,3,free,100,,FALSE,\n",
                               &faults),
                     OK);
    const struct book_client *client = scenario.book.client;
    assert_int_equal(scenario.book.count, 4);
    assert_int_equal(client[0].tenure, 5);
    assert_int_equal(client[0].contract, 0);
    ASSERT_CLOSE(client[0].spend, 1234.5, 0);
    assert_int_equal(client[0].fee, 13580); /* 11 % of 1234.50 is 135.795: half a cent goes up */
    assert_int_equal(client[1].contract, 1);
    assert_int_equal(client[1].fee, 432199);
    ASSERT_CLOSE(client[1].spend, 4321.99 / 0.06, 1e-15);
    ASSERT_CLOSE(client[2].spend, 100, 0); /* both given: both as they are */
    assert_true(client[2].fee == 700 || client[2].fee == 701);
    assert_int_equal(client[3].fee, 0);
    scenario_free(&scenario);
}

static void leavers_are_counted_and_not_read(void **state)
{
    struct scenario scenario;
    struct faults faults;
    (void)state;
    assert_int_equal(read_list(&scenario, BOOK_ROWS,
                               HEAD "a,?,?,?,?,yes,?\nb,1,month,1,,,\nc,,,,,1,\nd,1,month,1,,,1\n"
                                    "\"e\nf\",1,A year,1,,No,7\n",
                               &faults),
                     OK);
    assert_int_equal(scenario.book.count, 3);
    assert_int_equal(scenario.book.left, 2);
    assert_int_equal(scenario.book.client[0].row, 2); /* leavers have their numbers too */
    assert_int_equal(scenario.book.client[1].row, 4);
    assert_int_equal(scenario.book.client[1].renewal, 1);
    assert_int_equal(scenario.book.client[2].row, 5);
    assert_int_equal(scenario.book.client[2].renewal, 7);
    scenario_free(&scenario);
}

static void every_bad_cell_has_its_place(void **state)
{
    struct scenario scenario;
    struct faults faults;
    (void)state;
    assert_int_equal(read_list(&scenario, BOOK_ROWS,
                               HEAD "a,-1,month,1,,,2\nb,1,mnth,1,,,\nc,1,month,,,,\nd,1,month,1,,so,\n", &faults),
                     ERR_INPUT);
    assert_int_equal(faults.total, 5);
    static const size_t place[][2] = {{2, 3}, {2, 16}, {3, 5}, {4, 12}, {5, 14}};
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(faults.item[i].line, place[i][0]);
        assert_int_equal(faults.item[i].column, place[i][1]);
    }
    scenario_free(&scenario);
}

static void one_contract_needs_no_column(void **state)
{
    struct scenario scenario;
    struct faults faults;
    (void)state;
    assert_int_equal(read_list(&scenario, GOOD_ROWS "book.file,l.csv\nbook.tenure,t\nbook.fee,pays\n",
                               "pays,x,t\n110,y,7\n\n,,\n220,z\n", &faults),
                     ERR_INPUT); /* the last row has no tenure */
    assert_string_equal(faults.item[0].text,
                        "list.csv:5:5: error: t is blank; it must be a whole number between 0 and 12,000");
    scenario_free(&scenario);
    assert_int_equal(read_list(&scenario, GOOD_ROWS "book.file,l.csv\nbook.tenure,t\nbook.fee,pays\n",
                               "pays,x,t\n110,y,7\n", &faults),
                     OK);
    assert_int_equal(scenario.book.client[0].fee, 11000);
    ASSERT_CLOSE(scenario.book.client[0].spend, 1000, 1e-15);
    scenario_free(&scenario);
}

static void month_1_values_count(void **state)
{
    struct scenario scenario;
    struct faults faults;
    (void)state;
    assert_int_equal(read_list(&scenario,
                               GOOD_ROWS "contract.month.fee,20%,2\nbook.file,l.csv\nbook.tenure,t\nbook.spend,s\n",
                               "t,s\n3,1000\n", &faults),
                     OK);
    assert_int_equal(scenario.book.client[0].fee, 11000);
    scenario_free(&scenario);
}

static void the_list_is_found_beside_the_file_that_names_it(void **state)
{
    struct scenario scenario;
    struct faults faults = {0};
    (void)state;
    assert_int_equal(whole_file_make_folder("sub", &faults), OK);
    put_file("sub/list.csv", "t,s\n3,1000\n");
    put_file("sub/base.csv", GOOD_ROWS "book.file,list.csv\nbook.tenure,t\nbook.spend,s\n");
    put_file("top.csv", "parameter,value\nbase,sub/base.csv\n");
    assert_int_equal(scenario_read(&scenario, "top.csv", NULL, 0, &faults), OK);
    assert_int_equal(scenario.book.count, 1);
    assert_int_equal(scenario.file_count, 3);
    assert_string_equal(scenario.files[2].path, "sub/list.csv");
    scenario_free(&scenario);
    put_file("none.csv", "parameter,value\nbase,sub/base.csv\nbook.file,\nbook.tenure,\nbook.spend,\n");
    assert_int_equal(scenario_read(&scenario, "none.csv", NULL, 0, &faults), OK); /* blank takes the list back */
    assert_int_equal(scenario.book.count, 0);
    scenario_free(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spend_and_fee_follow_from_each_other),
        cmocka_unit_test(leavers_are_counted_and_not_read),
        cmocka_unit_test(every_bad_cell_has_its_place),
        cmocka_unit_test(one_contract_needs_no_column),
        cmocka_unit_test(month_1_values_count),
        cmocka_unit_test_setup_teardown(the_list_is_found_beside_the_file_that_names_it, enter_folder, leave_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
