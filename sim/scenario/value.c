/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/scenario/value.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "sim/scenario/amount_parse.h"
#include "sim/scenario/nearest.h"
#include "sim/support/text.h"

enum { LONGEST_CURRENCY = 8, LONGEST_LABEL = 200 };

/* One cell and what it is for. */
struct cell {
    const struct parameter *parameter;
    const char *name, *text;
    const struct origin *origin;
    struct faults *faults;
};

/* A number stands in a message as it is, anything else in quotes. */
static const char *show(const char *text, char out[TEXT_QUOTE])
{
    if (strspn(text, "0123456789.,%$+-*=/eE") < strlen(text) || strlen(text) >= TEXT_QUOTE)
        return text_quote(text, out);
    snprintf(out, TEXT_QUOTE, "%s", text);
    return out;
}

/* Always false, so that a check can end with it. */
static PRINTF_LIKE(2, 3) bool refuse(const struct cell *self, const char *format, ...)
{
    char why[FAULTS_TEXT], quoted[TEXT_QUOTE];
    va_list values;
    va_start(values, format);
    vsnprintf(why, sizeof why, format, values);
    va_end(values);
    faults_add(self->faults, setting_place(self->origin), "%s is %s%s", self->name, show(self->text, quoted), why);
    return false;
}

/* '+', '-' or '*' if the text is a change of what stands below, with *operand behind the sign; else '='. */
static char operation_of(const char *text, const char **operand)
{
    bool change = *text && strchr("+-*", *text) && text[1] == '=';
    *operand = change ? text + 2 : text;
    while (change && **operand == ' ')
        ++*operand;
    return change ? *text : '=';
}

/* "poisson or steady" */
static void list_words(const char *const *words, char *out, size_t size)
{
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; words[i] && used < size; i++)
        used += (size_t)snprintf(out + used, size - used, "%s%s", i ? " or " : "", words[i]);
}

/* As spreadsheets save them, true and false are understood too. */
static bool read_yes_no(struct change *change, const struct cell *cell)
{
    static const char *const yes[] = {"yes", "true", NULL}, *const no[] = {"no", "false", NULL};
    const char *operand;
    for (size_t i = 0; yes[i]; i++) {
        bool is_yes = strcasecmp(cell->text, yes[i]) == 0;
        if (!is_yes && strcasecmp(cell->text, no[i]) != 0)
            continue;
        change->amount = (struct amount){.argument = {is_yes ? 1 : 0}};
        return true;
    }
    if (operation_of(cell->text, &operand) != '=')
        return refuse(cell, ", but it can only be set: yes or no");
    return refuse(cell, "; it must be yes or no");
}

static bool read_word(struct change *change, const struct cell *cell, const char *const *words)
{
    struct nearest nearest;
    char hint[NEAREST_HINT], list[64];
    const char *operand;
    nearest_begin(&nearest, cell->text);
    for (size_t i = 0; words[i]; i++) {
        nearest_offer(&nearest, words[i]);
        if (strcasecmp(words[i], cell->text) == 0) {
            change->amount = (struct amount){.argument = {(double)i}};
            return true;
        }
    }
    list_words(words, list, sizeof list);
    if (operation_of(cell->text, &operand) != '=')
        return refuse(cell, ", but it can only be set: %s", list);
    return refuse(cell, "; it must be %s%s", list, nearest_hint(&nearest, hint));
}

/* += and -= with a share, where the parameter is none: a change in percent is meant. */
static bool check_percent_change(const struct change *change, const struct cell *cell)
{
    char factor[TEXT_NUMBER];
    double share = change->amount.argument[0];
    if (change->amount.distribution != EXACTLY)
        return refuse(cell, ", which adds a share to what is not a share; to change it in percent use *=");
    if (change->operation == '-')
        share = -share;
    text_number(100 + 100 * share, factor);
    return refuse(cell, ", which adds a share to what is not a share; to change it in percent write *=%s%%", factor);
}

static bool is_whole_kind(const struct parameter *parameter)
{
    return parameter->kind == VALUE_COUNT || parameter->kind == VALUE_MONTHS;
}

/* What is set must lie in the range; what is only changed is checked when all rows have acted. */
static bool check_range(const struct change *change, const struct cell *cell)
{
    char range[PARAMETER_TEXT], number[TEXT_NUMBER];
    const struct parameter *parameter = cell->parameter;
    double mean = amount_mean(&change->amount);
    if (parameter_accepts(parameter, mean))
        return true;
    parameter_range(parameter, range);
    if (change->amount.distribution != EXACTLY)
        return refuse(cell, ", whose mean is %s; it must %s", text_number(mean, number), range);
    bool percent_meant = parameter->kind == VALUE_SHARE && parameter->high <= 1 && mean > 1 && mean <= 100 &&
                         !change->amount.percent && strspn(cell->text, "0123456789.") == strlen(cell->text);
    if (percent_meant)
        return refuse(cell, "; it must %s; did you mean %s%%?", range, cell->text);
    return refuse(cell, "; it must %s", range);
}

static bool read_number(struct change *change, const struct cell *cell)
{
    const struct parameter *parameter = cell->parameter;
    struct place at = setting_place(cell->origin);
    const char *operand;
    char range[PARAMETER_TEXT];
    change->operation = operation_of(cell->text, &operand);
    if (!*operand)
        return refuse(cell, ", a sign without a number; write for example +=1, -=5%% or *=1.1");
    if (!amount_parse(&change->amount, operand, cell->name, at, cell->faults))
        return false;
    if (is_whole_kind(parameter) && change->amount.distribution != EXACTLY)
        return refuse(cell, ", but it takes no distribution; it must %s", parameter_range(parameter, range));
    bool adds = change->operation == '+' || change->operation == '-';
    if (adds && change->amount.percent && parameter->kind != VALUE_SHARE)
        return check_percent_change(change, cell);
    if (change->operation != '=')
        return true;
    bool takes_percent = parameter->kind == VALUE_SHARE || parameter->kind == VALUE_FACTOR;
    if (change->amount.percent && !takes_percent)
        return refuse(cell, ", a share; it must %s", parameter_range(parameter, range));
    return check_range(change, cell);
}

bool value_read(struct change *change, const struct parameter *parameter, const char *name, const char *text,
                const struct origin *origin, struct faults *faults)
{
    const struct cell cell = {parameter, name, text, origin, faults};
    *change = (struct change){.operation = '=', .origin = *origin};
    if (!*text) {
        if (isnan(parameter->fallback) && !parameter->required) {
            change->amount.argument[0] = NAN; /* back to blank */
            return true;
        }
        faults_add(faults, setting_place(origin), "%s has no value", name);
        return false;
    }
    if (parameter->kind == VALUE_YES_NO)
        return read_yes_no(change, &cell);
    if (parameter->kind == VALUE_WORD)
        return read_word(change, &cell, parameter->words);
    return read_number(change, &cell);
}

bool value_check_text(const struct parameter *parameter, const char *name, const char *text,
                      const struct origin *origin, struct faults *faults)
{
    const struct cell cell = {parameter, name, text, origin, faults};
    if (parameter->id == PLAN_CURRENCY && strlen(text) > LONGEST_CURRENCY)
        return refuse(&cell, "; it must be at most 8 bytes");
    if (parameter->id == CONTRACT_LABEL && strlen(text) > LONGEST_LABEL)
        return refuse(&cell, "; it must be at most 200 bytes");
    return true;
}
