/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/chart_set.h"

#include <stdlib.h>

#include "plots/chart_file.h"
#include "plots/gnuplot.h"
#include "sim/support/workers.h"

static const unsigned format_bit[PICTURE_FORMATS] = {[PICTURE_PNG] = CHART_SET_PNG, [PICTURE_SVG] = CHART_SET_SVG};

/* Writes a chart's script into memory first: only a whole script is saved. */
static enum status save(const struct chart_set *self, size_t chart, const char *folder, struct faults *faults)
{
    char *script = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&script, &size);
    if (!out)
        return ERR_MEMORY;
    self->write(out, self->subject, chart);
    bool whole = !ferror(out);
    if (fclose(out) != 0 || !whole) {
        free(script);
        return ERR_MEMORY;
    }
    enum status status = chart_file_save(folder, self->name(self->subject, chart), script, size, faults);
    free(script);
    return status;
}

/* Saves what is wanted, lists its pictures, and removes what is not wanted. */
static enum status prepare(const struct chart_set *self, const char *folder, unsigned formats,
                           struct gnuplot_picture *picture, size_t *count, struct faults *faults)
{
    enum status status = OK;
    for (size_t i = 0; i < self->count && status == OK; i++) {
        const char *name = self->name(self->subject, i);
        bool wanted = self->wanted(self->subject, i);
        status = wanted ? save(self, i, folder, faults) : chart_file_remove(folder, name, "gp", faults);
        for (int f = 0; f < PICTURE_FORMATS && status == OK; f++) {
            struct gnuplot_picture one = {name, (enum picture_format)f};
            if (wanted && (formats & format_bit[f]))
                picture[(*count)++] = one;
            else
                status = chart_file_remove(folder, name, picture_name(one.format), faults);
        }
    }
    return status;
}

enum status chart_set_draw(const struct chart_set *self, const char *folder, unsigned formats, size_t *drawn,
                           struct faults *faults)
{
    size_t count = 0, pictures = 0;
    *drawn = 0;
    struct gnuplot_picture *picture = calloc(self->count * PICTURE_FORMATS + 1, sizeof *picture);
    if (!picture)
        return ERR_MEMORY;
    enum status status = prepare(self, folder, formats, picture, &count, faults);
    if (status == OK)
        status = gnuplot_draw(folder, picture, count, GNUPLOT_SECONDS, workers_available(), &pictures, faults);
    /* A chart is drawn when the last of its pictures is. */
    for (size_t i = 0; i < pictures; i++)
        *drawn += i + 1 == count || picture[i].name != picture[i + 1].name;
    free(picture);
    return status;
}
