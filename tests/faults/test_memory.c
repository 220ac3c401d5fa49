/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every request for memory fails in turn, once alone and once with all that follow, in every stage of a run. What
 * must hold each time: the stage says that memory is short (or did without and gives the very same result); what it
 * returns is empty and can be freed, twice; nothing leaks, neither blocks nor open files; and a second try succeeds
 * with the same result as if nothing had happened.
 */
#include "tests/unit/support.h"

#include "plots/charts.h"
#include "tests/faults/digest.h"
#include "tests/faults/failing_malloc.h"
#include "tests/faults/world.h"

/* What a test looks at. */
struct trial {
    const char *name;
    const char *path;
    enum stage_id stage;
    size_t replicates, threads;
    bool uncertain;
    unsigned formats;
    size_t again; /* a second try after every so many failures; 0: after each */
    bool persists;
};

/* Makes a stage without faults, checks it against the digest (unless that is 0) and undoes it. */
static uint64_t make_well(struct world *world, const struct stage *stage, uint64_t wanted)
{
    world->faults = (struct faults){0};
    failing_malloc_start(0, false);
    enum status status = stage->make(world);
    failing_malloc_stop();
    assert_int_equal(status, OK);
    assert_int_equal(world->faults.total, 0);
    uint64_t digest = stage->digest(world);
    if (wanted != 0)
        assert_true(digest == wanted);
    stage->undo(world);
    assert_int_equal(failing_malloc_live(), 0);
    return digest;
}

/* The n-th request fails. Returns false if there were fewer. */
static bool make_badly(struct world *world, const struct stage *stage, size_t n, bool persists, uint64_t wanted)
{
    int files = world_files_open();
    world->faults = (struct faults){0};
    failing_malloc_start(n, persists);
    enum status status = stage->make(world);
    size_t refused = failing_malloc_stop();
    if (status != OK && status != ERR_MEMORY)
        fail_msg("request %zu: %s", n, status_text(status));
    if (status != OK) {
        assert_true(refused > 0);
        stage->check_empty(world);
    } else if (stage->digest(world) != wanted) {
        fail_msg("request %zu was refused, and the result is another one", n);
    }
    stage->undo(world);
    stage->undo(world);
    if (failing_malloc_live() != 0)
        fail_msg("request %zu: %zu blocks leak", n, failing_malloc_live());
    assert_int_equal(world_files_open(), files);
    return refused > 0;
}

/* The world of the trial that runs; freed after it, however it ends. */
static struct world the_world;

static struct world *begin(const struct trial *trial)
{
    the_world = (struct world){.path = trial->path,
                               .replicates = trial->replicates,
                               .threads = trial->threads,
                               .uncertain = trial->uncertain,
                               .formats = trial->formats};
    world_make_until(&the_world, trial->stage);
    return &the_world;
}

static int end(void **state)
{
    (void)state;
    failing_malloc_stop();
    world_free(&the_world);
    return 0;
}

/* What survivors_add asks for, once, in a thread that plays. */
enum { SURVIVORS_REQUESTS = 3 };

static void every_request_fails(void **state)
{
    const struct trial *trial = *state;
    const struct stage *stage = &world_stages[trial->stage];
    struct world *world = begin(trial);

    uint64_t digest = make_well(world, stage, 0);
    size_t requests = failing_malloc_asked(), n = 1;
    while (make_badly(world, stage, n, trial->persists, digest)) {
        if (trial->again == 0 || n % trial->again == 0)
            make_well(world, stage, digest);
        n++;
    }
    /* All of them had their turn. A thread that comes too late to play anything makes no room for survivors. */
    size_t luck = trial->threads > 1 ? SURVIVORS_REQUESTS * (trial->threads - 1) : 0;
    assert_in_range(n, requests + 1 - luck, requests + 1 + luck);
    assert_true(requests > 2);
}

/* Those of a play that are so large that they ask for whole pages: see memory_large. */
static void plays_ask_for_large_blocks(void **state)
{
    make_well(begin(*state), &world_stages[STAGE_PLAY], 0);
    assert_true(failing_malloc_aligned() > 0);
}

/* A scenario with mistakes: it is wrong, or memory was short, and no third thing. */
static void wrong_scenarios_fail_well(void **state)
{
    struct scenario scenario;
    struct faults *faults = calloc(1, sizeof *faults);
    static const char *const sets[] = {"sales.clsoe=1", "nothing"};
    uint64_t told = 0;
    size_t refused = 1;
    (void)state;
    assert_non_null(faults);
    for (size_t n = 0; n == 0 || refused > 0; n++) {
        *faults = (struct faults){0};
        failing_malloc_start(n, false);
        enum status status = scenario_read(&scenario, "wrong.csv", sets, 2, faults);
        refused = failing_malloc_stop();
        assert_true(status == ERR_INPUT || (status == ERR_MEMORY && refused > 0));
        assert_true(!scenario.settings && !scenario.files && !scenario.name);
        scenario_free(&scenario);
        assert_int_equal(failing_malloc_live(), 0);
        if (n == 0) {
            told = digest_faults(faults);
            assert_true(faults->total >= 5);
        }
        if (status == ERR_INPUT && digest_faults(faults) != told)
            fail_msg("request %zu was refused, and the faults are others: %s", n, faults->item[0].text);
    }
    free(faults);
}

static const struct trial trials[] = {
    {.name = "scenario_read", .path = "plan.csv", .stage = STAGE_SCENARIO},
    {.name = "plan_init", .path = "plan.csv", .stage = STAGE_PLAN},
    {.name = "plan_init, steady arrivals", .path = "steady.csv", .stage = STAGE_PLAN},
    {.name = "plan_init, clients bring clients", .path = "loyal.csv", .stage = STAGE_PLAN, .again = 7},
    {.name = "expected_init", .path = "plan.csv", .stage = STAGE_EXPECTED},
    {.name = "expected_init, clients bring clients", .path = "loyal.csv", .stage = STAGE_EXPECTED},
    {.name = "smooth_revenue", .path = "plan.csv", .stage = STAGE_SMOOTH},
    {.name = "smooth_revenue, clients bring clients", .path = "loyal.csv", .stage = STAGE_SMOOTH},
    {.name = "play_run", .path = "plan.csv", .stage = STAGE_PLAY, .replicates = 30, .threads = 1},
    {.name = "play_run, large blocks", .path = "steady.csv", .stage = STAGE_PLAY, .replicates = 1300, .threads = 1},
    {.name = "play_run, clients bring clients",
     .path = "loyal.csv",
     .stage = STAGE_PLAY,
     .replicates = 130,
     .threads = 1},
    {.name = "play_run, threads are refused",
     .path = "plan.csv",
     .stage = STAGE_PLAY,
     .replicates = 1200,
     .threads = 3,
     .again = 7},
    {.name = "play_run, inputs are drawn in every play",
     .path = "plan.csv",
     .stage = STAGE_PLAY,
     .replicates = 1,
     .threads = 1,
     .uncertain = true,
     .again = 7},
    {.name = "expected_unflatten",
     .path = "plan.csv",
     .stage = STAGE_MEAN,
     .replicates = 2,
     .threads = 1,
     .uncertain = true},
    {.name = "findings_init", .path = "plan.csv", .stage = STAGE_FINDINGS, .replicates = 30, .threads = 1, .again = 7},
    {.name = "findings_init, threads are refused",
     .path = "plan.csv",
     .stage = STAGE_FINDINGS,
     .replicates = 30,
     .threads = 3,
     .again = 7},
    {.name = "findings_init, clients bring clients",
     .path = "loyal.csv",
     .stage = STAGE_FINDINGS,
     .replicates = 30,
     .threads = 1,
     .again = 7},
    {.name = "tables_write", .path = "plan.csv", .stage = STAGE_TABLES, .replicates = 30, .threads = 1},
    {.name = "charts_draw",
     .path = "plan.csv",
     .stage = STAGE_CHARTS,
     .replicates = 30,
     .threads = 1,
     .formats = CHARTS_PNG | CHARTS_SVG,
     .again = 13},
};
enum { TRIALS = sizeof trials / sizeof trials[0] };

static const struct trial large_blocks = {.path = "steady.csv", .stage = STAGE_PLAY, .replicates = 1300, .threads = 1};

int main(void)
{
    static struct trial all[2 * TRIALS];
    static char names[2 * TRIALS][96];
    struct CMUnitTest tests[2 * TRIALS + 2];
    for (size_t i = 0; i < 2 * TRIALS; i++) {
        all[i] = trials[i / 2];
        all[i].persists = i % 2 != 0;
        snprintf(names[i], sizeof names[i], "%s: %s", all[i].name,
                 all[i].persists ? "all requests from the n-th on fail" : "the n-th request fails");
        tests[i] = (struct CMUnitTest){names[i], every_request_fails, NULL, end, &all[i]};
    }
    static struct trial large;
    large = large_blocks;
    tests[2 * TRIALS] = (struct CMUnitTest){"plays_ask_for_large_blocks", plays_ask_for_large_blocks, NULL, end,
                                            &large};
    tests[2 * TRIALS + 1] = (struct CMUnitTest)cmocka_unit_test(wrong_scenarios_fail_well);
    /* Not as cmocka's group setup: its state would take the place of the trials. */
    void *start = NULL;
    if (world_files_enter(&start) != 0)
        return 1;
    int failed = cmocka_run_group_tests_name("memory", tests, NULL, NULL);
    return leave_folder(&start) != 0 || failed != 0;
}
