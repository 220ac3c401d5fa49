/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/play/ledger.h"

#include <stdlib.h>
#include <string.h>

#include "sim/support/memory.h"

static size_t cells(const struct ledger *self)
{
    return ((size_t)self->months + 3) * LANES;
}

enum status ledger_init(struct ledger *self, int months, const bool wanted[LEDGER_LINES])
{
    *self = (struct ledger){.months = months};
    self->entered = memory_array(cells(self), sizeof *self->entered);
    self->gone = memory_array(cells(self), sizeof *self->gone);
    enum status status = self->entered && self->gone ? OK : ERR_MEMORY;
    for (int line = 0; status == OK && line < LEDGER_LINES; line++) {
        if (!wanted[line])
            continue;
        self->line[line] = memory_array(cells(self), sizeof *self->line[line]);
        status = self->line[line] ? OK : ERR_MEMORY;
    }
    if (status != OK)
        ledger_free(self);
    return status;
}

enum series ledger_series(enum ledger_line line)
{
    static const enum series series[LEDGER_LINES] = {[LINE_COMMISSIONS] = SERIES_COMMISSIONS,
                                                     [LINE_SERVING] = SERIES_SERVING,
                                                     [LINE_SERVICE] = SERIES_SERVICE,
                                                     [LINE_EXPANSION] = SERIES_REVENUE_EXPANSION,
                                                     [LINE_CLAWBACKS] = SERIES_CLAWBACKS,
                                                     [LINE_BONUSES] = SERIES_BONUSES,
                                                     [LINE_RETURNED] = SERIES_SIGNUPS_RETURNED,
                                                     [LINE_REPS] = SERIES_REPS,
                                                     [LINE_SALARIES] = SERIES_SALARIES,
                                                     [LINE_HIRING] = SERIES_HIRING,
                                                     [LINE_LEADS] = SERIES_LEADS_COST,
                                                     [LINE_PROMOTERS] = SERIES_PROMOTERS,
                                                     [LINE_DETRACTORS] = SERIES_DETRACTORS,
                                                     [LINE_REFERRED] = SERIES_SIGNUPS_REFERRED,
                                                     [LINE_WINBACKS] = SERIES_WINBACKS,
                                                     [LINE_REACTIVATED] = SERIES_REVENUE_REACTIVATED,
                                                     [LINE_CARE] = SERIES_CARE,
                                                     [LINE_RESCUE] = SERIES_RESCUE};
    return series[line];
}

void ledger_free(struct ledger *self)
{
    free(self->entered);
    free(self->gone);
    for (int line = 0; line < LEDGER_LINES; line++)
        free(self->line[line]);
    *self = (struct ledger){0};
}

void ledger_clear(struct ledger *self)
{
    memset(self->entered, 0, cells(self) * sizeof *self->entered);
    memset(self->gone, 0, cells(self) * sizeof *self->gone);
    for (int line = 0; line < LEDGER_LINES; line++)
        if (self->line[line])
            memset(self->line[line], 0, cells(self) * sizeof *self->line[line]);
    memset(self->kept_least, 0, sizeof self->kept_least);
    memset(self->revived, 0, sizeof self->revived);
}
