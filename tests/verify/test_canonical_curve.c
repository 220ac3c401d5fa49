/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ten years of the textbook agency, month by month, against a table of exact values that was made apart from the
 * program (50 digits) and is not shipped with it. Where the table is not there, the program says so and plans no
 * test: the same curves are checked by formula in test_closed_forms.c.
 */
#include "tests/verify/verify_support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 13, ROWS = 121 };

static double table[ROWS][COLUMNS];

/* True if the table was found: month and its columns, ROWS rows under a header. */
static bool read_table(const char *path)
{
    FILE *file = fopen(path, "r");
    char line[1024];
    int row = 0;
    if (file == NULL)
        return false;
    bool good = fgets(line, sizeof line, file) != NULL;
    for (; good && row < ROWS && fgets(line, sizeof line, file) != NULL; row++) {
        char *at = line;
        for (int column = 0; column < COLUMNS; column++) {
            table[row][column] = strtod(at, &at);
            at += *at == ',';
        }
    }
    fclose(file);
    return good && row == ROWS;
}

/* The agency with other arrivals and terms, against a column. */
static void check(int column, const char *sets)
{
    struct verify *made = verify_new("plan.months,121\n"
                                     "sales.close,1\n"
                                     "rep.standard.count,1\n"
                                     "rep.standard.leads,1/6\n"
                                     "spend.shape,fixed\n"
                                     "spend.mean,100000\n"
                                     "contract.retainer.fee,10%\n"
                                     "contract.retainer.term,1\n"
                                     "contract.retainer.nonrenewal,1/12\n",
                                     NULL, sets);
    for (int t = 0; t < ROWS; t++)
        assert_close(made->expected.series[SERIES_REVENUE][t + 1], table[t][column], 1e-9);
    verify_free(made);
}

static void steady(void **state)
{
    (void)state;
    check(1, "sales.arrivals=steady");
}

static void poisson(void **state)
{
    (void)state;
    check(4, "sales.arrivals=poisson");
}

static void steady_half_year(void **state)
{
    (void)state;
    check(9, "sales.arrivals=steady;contract.retainer.term=6;contract.retainer.nonrenewal=0.5");
}

static void steady_year(void **state)
{
    (void)state;
    check(10, "sales.arrivals=steady;contract.retainer.term=12;contract.retainer.nonrenewal=0.3");
}

static void poisson_half_year(void **state)
{
    (void)state;
    check(11, "contract.retainer.term=6;contract.retainer.nonrenewal=0.5");
}

static void poisson_year(void **state)
{
    (void)state;
    check(12, "contract.retainer.term=12;contract.retainer.nonrenewal=0.3");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steady),      cmocka_unit_test(poisson),           cmocka_unit_test(steady_half_year),
        cmocka_unit_test(steady_year), cmocka_unit_test(poisson_half_year), cmocka_unit_test(poisson_year),
    };
    if (!read_table("../shared/oracle/canonical_curve.csv")) {
        printf("1..0 # SKIP the table of exact values is not part of the program\n");
        return 0;
    }
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
