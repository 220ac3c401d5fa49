/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/scenario/nearest.h"

#include <stdio.h>
#include <string.h>

#include "sim/scenario/parameter.h"
#include "sim/support/text.h"

static void lower(char *text)
{
    for (; *text; text++)
        if (*text >= 'A' && *text <= 'Z')
            *text = (char)(*text - 'A' + 'a');
}

void nearest_begin(struct nearest *self, const char *wanted)
{
    *self = (struct nearest){.distance = TEXT_FAR};
    if (strlen(wanted) >= NEAREST_WORD)
        return;
    snprintf(self->wanted, sizeof self->wanted, "%s", wanted);
    lower(self->wanted);
}

void nearest_offer(struct nearest *self, const char *candidate)
{
    char folded[NEAREST_WORD];
    if (!*self->wanted || strlen(candidate) >= NEAREST_WORD)
        return;
    snprintf(folded, sizeof folded, "%s", candidate);
    lower(folded);
    size_t distance = text_distance(self->wanted, folded);
    if (distance >= self->distance)
        return;
    self->distance = distance;
    snprintf(self->best, sizeof self->best, "%s", candidate);
}

const char *nearest_hint(const struct nearest *self, char out[NEAREST_HINT])
{
    /* A third of the letters wrong is the most that still looks like a slip. */
    size_t most = strlen(self->wanted) / 3;
    out[0] = '\0';
    if (*self->best && self->distance <= most)
        snprintf(out, NEAREST_HINT, "; did you mean '%s'?", self->best);
    return out;
}

const char *nearest_name(const struct names *names, size_t item, char out[NEAREST_HINT])
{
    struct nearest nearest;
    nearest_begin(&nearest, names->item[item]);
    for (size_t i = 0; i < names->count; i++)
        if (i != item)
            nearest_offer(&nearest, names->item[i]);
    return nearest_hint(&nearest, out);
}

static void offer_parameter(struct nearest *self, const struct parameter *parameter, const char *item)
{
    char name[NEAREST_WORD + NAMES_LENGTH];
    nearest_offer(self, parameter_name(parameter, item, name, sizeof name));
}

/* The part between the first two dots, or nothing. */
static void middle_of(const char *name, char out[NAMES_LENGTH + 1])
{
    out[0] = '\0';
    const char *first = strchr(name, '.');
    if (!first)
        return;
    size_t length = strcspn(first + 1, ".");
    if (length > 0 && length <= NAMES_LENGTH)
        snprintf(out, NAMES_LENGTH + 1, "%.*s", (int)length, first + 1);
}

const char *nearest_parameter(const char *wrong, const struct names *classes, const struct names *contracts,
                              char out[NEAREST_HINT])
{
    static const char *const structural[] = {"name", "base", "with"};
    static const char *const quartile[] = {"1", "2", "3", "4"};
    struct nearest nearest;
    char middle[NAMES_LENGTH + 1];
    nearest_begin(&nearest, wrong);
    middle_of(wrong, middle);
    for (size_t i = 0; i < 3; i++)
        nearest_offer(&nearest, structural[i]);
    for (int id = 0; id < PARAMETER_COUNT; id++) {
        const struct parameter *parameter = parameter_of((enum parameter_id)id);
        bool own = parameter->item == ITEM_CLASS || parameter->item == ITEM_CONTRACT;
        const struct names *names = parameter->item == ITEM_CLASS ? classes : contracts;
        if (parameter->item == ITEM_NONE)
            offer_parameter(&nearest, parameter, "");
        for (size_t q = 0; parameter->item == ITEM_QUARTILE && q < 4; q++)
            offer_parameter(&nearest, parameter, quartile[q]);
        if (own && *middle)
            offer_parameter(&nearest, parameter, middle);
        for (size_t i = 0; own && i < names->count; i++)
            offer_parameter(&nearest, parameter, names->item[i]);
    }
    return nearest_hint(&nearest, out);
}
