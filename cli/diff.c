/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plateau diff: what differs between two scenarios, parameter by parameter and month by month. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"

static const char HELP[] =
    "Usage: plateau diff [OPTION]... A B\n"
    "Shows what differs between two scenarios: - lines are A's, + lines are B's, each with where\n"
    "the value came from.\n"
    "\n"
    "  --set PARAM[@MONTH]=VALUE   change a value in both; can be given again\n"
    "  -h, --help                  show this text\n";

/* One parameter and item in both scenarios; an item number of NOWHERE means that scenario has no such item. */
struct pair {
    const struct scenario *scenario[2];
    enum parameter_id id;
    size_t item[2];
    int months; /* of the longer plan */
};
enum { NOWHERE = NAMES_MOST };

static const struct setting *setting_of(const struct pair *self, int side)
{
    return self->item[side] == NOWHERE ? NULL : scenario_setting(self->scenario[side], self->id, self->item[side]);
}

static double value_of(const struct pair *self, int side, int month)
{
    const struct setting *setting = setting_of(self, side);
    double fallback = parameter_of(self->id)->fallback;
    return setting ? setting_value(setting, fallback, month) : fallback;
}

static const struct step *step_of(const struct pair *self, int side, int month)
{
    const struct setting *setting = setting_of(self, side);
    return setting ? setting_step(setting, month) : NULL;
}

static bool same_change(const struct change *a, const struct change *b)
{
    if (a->operation != b->operation || a->amount.distribution != b->amount.distribution)
        return false;
    for (int i = 0; i < amount_arguments(a->amount.distribution); i++)
        if (a->amount.argument[i] < b->amount.argument[i] || a->amount.argument[i] > b->amount.argument[i])
            return false;
    return true;
}

/* Equal values; and where one is unsure, made by equal changes. */
static bool same_in(const struct pair *self, int month)
{
    double a = value_of(self, 0, month), b = value_of(self, 1, month);
    const struct step *left = step_of(self, 0, month), *right = step_of(self, 1, month);
    bool both_blank = a != a && b != b;
    if (!both_blank && !(a == b))
        return false;
    if (!setting_is_unsure(left) && !setting_is_unsure(right))
        return true;
    if (!left || !right || left->changes != right->changes)
        return false;
    for (size_t i = 0; i < left->changes; i++)
        if (!same_change(&left->change[i], &right->change[i]))
            return false;
    return true;
}

/* True if both sides stand in month as they stood in the month before. */
static bool goes_on(const struct pair *self, int month)
{
    return step_of(self, 0, month) == step_of(self, 0, month - 1) &&
           step_of(self, 1, month) == step_of(self, 1, month - 1);
}

static void put_value(const struct pair *self, int side, int month)
{
    char value[PARAMETER_TEXT], chain[COMMAND_CHAIN];
    const char *sign = side ? "+" : "-";
    if (self->item[side] == NOWHERE) {
        printf("  %s (not there)\n", sign);
        return;
    }
    parameter_value(parameter_of(self->id), value_of(self, side, month), value);
    printf("  %s %s  %s\n", sign, *value ? value : "(blank)", command_chain(step_of(self, side, month), chain));
}

static void put_name(const struct pair *self)
{
    char name[SCENARIO_NAME];
    int side = self->item[0] == NOWHERE;
    printf("\n%s", scenario_parameter_name(self->scenario[side], self->id, self->item[side], name));
}

static size_t compare_numbers(const struct pair *self)
{
    size_t count = 0;
    bool nowhere = self->item[0] == NOWHERE || self->item[1] == NOWHERE;
    for (int from = 1; from <= self->months;) {
        int to = from;
        while (to < self->months && goes_on(self, to + 1))
            to++;
        bool given = step_of(self, 0, from) || step_of(self, 1, from);
        if (nowhere ? given : !same_in(self, from)) {
            put_name(self);
            if (from > 1 || to < self->months)
                printf(from == to ? ", month %d" : ", months %d to %d", from, to);
            printf("\n");
            put_value(self, 0, from);
            put_value(self, 1, from);
            count++;
        }
        from = to + 1;
    }
    return count;
}

static void put_text(const struct pair *self, int side)
{
    const struct setting *setting = setting_of(self, side);
    char origin[COMMAND_CHAIN];
    const char *sign = side ? "+" : "-";
    if (self->item[side] == NOWHERE)
        printf("  %s (not there)\n", sign);
    else if (setting && setting->text)
        printf("  %s %s  %s\n", sign, setting->text, command_origin(&setting->text_origin, origin));
    else
        printf("  %s (blank)  %s\n", sign, setting ? command_origin(&setting->text_origin, origin) : "default");
}

static size_t compare_texts(const struct pair *self)
{
    const struct setting *a = setting_of(self, 0), *b = setting_of(self, 1);
    const char *left = a ? a->text : NULL, *right = b ? b->text : NULL;
    if ((!left && !right) || (left && right && strcmp(left, right) == 0))
        return 0;
    put_name(self);
    printf("\n");
    put_text(self, 0);
    put_text(self, 1);
    return 1;
}

static size_t compare(const struct pair *self)
{
    return parameter_of(self->id)->kind == VALUE_TEXT ? compare_texts(self) : compare_numbers(self);
}

static const struct names *names_of(const struct scenario *scenario, enum parameter_id id)
{
    return parameter_of(id)->item == ITEM_CLASS ? &scenario->classes : &scenario->contracts;
}

/* The item of the other scenario with the same name. */
static size_t counterpart(const struct names *own, size_t item, const struct names *other)
{
    size_t found = names_find(other, own->item[item], strlen(own->item[item]));
    return found < other->count ? found : NOWHERE;
}

/* Classes and contracts are matched by name: A's first, then those that only B has. */
static size_t compare_items(struct pair *self)
{
    const struct names *a = names_of(self->scenario[0], self->id), *b = names_of(self->scenario[1], self->id);
    size_t count = 0;
    for (size_t i = 0; i < a->count; i++) {
        self->item[0] = i;
        self->item[1] = counterpart(a, i, b);
        count += compare(self);
    }
    for (size_t i = 0; i < b->count; i++) {
        self->item[0] = NOWHERE;
        self->item[1] = i;
        if (counterpart(b, i, a) == NOWHERE)
            count += compare(self);
    }
    return count;
}

static size_t compare_parameter(struct pair *self)
{
    enum item_kind kind = parameter_of(self->id)->item;
    size_t count = 0;
    if (kind == ITEM_CLASS || kind == ITEM_CONTRACT)
        return compare_items(self);
    for (size_t i = 0; i < scenario_items(self->scenario[0], self->id); i++) {
        self->item[0] = self->item[1] = i;
        count += compare(self);
    }
    return count;
}

/* Lists of the same name may still hold other clients. */
static size_t compare_books(const struct scenario *a, const struct scenario *b)
{
    const char *left = scenario_text(a, BOOK_FILE, 0), *right = scenario_text(b, BOOK_FILE, 0);
    const struct input_file *one = &a->files[a->file_count - 1], *two = &b->files[b->file_count - 1];
    if (!left || !right || one->fingerprint == two->fingerprint)
        return 0;
    printf("\nthe client lists\n  - %zu clients  %s\n  + %zu clients  %s\n", a->book.count, one->path, b->book.count,
           two->path);
    return 1;
}

static void compare_scenarios(const struct scenario *a, const struct scenario *b)
{
    int one = scenario_months(a), two = scenario_months(b);
    struct pair pair = {.scenario = {a, b}, .months = one > two ? one : two};
    size_t count = 0;
    printf("- %s  %s\n+ %s  %s\n", a->name, a->path, b->name, b->path);
    for (int id = 0; id < PARAMETER_COUNT; id++) {
        pair.id = (enum parameter_id)id;
        if (parameter_of(pair.id)->supported && pair.id != CONTRACT_SHARE)
            count += compare_parameter(&pair);
    }
    count += compare_books(a, b);
    if (count == 0)
        printf("\nNothing differs.\n");
}

static int diff(char **path, const struct command_sets *sets)
{
    struct scenario *scenario = calloc(2, sizeof *scenario);
    if (!scenario)
        return command_failed(ERR_MEMORY, NULL);
    int first = command_scenario(&scenario[0], path[0], sets);
    int second = command_scenario(&scenario[1], path[1], sets);
    int code = first != EXIT_DONE ? first : second;
    if (code == EXIT_DONE)
        compare_scenarios(&scenario[0], &scenario[1]);
    scenario_free(&scenario[0]);
    scenario_free(&scenario[1]);
    free(scenario);
    return code;
}

int diff_main(int argc, char **argv)
{
    struct command_sets sets = {0};
    int code;

    bool go_on = command_options(argc, argv, HELP, &sets, &code);
    if (go_on && argc - optind != 2)
        code = command_misused(argv[0], "exactly two scenarios are needed");
    else if (go_on)
        code = diff(argv + optind, &sets);
    command_sets_free(&sets);
    return code;
}
