/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/scenario/parameter.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/scenario/parameter_table.h"
#include "sim/support/status.h"
#include "sim/support/text.h"

const struct parameter *parameter_of(enum parameter_id id)
{
    bug_assert((unsigned)id < PARAMETER_COUNT && parameter_table[id].id == id);
    return &parameter_table[id];
}

/* True if name is the pattern with some text for its "<...>". */
static bool matches(const struct parameter *self, const char *name, const char **middle, size_t *length)
{
    const char *open = strchr(self->pattern, '<');
    *middle = name;
    *length = 0;
    if (!open)
        return strcmp(self->pattern, name) == 0;
    size_t before = (size_t)(open - self->pattern);
    const char *after = strchr(open, '>') + 1;
    size_t behind = strlen(after), all = strlen(name);
    if (all <= before + behind || strncmp(self->pattern, name, before) != 0 || strcmp(name + all - behind, after) != 0)
        return false;
    *middle = name + before;
    *length = all - before - behind;
    if (self->item == ITEM_METRIC)
        return true;
    if (self->item == ITEM_QUARTILE)
        return *length == 1 && **middle >= '1' && **middle <= '4';
    return memchr(*middle, '.', *length) == NULL;
}

bool parameter_find(const char *name, enum parameter_id *id, const char **middle, size_t *length)
{
    for (int i = 0; i < PARAMETER_COUNT; i++)
        if (matches(&parameter_table[i], name, middle, length)) {
            *id = (enum parameter_id)i;
            return true;
        }
    return false;
}

const char *parameter_name(const struct parameter *self, const char *item, char *out, size_t size)
{
    const char *open = strchr(self->pattern, '<');
    if (!open)
        snprintf(out, size, "%s", self->pattern);
    else
        snprintf(out, size, "%.*s%s%s", (int)(open - self->pattern), self->pattern, item, strchr(open, '>') + 1);
    return out;
}

static bool is_whole_kind(const struct parameter *self)
{
    return self->kind == VALUE_COUNT || self->kind == VALUE_MONTHS;
}

bool parameter_accepts(const struct parameter *self, double value)
{
    if (!(value >= self->low && value <= self->high))
        return false;
    if (self->open_low && !(value > self->low))
        return false;
    return !is_whole_kind(self) || value == floor(value);
}

const char *parameter_range(const struct parameter *self, char out[PARAMETER_TEXT])
{
    char low[TEXT_NUMBER], high[TEXT_NUMBER];
    text_grouped(self->low, 0, low);
    text_grouped(self->high, 0, high);
    if (is_whole_kind(self))
        snprintf(out, PARAMETER_TEXT, "be a whole number between %.30s and %.30s", low, high);
    else if (self->open_low)
        snprintf(out, PARAMETER_TEXT, "be above %.30s and at most %.30s", low, high);
    else
        snprintf(out, PARAMETER_TEXT, "lie between %.30s and %.30s", low, high);
    return out;
}

const char *parameter_value(const struct parameter *self, double value, char out[PARAMETER_TEXT])
{
    char number[TEXT_NUMBER];
    out[0] = '\0';
    if (isnan(value))
        return out;
    if (self->kind == VALUE_YES_NO)
        snprintf(out, PARAMETER_TEXT, "%s", value != 0 ? "yes" : "no");
    else if (self->kind == VALUE_WORD)
        snprintf(out, PARAMETER_TEXT, "%s", self->words[(size_t)value]);
    else if (self->kind == VALUE_SHARE && strcmp(self->unit, "weight") != 0)
        snprintf(out, PARAMETER_TEXT, "%s%%", text_number(value * 100, number));
    else
        snprintf(out, PARAMETER_TEXT, "%s", text_number(value, number));
    return out;
}
