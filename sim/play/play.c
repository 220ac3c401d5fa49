/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/play/play.h"

#include <stdlib.h>
#include <string.h>

#include "sim/play/engine.h"
#include "sim/play/player.h"
#include "sim/play/tally.h"
#include "sim/play/waiting.h"
#include "sim/support/memory.h"
#include "sim/support/workers.h"

/* What the threads of a run share. */
struct run {
    const struct play_options *options;
    struct engine engine;
    struct tally_frame frame;
    struct tally total;
    struct sample *sample;
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
    size_t replicates = run->options->replicates, first = stretch * STRETCH;
    size_t end = replicates - first < STRETCH ? replicates : first + STRETCH;

    player_clear(scratch);
    return player_play(scratch, run->sample, first, end);
}

static void merge(void *shared, const void *scratch, size_t stretch)
{
    struct run *run = shared;
    const struct player *player = scratch;
    (void)stretch;
    tally_add(&run->total, &player->tally, run->frame.months);
    for (size_t i = 0; run->sample->companion != NULL && i < run->options->companion_length; i++)
        run->sample->companion[i] += player->companion[i] / (double)run->options->replicates;
}

static void progress(void *shared, size_t done, size_t chunks)
{
    struct run *run = shared;
    if (run->options->progress != NULL)
        run->options->progress(run->options->context, done, chunks);
}

/* Differences are summed from the first play: near enough to the mean, and there before anything else. */
static enum status centre_on_first_play(struct run *run, struct player *player)
{
    player_clear(player);
    enum status status = player_play(player, run->sample, 0, 1);
    if (status != OK)
        return status;
    tally_centre(&run->frame, &player->tally);
    for (size_t i = 0; i < QUARTILES * run->engine.plan->contracts * (2 * (size_t)run->frame.months + 2); i++)
        player->chunk.ends[i] = 0; /* it will be played again, and counted then */
    return OK;
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

static enum status run_players(struct run *run, struct player *players, size_t threads)
{
    struct workers_job job = {.shared = run, .work = work, .merge = merge, .progress = progress};
    void **scratch = memory_array(threads, sizeof *scratch);
    if (scratch == NULL)
        return ERR_MEMORY;

    for (size_t i = 0; i < threads; i++)
        scratch[i] = &players[i];
    enum status status = centre_on_first_play(run, &players[0]);
    if (status == OK)
        status = workers_run(&job, stretches(run->options->replicates), threads, scratch);
    for (size_t i = 0; status == OK && i < threads; i++)
        count_lives(run->sample, players[i].chunk.ends, QUARTILES * run->engine.plan->contracts);
    free(scratch);
    return status;
}

static enum status init(struct run *run, const struct plan *plan, struct draw_source source)
{
    const struct play_options *options = run->options;
    enum status status = engine_init(&run->engine, plan, source, NULL, options->faults);
    if (status != OK)
        return status;
    bool same[SERIES_COUNT];
    for (int s = 0; s < SERIES_COUNT; s++)
        same[s] = series_info((enum series)s)->derived || (run->engine.certain.same[s] && !options->uncertain);
    status = tally_frame_init(&run->frame, plan, same);
    if (status == OK)
        status = tally_init(&run->total, plan->months);
    if (status == OK)
        status = sample_init(run->sample, plan->months, plan->contracts, options->replicates, same);
    if (status == OK && options->uncertain && options->companion != NULL) {
        run->sample->companion = memory_array(options->companion_length, sizeof *run->sample->companion);
        status = run->sample->companion ? OK : ERR_MEMORY;
    }
    return status;
}

/* Why plays ended that a plan at the inputs' means was small enough for. */
static void tell_range(const struct run *run, const struct plan *plan, enum status status)
{
    struct place place = {.file = plan->scenario->path};
    if (status != ERR_RANGE || run->engine.plan == NULL)
        return;
    if (run->options->uncertain)
        faults_add(run->options->faults, place,
                   "the inputs drawn for some play make the plan too large to be played; narrow their distributions");
    else
        faults_add(run->options->faults, place,
                   "in some play clients brought more than %d others by referrals and returns; they multiply too fast "
                   "to be played. Lower referral.leads or winback.share, or shorten the plan; -n 0 gives the exact "
                   "means without plays",
                   WAITING_MOST);
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
    struct player *players = memory_array(threads, sizeof *players);
    enum status status = players ? init(&run, plan, options->draws ? *options->draws : draw_keyed(&own.seed))
                                 : ERR_MEMORY;
    for (; status == OK && ready < threads; ready += status == OK)
        status = player_init(&players[ready], &run.engine, &run.frame, &own);
    if (status == OK) {
        status = run_players(&run, players, threads);
        tell_range(&run, plan, status);
    }
    if (status == OK)
        tally_finish(&run.total, &run.frame, &run.engine.certain, sample);

    for (size_t i = 0; i < ready; i++)
        player_free(&players[i]);
    free(players);
    tally_free(&run.total);
    tally_frame_free(&run.frame);
    engine_free(&run.engine);
    if (status != OK)
        sample_free(sample);
    return status;
}
