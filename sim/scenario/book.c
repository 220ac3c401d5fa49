/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/scenario/book.h"

#include <stdlib.h>

void book_free(struct book *self)
{
    free(self->client);
    *self = (struct book){0};
}
