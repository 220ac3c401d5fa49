/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plateau explain: every value that is in force, its unit, and where it came from. */
#include <getopt.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "sim/plan/offer.h"
#include "sim/scenario/scenario_notes.h"

static const char HELP[] =
    "Usage: plateau explain [OPTION]... SCENARIO\n"
    "Shows every value of a scenario (a CSV file, - for standard input), its unit and the file and line it\n"
    "came from. name@7 is the value from month 7 on.\n"
    "\n"
    "  --set PARAM[@MONTH]=VALUE   change a value for this run; can be given again\n"
    "  -h, --help                  show this text\n";

/* One line of the table. The widths are found in a first pass that prints nothing. */
struct table {
    bool measuring;
    int name, value, unit;
};

static void wider(int *width, const char *text)
{
    int length = (int)strlen(text);
    if (length > *width)
        *width = length;
}

static void put_line(struct table *self, const char *name, const char *value, const char *unit, const char *from)
{
    if (self->measuring) {
        wider(&self->name, name);
        wider(&self->value, value);
        wider(&self->unit, unit);
        return;
    }
    printf("%-*s  %-*s  %-*s  %s\n", self->name, name, self->value, value, self->unit, unit, from);
}

static void put_step(struct table *self, const struct parameter *parameter, const char *name, double value,
                     const struct step *step)
{
    char dated[SCENARIO_NAME + 16], text[PARAMETER_TEXT], chain[COMMAND_CHAIN];
    if (step && step->month > 1)
        snprintf(dated, sizeof dated, "%s@%d", name, step->month);
    else
        snprintf(dated, sizeof dated, "%s", name);
    parameter_value(parameter, value, text);
    put_line(self, dated, *text ? text : "(blank)", parameter->unit, command_chain(step, chain));
}

/* A quartile bound that nobody gave is the root base file's: says what it comes to. True if it did. */
static bool put_bound(struct table *self, const struct scenario *scenario, enum parameter_id id, const char *name)
{
    double bounds[QUARTILES - 1];
    char text[PARAMETER_TEXT];

    if (id < SPEND_Q1 || id > SPEND_Q3 || !isnan(scenario_number(scenario, id, 0, 1)))
        return false;
    offer_bounds(bounds, scenario);
    if (isnan(bounds[id - SPEND_Q1]))
        return false;
    parameter_value(parameter_of(id), bounds[id - SPEND_Q1], text);
    put_line(self, name, text, parameter_of(id)->unit, "quartile of the spend law in the lowest base file, month 1");
    return true;
}

static void put_parameter(struct table *self, const struct scenario *scenario, enum parameter_id id, size_t item)
{
    const struct parameter *parameter = parameter_of(id);
    const struct setting *setting = scenario_setting(scenario, id, item);
    char name[SCENARIO_NAME], from[COMMAND_CHAIN];
    scenario_parameter_name(scenario, id, item, name);
    if (parameter->kind == VALUE_TEXT) {
        const char *text = setting ? setting->text : NULL;
        const char *fallback = id == PLAN_CURRENCY ? "$" : id == CONTRACT_LABEL ? scenario->contracts.item[item] : "";
        put_line(self, name,
                 text        ? text
                 : *fallback ? fallback
                             : "(blank)",
                 parameter->unit, setting ? command_origin(&setting->text_origin, from) : "default");
        return;
    }
    if (put_bound(self, scenario, id, name))
        return;
    if (!setting || setting->steps == 0 || setting->step[0].month > 1)
        put_step(self, parameter, name, parameter->fallback, NULL);
    for (size_t i = 0; setting && i < setting->steps; i++)
        put_step(self, parameter, name, setting->step[i].value, &setting->step[i]);
}

/* The first parameter behind id whose name has another kind of item. */
static int end_of_group(int id)
{
    enum item_kind item = parameter_of((enum parameter_id)id)->item;
    while (id < PARAMETER_COUNT && parameter_of((enum parameter_id)id)->item == item)
        id++;
    return id;
}

/* All parameters of one rep class or contract stand together. */
static void put_table(struct table *self, const struct scenario *scenario)
{
    for (int first = 0, end; first < PARAMETER_COUNT; first = end) {
        size_t items = scenario_items(scenario, (enum parameter_id)first);
        end = end_of_group(first);
        for (size_t item = 0; item < items; item++)
            for (int i = first; i < end; i++) {
                enum parameter_id id = (enum parameter_id)i;
                if (parameter_of(id)->supported && id != CONTRACT_SHARE)
                    put_parameter(self, scenario, id, item);
            }
    }
}

static void put_book(const struct scenario *scenario)
{
    const struct book *book = &scenario->book;
    if (!scenario_text(scenario, BOOK_FILE, 0))
        return;
    printf("\nThe plan starts with %zu %s of %s", book->count, book->count == 1 ? "client" : "clients",
           scenario->files[scenario->file_count - 1].path);
    if (book->left > 0)
        printf(" (%zu more %s left)", book->left, book->left == 1 ? "has" : "have");
    printf(".\n");
}

static int explain(const char *path, const struct command_sets *sets)
{
    struct scenario *scenario = calloc(1, sizeof *scenario);
    struct table table = {.measuring = true};
    if (!scenario)
        return command_failed(ERR_MEMORY, NULL);
    int code = command_scenario(scenario, path, sets);
    if (code == EXIT_DONE) {
        printf("%s\n\n", scenario->name);
        put_table(&table, scenario);
        table.measuring = false;
        put_table(&table, scenario);
        put_book(scenario);
        scenario_notes_unsure(scenario, false);
        if (scenario->notes.total > 0)
            printf("\n");
        faults_print(&scenario->notes, stdout);
    }
    scenario_free(scenario);
    free(scenario);
    return code;
}

int explain_main(int argc, char **argv)
{
    struct command_sets sets = {0};
    int code;

    bool go_on = command_options(argc, argv, HELP, &sets, &code);
    if (go_on && argc - optind != 1)
        code = command_misused(argv[0], argc > optind ? "only one scenario can be explained" : "no scenario is given");
    else if (go_on)
        code = explain(argv[optind], &sets);
    command_sets_free(&sets);
    return code;
}
