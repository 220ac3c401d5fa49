/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which lives share a table, and that each table is the right one. */
#include "tests/verify/verify_support.h"

#include <math.h>
#include <stdlib.h>

enum { MONTHS = 12 };

static const struct survival_law monthly = {1, 0.13, 0, NAN}, yearly = {12, 0.4, 0.01, NAN}, spread = {1, 0.13, 0, 2};
static const struct survival_start new_client = {0};

/* Tables with one path: 1.5 to month 4, then 0.8. */
static struct life_tables with_path(size_t *path)
{
    struct life_tables tables = {.months = MONTHS};
    double value[MONTHS + 1] = {NAN};
    for (int m = 1; m <= MONTHS; m++)
        value[m] = m <= 4 ? 1.5 : 0.8;
    assert_int_equal(life_table_path(&tables, value, false, path), OK);
    return tables;
}

static size_t find(struct life_tables *tables, const struct survival_law *law, struct survival_start start, size_t path,
                   int first)
{
    size_t index = SIZE_MAX;
    assert_int_equal(life_table_find(tables, law, start, (struct life_paths){.path = path}, first, &index), OK);
    assert_true(index < tables->count);
    return index;
}

static void paths(void **state)
{
    size_t first = 7, same = 7, other = 7;
    double value[MONTHS + 1] = {NAN};
    (void)state;
    struct life_tables tables = with_path(&first);
    for (int m = 1; m <= MONTHS; m++)
        value[m] = m <= 4 ? 1.5 : 0.8;
    assert_int_equal(life_table_path(&tables, value, false, &same), OK);
    assert_int_equal(same, first);
    value[MONTHS] = 0.81;
    assert_int_equal(life_table_path(&tables, value, false, &other), OK);
    assert_true(other != first && tables.path_count == 2);
    value[3] = 99; /* a copy was kept */
    assert_true(tables.path[other].value[3] == 1.5);
    life_table_free(&tables);
    life_table_free(&tables);
}

/* Before the last change each month has its own; from then on all months share one. */
static void sharing(void **state)
{
    size_t path, table[MONTHS + 1];
    (void)state;
    struct life_tables tables = with_path(&path);
    for (int month = 1; month <= MONTHS; month++) {
        table[month] = find(&tables, &monthly, new_client, path, month);
        assert_int_equal(find(&tables, &monthly, new_client, path, month), table[month]);
        assert_true(find(&tables, &yearly, new_client, path, month) != table[month]);
        assert_true(find(&tables, &spread, new_client, path, month) != table[month]);
    }
    for (int month = 2; month <= MONTHS; month++)
        assert_true((table[month] == table[month - 1]) == (month > 5));
    assert_int_equal(tables.count, 3 * 5);
    /* Other starts are other lives. */
    assert_true(find(&tables, &yearly, (struct survival_start){.phase = 3}, path, 6) !=
                find(&tables, &yearly, new_client, path, 6));
    assert_true(find(&tables, &spread, (struct survival_start){.renewed = 1.6}, path, 6) !=
                find(&tables, &spread, new_client, path, 6));
    life_table_free(&tables);
}

/* Two classes whose multipliers end alike share what they have in common. */
static void common_ends(void **state)
{
    size_t path, other;
    double value[MONTHS + 1] = {NAN};
    (void)state;
    struct life_tables tables = with_path(&path);
    for (int m = 1; m <= MONTHS; m++)
        value[m] = m <= 2 ? 3 : 0.8;
    assert_int_equal(life_table_path(&tables, value, false, &other), OK);
    assert_true(find(&tables, &monthly, new_client, path, 1) != find(&tables, &monthly, new_client, other, 1));
    assert_int_equal(find(&tables, &monthly, new_client, other, 3), find(&tables, &monthly, new_client, path, 5));
    life_table_free(&tables);
}

/* Every table reaches to the plan's end for every month it serves, and holds that month's chances. */
static void contents(void **state)
{
    size_t path;
    (void)state;
    struct life_tables tables = with_path(&path);
    for (int month = 1; month <= MONTHS; month++) {
        size_t index = find(&tables, &yearly, new_client, path, month);
        const struct life_table *table = &tables.item[index];
        double alive = 1;
        assert_true(table->months >= MONTHS + 1 - month);
        for (int k = 1; k <= MONTHS + 1 - month; k++) {
            double m = month + k - 1 <= 4 ? 1.5 : 0.8, before = alive;
            alive *= pow(k % 12 == 0 ? 0.6 : 0.99, m);
            assert_close(table->alive[k], alive, 1e-14);
            assert_near(table->leave[k], before - alive, 1e-15);
        }
    }
    life_table_free(&tables);
}

/* Early paths are paths of their own, and change with onboarding too; once they stay, one table serves all months. */
static void early(void **state)
{
    size_t late, path, same, table[MONTHS + 1];
    double value[MONTHS + 1] = {NAN};
    (void)state;
    struct life_tables tables = with_path(&late);
    tables.early_churn = verify_zeros(MONTHS + 1, sizeof(double));
    tables.early_months = verify_zeros(MONTHS + 1, sizeof(int));
    for (int m = 1; m <= MONTHS; m++) {
        value[m] = m <= 4 ? 1.5 : 0.8;
        tables.early_churn[m] = m <= 6 ? 1.9 : 2.3;
        tables.early_months[m] = m <= 8 ? 3 : 2;
    }
    assert_int_equal(life_table_path(&tables, value, true, &path), OK);
    assert_int_equal(life_table_path(&tables, value, true, &same), OK);
    assert_true(path != late && same == path);
    struct multiplier_path as = life_table_multipliers(&tables, (struct life_paths){.path = path});
    struct multiplier_path not = life_table_multipliers(&tables, (struct life_paths){.path = late});
    assert_true(as.early_churn == tables.early_churn && as.early_months == tables.early_months && as.less == 0);
    assert_true(not .early_churn == NULL && not .months == MONTHS && not .value[5] == 0.8);

    for (int month = 1; month <= MONTHS; month++) {
        table[month] = find(&tables, &monthly, new_client, path, month);
        assert_true(table[month] != find(&tables, &monthly, new_client, late, month));
        const struct life_table *made = &tables.item[table[month]];
        double want = 1;
        for (int k = 1; k <= MONTHS + 1 - month; k++) {
            int m = month + k - 1;
            want *= pow(0.87, (m <= 4 ? 1.5 : 0.8) * (k <= (m <= 8 ? 3 : 2) ? m <= 6 ? 1.9 : 2.3 : 1));
            assert_close(made->alive[k], want, 1e-14);
        }
        assert_true(month == 1 || (table[month] == table[month - 1]) == (month > 9));
    }
    /* Where a client of the book stands among its early months matters. */
    assert_true(find(&tables, &monthly, (struct survival_start){.tenure = 1}, path, MONTHS) != table[MONTHS]);
    life_table_free(&tables);
    life_table_free(&tables);
}

static size_t find_cared(struct life_tables *tables, struct life_paths paths, int first)
{
    size_t index = SIZE_MAX;
    assert_int_equal(life_table_find(tables, &monthly, new_client, paths, first, &index), OK);
    return index;
}

/* Index of a path with these values to month 4, to month 8, and then. */
static size_t add_path(struct life_tables *tables, double until_4, double until_8, double last)
{
    double value[MONTHS + 1] = {NAN};
    size_t index = SIZE_MAX;
    for (int m = 1; m <= MONTHS; m++)
        value[m] = m <= 4 ? until_4 : m <= 8 ? until_8 : last;
    assert_int_equal(life_table_path(tables, value, false, &index), OK);
    return index;
}

/* Care from some bill on: a table of its own only where it makes a difference. */
static void care(void **state)
{
    size_t path;
    (void)state;
    struct life_tables tables = with_path(&path); /* 1.5 to month 4, then 0.8 */
    size_t cared = add_path(&tables, 0.9, 0.6, 0.6), late = add_path(&tables, 0.9, 0.8, 0.8);
    size_t plain = find(&tables, &monthly, new_client, path, 2);

    assert_int_equal(find_cared(&tables, (struct life_paths){path, cared, 0}, 2), plain);
    assert_int_equal(find_cared(&tables, (struct life_paths){path, path, 3}, 2), plain);
    assert_int_equal(find_cared(&tables, (struct life_paths){path, late, 4}, 2), plain); /* alike from month 5 on */
    assert_int_equal(find_cared(&tables, (struct life_paths){path, late, 40}, 2), plain);
    assert_int_equal(find_cared(&tables, (struct life_paths){path, cared, 1}, 2),
                     find(&tables, &monthly, new_client, cared, 2));
    assert_true(find_cared(&tables, (struct life_paths){path, late, 3}, 2) != plain);

    size_t third = find_cared(&tables, (struct life_paths){path, cared, 3}, 2);
    assert_true(third != plain && third != find_cared(&tables, (struct life_paths){path, cared, 4}, 2));
    assert_int_equal(find_cared(&tables, (struct life_paths){path, cared, 3}, 2), third);
    const struct life_table *table = &tables.item[third];
    assert_true(table->path == path && table->cared == cared && table->cared_from == 3 && !table->settled);
    assert_true(table->firm == NULL && table->waver == NULL);
    double want = 1;
    for (int k = 1; k <= MONTHS - 1; k++) {
        want *= pow(0.87, k < 3 ? 1.5 : k + 1 <= 4 ? 0.9 : 0.6);
        assert_close(table->alive[k], want, 1e-14);
    }
    struct multiplier_path of = life_table_path_of(&tables, table);
    assert_true(of.value == tables.path[path].value && of.cared == tables.path[cared].value && of.cared_from == 3);
    life_table_free(&tables);
}

/* Once both paths stay one table serves all months; how they end counts, and at which bill care comes. */
static void settled_care(void **state)
{
    size_t path;
    (void)state;
    struct life_tables tables = with_path(&path);
    size_t cared = add_path(&tables, 0.9, 0.6, 0.6), other = add_path(&tables, 0.3, 0.2, 0.6);
    size_t changing = add_path(&tables, 0.9, 0.6, 0.5),
           one = find_cared(&tables, (struct life_paths){path, cared, 3}, 5);
    assert_true(tables.item[one].settled && tables.item[one].months == MONTHS);
    for (int first = 6; first <= MONTHS; first++) {
        assert_int_equal(find_cared(&tables, (struct life_paths){path, cared, 3}, first), one);
        assert_true(find_cared(&tables, (struct life_paths){path, cared, 2}, first) != one);
        assert_true(find_cared(&tables, (struct life_paths){cared, path, 3}, first) != one);
        assert_int_equal(find_cared(&tables, (struct life_paths){path, other, 3}, first) == one, first >= 9);
        assert_true(find_cared(&tables, (struct life_paths){path, changing, 3}, first) != one);
    }
    assert_int_equal(find_cared(&tables, (struct life_paths){path, changing, 3}, 9),
                     find_cared(&tables, (struct life_paths){path, changing, 3}, 10));
    life_table_free(&tables);
}

/* Offers: tables also know who wavered, and stay only where the offers do. */
static void rescue(void **state)
{
    size_t path, table[MONTHS + 1];
    (void)state;
    struct life_tables tables = with_path(&path);
    tables.rescued = calloc(MONTHS + 1, sizeof *tables.rescued);
    assert_non_null(tables.rescued);
    for (int m = 1; m <= MONTHS; m++)
        tables.rescued[m] = m <= 6 ? 0.1 : 0.37;
    for (int month = 1; month <= MONTHS; month++) {
        table[month] = find(&tables, &monthly, new_client, path, month);
        const struct life_table *made = &tables.item[table[month]];
        double there = 1, firm = 1;
        assert_true(made->firm[0] == 1 && made->waver[0] == 0);
        for (int k = 1; k <= MONTHS + 1 - month; k++) {
            int m = month + k - 1;
            double stay = pow(0.87, m <= 4 ? 1.5 : 0.8), rescued = m <= 6 ? 0.1 : 0.37;
            assert_close(made->waver[k], there * (1 - stay), 1e-13);
            assert_close(made->leave[k], there * (1 - stay) * (1 - rescued), 1e-13);
            assert_close(made->alive[k], there *= 1 - (1 - stay) * (1 - rescued), 1e-13);
            assert_close(made->firm[k], firm *= stay, 1e-13);
        }
        assert_true(month == 1 || (table[month] == table[month - 1]) == (month > 7));
    }
    assert_true(life_table_path_of(&tables, &tables.item[0]).rescued == tables.rescued);
    life_table_free(&tables);
    assert_true(tables.rescued == NULL);
}

/* A scenario: 2 contracts, all quartiles alike and no dates make 2 tables in all. */
static void of_a_plan(void **state)
{
    static const char rows[] = "spend.mean,1000\nspend.cv,1\nrep.a.count,1\nrep.a.leads,1\nrep.b.count,1\n"
                               "rep.b.leads,1\ncontract.m.term,1\ncontract.m.fee,0.1\ncontract.m.nonrenewal,0.1\n"
                               "contract.y.term,12\ncontract.y.fee,0.1\ncontract.y.nonrenewal,0.3\n";
    (void)state;
    struct verify *made = verify_new(rows, NULL, NULL);
    assert_int_equal(made->plan.lives.count, 2);
    verify_free(made);
    made = verify_new(rows, NULL, "quartile.2.churn=1.2;rep.b.churn=1.2");
    assert_int_equal(made->plan.lives.count, 2 * 3); /* multipliers 1, 1.2, 1.44 */
    verify_free(made);
    made = verify_new(rows, NULL, "contract.m.nonrenewal@20=0.2;contract.m.nonrenewal@40=0.1");
    assert_int_equal(made->plan.lives.count, 3); /* what was agreed in month 40 is what was in month 1 */
    verify_free(made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths),    cmocka_unit_test(sharing),      cmocka_unit_test(common_ends),
        cmocka_unit_test(contents), cmocka_unit_test(early),        cmocka_unit_test(of_a_plan),
        cmocka_unit_test(care),     cmocka_unit_test(settled_care), cmocka_unit_test(rescue),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
