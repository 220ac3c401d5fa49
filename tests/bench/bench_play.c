/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How fast, in one run on one machine: nanoseconds per client, split into lives, series and quantiles, against the
 * bare draws; threads; the expected engine. Machines wander, so ratios count. Best of ROUNDS for every figure.
 *   bench_play SCENARIO   prints a table, then "plateau ns_per_client X" for the comparison with NumPy
 */
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "analysis/findings.h"
#include "sim/expected/expected.h"
#include "sim/play/play.h"
#include "sim/play/player.h"
#include "sim/support/memory.h"
#include "sim/support/workers.h"

enum { REPLICATES = 10000, ROUNDS = 7 };

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void stop(const char *what)
{
    fprintf(stderr, "bench: %s\n", what);
    exit(1);
}

struct bench {
    struct scenario scenario;
    struct plan plan;
    struct expected expected;
    double clients; /* expected in one play */
};

static void bench_open(struct bench *self, const char *path, const char *const *sets, size_t set_count)
{
    struct faults faults = {0};
    if (scenario_read(&self->scenario, path, sets, set_count, &faults) != OK) {
        faults_print(&faults, stderr);
        stop("the scenario cannot be read");
    }
    if (plan_init(&self->plan, &self->scenario) != OK || expected_init(&self->expected, &self->plan) != OK)
        stop("out of memory");
    self->clients = (double)self->plan.book_count;
    for (int month = 1; month <= self->plan.months; month++)
        self->clients += self->expected.series[SERIES_SIGNUPS][month];
}

static void bench_close(struct bench *self)
{
    expected_free(&self->expected);
    plan_free(&self->plan);
    scenario_free(&self->scenario);
}

/* Seconds for the bare draws of the plan: a Threefry block a client, one for four seat-months, 64 lanes at a time. */
static double time_draws(const struct bench *bench, size_t replicates)
{
    static uint32_t replicate[LANES], third[LANES], fourth[LANES], words[WORDS][LANES];
    uint32_t *const word[WORDS] = {words[0], words[1], words[2], words[3]};
    uint64_t seed = 1;
    struct draw_source source = draw_keyed(&seed);
    struct draw_batch batch = {PURPOSE_CLIENT, 1, 2, replicate, third, fourth, LANES};
    double blocks = bench->clients * (double)replicates;

    for (size_t c = 0; c < bench->plan.classes; c++)
        for (int month = 1; month <= bench->plan.months; month++)
            blocks += bench->plan.seats[c].count[month] / 4.0 * (double)replicates;
    double start = seconds();
    for (double done = 0; done < blocks; done += LANES) {
        fourth[0]++;
        source.fill(source.context, &batch, word);
    }
    return seconds() - start;
}

/* Seconds for the lives alone, and for lives and series, of the first replicates. */
static void time_chunks(const struct bench *bench, size_t replicates, double *lives, double *both)
{
    uint64_t seed = 1;
    struct engine engine;
    struct tally_frame frame;
    struct sample sample;
    struct play_options options = {.seed = seed, .replicates = replicates, .threads = 1};
    struct player *player = memory_array(1, sizeof *player);

    if (player == NULL || engine_init(&engine, &bench->plan, draw_keyed(&seed), NULL, &(struct faults){0}) != OK ||
        tally_frame_init(&frame, &bench->plan, engine.certain.same) != OK ||
        sample_init(&sample, bench->plan.months, bench->plan.contracts, replicates, engine.certain.same) != OK ||
        player_init(player, &engine, &frame, &options) != OK)
        stop("out of memory");
    double start = seconds();
    for (size_t first = 0; first < replicates; first += LANES)
        if (chunk_play(&player->chunk, first, replicates - first < LANES ? replicates - first : LANES) != OK)
            stop("out of memory");
    *lives = seconds() - start;
    start = seconds();
    player_clear(player);
    if (player_play(player, &sample, 0, replicates) != OK)
        stop("out of memory");
    *both = seconds() - start;
    player_free(player);
    sample_free(&sample);
    tally_frame_free(&frame);
    engine_free(&engine);
    free(player);
}

/* Seconds of a run without reading and writing: plays, and findings with all quantiles. */
static double time_run(const struct bench *bench, size_t replicates, size_t threads, double *findings_time)
{
    struct sample sample;
    struct findings findings;
    struct play_options options = {.seed = 1, .replicates = replicates, .threads = threads};
    struct findings_facts facts = {.name = "bench", .slug = "bench", .seed = 1};

    double start = seconds();
    if (play_run(&sample, &bench->plan, &options) != OK)
        stop("the plays failed");
    double played = seconds();
    if (findings_init(&findings, &bench->plan, &bench->expected, &sample, facts) != OK)
        stop("the findings failed");
    double end = seconds();
    *findings_time = end - played;
    findings_free(&findings);
    sample_free(&sample);
    return end - start;
}

static double time_expected(const struct bench *bench)
{
    struct plan plan;
    struct expected expected;
    double start = seconds();
    if (plan_init(&plan, &bench->scenario) != OK || expected_init(&expected, &plan) != OK)
        stop("out of memory");
    expected_free(&expected);
    plan_free(&plan);
    return seconds() - start;
}

/* The smaller of two times, the first of which may not be there yet. */
static double best(double so_far, double now)
{
    return so_far == 0 || now < so_far ? now : so_far;
}

static void small_agency(const char *path)
{
    struct bench bench;
    double draws = 0, lives = 0, both = 0, run = 0, findings = 0, one = 0, two = 0, expected = 0, unused;

    bench_open(&bench, path, NULL, 0);
    for (int round = 0; round < ROUNDS; round++) {
        double now_lives, now_both, now_findings;
        draws = best(draws, time_draws(&bench, REPLICATES));
        time_chunks(&bench, REPLICATES, &now_lives, &now_both);
        lives = best(lives, now_lives);
        both = best(both, now_both);
        run = best(run, time_run(&bench, REPLICATES, 1, &now_findings));
        findings = best(findings, now_findings);
        expected = best(expected, time_expected(&bench));
    }
    for (int round = 0; round < 3; round++) {
        one = best(one, time_run(&bench, 20 * REPLICATES, 1, &unused));
        two = best(two, time_run(&bench, 20 * REPLICATES, 2, &unused));
    }
    double per = 1e9 / (bench.clients * REPLICATES);
    printf("%s: %.0f clients a play, %d plays, one thread; ns per client\n", path, bench.clients, REPLICATES);
    printf("  bare draws          %7.1f\n", draws * per);
    printf("  lives               %7.1f   %.2f x the bare draws\n", lives * per, lives / draws);
    printf("  series              %7.1f   (sums, and values kept for quantiles)\n", (both - lives) * per);
    printf("  findings            %7.1f   (quantiles of every figure, plateau, metrics)\n", findings * per);
    printf("  run                 %7.1f   plays and findings\n", run * per);
    printf("  threads: %d plays in %.2f s on one, %.2f s on two of %zu: %.2f x\n", 20 * REPLICATES, one, two,
           workers_available(), one / two);
    printf("  expected engine     %7.3f ms a plan\n", expected * 1e3);
    printf("plateau ns_per_client %.1f\n", run * per);
    bench_close(&bench);
}

/* Lives of a plan alone: what a rule costs where clients are all that counts. */
static void lives_alone(const char *path, const char *what, size_t replicates, const char *const *sets, size_t count)
{
    struct bench bench;
    double draws = 0, lives = 0, both = 0;

    bench_open(&bench, path, sets, count);
    for (int round = 0; round < ROUNDS; round++) {
        double now_lives, now_both;
        draws = best(draws, time_draws(&bench, replicates));
        time_chunks(&bench, replicates, &now_lives, &now_both);
        lives = best(lives, now_lives);
        both = best(both, now_both);
    }
    double per = 1e9 / (bench.clients * (double)replicates);
    printf("  %-38s %8.0f clients a play: lives %5.1f (%.2f x %.1f), with series %5.1f\n", what, bench.clients,
           lives * per, lives / draws, draws * per, both * per);
    bench_close(&bench);
}

/* The large agency: without pay, as the file has it, and one rule more in every line. */
static void large_agency(const char *path)
{
    static const char *const no_pay[] = {"rep.standard.count=300", "rep.standard.leads=20", "rep.standard.commission=0",
                                         "rep.standard.clawback=0", "bonus.share=0"};
    static const char *const sets[] = {
        "rep.standard.count=300",   "rep.standard.leads=20",     "cost.serve=31%",
        "expansion.yearly=5%",      "expansion.limit=50%",       "rep.standard.quit=2%",
        "rep.standard.refill=2",    "rep.standard.ramp=3",       "onboarding.months=3",
        "onboarding.churn=1.7",     "onboarding.activation=60%", "qualify.min_spend=9000",
        "qualify.return_share=20%", "qualify.return_after=5"};

    printf("300 reps, 128 plays, ns per client\n");
    lives_alone(path, "no pay", 128, no_pay, 5);
    lives_alone(path, "commission, clawback, bonus", 128, sets, 2);
    lives_alone(path, "+ serving", 128, sets, 3);
    lives_alone(path, "+ expansion", 128, sets, 5);
    lives_alone(path, "+ quit, refill, ramp", 128, sets, 8);
    lives_alone(path, "+ onboarding", 128, sets, 11);
    lives_alone(path, "+ qualification with returns", 128, sets, 14);
}

int main(int argc, char **argv)
{
    static const char *const no_pay[] = {"rep.standard.commission=0", "rep.standard.clawback=0", "bonus.share=0"};
    const char *path = argc > 1 ? argv[1] : "scenarios/bench.csv";
    gsl_set_error_handler_off();
    large_agency(path);
    printf("3 reps, 10,000 plays, ns per client\n");
    lives_alone(path, "no pay", REPLICATES, no_pay, 3);
    small_agency(path);
    return 0;
}
