/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sample: what the plays gave. Sums over all replicates, single values of the first SAMPLE_KEPT
 * (for quantiles): memory grows with neither clients nor replicates beyond that.
 */
#ifndef PLATEAU_PLAY_SAMPLE_H
#define PLATEAU_PLAY_SAMPLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/plan/plan.h"
#include "sim/plan/quantity.h"
#include "sim/plan/series.h"

enum { SAMPLE_KEPT = 10000 };
#define SAMPLE_SAME SIZE_MAX

struct sample {
    int months;
    size_t replicates;
    size_t kept; /* min(replicates, SAMPLE_KEPT) */

    /* By series and month 0..H: series * (H + 1) + month. Money in cents. */
    double *mean;     /* owned */
    double *variance; /* owned: of one play (n - 1); 0 with one replicate */
    /* Single values, of the series that differ from play to play only: see sample_values. */
    int64_t *value;            /* owned: [slot][month][replicate < kept] */
    size_t slot[SERIES_COUNT]; /* SAMPLE_SAME: the same in every play, as its mean says */

    /* Quantities of a whole play. Money in cents. */
    double quantity_mean[QUANTITY_COUNT];
    double quantity_covariance[QUANTITY_COUNT][QUANTITY_COUNT]; /* of one play (n - 1) */
    double *quantity_value;                                     /* owned: [quantity][replicate < kept] */

    /* Life table of the sign-ups, as in struct expected, counts over all replicates. */
    uint64_t *at_risk; /* owned: [cell][k = 0..H] */
    uint64_t *leaving; /* owned */

    double *companion; /* owned: mean of the rows that play_options.companion gave; NULL without */
};

/*
 * Room for replicates plays, all zero. same: series that need no single values. Returns ERR_MEMORY; then *self is
 * empty.
 */
enum status sample_init(struct sample *self, int months, size_t contracts, size_t replicates,
                        const bool same[SERIES_COUNT]) MUST_USE;
void sample_free(struct sample *self);

/* The kept values of one series and month: kept of them. NULL for a series that is the same in every play. */
const int64_t *sample_values(const struct sample *self, enum series series, int month);

#endif
