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
#include "sim/play/certain.h"
#include "sim/play/ledger.h"
#include "sim/play/sample.h"
#include "sim/play/survivors.h"

/* Of a stretch of replicates, or of all so far. */
struct tally {
    double *sum;                                     /* owned: [series][month 0..H] of value - centre */
    double *squares;                                 /* owned: likewise */
    double quantity[QUANTITY_COUNT];                 /* of quantity - centre */
    double products[QUANTITY_COUNT][QUANTITY_COUNT]; /* lower triangle */
};

/* What all tallies of a run share. */
struct tally_frame {
    const struct plan *plan; /* not owned */
    int months;
    bool same[SERIES_COUNT]; /* series that are not tallied: the same in every play */
    double *centre;          /* owned: [series][month 0..H] */
    double quantity_centre[QUANTITY_COUNT];
    uint32_t *plus, *minus; /* owned: [series][month]: the sets of quantities that a value adds to or is taken from */
    double *discount;       /* owned: [month 0..H]: of the month's money */
};

/* Windows from the plan; centres are 0 until tally_centre. Returns ERR_MEMORY; then *self is empty. */
enum status tally_frame_init(struct tally_frame *self, const struct plan *plan, const bool same[SERIES_COUNT]) MUST_USE;
void tally_frame_free(struct tally_frame *self);

enum status tally_init(struct tally *self, int months) MUST_USE;
void tally_free(struct tally *self);

/* Empties it. Cannot fail. */
void tally_clear(struct tally *self, int months);

/* Plays to be tallied: those of a chunk. */
struct tally_plays {
    const struct certain *certain;
    const struct payments *payments;
    const struct ledger *ledger;
    struct survivors *survivors;
    size_t first, lanes; /* replicate of lane 0; how many lanes are played */
};

/*
 * Adds plays to the tally. Values of replicates below sample->kept are stored in sample: no other chunk writes there.
 */
void tally_plays(struct tally *self, const struct tally_frame *frame, const struct tally_plays *plays,
                 struct sample *sample);

/* Moves the centres to the one play just tallied. */
void tally_centre(struct tally_frame *frame, const struct tally *first_play);

/* Adds a stretch's tally to the totals. */
void tally_add(struct tally *self, const struct tally *stretch, int months);

/* Turns totals over sample->replicates plays into the sample's means, variances and covariances. */
void tally_finish(const struct tally *self, const struct tally_frame *frame, const struct certain *certain,
                  struct sample *sample);

#endif
