/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/play/survivors.h"

#include <stdlib.h>

void survivors_clear(struct survivors *self, int months)
{
    self->months = months;
    self->count = 0;
}

void survivors_free(struct survivors *self)
{
    free(self->lane);
    free(self->fee);
    free(self->sorted);
    *self = (struct survivors){0};
}

static enum status make_room(struct survivors *self, size_t wanted)
{
    size_t room = self->room ? self->room : 4096;
    while (room < wanted)
        room *= 2;
    uint32_t *lane = realloc(self->lane, room * sizeof *lane);
    self->lane = lane ? lane : self->lane;
    int64_t *fee = realloc(self->fee, room * sizeof *fee);
    self->fee = fee ? fee : self->fee;
    int64_t *sorted = realloc(self->sorted, room * sizeof *sorted);
    self->sorted = sorted ? sorted : self->sorted;
    if (!lane || !fee || !sorted)
        return ERR_MEMORY;
    self->room = room;
    return OK;
}

enum status survivors_add(struct survivors *self, size_t count, const uint32_t *lane, const uint32_t *gone,
                          const int64_t *last)
{
    size_t at = self->count;
    if (at + count > self->room && make_room(self, at + count) != OK)
        return ERR_MEMORY;
    for (size_t i = 0; i < count; i++) {
        self->lane[at] = lane[i];
        self->fee[at] = last[i];
        at += gone[i] > (uint32_t)self->months;
    }
    self->count = at;
    return OK;
}

static void swap(int64_t *a, int64_t *b)
{
    int64_t kept = *a;
    *a = *b;
    *b = kept;
}

/* Reorders value[0 .. n-1] so that its k largest come first and the k-th largest stands at k - 1; 1 <= k <= n. */
static void select_largest(int64_t *value, size_t n, size_t k)
{
    size_t low = 0, high = n - 1, wanted = k - 1;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (value[middle] > value[low])
            swap(&value[middle], &value[low]);
        if (value[high] > value[low])
            swap(&value[high], &value[low]);
        if (value[high] > value[middle])
            swap(&value[high], &value[middle]);
        int64_t pivot = value[middle]; /* the median of three; equal values are split evenly */
        size_t i = low, j = high;
        while (i <= j) {
            while (value[i] > pivot)
                i++;
            while (value[j] < pivot)
                j--;
            if (i > j)
                break;
            swap(&value[i++], &value[j]);
            if (j == 0)
                break;
            j--;
        }
        if (wanted <= j)
            high = j;
        else if (wanted >= i)
            low = i;
        else
            return;
    }
}

static double top_fifth(int64_t *fee, size_t n)
{
    size_t whole = n / 5, k = (n + 4) / 5;
    int64_t sum = 0;

    if (n == 0)
        return 0.0;
    select_largest(fee, n, k);
    for (size_t i = 0; i < whole; i++)
        sum += fee[i];
    return (double)sum + (k > whole ? (double)fee[k - 1] * ((double)(n % 5) / 5) : 0.0);
}

void survivors_top_fifth(struct survivors *self, double top[LANES])
{
    size_t start[LANES + 1] = {0}, next[LANES];

    for (size_t lane = 0; lane < LANES; lane++)
        top[lane] = 0.0;
    if (self->count == 0)
        return;
    for (size_t i = 0; i < self->count; i++)
        start[self->lane[i] + 1]++;
    for (size_t lane = 0; lane < LANES; lane++) {
        start[lane + 1] += start[lane];
        next[lane] = start[lane];
    }
    for (size_t i = 0; i < self->count; i++)
        self->sorted[next[self->lane[i]]++] = self->fee[i];
    for (size_t lane = 0; lane < LANES; lane++)
        top[lane] = top_fifth(self->sorted + start[lane], start[lane + 1] - start[lane]);
}
