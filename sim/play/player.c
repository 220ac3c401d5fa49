/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/play/player.h"

#include <stdlib.h>
#include <string.h>

#include "sim/support/memory.h"

static enum status init_uncertain(struct player *self)
{
    const struct scenario *scenario = self->engine->plan->scenario;
    enum status status = variant_init(&self->variant, scenario);
    if (status != OK)
        return status;
    self->u = memory_array(variant_count(&self->variant), sizeof *self->u);
    self->row = memory_array(self->options->companion_length, sizeof *self->row);
    self->companion = memory_array(self->options->companion_length, sizeof *self->companion);
    return self->u && self->row && self->companion ? OK : ERR_MEMORY;
}

enum status player_init(struct player *self, const struct engine *engine, const struct tally_frame *frame,
                        const struct play_options *options)
{
    bool wanted[LEDGER_LINES];

    memset(self, 0, sizeof *self);
    self->options = options;
    self->engine = engine;
    self->frame = frame;
    certain_lines(&engine->certain, wanted);
    for (int line = 0; line < LEDGER_LINES; line++)
        wanted[line] = wanted[line] || options->uncertain;
    enum status status = chunk_init(&self->chunk, engine, wanted);
    if (status == OK)
        status = tally_init(&self->tally, frame->months);
    if (status == OK && options->uncertain)
        status = init_uncertain(self);
    if (status == OK && options->observe != NULL) {
        self->chunk.books.observe = options->observe;
        self->chunk.books.context = options->context;
    }
    if (status != OK)
        player_free(self);
    return status;
}

void player_free(struct player *self)
{
    chunk_free(&self->chunk);
    tally_free(&self->tally);
    variant_free(&self->variant);
    free(self->u);
    free(self->row);
    free(self->companion);
    self->u = self->row = self->companion = NULL;
}

void player_clear(struct player *self)
{
    tally_clear(&self->tally, self->frame->months);
    for (size_t i = 0; self->companion != NULL && i < self->options->companion_length; i++)
        self->companion[i] = 0.0;
}

/* Plays up to LANES replicates with one engine. */
static enum status play_chunk(struct player *self, const struct engine *engine, struct sample *sample, size_t first,
                              size_t lanes)
{
    self->chunk.engine = engine;
    enum status status = chunk_play(&self->chunk, first, lanes);
    if (status != OK)
        return status;
    struct tally_plays plays = {.certain = &engine->certain,
                                .payments = &engine->plan->payments,
                                .ledger = &self->chunk.ledger,
                                .survivors = &self->chunk.survivors,
                                .first = first,
                                .lanes = lanes};
    tally_plays(&self->tally, self->frame, &plays, sample);
    return OK;
}

/* The uniforms of a play's inputs: each of 52 bits from a block of its own. */
static void draw_inputs(struct player *self, size_t replicate)
{
    const struct draw_source *source = &self->engine->source;
    uint32_t of = (uint32_t)replicate, zero = 0;

    for (size_t i = 0; i < variant_count(&self->variant); i++) {
        uint32_t words[WORDS] = {0}, *const word[WORDS] = {&words[0], &words[1], &words[2], &words[3]};
        uint64_t key = variant_key(&self->variant, i);
        struct draw_batch batch = {PURPOSE_INPUT, (uint32_t)key, (uint32_t)(key >> 32), &of, &zero, &zero, 1};
        source->fill(source->context, &batch, word);
        uint64_t bits = (uint64_t)words[0] << 32 | words[1];
        self->u[i] = ((double)(bits >> 12) + 0.5) * 0x1p-52;
    }
}

/* Asks the companion about a play's plan. */
static enum status accompany(struct player *self, const struct plan *plan)
{
    const struct play_options *options = self->options;
    if (options->companion == NULL)
        return OK;
    enum status status = options->companion(options->companion_context, plan, self->row);
    for (size_t i = 0; status == OK && i < options->companion_length; i++)
        self->companion[i] += self->row[i];
    return status;
}

/* One play with inputs of its own. */
static enum status play_drawn(struct player *self, struct sample *sample, size_t replicate)
{
    struct plan plan = {0};
    struct engine engine = {0};
    struct faults unheard = {0}; /* play.c tells of plans that are too large */

    draw_inputs(self, replicate);
    variant_draw(&self->variant, self->u);
    enum status status = plan_init(&plan, &self->variant.scenario);
    if (status == OK)
        status = accompany(self, &plan);
    if (status == OK)
        status = engine_init(&engine, &plan, self->engine->source, self->engine, &unheard);
    if (status == OK)
        status = play_chunk(self, &engine, sample, replicate, 1);
    self->chunk.engine = self->engine;
    engine_free(&engine);
    plan_free(&plan);
    return status;
}

enum status player_play(struct player *self, struct sample *sample, size_t first, size_t end)
{
    enum status status = OK;

    while (status == OK && first < end) {
        size_t lanes = self->options->uncertain ? 1 : end - first < LANES ? end - first : LANES;
        status = self->options->uncertain ? play_drawn(self, sample, first)
                                          : play_chunk(self, self->engine, sample, first, lanes);
        first += lanes;
    }
    return status;
}
