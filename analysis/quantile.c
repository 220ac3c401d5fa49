/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/quantile.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/support/memory.h"
#include "sim/support/wide.h"

enum {
    CELLS = 2048,
    FEWEST_CELLS = 64,
    LANES = 4,                  /* counters of one cell: repeated values would wait for each other on one */
    FEW = 32,                   /* values that are simply sorted */
    RANKS = 2 * QUANTILE_COUNT, /* wanted order statistics: two a quantile */
};

/* Wanted order statistics, ascending and distinct, and where their values go. */
struct wanted {
    size_t count;
    size_t rank[RANKS];
    int64_t value[RANKS];
};

static const int percents[QUANTILE_COUNT] = {5, 10, 25, 50, 75, 90, 95};

int quantile_percent(enum quantile quantile)
{
    return percents[quantile];
}

enum status quantile_room_init(struct quantile_room *self, size_t most)
{
    *self = (struct quantile_room){.most = most};
    self->value = memory_grid(3, most, sizeof *self->value);
    self->ordered = memory_array(most, sizeof *self->ordered);
    self->count = memory_grid(LANES, CELLS, sizeof *self->count);
    if (!self->value || !self->ordered || !self->count) {
        quantile_room_free(self);
        return ERR_MEMORY;
    }
    return OK;
}

void quantile_room_free(struct quantile_room *self)
{
    free(self->value);
    free(self->ordered);
    free(self->count);
    *self = (struct quantile_room){0};
}

/* Two's complement order of a - b without overflow: the distance of values, as unsigned. */
static uint64_t distance(int64_t a, int64_t b)
{
    return (uint64_t)a - (uint64_t)b;
}

/* The least and the greatest of the values. Plain x86-64 cannot compare 64-bit integers side by side. */
WIDEST static void find_range(const int64_t *value, size_t n, int64_t *low, int64_t *high)
{
    int64_t least = value[0], most = value[0];
    for (size_t i = 1; i < n; i++) {
        least = value[i] < least ? value[i] : least;
        most = value[i] > most ? value[i] : most;
    }
    *low = least;
    *high = most;
}

/* How many values are equal to `same`. */
WIDEST static size_t count_equal(const int64_t *value, size_t n, int64_t same)
{
    uint64_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += value[i] == same;
    return count;
}

/* Cells of equal width: a value is in cell (value - low) >> shift, below count. */
struct cells {
    int64_t low;
    unsigned shift;
    size_t count;
};

/* Counts the values by cell. The result is count[0 .. cells.count - 1]. */
static void count_cells(uint32_t *count, const int64_t *value, size_t n, struct cells cells)
{
    uint32_t *a = count, *b = a + cells.count, *c = b + cells.count, *d = c + cells.count;
    const int64_t low = cells.low;
    const unsigned shift = cells.shift;
    size_t i = 0;
    memset(count, 0, LANES * cells.count * sizeof *count);
    for (; i + LANES <= n; i += LANES) {
        a[distance(value[i], low) >> shift]++;
        b[distance(value[i + 1], low) >> shift]++;
        c[distance(value[i + 2], low) >> shift]++;
        d[distance(value[i + 3], low) >> shift]++;
    }
    for (; i < n; i++)
        a[distance(value[i], low) >> shift]++;
    for (size_t k = 0; k < cells.count; k++)
        a[k] += b[k] + c[k] + d[k];
}

/* Sorts a few values in place. */
static void sort_few(int64_t *value, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        int64_t moving = value[i];
        size_t at = i;
        for (; at > 0 && value[at - 1] > moving; at--)
            value[at] = value[at - 1];
        value[at] = moving;
    }
}

static void select_few(struct wanted *wanted, const int64_t *value, size_t n)
{
    int64_t sorted[FEW];
    memcpy(sorted, value, n * sizeof *sorted);
    sort_few(sorted, n);
    for (size_t i = 0; i < wanted->count; i++)
        wanted->value[i] = sorted[wanted->rank[i]];
}

/* One cell that holds wanted ranks. */
struct target {
    size_t cell;
    size_t first, last; /* indices into wanted: first .. last - 1 are in it */
    size_t before;      /* values in earlier cells */
    size_t count;       /* values in it */
};

/* Finds the cells of the wanted ranks from the first-th on; returns how many. */
static size_t find_targets(struct target target[RANKS], const struct wanted *wanted, size_t first,
                           const uint32_t *count)
{
    size_t targets = 0, before = 0, cell = 0;
    for (size_t i = first; i < wanted->count; i++) {
        while (before + count[cell] <= wanted->rank[i])
            before += count[cell++];
        if (targets > 0 && target[targets - 1].cell == cell)
            target[targets - 1].last = i + 1;
        else
            target[targets++] = (struct target){
                .cell = cell, .first = i, .last = i + 1, .before = before, .count = count[cell]};
    }
    return targets;
}

/* The places a search may write to: three arrays of n values. */
struct places {
    int64_t *list, *to, *other;
};

/*
 * Copies the values of the target cells to places.to, cell after cell, by way of places.list. A slot says which
 * target a cell is (0: none); the slots overwrite the counters.
 */
static void gather(struct places places, const struct target *target, size_t targets, uint32_t *slot,
                   const int64_t *value, size_t n, struct cells cells)
{
    int64_t *place[RANKS + 1], *const list = places.list;
    size_t kept = 0;
    memset(slot, 0, cells.count * sizeof *slot);
    for (size_t t = 0; t < targets; t++) {
        slot[target[t].cell] = (uint32_t)t + 1;
        place[t + 1] = places.to;
        places.to += target[t].count;
    }
    for (size_t i = 0; i < n; i++) {
        list[kept] = value[i]; /* stays only where kept moves on: no branch to guess wrong */
        kept += slot[distance(value[i], cells.low) >> cells.shift] != 0;
    }
    for (size_t i = 0; i < kept; i++)
        *place[slot[distance(list[i], cells.low) >> cells.shift]]++ = list[i];
}

/* Cells for n values: enough to leave a few values in each, not so many that clearing them costs more. */
static size_t most_cells(size_t n)
{
    size_t cells = FEWEST_CELLS;
    while (cells < CELLS && cells < n / 2)
        cells *= 2;
    return cells;
}

/*
 * Fills wanted->value from value[0 .. n-1], n >= 1. Calls itself for each target cell, whose range is at most
 * 1/32 of this one: not even 64 bits are deeper than 13 levels. A level gathers into `to`; the next one reads
 * there, gathers into `other`, and leaves to the one below the part of `to` that it has read itself.
 */
static void select_ranks(struct wanted *wanted, const int64_t *value, size_t n, struct places places, uint32_t *count)
{
    struct target target[RANKS];
    struct cells cells = {.shift = 0};
    int64_t high;
    size_t known = 0; /* ranks among the ties at the low end: in many months nobody signs, or nobody leaves */

    if (n <= FEW) {
        select_few(wanted, value, n);
        return;
    }
    find_range(value, n, &cells.low, &high);
    for (size_t least = count_equal(value, n, cells.low); known < wanted->count && wanted->rank[known] < least;)
        wanted->value[known++] = cells.low;
    if (known == wanted->count)
        return;
    for (size_t most = most_cells(n); distance(high, cells.low) >> cells.shift >= most;)
        cells.shift++;
    cells.count = (size_t)(distance(high, cells.low) >> cells.shift) + 1;
    count_cells(count, value, n, cells);
    size_t targets = find_targets(target, wanted, known, count);
    if (cells.shift == 0) { /* a cell is one value */
        for (size_t t = 0; t < targets; t++)
            for (size_t i = target[t].first; i < target[t].last; i++)
                wanted->value[i] = (int64_t)((uint64_t)cells.low + target[t].cell);
        return;
    }
    gather(places, target, targets, count, value, n, cells);
    for (size_t t = 0; t < targets; t++) {
        struct wanted inside = {.count = target[t].last - target[t].first};
        for (size_t i = 0; i < inside.count; i++)
            inside.rank[i] = wanted->rank[target[t].first + i] - target[t].before;
        select_ranks(&inside, places.to, target[t].count,
                     (struct places){.list = places.list, .to = places.other, .other = places.to}, count);
        for (size_t i = 0; i < inside.count; i++)
            wanted->value[target[t].first + i] = inside.value[i];
        places.to += target[t].count;
    }
}

/* The ranks below and above quantile q: rank h = (n-1) percent / 100 in whole numbers, so that it is exact. */
static size_t rank_below(size_t n, int q)
{
    return (n - 1) * (size_t)percents[q] / 100;
}

static size_t rank_above(size_t n, int q)
{
    size_t below = rank_below(n, q);
    return below + 1 < n ? below + 1 : below;
}

static void want(struct wanted *wanted, size_t rank)
{
    size_t at = wanted->count;
    while (at > 0 && wanted->rank[at - 1] > rank)
        at--;
    if (at > 0 && wanted->rank[at - 1] == rank)
        return;
    memmove(&wanted->rank[at + 1], &wanted->rank[at], (wanted->count - at) * sizeof wanted->rank[0]);
    wanted->rank[at] = rank;
    wanted->count++;
}

static int64_t found(const struct wanted *wanted, size_t rank)
{
    size_t at = 0;
    while (wanted->rank[at] != rank)
        at++;
    return wanted->value[at];
}

/* Finds the order statistics that the quantiles of n >= 1 values need. */
static struct wanted search(const int64_t *value, size_t n, struct quantile_room *room)
{
    struct wanted wanted = {0};
    struct places places = {room->value, room->value + room->most, room->value + 2 * room->most};
    bug_assert(n <= room->most && n <= INT32_MAX);
    for (int q = 0; q < QUANTILE_COUNT; q++) {
        want(&wanted, rank_below(n, q));
        want(&wanted, rank_above(n, q));
    }
    select_ranks(&wanted, value, n, places, room->count);
    return wanted;
}

/* Type 7 between two neighbours. Equal ones give themselves: no rounding among ties. */
static double between(double below, double above, size_t n, int q)
{
    double part = (double)((n - 1) * (size_t)percents[q] % 100) / 100;
    return below == above ? below : (1 - part) * below + part * above;
}

static void fill_nan(double out[QUANTILE_COUNT])
{
    for (int q = 0; q < QUANTILE_COUNT; q++)
        out[q] = NAN;
}

void quantile_of_counts(double out[QUANTILE_COUNT], const int64_t *value, size_t n, struct quantile_room *room)
{
    fill_nan(out);
    if (n == 0)
        return;
    struct wanted wanted = search(value, n, room);
    for (int q = 0; q < QUANTILE_COUNT; q++)
        out[q] = between((double)found(&wanted, rank_below(n, q)), (double)found(&wanted, rank_above(n, q)), n, q);
}

/* Doubles as integers of the same order: the bits of a negative one are turned round. Its own inverse. */
static int64_t turn(int64_t bits)
{
    return bits < 0 ? bits ^ INT64_MAX : bits;
}

static double as_double(int64_t ordered)
{
    double value;
    int64_t bits = turn(ordered);
    memcpy(&value, &bits, sizeof value);
    return value;
}

void quantile_of_doubles(double out[QUANTILE_COUNT], const double *value, size_t n, struct quantile_room *room)
{
    fill_nan(out);
    if (n == 0)
        return;
    for (size_t i = 0; i < n; i++) {
        int64_t bits;
        memcpy(&bits, &value[i], sizeof bits);
        room->ordered[i] = turn(bits);
    }
    struct wanted wanted = search(room->ordered, n, room);
    for (int q = 0; q < QUANTILE_COUNT; q++)
        out[q] = between(as_double(found(&wanted, rank_below(n, q))), as_double(found(&wanted, rank_above(n, q))), n,
                         q);
}
