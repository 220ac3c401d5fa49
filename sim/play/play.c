/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/play/play.h"

#include <stdlib.h>

#include "sim/play/chunk.h"
#include "sim/play/engine.h"
#include "sim/play/tally.h"
#include "sim/support/memory.h"
#include "sim/support/workers.h"

/* What the threads of a run share. */
struct run {
    const struct play_options *options;
    struct engine engine;
    struct tally_frame frame;
    struct tally total;
    struct sample *sample;
    double *reps; /* [month]: occupied seats */
};

/*
 * What a thread plays before it adds to the totals: long enough that waiting for its turn costs nothing, short enough
 * that 10,000 plays keep many threads busy.
 */
enum { STRETCH = 8 * LANES };

static size_t stretches(size_t replicates)
{
    return (replicates + STRETCH - 1) / STRETCH;
}

static enum status work(void *shared, void *scratch, size_t stretch)
{
    struct run *run = shared;
    struct chunk *own = scratch;
    size_t replicates = run->options->replicates, first = stretch * STRETCH;
    size_t end = replicates - first < STRETCH ? replicates : first + STRETCH;

    tally_clear(&own->tally, run->frame.months);
    for (; first < end; first += LANES) {
        size_t lanes = end - first < LANES ? end - first : LANES;
        chunk_play(own, first, lanes);
        tally_ledger(&own->tally, &run->frame, &own->ledger, run->sample, first, lanes);
    }
    return OK;
}

static void merge(void *shared, const void *scratch, size_t stretch)
{
    struct run *run = shared;
    (void)stretch;
    tally_add(&run->total, &((const struct chunk *)scratch)->tally, run->frame.months);
}

static void progress(void *shared, size_t done, size_t chunks)
{
    struct run *run = shared;
    if (run->options->progress != NULL)
        run->options->progress(run->options->context, done, chunks);
}

/* Differences are summed from the first play: near enough to the mean, and there before anything else. */
static void centre_on_first_play(struct run *run, struct chunk *chunk)
{
    tally_clear(&chunk->tally, run->frame.months);
    chunk_play(chunk, 0, 1);
    tally_ledger(&chunk->tally, &run->frame, &chunk->ledger, run->sample, 0, 1);
    tally_centre(&run->frame, &chunk->tally);
    for (size_t i = 0; i < QUARTILES * run->engine.plan->contracts * (2 * (size_t)run->frame.months + 2); i++)
        chunk->ends[i] = 0; /* it will be played again, and counted then */
}

/* From ends of lives to a life table: who reached bill k with a decision in the plan, and who left after it. */
static void count_lives(struct sample *sample, const uint64_t *ends, size_t cells)
{
    size_t months = (size_t)sample->months, row = 2 * months + 2;

    for (size_t cell = 0; cell < cells; cell++) {
        uint64_t at_risk = 0;
        for (size_t k = months; k >= 1; k--) {
            uint64_t leaving = ends[cell * row + k];
            at_risk += leaving + ends[cell * row + months + 1 + k];
            sample->leaving[cell * (months + 1) + k] += leaving;
            sample->at_risk[cell * (months + 1) + k] += at_risk;
        }
    }
}

static enum status run_chunks(struct run *run, struct chunk *chunks, size_t threads)
{
    struct workers_job job = {.shared = run, .work = work, .merge = merge, .progress = progress};
    void **scratch = memory_array(threads, sizeof *scratch);
    if (scratch == NULL)
        return ERR_MEMORY;

    for (size_t i = 0; i < threads; i++)
        scratch[i] = &chunks[i];
    centre_on_first_play(run, &chunks[0]);
    enum status status = workers_run(&job, stretches(run->options->replicates), threads, scratch);
    for (size_t i = 0; status == OK && i < threads; i++)
        count_lives(run->sample, chunks[i].ends, QUARTILES * run->engine.plan->contracts);
    free(scratch);
    return status;
}

static enum status init(struct run *run, const struct plan *plan, struct draw_source source)
{
    enum status status = engine_init(&run->engine, plan, source, run->options->faults);
    run->reps = memory_array((size_t)plan->months + 2, sizeof *run->reps);
    if (status == OK && run->reps == NULL)
        status = ERR_MEMORY;
    for (size_t c = 0; status == OK && c < plan->classes; c++)
        for (int month = 1; month <= plan->months; month++)
            run->reps[month] += plan->seats[c].count[month];
    if (status == OK)
        status = tally_frame_init(&run->frame, plan->months, run->reps);
    if (status == OK)
        status = tally_init(&run->total, plan->months);
    if (status == OK)
        status = sample_init(run->sample, plan->months, plan->contracts, run->options->replicates);
    return status;
}

enum status play_run(struct sample *sample, const struct plan *plan, const struct play_options *options)
{
    struct faults unheard = {0};
    struct play_options own = *options;
    size_t most = stretches(options->replicates);
    size_t threads = options->threads < most ? options->threads : most, ready = 0;
    struct run run = {.options = &own, .sample = sample};

    *sample = (struct sample){0};
    own.faults = options->faults ? options->faults : &unheard;
    struct chunk *chunks = memory_array(threads, sizeof *chunks);
    enum status status = chunks ? init(&run, plan, options->draws ? *options->draws : draw_keyed(&own.seed))
                                : ERR_MEMORY;
    for (; status == OK && ready < threads; ready += status == OK) {
        status = chunk_init(&chunks[ready], &run.engine);
        if (status == OK && options->observe != NULL) {
            chunks[ready].books.observe = options->observe;
            chunks[ready].books.context = options->context;
        }
    }
    if (status == OK)
        status = run_chunks(&run, chunks, threads);
    if (status == OK)
        tally_finish(&run.total, &run.frame, sample);

    for (size_t i = 0; i < ready; i++)
        chunk_free(&chunks[i]);
    free(chunks);
    free(run.reps);
    tally_free(&run.total);
    tally_frame_free(&run.frame);
    engine_free(&run.engine);
    if (status != OK)
        sample_free(sample);
    return status;
}
