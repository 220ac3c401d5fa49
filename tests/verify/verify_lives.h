/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every single client of a run, as the plays made it: to add up again, and to compare client by client. */
#ifndef PLATEAU_TESTS_VERIFY_LIVES_H
#define PLATEAU_TESTS_VERIFY_LIVES_H

#include "tests/verify/verify_support.h"

struct verify_life {
    uint32_t replicate;
    enum source source;
    uint64_t rep_class;           /* the key of the class whose seat it came to; 0 of those whom clients bring */
    uint32_t seat_month, ordinal; /* together with the three above: who it is */
    size_t signer;                /* see plan.h */
    uint32_t cell;                /* quartile * contracts + contract */
    uint32_t gone;                /* month lost, at most H + 1 */
    int month;                    /* of its first bill */
    int64_t fee;                  /* its first: cents a month */
    bool activated, saved;        /* its latent kind: */
    size_t interval;              /* of z */
};

struct verify_lives {
    struct verify_life *life; /* owned, sorted by who it is */
    size_t count, room;
    const struct plan *plan;
};

/* Plays self on one thread (draws NULL: keyed) and lists every client of every play once. Free with verify_lives_free.
 */
struct verify_lives verify_lives_play(struct verify *self, uint64_t seed, size_t replicates,
                                      const struct draw_source *draws);
void verify_lives_free(struct verify_lives *self);

/* By replicate, source, class, seat, month and ordinal. */
int verify_lives_order(const void *a, const void *b);

/* The same client in another run, or NULL. */
const struct verify_life *verify_lives_find(const struct verify_lives *self, const struct verify_life *who);

/* True if it pays the same for the same months on the same terms. */
bool verify_lives_same(const struct verify_life *a, const struct verify_life *b);

/* One word of a keyed block as a uniform; the tests' seeds have no end cells. */
double verify_lives_uniform(const struct draw_batch *block, uint64_t seed, int word);

#endif
