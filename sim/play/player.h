/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A player: what one thread plays with. Either all plays share the engine, and it plays a chunk at a time; or inputs
 * that are unsure are drawn anew in every play (--uncertain), and each play has a plan and an engine of its own.
 */
#ifndef PLATEAU_PLAY_PLAYER_H
#define PLATEAU_PLAY_PLAYER_H

#include "sim/play/chunk.h"
#include "sim/play/play.h"
#include "sim/play/tally.h"
#include "sim/scenario/variant.h"

struct player {
    const struct play_options *options; /* not owned */
    const struct engine *engine;        /* not owned: of the inputs at their means */
    const struct tally_frame *frame;    /* not owned */
    struct chunk chunk;                 /* owned */
    struct tally tally;                 /* owned: of the stretch being played */
    struct variant variant;             /* owned: inputs as drawn */
    double *u;                          /* owned: one uniform an input */
    double *row, *companion;            /* owned: the companion's row, and their sum over the stretch */
};

/* Returns ERR_MEMORY; then *self is empty. A player must not be moved. */
enum status player_init(struct player *self, const struct engine *engine, const struct tally_frame *frame,
                        const struct play_options *options) MUST_USE;
void player_free(struct player *self);

/* Empties the sums. Cannot fail. */
void player_clear(struct player *self);

/*
 * Plays replicates first .. end - 1, adds them to the sums and stores their kept values in sample. Returns ERR_MEMORY,
 * ERR_RANGE where a drawn plan is too large, or what the companion returned.
 */
enum status player_play(struct player *self, struct sample *sample, size_t first, size_t end) MUST_USE;

#endif
