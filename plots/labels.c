/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/labels.h"

#include <math.h>

#include "sim/support/status.h"

/* Labels that touch move as one block, centred on the mean of where its members want to be. */
struct block {
    size_t first, count; /* in order from the top */
    double wanted;       /* sum over the members of the place of the block's top that would suit each */
};

/* Indices by place, highest first; equal places in the order of the array. */
static void sort_from_top(const double *place, size_t count, size_t *order)
{
    for (size_t i = 0; i < count; i++) {
        size_t at = i;
        for (; at > 0 && place[order[at - 1]] < place[i]; at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
}

static double top_of(const struct block *block, double apart, double low, double high)
{
    double top = block->wanted / (double)block->count;
    return fmax(fmin(top, high), low + apart * (double)(block->count - 1));
}

/* Merges block b + 1 into b while they overlap. Returns how many blocks are left. */
static size_t merge(struct block *block, size_t blocks, double apart, double low, double high)
{
    while (blocks > 1) {
        struct block *a = &block[blocks - 2], *b = &block[blocks - 1];
        double below_a = top_of(a, apart, low, high) - apart * (double)a->count;
        if (top_of(b, apart, low, high) <= below_a)
            break;
        a->wanted += b->wanted + apart * (double)(a->count * b->count);
        a->count += b->count;
        blocks--;
    }
    return blocks;
}

void labels_push(double *place, size_t count, double apart, double low, double high)
{
    size_t order[LABELS_MOST], blocks = 0;
    struct block block[LABELS_MOST];
    bug_assert(count <= LABELS_MOST);
    if (count == 0)
        return;
    /* Too many for the room: evenly spread is the best there is. */
    if (count > 1 && apart * (double)(count - 1) > high - low)
        apart = (high - low) / (double)(count - 1);
    sort_from_top(place, count, order);
    for (size_t i = 0; i < count; i++) {
        block[blocks++] = (struct block){.first = i, .count = 1, .wanted = place[order[i]]};
        blocks = merge(block, blocks, apart, low, high);
    }
    for (size_t b = 0; b < blocks; b++) {
        double top = top_of(&block[b], apart, low, high);
        for (size_t i = 0; i < block[b].count; i++)
            place[order[block[b].first + i]] = top - apart * (double)i;
    }
}
