/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/manifest.h"

#include <gsl/gsl_version.h>
#include <inttypes.h>
#include <stdarg.h>

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

/* One row a file: its name, then its fingerprint as 16 hexadecimal digits. */
static void put_files(FILE *out, const struct scenario *scenario)
{
    for (size_t i = 0; i < scenario->file_count; i++) {
        char key[64];
        snprintf(key, sizeof key, "input %zu", i + 1);
        put_text(out, key, scenario->files[i].path);
        snprintf(key, sizeof key, "input %zu fingerprint", i + 1);
        put(out, key, "%016" PRIx64, scenario->files[i].fingerprint);
    }
}

static void put_definitions(FILE *out, const struct findings *findings)
{
    int months = findings->months;
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
        findings->uncertain && findings->sample
            ? "the mean over all plays of the exact result under each play's own inputs; plateau, "
              "lifetime, ltv and gains: exact with all inputs at their means"
            : "exact, by convolving sign-ups with survival tables");
    if (!findings->sample)
        return;
    put(out, "mean", "over all plays; mcse is its Monte Carlo standard error, of ratios by the delta method");
    put(out, "quantiles", "R type 7, over the first %zu plays", findings->sample->kept);
    put(out, "simulated retention",
        "Kaplan-Meier over the sign-ups of all plays, those still there at the end censored");
}

void manifest_write(FILE *out, const struct findings *findings, const struct scenario *scenario)
{
    fputs("key,value\n", out);
    put(out, "program", "plateau %s", PLATEAU_VERSION);
    put_text(out, "scenario", findings->name);
    put(out, "seed", "%" PRIu64, findings->seed);
    put(out, "replicates", "%zu", findings->replicates);
    put(out, "months", "%d", findings->months);
    put(out, "uncertain", "%s", findings->uncertain ? "yes" : "no");
    put_text(out, "currency", findings->currency);
    put_files(out, scenario);
    for (size_t i = 0; i < findings->set_count; i++)
        put_text(out, "set", findings->sets[i]);
    put_definitions(out, findings);
    put(out, "compiler", "%s", compiler);
    put(out, "gsl", "%s", gsl_version);
}
