/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A life drawn by guide and table, against a direct search of the survival table: T = min { k : S(k) <= u }. */
#include "tests/verify/verify_support.h"

#include <math.h>

#include "sim/play/draw.h"
#include "sim/play/life.h"

enum { MONTHS = 60 };

static const double multiplier[MONTHS + 1] = {NAN, 1.2, 1.2, 0.7};

static const struct survival_law laws[] = {
    {1, 1.0 / 12, 0, NAN},  {1, 0.93, 0, NAN},      {1, 1, 0, NAN},     {1, 0, 0, NAN},
    {12, 0.35, 0, NAN},     {12, 0.35, 0.013, NAN}, {6, 1, 0, NAN},     {1, 0.2, 0, 0.37},
    {7, 0.41, 0.0071, 1.9}, {1, 1e-10, 0, NAN},     {1, 3e-10, 0, NAN}, {61, 0.5, 0, NAN},
    {1, 1 - 1e-9, 0, NAN},  {120, 0.9, 1e-7, NAN},  {1, 0.001, 0, 40},  {3, 0.5, 0.5, NAN},
};
enum { LAWS = sizeof laws / sizeof laws[0] };

/* Tables of all laws, once settled and once with multipliers that change, and lives over them. */
static void make(struct life_tables *tables, struct lives *lives)
{
    double value[MONTHS + 1], settled[MONTHS + 1];
    *tables = (struct life_tables){.months = MONTHS};
    for (int m = 1; m <= MONTHS; m++) {
        value[m] = m <= 3 ? multiplier[m] : 1.1;
        settled[m] = 0.9;
    }
    size_t path[2] = {0}, table = 0;
    assert_int_equal(life_table_path(tables, value, false, &path[0]), OK);
    assert_int_equal(life_table_path(tables, settled, false, &path[1]), OK);
    for (size_t i = 0; i < LAWS; i++)
        for (int first = 1; first <= 2; first++)
            for (int p = 0; p < 2; p++)
                assert_int_equal(life_table_find(tables, &laws[i], (struct survival_start){0},
                                                 (struct life_paths){path[p], path[p], 0}, first, &table),
                                 OK);
    assert_int_equal(life_init(lives, tables), OK);
}

static uint32_t search(const struct life_table *table, double u)
{
    uint32_t k = 1;
    while ((int)k <= table->months && u < table->alive[k])
        k++;
    return k;
}

static void check_word(const struct lives *lives, uint32_t table, uint32_t word)
{
    double u = ((double)word + 0.5) / 4294967296.0;
    if (!draw_is_end(word))
        assert_int_equal(life_bills(lives, table, word), search(&lives->tables->item[table], u));
    uint32_t bills = life_bills(lives, table, word); /* end cells too stay within the table */
    assert_true(bills >= 1 && (int)bills <= lives->tables->item[table].months + 1);
}

/* First, last and middle word of every guide cell, of every table. */
static void all_guide_cells(void **state)
{
    struct life_tables tables;
    struct lives lives;
    (void)state;
    make(&tables, &lives);
    assert_true(tables.count > LAWS);
    for (uint32_t t = 0; t < tables.count; t++)
        for (uint32_t cell = 0; cell < LIFE_GUIDE; cell++) {
            uint32_t low = cell << (32 - LIFE_GUIDE_BITS), high = low | UINT32_MAX >> LIFE_GUIDE_BITS;
            check_word(&lives, t, low);
            check_word(&lives, t, low + 1);
            check_word(&lives, t, low + 1234567);
            check_word(&lives, t, high - 1);
            check_word(&lives, t, high);
        }
    life_free(&lives);
    life_table_free(&tables);
}

/* The words on either side of every step of every table. */
static void all_steps(void **state)
{
    struct life_tables tables;
    struct lives lives;
    (void)state;
    make(&tables, &lives);
    for (uint32_t t = 0; t < tables.count; t++)
        for (int k = 1; k <= tables.item[t].months; k++) {
            uint32_t word = draw_threshold(tables.item[t].alive[k]);
            for (uint32_t step = 0; step < 4; step++)
                check_word(&lives, t, word - 2 + step);
        }
    life_free(&lives);
    life_table_free(&tables);
}

static void exact(void **state)
{
    struct life_tables tables;
    struct lives lives;
    (void)state;
    make(&tables, &lives);
    for (uint32_t t = 0; t < tables.count; t++)
        for (double v = 0x1p-60; v < 0.5; v *= 1.7) {
            assert_int_equal(life_bills_exact(&lives, t, v), search(&tables.item[t], v));
            assert_int_equal(life_bills_exact(&lives, t, 1 - v), search(&tables.item[t], 1 - v));
        }
    assert_int_equal(life_bills_exact(&lives, 0, 11.0 / 12 - 1e-9), search(&tables.item[0], 11.0 / 12 - 1e-9));
    life_free(&lives);
    life_free(&lives);
    life_table_free(&tables);
}

/* The same word under a table that is nowhere lower never gives a shorter life. */
static void monotone(void **state)
{
    struct life_tables tables = {.months = MONTHS};
    struct lives lives;
    double value[MONTHS + 1];
    size_t path, table;
    (void)state;
    for (int i = 0; i < 5; i++) {
        for (int m = 1; m <= MONTHS; m++)
            value[m] = 1.5 - 0.3 * i + (m == 7 ? -0.05 * i : 0);
        assert_int_equal(life_table_path(&tables, value, false, &path), OK);
        assert_int_equal(life_table_find(&tables, &laws[8], (struct survival_start){0},
                                         (struct life_paths){path, path, 0}, 1, &table),
                         OK);
        assert_int_equal(table, (size_t)i);
    }
    assert_int_equal(life_init(&lives, &tables), OK);
    for (uint32_t k = 0; k < 100000; k++)
        for (uint32_t t = 1; t < 5; t++)
            assert_true(life_bills(&lives, t, k * 42949u) >= life_bills(&lives, t - 1, k * 42949u));
    life_free(&lives);
    life_table_free(&tables);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_guide_cells),
        cmocka_unit_test(all_steps),
        cmocka_unit_test(exact),
        cmocka_unit_test(monotone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
