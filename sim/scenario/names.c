/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/scenario/names.h"

#include <stdlib.h>
#include <string.h>

#include "sim/support/memory.h"

size_t names_find(const struct names *self, const char *text, size_t length)
{
    size_t i = 0;
    while (i < self->count && (strlen(self->item[i]) != length || memcmp(self->item[i], text, length) != 0))
        i++;
    return i;
}

enum status names_add(struct names *self, const char *text, size_t length, size_t *index)
{
    *index = names_find(self, text, length);
    if (*index < self->count)
        return OK;
    if (self->count == NAMES_MOST)
        return ERR_RANGE;
    if (!self->item)
        self->item = memory_array(NAMES_MOST, sizeof *self->item);
    if (!self->item)
        return ERR_MEMORY;
    char *copy = strndup(text, length);
    if (!copy)
        return ERR_MEMORY;
    self->item[self->count++] = copy;
    return OK;
}

void names_free(struct names *self)
{
    for (size_t i = 0; i < self->count; i++)
        free(self->item[i]);
    free(self->item);
    *self = (struct names){0};
}
