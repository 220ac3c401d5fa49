/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every request for memory of a comparison and of its tables fails in turn. What must hold each time: it says so; a
 * scenario that could not be taken up leaves the comparison as it was, and can be taken up afterwards with the same
 * result; nothing leaks; and both tables are there or neither.
 */
#include "tests/unit/analysis_support.h"

#include "analysis/compare_table.h"
#include "analysis/comparison.h"
#include "analysis/metrics.h"
#include "analysis/monthly.h"
#include "tests/faults/failing_malloc.h"

enum { MONTHS = 3, PLAYS = 4 };

/* Findings whose plays have this npv. */
static struct made *found(const double npv[PLAYS], int64_t cash)
{
    struct made *made = made_new(MONTHS, PLAYS);
    made_quantity(made, QUANTITY_NPV, 101.5, npv, PLAYS);
    for (size_t r = 0; r < PLAYS; r++)
        made->sample.value[((size_t)SERIES_CASH * (MONTHS + 1) + 2) * PLAYS + r] = cash;
    assert_int_equal(monthly_fill(&made->findings, 1), OK);
    assert_int_equal(metrics_fill(&made->findings), OK);
    return made;
}

static void assert_whole(const struct comparison *self)
{
    assert_int_equal(self->count, 2);
    assert_string_equal(self->item[1].slug, "small-2");
    ASSERT_CLOSE(self->item[1].metric[METRIC_NPV].mean, 7.5, 1e-12);
    ASSERT_CLOSE(self->item[1].cash_difference[2].quantile[P50], -1.37, 1e-12);
    assert_int_equal(self->by_npv[0], 1);
}

static void a_comparison(void **state)
{
    struct made *base = found((double[]){10000, 20000, 5000, 7000}, 0);
    struct made *other = found((double[]){11000, 19000, 8000, 7000}, -137);
    size_t n = 1, refused = 1, in_begin = 0;
    (void)state;
    for (; refused > 0; n++) {
        struct comparison comparison;
        failing_malloc_start(n, false);
        enum status status = comparison_begin(&comparison, &base->findings, 2);
        if (status != OK) {
            assert_int_equal(status, ERR_MEMORY);
            assert_true(!comparison.item && !comparison.by_npv && !comparison.by_plateau && comparison.count == 0);
            in_begin++;
        } else {
            status = comparison_add(&comparison, &base->findings, &other->findings);
            if (status != OK) {
                assert_int_equal(status, ERR_MEMORY);
                assert_int_equal(comparison.count, 1);
                assert_null(comparison.item[1].name);
                assert_int_equal(comparison_add(&comparison, &base->findings, &other->findings), OK);
            }
            assert_int_equal(comparison_end(&comparison), OK);
            assert_whole(&comparison);
        }
        comparison_free(&comparison);
        comparison_free(&comparison);
        refused = failing_malloc_stop();
        if (failing_malloc_live() != 0)
            fail_msg("request %zu: %zu blocks leak", n, failing_malloc_live());
    }
    assert_in_range(in_begin, 10, n - 10); /* some failed in the one, some in the other */
    made_free(base);
    made_free(other);
}

static size_t tables_in_folder(void)
{
    return (access("c/compare.csv", F_OK) == 0) + (size_t)(access("c/manifest.csv", F_OK) == 0);
}

static void its_tables(void **state)
{
    struct made *base = found((double[]){10000, 20000, 5000, 7000}, 0);
    const struct scenario *const scenario[] = {&base->scenario, &base->scenario};
    const struct manifest_inputs inputs = {scenario, 2, NULL, 0};
    struct comparison comparison;
    size_t refused = 1;
    (void)state;
    assert_int_equal(comparison_begin(&comparison, &base->findings, 2), OK);
    assert_int_equal(comparison_add(&comparison, &base->findings, &base->findings), OK);
    assert_int_equal(comparison_end(&comparison), OK);
    for (size_t n = 1; refused > 0; n++) {
        struct faults faults = {0};
        failing_malloc_start(n, false);
        enum status status = compare_table_write(&comparison, &inputs, "c", &faults);
        refused = failing_malloc_stop();
        assert_int_equal(failing_malloc_live(), 0);
        assert_true(status == OK || (refused > 0 && (status == ERR_MEMORY || status == ERR_FILE)));
        assert_int_equal(tables_in_folder(), status == OK ? 2 : 0);
        if (status == OK)
            assert_int_equal(unlink("c/compare.csv") + unlink("c/manifest.csv"), 0);
    }
    comparison_free(&comparison);
    made_free(base);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_comparison),
        cmocka_unit_test_setup_teardown(its_tables, enter_folder, leave_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
