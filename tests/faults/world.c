/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/faults/world.h"

#include "tests/unit/support.h"

#include "analysis/tables.h"
#include "plots/charts.h"
#include "sim/expected/smooth.h"
#include "tests/faults/digest.h"

/* ---- stages ----------------------------------------------------------------------------------------------- */

static const char *const sets[] = {"rep.senior.count@9=2", "contract.year.fee@5+=0.5%", "plan.currency=EUR"};
enum { SETS = sizeof sets / sizeof sets[0] };

static size_t cells(const struct world *world)
{
    return QUARTILES * world->plan.contracts;
}

static enum status read_scenario(struct world *world)
{
    return scenario_read(&world->scenario, world->path, sets, SETS, &world->faults);
}

static void undo_scenario(struct world *world)
{
    scenario_free(&world->scenario);
}

static void no_scenario(const struct world *world)
{
    const struct scenario *s = &world->scenario;
    assert_true(!s->name && !s->path && !s->settings && !s->slot && !s->set_texts && !s->files && !s->book.client);
    assert_true(!s->classes.item && !s->contracts.item);
    assert_true(s->setting_count + s->set_count + s->file_count + s->book.count == 0);
}

static uint64_t read_digest(const struct world *world)
{
    return digest_scenario(&world->scenario);
}

static enum status make_plan(struct world *world)
{
    return plan_init(&world->plan, &world->scenario);
}

static void undo_plan(struct world *world)
{
    plan_free(&world->plan);
}

static void no_plan(const struct world *world)
{
    const struct plan *p = &world->plan;
    assert_true(!p->offers && !p->offer_of && !p->table_of && !p->seats);
    assert_true(!p->book.item && !p->book.table && !p->book.weight);
    assert_true(!p->qualification && !p->returning && !p->payments.of_all && !p->payments.of_class);
    assert_true(!p->latents.item && !p->latents.share && !p->satisfaction.below && !p->satisfaction.class_of);
    assert_true(!p->satisfaction.care && !p->satisfaction.calls);
    assert_true(!p->referred_offer_of && !p->referral_rate && !p->winback);
    assert_true(!p->offspring.referred && !p->offspring.returns && !p->offspring.return_fees);
    assert_true(!p->offspring.kept && !p->offspring.kept_fees);
    assert_true(!p->lives.item && !p->lives.path && !p->lives.settled && !p->lives.early_churn && !p->lives.rescued);
    assert_true(p->offer_count + p->book.count + p->lives.count + p->latents.count == 0);
}

static uint64_t plan_digest(const struct world *world)
{
    return digest_plan(&world->plan);
}

static enum status expect(struct world *world)
{
    return expected_init(&world->expected, &world->plan);
}

static void undo_expected(struct world *world)
{
    expected_free(&world->expected);
}

static void is_empty(const struct expected *expected)
{
    for (int s = 0; s < SERIES_COUNT; s++)
        assert_true(!expected->series[s] && !expected->events[s]);
    assert_true(!expected->at_risk && !expected->leaving);
}

static void no_expected(const struct world *world)
{
    is_empty(&world->expected);
}

static uint64_t expected_digest(const struct world *world)
{
    return digest_expected(&world->expected, cells(world));
}

static enum status smooth(struct world *world)
{
    return smooth_revenue(world->smooth, &world->plan, WORLD_SMOOTH);
}

static void nothing(struct world *world)
{
    (void)world;
}

static void check_nothing(const struct world *world)
{
    (void)world;
}

static uint64_t smooth_digest(const struct world *world)
{
    uint64_t digest = 0;
    digest_add(&digest, world->smooth, sizeof world->smooth);
    return digest;
}

/* The exact result of one play's own plan, as a row. */
static enum status accompany(void *context, const struct plan *plan, double *row)
{
    struct expected expected;
    (void)context;
    enum status status = expected_init(&expected, plan);
    if (status == OK)
        expected_flatten(&expected, plan, row);
    expected_free(&expected);
    return status;
}

static enum status play(struct world *world)
{
    struct play_options options = {.seed = 7,
                                   .replicates = world->replicates,
                                   .threads = world->threads,
                                   .uncertain = world->uncertain,
                                   .companion = accompany,
                                   .companion_length = expected_length(&world->plan),
                                   .faults = &world->faults};
    return play_run(&world->sample, &world->plan, &options);
}

static void undo_play(struct world *world)
{
    sample_free(&world->sample);
}

static void no_play(const struct world *world)
{
    const struct sample *s = &world->sample;
    assert_true(!s->mean && !s->variance && !s->value && !s->quantity_value && !s->at_risk && !s->leaving);
    assert_null(s->companion);
}

static uint64_t play_digest(const struct world *world)
{
    uint64_t digest = digest_sample(&world->sample, cells(world));
    if (world->sample.companion != NULL)
        digest_add(&digest, world->sample.companion, expected_length(&world->plan) * sizeof(double));
    return digest;
}

static enum status average(struct world *world)
{
    return world->uncertain ? expected_unflatten(&world->mean, &world->plan, world->sample.companion) : OK;
}

static void undo_mean(struct world *world)
{
    expected_free(&world->mean);
}

static void no_mean(const struct world *world)
{
    is_empty(&world->mean);
}

static uint64_t mean_digest(const struct world *world)
{
    return world->uncertain ? digest_expected(&world->mean, cells(world)) : 0;
}

static enum status find(struct world *world)
{
    struct findings_facts facts = {
        .name = world->scenario.name, .slug = "w", .seed = 7, .threads = world->threads, .uncertain = world->uncertain};
    const struct expected *exact = world->uncertain ? &world->mean : &world->expected;
    return findings_init(&world->findings, &world->plan, exact, &world->sample, facts);
}

static void undo_findings(struct world *world)
{
    findings_free(&world->findings);
}

static void no_findings(const struct world *world)
{
    const struct findings *f = &world->findings;
    assert_true(!f->monthly && !f->smooth_revenue && !f->ltv && !f->retention && !f->cohorts);
    assert_true(f->ltv_count + f->retention_count + f->cohort_count == 0);
}

static uint64_t findings_digest(const struct world *world)
{
    return digest_findings(&world->findings);
}

static enum status write_tables(struct world *world)
{
    return tables_write(&world->findings, &world->scenario, WORLD_TABLES, &world->faults);
}

static const char *const table[TABLES_COUNT] = {"summary.csv", "monthly.csv", "ltv.csv", "retention.csv",
                                                "manifest.csv"};

static void undo_tables(struct world *world)
{
    char path[64];
    (void)world;
    for (int i = 0; i < TABLES_COUNT; i++) {
        snprintf(path, sizeof path, WORLD_TABLES "/%s", table[i]);
        unlink(path);
    }
    rmdir(WORLD_TABLES);
}

static void no_tables(const struct world *world)
{
    (void)world;
    assert_int_equal(world_files_in(WORLD_TABLES), 0);
}

static uint64_t tables_digest(const struct world *world)
{
    char path[64];
    uint64_t digest = 0;
    (void)world;
    assert_int_equal(world_files_in(WORLD_TABLES), TABLES_COUNT);
    for (int i = 0; i < TABLES_COUNT; i++) {
        snprintf(path, sizeof path, WORLD_TABLES "/%s", table[i]);
        digest_add_file(&digest, path);
    }
    return digest;
}

static enum status draw_charts(struct world *world)
{
    unsigned formats = world->formats ? world->formats : CHARTS_PNG;
    return charts_draw(&world->findings, WORLD_CHARTS, formats, &world->drawn, &world->faults);
}

const char *const world_charts[WORLD_CHART_COUNT] = {"revenue", "bridge", "profit", "survival", "ltv",
                                                     "cohorts", "ledger", "nps",    "signups"};
static const char *const endings[] = {"png", "svg"};
enum { ENDINGS = 2 };

static const char *picture(int chart, int ending, char path[64])
{
    snprintf(path, 64, WORLD_CHARTS "/%s.%s", world_charts[chart], endings[ending]);
    return path;
}

static const char *script(int chart, char path[64])
{
    snprintf(path, 64, WORLD_CHARTS "/charts/%s.gp", world_charts[chart]);
    return path;
}

static void undo_charts(struct world *world)
{
    char path[64];
    world->drawn = 0;
    for (int i = 0; i < WORLD_CHART_COUNT; i++) {
        unlink(script(i, path));
        for (int e = 0; e < ENDINGS; e++)
            unlink(picture(i, e, path));
    }
    rmdir(WORLD_CHARTS "/charts");
}

/* Those drawn before the failure are whole; scripts may have been saved before it. */
static void no_charts(const struct world *world)
{
    char path[64];
    assert_true(world->drawn < WORLD_CHART_COUNT);
    assert_int_not_equal(access(picture((int)world->drawn, 0, path), F_OK), 0);
    world_files_in(WORLD_CHARTS);
}

static uint64_t charts_digest(const struct world *world)
{
    char path[64];
    uint64_t digest = 0;
    size_t pictures = world->formats == (CHARTS_PNG | CHARTS_SVG) ? 2 : 1;
    assert_int_equal(world->drawn, WORLD_CHART_COUNT);
    assert_int_equal(world_files_in(WORLD_CHARTS), WORLD_CHART_COUNT * (1 + pictures));
    for (int i = 0; i < WORLD_CHART_COUNT; i++) {
        digest_add_file(&digest, script(i, path));
        for (int e = 0; e < ENDINGS; e++)
            digest_add_file(&digest, picture(i, e, path));
    }
    return digest;
}

const struct stage world_stages[STAGE_COUNT] = {
    {"scenario_read", read_scenario, undo_scenario, no_scenario, read_digest},
    {"plan_init", make_plan, undo_plan, no_plan, plan_digest},
    {"expected_init", expect, undo_expected, no_expected, expected_digest},
    {"smooth_revenue", smooth, nothing, check_nothing, smooth_digest},
    {"play_run", play, undo_play, no_play, play_digest},
    {"expected_unflatten", average, undo_mean, no_mean, mean_digest},
    {"findings_init", find, undo_findings, no_findings, findings_digest},
    {"tables_write", write_tables, undo_tables, no_tables, tables_digest},
    {"charts_draw", draw_charts, undo_charts, no_charts, charts_digest},
};

void world_make_until(struct world *world, enum stage_id stage)
{
    for (int i = 0; i < (int)stage; i++) {
        enum status status = world_stages[i].make(world);
        if (status != OK)
            print_message("%s: %s %s\n", world_stages[i].name, status_text(status), world->faults.item[0].text);
        assert_int_equal(status, OK);
    }
}

void world_free(struct world *world)
{
    for (int i = STAGE_COUNT; i-- > 0;)
        world_stages[i].undo(world);
}
