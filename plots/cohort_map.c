/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/cohort_map.h"

#include <math.h>
#include <stdlib.h>

#include "plots/footer.h"
#include "plots/headline.h"
#include "plots/heat_map.h"
#include "plots/style.h"
#include "plots/subtitle.h"

_Static_assert((int)COHORT_AGES <= (int)HEAT_MAP_COLUMNS && (int)COHORT_SPANS <= (int)HEAT_MAP_ROWS, "all cells fit");

enum { TELLING = 2 }; /* points between the first and the last cohort, as shown, worth a headline */

bool cohort_map_wanted(const struct findings *findings)
{
    return findings->cohort_count > 0 && findings->cohort_ages > 1;
}

/* How many cohorts have a share at an age, and the first and last of them. */
static size_t reach(const struct findings *findings, size_t age, const struct cohort_row **first,
                    const struct cohort_row **last)
{
    size_t count = 0;
    for (size_t i = 0; i < findings->cohort_count; i++) {
        const struct cohort_row *row = &findings->cohorts[i];
        if (!isfinite(row->share[age]))
            continue;
        *first = count == 0 ? row : *first;
        *last = row;
        count++;
    }
    return count;
}

/* The age at which cohorts are compared: a year, or the oldest below it that enough of them reach. */
static size_t telling_age(const struct findings *findings, size_t enough)
{
    enum { YEAR = 12 };
    const struct cohort_row *first, *last;
    size_t best = 0;
    for (size_t age = 1; age < findings->cohort_ages; age++)
        if (findings->cohort_age[age] <= YEAR && reach(findings, age, &first, &last) >= enough)
            best = age;
    return best;
}

static void span(const struct cohort_row *row, bool capital, char *out, size_t size)
{
    if (row->from == row->to)
        snprintf(out, size, "%sonth %d", capital ? "M" : "m", row->from);
    else
        snprintf(out, size, "%sonths %d–%d", capital ? "M" : "m", row->from, row->to);
}

static void headline(const struct findings *findings, char out[HEADLINE_SIZE])
{
    const struct cohort_row *first = NULL, *last = NULL;
    char early[48], late[48], in_early[WORDS_SIZE], in_late[WORDS_SIZE];
    size_t age = telling_age(findings, 2);
    if (age == 0)
        age = telling_age(findings, 1);
    size_t count = age > 0 ? reach(findings, age, &first, &last) : 0;
    int months = findings->cohort_age[age];
    const char *s = months == 1 ? "" : "s";
    if (count == 0) {
        snprintf(out, HEADLINE_SIZE, "The plan is too short to see who stays");
        return;
    }
    int before = words_percent(first->share[age]), after = words_percent(last->share[age]);
    words_percent_text(first->share[age], in_early);
    words_percent_text(last->share[age], in_late);
    span(first, false, early, sizeof early);
    span(last, false, late, sizeof late);
    if (count == 1)
        snprintf(out, HEADLINE_SIZE, "Of 100 clients signed in %s %s are still there %d month%s later", early, in_early,
                 months, s);
    else if (abs(after - before) < TELLING)
        snprintf(out, HEADLINE_SIZE,
                 "Early and late sign-ups stay equally long: after %d month%s about %s\xc2\xa0of\xc2\xa0"
                 "100 are there",
                 months, s, in_late);
    else
        snprintf(out, HEADLINE_SIZE,
                 "Later sign-ups stay %s: after %d month%s %s\xc2\xa0of\xc2\xa0"
                 "100 are there in %s, %s in %s",
                 after > before ? "longer" : "less long", months, s, in_late, late, in_early, early);
}

static void fill(const struct findings *findings, struct heat_map *map)
{
    *map = (struct heat_map){.rows = findings->cohort_count,
                             .columns = findings->cohort_ages,
                             .caption = "Months since they signed",
                             .high = 1};
    for (size_t c = 0; c < map->columns; c++)
        snprintf(map->column[c].name, HEAT_MAP_TEXT, "%d", findings->cohort_age[c]);
    for (size_t r = 0; r < map->rows; r++) {
        const struct cohort_row *row = &findings->cohorts[r];
        char number[TEXT_NUMBER];
        span(row, true, map->row[r].name, HEAT_MAP_TEXT);
        snprintf(map->row[r].under, HEAT_MAP_TEXT, "%s sign-ups",
                 text_grouped(row->signups, row->signups < 99.95 ? 1 : 0, number));
        for (size_t c = 0; c < map->columns; c++) {
            struct heat_cell *cell = &map->cell[r][c];
            cell->value = row->share[c];
            if (isfinite(cell->value))
                words_percent_text(cell->value, cell->text);
        }
    }
}

void cohort_map_write(FILE *out, const struct findings *findings)
{
    struct heat_map map;
    char title[HEADLINE_SIZE], marks[160], under[SUBTITLE_SIZE], foot[FOOTER_SIZE];
    fill(findings, &map);
    headline(findings, title);
    snprintf(marks, sizeof marks, "Rows: the months in which they signed; per cent, %s",
             subtitle_at_means(findings->uncertain));
    subtitle_of(findings, "share of the clients still there, by when they signed", marks,
                "Blank: not all of them are that old when the plan ends", under);
    footer_of(findings, foot);
    style_begin(out, "cohorts");
    style_titles(out, title, under, foot, findings->agreement.failed);
    heat_map_write(out, &map);
    style_end(out);
}
