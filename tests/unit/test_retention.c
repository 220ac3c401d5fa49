/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis_support.h"

#include "analysis/retention.h"

enum { MONTHS = 5, ROW = MONTHS + 1, CONTRACTS = 2 };

static size_t cell(int quartile, int contract)
{
    return (size_t)(quartile * CONTRACTS + contract) * ROW;
}

static const struct retention_row *find(const struct findings *self, int contract, int quartile, int month)
{
    for (size_t i = 0; i < self->retention_count; i++)
        if (self->retention[i].contract == contract && self->retention[i].quartile == quartile &&
            self->retention[i].month == month)
            return &self->retention[i];
    return NULL;
}

/* Quartile 2, contract 0: 8.5 at risk, 2.3 leave; then 4.1, 1.7; then nobody. Quartile 4, contract 1: 3 at risk, none.
 */
static void set_counts(struct made *made)
{
    made->expected.at_risk[cell(1, 0) + 1] = 8.5;
    made->expected.leaving[cell(1, 0) + 1] = 2.3;
    made->expected.at_risk[cell(1, 0) + 2] = 4.1;
    made->expected.leaving[cell(1, 0) + 2] = 1.7;
    for (int k = 1; k <= MONTHS; k++)
        made->expected.at_risk[cell(3, 1) + (size_t)k] = 3;
    made->sample.at_risk[cell(1, 0) + 1] = 80;
    made->sample.leaving[cell(1, 0) + 1] = 24;
    made->sample.at_risk[cell(1, 0) + 2] = 35;
    made->sample.leaving[cell(1, 0) + 2] = 35;
}

static void curves(void **state)
{
    struct made *made = made_new(MONTHS, 3);
    struct findings *self = &made->findings;
    (void)state;
    set_counts(made);
    assert_int_equal(retention_fill(self), OK);

    const struct retention_row *row = find(self, 0, 1, 0);
    assert_true(row->expected == 1 && row->simulated == 1);
    row = find(self, 0, 1, 1);
    ASSERT_CLOSE(row->expected, 1 - 2.3 / 8.5, 1e-15);
    ASSERT_CLOSE(row->simulated, 0.7, 1e-15);
    row = find(self, 0, 1, 2);
    ASSERT_CLOSE(row->expected, (1 - 2.3 / 8.5) * (1 - 1.7 / 4.1), 1e-15);
    assert_true(row->simulated == 0); /* all of them left */
    assert_null(find(self, 0, 1, 3)); /* nobody at risk any more */

    row = find(self, 1, 3, MONTHS - 1); /* nobody ever leaves; no play had one */
    assert_true(row->expected == 1 && isnan(row->simulated));
    assert_null(find(self, 1, 3, MONTHS));

    row = find(self, -1, -1, 1); /* pooled: 2.3 of 11.5 */
    ASSERT_CLOSE(row->expected, 0.8, 1e-15);
    row = find(self, -1, -1, 2); /* and 1.7 of 7.1 */
    ASSERT_CLOSE(row->expected, 0.8 * (1 - 1.7 / 7.1), 1e-15);
    assert_true(find(self, -1, -1, 4)->expected > 0);
    assert_true(isnan(find(self, -1, -1, 4)->simulated));

    row = find(self, 0, 2, 0); /* a cell nobody signs in */
    assert_true(isnan(row->expected) && isnan(row->simulated));
    assert_null(find(self, 0, 2, 1));
    made_free(made);
}

static void order(void **state)
{
    struct made *made = made_new(1, 0); /* one month: month 0 of each curve */
    (void)state;
    made->expected.at_risk[cell(0, 0) / ROW * 2 + 1] = 1;
    assert_int_equal(retention_fill(&made->findings), OK);
    const struct retention_row *row = made->findings.retention;
    assert_int_equal(made->findings.retention_count, 15);
    assert_true(row[0].contract == -1 && row[0].quartile == -1);
    assert_true(row[2].contract == 1 && row[2].quartile == -1);
    assert_true(row[3].contract == -1 && row[3].quartile == 0);
    assert_true(row[14].contract == 1 && row[14].quartile == 3);
    made_free(made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(curves),
        cmocka_unit_test(order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
