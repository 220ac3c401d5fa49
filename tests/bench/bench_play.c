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
    double clients; /* expected in one play; who comes back is a client again */
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
    self->clients = (double)self->plan.book.count;
    for (int month = 1; month <= self->plan.months; month++)
        self->clients += self->expected.series[SERIES_SIGNUPS][month] + self->expected.series[SERIES_WINBACKS][month];
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

/* A rule, beside the plan without it. */
struct rule {
    const char *name;
    size_t beside; /* index of the plan that it is compared with: an earlier one, or its own */
    const char *sets[24];
};

#define SATISFACTION "nps.promoters=20%", "nps.detractors=40%", "promoter.churn=0.5", "detractor.churn=2"
#define CARE         "care.coverage=50%", "care.success=40%", "care.after=2", "care.cost=50"
#define RESCUE       "rescue.share=30%", "rescue.success=40%", "rescue.cost=100"
#define WINBACK      "winback.share=15%", "winback.after=3", "winback.churn=1.3", "winback.cost=20"
#define REFERRALS    "referral.leads=0.1", "referral.close_ratio=3", "referral.churn=0.8", "referral.reward=100"
#define DIFFER       "contract.month.concentration=3", "contract.half.concentration=3", "contract.year.concentration=3"

static const struct rule rules[] = {
    {"without", 0, {NULL}},
    {"satisfaction", 0, {SATISFACTION}},
    {"satisfaction, care", 0, {SATISFACTION, CARE}},
    {"rescue", 0, {RESCUE}},
    {"win-back", 0, {WINBACK}},
    {"satisfaction, referrals", 0, {SATISFACTION, REFERRALS}},
    {"all", 0, {SATISFACTION, CARE, RESCUE, WINBACK, REFERRALS}},
    {"concentration", 7, {DIFFER}},
    {"concentration, rescue", 7, {DIFFER, RESCUE}},
    {"concentration, all", 7, {DIFFER, SATISFACTION, CARE, RESCUE, WINBACK, REFERRALS}}};
enum { RULES = sizeof rules / sizeof rules[0] };

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double values[ROUNDS])
{
    qsort(values, ROUNDS, sizeof *values, ascending);
    return values[ROUNDS / 2];
}

/* Does a rule give the parameter of a setting itself? */
static bool rule_sets(const struct rule *self, const char *set)
{
    size_t length = strcspn(set, "=") + 1;
    for (size_t k = 0; self->sets[k] != NULL; k++)
        if (strncmp(self->sets[k], set, length) == 0)
            return true;
    return false;
}

/* What satisfaction and all that comes of it cost: plans side by side in every round, and the ratios' medians. */
static void brought_and_kept(const char *path, const char *const *sets, size_t count, size_t replicates)
{
    static struct bench bench[RULES];
    static double lives[RULES][ROUNDS], both[RULES][ROUNDS];

    for (size_t i = 0; i < RULES; i++) {
        const char *all[40];
        size_t n = 0;
        for (size_t k = 0; k < count; k++)
            if (!rule_sets(&rules[i], sets[k]))
                all[n++] = sets[k];
        for (size_t k = 0; rules[i].sets[k] != NULL; k++)
            all[n++] = rules[i].sets[k];
        bench_open(&bench[i], path, all, n);
    }
    for (int round = 0; round < ROUNDS; round++)
        for (size_t i = 0; i < RULES; i++) {
            double per = 1e9 / (bench[i].clients * (double)replicates);
            time_chunks(&bench[i], replicates, &lives[i][round], &both[i][round]);
            lives[i][round] *= per;
            both[i][round] *= per;
        }
    for (size_t i = 0; i < RULES; i++) {
        double ratio[ROUNDS], ratio_both[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            ratio[round] = lives[i][round] / lives[rules[i].beside][round];
            ratio_both[round] = both[i][round] / both[rules[i].beside][round];
        }
        printf("  %-26s %8.0f clients a play: lives %6.1f", rules[i].name, bench[i].clients,
               median(memcpy((double[ROUNDS]){0}, lives[i], sizeof lives[i])));
        printf(" (%.2f x), with series %6.1f (%.2f x)\n", median(ratio),
               median(memcpy((double[ROUNDS]){0}, both[i], sizeof both[i])), median(ratio_both));
        bench_close(&bench[i]);
    }
}

static void satisfied_agencies(const char *path)
{
    static const char *const large[] = {"rep.standard.count=300", "rep.standard.leads=20", "rep.standard.commission=0",
                                        "rep.standard.clawback=0", "bonus.share=0"};
    static const char *const without[] = {"nps.promoters=0", "nps.detractors=0", "promoter.churn=1",
                                          "detractor.churn=1"};

    printf("satisfaction and what comes of it, ns per client (medians, beside the plan without)\n");
    printf("%s with 300 reps, no pay, 128 plays\n", path);
    brought_and_kept(path, large, 5, 128);
    printf("scenarios/baseline.csv, 2,000 plays\n");
    brought_and_kept("scenarios/baseline.csv", without, 4, 2000);
}

int main(int argc, char **argv)
{
    static const char *const no_pay[] = {"rep.standard.commission=0", "rep.standard.clawback=0", "bonus.share=0"};
    const char *path = argc > 1 ? argv[1] : "scenarios/bench.csv";
    gsl_set_error_handler_off();
    large_agency(path);
    satisfied_agencies(path);
    printf("3 reps, 10,000 plays, ns per client\n");
    lives_alone(path, "no pay", REPLICATES, no_pay, 3);
    small_agency(path);
    return 0;
}
