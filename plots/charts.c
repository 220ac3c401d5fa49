/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/charts.h"

#include <stdio.h>
#include <stdlib.h>

#include "plots/gnuplot.h"
#include "plots/revenue_fan.h"

static const struct chart {
    const char *name; /* of its files; letters, digits and "-" only */
    void (*write)(FILE *out, const struct findings *findings);
} chart[] = {
    {"revenue", revenue_fan_write},
};
enum { CHARTS = sizeof chart / sizeof chart[0] };

/* Writes a chart's script into memory first: only a whole script is saved. */
static enum status save(const struct chart *self, const struct findings *findings, const char *folder,
                        struct faults *faults)
{
    char *script = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&script, &size);
    if (!out)
        return ERR_MEMORY;
    self->write(out, findings);
    bool whole = !ferror(out);
    if (fclose(out) != 0 || !whole) {
        free(script);
        return ERR_MEMORY;
    }
    enum status status = gnuplot_save(folder, self->name, script, size, faults);
    free(script);
    return status;
}

enum status charts_draw(const struct findings *findings, const char *folder, size_t *drawn, struct faults *faults)
{
    enum status status = OK;
    *drawn = 0;
    for (size_t i = 0; i < CHARTS && status == OK; i++)
        status = save(&chart[i], findings, folder, faults);
    for (size_t i = 0; i < CHARTS && status == OK; i++) {
        status = gnuplot_draw(folder, chart[i].name, GNUPLOT_SECONDS, faults);
        *drawn += status == OK;
    }
    return status;
}
