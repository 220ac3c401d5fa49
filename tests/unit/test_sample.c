/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Room for single values: only of series that differ from play to play, and of the first SAMPLE_KEPT plays. */
#include "tests/verify/verify_support.h"

#include "sim/play/sample.h"

enum { MONTHS = 3 };

/* The values of different series and months do not overlap, and fill their room. */
static void places(void **state)
{
    struct sample sample;
    bool same[SERIES_COUNT] = {[SERIES_LOST] = true, [SERIES_REPS] = true, [SERIES_CASH] = true};
    size_t next = 0;
    (void)state;
    assert_int_equal(sample_init(&sample, MONTHS, 2, 17, same), OK);
    assert_int_equal(sample.kept, 17);
    for (int s = 0; s < SERIES_COUNT; s++)
        for (int month = 0; month <= MONTHS; month++) {
            const int64_t *values = sample_values(&sample, (enum series)s, month);
            if (same[s]) {
                assert_null(values);
                assert_true(sample.slot[s] == SAMPLE_SAME);
                continue;
            }
            assert_ptr_equal(values, sample.value + next);
            next += 17;
        }
    assert_int_equal(next, (SERIES_COUNT - 3) * (MONTHS + 1) * 17);
    assert_null(sample.companion);
    sample_free(&sample);
    sample_free(&sample);
    assert_null(sample.mean);
}

static void no_more_than_can_be_sorted(void **state)
{
    struct sample sample;
    const bool same[SERIES_COUNT] = {false};
    (void)state;
    assert_int_equal(sample_init(&sample, 1, 1, SAMPLE_KEPT + 1, same), OK);
    assert_true(sample.kept == SAMPLE_KEPT && sample.replicates == SAMPLE_KEPT + 1);
    sample_free(&sample);
}

/* All of them the same: a plan without reps and book. */
static void nothing_differs(void **state)
{
    struct sample sample;
    bool same[SERIES_COUNT];
    (void)state;
    for (int s = 0; s < SERIES_COUNT; s++)
        same[s] = true;
    assert_int_equal(sample_init(&sample, 7, 1, 100, same), OK);
    assert_null(sample_values(&sample, SERIES_PROFIT, 7));
    sample_free(&sample);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places),
        cmocka_unit_test(no_more_than_can_be_sorted),
        cmocka_unit_test(nothing_differs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
