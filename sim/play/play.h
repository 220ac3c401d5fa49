/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Monte Carlo engine: plays a plan many times. Same seed, same plan, same result for any number of threads. */
#ifndef PLATEAU_PLAY_PLAY_H
#define PLATEAU_PLAY_PLAY_H

#include <stddef.h>
#include <stdint.h>

#include "sim/play/draw.h"
#include "sim/play/sample.h"
#include "sim/support/faults.h"

struct clients;

struct play_options {
    uint64_t seed;
    size_t replicates;                                          /* at least 1 */
    size_t threads;                                             /* at least 1 */
    void (*progress)(void *context, size_t done, size_t total); /* or NULL */
    void *context;
    /*
     * Inputs that are unsure are drawn anew in every play, and each play has a plan of its own. companion, if any, is
     * then asked for a row of companion_length numbers on each such plan; the sample keeps their mean.
     */
    bool uncertain;
    enum status (*companion)(void *context, const struct plan *plan, double *row);
    void *companion_context;
    size_t companion_length;
    struct faults *faults; /* told why a plan cannot be played; or NULL */
    /* For tests: words from elsewhere, and a look at every batch of new clients after their lives are posted (the
       first play is seen twice: it is played once more to centre the sums). NULL: keyed draws, nobody looks. */
    const struct draw_source *draws;
    void (*observe)(void *context, const struct clients *batch, size_t signer, int month);
};

/*
 * Plays the plan. Returns ERR_MEMORY, ERR_RANGE (too many clients or too much money: faults says), ERR_STOPPED; then
 * *sample is empty. Free with sample_free.
 */
enum status play_run(struct sample *sample, const struct plan *plan, const struct play_options *options) MUST_USE;

#endif
