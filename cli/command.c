/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

#include <stdio.h>
#include <stdlib.h>

#include "cli/options.h"
#include "sim/support/memory.h"

/* The exit code for a status. */
static int exit_code(enum status status)
{
    switch (status) {
    case OK:
        return EXIT_DONE;
    case ERR_USAGE:
        return EXIT_USAGE;
    case ERR_INPUT:
    case ERR_RANGE:
        return EXIT_INPUT;
    default:
        return EXIT_FAILED;
    }
}

int command_failed(enum status status, const struct faults *faults)
{
    if (faults && faults->total > 0)
        faults_print(faults, stderr);
    else if (status != OK)
        fprintf(stderr, "plateau: %s\n", status_text(status));
    return exit_code(status);
}

int command_misused(const char *program, const char *message)
{
    if (message)
        fprintf(stderr, "%s: %s\n", program, message);
    fprintf(stderr, "Try '%s --help'\n", program);
    return EXIT_USAGE;
}

enum status command_sets_add(struct command_sets *self, const char *text)
{
    void *array = self->item;
    enum status status = memory_grow(&array, self->count, &self->room, sizeof *self->item);
    self->item = array;
    if (status == OK)
        self->item[self->count++] = text;
    return status;
}

void command_sets_free(struct command_sets *self)
{
    free(self->item);
    *self = (struct command_sets){0};
}

bool command_options(int argc, char **argv, const char *help, struct command_sets *sets, int *code)
{
    enum { SET = OPTIONS_LONG };
    static const struct option list[] = {
        {"set", required_argument, NULL, SET}, {"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};
    int option;

    options_begin();
    *code = EXIT_DONE;
    while ((option = options_next(argc, argv, ":h", list)) != OPTIONS_END) {
        if (option == 'h')
            fputs(help, stdout);
        else if (option == OPTIONS_WRONG)
            *code = EXIT_USAGE;
        else if (command_sets_add(sets, optarg) != OK)
            *code = command_failed(ERR_MEMORY, NULL);
        if (option == 'h' || *code != EXIT_DONE)
            return false;
    }
    return true;
}

int command_scenario(struct scenario *scenario, const char *path, const struct command_sets *sets)
{
    struct faults *faults = memory_array(1, sizeof *faults);
    if (!faults)
        return command_failed(ERR_MEMORY, NULL);
    enum status status = scenario_read(scenario, path, sets->item, sets->count, faults);
    int code = status == OK ? EXIT_DONE : command_failed(status, faults);
    free(faults);
    return code;
}

const char *command_origin(const struct origin *origin, char out[COMMAND_CHAIN])
{
    if (origin->line > 0)
        snprintf(out, COMMAND_CHAIN, "%s:%zu", origin->file, origin->line);
    else
        snprintf(out, COMMAND_CHAIN, "%s", origin->file);
    return out;
}

const char *command_chain(const struct step *step, char out[COMMAND_CHAIN])
{
    char place[COMMAND_CHAIN], amount[AMOUNT_TEXT];
    size_t used = 0;
    if (!step || step->changes == 0) {
        snprintf(out, COMMAND_CHAIN, "default");
        return out;
    }
    const struct change *first = &step->change[0];
    if (step->changes == 1 && first->operation == '=' && first->amount.distribution == EXACTLY)
        return command_origin(&first->origin, out);
    if (first->operation != '=')
        used = (size_t)snprintf(out, COMMAND_CHAIN, "default, ");
    for (size_t i = 0; i < step->changes && used < COMMAND_CHAIN; i++) {
        const struct change *change = &step->change[i];
        const char sign[3] = {change->operation, change->operation == '=' ? '\0' : '=', '\0'};
        int more = snprintf(out + used, COMMAND_CHAIN - used, "%s%s %s %s", i ? ", " : "", sign,
                            amount_text(&change->amount, amount), command_origin(&change->origin, place));
        used += more > 0 ? (size_t)more : 0;
    }
    return out;
}
