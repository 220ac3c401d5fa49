/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/verify/verify_lives.h"

#include <stdlib.h>
#include <string.h>

#include "sim/play/clients.h"

static void collect(void *context, const struct clients *batch, size_t signer, int month)
{
    struct verify_lives *self = context;

    assert_true(signer == batch->kind.signer && month == batch->kind.month);
    for (size_t i = 0; i < batch->count; i++) {
        if (self->count == self->room) {
            self->room = 2 * self->room + 1024;
            self->life = realloc(self->life, self->room * sizeof *self->life);
            assert_non_null(self->life);
        }
        const struct latent *kind = &self->plan->latents.item[batch->latent[i]];
        self->life[self->count++] = (struct verify_life){.replicate = batch->replicate[i],
                                                         .source = batch->kind.source,
                                                         .rep_class = batch->kind.key,
                                                         .seat_month = batch->seat_month[i],
                                                         .ordinal = batch->ordinal[i],
                                                         .signer = signer,
                                                         .cell = batch->cell[i],
                                                         .gone = batch->gone[i],
                                                         .month = month,
                                                         .fee = batch->fee[i],
                                                         .activated = kind->activated,
                                                         .saved = kind->saved,
                                                         .interval = kind->interval};
    }
}

int verify_lives_order(const void *a, const void *b)
{
    const struct verify_life *x = a, *y = b;
    if (x->replicate != y->replicate)
        return x->replicate < y->replicate ? -1 : 1;
    if (x->source != y->source)
        return x->source < y->source ? -1 : 1;
    if (x->rep_class != y->rep_class)
        return x->rep_class < y->rep_class ? -1 : 1;
    if (x->seat_month != y->seat_month)
        return x->seat_month < y->seat_month ? -1 : 1;
    return x->ordinal < y->ordinal ? -1 : x->ordinal > y->ordinal;
}

bool verify_lives_same(const struct verify_life *a, const struct verify_life *b)
{
    return a->cell == b->cell && a->gone == b->gone && a->fee == b->fee && a->month == b->month;
}

/* The first play is seen twice, and must be the same both times; every other client once. */
static void drop_second_sight(struct verify_lives *self)
{
    size_t kept = 0;
    for (size_t i = 0; i < self->count; i++) {
        if (self->life[i].replicate == 0) {
            assert_true(i + 1 < self->count);
            assert_int_equal(verify_lives_order(&self->life[i], &self->life[i + 1]), 0);
            assert_true(verify_lives_same(&self->life[i], &self->life[i + 1]));
            i++;
        }
        self->life[kept++] = self->life[i];
    }
    self->count = kept;
    for (size_t i = 1; i < kept; i++)
        assert_true(verify_lives_order(&self->life[i - 1], &self->life[i]) < 0);
}

struct verify_lives verify_lives_play(struct verify *self, uint64_t seed, size_t replicates,
                                      const struct draw_source *draws)
{
    struct verify_lives lives = {.plan = &self->plan};
    struct play_options options = {
        .seed = seed, .replicates = replicates, .threads = 1, .context = &lives, .draws = draws, .observe = collect};
    verify_play_with(self, &options);
    if (lives.count > 0) {
        qsort(lives.life, lives.count, sizeof *lives.life, verify_lives_order);
        drop_second_sight(&lives);
    }
    return lives;
}

void verify_lives_free(struct verify_lives *self)
{
    free(self->life);
    *self = (struct verify_lives){0};
}

const struct verify_life *verify_lives_find(const struct verify_lives *self, const struct verify_life *who)
{
    return self->count ? bsearch(who, self->life, self->count, sizeof *self->life, verify_lives_order) : NULL;
}

double verify_lives_uniform(const struct draw_batch *block, uint64_t seed, int word)
{
    uint32_t words[WORDS], *out[WORDS] = {&words[0], &words[1], &words[2], &words[3]};
    struct draw_source source = draw_keyed(&seed);

    source.fill(source.context, block, out);
    assert_false(draw_is_end(words[word]));
    return ((double)words[word] + 0.5) / 4294967296.0;
}
