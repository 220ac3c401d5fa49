/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/faults/world.h"

#include "tests/unit/support.h"

#include <dirent.h>
#include <fcntl.h>
#include <gsl/gsl_errno.h>
#include <sys/stat.h>

#include "analysis/tables.h"
#include "plots/charts.h"
#include "tests/faults/digest.h"

/* ---- files ------------------------------------------------------------------------------------------------ */

static const char ground[] = "parameter,value,month,note\n"
                             "name,\"Ground, and all\",,a base\n"
                             "plan.months,15\n"
                             "sales.close,0.073\n"
                             "rep.standard.count,2\n"
                             "rep.standard.leads,13.7\n"
                             "spend.mean,41237.19\n"
                             "spend.cv,0.73\n"
                             "spend.mean,*=1.07,7\n"
                             "contract.month.term,1\n"
                             "contract.month.fee,9.3%\n"
                             "contract.month.nonrenewal,0.117\n"
                             "contract.month.concentration,7.3\n"
                             "contract.month.share,3\n";

static const char more[] = "parameter,value,month,note\n"
                           "rep.senior.count,1\n"
                           "rep.senior.leads,5.3\n"
                           "rep.senior.churn,0.83\n"
                           "contract.year.term,12\n"
                           "contract.year.fee,6.1%\n"
                           "contract.year.nonrenewal,0.37\n"
                           "contract.year.early_exit,1.3%\n"
                           "contract.year.label,A year\n"
                           "contract.year.switch_share,41%\n"
                           "contract.month.offered,no,11\n"
                           "quartile.4.churn,0.71\n"
                           "churn.multiplier,*=0.93,3\n";

static const char own[] = "parameter,value,month,note\n"
                          "base,ground.csv\n"
                          "with,more.csv\n"
                          "sales.close,\"triangular(4%,5%,9%)\",,a note: its mean is used\n"
                          "rep.standard.count,+=1,5\n"
                          "rep.standard.count,9,40,after the end\n"
                          "book.file,clients.csv\n"
                          "book.tenure,tenure\n"
                          "book.fee,fee\n"
                          "book.contract,contract\n"
                          "book.left,left\n";

static const char clients[] = "client,tenure,contract,fee,left\n"
                              "\"A, B\",7,month,4123.17,\n"
                              "\"two\nlines\",0,A year,\"$2,417.00\",no\n"
                              "C,3,month,1500,yes\n"
                              "D,31,A year,\"11,300\",0\n";

static const char steady[] = "parameter,value,month,note\n"
                             "base,plan.csv\n"
                             "sales.arrivals,steady\n";

/* Faults of many kinds: each takes a way of its own through the reader. */
static const char wrong[] = "parameter,value,month,note\n"
                            "base,nowhere.csv\n"
                            "with,plan.csv\n"
                            "sales.clsoe,3%\n"
                            "sales.close,140%\n"
                            "sales.close,,3\n"
                            "rep.standard.leads,soon\n"
                            "contract.month.concentration,,5\n"
                            "contract.month.concentration,*=2,6\n"
                            "plan.months,x\n"
                            "spend.mean,\"triangular(3,2,1)\"\n";

static const char fake_gnuplot[] = "#!/bin/sh\n"
                                   "while read -r line; do :; done\n"
                                   "printf '\\211PNG\\r\\n\\032\\n\\0\\0\\0\\0IEND\\256\\102\\140\\202'\n";

void world_write_files(void)
{
    char here[4096], path[8192];
    put_file("ground.csv", ground);
    put_file("more.csv", more);
    put_file("plan.csv", own);
    put_file("clients.csv", clients);
    put_file("steady.csv", steady);
    put_file("wrong.csv", wrong);
    put_file("gnuplot", fake_gnuplot);
    assert_int_equal(chmod("gnuplot", 0755), 0);
    assert_non_null(getcwd(here, sizeof here));
    snprintf(path, sizeof path, "%s:%s", here, getenv("PATH"));
    assert_int_equal(setenv("PATH", path, 1), 0);
    assert_int_equal(mkdir(WORLD_CHARTS, 0777), 0);
}

int world_enter(void **state)
{
    if (enter_folder(state) != 0)
        return -1;
    gsl_set_error_handler_off(); /* as main does: GSL's own aborts */
    world_write_files();
    return 0;
}

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
    assert_true(!p->groups && !p->offers && !p->offer_of && !p->table_of && !p->seats && !p->book);
    assert_true(!p->lives.item && !p->lives.path && !p->lives.settled);
    assert_true(p->group_count + p->offer_count + p->book_count + p->lives.count == 0);
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

static void no_expected(const struct world *world)
{
    for (int s = 0; s < SERIES_COUNT; s++)
        assert_null(world->expected.series[s]);
    assert_true(!world->expected.at_risk && !world->expected.leaving);
}

static uint64_t expected_digest(const struct world *world)
{
    return digest_expected(&world->expected, cells(world));
}

static enum status smooth(struct world *world)
{
    return expected_smooth_revenue(world->smooth, &world->plan, WORLD_SMOOTH);
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

static enum status play(struct world *world)
{
    struct play_options options = {
        .seed = 7, .replicates = world->replicates, .threads = world->threads, .faults = &world->faults};
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
}

static uint64_t play_digest(const struct world *world)
{
    return digest_sample(&world->sample, cells(world));
}

static enum status find(struct world *world)
{
    struct findings_facts facts = {.name = world->scenario.name, .slug = "w", .seed = 7, .threads = world->threads};
    return findings_init(&world->findings, &world->plan, &world->expected, &world->sample, facts);
}

static void undo_findings(struct world *world)
{
    findings_free(&world->findings);
}

static void no_findings(const struct world *world)
{
    const struct findings *f = &world->findings;
    assert_true(!f->monthly && !f->smooth_revenue && !f->ltv && !f->retention);
    assert_true(f->ltv_count + f->retention_count == 0);
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
    return charts_draw(&world->findings, WORLD_CHARTS, &world->drawn, &world->faults);
}

static void undo_charts(struct world *world)
{
    world->drawn = 0;
    unlink(WORLD_CHARTS "/charts/revenue.gp");
    unlink(WORLD_CHARTS "/revenue.png");
    rmdir(WORLD_CHARTS "/charts");
}

/* The script may have been saved before the drawing failed. */
static void no_charts(const struct world *world)
{
    assert_int_equal(world->drawn, 0);
    assert_int_not_equal(access(WORLD_CHARTS "/revenue.png", F_OK), 0);
    world_files_in(WORLD_CHARTS);
}

static uint64_t charts_digest(const struct world *world)
{
    uint64_t digest = 0;
    assert_int_equal(world->drawn, 1);
    assert_int_equal(world_files_in(WORLD_CHARTS), 2);
    digest_add_file(&digest, WORLD_CHARTS "/charts/revenue.gp");
    digest_add_file(&digest, WORLD_CHARTS "/revenue.png");
    return digest;
}

const struct stage world_stages[STAGE_COUNT] = {
    {"scenario_read", read_scenario, undo_scenario, no_scenario, read_digest},
    {"plan_init", make_plan, undo_plan, no_plan, plan_digest},
    {"expected_init", expect, undo_expected, no_expected, expected_digest},
    {"expected_smooth_revenue", smooth, nothing, check_nothing, smooth_digest},
    {"play_run", play, undo_play, no_play, play_digest},
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

/* ---- what is left over ------------------------------------------------------------------------------------ */

size_t world_files_in(const char *folder)
{
    size_t count = 0;
    char path[512];
    struct stat about;
    DIR *entries = opendir(folder);
    if (entries == NULL)
        return 0;
    for (struct dirent *entry; (entry = readdir(entries)) != NULL;) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        if (strstr(entry->d_name, ".tmp"))
            fail_msg("%s/%s is left", folder, entry->d_name);
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        assert_int_equal(stat(path, &about), 0);
        count += S_ISDIR(about.st_mode) ? world_files_in(path) : 1;
    }
    closedir(entries);
    return count;
}

int world_open_files(void)
{
    int count = 0;
    for (int fd = 0; fd < 256; fd++)
        count += fcntl(fd, F_GETFD) >= 0;
    return count;
}
