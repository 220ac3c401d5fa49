/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plateau parameters: the reference of all parameters, printed from the table that the reader uses. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/reference.h"

static const char HELP[] = "Usage: plateau parameters [OPTION]... [WORD]\n"
                           "Lists the parameters of a scenario file, or those with WORD in their names.\n"
                           "\n"
                           "  --markdown   as a table for a README\n"
                           "  -h, --help   show this text\n";

/* Rows about the scenario itself. */
static const struct {
    const char *name, *meaning;
} structural[] = {
    {"name", "what the scenario is called (the file's name if not given)"},
    {"base", "the file this one changes; its path is relative to this file"},
    {"with", "a further file whose rows come between the base and this file's own; can be given again"},
};

static const char *month_text(const struct parameter *parameter)
{
    switch (parameter->whose) {
    case MONTH_SIGNING:
        return "dated, by the month of signing";
    case MONTH_DECISION:
        return "dated, by the month of the decision";
    case MONTH_PAYMENT:
        return "dated, by the month of payment";
    case MONTH_NEVER:
        break;
    }
    return "not dated";
}

static const char *default_text(const struct parameter *parameter, char out[PARAMETER_TEXT])
{
    if (parameter->required)
        return "required";
    parameter_value(parameter, parameter->kind == VALUE_TEXT ? NAN : parameter->fallback, out);
    if (parameter->id == PLAN_CURRENCY)
        return "$";
    return *out ? out : "blank";
}

/* What the parameter takes: its range, its words, or "text". */
static const char *takes_text(const struct parameter *parameter, char out[PARAMETER_TEXT])
{
    if (parameter->kind == VALUE_TEXT)
        return "text";
    if (parameter->kind == VALUE_YES_NO)
        return "yes or no";
    if (parameter->kind == VALUE_WORD)
        snprintf(out, PARAMETER_TEXT, "%s or %s", parameter->words[0], parameter->words[1]);
    else {
        const char *range = parameter_range(parameter, out);
        if (strncmp(range, "be ", 3) == 0)
            return range + 3;
        if (strncmp(range, "lie ", 4) == 0)
            return range + 4;
    }
    return out;
}

static void put_text(const struct parameter *parameter)
{
    char fallback[PARAMETER_TEXT], takes[PARAMETER_TEXT];
    printf("%s%s\n    %s\n", parameter->pattern, parameter->supported ? "" : " (not yet)", parameter->meaning);
    printf("    %s%s%s; default: %s; %s\n", takes_text(parameter, takes), *parameter->unit ? ", unit: " : "",
           parameter->unit, default_text(parameter, fallback), month_text(parameter));
}

static void put_markdown(const struct parameter *parameter)
{
    char fallback[PARAMETER_TEXT], takes[PARAMETER_TEXT];
    printf("| `%s`%s | %s | %s | %s | %s | %s |\n", parameter->pattern, parameter->supported ? "" : " (not yet)",
           parameter->unit, default_text(parameter, fallback), takes_text(parameter, takes), month_text(parameter),
           parameter->meaning);
}

static size_t put_all(const char *word, bool markdown)
{
    size_t count = 0;
    if (markdown)
        printf("| parameter | unit | default | takes | month | meaning |\n|---|---|---|---|---|---|\n");
    for (size_t i = 0; i < sizeof structural / sizeof structural[0]; i++) {
        if (!strstr(structural[i].name, word))
            continue;
        printf(markdown ? "| `%s` |  |  | text | not dated | %s |\n" : "%s\n    %s\n", structural[i].name,
               structural[i].meaning);
        count++;
    }
    for (int id = 0; id < PARAMETER_COUNT; id++) {
        const struct parameter *parameter = parameter_of((enum parameter_id)id);
        if (!strstr(parameter->pattern, word))
            continue;
        if (markdown)
            put_markdown(parameter);
        else
            put_text(parameter);
        count++;
    }
    return count;
}

int parameters_main(int argc, char **argv)
{
    static const struct reference reference = {HELP, "parameter", put_all};
    return reference_main(&reference, argc, argv);
}
