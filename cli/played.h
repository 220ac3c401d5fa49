/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A scenario, played: the recipe that `run` takes once and `compare` for every scenario. Scenario -> plan -> exact
 * expectation -> plays -> findings.
 */
#ifndef PLATEAU_CLI_PLAYED_H
#define PLATEAU_CLI_PLAYED_H

#include "analysis/findings.h"
#include "cli/run_options.h"
#include "sim/expected/expected.h"
#include "sim/plan/plan.h"
#include "sim/play/play.h"
#include "sim/scenario/scenario.h"

enum { PLAYED_SLUG = 128 };

/* Everything that is made of a scenario, in the order in which it is made. It must not be moved. */
struct played {
    struct scenario scenario;
    struct plan plan;
    struct expected expected;
    struct sample sample;
    struct findings findings;
    char slug[PLAYED_SLUG]; /* scenarios/textbook.csv -> "textbook": its name in tables and folders */
};

/*
 * Reads the scenario; its notes are the caller's to print. Returns what scenario_read returns, with the story in
 * faults; then *self is empty but for the slug. Free with played_free.
 */
enum status played_read(struct played *self, const char *path, const struct run_options *options,
                        struct faults *faults) MUST_USE;

/*
 * Makes the rest. what: is told while it is played ("playing"). Returns ERR_MEMORY, ERR_RANGE (faults says why),
 * ERR_STOPPED; what was made until then is freed with the rest.
 */
enum status played_make(struct played *self, const struct run_options *options, const char *what,
                        struct faults *faults) MUST_USE;

/* Adds a fault and returns ERR_CHECK if the plays do not agree with the exact calculation. at: {0} for nowhere. */
enum status played_check(const struct played *self, struct place at, struct faults *faults) MUST_USE;

/* The folder of what is written: --output, else "out/", prefix and slug. The caller frees it; NULL: no memory. */
char *played_folder(const struct run_options *options, const char *prefix, const char *slug);

/* "Written to out/textbook: 6 charts, 5 tables" on standard output. */
void played_put_written(const char *folder, size_t charts, size_t tables);

/* Frees all but the scenario; everything. Safe twice. */
void played_free_results(struct played *self);
void played_free(struct played *self);

#endif
