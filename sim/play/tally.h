/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tally: sums over replicates of every monthly series and quantity. A stretch of replicates is tallied on its
 * own and stretches are added in order, so that sums do not depend on the number of threads.
 * Sums run over differences from a centre, the first play: no cancellation in the variance.
 */
#ifndef PLATEAU_PLAY_TALLY_H
#define PLATEAU_PLAY_TALLY_H

#include <stddef.h>
#include <stdint.h>

#include "sim/plan/plan.h"
#include "sim/plan/quantity.h"
#include "sim/play/ledger.h"
#include "sim/play/sample.h"

/* Of a stretch of replicates, or of all so far. */
struct tally {
    double *sum;                                     /* owned: [series][month 0..H] of value - centre */
    double *squares;                                 /* owned: likewise */
    double quantity[QUANTITY_COUNT];                 /* of quantity - centre */
    double products[QUANTITY_COUNT][QUANTITY_COUNT]; /* lower triangle */
};

/* What all tallies of a run share. */
struct tally_frame {
    int months;
    double *centre; /* owned: [series][month 0..H] */
    double quantity_centre[QUANTITY_COUNT];
    uint32_t *windows;  /* owned: [series][month]: the set of quantities whose window it is in */
    const double *reps; /* not owned: [month]: occupied seats, the same in every play */
};

/* Windows from the plan; centres are 0 until tally_centre. reps as above. Returns ERR_MEMORY; then *self is empty. */
enum status tally_frame_init(struct tally_frame *self, int months, const double *reps) MUST_USE;
void tally_frame_free(struct tally_frame *self);

enum status tally_init(struct tally *self, int months) MUST_USE;
void tally_free(struct tally *self);

/* Empties it. Cannot fail. */
void tally_clear(struct tally *self, int months);

/*
 * Adds a ledger's plays to the tally: lanes of them (the others are not played), the first of which is
 * replicate first. Values of replicates below sample->kept are stored in sample: no other chunk writes there.
 */
void tally_ledger(struct tally *self, const struct tally_frame *frame, const struct ledger *ledger,
                  struct sample *sample, size_t first, size_t lanes);

/* Moves the centres to the one play just tallied. */
void tally_centre(struct tally_frame *frame, const struct tally *first_play);

/* Adds a stretch's tally to the totals. */
void tally_add(struct tally *self, const struct tally *stretch, int months);

/* Turns totals over sample->replicates plays into the sample's means, variances and covariances. */
void tally_finish(const struct tally *self, const struct tally_frame *frame, struct sample *sample);

#endif
