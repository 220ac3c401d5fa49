/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Quantiles: P5 to P95 of the plays, exactly those that sorting would give, by selection.
 *
 * Definition  R type 7 (as gsl_stats_quantile_from_sorted_data): with x[0] <= ... <= x[n-1] and h = (n-1) p,
 *             the value between x[floor h] and the next one at the fraction of h. P5 of 1, 2, ..., 21 is 2.
 * Method      A small range is counted. A large one is spread over up to 2,048 cells of equal width; only the
 *             few cells that hold a wanted rank are gathered and searched in the same way.
 * Speed       for 10,000 values about 1 ns a value (counts) to 2 ns (money), all seven quantiles together;
 *             qsort takes 60 to 100 ns.
 */
#ifndef PLATEAU_ANALYSIS_QUANTILE_H
#define PLATEAU_ANALYSIS_QUANTILE_H

#include <stddef.h>
#include <stdint.h>

#include "sim/support/status.h"

/* Quantiles kept of every simulated figure; files have the five of design section 5, charts 10 and 90 too. */
enum quantile { P5, P10, P25, P50, P75, P90, P95, QUANTILE_COUNT };

/* What a search needs besides the values; one for each thread. */
struct quantile_room {
    size_t most;      /* values it has room for */
    int64_t *value;   /* owned: 3 x most */
    int64_t *ordered; /* owned: most; doubles as integers of the same order */
    uint32_t *count;  /* owned: the cells' counters */
};

/* Room for searches among at most `most` values (below 2^31). Returns ERR_MEMORY; then *self is empty. */
enum status quantile_room_init(struct quantile_room *self, size_t most) MUST_USE;
void quantile_room_free(struct quantile_room *self);

/* The percentage of a quantile: 5 for P5. Cannot fail. */
int quantile_percent(enum quantile quantile);

/*
 * Fills out[] with the quantiles of value[0 .. n-1], in their units; NaN if n is 0. n <= room->most. The
 * values are left as they are. Ties give the tied value itself, without rounding. Cannot fail.
 */
void quantile_of_counts(double out[QUANTILE_COUNT], const int64_t *value, size_t n, struct quantile_room *room);

/* The same for doubles without NaN. Cannot fail. */
void quantile_of_doubles(double out[QUANTILE_COUNT], const double *value, size_t n, struct quantile_room *room);

#endif
