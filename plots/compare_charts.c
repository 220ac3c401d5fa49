/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/compare_charts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plots/chart_set.h"
#include "plots/compare_nps.h"
#include "plots/compare_revenue.h"
#include "plots/compare_sources.h"
#include "plots/difference_fan.h"
#include "plots/leftovers.h"
#include "plots/scoreboard.h"
#include "plots/waterfall.h"

/* Charts of all scenarios. */
static const struct common {
    const char *name; /* of its files; letters, digits and "-" only */
    void (*write)(FILE *out, const struct comparison *comparison);
    bool (*wanted)(const struct comparison *comparison); /* NULL: always */
} common[] = {
    {"compare-revenue", compare_revenue_write, NULL},
    {"scoreboard", scoreboard_write, NULL},
    {"compare-nps", compare_nps_write, compare_nps_wanted},
    {"compare-sources", compare_sources_write, compare_sources_wanted},
};

/* Charts of every scenario but the base. */
static const struct single {
    const char *prefix; /* before the scenario's slug */
    void (*write)(FILE *out, const struct comparison *comparison, size_t i, const char *name);
    bool (*wanted)(const struct comparison *comparison, size_t i);
} single[] = {
    {"difference-", difference_fan_write, difference_fan_wanted},
    {"waterfall-", waterfall_write, waterfall_wanted},
};
enum { COMMON = sizeof common / sizeof common[0], SINGLE = sizeof single / sizeof single[0] };

/* What is drawn: chart c < COMMON of all; then, scenario by scenario, its own. */
struct deck {
    const struct comparison *comparison;
    char **name; /* owned, and so are the names */
    size_t count;
};

static size_t scenario_of(size_t chart)
{
    return (chart - COMMON) / SINGLE + 1;
}

static const char *name_of(const void *subject, size_t chart)
{
    const struct deck *deck = subject;
    return deck->name[chart];
}

static bool is_wanted(const void *subject, size_t chart)
{
    const struct comparison *comparison = ((const struct deck *)subject)->comparison;
    if (chart < COMMON)
        return !common[chart].wanted || common[chart].wanted(comparison);
    return single[(chart - COMMON) % SINGLE].wanted(comparison, scenario_of(chart));
}

static void write_one(FILE *out, const void *subject, size_t chart)
{
    const struct deck *deck = subject;
    if (chart < COMMON)
        common[chart].write(out, deck->comparison);
    else
        single[(chart - COMMON) % SINGLE].write(out, deck->comparison, scenario_of(chart), deck->name[chart]);
}

static void deck_free(struct deck *self)
{
    for (size_t i = 0; i < self->count; i++)
        free(self->name[i]);
    free(self->name);
    *self = (struct deck){0};
}

static enum status deck_init(struct deck *self, const struct comparison *comparison)
{
    size_t charts = COMMON + SINGLE * (comparison->count - 1);
    *self = (struct deck){.comparison = comparison, .name = calloc(charts, sizeof *self->name)};
    if (!self->name)
        return ERR_MEMORY;
    for (self->count = 0; self->count < charts; self->count++) {
        size_t i = self->count;
        const char *first = i < COMMON ? common[i].name : single[(i - COMMON) % SINGLE].prefix;
        const char *slug = i < COMMON ? "" : comparison->item[scenario_of(i)].slug;
        size_t size = strlen(first) + strlen(slug) + 1;
        self->name[i] = malloc(size);
        if (!self->name[i]) {
            deck_free(self);
            return ERR_MEMORY;
        }
        snprintf(self->name[i], size, "%s%s", first, slug);
    }
    return OK;
}

enum status compare_charts_draw(const struct comparison *comparison, const char *folder, unsigned formats,
                                size_t *drawn, struct faults *faults)
{
    struct deck deck;
    const char *prefix[SINGLE];
    *drawn = 0;
    enum status status = deck_init(&deck, comparison);
    if (status != OK)
        return status;
    for (size_t i = 0; i < SINGLE; i++)
        prefix[i] = single[i].prefix;
    const struct chart_set set = {
        .count = deck.count, .name = name_of, .wanted = is_wanted, .write = write_one, .subject = &deck};
    status = leftovers_remove(folder, prefix, SINGLE, (const char *const *)deck.name, deck.count, faults);
    if (status == OK)
        status = chart_set_draw(&set, folder, formats, drawn, faults);
    deck_free(&deck);
    return status;
}
