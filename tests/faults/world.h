/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A world: the files of a small scenario that has everything (a base, a with file, --set, a client list, every rule of
 * the model), and what the recipe of `plateau run` makes of them, stage by stage. Lives in the current folder.
 */
#ifndef PLATEAU_TESTS_WORLD_H
#define PLATEAU_TESTS_WORLD_H

#include <stdbool.h>
#include <stdint.h>

#include "analysis/findings.h"
#include "sim/expected/expected.h"
#include "sim/plan/plan.h"
#include "sim/play/play.h"
#include "sim/scenario/scenario.h"
#include "tests/faults/world_files.h"

enum { WORLD_MONTHS = 15, WORLD_SMOOTH = 40 };

struct world {
    const char *path;  /* of the scenario */
    size_t replicates; /* of the plays */
    size_t threads;
    bool uncertain;   /* inputs that are unsure are drawn anew in every play */
    unsigned formats; /* of the charts; 0: PNG */
    struct scenario scenario;
    struct plan plan;
    struct expected expected;
    double smooth[WORLD_SMOOTH + 1]; /* revenue at the smooth rate */
    struct sample sample;
    struct expected mean; /* uncertain: of the exact results of the plays' own plans */
    struct findings findings;
    size_t drawn; /* charts */
    struct faults faults;
};

/* One step of the recipe. It needs those before it; what it makes goes into the world. */
struct stage {
    const char *name;
    enum status (*make)(struct world *world);
    void (*undo)(struct world *world); /* frees what make made; safe on nothing, and twice */
    void (*check_empty)(const struct world *world);
    uint64_t (*digest)(const struct world *world); /* of what make made: equal results, equal digests */
};

/* In the order of the recipe. */
enum stage_id {
    STAGE_SCENARIO,
    STAGE_PLAN,
    STAGE_EXPECTED,
    STAGE_SMOOTH,
    STAGE_PLAY,
    STAGE_MEAN,
    STAGE_FINDINGS,
    STAGE_TABLES,
    STAGE_CHARTS,
    STAGE_COUNT
};
extern const struct stage world_stages[STAGE_COUNT];

/* The charts of a world: all there are. */
enum { WORLD_CHART_COUNT = 9 };
extern const char *const world_charts[WORLD_CHART_COUNT];

/* Makes everything up to, but without, a stage. The caller sets path, replicates and threads first. */
void world_make_until(struct world *world, enum stage_id stage);

/* Frees everything. */
void world_free(struct world *world);

#endif
