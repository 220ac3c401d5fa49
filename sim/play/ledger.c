/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/play/ledger.h"

#include <stdlib.h>
#include <string.h>

#include "sim/support/memory.h"

static size_t rows(const struct ledger *self)
{
    return ((size_t)self->months + 2) * LANES;
}

enum status ledger_init(struct ledger *self, int months)
{
    *self = (struct ledger){.months = months};
    self->entered = memory_array(rows(self), sizeof *self->entered);
    self->gone = memory_array(rows(self), sizeof *self->gone);
    if (self->entered == NULL || self->gone == NULL) {
        ledger_free(self);
        return ERR_MEMORY;
    }
    return OK;
}

void ledger_free(struct ledger *self)
{
    free(self->entered);
    free(self->gone);
    *self = (struct ledger){0};
}

void ledger_clear(struct ledger *self)
{
    memset(self->entered, 0, rows(self) * sizeof *self->entered);
    memset(self->gone, 0, rows(self) * sizeof *self->gone);
    memset(self->kept, 0, sizeof self->kept);
}

void ledger_mark_kept(struct ledger *self)
{
    memcpy(self->kept, ledger_row(self->gone, self->months + 1), sizeof self->kept);
}
