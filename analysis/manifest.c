/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/manifest.h"

#include <gsl/gsl_version.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>

#include "sim/plan/quantity.h"
#include "sim/support/text.h"

enum { VALUE_SIZE = 256 };

static const char *const compiler =
#if defined(__clang__)
    __VERSION__; /* begins with "Clang" itself */
#elif defined(__GNUC__)
    "gcc " __VERSION__;
#else
    "unknown";
#endif

static void PRINTF_LIKE(3, 4) put(FILE *out, const char *key, const char *format, ...)
{
    char value[VALUE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(value, sizeof value, format, arguments);
    va_end(arguments);
    text_put_csv(out, key);
    fputc(',', out);
    text_put_csv(out, value);
    fputc('\n', out);
}

/* User text, of any length. */
static void put_text(FILE *out, const char *key, const char *value)
{
    text_put_csv(out, key);
    fputc(',', out);
    text_put_csv(out, value);
    fputc('\n', out);
}

/* True if an earlier scenario, or an earlier file of this one, is the same file with the same bytes. */
static bool is_listed(const struct manifest_inputs *inputs, size_t scenario, size_t file)
{
    const struct input_file *wanted = &inputs->scenario[scenario]->files[file];
    for (size_t s = 0; s <= scenario; s++)
        for (size_t f = 0; f < (s < scenario ? inputs->scenario[s]->file_count : file); f++) {
            const struct input_file *listed = &inputs->scenario[s]->files[f];
            if (listed->fingerprint == wanted->fingerprint && strcmp(listed->path, wanted->path) == 0)
                return true;
        }
    return false;
}

/* One row a file: its name, then its fingerprint as 16 hexadecimal digits. Then the --set options. */
static void put_inputs(FILE *out, const struct manifest_inputs *inputs)
{
    size_t number = 0;
    for (size_t s = 0; s < inputs->count; s++)
        for (size_t f = 0; f < inputs->scenario[s]->file_count; f++) {
            char key[64];
            if (is_listed(inputs, s, f))
                continue;
            snprintf(key, sizeof key, "input %zu", ++number);
            put_text(out, key, inputs->scenario[s]->files[f].path);
            snprintf(key, sizeof key, "input %zu fingerprint", number);
            put(out, key, "%016" PRIx64, inputs->scenario[s]->files[f].fingerprint);
        }
    for (size_t i = 0; i < inputs->set_count; i++)
        put_text(out, "set", inputs->sets[i]);
}

/* What both kinds of tables need to be explained. */
struct facts {
    uint64_t seed;
    size_t replicates, kept; /* 0: nothing was played */
    int months;
    bool uncertain;
    const char *currency;
};

static void put_facts(FILE *out, const struct facts *facts)
{
    put(out, "seed", "%" PRIu64, facts->seed);
    put(out, "replicates", "%zu", facts->replicates);
    put(out, "months", "%d", facts->months);
    put(out, "uncertain", "%s", facts->uncertain ? "yes" : "no");
    put_text(out, "currency", facts->currency);
}

static void put_definitions(FILE *out, const struct facts *facts)
{
    int months = facts->months;
    put(out, "month", "a plan month, 1 to %d; month 0 is the book of existing clients before the plan", months);
    put(out, "billing",
        "in advance: a client signed in month s that stays T months is billed in s to s+T-1 and lost "
        "in s+T");
    put(out, "last 12 months", "months %d to %d", quantity_last_year(months), months);
    put(out, "profit",
        "revenue less all costs, plus clawbacks: commissions that come back; costs are positive numbers");
    put(out, "cash", "profit of months 1 to m together");
    put(out, "plateau", "the steady state under the values of month %d", months);
    put(out, "ltv", "of the sign-ups of the last 12 months over their whole lives, the values of month %d going on",
        months);
    put(out, "expected", "%s",
        facts->uncertain && facts->replicates
            ? "the mean over all plays of the exact result under each play's own inputs; plateau, "
              "lifetime, ltv and gains: exact with all inputs at their means"
            : "exact, by convolving sign-ups with survival tables");
}

static void put_builder(FILE *out)
{
    put(out, "compiler", "%s", compiler);
    put(out, "gsl", "%s", gsl_version);
}

void manifest_write(FILE *out, const struct findings *findings, const struct scenario *scenario)
{
    const struct facts facts = {.seed = findings->seed,
                                .replicates = findings->replicates,
                                .kept = findings->sample ? findings->sample->kept : 0,
                                .months = findings->months,
                                .uncertain = findings->uncertain,
                                .currency = findings->currency};
    const struct manifest_inputs inputs = {&scenario, 1, findings->sets, findings->set_count};
    fputs("key,value\n", out);
    put(out, "program", "plateau %s", PLATEAU_VERSION);
    put_text(out, "scenario", findings->name);
    put_facts(out, &facts);
    put_inputs(out, &inputs);
    put_definitions(out, &facts);
    if (facts.kept) {
        put(out, "mean", "over all plays; mcse is its Monte Carlo standard error, of ratios by the delta method");
        put(out, "quantiles", "R type 7, over the first %zu plays", facts.kept);
        put(out, "simulated retention",
            "Kaplan-Meier over the sign-ups of all plays, those still there at the end censored");
    }
    put_builder(out);
}

/* What compare.csv's own columns mean. */
static void put_columns(FILE *out, const struct facts *facts)
{
    put(out, "expected_difference",
        "scenario less baseline, of the exact values; of figures that no play tells (the "
        "plateau, ltv) these stand in baseline_mean and scenario_mean too");
    if (!facts->kept)
        return;
    put(out, "difference", "scenario less baseline, of the means over all plays; every play has the same luck in both");
    put(out, "mcse",
        "Monte Carlo standard error of the difference from the plays' own differences, of ratios by the "
        "delta method; over the first %zu plays",
        facts->kept);
    put(out, "quantiles", "of the plays' own differences; R type 7, over the first %zu plays", facts->kept);
    put(out, "p_better",
        "share of the plays in which the scenario is strictly better; less is better of churn.clients, "
        "churn.revenue, cac, keep.cost and top20.share; of ratios: of the plays in which both exist");
    put(out, "p_equal", "share of the same plays in which both are equal");
}

void manifest_write_comparison(FILE *out, const struct comparison *comparison, const struct manifest_inputs *inputs)
{
    const struct facts facts = {.seed = comparison->seed,
                                .replicates = comparison->replicates,
                                .kept = comparison->kept,
                                .months = comparison->months,
                                .uncertain = comparison->uncertain,
                                .currency = comparison->currency};
    fputs("key,value\n", out);
    put(out, "program", "plateau %s", PLATEAU_VERSION);
    put_text(out, "baseline", comparison->item[0].slug);
    for (size_t i = 0; i < comparison->count; i++) {
        char key[VALUE_SIZE];
        snprintf(key, sizeof key, "scenario %s", comparison->item[i].slug);
        put_text(out, key, comparison->item[i].name);
    }
    put_facts(out, &facts);
    put_inputs(out, inputs);
    put_definitions(out, &facts);
    put_columns(out, &facts);
    put_builder(out);
}
