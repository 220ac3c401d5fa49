/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/play/sample.h"

#include <stdlib.h>

#include "sim/support/memory.h"

enum status sample_init(struct sample *self, int months, size_t contracts, size_t replicates,
                        const bool same[SERIES_COUNT])
{
    size_t cells = SERIES_COUNT * ((size_t)months + 1);
    size_t lives = QUARTILES * contracts * ((size_t)months + 1);
    size_t kept = replicates < SAMPLE_KEPT ? replicates : SAMPLE_KEPT;

    *self = (struct sample){.months = months, .replicates = replicates, .kept = kept};
    self->mean = memory_array(cells, sizeof *self->mean);
    self->variance = memory_array(cells, sizeof *self->variance);
    size_t slots = 0;
    for (int s = 0; s < SERIES_COUNT; s++)
        self->slot[s] = same[s] ? SAMPLE_SAME : slots++;
    self->value = memory_large(slots * ((size_t)months + 1), kept, sizeof *self->value);
    self->quantity_value = memory_grid(QUANTITY_COUNT, kept, sizeof *self->quantity_value);
    self->at_risk = memory_array(lives, sizeof *self->at_risk);
    self->leaving = memory_array(lives, sizeof *self->leaving);
    if (self->mean == NULL || self->variance == NULL || self->value == NULL || self->quantity_value == NULL ||
        self->at_risk == NULL || self->leaving == NULL) {
        sample_free(self);
        return ERR_MEMORY;
    }
    return OK;
}

void sample_free(struct sample *self)
{
    free(self->mean);
    free(self->variance);
    free(self->value);
    free(self->quantity_value);
    free(self->at_risk);
    free(self->leaving);
    free(self->companion);
    *self = (struct sample){0};
}

const int64_t *sample_values(const struct sample *self, enum series series, int month)
{
    size_t slot = self->slot[series];
    if (slot == SAMPLE_SAME)
        return NULL;
    return self->value + (slot * ((size_t)self->months + 1) + (size_t)month) * self->kept;
}
